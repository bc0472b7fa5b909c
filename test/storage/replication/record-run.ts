/**
 * Clients write and read records, each client its own, while nodes crash, restart on their disks, lose power
 * together, leave and pause, and while the overlay is partitioned. Records converge: a reader may get an
 * older value, and a side of a partition gets the writes of the other side when the partition heals. Every
 * acknowledged write must be readable at the end. A read of a record that was acknowledged before a partition
 * must never return "none".
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
/** Milliseconds between two nodes that leave permanently: the repair first replaces the copies of the first node. */
const DEATHS_EVERY_MS = 60_000;
/** Milliseconds after a partition until its sides have compared their records. */
const MERGE_MS = 60_000;
const LAST_READS_MAX = 20;
const SERVICE = Id.hashOf("a service");
const NO_FIELD = new Uint8Array(0);

interface RecordRun {
  /** Wrong results, one sentence for each. */
  readonly violations: readonly string[];
  readonly ended: ReadonlyMap<string, number>;
  readonly faults: number;
  readonly cutShort: number;
  readonly damaged: number;
}

/** A record as its only writer knows it. */
interface Written {
  readonly key: Id;
  /** The last value that was acknowledged. */
  acknowledged: string | null;
  /** A value was acknowledged while the overlay had no partition. */
  isKnownToAll: boolean;
  /** Values of writes without an acknowledgement: they may have been stored, or may still be stored later. */
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
    onNode: ({ index, overlay, clock, random: nodeRandom }, virtual) => {
      const store = disks.diskOf(index, virtual);
      const wallClock = () => START_MS + Math.round(clock.now());
      storages[index] = createReplicatedStorage({ overlay, store, clock, random: nodeRandom, wallClock });
      storages[index].define(serviceRecordKind);
    },
  });
  simulation.run(5_000);
  const ended = new Map<string, number>();
  const count = (end: string) => ended.set(end, (ended.get(end) ?? 0) + 1);
  const violations: string[] = [];
  const untilMs = simulation.now + RUN_MS;
  const after = (ms: number) =>
    new Promise<null>((resolve) => void simulation.clock.after(ms, () => resolve(null)));
  const active = () => simulation.alive().filter(({ overlay }) => overlay.status === "active");
  const anyStorage = () => storages[simulation.pick(active()).index];

  /** The time since which there is no partition and all sides have compared their records. */
  let wholeMs = 0;
  const write = async (record: Written, value: string) => {
    record.unknown.add(value);
    const put = anyStorage().put(serviceRecord(SERVICE, record.key, NO_FIELD), Buffer.from(value));
    const outcome = await Promise.race([put, after(20_000)]);
    count(`put: ${outcome === null ? "no reply" : outcome.ok ? "acknowledged" : outcome.reason}`);
    // A failed write may have left some copies, and the repair may copy them to all holders.
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
        `${Math.round(simulation.now)} ms: a read of ${record.key.short}, which was acknowledged, returned none`,
      );
    const isFresh = value === record.acknowledged || (value !== null && record.unknown.has(value));
    count(`get: ${value === null ? "none" : isFresh ? "right" : "older"}`);
    if (isLast && !isFresh)
      violations.push(`lost ${record.acknowledged} of ${record.key.short}: its value is ${value}`);
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
  let lastDeathMs = simulation.now;
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
        const fault = faultKinds[Math.floor(random.next() * faultKinds.length)];
        await disks.inject(simulation, fault, RECORDS_SPACE, after);
      } else if (which < 0.6 && simulation.now - lastDeathMs > DEATHS_EVERY_MS) {
        lastDeathMs = simulation.now;
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
    if (!isRead) violations.push(`${record.key.short} cannot be read at the end`);
  }
  return { violations, ended, faults, cutShort: disks.cutShort, damaged: disks.damaged };
}
