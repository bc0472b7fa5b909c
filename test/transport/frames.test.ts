import fc from "fast-check";
import { expect, test } from "vitest";
import { FrameReader, joinFrames, LENGTH_BYTES } from "../../runtime/transport/frames.ts";

function joined(packets: readonly Uint8Array[]): Buffer {
  return joinFrames(
    packets,
    packets.reduce((sum, { length }) => sum + length, 0),
  );
}

/** Pushes the stream in pieces, cut at the given offsets. */
function read(
  reader: FrameReader,
  stream: Buffer,
  cuts: readonly number[],
): { frames: Uint8Array[]; isSound: boolean } {
  const frames: Uint8Array[] = [];
  const places = [...cuts.map((cut) => cut % (stream.length + 1)), 0, stream.length].sort((a, b) => a - b);
  for (let i = 1; i < places.length; i++) {
    // A separate buffer, as from a socket.
    const chunk = Buffer.from(stream.subarray(places[i - 1], places[i]));
    if (!reader.push(chunk, (bytes, start, end) => frames.push(bytes.subarray(start, end))))
      return { frames, isSound: false };
  }
  return { frames, isSound: true };
}

test("frames are received unchanged, wherever the stream is cut", () => {
  const packets = fc.array(
    fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ minLength: 60_000, maxLength: 90_000 })),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(packets, fc.array(fc.nat(), { maxLength: 30 }), (sent, cuts) => {
      const { frames, isSound } = read(new FrameReader(), joined(sent), cuts);
      expect(isSound).toBe(true);
      expect(frames.length).toBe(sent.length);
      for (let i = 0; i < sent.length; i++) expect(Buffer.compare(frames[i], sent[i])).toBe(0);
    }),
    { numRuns: 25 },
  );
});

test("frames are received unchanged, byte by byte", () => {
  const sent = [Uint8Array.of(), Uint8Array.of(1), new Uint8Array(300).fill(7), Uint8Array.of(2, 3)];
  const stream = joined(sent);
  const { frames } = read(
    new FrameReader(),
    stream,
    Array.from(stream, (_, i) => i),
  );
  expect(frames.map((frame) => [...frame])).toEqual(sent.map((frame) => [...frame]));
});

test("a kept frame is not changed by later bytes", () => {
  const reader = new FrameReader();
  const stream = joined([new Uint8Array(50_000).fill(1), new Uint8Array(50_000).fill(2), Uint8Array.of(3)]);
  const { frames } = read(reader, stream, [10_000, 20_000, 70_000]);
  expect(frames[0].every((byte) => byte === 1)).toBe(true);
  expect(frames[1].every((byte) => byte === 2)).toBe(true);
});

test("a frame that is too long ends the stream when its length is read, after the valid frames before it", () => {
  const limit = 100;
  fc.assert(
    fc.property(fc.integer({ min: limit + 1, max: 2 ** 32 - 1 }), fc.array(fc.nat()), (length, cuts) => {
      const head = Buffer.alloc(LENGTH_BYTES);
      head.writeUInt32BE(length);
      const stream = Buffer.concat([joined([new Uint8Array(limit)]), head]);
      const { frames, isSound } = read(new FrameReader(limit), stream, cuts);
      expect(isSound).toBe(false);
      expect(frames).toHaveLength(1);
    }),
  );
});

test("a claimed length takes little memory", () => {
  const head = Buffer.from([0, 7, 255, 255]);
  const before = process.memoryUsage().arrayBuffers;
  const readers = Array.from({ length: 200 }, () => {
    const reader = new FrameReader();
    reader.push(Buffer.concat([head, Buffer.alloc(1)]), () => {});
    return reader;
  });
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(200 * 64 * 1024);
  expect(readers).toHaveLength(200);
});
