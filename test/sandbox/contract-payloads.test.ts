import { afterAll, expect, test } from "vitest";
import { service } from "../../runtime/attack/kit/modules.ts";
import { CellHost } from "../../runtime/sandbox/cell/cell-host.ts";
import type { Outcome, ServiceEvent } from "../../runtime/sandbox/contract.ts";
import { LIMITS_DEFAULT } from "../../runtime/sandbox/contract.ts";
import { InlineRunner } from "../../runtime/sandbox/inline/inline-runner.ts";
import { fieldsOf } from "../../runtime/sandbox/wire/event-fields.ts";
import { event, installRequest, ready } from "./support.ts";

/** Reads the whole payload to an odd address, responds with it, and emits its mailbox header. */
const WHOLE_ECHO = service({
  memory: '(memory (export "memory") 8)',
  imports: `
    (import "prost" "respond" (func $respond (param i64 i32 i32) (result i32)))
    (import "prost" "emit" (func $emit (param i32 i32) (result i32)))
    (import "prost" "read" (func $read (param i32 i32 i32) (result i32)))`,
  deliver: `
    (drop (call $read (i32.const 0) (i32.const 10001) (i32.load (i32.const 1172))))
    (drop (call $respond (i64.load (i32.const 1152)) (i32.const 10001) (i32.load (i32.const 1172))))
    (drop (call $emit (i32.const 1024) (i32.const 160)))`,
});
const limits = { ...LIMITS_DEFAULT, effectBytesPerEvent: 1024 * 1024 };

const inline = new InlineRunner();
const cell = new CellHost({ name: "crossing" });
const request = { ...installRequest(ready(WHOLE_ECHO)), limits, readStore: () => [] };
afterAll(() => cell.close());

function bytes(length: number, from: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => from + i * 7);
}

async function all(runner: CellHost | InlineRunner, events: readonly ServiceEvent[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  while (outcomes.length < events.length)
    outcomes.push(...(await runner.run(request.serviceId, events.slice(outcomes.length))));
  return outcomes;
}

test("payloads of every length and alignment pass unchanged, in a cell and in this process", async () => {
  expect(await inline.install(request)).toMatchObject({ ok: true });
  expect(await cell.install(request)).toMatchObject({ ok: true });
  const events = Array.from({ length: 700 }, (_, i) =>
    event({
      token: BigInt(i + 1),
      payload: bytes(i, i),
      hops: i % 3,
      nowMs: 1_000 + (i % 2),
      key: bytes(32, i % 5),
      origin: bytes(32, i % 7),
    }),
  );
  const here = await all(inline, events);
  expect(await all(cell, events)).toEqual(here);
  for (const [i, outcome] of here.entries()) {
    if (!outcome.ok) throw new Error(outcome.detail);
    const [answer, header] = outcome.effects;
    expect(answer).toEqual({ kind: "respond", token: BigInt(i + 1), payload: events[i].payload });
    if (header?.kind !== "emit") throw new Error("no header");
    const view = new DataView(header.payload.buffer, header.payload.byteOffset, 160);
    expect(header.payload.subarray(0, 32)).toEqual(fieldsOf(events[i]).key);
    expect(header.payload.subarray(32, 64)).toEqual(events[i].origin);
    expect(header.payload.subarray(64, 128)).toEqual(new Uint8Array(64));
    expect(view.getBigInt64(128, true)).toBe(BigInt(i + 1));
    expect([view.getInt32(136, true), view.getInt32(148, true)]).toEqual([i % 3, i]);
  }
});

test("batches and outcomes larger than the shared memory pass too", async () => {
  const events = Array.from({ length: 24 }, (_, i) =>
    event({ token: BigInt(i + 1), payload: bytes(200_003, i) }),
  );
  const outcomes = await all(cell, events);
  for (const [i, outcome] of outcomes.entries()) {
    if (!outcome.ok) throw new Error(outcome.detail);
    const [answer] = outcome.effects;
    if (answer?.kind !== "respond") throw new Error("no answer");
    expect(Buffer.compare(answer.payload, events[i].payload)).toBe(0);
  }
  // Small ones still pass afterwards.
  const [small] = await all(cell, [event({ token: 99n, payload: bytes(3, 1) })]);
  expect(small).toMatchObject({ ok: true, effects: [{ kind: "respond", token: 99n }, { kind: "emit" }] });
});

test("batches together longer than the socket buffer return each with its own bytes", async () => {
  const names = ["a", "b", "c", "d", "e"];
  const requests = names.map((name) => ({
    ...installRequest(ready(WHOLE_ECHO), name),
    limits,
    readStore: () => [],
  }));
  for (const one of requests) expect(await cell.install(one)).toMatchObject({ ok: true });
  await Promise.all(
    requests.map(async ({ serviceId }, n) => {
      for (let round = 0; round < 3; round++) {
        const events = Array.from({ length: 12 }, (_, i) =>
          event({
            token: BigInt(i + 1),
            payload: bytes(1_000 * (i % 4) * (i % 4) * 5 + i, 17 * n + 5 * round + i),
          }),
        );
        const answers: (Uint8Array | null)[] = [];
        while (answers.length < events.length) {
          for (const outcome of await cell.run(serviceId, events.slice(answers.length))) {
            const answer = outcome.ok ? outcome.effects[0] : null;
            answers.push(answer?.kind === "respond" ? answer.payload : null);
          }
        }
        for (const [i, { payload }] of events.entries())
          expect(Buffer.compare(answers[i] ?? new Uint8Array(0), payload)).toBe(0);
      }
    }),
  );
});
