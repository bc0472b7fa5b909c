import { expect, test } from "vitest";
import { deliverEvent } from "../../runtime/attack/arenas/local-arena.ts";
import {
  eventFromWire,
  eventToWire,
  offeredFromWire,
  offeredToWire,
  outcomeFromWire,
  outcomeToWire,
} from "../../runtime/control/trial-wire.ts";
import { METHODS, wire } from "../../runtime/control/wire.ts";
import { prost } from "../../runtime/gen/control.js";
import type { Outcome } from "../../runtime/sandbox/contract.ts";
import { startFixture } from "./support.ts";

const { TrialEvent, TrialOffered, TrialOutcome } = prost.control.v1;
const id = (byte: number) => new Uint8Array(32).fill(byte);
const payload = Uint8Array.of(1, 0, 255);

const OUTCOMES: readonly Outcome[] = [
  { ok: false, fuelUsed: 2 ** 50, fault: "stack", detail: "calls nested too deep" },
  {
    ok: true,
    fuelUsed: 0,
    writes: [
      { key: payload, value: payload },
      { key: Uint8Array.of(), value: null },
      { key: id(1), value: Uint8Array.of() },
    ],
    verdict: { stop: true, key: id(2), payload: Uint8Array.of(), next: null },
    effects: [
      { kind: "route", key: id(1), hint: null, payload },
      { kind: "route", key: id(1), hint: id(2), payload: Uint8Array.of() },
      { kind: "send", node: id(3), payload },
      { kind: "request", token: 2n ** 60n, key: id(1), timeoutMs: 1_000, payload },
      { kind: "respond", token: -1n, payload },
      { kind: "storagePut", token: 1n, key: id(1), field: payload, value: payload, ttlSeconds: 0 },
      { kind: "storageGet", token: 2n, key: id(1), field: Uint8Array.of() },
      { kind: "storageRemove", token: 3n, key: id(1), field: payload },
      { kind: "storageList", token: 4n, key: id(1) },
      {
        kind: "storagePutForm",
        token: 7n,
        form: 0,
        key: id(1),
        field: payload,
        value: payload,
        ttlSeconds: 9,
      },
      { kind: "storageGetForm", token: 8n, form: 4, key: id(1), field: Uint8Array.of() },
      { kind: "storageListForm", token: 9n, form: 4, key: id(1) },
      { kind: "storageCas", token: 10n, key: id(1), expected: 2n ** 47n, value: Uint8Array.of() },
      { kind: "storageRead", token: 11n, key: id(1) },
      { kind: "timerSet", token: 5n, delayMs: 0 },
      { kind: "timerCancel", token: 6n },
      { kind: "emit", payload },
      { kind: "log", level: 0, text: "" },
      { kind: "metric", name: "seen", value: -(2n ** 63n) },
    ],
  },
  { ok: true, fuelUsed: 7, writes: [], effects: [], verdict: null },
];

test.each(OUTCOMES)("an outcome is decoded unchanged: %#", (outcome) => {
  const bytes = TrialOutcome.encode(TrialOutcome.create(outcomeToWire(outcome))).finish();
  expect(outcomeFromWire(TrialOutcome.decode(bytes))).toEqual(outcome);
});

test("an event and the reply to an offer are decoded unchanged", () => {
  const event = deliverEvent({
    kind: "forward",
    nowMs: 1.5,
    seed: 2n ** 63n - 1n,
    token: -(2n ** 63n),
    hops: -1,
    key: id(9),
    payload,
  });
  const sent = TrialEvent.encode(TrialEvent.create(eventToWire(3, event))).finish();
  expect(eventFromWire(TrialEvent.decode(sent))).toEqual(event);
  for (const offered of [
    { ok: true, service: 4, exports: ["deliver"], fuelUsed: 5 },
    { ok: false, by: "gate", code: "opcode", detail: "not allowed" },
  ] as const) {
    const bytes = TrialOffered.encode(TrialOffered.create(offeredToWire(offered))).finish();
    expect(offeredFromWire(TrialOffered.decode(bytes))).toEqual(offered);
  }
});

test.each([
  ["an unknown kind", { kind: "explode" }],
  ["a token that is no number", { kind: "deliver", token: "9".repeat(40) }],
  ["an id of 31 bytes", { kind: "deliver", key: new Uint8Array(31) }],
  ["a payload that is too long", { kind: "deliver", payload: new Uint8Array(262_145) }],
])("an event with %s is refused", (_what, event) => {
  expect(() => eventFromWire(event)).toThrow(/there are no events|decimal|an id has|too long/);
});

test("a trial's replies match their requests, and the trial ends with its stream", async () => {
  await using fixture = await startFixture();
  const run = fixture.client.trial();
  const offered = await run.offer({ module: payload, capabilities: ["store"], limits: {} });
  expect(offered).toEqual({ ok: true, service: 1, exports: ["deliver"], fuelUsed: 3 });
  const outcomes = await Promise.all(
    Array.from({ length: 200 }, (_, i) =>
      run.send(1, deliverEvent({ token: BigInt(i), payload: Uint8Array.of(i, 0) })),
    ),
  );
  for (const [i, outcome] of outcomes.entries())
    expect(outcome).toMatchObject({ effects: [{ token: BigInt(i), payload: Uint8Array.of(0, i) }] });
  expect(await run.offer({ module: new Uint8Array(0), capabilities: [], limits: {} })).toMatchObject({
    by: "gate",
  });
  await run.close();
  await expect(run.send(1, deliverEvent({}))).rejects.toThrow(/ended the trial/);
});

test("a malformed request ends a trial with the reason", async () => {
  await using fixture = await startFixture();
  const run = fixture.client.trial();
  const unknown = run.offer({ module: payload, capabilities: ["fly" as "store"], limits: {} });
  await expect(unknown).rejects.toThrow(/no capability fly/);
  expect(METHODS.Trial.requestDeserialize(Buffer.from(wire.TrialRequest.encode({}).finish())).number).toBe(0);
});
