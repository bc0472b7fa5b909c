import { expect, test } from "vitest";
import {
  countingService,
  deepRecursion,
  echoService,
  endlessLoopInDeliver,
  memoryGrowLoop,
  service,
  trapOnEveryMessage,
} from "../../../runtime/attack/kit/modules.ts";
import { LoopBudget } from "../../../runtime/sandbox/inline/loop-budget.ts";
import {
  INLINE_FUEL_PER_EVENT,
  PacedInlineRunner,
} from "../../../runtime/sandbox/inline/paced-inline-runner.ts";
import { event, host, installRequest, ready } from "../support.ts";

/** An event loop that ticks when `tick` is called, and a clock that moves only with work. */
function loop() {
  const due: (() => void)[] = [];
  let nowMs = 0;
  const budget = new LoopBudget({ tickMs: 2, now: () => nowMs, later: (callback) => due.push(callback) });
  return {
    budget,
    work: (ms: number, done: string[], name: string) =>
      budget.run(() => {
        nowMs += ms;
        done.push(name);
      }),
    tick: async () => {
      for (const callback of due.splice(0)) callback();
      for (let i = 0; i < 20; i++) await Promise.resolve();
    },
  };
}

test("work beyond the budget of one tick is done in the next ticks, in order", async () => {
  const { work, tick } = loop();
  const done: string[] = [];
  const all = ["a", "b", "c", "d", "e"].map((name) => work(1, done, name));
  await tick();
  expect(done.length).toBeLessThan(5);
  for (let i = 0; i < 5; i++) await tick();
  expect(done).toEqual(["a", "b", "c", "d", "e"]);
  await Promise.all(all);
});

test("work that throws delays no other work", async () => {
  const { budget, work, tick } = loop();
  const done: string[] = [];
  const first = work(3, done, "long");
  const broken = budget.run(() => {
    throw new Error("broken");
  });
  const after = work(1, done, "after");
  const failed = expect(broken).rejects.toThrow("broken");
  for (let i = 0; i < 4; i++) await tick();
  await Promise.all([first, failed, after]);
  expect(done).toEqual(["long", "after"]);
});

test("a service responds in this process as in a cell", async () => {
  const runner = new PacedInlineRunner(new LoopBudget());
  const counter = await host(runner, countingService(), { name: "counter" });
  expect(counter.started).toMatchObject({ ok: true });
  expect([await counter.ask(""), await counter.ask("")]).toEqual([Uint8Array.of(1), Uint8Array.of(2)]);
  expect(runner.usage().pid).toBeNull();
});

test.each([
  ["an endless loop", endlessLoopInDeliver(), "fuel"],
  ["an endless recursion", deepRecursion(), "stack"],
  ["endless growth of memory", memoryGrowLoop(), "fuel"],
  ["a trap after a write", trapOnEveryMessage(), "trap"],
])(
  "an event with %s has no effect, and another service in this process answers",
  async (_what, module, fault) => {
    const runner = new PacedInlineRunner(new LoopBudget());
    const hostile = await host(runner, module, { name: "hostile" });
    const neighbour = await host(runner, countingService(), { name: "neighbour" });
    for (let i = 1; i <= 3; i++) {
      expect(await hostile.send()).toMatchObject({ ok: false, fault });
      expect(await neighbour.ask("")).toEqual(Uint8Array.of(i));
    }
    expect([...hostile.store.scan("service/hostile", null, null)]).toEqual([]);
  },
);

test("an event has less fuel than in a cell", async () => {
  const runner = new PacedInlineRunner(new LoopBudget());
  const hostile = await host(runner, endlessLoopInDeliver(), { name: "hostile" });
  const outcome = await hostile.send();
  expect(outcome.fuelUsed).toBeLessThanOrEqual(INLINE_FUEL_PER_EVENT);
});

test("the event loop ticks between the events of services that use all their fuel", async () => {
  const runner = new PacedInlineRunner(new LoopBudget());
  const request = { ...installRequest(ready(endlessLoopInDeliver()), "burns"), readStore: () => [] };
  await runner.install(request);
  const events = Array.from({ length: 64 }, () => event());
  let budget = 0;
  const count = () => {
    budget++;
    counting = setImmediate(count);
  };
  let counting = setImmediate(count);
  let runs = 0;
  for (let done = 0; done < events.length; runs++) {
    done += (await runner.run(request.serviceId, events.slice(done))).length;
  }
  clearImmediate(counting);
  expect(runs).toBe(64);
  // Some share a tick, if they are done within two milliseconds.
  expect(budget).toBeGreaterThan(4);
});

test("a module that does not compile does not start, and the process keeps running", async () => {
  const runner = new PacedInlineRunner(new LoopBudget());
  const request = { ...installRequest(ready(echoService()), "broken"), readStore: () => [] };
  const cut = request.module.slice(0, request.module.length - 3);
  expect(await runner.install({ ...request, module: cut })).toMatchObject({ ok: false, fault: "trap" });
  const traps = await host(runner, service({ more: '(func (export "init") unreachable)' }), { name: "init" });
  expect(traps.started).toMatchObject({ ok: false });
  expect(await (await host(runner, echoService(), { name: "echo" })).ask("fine")).toEqual(
    new TextEncoder().encode("fine"),
  );
});
