import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CAPABILITIES } from "../../../abi/imports.ts";
import { wat } from "../../../runtime/attack/kit/modules.ts";
import type { InstallRequest, ServiceEvent } from "../../../runtime/sandbox/contract.ts";
import { GLUE_CONSTANTS, GLUE_PARTS } from "../../../runtime/sandbox/glue/constants.ts";
import { makeGlue } from "../../../runtime/sandbox/glue/glue.ts";
import { encodeBatch } from "../../../runtime/sandbox/wire/batch-frames.ts";
import { FRAME_BYTES_MAX, FrameCutter, frame, Violation } from "../../../runtime/sandbox/wire/frames.ts";
import { decodeInstallOutcome, decodeOutcomes } from "../../../runtime/sandbox/wire/outcomes.ts";
import { encodeInstall } from "../../../runtime/sandbox/wire/requests.ts";
import { event, installRequest, ready } from "../support.ts";

const bufferOf = (bytes: Uint8Array) =>
  bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;

/** Uses nearly all host functions in an event. */
const BUSY = wat(`(module
  (import "prost" "respond" (func $respond (param i64 i32 i32) (result i32)))
  (import "prost" "route" (func $route (param i32 i32 i32 i32 i32) (result i32)))
  (import "prost" "send" (func $send (param i32 i32 i32) (result i32)))
  (import "prost" "request" (func $request (param i32 i32 i32 i32) (result i64)))
  (import "prost" "log" (func $log (param i32 i32 i32) (result i32)))
  (import "prost" "metric" (func $metric (param i32 i32 i64) (result i32)))
  (import "prost" "emit" (func $emit (param i32 i32) (result i32)))
  (import "prost" "timer_set" (func $timer_set (param i32) (result i64)))
  (import "prost" "timer_cancel" (func $timer_cancel (param i64) (result i32)))
  (import "prost" "storage_put" (func $storage_put (param i32 i32 i32 i32 i32 i32) (result i64)))
  (import "prost" "storage_get" (func $storage_get (param i32 i32 i32) (result i64)))
  (import "prost" "storage_remove" (func $storage_remove (param i32 i32 i32) (result i64)))
  (import "prost" "storage_list" (func $storage_list (param i32) (result i64)))
  (import "prost" "store_put" (func $store_put (param i32 i32 i32 i32) (result i32)))
  (import "prost" "store_delete" (func $store_delete (param i32 i32) (result i32)))
  (import "prost" "forward_set_key" (func $set_key (param i32) (result i32)))
  (import "prost" "forward_set_payload" (func $set_payload (param i32 i32) (result i32)))
  (import "prost" "forward_set_next" (func $set_next (param i32) (result i32)))
  (memory (export "memory") 1)
  (func (export "prost_abi_1") (result i32) (i32.const 1024))
  (func (export "forward") (result i32)
    (drop (call $set_key (i32.const 1024))) (drop (call $set_payload (i32.const 1024) (i32.const 20))) (drop (call $set_next (i32.const 1024)))
    (i32.const 1))
  (func (export "deliver")
    (drop (call $respond (i64.load (i32.const 1152)) (i32.const 1184) (i32.load (i32.const 1172))))
    (drop (call $route (i32.const 1024) (i32.const 1184) (i32.const 9) (i32.const 1024) (i32.const 0)))
    (drop (call $route (i32.const 1024) (i32.const 1184) (i32.const 9) (i32.const 0) (i32.const 0)))
    (drop (call $send (i32.const 1024) (i32.const 1184) (i32.const 9)))
    (drop (call $request (i32.const 1024) (i32.const 1184) (i32.const 9) (i32.const 500)))
    (drop (call $log (i32.const 2) (i32.const 1184) (i32.const 9)))
    (drop (call $metric (i32.const 1184) (i32.const 4) (i64.const -3)))
    (drop (call $emit (i32.const 1184) (i32.const 9)))
    (drop (call $timer_cancel (call $timer_set (i32.const 70))))
    (drop (call $storage_put (i32.const 1024) (i32.const 0) (i32.const 2) (i32.const 1184) (i32.const 9) (i32.const 60)))
    (drop (call $storage_get (i32.const 1024) (i32.const 0) (i32.const 2)))
    (drop (call $storage_remove (i32.const 1024) (i32.const 0) (i32.const 0)))
    (drop (call $storage_list (i32.const 1024)))
    (drop (call $store_put (i32.const 1184) (i32.const 3) (i32.const 1184) (i32.const 9)))
    (drop (call $store_put (i32.const 0) (i32.const 1) (i32.const 0) (i32.const 0)))
    (drop (call $store_delete (i32.const 0) (i32.const 1)))))`);

const PAYLOAD = new TextEncoder().encode("some-bytes");
const EVENTS: readonly ServiceEvent[] = [
  event({ payload: PAYLOAD, token: 5n }),
  event({ kind: "forward", payload: PAYLOAD, token: 6n, key: new Uint8Array(32).fill(3) }),
];

/** The replies of the glue to the installation of BUSY, and to EVENTS. */
function replies(): { readonly installed: Uint8Array; readonly ran: Uint8Array } {
  const glue = makeGlue(GLUE_CONSTANTS, GLUE_PARTS);
  const request: InstallRequest = {
    ...installRequest(ready(BUSY)),
    capabilities: CAPABILITIES,
    readStore: () => [],
  };
  const installed = new Uint8Array(glue.install(bufferOf(encodeInstall(request, false))));
  return { installed, ran: new Uint8Array(glue.run(bufferOf(encodeBatch(request.serviceId, EVENTS)))) };
}

describe("the reply of a cell", () => {
  const { installed, ran } = replies();

  test("is decoded as encoded: all kinds of effects, writes, the forward result", () => {
    const install = decodeInstallOutcome(installed);
    expect(install).toMatchObject({ ok: true, init: { ok: true } });
    const [delivered, forwarded] = decodeOutcomes(ran, EVENTS);
    if (!delivered.ok || !forwarded.ok) throw new Error("an event faulted");
    expect(new Set(delivered.effects.map(({ kind }) => kind)).size).toBe(13);
    expect(delivered.effects.find(({ kind }) => kind === "respond")).toEqual({
      kind: "respond",
      token: 5n,
      payload: PAYLOAD,
    });
    expect(delivered.effects.find(({ kind }) => kind === "metric")).toEqual({
      kind: "metric",
      name: "some",
      value: -3n,
    });
    expect(delivered.writes).toContainEqual({ key: PAYLOAD.slice(0, 3), value: PAYLOAD.slice(0, 9) });
    expect(delivered.writes).toContainEqual({ key: Uint8Array.of(0), value: null });
    expect(forwarded.verdict?.stop).toBe(true);
    expect(forwarded.verdict?.key).toEqual(new Uint8Array(32).fill(3));
    expect(forwarded.verdict?.payload?.length).toBe(20);
  });

  test("is a violation if it is shorter or longer", () => {
    for (let length = 0; length < ran.length; length++) {
      expect(() => decodeOutcomes(ran.subarray(0, length), EVENTS)).toThrow(Violation);
    }
    for (let length = 0; length < installed.length; length++) {
      expect(() => decodeInstallOutcome(installed.subarray(0, length))).toThrow(Violation);
    }
    expect(() => decodeOutcomes(Uint8Array.of(...ran, 0), EVENTS)).toThrow(Violation);
  });

  test("may leave events for later, but not all of them, and cannot have more outcomes than events", () => {
    expect(() => decodeOutcomes(ran, EVENTS.slice(0, 1))).toThrow(Violation);
    expect(() => decodeOutcomes(new Uint8Array(4), EVENTS)).toThrow(Violation);
  });

  test("is decoded or a violation, whatever its bytes", () => {
    const changes = fc.array(fc.tuple(fc.nat(ran.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    let violations = 0;
    fc.assert(
      fc.property(changes, (changed) => {
        const bytes = ran.slice();
        for (const [at, value] of changed) bytes[at] = value;
        try {
          expect(decodeOutcomes(bytes, EVENTS).length).toBeLessThanOrEqual(EVENTS.length);
        } catch (error) {
          expect(error).toBeInstanceOf(Violation);
          violations++;
        }
      }),
      { numRuns: 2_000 },
    );
    expect(violations).toBeGreaterThan(0);
  });
});

describe("a stream of frames", () => {
  const frames = fc.array(fc.tuple(fc.nat(255), fc.uint8Array({ maxLength: 40 })), { maxLength: 8 });

  test("gives the same frames, however it is cut", () => {
    fc.assert(
      fc.property(frames, fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }), (sent, cuts) => {
        const stream = Buffer.concat(sent.map(([kind, body]) => frame(kind, body)));
        const received: [number, Uint8Array][] = [];
        const cutter = new FrameCutter();
        for (let at = 0, i = 0; at < stream.length; i++) {
          const end = at + cuts[i % cuts.length];
          cutter.push(stream.subarray(at, end), (kind, body) => received.push([kind, new Uint8Array(body)]));
          at = end;
        }
        expect(received).toEqual(sent.map(([kind, body]) => [kind, new Uint8Array(body)]));
      }),
    );
  });

  test("with a frame that is too long is a violation before its body arrives", () => {
    const head = Buffer.alloc(5);
    head.writeUInt32LE(FRAME_BYTES_MAX + 1);
    expect(() => new FrameCutter().push(head, () => {})).toThrow(Violation);
  });
});
