import { afterEach, expect, test, vi } from "vitest";
import { countingService, endlessLoopInDeliver, service } from "../../../runtime/attack/kit/modules.ts";
import { CellHost } from "../../../runtime/sandbox/cell/cell-host.ts";
import { LIMITS_DEFAULT } from "../../../runtime/sandbox/contract.ts";
import { fieldsOf } from "../../../runtime/sandbox/wire/event-fields.ts";
import { SplitBatch } from "../../../runtime/sandbox/wire/split-batch.ts";
import { event, installRequest, ready } from "../support.ts";

const open: CellHost[] = [];
function cell(): CellHost {
  const made = new CellHost({ name: "test" });
  open.push(made);
  return made;
}
afterEach(() => Promise.all(open.splice(0).map((made) => made.close())));

const EVENTS = Array.from({ length: 240 }, (_, i) => event({ token: BigInt(i + 1) }));
/** Loops if the first byte of the payload is not 0. */
const SPINNING = service({
  imports: '(import "prost" "respond" (func $respond (param i64 i32 i32) (result i32)))',
  deliver: `
    (if (i32.load8_u (i32.const 1184)) (then (loop $again (br $again))))
    (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.const 1)))
    (drop (call $respond (i64.load (i32.const 1152)) (i32.const 0) (i32.const 4)))`,
});

test("a large batch is sent in several parts, and its outcomes are in order", async () => {
  const runner = cell();
  const request = { ...installRequest(ready(countingService())), readStore: () => [] };
  await runner.install(request);
  const outcomes = await runner.run(request.serviceId, EVENTS);
  expect(outcomes).toHaveLength(EVENTS.length);
  const tokens = outcomes.map((outcome) => (outcome.ok ? outcome.effects[0] : null));
  expect(tokens.map((effect) => (effect?.kind === "respond" ? effect.token : 0n))).toEqual(
    EVENTS.map((one) => fieldsOf(one).token),
  );
});

test("after an event that uses up the fuel of the batch, no event runs in any part", async () => {
  const limits = { ...LIMITS_DEFAULT, fuelPerEvent: 2 ** 40 };
  for (const at of [10, 130, 239]) {
    const runner = cell();
    const request = { ...installRequest(ready(SPINNING)), limits, readStore: () => [] };
    await runner.install({ ...request, limits: { ...limits, fuelPerEvent: 60_000_000 } });
    const events = EVENTS.map((one, i) => ({ ...one, payload: Uint8Array.of(i >= at ? 1 : 0) }));
    const outcomes = await runner.run(request.serviceId, events);
    expect(outcomes.length).toBeGreaterThan(at);
    // A few expensive events use up the fuel of the batch, and the later parts are not run.
    expect(outcomes.length).toBeLessThan(Math.min(at + 60, EVENTS.length + 1));
    expect(outcomes.slice(0, at).every(({ ok }) => ok)).toBe(true);
    expect(outcomes.slice(at).every((outcome) => !outcome.ok && outcome.fault === "fuel")).toBe(true);
  }
});

test("a batch after the one that killed the cell runs in the next cell", async () => {
  const runner = cell();
  const quiet = { ...installRequest(ready(countingService()), "quiet"), readStore: () => [] };
  const deadly = {
    ...installRequest(ready(endlessLoopInDeliver()), "deadly", { fuelPerEvent: 2 ** 50 }),
    readStore: () => [],
  };
  await runner.install(quiet);
  await runner.install(deadly);
  await vi.waitFor(() => expect(runner.usage().rssBytes).toBeGreaterThan(0));
  const lost = runner.run(deadly.serviceId, [event()]);
  const kept = runner.run(quiet.serviceId, EVENTS);
  const { pid } = runner.usage();
  if (pid === null) throw new Error("the cell does not run");
  process.kill(pid, "SIGKILL");
  expect(await lost).toMatchObject([{ ok: false, fault: "lost" }]);
  const outcomes = await kept;
  expect(outcomes).toHaveLength(EVENTS.length);
  expect(outcomes.every(({ ok }) => ok)).toBe(true);
});

test("outcomes of parts that must not run are refused", () => {
  const nothing = Uint8Array.of(0, 0, 0, 0);
  const batch = new SplitBatch(
    new Uint8Array(32),
    EVENTS,
    () => {},
    () => {},
  );
  const [first, second] = batch.parts();
  expect(batch.parts()).toHaveLength(2);
  expect(() => batch.done(...first, nothing)).toThrow();
  batch.lost("gone");
  expect(batch.isOver).toBe(true);
  batch.done(...second, nothing);
});
