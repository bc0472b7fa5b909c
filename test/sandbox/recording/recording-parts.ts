/** Makes valid and malformed recordings, and checks how they are read. */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { ProstError } from "../../../runtime/base/errors.ts";
import { InlineRunner } from "../../../runtime/sandbox/inline/inline-runner.ts";
import { entryCodec, type RecordingEntry } from "../../../runtime/sandbox/recording/recording.ts";
import { type ReadEntry, readRecording } from "../../../runtime/sandbox/recording/recording-stream.ts";
import { encode } from "../../../runtime/sandbox/wire/codec.ts";
import { host } from "../support.ts";
import { MemoryRecording, mixed, piecesOf, replayed } from "./recordings.ts";

export const MAGIC = Buffer.from("prost recording 2\n");

/** A recording of seven events, one of them a fault, and its encoded entries. */
export async function soundRecording(): Promise<{ file: Uint8Array; bodies: Uint8Array[] }> {
  const recording = new MemoryRecording(new InlineRunner());
  const module = mixed();
  const service = await host(recording.recorder, module, { name: "format" });
  await service.ask("c");
  recording.start(module, "format");
  for (const text of ["c", "r", "x", "t", "s", "c"]) await service.ask(text);
  await service.send({ kind: "forward", token: 91n, payload: Uint8Array.of(1) });
  const file = await recording.stop();
  return { file, bodies: (await read(file)).map((entry) => encode(entryCodec, entry as RecordingEntry)) };
}

export async function read(bytes: Uint8Array, pieceBytes = 1_009): Promise<ReadEntry[]> {
  const entries: ReadEntry[] = [];
  for await (const entry of readRecording(piecesOf(bytes, pieceBytes))) entries.push(entry);
  return entries;
}

/** The result of reading or replaying. Only a ProstError may be thrown, and not INTERNAL. */
export async function judged<Result>(work: Promise<Result>): Promise<Result | ProstError> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ProstError && error.code !== "INTERNAL") return error;
    throw error;
  }
}

/** A recording of these entries, with correct hashes. */
export function sealed(parts: readonly Uint8Array[]): Uint8Array {
  const out: Uint8Array[] = [MAGIC];
  let hash = createHash("sha256").update(MAGIC).digest().subarray(0, 16);
  for (const body of parts) {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(body.length);
    hash = createHash("sha256").update(hash).update(body).digest().subarray(0, 16);
    out.push(length, body, hash);
  }
  return new Uint8Array(Buffer.concat(out));
}

/** Random bytes are refused, alone and as entries with correct hashes. */
export function randomBytes(bodies: readonly Uint8Array[]) {
  return fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), async (bytes) => {
    await judged(read(bytes));
    await judged(read(new Uint8Array(Buffer.concat([MAGIC, bytes]))));
    await judged(read(sealed([bytes])));
    await judged(read(sealed([...bodies.slice(0, 4), bytes])));
  });
}

/** A valid recording with some bytes changed and correct hashes is replayed or refused. */
export function madeUp(bodies: readonly Uint8Array[], count: (how: "refused" | "ran") => void) {
  const change = fc.record({
    entry: fc.nat({ max: bodies.length - 1 }),
    at: fc.nat({ max: 400 }),
    byte: fc.nat({ max: 255 }),
  });
  return fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
    const changed = bodies.map((body) => body.slice());
    for (const { entry, at, byte } of changes) changed[entry][at % changed[entry].length] = byte;
    const result = await judged(replayed(sealed(changed), new InlineRunner()));
    count(result instanceof ProstError ? "refused" : "ran");
  });
}
