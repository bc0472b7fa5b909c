/**
 * The real storage on the real overlay, on virtual time. Sessions are exponential; a node that ends loses its
 * disk, and new nodes join with empty disks. Counts the copies of every record at every moment.
 */
import { Id } from "../../runtime/base/id.ts";
import { HOUR_MS } from "../../runtime/simulator/churn.ts";
import { seededRandom } from "../../runtime/simulator/random.ts";
import { createSimulation } from "../../runtime/simulator/simulation.ts";
import { serviceRecordKind } from "../../runtime/storage/kinds/plain.ts";
import type { LocalWrite } from "../../runtime/storage/local/local-store.ts";
import { MemoryStore } from "../../runtime/storage/local/memory.ts";
import type { RecordKind, ReplicatedStorage } from "../../runtime/storage/record.ts";
import { RECORDS_SPACE } from "../../runtime/storage/replication/record-store.ts";
import {
  createReplicatedStorage,
  STORAGE_DEFAULTS,
} from "../../runtime/storage/replication/replicated-storage.ts";
import { isLow } from "./expectation.ts";

interface OverlayRunOptions {
  readonly nodes: number;
  readonly hours: number;
  readonly sessionMs: number;
  /** Number of records of each kind. */
  readonly records: number;
  readonly seed: number;
  readonly progress: (hours: number) => void;
}

/** Results of all records of one kind. */
export interface Levels {
  readonly copies: number;
  readonly records: number;
  /** Record-hours by number of copies. More than `copies` counts as `copies`. */
  readonly levelH: number[];
  lost: number;
  /** Times from the failure that left few copies to each new copy, and to the first one, in milliseconds. */
  readonly urgentMs: number[];
  readonly firstMs: number[];
  readonly beyondGraceMs: number[];
}

const twoCopies: RecordKind = { ...serviceRecordKind, tag: 200, name: "of two copies", copies: 2 };
const KINDS: readonly RecordKind[] = [serviceRecordKind, twoCopies];
const SERVICE = Id.hashOf("a service");
const START_MS = 1_700_000_000_000;
const REST_MS = 200_000;

/** The copies of one record. */
class Tracked {
  readonly #of: Levels;
  live = 0;
  #sinceMs: number;
  /** Since when copies are missing, and the least number since then. */
  #belowMs: number | null = null;
  #least = 0;
  /** Time of the failure that left few copies. */
  #lowMs: number | null = null;
  #isFirstMade = false;
  isLost = false;

  constructor(of: Levels, nowMs: number) {
    this.#of = of;
    this.#sinceMs = nowMs;
  }

  count(nowMs: number): void {
    const { levelH, copies } = this.#of;
    if (!this.isLost) levelH[Math.min(this.live, copies)] += (nowMs - this.#sinceMs) / HOUR_MS;
    this.#sinceMs = nowMs;
  }

  made(nowMs: number): void {
    this.count(nowMs);
    this.live++;
    const { copies, urgentMs, firstMs, beyondGraceMs } = this.#of;
    if (this.#lowMs !== null) {
      urgentMs.push(nowMs - this.#lowMs);
      if (!this.#isFirstMade) firstMs.push(nowMs - this.#lowMs);
      this.#isFirstMade = true;
    }
    if (this.live < copies) return;
    if (this.#belowMs !== null && this.#least === copies - 1 && this.#lowMs === null) {
      const beyondMs = nowMs - this.#belowMs - STORAGE_DEFAULTS.graceMs;
      if (beyondMs >= 0) beyondGraceMs.push(beyondMs);
    }
    this.#lowMs = null;
    this.#belowMs = null;
  }

  gone(nowMs: number): void {
    this.count(nowMs);
    this.live--;
    if (this.live >= this.#of.copies || this.isLost) return;
    if (this.#belowMs === null) {
      this.#belowMs = nowMs;
      this.#least = this.live;
    }
    this.#least = Math.min(this.#least, this.live);
    if (isLow(this.live, this.#of.copies)) {
      this.#lowMs = nowMs;
      this.#isFirstMade = false;
    }
    if (this.live > 0) return;
    this.isLost = true;
    this.#of.lost++;
  }
}

/** Reports each record that is added to this store or removed from it. */
class CountedStore extends MemoryStore {
  readonly stored = new Set<string>();
  readonly #changed: (name: string, isMade: boolean) => void;

  constructor(changed: (name: string, isMade: boolean) => void) {
    super();
    this.#changed = changed;
  }

  override write(batch: readonly LocalWrite[]): Promise<void> {
    for (const { space, key, value } of batch) {
      if (space !== RECORDS_SPACE) continue;
      const name = Buffer.from(key).toString("latin1");
      if (this.stored.has(name) === (value !== null)) continue;
      if (value === null) this.stored.delete(name);
      else this.stored.add(name);
      this.#changed(name, value !== null);
    }
    return super.write(batch);
  }
}

export async function runOverlay(options: OverlayRunOptions): Promise<readonly Levels[]> {
  const { nodes, hours, sessionMs, records, seed, progress } = options;
  const random = seededRandom(seed ^ 0x1b873593);
  const levels = KINDS.map(({ copies }): Levels => {
    return {
      copies,
      records,
      levelH: new Array(copies + 1).fill(0),
      lost: 0,
      urgentMs: [],
      firstMs: [],
      beyondGraceMs: [],
    };
  });
  const tracked = new Map<string, Tracked>();
  let isCounting = false;
  const stores: CountedStore[] = [];
  const storages: ReplicatedStorage[] = [];
  const simulation = createSimulation({
    nodes,
    seed,
    onNode: ({ index, overlay, clock, random: nodeRandom }) => {
      stores[index] = new CountedStore((name, isMade) => {
        if (!isCounting) return;
        const one = tracked.get(name);
        if (isMade) one?.made(simulation.now);
        else one?.gone(simulation.now);
      });
      storages[index] = createReplicatedStorage({
        overlay,
        store: stores[index],
        clock,
        random: nodeRandom,
        wallClock: () => START_MS + Math.round(clock.now()),
      });
      for (const kind of KINDS) storages[index].define(kind);
    },
  });
  for (const kind of KINDS) {
    const puts = Array.from({ length: records }, () => {
      const name = { kind: kind.tag, scope: SERVICE, key: simulation.randomId(), field: new Uint8Array(0) };
      return storages[0].put(name, random.bytes(16));
    });
    const outcomes = await simulation.settle(Promise.all(puts));
    if (!outcomes.every(({ ok }) => ok)) throw new Error("a record was not written");
  }
  await simulation.runAsync(REST_MS);
  for (const store of stores)
    for (const name of store.stored) {
      const at = KINDS.findIndex(({ tag }) => tag === name.charCodeAt(0));
      const one = tracked.get(name) ?? new Tracked(levels[at], simulation.now);
      one.live++;
      tracked.set(name, one);
    }
  isCounting = true;

  const exponential = (meanMs: number) => -meanMs * Math.log(1 - random.next());
  const dieLater = (index: number) =>
    void simulation.clock.after(exponential(sessionMs), () => {
      simulation.crash(index);
      // Its disk is lost.
      for (const name of stores[index].stored) tracked.get(name)?.gone(simulation.now);
      stores[index].stored.clear();
    });
  const arrive = () =>
    void simulation.clock.after(exponential(sessionMs / nodes), () => {
      dieLater(simulation.add().index);
      arrive();
    });
  for (const { index } of simulation.alive()) dieLater(index);
  arrive();
  for (let hour = 0; hour < hours; hour += 0.25) {
    await simulation.runAsync(0.25 * HOUR_MS);
    progress(hour + 0.25);
  }
  for (const one of tracked.values()) one.count(simulation.now);
  return levels;
}
