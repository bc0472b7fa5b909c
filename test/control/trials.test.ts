import { afterEach, expect, test } from "vitest";
import { CAPABILITIES } from "../../abi/imports.ts";
import { answerIn, deliverEvent } from "../../runtime/attack/arenas/local-arena.ts";
import {
  countingService,
  echoService,
  endlessStart,
  hugeTable,
  service,
} from "../../runtime/attack/kit/modules.ts";
import { Trials } from "../../runtime/control/trials.ts";
import { POLICY_DEFAULT, type Policy } from "../../runtime/deployment/policy.ts";
import { CellHost } from "../../runtime/sandbox/cell/cell-host.ts";

const VIEW = { self: new Uint8Array(32).fill(7), leaves: [], isWholeRing: true, table: [] };
const open: Trials[] = [];
const cells: CellHost[] = [];
afterEach(() => Promise.all(open.splice(0).map((trials) => trials.close())));

function trialsWith(policy: Policy = POLICY_DEFAULT): Trials {
  const makeRunner = () => {
    const cell = new CellHost({ name: "trial" });
    cells.push(cell);
    return cell;
  };
  const trials = new Trials({ makeRunner, policy, view: () => VIEW });
  open.push(trials);
  return trials;
}

const offer = (module: Uint8Array) => ({ module, capabilities: CAPABILITIES, limits: {} });

test("a module runs unpublished, keeps its store between events, and leaves nothing for the next module", async () => {
  const trials = trialsWith();
  for (let round = 0; round < 2; round++) {
    const run = trials.open();
    const offered = await run.offer(offer(countingService()));
    if (!offered.ok) throw new Error(offered.detail);
    for (const count of [1, 2, 3]) {
      const outcome = await run.send(offered.service, deliverEvent({ token: 9n }));
      expect(answerIn(outcome, 9n)).toEqual(Uint8Array.of(count));
    }
    await run.close();
  }
  for (const cell of cells) expect(cell.usage().pid).toBe(null);
});

test("one trial runs at a time, and another one after it has ended", async () => {
  const trials = trialsWith();
  const run = trials.open();
  expect(() => trials.open()).toThrow(/a trial under way/);
  await run.close();
  await trials.open().close();
});

test("a module that the gate refuses or that does not start is reported, and the trial continues", async () => {
  const run = trialsWith().open();
  expect(await run.offer(offer(hugeTable()))).toMatchObject({ ok: false, by: "gate", code: "table" });
  expect(await run.offer(offer(endlessStart()))).toMatchObject({ ok: false, by: "start", code: "fuel" });
  const offered = await run.offer(offer(echoService()));
  if (!offered.ok) throw new Error(offered.detail);
  const payload = Uint8Array.of(1, 2, 3);
  expect(answerIn(await run.send(offered.service, deliverEvent({ token: 9n, payload })), 9n)).toEqual(
    payload,
  );
  run.end(offered.service);
  expect(await run.send(offered.service, deliverEvent({}))).toMatchObject({ ok: false, fault: "lost" });
});

test("the policy's limits and capabilities apply to trials", async () => {
  const limits = { ...POLICY_DEFAULT.limits, fuelPerEvent: 5_000 };
  const run = trialsWith({ ...POLICY_DEFAULT, limits, capabilities: ["message"] }).open();
  expect(await run.offer(offer(echoService()))).toMatchObject({ ok: false, by: "policy" });
  const looping = service({
    imports: "",
    deliver:
      "(local $i i32) (loop $l (local.set $i (i32.add (local.get $i) (i32.const 1))) (br_if $l (i32.lt_u (local.get $i) (i32.const 2000))))",
  });
  const offered = await run.offer({ module: looping, capabilities: [], limits: { fuelPerEvent: 1_000_000 } });
  if (!offered.ok) throw new Error(offered.detail);
  expect(await run.send(offered.service, deliverEvent({}))).toMatchObject({ ok: false, fault: "fuel" });
  expect(() => trialsWith({ ...POLICY_DEFAULT, publishers: "none" }).open()).toThrow(/runs no services/);
});

test("a trial runs a bounded number of services at a time", async () => {
  const run = trialsWith().open();
  const offers = Array.from({ length: 17 }, () => run.offer(offer(echoService())));
  const outcomes = await Promise.allSettled(offers);
  expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(1);
});
