/**
 * The real storage over the real overlay on virtual time: nodes stay for an exponential time and are gone with their disks, others come with empty ones. It
 * counts the copies of every record at every moment.
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
  /** Of each number of copies. */
  readonly records: number;
  readonly seed: number;
  readonly progress: (hours: number) => void;
}

/** Of all records with so many copies. */
export interface Levels {
  readonly copies: number;
  readonly records: number;
  /** Record-hours with so many copies; those with more than there should be count as having enough. */
  readonly levelH: number[];
  lost: number;
  /** From the failure that left few until each further copy was made; and until the first one was. */
  readonly urgentMs: number[];
  readonly firstMs: number[];
  readonly beyondGraceMs: number[];
}

const twoCopies: RecordKind = { ...serviceRecordKind, tag: 200, name: "of two copies", copies: 2 };
const KINDS: readonly RecordKind[] = [serviceRecordKind, twoCopies];
const SERVICE = Id.hashOf("a service");
const START_MS = 1_700_000_000_000;
const REST_MS = 200_000;

class Tracked {
  readonly #of: Levels;
  live = 0;
  #sinceMs: number;
  /** Since when some are missing, and how few there were. */
  #belowMs: number | null = null;
  #least = 0;
  /** The failure since which there are few. */
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

/** Tells of each record that comes onto this disk, or goes from it. */
class CountedStore extends MemoryStore {
  readonly held = new Set<string>();
  readonly #changed: (name: string, isMade: boolean) => void;

  constructor(changed: (name: string, isMade: boolean) => void) {
    super();
    this.#changed = changed;
  }

  override write(batch: readonly LocalWrite[]): Promise<void> {
    for (const { space, key, value } of batch) {
      if (space !== RECORDS_SPACE) continue;
      const name = Buffer.from(key).toString("latin1");
      if (this.held.has(name) === (value !== null)) continue;
      if (value === null) this.held.delete(name);
      else this.held.add(name);
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
    onNode: ({ index, overlay, clock, random: chance }) => {
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
        random: chance,
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
    if (!outcomes.every(({ ok }) => ok)) throw new Error("not all records could be written");
  }
  await simulation.runAsync(REST_MS);
  for (const store of stores)
    for (const name of store.held) {
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
      // What is on its disk is gone with it.
      for (const name of stores[index].held) tracked.get(name)?.gone(simulation.now);
      stores[index].held.clear();
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
