import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { STORE_WRITES_MAX } from "../../../abi/abi.ts";
import { service } from "../../../runtime/attack/kit/modules.ts";
import { InlineRunner } from "../../../runtime/sandbox/inline/inline-runner.ts";
import { FRAME_RUN, FrameCutter, Violation } from "../../../runtime/sandbox/wire/frames.ts";
import { decodeOutcomes } from "../../../runtime/sandbox/wire/outcomes.ts";
import { fuzzGlue } from "../glue/glue-fuzz.ts";
import { event, host } from "../support.ts";
import { fuzzCutter, fuzzInstallOutcomes, fuzzNoise, fuzzOutcomes } from "./frames-fuzz.ts";

test("outcomes are decoded as encoded, and changed ones are decoded completely or are a violation", () => {
  const { violations, values } = fuzzOutcomes({ numRuns: 1_500 });
  expect(violations).toBeGreaterThan(100);
  expect(values).toBeGreaterThan(100);
});

test("replies to an install request are decoded completely or are a violation", () => {
  const { violations, values } = fuzzInstallOutcomes({ numRuns: 1_000 });
  expect(violations).toBeGreaterThan(50);
  expect(values).toBeGreaterThan(50);
});

test("random bytes are decoded completely or are a violation", () => {
  fuzzNoise({ numRuns: 3_000 });
});

test("a stream of frames, changed or not, gives the same frames however it is cut", () => {
  fuzzCutter({ numRuns: 400 });
});

test("a body of millions of empty effects is a violation before they are allocated", () => {
  const writes = 4_096;
  const count = 2_000;
  const outcome = Buffer.alloc(1 + 8 + 4 + 4 + 3 * writes + 1);
  outcome[0] = 1;
  outcome.writeUInt32LE(writes, 13);
  const head = Buffer.alloc(4);
  head.writeUInt32LE(count);
  const body = Buffer.concat([head, ...Array.from({ length: count }, () => outcome)]);
  collect();
  const before = process.memoryUsage().heapUsed;
  expect(() =>
    decodeOutcomes(
      body,
      Array.from({ length: count }, () => event()),
    ),
  ).toThrow(Violation);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(64 * 1024 * 1024);
});

test("a frame that arrives byte by byte is kept in one buffer, not as an object for each byte", () => {
  const length = 400_000;
  const header = Buffer.alloc(5);
  header.writeUInt32LE(length, 0);
  header[4] = FRAME_RUN;
  const cutter = new FrameCutter();
  const bodies: Uint8Array[] = [];
  const receive = (_kind: number, body: Uint8Array) => bodies.push(body);
  cutter.push(header, receive);
  collect();
  const before = memoryBytes();
  for (let i = 0; i < length - 1; i++) cutter.push(Buffer.allocUnsafeSlow(1).fill(i), receive);
  collect();
  expect(memoryBytes() - before).toBeLessThan(16 * 1024 * 1024);
  expect(bodies).toEqual([]);
  cutter.push(Buffer.from([length - 1]), receive);
  expect(
    bodies.map((body) => Buffer.from(body).equals(Buffer.from(Uint8Array.from({ length }, (_, i) => i)))),
  ).toEqual([true]);
});

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

function memoryBytes(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

test("events and outcomes are the same on all three paths to a service", () => {
  fuzzGlue({ numRuns: 60 });
});

test("an event may write a limited number of keys: the next one is refused, and the earlier writes stay", async () => {
  const module = service({
    deliver: `(local $i i32) (loop $again
      (i32.store (i32.const 100) (local.get $i))
      (if (i32.eqz (call $store_put (i32.const 100) (i32.const 4) (i32.const 0) (i32.const 0))) (then
        (local.set $i (i32.add (local.get $i) (i32.const 1))) (br $again))))
      (drop (call $respond (i64.load (i32.const 1152)) (i32.const 100) (i32.const 4)))`,
  });
  const one = await host(new InlineRunner(), module);
  const answer = await one.ask("");
  expect(Buffer.from(answer ?? []).readUInt32LE()).toBe(STORE_WRITES_MAX);
  expect([...one.store.scan("service/test", null, null)].length).toBe(STORE_WRITES_MAX);
});
