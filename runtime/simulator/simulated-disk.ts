/**
 * A local store on a disk of virtual time, for simulations: what is written is seen at once and on disk
 * later, and a crash takes what is not. It can be slow, full, refuse, be damaged by a crash, and lose single
 * entries.
 */

import type { Clock, Random } from "../base/environment.ts";
import { ProstError } from "../base/errors.ts";
import type { LocalStore, LocalWrite } from "../storage/local/local-store.ts";
import { MemoryStore } from "../storage/local/memory.ts";
import { UnavailableStore } from "../storage/local/unavailable-store.ts";

export interface DiskFaults {
  /** Until a batch is on disk, in milliseconds: exponential with this mean. */
  readonly syncMs: number;
  /** The share of batches that fail when they should be on disk: nothing of them is then. */
  readonly refuseRate: number;
  /** The share of batches that take `slowMs` longer, as on a disk that others keep busy. */
  readonly slowRate: number;
  readonly slowMs: number;
  /** Of crashes while something was being written: the share that leaves a file that is damaged. */
  readonly damageRate: number;
}

export const SOUND_DISK: DiskFaults = { syncMs: 2, refuseRate: 0, slowRate: 0, slowMs: 0, damageRate: 0 };

export interface DiskParts {
  /** Of the simulation, not of the node: the disk goes on when the node stands still. */
  readonly clock: Clock;
  readonly random: Random;
  readonly faults: DiskFaults;
}

interface Batch {
  readonly writes: readonly LocalWrite[];
  readonly written: PromiseWithResolvers<void>;
  state: "waits" | "on disk" | "refused";
}

/** What was found when a node starts again: its disk, or one that nothing can be read from. */
export type DiskAfterCrash = SimulatedDisk | UnavailableStore;

export class SimulatedDisk implements LocalStore {
  readonly unavailableReason = null;
  readonly #parts: DiskParts;
  /** What a restart finds. */
  #durable = new MemoryStore();
  /** With all that was written and not refused. */
  #seen = new MemoryStore();
  /** In the order of their calls, in which they come to be on disk. */
  #batches: Batch[] = [];
  readonly #lost = new Set<string>();
  #isCrashed = false;
  /** No room: whatever is written fails. */
  isFull = false;

  constructor(parts: DiskParts) {
    this.#parts = parts;
  }

  /** Batches that are under way. */
  get writing(): number {
    return this.#batches.length;
  }

  write(writes: readonly LocalWrite[]): Promise<void> {
    const { clock, random, faults } = this.#parts;
    const batch: Batch = {
      writes: writes.map((one) => ({ ...one, key: one.key.slice(), value: one.value?.slice() ?? null })),
      written: Promise.withResolvers(),
      state: "waits",
    };
    // Nobody is told any more.
    if (this.#isCrashed) return batch.written.promise;
    if (this.isFull) return Promise.reject(new ProstError("RESOURCE_EXHAUSTED", "the disk takes no more"));
    this.#batches.push(batch);
    void this.#seen.write(batch.writes);
    const isRefused = random.next() < faults.refuseRate;
    const slowMs = random.next() < faults.slowRate ? faults.slowMs : 0;
    clock.after(slowMs - faults.syncMs * Math.log(1 - random.next()), () => {
      batch.state = isRefused ? "refused" : "on disk";
      this.#commit();
    });
    return batch.written.promise;
  }

  get(space: string, key: Uint8Array): Uint8Array | null {
    if (this.#lost.has(placeOf(space, key)))
      throw new ProstError("DATA_LOSS", "the entry is not what was written");
    return this.#seen.get(space, key);
  }

  *scan(
    space: string,
    from: Uint8Array | null,
    to: Uint8Array | null,
  ): Iterable<{ key: Uint8Array; value: Uint8Array }> {
    for (const entry of this.#seen.scan(space, from, to)) {
      if (this.#lost.has(placeOf(space, entry.key)))
        throw new ProstError("DATA_LOSS", "the entry is not what was written");
      yield entry;
    }
  }

  bytesUsed(space: string): number {
    return this.#seen.bytesUsed(space);
  }

  async close(): Promise<void> {}

  /** One entry of the space, by chance, is read as damaged from now on, until it is written again. */
  spoil(space: string): void {
    const entries = [...this.#durable.scan(space, null, null)];
    const one = entries[Math.floor(this.#parts.random.next() * entries.length)];
    if (one !== undefined) this.#lost.add(placeOf(space, one.key));
  }

  /**
   * The machine loses power: of the batches that are under way the first few are on disk, by chance, and the
   * others never were. Each is whole or not at all, or the file is damaged and says so: what lmdb and the
   * check before it is opened promise together. `mayDamage` false: it is not damaged this time, and what was
   * spoilt is read again.
   */
  crash(mayDamage = true): DiskAfterCrash {
    this.#isCrashed = true;
    const { random, faults } = this.#parts;
    const kept = Math.floor(random.next() * (this.#batches.length + 1));
    const isDamaged = this.#batches.length > 0 && random.next() < faults.damageRate;
    if (mayDamage && (isDamaged || this.#lost.size > 0))
      return new UnavailableStore(new ProstError("DATA_LOSS", "the store's file is damaged; move it away"));
    for (const batch of this.#batches.slice(0, kept))
      if (batch.state !== "refused") void this.#durable.write(batch.writes);
    const after = new SimulatedDisk(this.#parts);
    after.#durable = this.#durable;
    after.#seen = copyOf(this.#durable, this.#spaces);
    after.#spaces = this.#spaces;
    return after;
  }

  #spaces = new Set<string>();

  /** In order: none is on disk before those that were written before it. */
  #commit(): void {
    if (this.#isCrashed) return;
    let isAnyRefused = false;
    while (this.#batches.length > 0 && this.#batches[0].state !== "waits") {
      const batch = this.#batches.shift() as Batch;
      for (const { space } of batch.writes) this.#spaces.add(space);
      if (batch.state === "refused") {
        isAnyRefused = true;
        batch.written.reject(new ProstError("RESOURCE_EXHAUSTED", "the disk refuses"));
        continue;
      }
      void this.#durable.write(batch.writes);
      for (const { space, key } of batch.writes) this.#lost.delete(placeOf(space, key));
      batch.written.resolve();
    }
    if (!isAnyRefused) return;
    this.#seen = copyOf(this.#durable, this.#spaces);
    for (const { writes, state } of this.#batches) if (state !== "refused") void this.#seen.write(writes);
  }
}

function copyOf(store: MemoryStore, spaces: ReadonlySet<string>): MemoryStore {
  const copy = new MemoryStore();
  for (const space of spaces)
    void copy.write([...store.scan(space, null, null)].map(({ key, value }) => ({ space, key, value })));
  return copy;
}

function placeOf(space: string, key: Uint8Array): string {
  return `${space}\0${Buffer.from(key).toString("latin1")}`;
}
