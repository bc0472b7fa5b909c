/** The format of recordings: valid ones are read, damaged or forged ones are refused at their first wrong entry. */
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { ProstError } from "../../../runtime/base/errors.ts";
import type { Outcome } from "../../../runtime/sandbox/contract.ts";
import { InlineRunner } from "../../../runtime/sandbox/inline/inline-runner.ts";
import {
  DONE_BYTES_KEPT,
  entryCodec,
  type GuestEvent,
  type RecordingEntry,
  recordedOutcome,
  storeEntries,
} from "../../../runtime/sandbox/recording/recording.ts";
import { RecordingWriter, readRecording } from "../../../runtime/sandbox/recording/recording-stream.ts";
import { StoreImage } from "../../../runtime/sandbox/recording/store-image.ts";
import { encode } from "../../../runtime/sandbox/wire/codec.ts";
import { fieldsOf } from "../../../runtime/sandbox/wire/event-fields.ts";
import { event } from "../support.ts";
import { judged, MAGIC, madeUp, randomBytes, read, sealed, soundRecording } from "./recording-parts.ts";
import { piecesOf, replayed } from "./recordings.ts";

let file: Uint8Array;
let bodies: Uint8Array[];
beforeAll(async () => {
  ({ file, bodies } = await soundRecording());
});

test("a recording is read as it was written, whatever pieces it arrives in", async () => {
  expect(sealed(bodies)).toEqual(file);
  const whole = await read(file, file.length);
  expect(await read(file, 1)).toEqual(whole);
  const kinds = whole.map(({ kind }) => kind);
  expect(kinds).toEqual(["head", "module", "store", "begin", ...Array(7).fill("event"), "end"]);
});

test("a truncated file is valid up to its end", async () => {
  const events = (await read(file)).length - 5;
  for (let length = MAGIC.length; length < file.length; length += 7) {
    const entries = await read(file.subarray(0, length));
    expect(entries.at(-1)?.kind).toBe("cut");
    expect(entries.filter(({ kind }) => kind === "event").length).toBeLessThanOrEqual(events);
  }
  const lastWhole = sealed(bodies.slice(0, -2));
  const cut = await replayed(file.subarray(0, lastWhole.length + 40), new InlineRunner());
  expect(cut).toMatchObject({ events: 6, end: "cut", differences: [], recordedState: null });
});

test("a changed byte is detected at every place", async () => {
  for (let at = 0; at < file.length; at += 3) {
    const changed = file.slice();
    changed[at] ^= 1 << (at % 8);
    const result = await judged(read(changed));
    // A length beyond the end of the file looks like truncation.
    const isCut = !(result instanceof ProstError) && result.at(-1)?.kind === "cut";
    if (!isCut) expect(result).toMatchObject({ name: "ProstError" });
  }
});

test("an entry that is removed, duplicated or moved is detected", async () => {
  const frame = (i: number) => sealed(bodies.slice(0, i)).length;
  for (let i = 0; i < bodies.length; i++) {
    const [start, end] = [frame(i), frame(i + 1)];
    const without = Buffer.concat([file.subarray(0, start), file.subarray(end)]);
    const doubled = Buffer.concat([file.subarray(0, end), file.subarray(start)]);
    if (i < bodies.length - 1) expect(await judged(read(without))).toMatchObject({ code: "DATA_LOSS" });
    expect(await judged(read(doubled))).toMatchObject({ code: "DATA_LOSS" });
  }
});

test.each([
  ["no head", [1, 2, 3, 4]],
  ["two heads", [0, 0]],
  ["two modules", [0, 1, 1]],
  ["an event before an instance", [0, 1, 4]],
  ["a module after an instance", [0, 2, 3, 1]],
  ["a store of no instance", [0, 1, 2, 3, 2, 4]],
  ["something after the end", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 4]],
  ["an end that names other events", [0, 1, 2, 3, 4, 11]],
])("a recording with %s is refused, though its hashes are right", async (_what, order) => {
  const result = await judged(read(sealed(order.map((i) => bodies[i]))));
  expect(result).toMatchObject({ code: "DATA_LOSS" });
});

test("a frame longer than the limit is refused before its bytes arrive", async () => {
  let given = 0;
  async function* endless(): AsyncGenerator<Uint8Array> {
    yield MAGIC;
    yield Uint8Array.of(255, 255, 255, 127);
    for (; given < 64; given++) yield new Uint8Array(65_536);
  }
  const entries = readRecording(endless());
  await expect(entries.next()).rejects.toMatchObject({ code: "DATA_LOSS" });
  expect(given).toBe(0);
});

test("a store of empty entries is bounded too", async () => {
  const empty = { key: new Uint8Array(0), value: new Uint8Array(0) };
  const frame = encode(entryCodec, { kind: "store", entries: Array(4_096).fill(empty) });
  let taken = 0;
  const bomb = async () => {
    for await (const _ of readRecording(piecesOf(sealed([bodies[0], ...Array(600).fill(frame)]), 65_536)))
      taken++;
  };
  expect(await judged(bomb())).toMatchObject({ code: "DATA_LOSS" });
  // 64 MiB of entries that count as 32 bytes each.
  expect(taken).toBe(1 + 512);
});

test("a file that is not a recording is refused as such", async () => {
  for (const text of ["", "prost", "\0asm\x01\0\0\0 and so on and so on", "prost recording 1\nand more"]) {
    expect(await judged(read(Buffer.from(text)))).toMatchObject({ code: "INVALID_ARGUMENT" });
  }
});

test("random bytes are refused, and so are random entries with correct hashes", async () => {
  await fc.assert(randomBytes(bodies), { seed: 1, numRuns: 500 });
});

test("a forged recording is replayed or refused", async () => {
  const counts = { refused: 0, ran: 0 };
  await fc.assert(
    madeUp(bodies, (how) => counts[how]++),
    { seed: 2, numRuns: 1_000 },
  );
  expect(counts.refused).toBeGreaterThan(50);
  expect(counts.ran).toBeGreaterThan(50);
});

test("every effect of an event is recorded, but not the cancelled timers of an earlier instance", () => {
  const id = new Uint8Array(32).fill(3);
  const outcome: Outcome = {
    ok: true,
    fuelUsed: 77,
    writes: [
      { key: Uint8Array.of(1), value: Uint8Array.of() },
      { key: Uint8Array.of(), value: null },
    ],
    effects: [
      { kind: "route", key: id, hint: null, payload: Uint8Array.of(1) },
      { kind: "route", key: id, hint: id, payload: Uint8Array.of() },
      { kind: "send", node: id, payload: Uint8Array.of(2) },
      { kind: "request", token: 2n ** 40n, key: id, timeoutMs: 86_400_000, payload: Uint8Array.of(3) },
      { kind: "respond", token: 9n, payload: Uint8Array.of(4) },
      { kind: "storagePut", token: 11n, key: id, field: id, value: Uint8Array.of(5), ttlSeconds: 2 ** 31 },
      { kind: "storageGet", token: 12n, key: id, field: Uint8Array.of() },
      { kind: "storageRemove", token: 13n, key: id, field: id },
      { kind: "storageList", token: 14n, key: id },
      { kind: "timerSet", token: 15n, delayMs: 0 },
      { kind: "timerCancel", token: 15n },
      { kind: "emit", payload: Uint8Array.of(6) },
      { kind: "log", level: 3, text: "naïve\u0000\ufeff\ufffd" },
      { kind: "metric", name: "m", value: -(2n ** 63n) },
    ],
    verdict: { stop: true, key: id, payload: Uint8Array.of(7), next: null },
  };
  const sent: GuestEvent = {
    status: 0,
    version: 0,
    ...fieldsOf(event({ seed: 2n ** 64n - 1n, version: 3 })),
  };
  const entry = {
    kind: "event",
    event: sent,
    recorded: recordedOutcome(outcome, 10n),
  } satisfies RecordingEntry;
  const pieces: Uint8Array[] = [];
  const writer = new RecordingWriter((piece) => pieces.push(piece));
  writer.entry(entry);
  writer.flush();
  const body = Buffer.concat(pieces).subarray(MAGIC.length + 4, -16);
  expect(new Uint8Array(body)).toEqual(encode(entryCodec, entry));
  expect(entry.recorded.done).toEqual({
    writes: outcome.writes,
    effects: outcome.effects,
    verdict: outcome.verdict,
  });
  const ended: Outcome = { ...outcome, effects: [{ kind: "timerCancel", token: 9n }, ...outcome.effects] };
  expect(recordedOutcome(ended, 10n)).toEqual(entry.recorded);
  expect(recordedOutcome(ended, 9n).digest).not.toEqual(entry.recorded.digest);
});

test("a result that is too long is recorded by its digest", () => {
  const long = (fill: number): Outcome => ({
    ok: true,
    fuelUsed: 1,
    writes: [],
    effects: [{ kind: "emit", payload: new Uint8Array(DONE_BYTES_KEPT).fill(fill) }],
    verdict: null,
  });
  expect(recordedOutcome(long(1), 0n).done).toBeNull();
  expect(recordedOutcome(long(1), 0n)).toEqual(recordedOutcome(long(1), 0n));
  expect(recordedOutcome(long(1), 0n).digest).not.toEqual(recordedOutcome(long(2), 0n).digest);
});

test("a store of any size is written in valid frames, and its hash is independent of the order of writes", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(fc.uint8Array({ maxLength: 40 }), fc.nat({ max: 65_536 })), {
        maxLength: 60,
        selector: ([key]) => Buffer.from(key).toString("hex"),
      }),
      (written) => {
        const writes = written.map(([key, length]) => ({ key, value: new Uint8Array(length).fill(length) }));
        const image = new StoreImage(writes);
        const back = new StoreImage([...writes].reverse());
        expect(back.hash()).toEqual(image.hash());
        const frames = storeEntries(image.entries());
        const entries = frames.flatMap((frame) => (frame.kind === "store" ? frame.entries : []));
        expect(entries).toEqual(image.entries());
        for (const frame of frames) expect(encode(entryCodec, frame).length).toBeLessThan(400_000);
        for (const { key } of writes) image.apply([{ key, value: null }]);
        expect([image.bytes, image.size]).toEqual([0, 0]);
        expect(image.hash()).toEqual(new StoreImage().hash());
      },
    ),
    { seed: 3, numRuns: 60 },
  );
});
