/**
 * Clients that write records, each its own, and read them while nodes start again on their disks, lose power
 * together, die, stand still and are cut off; and what they saw. Records converge: a reader may be told of an
 * older value, and what one part of a cut overlay takes the other hears of when it is healed. What was
 * acknowledged must be there in the end; and of what was acknowledged before a cut nobody may ever be told
 * that there is none.
 */
import { Id } from "../../../runtime/base/id.ts";
import { seededRandom } from "../../../runtime/simulator/random.ts";
import { createSimulation, type Simulation } from "../../../runtime/simulator/simulation.ts";
import { serviceRecord, serviceRecordKind } from "../../../runtime/storage/kinds/plain.ts";
import type { ReplicatedStorage } from "../../../runtime/storage/record.ts";
import { RECORDS_SPACE } from "../../../runtime/storage/replication/record-store.ts";
import { createReplicatedStorage } from "../../../runtime/storage/replication/replicated-storage.ts";
import { START_MS } from "../cluster.ts";
import { BAD_DISKS, Disks } from "../disks.ts";

const NODES = 12;
const CLIENTS = 4;
const KEYS = 6;
/** Virtual milliseconds. */
const RUN_MS = 240_000;
const REST_MS = 180_000;
/** Between two nodes that go for good: their copies are made anew first. */
const DEATHS_EVERY_MS = 60_000;
/** After a cut, until its parts have compared what they hold. */
const MERGE_MS = 60_000;
const LAST_READS_MAX = 20;
const SERVICE = Id.hashOf("a service");
const NO_FIELD = new Uint8Array(0);

interface RecordRun {
  readonly violations: readonly string[];
  readonly ended: ReadonlyMap<string, number>;
  readonly faults: number;
  readonly cutShort: number;
  readonly damaged: number;
}

/** What its only writer knows of one record. */
interface Written {
  readonly key: Id;
  /** The last value that was acknowledged. */
  acknowledged: string | null;
  /** Some value was acknowledged while the overlay was whole. */
  isKnownToAll: boolean;
  /** Values of which it is not known whether they were written, or when they will be. */
  readonly unknown: Set<string>;
}

export async function runRecords(seed: number): Promise<RecordRun> {
  const random = seededRandom(seed ^ 0x3c6ef372);
  const disks = new Disks(random, BAD_DISKS);
  const storages: ReplicatedStorage[] = [];
  const simulation: Simulation = createSimulation({
    nodes: NODES,
    seed,
    lossRate: 0.01,
    duplicateRate: 0.01,
    onNode: ({ index, overlay, clock, random: chance }, virtual) => {
      const store = disks.diskOf(index, virtual);
      const wallClock = () => START_MS + Math.round(clock.now());
      storages[index] = createReplicatedStorage({ overlay, store, clock, random: chance, wallClock });
      storages[index].define(serviceRecordKind);
    },
  });
  simulation.run(5_000);
  const ended = new Map<string, number>();
  const count = (what: string) => ended.set(what, (ended.get(what) ?? 0) + 1);
  const violations: string[] = [];
  const untilMs = simulation.now + RUN_MS;
  const after = (ms: number) =>
    new Promise<null>((resolve) => void simulation.clock.after(ms, () => resolve(null)));
  const active = () => simulation.alive().filter(({ overlay }) => overlay.status === "active");
  const anyStorage = () => storages[simulation.pick(active()).index];

  /** Since when all reach each other, and have caught up. */
  let wholeMs = 0;
  const write = async (record: Written, value: string) => {
    record.unknown.add(value);
    const put = anyStorage().put(serviceRecord(SERVICE, record.key, NO_FIELD), Buffer.from(value));
    const outcome = await Promise.race([put, after(20_000)]);
    count(`put: ${outcome === null ? "unheard" : outcome.ok ? "acknowledged" : outcome.reason}`);
    // Of one that failed some copies may be there, and come to be all.
    if (outcome?.ok !== true) return;
    record.acknowledged = value;
    record.isKnownToAll ||= simulation.now > wholeMs;
    record.unknown.delete(value);
  };

  const read = async (record: Written, isLast: boolean): Promise<boolean> => {
    const mustBeThere = record.isKnownToAll;
    const got = anyStorage().get(serviceRecord(SERVICE, record.key, NO_FIELD));
    const outcome = await Promise.race([got, after(20_000)]);
    if (outcome === null || (!outcome.ok && outcome.reason === "unavailable")) {
      count("get: no answer");
      return false;
    }
    const value = outcome.ok ? Buffer.from(outcome.record.value ?? []).toString() : null;
    if (value === null && mustBeThere)
      violations.push(
        `${Math.round(simulation.now)} ms: none of ${record.key.short}, which was acknowledged`,
      );
    const isFresh = value === record.acknowledged || (value !== null && record.unknown.has(value));
    count(`get: ${value === null ? "none" : isFresh ? "right" : "older"}`);
    if (isLast && !isFresh)
      violations.push(`lost ${record.acknowledged} of ${record.key.short}: there is ${value}`);
    return true;
  };

  const written: Written[] = [];
  const client = async (name: string) => {
    const own = Array.from({ length: KEYS }, (_, i): Written => {
      return {
        key: Id.hashOf(`${name}'s ${i} of ${seed}`),
        acknowledged: null,
        isKnownToAll: false,
        unknown: new Set(),
      };
    });
    written.push(...own);
    for (let i = 0; simulation.now < untilMs; i++) {
      const record = own[Math.floor(random.next() * KEYS)];
      while (active().length === 0) await after(500);
      if (random.next() < 0.5) await read(record, false);
      else await write(record, `${i}`);
      await after(100 + 1_500 * random.next());
    }
  };

  let faults = 0;
  let diedMs = simulation.now;
  const injectFaults = async () => {
    while (simulation.now < untilMs) {
      await after(4_000 + 12_000 * random.next());
      const alive = active();
      if (alive.length === 0) continue;
      const { index, handle } = simulation.pick(alive);
      faults++;
      const which = random.next();
      if (which < 0.45) {
        const faultKinds = ["restart", "restart", "power failure", "full", "damaged entry"] as const;
        const one = faultKinds[Math.floor(random.next() * faultKinds.length)];
        await disks.inject(simulation, one, RECORDS_SPACE, after);
      } else if (which < 0.6 && simulation.now - diedMs > DEATHS_EVERY_MS) {
        diedMs = simulation.now;
        if (random.next() < 0.5) simulation.crash(index);
        else simulation.kill(index);
      } else if (which < 0.7) simulation.add();
      else if (which < 0.85) {
        simulation.pause(index);
        await after(2_000 + 15_000 * random.next());
        simulation.resume(index);
      } else {
        const side = new Set(alive.filter(() => random.next() < 0.4).map((node) => node.handle.id.hex));
        side.add(handle.id.hex);
        wholeMs = Number.POSITIVE_INFINITY;
        simulation.network.cut((from, to) => side.has(from.id.hex) !== side.has(to.id.hex));
        await after(3_000 + 40_000 * random.next());
        simulation.network.heal();
        wholeMs = simulation.now + MERGE_MS;
      }
    }
    simulation.network.heal();
  };

  const all = [injectFaults(), ...Array.from({ length: CLIENTS }, (_, i) => client(`client ${i}`))];
  await simulation.settle(Promise.all(all), RUN_MS + 300_000);
  await simulation.runAsync(REST_MS);
  for (const record of written) {
    let isRead = false;
    for (let i = 0; i < LAST_READS_MAX && !isRead; i++) isRead = await simulation.settle(read(record, true));
    if (!isRead) violations.push(`${record.key.short} cannot be read in the end`);
  }
  return { violations, ended, faults, cutShort: disks.cutShort, damaged: disks.damaged };
}
