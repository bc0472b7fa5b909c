/**
 * Clients that add to a few merged values while nodes join, die, stand still and are cut off; and whether the
 * copies come to the same value. The rules are those of a set that only grows, written here: they stand in
 * for a service's, behind the same interface.
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
/**
 * How long the overlay is left alone at the end: the records of nodes that are gone are copied after ten
 * minutes.
 */
const REST_MS = 840_000;
/**
 * The share of writes that the disk refuses, and of questions that a node's service cannot answer at the
 * moment.
 */
const DISK_FAULTS = 0.01;
const RULE_FAULTS = 0.05;
const ITEM_BYTES = 4;
const NO_FIELD = new Uint8Array(0);

interface MergeRun {
  /** What is wrong; empty: nothing. */
  readonly violations: readonly string[];
  /** Operations by how they ended. */
  readonly ended: ReadonlyMap<string, number>;
  /** What was done to nodes. */
  readonly faults: number;
  /** Merges that were asked for. */
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

/** `isAway`: whether the service cannot be asked now. */
export function growingSet(isAway: () => boolean = () => false, onMerge: () => void = () => {}): ValueRules {
  const away = { ok: false, reason: "unavailable", detail: "the service is away" } as const;
  return {
    validate: async (_place, value) => {
      if (isAway()) return away;
      const isSet = value.length % ITEM_BYTES === 0 && Buffer.compare(setOf(itemsOf(value)), value) === 0;
      return isSet ? { ok: true } : { ok: false, reason: "refused", detail: "not a set" };
    },
    merge: async (_place, one, other) => {
      if (isAway()) return away;
      onMerge();
      return { ok: true, value: setOf([...itemsOf(one), ...itemsOf(other)]) };
    },
    isHere: () => true,
  };
}

/** A disk that refuses some writes, before anything of them is there. */
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
    onNode: ({ index, overlay, clock, random: chance }) => {
      const store = new FaultyStore(() => isFaulty && random.next() < DISK_FAULTS);
      const wallClock = () => START_MS + Math.round(clock.now());
      storages[index] = createReplicatedStorage({ overlay, store, clock, random: chance, wallClock });
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
        count(ended, got === null ? "unheard" : `read: ${got.ok ? "value" : got.reason}`);
        const strange = got?.ok
          ? itemsOf(got.record.value ?? NO_FIELD).filter((item) => !tried[at].has(item))
          : [];
        if (strange.length > 0) violations.push(`record ${at} was read with ${strange}, which nobody wrote`);
      } else {
        const item = ++items;
        tried[at].add(item);
        const put = await Promise.race([storage.put(names[at], setOf([item])), after(20_000)]);
        count(ended, put === null ? "unheard" : `write: ${put.ok ? "acknowledged" : put.reason}`);
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
        // Of four copies two may be gone at once, not more: the others make new ones first.
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

/** What is wrong with what the holders of a record have at the end. Knows nothing of the storage. */
export function judge(
  at: number,
  holders: readonly (Uint8Array | null)[],
  tried: ReadonlySet<number>,
  acknowledged: ReadonlySet<number>,
): string[] {
  const values = new Set(
    holders.map((value) => (value === null ? "nothing" : Buffer.from(value).toString("hex"))),
  );
  const held = new Set(holders.flatMap((value) => (value === null ? [] : itemsOf(value))));
  const strange = [...held].filter((item) => !tried.has(item));
  const lost = [...acknowledged].filter((item) => !held.has(item));
  return [
    ...(values.size > 1 ? [`the holders of record ${at} have ${values.size} different values`] : []),
    ...(strange.length > 0 ? [`record ${at} holds ${strange}, which nobody wrote`] : []),
    ...(lost.length > 0 ? [`record ${at} has lost ${lost}, which were acknowledged`] : []),
  ];
}

function count(counts: Map<string, number>, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}
