/**
 * Registers, records and a service with many upgrades, on 12 real processes that are killed, stopped and
 * partitioned. `PROST_PROCESSES_S`: duration in seconds. Prints the number of operations by kind.
 */
import { setTimeout as after } from "node:timers/promises";
import { expect, test } from "vitest";
import { Id } from "../../runtime/base/id.ts";
import { seededRandom } from "../../runtime/simulator/random.ts";
import { numberFromEnvironment } from "../settings.ts";
import {
  linearizability,
  lostWrites,
  type RegisterEvent,
  type RegisterOperation,
} from "../storage/registers/register-history.ts";
import { Cluster, type ClusterNode } from "./cluster.ts";
import { type Audit, CountingService } from "./counting-service.ts";

const SERVICE = Id.hashOf("a service that no node runs");
const FIELD = Uint8Array.of(1);
const NODES = 12;
const REGISTERS = 3;
const CLIENTS = 4;
/** Attempts of a last read, one second apart: the overlay must settle first. */
const LAST_READS_MAX = 120;
const LAST_READERS = 8;
const UPGRADE_EVERY_MS = 25_000;

test("under SIGKILL, SIGSTOP and partitions 12 processes lose no write and deliver no message twice", async () => {
  const seconds = numberFromEnvironment("PROST_PROCESSES_S", 600);
  const seed = numberFromEnvironment("PROST_SEED", 1);
  const random = seededRandom(seed);
  await using cluster = await Cluster.start({ nodes: NODES, delayMs: () => 1 });
  const counted = await CountingService.start(cluster);
  const keys = Array.from({ length: REGISTERS }, (_, i) => Id.hashOf(`register ${i} of ${seed}`));
  const histories = keys.map((): RegisterOperation[] => []);
  const records = new Map<string, string>();
  const ended = new Map<string, number>();
  const count = (what: string) => ended.set(what, (ended.get(what) ?? 0) + 1);
  const pick = (nodes: readonly ClusterNode[]) => nodes[Math.floor(random.next() * nodes.length)];
  const untilMs = performance.now() + 1_000 * seconds;

  /** Resolves to the register's version, or null if it is unknown. */
  const operate = async (client: string, at: number, expected: number | null, value: string) => {
    const fromMs = performance.now();
    const note = (event: RegisterEvent) =>
      histories[at].push({ client, fromMs, toMs: performance.now(), event });
    const { control } = pick(cluster.running());
    try {
      if (expected === null) {
        const { version, value: current } = await control.readRegister(SERVICE, keys[at]);
        note({ kind: "read", version, value: textOf(current) });
        count("read");
        return version;
      }
      const { wasSet, ...current } = await control.setRegister(
        SERVICE,
        keys[at],
        expected,
        Buffer.from(value),
      );
      const seen = { expected, version: current.version, value: textOf(current.value) };
      note(wasSet ? { kind: "set", expected, value } : { kind: "conflict", ...seen });
      count(wasSet ? "set" : "conflict");
      return current.version;
    } catch {
      if (expected !== null) note({ kind: "unknown", expected, value });
      count(expected === null ? "read: no answer" : "set: unknown");
      return null;
    }
  };

  const client = async (name: string) => {
    const versions = keys.map(() => 0);
    for (let i = 0; performance.now() < untilMs; i++) {
      const at = Math.floor(random.next() * keys.length);
      const expected = random.next() < 0.4 ? null : versions[at];
      versions[at] = (await operate(name, at, expected, `${name}'s ${i}`)) ?? versions[at];
      const record = `${name}'s record ${i}`;
      try {
        await pick(cluster.running()).control.put(SERVICE, Id.hashOf(record), FIELD, Buffer.from(record), 0);
        records.set(record, record);
        count("record written");
      } catch {
        count("record: unknown");
      }
      await after(100 + 900 * random.next());
    }
  };

  const injectFaults = async () => {
    while (performance.now() < untilMs) {
      await after(3_000 + 5_000 * random.next());
      const node = pick(cluster.running());
      const which = random.next();
      if (which < 0.4) {
        count("SIGKILL");
        await cluster.kill(node);
        await after(5_000 * random.next());
        await cluster.restart(node);
      } else if (which < 0.7) {
        count("SIGSTOP");
        cluster.pause(node);
        await after(2_000 + 15_000 * random.next());
        cluster.resume(node);
      } else {
        count("partition");
        cluster.partition(cluster.running().filter(() => random.next() < 0.35));
        await after(2_000 + 15_000 * random.next());
        cluster.heal();
      }
    }
  };

  const sender = async () => {
    while (performance.now() < untilMs) {
      count((await counted.send(pick(cluster.running()))) ? "message answered" : "message: no answer");
      await after(200 + 600 * random.next());
    }
  };

  const publisher = async () => {
    while (performance.now() < untilMs) {
      await after(UPGRADE_EVERY_MS * (0.5 + random.next()));
      await counted.upgrade(pick(cluster.running())).then(
        () => count("upgrade"),
        () => count("upgrade: no answer"),
      );
    }
  };

  const forger = async () => {
    while (performance.now() < untilMs) {
      await after(2_000 + 4_000 * random.next());
      await counted.forge(pick(cluster.running()), random.next());
      await counted.watch();
    }
  };

  const work = [injectFaults(), sender(), sender(), publisher(), forger()];
  await Promise.all([...work, ...Array.from({ length: CLIENTS }, (_, i) => client(`client ${i}`))]);
  for (const at of keys.keys()) {
    let version: number | null = null;
    for (let i = 0; i < LAST_READS_MAX && version === null; i++) {
      version = await operate("the last reader", at, null, "");
      if (version === null) await after(1_000);
    }
    expect(version).not.toBeNull();
  }
  const lostRecords: string[] = [];
  const unread = [...records.keys()];
  const reader = async () => {
    for (let record = unread.pop(); record !== undefined; record = unread.pop()) {
      let value: Uint8Array | null | undefined;
      for (let i = 0; i < LAST_READS_MAX && value === undefined; i++) {
        try {
          value = await pick(cluster.running()).control.get(SERVICE, Id.hashOf(record), FIELD);
        } catch {
          await after(1_000);
        }
      }
      if (textOf(value ?? null) !== record) lostRecords.push(record);
    }
  };
  await Promise.all(Array.from({ length: LAST_READERS }, reader));
  // Each node reports its own deliveries.
  let audit: Audit | null = null;
  for (let i = 0; i < LAST_READS_MAX && audit === null; i++) {
    audit = await counted.audit().catch(() => null);
    if (audit === null) await after(1_000);
  }
  await counted.watch();
  const { version, messages, forged, forgedTaken, wrong } = counted;
  process.stdout.write(`service: ${JSON.stringify({ version, messages, forged, forgedTaken, ...audit })}\n`);
  process.stdout.write(
    `${NODES} processes for ${seconds} s, seed ${seed}: ${JSON.stringify(Object.fromEntries(ended))}\n`,
  );
  expect(wrong).toEqual([]);
  expect(forgedTaken).toBe(0);
  expect(audit).toMatchObject({ twiceAtOne: 0, forgotten: 0 });
  expect(lostRecords).toEqual([]);
  expect(histories.flatMap((history) => lostWrites(history))).toEqual([]);
  expect(histories.map((history) => linearizability(history))).toEqual(keys.map(() => "yes"));
});

function textOf(value: Uint8Array | null): string | null {
  return value === null ? null : Buffer.from(value).toString();
}
