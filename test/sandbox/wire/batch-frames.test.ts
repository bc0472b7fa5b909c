import fc from "fast-check";
import { expect, test } from "vitest";
import type { ServiceEvent } from "../../../runtime/sandbox/contract.ts";
import { BatchFrames, encodeBatch } from "../../../runtime/sandbox/wire/batch-frames.ts";
import { FRAME_HEADER_BYTES, FRAME_RUN, frame } from "../../../runtime/sandbox/wire/frames.ts";
import { event } from "../support.ts";

const SERVICE = new Uint8Array(32).fill(9);

const ids = fc.constantFrom(1, 2, 3).map((fill) => new Uint8Array(32).fill(fill));
const events: fc.Arbitrary<ServiceEvent> = fc
  .record({
    kind: fc.constantFrom("deliver", "forward", "complete", "timer"),
    key: ids,
    origin: ids,
    previous: ids,
    next: ids,
    hops: fc.integer({ min: 0, max: 3 }),
    status: fc.integer({ min: -3, max: 0 }),
    version: fc.integer({ min: 0, max: 2 }),
    nowMs: fc.integer({ min: 0, max: 2 }),
    seed: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    token: fc.bigInt({ min: 0n, max: 2n ** 52n }),
    payload: fc.uint8Array({ maxLength: 600 }),
  })
  .map((parts) => event(parts as Partial<ServiceEvent>));

test("a frame depends on its batch only, not on the old bytes of its buffer", () => {
  const frames = new BatchFrames();
  fc.assert(
    fc.property(
      fc.array(events, { minLength: 1, maxLength: 12 }),
      fc.nat(),
      fc.boolean(),
      (batch, cut, continues) => {
        const from = cut % batch.length;
        const { bytes, release } = frames.encode(SERVICE, batch, from, batch.length, continues);
        const batchBytes = encodeBatch(SERVICE, batch.slice(from), continues);
        // Padded, so that a frame behind it has the same alignment.
        expect(bytes.length % 8).toBe(0);
        const filled = new Uint8Array(bytes.length - FRAME_HEADER_BYTES);
        filled.set(batchBytes);
        expect(Buffer.compare(bytes, frame(FRAME_RUN, filled))).toBe(0);
        // The next frame finds other old bytes.
        bytes.fill(0xa5);
        release();
      },
    ),
  );
});

test("a buffer is not reused before its release", () => {
  const frames = new BatchFrames();
  const first = frames.encode(SERVICE, [event({ payload: Uint8Array.of(1) })], 0, 1, false);
  const before = Buffer.from(first.bytes);
  frames.encode(SERVICE, [event({ payload: Uint8Array.of(2) })], 0, 1, false);
  expect(first.bytes).toEqual(before);
});
