/**
 * A local store on a simulated disk. A write is visible at once and durable later; a crash loses writes that
 * are not durable. The disk can be slow, full, refuse writes, be damaged by a crash, and damage single entries.
 */

import type { Clock, Random } from "../base/environment.ts";
import { ProstError } from "../base/errors.ts";
import type { LocalStore, LocalWrite } from "../storage/local/local-store.ts";
import { MemoryStore } from "../storage/local/memory.ts";
import { UnavailableStore } from "../storage/local/unavailable-store.ts";

export interface DiskFaults {
  /** Mean time until a batch is durable, in milliseconds; exponentially distributed. */
  readonly syncMs: number;
  /** The share of batches that fail when they should become durable. Nothing of such a batch is stored. */
  readonly refuseRate: number;
  /** The share of batches that take `slowMs` longer, as on a disk that is busy with other work. */
  readonly slowRate: number;
  readonly slowMs: number;
  /** The share of crashes during a write that leave a damaged file. */
  readonly damageRate: number;
}

export const SOUND_DISK: DiskFaults = { syncMs: 2, refuseRate: 0, slowRate: 0, slowMs: 0, damageRate: 0 };

interface DiskParts {
  /** The clock of the simulation, not of the node: the disk works while the node is paused. */
  readonly clock: Clock;
  readonly random: Random;
  readonly faults: DiskFaults;
}

const DAMAGED_ENTRY = "the entry is damaged: it differs from the entry written";

interface Batch {
  readonly writes: readonly LocalWrite[];
  readonly written: PromiseWithResolvers<void>;
  state: "waiting" | "durable" | "refused";
}

/** The disk that a restarted node finds. */
type DiskAfterCrash = SimulatedDisk | UnavailableStore;

export class SimulatedDisk implements LocalStore {
  readonly unavailableReason = null;
  readonly #parts: DiskParts;
  /** The durable entries, which a restart finds. */
  #durable = new MemoryStore();
  /** All entries written and not refused. */
  #seen = new MemoryStore();
  /** In the order of the calls, which is the order in which they become durable. */
  #batches: Batch[] = [];
  /** Damaged entries. */
  readonly #damaged = new Set<string>();
  #isCrashed = false;
  /** No free space: every write fails. */
  isFull = false;

  constructor(parts: DiskParts) {
    this.#parts = parts;
  }

  /** Number of batches that are not durable yet. */
  get writing(): number {
    return this.#batches.length;
  }

  write(writes: readonly LocalWrite[]): Promise<void> {
    const { clock, random, faults } = this.#parts;
    const batch: Batch = {
      writes: writes.map((write) => ({
        ...write,
        key: write.key.slice(),
        value: write.value?.slice() ?? null,
      })),
      written: Promise.withResolvers(),
      state: "waiting",
    };
    // After a crash no caller gets an answer.
    if (this.#isCrashed) return batch.written.promise;
    if (this.isFull)
      return Promise.reject(new ProstError("RESOURCE_EXHAUSTED", "the simulated disk is full"));
    this.#batches.push(batch);
    void this.#seen.write(batch.writes);
    const isRefused = random.next() < faults.refuseRate;
    const slowMs = random.next() < faults.slowRate ? faults.slowMs : 0;
    clock.after(slowMs - faults.syncMs * Math.log(1 - random.next()), () => {
      batch.state = isRefused ? "refused" : "durable";
      this.#commit();
    });
    return batch.written.promise;
  }

  get(space: string, key: Uint8Array): Uint8Array | null {
    if (this.#damaged.has(placeOf(space, key))) throw new ProstError("DATA_LOSS", DAMAGED_ENTRY);
    return this.#seen.get(space, key);
  }

  *scan(
    space: string,
    from: Uint8Array | null,
    to: Uint8Array | null,
  ): Iterable<{ key: Uint8Array; value: Uint8Array }> {
    for (const entry of this.#seen.scan(space, from, to)) {
      if (this.#damaged.has(placeOf(space, entry.key))) throw new ProstError("DATA_LOSS", DAMAGED_ENTRY);
      yield entry;
    }
  }

  bytesUsed(space: string): number {
    return this.#seen.bytesUsed(space);
  }

  async close(): Promise<void> {}

  /** Damages a random durable entry of the space. Reading it fails until it is written again. */
  spoil(space: string): void {
    const entries = [...this.#durable.scan(space, null, null)];
    const entry = entries[Math.floor(this.#parts.random.next() * entries.length)];
    if (entry !== undefined) this.#damaged.add(placeOf(space, entry.key));
  }

  /**
   * The machine loses power. A random prefix of the waiting batches becomes durable, the others are lost. Each
   * batch is stored whole or not at all, or the file is damaged and the damage is detected: lmdb and the check
   * before it is opened promise this together. With `mayDamage` false the file is not damaged, and damaged
   * entries can be read again.
   */
  crash(mayDamage = true): DiskAfterCrash {
    this.#isCrashed = true;
    const { random, faults } = this.#parts;
    const kept = Math.floor(random.next() * (this.#batches.length + 1));
    const isDamaged = this.#batches.length > 0 && random.next() < faults.damageRate;
    if (mayDamage && (isDamaged || this.#damaged.size > 0))
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

  /** In order: no batch is durable before an earlier one. */
  #commit(): void {
    if (this.#isCrashed) return;
    let isAnyRefused = false;
    while (this.#batches.length > 0 && this.#batches[0].state !== "waiting") {
      const batch = this.#batches.shift() as Batch;
      for (const { space } of batch.writes) this.#spaces.add(space);
      if (batch.state === "refused") {
        isAnyRefused = true;
        batch.written.reject(new ProstError("RESOURCE_EXHAUSTED", "the simulated disk refused the write"));
        continue;
      }
      void this.#durable.write(batch.writes);
      for (const { space, key } of batch.writes) this.#damaged.delete(placeOf(space, key));
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
