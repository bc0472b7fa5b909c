/** The contract of the interface Runner (sandbox/contract.ts), as tests that each implementation runs. */
import { afterEach, describe, expect, test } from "vitest";
import { echoService, endlessLoopInDeliver, service } from "../../runtime/attack/kit/modules.ts";
import type { InstallRequest, Outcome, Runner, ServiceEvent } from "../../runtime/sandbox/contract.ts";
import { StoreImage } from "../../runtime/sandbox/recording/store-image.ts";
import { event, installRequest, ready } from "./support.ts";

/** Fields of the mailbox, which `service` puts at 1024. */
const TOKEN = 1024 + 128;
const PAYLOAD = 1024 + 160;

/**
 * Answers with two bytes: how many events this instance has run, and how many the store has counted. Traps
 * after all that if the payload begins with a 1.
 */
const COUNTERS = service({
  deliver: `
    (drop (call $store_get (i32.const 0) (i32.const 1) (i32.const 101) (i32.const 1)))
    (i32.store8 (i32.const 100) (i32.add (i32.load8_u (i32.const 100)) (i32.const 1)))
    (i32.store8 (i32.const 101) (i32.add (i32.load8_u (i32.const 101)) (i32.const 1)))
    (drop (call $store_put (i32.const 0) (i32.const 1) (i32.const 101) (i32.const 1)))
    (drop (call $respond (i64.load (i32.const ${TOKEN})) (i32.const 100) (i32.const 2)))
    (if (i32.eq (i32.load8_u (i32.const ${PAYLOAD})) (i32.const 1)) (then (unreachable)))`,
});
const GOOD = event({ payload: Uint8Array.of(0) });
const TRAPPING = event({ payload: Uint8Array.of(1) });
const LOST = { ok: false, fault: "lost" };

/** `make` gives a runner without services. */
export function testRunnerCompliance(name: string, make: () => Runner): void {
  describe(`${name} complies with Runner`, () => {
    const open: Runner[] = [];
    afterEach(async () => {
      for (const runner of open.splice(0)) await runner.close();
    });

    /** A runner with one service. Its writes are committed after each call, as a node does. */
    async function installed(module = COUNTERS, fields: Partial<InstallRequest> = {}) {
      const runner = make();
      open.push(runner);
      const store = new StoreImage();
      const request: InstallRequest = {
        ...installRequest(ready(module)),
        readStore: () => store.entries(),
        ...fields,
      };
      const outcome = await runner.install(request);
      /** Passes the events again until all have run. */
      const run = async (...events: ServiceEvent[]): Promise<Outcome[]> => {
        const all: Outcome[] = [];
        while (all.length < events.length) {
          const outcomes = await runner.run(request.serviceId, events.slice(all.length));
          expect(outcomes.length).toBeGreaterThan(0);
          for (const one of outcomes) if (one.ok) store.apply(one.writes);
          all.push(...outcomes);
        }
        return all;
      };
      return { runner, request, store, outcome, run };
    }

    test("an installed service reports its exports and the outcome of its init", async () => {
      const { outcome } = await installed();
      expect(outcome).toMatchObject({
        ok: true,
        exports: expect.arrayContaining(["deliver"]),
        init: { ok: true, effects: [] },
      });
    });

    test("a service keeps its memory and its store from one event to the next", async () => {
      const { run } = await installed();
      expect((await run(GOOD, GOOD)).map(answer)).toEqual([
        [1, 1],
        [2, 2],
      ]);
      expect((await run(GOOD)).map(answer)).toEqual([[3, 3]]);
    });

    test("outcomes are in the order of the events, for all of them or for the first ones", async () => {
      const { run } = await installed(echoService());
      const events = Array.from({ length: 300 }, (_, i) =>
        event({ token: BigInt(i + 1), payload: Uint8Array.of(i & 255) }),
      );
      const outcomes = await run(...events);
      expect(outcomes.map(answer)).toEqual(events.map(({ payload }) => [...payload]));
    });

    test("an event that traps leaves no write and no effect, and the next one has a new instance", async () => {
      const { run, store } = await installed();
      const outcomes = await run(GOOD, GOOD, TRAPPING, GOOD);
      expect(outcomes.map(answer)).toEqual([[1, 1], [2, 2], null, [1, 3]]);
      expect(outcomes[2]).toMatchObject({ ok: false, fault: "trap" });
      expect(store.entries()).toEqual([{ key: Uint8Array.of(0), value: Uint8Array.of(3) }]);
    });

    test("an endless loop ends when its fuel is used up, and the next event runs", async () => {
      const limits = { ...installRequest(new Uint8Array(0)).limits, fuelPerEvent: 100_000 };
      const { run } = await installed(endlessLoopInDeliver(), { limits });
      const [first, second] = await run(GOOD, GOOD);
      for (const outcome of [first, second]) {
        expect(outcome).toMatchObject({ ok: false, fault: "fuel" });
        expect(outcome.fuelUsed).toBeGreaterThanOrEqual(100_000);
      }
    });

    test("a lazy instance is made with the first event, and starts from the store at that time", async () => {
      const { run, store, outcome } = await installed(COUNTERS, { isLazy: true });
      expect(outcome).toMatchObject({ ok: true });
      expect((await run(GOOD)).map(answer)).toEqual([[1, 1]]);
      expect(store.size).toBe(1);
    });

    test("events of a service that is not installed are lost", async () => {
      const { runner } = await installed();
      const other = installRequest(new Uint8Array(0), "other").serviceId;
      const outcomes = await runner.run(other, [GOOD, GOOD]);
      expect(outcomes).toMatchObject([LOST, LOST]);
    });

    test("events of a service that was uninstalled are lost, and it can be installed again", async () => {
      const { runner, request, run } = await installed();
      await run(GOOD, GOOD);
      runner.uninstall(request.serviceId);
      expect(await runner.run(request.serviceId, [GOOD])).toMatchObject([LOST]);
      expect(await runner.install({ ...request, firstToken: 1_000n })).toMatchObject({ ok: true });
      expect((await run(GOOD)).map(answer)).toEqual([[1, 3]]);
    });

    test("a second installation replaces the first one, and keeps its store", async () => {
      const { runner, request, run } = await installed();
      await run(GOOD, GOOD);
      const again = { ...request, firstToken: 1_000n };
      expect(await runner.install(again)).toMatchObject({ ok: true });
      expect((await run(GOOD)).map(answer)).toEqual([[1, 3]]);
    });

    test("bytes that are not a module are refused, and the services before still run", async () => {
      const { runner, request, run } = await installed();
      const broken = { ...installRequest(Uint8Array.of(1, 2, 3), "broken"), readStore: () => [] };
      expect(await runner.install(broken)).toMatchObject({ ok: false });
      expect(await runner.install({ ...request, module: broken.module })).toMatchObject({ ok: false });
      expect((await run(GOOD)).map(answer)).toEqual([[1, 1]]);
    });

    test("services of one runner have memories and stores of their own", async () => {
      const { runner, run } = await installed();
      await run(GOOD, GOOD);
      const other = { ...installRequest(ready(COUNTERS), "other"), readStore: () => [] };
      await runner.install(other);
      expect((await runner.run(other.serviceId, [GOOD])).map(answer)).toEqual([[1, 1]]);
      expect((await run(GOOD)).map(answer)).toEqual([[3, 3]]);
    });

    test("the memory of an instance can be read, and is null after a fault, if the runner can read it", async () => {
      const { runner, request, run } = await installed();
      await run(GOOD, GOOD);
      const before = await runner.memory?.(request.serviceId);
      await run(TRAPPING);
      const after = await runner.memory?.(request.serviceId);
      if (before === undefined) return;
      expect(before.ok ? [...(before.memory ?? new Uint8Array(0)).subarray(100, 102)] : null).toEqual([2, 2]);
      expect(after).toEqual({ ok: true, memory: null });
    });
  });
}

/** The payload of the response in an outcome; null: none. */
function answer(outcome: Outcome): readonly number[] | null {
  if (!outcome.ok) return null;
  for (const effect of outcome.effects) if (effect.kind === "respond") return [...effect.payload];
  return null;
}
