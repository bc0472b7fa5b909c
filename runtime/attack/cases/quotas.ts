/** Attacks on shared resources of a node: starts, disk and time. Their ids belong to several groups. */
import assert from "node:assert/strict";
import { CAPABILITIES } from "../../../abi/imports.ts";
import { Id } from "../../base/id.ts";
import { Grants } from "../../deployment/grants.ts";
import { policySchema } from "../../deployment/policy.ts";
import { CREDIT_MAX } from "../../overlay/api.ts";
import {
  type InstallOutcome,
  LIMITS_DEFAULT,
  type Outcome,
  type Runner,
  type ServiceEvent,
  type ServiceLimits,
} from "../../sandbox/contract.ts";
import { gate } from "../../sandbox/gate/gate.ts";
import { InlineRunner } from "../../sandbox/inline/inline-runner.ts";
import { rewrite } from "../../sandbox/instrument/rewrite.ts";
import { Quota, RATES_DEFAULT } from "../../sandbox/queue/quota.ts";
import { ServiceQueue } from "../../sandbox/queue/service-queue.ts";
import { VirtualClock } from "../../simulator/virtual-clock.ts";
import { MemoryStore } from "../../storage/local/memory.ts";
import type { AttackCase } from "../arenas/arena.ts";
import { startServiceOverlay } from "../arenas/service-overlay.ts";
import { service, trapOnEveryMessage } from "../kit/modules.ts";

const STORE = `
  (import "prost" "respond" (func $respond (param i64 i32 i32) (result i32)))
  (import "prost" "store_put" (func $store_put (param i32 i32 i32 i32) (result i32)))`;
const E_QUOTA = -6;
const ZEROES = new Uint8Array(32);

export const CASES: readonly AttackCase[] = [
  {
    id: "RE01",
    title: "messages that `forward` sends to its own node in a cycle are queued, and end with their credit",
    isLocal: true,
    async run() {
      const module = service({
        imports: `(import "prost" "route" (func $route (param i32 i32 i32 i32 i32) (result i32)))
          (import "prost" "self" (func $self (param i32) (result i32)))`,
        deliver: "",
        // A call within the first would find the flag set.
        forward: `(if (i32.load (i32.const 0)) (then unreachable)) (i32.store (i32.const 0) (i32.const 1))
          (drop (call $self (i32.const 512)))
          (drop (call $route (i32.const 512) (i32.const 0) (i32.const 1) (i32.const 0) (i32.const 0)))
          (i32.store (i32.const 0) (i32.const 0)) (i32.const 0)`,
      });
      const ring = await startServiceOverlay(module, { nodes: 1 });
      ring.simulation.nodes[0].overlay.route(ring.service, Id.hashOf("a key"), new Uint8Array(1));
      await ring.pass(60_000);
      const upcalls = ring.upcalls();
      assert.ok(upcalls > 10, `the message must circulate, and caused only ${upcalls} events`);
      assert.ok(upcalls <= 2 * CREDIT_MAX + 2, `${upcalls} events followed from one message`);
      assert.equal(ring.hosted[0].queue?.usage.faults, 0, "an event ran within another");
      await ring.pass(60_000);
      assert.equal(ring.upcalls(), upcalls, "further events followed");
    },
  },
  {
    id: "EL08",
    title:
      "a storm of traps drops the instance each time, makes the service rest longer and longer, and ends in quarantine",
    isLocal: true,
    async run() {
      const ring = await startServiceOverlay(trapOnEveryMessage(), { nodes: 1 });
      const [{ overlay, handle }] = ring.simulation.nodes;
      const usage = () => ring.hosted[0].queue?.usage ?? assert.fail("the service does not run");
      // Ten messages a second for ten minutes.
      for (let second = 0; second < 600; second++) {
        for (let i = 0; i < 10; i++) overlay.route(ring.service, handle.id, new Uint8Array(1));
        await ring.pass(1_000);
      }
      assert.equal(usage().faults, usage().upcalls);
      assert.ok(usage().upcalls < 200, `${usage().upcalls} of 6,000 messages ran into a trap`);
      assert.ok(usage().isQuarantined, "the service is not in quarantine");
      assert.ok(usage().lastFault.includes("trap"), "its last fault names no trap");
      assert.ok(ring.drops("resting") > 5_000, "dropped messages are not counted");

      // Its fault shows the number of calls of the instance: always one.
      const counting = service({
        imports: '(import "env" "abort" (func $abort (param i32 i32 i32 i32)))',
        deliver: `(i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.const 1)))
          (call $abort (i32.const 0) (i32.const 0) (i32.load (i32.const 0)) (i32.const 0))`,
      });
      const other = await startServiceOverlay(counting, { nodes: 1 });
      for (let i = 0; i < 7; i++) {
        other.simulation.nodes[0].overlay.route(other.service, Id.hashOf("k"), new Uint8Array(1));
        await other.pass(100);
        const used = other.hosted[0].queue?.usage;
        assert.equal(used?.faults, i + 1);
        assert.ok(
          used.lastFault.includes("line 1,"),
          `an instance was used after a fault: ${used.lastFault}`,
        );
      }
    },
  },
  {
    id: "EL16",
    title:
      "a service that kills its cell with each message rests longer and longer, until one message succeeds",
    isLocal: true,
    async run() {
      const clock = new VirtualClock();
      let outcome: Outcome = { ok: false, fuelUsed: 0, fault: "lost", detail: "the cell died" };
      const { service: dying } = await startWith(clock, () => outcome);
      const tried = async (ms: number): Promise<number> => {
        let count = 0;
        for (let i = 0; i < ms / 10; i++) {
          if (dying.offer(deliver(), () => {})) count++;
          await new Promise((resolve) => setImmediate(resolve));
          clock.advanceTo(clock.now() + 10);
        }
        return count;
      };
      const first = await tried(10_000);
      const later = await tried(10_000);
      assert.ok(first > 20 && later < first, `${first} messages were tried at first, ${later} later`);
      clock.advanceTo(clock.now() + 1_200_000);
      outcome = { ok: true, fuelUsed: 0, writes: [], effects: [], verdict: null };
      assert.equal(await tried(1_000), 100);
    },
  },
  {
    id: "RB13",
    title: "of many services with the largest grants, as many start as the operator's totals allow",
    isLocal: true,
    run() {
      const policy = policySchema.parse({
        totals: { services: 1_000, memoryPages: 64 * 256, storeBytes: 2 ** 40, publishers: 40 },
        publisherTotals: { services: 3, memoryPages: 10 * 256, storeBytes: 2 ** 40 },
      });
      const grants = new Grants(() => policy);
      const limits = { ...LIMITS_DEFAULT, memoryPages: 256 };
      let taken = 0;
      const refusals = new Set<string>();
      for (let i = 0; i < 200; i++) {
        const refusal = grants.take(`service ${i}`, `publisher ${i % 50}`, limits);
        if (refusal === null) taken++;
        else refusals.add(refusal.replace(/\d+/g, "N"));
      }
      assert.equal(taken, 64);
      assert.equal(grants.sum.memoryPages, 64 * 256);
      assert.ok(grants.sum.publishers <= 40);
      assert.ok(refusals.size >= 2, "the refusals name one ceiling only");
      // One publisher alone gets no more than its share.
      const one = new Grants(() => policy);
      const alone = Array.from({ length: 10 }, (_, i) => one.take(`service ${i}`, "publisher", limits));
      assert.deepEqual(alone.map((refusal) => refusal === null).filter(Boolean).length, 3);
      // A released grant frees its share.
      one.release("service 0");
      assert.equal(one.take("service 9", "publisher", limits), null);
    },
  },
  {
    id: "ST04",
    title:
      "entries of one byte count with their keys and a fixed cost, so the quota ends long before a million entries",
    stoppedBy: [1],
    async run(arena) {
      const offered = await arena.offer(
        service({
          imports: STORE,
          memory: '(memory (export "memory") 2)',
          deliver: `(local $i i32) (local $status i32) (loop $again
            (i32.store (i32.const 0) (local.get $i))
            (local.set $status (call $store_put (i32.const 0) (i32.const 4) (i32.const 0) (i32.const 1)))
            (if (i32.eqz (local.get $status)) (then
              (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 1000000))))))
            (if (i32.ne (local.get $status) (i32.const ${E_QUOTA})) (then unreachable))`,
        }),
        { limits: { storeBytes: 1_000_000 } },
      );
      assert.ok(offered.ok, "the service does not start");
      const outcome = await offered.trial.send();
      assert.ok(outcome.ok, "the event did not end with E_QUOTA");
      const entries = outcome.writes.length;
      assert.ok(
        entries > 0 && entries <= 1_000_000 / (4 + 1 + 32),
        `${entries} entries in a store of a megabyte`,
      );
      await offered.trial.end();
    },
  },
  {
    id: "ST05",
    title: "a service that overwrites a megabyte at each call writes at its rate, and its events wait",
    isLocal: true,
    async run() {
      const module = service({
        imports: STORE,
        memory: '(memory (export "memory") 3)',
        deliver: `(local $i i32) (loop $again (i32.store8 (i32.const 0) (local.get $i))
          (drop (call $store_put (i32.const 0) (i32.const 1) (i32.const 0) (i32.const 65536)))
          (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 16))))`,
      });
      const ring = await startServiceOverlay(module, { nodes: 1, rates: { storeBytesPerSecond: 2 ** 20 } });
      const [{ overlay, handle }] = ring.simulation.nodes;
      for (let i = 0; i < 200; i++) overlay.route(ring.service, handle.id, new Uint8Array(1));
      await ring.pass(10_000);
      const usage = ring.hosted[0].queue?.usage ?? assert.fail("the service does not run");
      const megabytes = usage.storeBytesWritten.total / 2 ** 20;
      // The burst, ten seconds, and the batch that was running when it was used up.
      assert.ok(megabytes > 5 && megabytes < 11 + 129, `${megabytes} MiB were written in ten seconds`);
      await ring.pass(10_000);
      const after = (ring.hosted[0].queue?.usage.storeBytesWritten.total ?? 0) / 2 ** 20;
      assert.ok(after <= 20 + 129 && usage.throttled > 0, `${after} MiB were written in twenty seconds`);
    },
  },
  {
    id: "ST06",
    title: "two versions of a service that both write during an upgrade share one quota",
    isLocal: true,
    async run() {
      const module = service({
        imports: `(import "prost" "random" (func $random (result i64)))
          (import "prost" "store_put" (func $store_put (param i32 i32 i32 i32) (result i32)))`,
        deliver: `(i64.store (i32.const 0) (call $random))
          (drop (call $store_put (i32.const 0) (i32.const 8) (i32.const 0) (i32.const 8)))`,
      });
      const gated = gate(module);
      assert.ok(gated.ok);
      const ready = rewrite(gated.module, { memoryPages: 2 });
      const [clock, runner, store] = [new VirtualClock(), new InlineRunner(), new MemoryStore()];
      const entries = 50;
      const limits = { ...LIMITS_DEFAULT, storeBytes: entries * (8 + 8 + 32) };
      const version = () => newService(clock, runner, store, ready, limits);
      let seed = 0n;
      const write = (to: ServiceQueue, count: number) => {
        for (let i = 0; i < count; i++) to.offer({ ...deliver(), seed: ++seed }, () => {});
      };
      const older = version();
      await older.start();
      write(older, 40);
      const drained = older.drain();
      assert.equal(
        older.offer(deliver(), () => {}),
        false,
        "the older version accepts events while it ends",
      );
      await drained;
      older.stop();
      const newer = version();
      await newer.start();
      write(newer, 40);
      await newer.drain();
      assert.equal([...store.scan("service", null, null)].length, entries);
    },
  },
];

function deliver(): ServiceEvent {
  return {
    kind: "deliver",
    nowMs: 0,
    seed: 0n,
    key: ZEROES,
    origin: ZEROES,
    previous: ZEROES,
    next: ZEROES,
    token: 0n,
    hops: 0,
    flags: 0,
    payload: new Uint8Array(0),
  };
}

function newService(
  clock: VirtualClock,
  runner: Runner,
  store: MemoryStore,
  module: Uint8Array,
  limits: ServiceLimits,
): ServiceQueue {
  const now = () => clock.now();
  return new ServiceQueue({
    runner,
    store,
    space: "service",
    install: {
      serviceId: ZEROES,
      nodeId: ZEROES,
      module,
      capabilities: CAPABILITIES,
      limits,
      nowMs: 0,
      seed: 0n,
      firstToken: 1n,
    },
    onEffects: () => {},
    now,
    pace: {
      quota: new Quota(RATES_DEFAULT, limits, now),
      after: (delayMs, callback) => clock.after(delayMs, callback),
    },
  });
}

/** A service with given outcomes of its events. */
async function startWith(clock: VirtualClock, answer: () => Outcome): Promise<{ service: ServiceQueue }> {
  const init: Outcome = { ok: true, fuelUsed: 0, writes: [], effects: [], verdict: null };
  const runner: Runner = {
    install: async (): Promise<InstallOutcome> => ({ ok: true, exports: ["deliver"], init }),
    uninstall: () => {},
    setView: () => {},
    run: async (_id, events) => events.map(answer),
    usage: () => ({ pid: null, rssBytes: 0, restarts: 0 }),
    close: async () => {},
  };
  const started = newService(clock, runner, new MemoryStore(), new Uint8Array(0), LIMITS_DEFAULT);
  await started.start();
  return { service: started };
}
