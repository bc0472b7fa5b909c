/**
 * Clients add items to a few merged values while nodes join, crash and pause, and while the overlay is
 * partitioned. At the end all copies of a record must have the same value. The rules here are those of a set
 * that only grows. They implement the interface that a service's rules implement.
 */
import { Id, isCloser } from "../../../runtime/base/id.ts";
import { seededRandom } from "../../../runtime/simulator/random.ts";
import { createSimulation } from "../../../runtime/simulator/simulation.ts";
import { mergedKind, mergedRecord, type ValueRules } from "../../../runtime/storage/kinds/merged.ts";
import type { LocalWrite } from "../../../runtime/storage/local/local-store.ts";
import { MemoryStore } from "../../../runtime/storage/local/memory.ts";
import type { ReplicatedStorage } from "../../../runtime/storage/record.ts";
import { createReplicatedStorage } from "../../../runtime/storage/replication/replicated-storage.ts";
import { START_MS } from "../cluster.ts";

const NODES = 12;
const RECORDS = 3;
const CLIENTS = 4;
const COPIES = 4;
/** Virtual milliseconds. */
const RUN_MS = 240_000;
/** Milliseconds without faults at the end: the records of departed nodes are copied after ten minutes. */
const REST_MS = 840_000;
/** The share of writes that the disk refuses. */
const DISK_FAULTS = 0.01;
/** The share of calls of rules for which the node's service is unavailable. */
const RULE_FAULTS = 0.05;
const ITEM_BYTES = 4;
const NO_FIELD = new Uint8Array(0);

interface MergeRun {
  /** Wrong results, one sentence for each. */
  readonly violations: readonly string[];
  /** How many operations had each outcome. */
  readonly ended: ReadonlyMap<string, number>;
  /** The number of injected faults. */
  readonly faults: number;
  /** The number of calls of the rule that merges. */
  readonly merges: number;
}

/** A sorted list of numbers without duplicates. */
export function setOf(items: Iterable<number>): Uint8Array {
  const sorted = [...new Set(items)].sort((a, b) => a - b);
  const bytes = Buffer.alloc(sorted.length * ITEM_BYTES);
  sorted.forEach((item, i) => bytes.writeUInt32BE(item, i * ITEM_BYTES));
  return new Uint8Array(bytes);
}

export function itemsOf(value: Uint8Array): number[] {
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.length);
  return Array.from({ length: value.length / ITEM_BYTES }, (_, i) => bytes.readUInt32BE(i * ITEM_BYTES));
}

/** `isUnavailable`: whether the service cannot be called now. */
export function growingSet(
  isUnavailable: () => boolean = () => false,
  onMerge: () => void = () => {},
): ValueRules {
  const unavailable = { ok: false, reason: "unavailable", detail: "the service is unavailable" } as const;
  return {
    validate: async (_place, value) => {
      if (isUnavailable()) return unavailable;
      const isSet = value.length % ITEM_BYTES === 0 && Buffer.compare(setOf(itemsOf(value)), value) === 0;
      return isSet ? { ok: true } : { ok: false, reason: "refused", detail: "not a set" };
    },
    merge: async (_place, one, other) => {
      if (isUnavailable()) return unavailable;
      onMerge();
      return { ok: true, value: setOf([...itemsOf(one), ...itemsOf(other)]) };
    },
    isRunning: () => true,
  };
}

/** A disk that refuses some writes as a whole: nothing of them is stored. */
class FaultyStore extends MemoryStore {
  readonly #fails: () => boolean;

  constructor(fails: () => boolean) {
    super();
    this.#fails = fails;
  }

  override write(batch: readonly LocalWrite[]): Promise<void> {
    return this.#fails() ? Promise.reject(new Error("the disk refuses")) : super.write(batch);
  }
}

export async function runMerges(seed: number): Promise<MergeRun> {
  const random = seededRandom(seed ^ 0x2f6e2b1);
  const storages: ReplicatedStorage[] = [];
  let isFaulty = false;
  let merges = 0;
  const simulation = createSimulation({
    nodes: NODES,
    seed,
    lossRate: 0.01,
    duplicateRate: 0.01,
    onNode: ({ index, overlay, clock, random: nodeRandom }) => {
      const store = new FaultyStore(() => isFaulty && random.next() < DISK_FAULTS);
      const wallClock = () => START_MS + Math.round(clock.now());
      storages[index] = createReplicatedStorage({ overlay, store, clock, random: nodeRandom, wallClock });
      const rules = growingSet(
        () => isFaulty && random.next() < RULE_FAULTS,
        () => merges++,
      );
      storages[index].define(mergedKind(rules));
    },
  });
  simulation.run(5_000);
  const names = Array.from({ length: RECORDS }, (_, i) =>
    mergedRecord(Id.hashOf("a service"), Id.hashOf(`record ${i} of ${seed}`), NO_FIELD),
  );
  const tried = names.map(() => new Set<number>());
  const acknowledged = names.map(() => new Set<number>());
  const ended = new Map<string, number>();
  const violations: string[] = [];
  let faults = 0;
  let items = 0;

  const after = (ms: number) =>
    new Promise<null>((resolve) => void simulation.clock.after(ms, () => resolve(null)));
  const untilMs = simulation.now + RUN_MS;
  const client = async () => {
    while (simulation.now < untilMs) {
      const at = Math.floor(random.next() * names.length);
      const node = simulation.pick(simulation.alive().filter(({ overlay }) => overlay.status === "active"));
      const storage = storages[node.index];
      if (random.next() < 0.3) {
        const got = await Promise.race([storage.get(names[at]), after(20_000)]);
        count(ended, got === null ? "no reply" : `read: ${got.ok ? "value" : got.reason}`);
        const unexpected = got?.ok
          ? itemsOf(got.record.value ?? NO_FIELD).filter((item) => !tried[at].has(item))
          : [];
        if (unexpected.length > 0)
          violations.push(`record ${at} was read with ${unexpected}, which no client wrote`);
      } else {
        const item = ++items;
        tried[at].add(item);
        const put = await Promise.race([storage.put(names[at], setOf([item])), after(20_000)]);
        count(ended, put === null ? "no reply" : `write: ${put.ok ? "acknowledged" : put.reason}`);
        if (put?.ok) acknowledged[at].add(item);
      }
      await after(200 + 2_500 * random.next());
    }
  };

  const injectFaults = async () => {
    while (simulation.now < untilMs) {
      await after(4_000 + 12_000 * random.next());
      const alive = simulation.alive().filter(({ overlay }) => overlay.status === "active");
      const { index, handle } = simulation.pick(alive);
      faults++;
      const which = random.next();
      if (which < 0.25 && alive.length > NODES - 3) {
        simulation.crash(index);
        // At most two of four copies may be lost at once: the remaining holders first replace them.
        await after(20_000);
      } else if (which < 0.5) simulation.add();
      else if (which < 0.75) {
        simulation.pause(index);
        await after(2_000 + 15_000 * random.next());
        simulation.resume(index);
      } else {
        const side = new Set(alive.filter(() => random.next() < 0.4).map((node) => node.handle.id.hex));
        side.add(handle.id.hex);
        simulation.network.cut((from, to) => side.has(from.id.hex) !== side.has(to.id.hex));
        await after(3_000 + 40_000 * random.next());
        simulation.network.heal();
      }
    }
    simulation.network.heal();
  };

  isFaulty = true;
  await simulation.settle(
    Promise.all([injectFaults(), ...Array.from({ length: CLIENTS }, () => client())]),
    RUN_MS + 300_000,
  );
  isFaulty = false;
  await simulation.runAsync(REST_MS);

  for (const [at, name] of names.entries()) {
    const holders = [...simulation.alive()]
      .sort((a, b) => (isCloser(name.key, a.handle.id, b.handle.id) ? -1 : 1))
      .slice(0, COPIES)
      .map(({ index }) => storages[index].peek(name));
    violations.push(
      ...judge(
        at,
        holders.map((record) => record?.value ?? null),
        tried[at],
        acknowledged[at],
      ),
    );
    const reader = storages[simulation.pick(simulation.alive()).index];
    const got = await simulation.settle(reader.get(name));
    const read = got.ok ? itemsOf(got.record.value ?? NO_FIELD) : [];
    const missing = [...acknowledged[at]].filter((item) => !read.includes(item));
    if (missing.length > 0) violations.push(`record ${at} is read at the end without ${missing}`);
  }
  return { violations, ended, faults, merges };
}

/** The violations in the values that the holders of a record have at the end. Independent of the storage. */
export function judge(
  at: number,
  holders: readonly (Uint8Array | null)[],
  tried: ReadonlySet<number>,
  acknowledged: ReadonlySet<number>,
): string[] {
  const values = new Set(
    holders.map((value) => (value === null ? "nothing" : Buffer.from(value).toString("hex"))),
  );
  const stored = new Set(holders.flatMap((value) => (value === null ? [] : itemsOf(value))));
  const unexpected = [...stored].filter((item) => !tried.has(item));
  const lost = [...acknowledged].filter((item) => !stored.has(item));
  return [
    ...(values.size > 1 ? [`the holders of record ${at} have ${values.size} different values`] : []),
    ...(unexpected.length > 0 ? [`record ${at} contains ${unexpected}, which no client wrote`] : []),
    ...(lost.length > 0 ? [`record ${at} has lost ${lost}, which were acknowledged`] : []),
  ];
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
