import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { E_FAULT, E_INVALID, E_TOO_BIG, OK } from "../../abi/abi.ts";
import {
  bulkFillLoop,
  countingService,
  deepRecursion,
  deepRecursionOfLargeFrames,
  echoService,
  endlessLoopInDeliver,
  endlessLoopInForward,
  endlessStart,
  FORGED,
  forgedPointers,
  memoryGrowLoop,
  trapOnEveryMessage,
} from "../../runtime/attack/kit/modules.ts";
import { CellHost } from "../../runtime/sandbox/cell/cell-host.ts";
import type { Runner } from "../../runtime/sandbox/contract.ts";
import { InlineRunner } from "../../runtime/sandbox/inline/inline-runner.ts";
import { type Hosted, host } from "../sandbox/support.ts";

const text = (bytes: Uint8Array | null) => (bytes === null ? null : new TextDecoder().decode(bytes));

describe.each([
  ["in a cell of its own process", () => new CellHost({ name: "test" }) as Runner],
  ["behind the first wall alone", () => new InlineRunner() as Runner],
])("a hostile service %s", (_where, makeRunner) => {
  const runner = makeRunner();
  let neighbour: Hosted;
  let counter: Hosted;
  let counted = 0;
  let pid: number | null = null;

  beforeAll(async () => {
    neighbour = await host(runner, echoService(), { name: "neighbour" });
    counter = await host(runner, countingService(), { name: "counter" });
    expect(neighbour.started.ok).toBe(true);
    expect(text(await neighbour.ask("hello"))).toBe("hello");
    ({ pid } = runner.usage());
  });
  afterAll(() => runner.close());

  /** Throws unless the others answer, with their state, in the same process as before. */
  async function expectNeighboursUnharmed(): Promise<void> {
    expect(text(await neighbour.ask("still there?"))).toBe("still there?");
    counted++;
    expect(await counter.ask("")).toEqual(Uint8Array.of(counted));
    expect(runner.usage().pid).toBe(pid);
    expect(runner.usage().restarts).toBe(0);
  }

  test.each([
    ["loops without end", "fuel", endlessLoopInDeliver],
    ["fills its memory without end", "fuel", bulkFillLoop],
    ["recurs without end", "stack", deepRecursion],
    ["recurs without end with large frames", "stack", deepRecursionOfLargeFrames],
    ["traps", "trap", trapOnEveryMessage],
  ] as const)("that %s ends with its event (%s)", async (what, fault, make) => {
    const hostile = await host(runner, make(), { name: what });
    expect(hostile.started.ok).toBe(true);
    expect(await hostile.send()).toMatchObject({ ok: false, fault });
    expect(hostile.effects).toEqual([]);
    expect(hostile.store.bytesUsed(`service/${what}`)).toBe(0);
    await expectNeighboursUnharmed();
  });

  test("that grows its memory without end stays within its maximum", async () => {
    const hostile = await host(runner, memoryGrowLoop(), { name: "grows", limits: { memoryPages: 64 } });
    expect(await hostile.send()).toMatchObject({ ok: false, fault: "fuel" });
    await expectNeighboursUnharmed();
  });

  test("that loops in forward lets the message continue", async () => {
    const hostile = await host(runner, endlessLoopInForward(), { name: "forward" });
    expect(await hostile.send({ kind: "forward" })).toMatchObject({ ok: false, fault: "fuel" });
    expect(text(await hostile.ask("deliver works"))).toBe("deliver works");
    await expectNeighboursUnharmed();
  });

  test("with an endless start function does not start", async () => {
    const hostile = await host(runner, endlessStart(), { name: "start" });
    expect(hostile.started).toMatchObject({ ok: false, fault: "fuel" });
    await expectNeighboursUnharmed();
  });

  test("that forges pointers and lengths gets error statuses", async () => {
    const hostile = await host(runner, forgedPointers(), { name: "forges" });
    const statuses = await hostile.ask("");
    if (statuses === null) throw new Error(`the service did not answer: ${hostile.service.usage.lastFault}`);
    const signed = new Int8Array(statuses.buffer, statuses.byteOffset, statuses.length);
    for (let i = 0; i < signed.length; i++) {
      const [pointer, length] = FORGED[i % FORGED.length];
      const isSound = pointer >= 0 && length >= 0 && pointer + length <= 131_072;
      const expected = isSound ? [OK] : [E_FAULT, E_INVALID, E_TOO_BIG];
      expect(expected).toContain(signed[i]);
    }
    await expectNeighboursUnharmed();
  });

  test("that traps again and again rests", async () => {
    const hostile = await host(runner, trapOnEveryMessage(), { name: "again" });
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => hostile.send()));
    expect(outcomes.every(({ ok }) => !ok)).toBe(true);
    expect(await hostile.send()).toMatchObject({ detail: "not taken" });
    expect(hostile.service.usage.faults).toBe(20);
    await expectNeighboursUnharmed();
  });
});

test("a killed cell restarts at once, with the committed state of its services", async () => {
  const runner = new CellHost({ name: "killed" });
  const counter = await host(runner, countingService(), { name: "counter" });
  expect(await counter.ask("")).toEqual(Uint8Array.of(1));
  expect(await counter.ask("")).toEqual(Uint8Array.of(2));
  const { pid } = runner.usage();
  if (pid === null) throw new Error("no process");
  process.kill(pid, "SIGKILL");
  let answer: Uint8Array | null = null;
  for (let attempt = 0; answer === null && attempt < 5; attempt++) answer = await counter.ask("");
  expect(answer).toEqual(Uint8Array.of(3));
  expect(runner.usage()).toMatchObject({ restarts: 1 });
  expect(runner.usage().pid).not.toBe(pid);
  await runner.close();
  expect(() => process.kill(pid, 0)).toThrow();
});
