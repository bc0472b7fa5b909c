/**
 * The program of a cell's process: reads frames from the node on file descriptor 3, passes their bodies to
 * the glue in an isolate, and writes the replies. It has no key and no environment, and reads and writes
 * nothing else. It ends when the node ends.
 */
import { readSync, writeSync } from "node:fs";
import ivm from "isolated-vm";
import { glueText, SHARED_BASE } from "../glue/constants.ts";
import {
  FRAME_BYTES_MAX,
  FRAME_HEADER_BYTES,
  FRAME_INSTALL,
  FRAME_MEMORY,
  FRAME_READY,
  FRAME_RUN,
  FRAME_UNINSTALL,
  FRAME_VIEW,
  frame,
} from "../wire/frames.ts";
import { encodeFailed, NO_SOCKETS } from "./canary-checks.ts";
import { failedChecks } from "./canary-inside.ts";
import { lockDownText } from "./lock-down.ts";

/**
 * Limit of the isolate's heap, in MiB. Each service's memory has its own limit, and the node limits the
 * process.
 */
const ISOLATE_MIB = 384;

const isolate = new ivm.Isolate({ memoryLimit: ISOLATE_MIB });
const context = isolate.createContextSync();
const glue = context.evalSync(lockDownText(glueText()), { reference: true });
const functions = new Map(
  (
    [
      [FRAME_INSTALL, "install"],
      [FRAME_UNINSTALL, "uninstall"],
      [FRAME_VIEW, "setView"],
      [FRAME_RUN, "run"],
      [FRAME_MEMORY, "memory"],
    ] as const
  ).map(([kind, name]) => [kind as number, glue.getSync(name, { reference: true })]),
);

/** The socket to the node. Reads block: a cell only handles frames, one after the other. */
const NODE = 3;
/**
 * Batches and outcomes up to this size, in bytes, are in memory shared with the isolate; larger ones are
 * copied.
 */
const SHARED_BYTES = 2 * 1024 * 1024;

const sharedInput = new SharedArrayBuffer(SHARED_BYTES);
const sharedOutput = new SharedArrayBuffer(SHARED_BYTES);
const input = Buffer.from(sharedInput);
const output = Buffer.from(sharedOutput);
glue.getSync("share", { reference: true }).applySync(
  undefined,
  [sharedInput, sharedOutput].map((buffer) => new ivm.ExternalCopy(buffer).copyInto()),
);

const runShared = glue.getSync("runShared", { reference: true });
const takeLarge = glue.getSync("takeLarge", { reference: true });

/** Offset of a frame in the shared memory, so that its body is where the glue reads it. */
const FRAME_START = SHARED_BASE - FRAME_HEADER_BYTES;

function write(bytes: Uint8Array, from = 0, to = bytes.length): void {
  for (let at = from; at < to; ) at += writeSync(NODE, bytes, at, to - at);
}

/** Returns the number of bytes read. Throws when the node has ended. */
function read(into: Uint8Array, at: number): number {
  const count = readSync(NODE, into, at, into.length - at, null);
  if (count === 0) throw new Error("the node has ended");
  return count;
}

function answer(kind: number, body: ArrayBuffer): void {
  const result = functions
    .get(kind)
    ?.applySync(undefined, [body], { arguments: { copy: true }, result: { copy: true } });
  if (result instanceof ArrayBuffer) write(frame(kind, new Uint8Array(result)));
}

/**
 * Runs a batch in the shared memory, from `at` on. The length returns as a plain number: transfer options
 * would cost as much as the call.
 */
function answerShared(at: number): void {
  const length: unknown = at === SHARED_BASE ? runShared.applySync() : runShared.applySync(undefined, [at]);
  if (typeof length !== "number" || length < 0) {
    const large: unknown = takeLarge.applySync(undefined, [], { result: { copy: true } });
    if (!(large instanceof ArrayBuffer)) throw new Error("the glue returned no outcomes");
    write(frame(FRAME_RUN, new Uint8Array(large)));
    return;
  }
  output.writeUInt32LE(length, FRAME_START);
  output[FRAME_START + 4] = FRAME_RUN;
  write(output, FRAME_START, SHARED_BASE + length);
}

/** A copy of a body, for frames that are not run in the shared memory. */
function copied(start: number, length: number): ArrayBuffer {
  const body = new Uint8Array(new ArrayBuffer(length));
  body.set(input.subarray(start, start + length));
  return body.buffer;
}

/**
 * Frames lie in the shared memory in the order of arrival, and move to its beginning only when the next one
 * does not fit.
 */
function serve(): void {
  let start = FRAME_START;
  let end = FRAME_START;
  const moveToBeginning = () => {
    input.copyWithin(FRAME_START, start, end);
    end -= start - FRAME_START;
    start = FRAME_START;
  };
  for (;;) {
    if (start === end) start = end = FRAME_START;
    if (start + FRAME_HEADER_BYTES > input.length) moveToBeginning();
    while (end < start + FRAME_HEADER_BYTES) end += read(input, end);
    const length = input.readUInt32LE(start);
    const kind = input[start + 4];
    if (length > FRAME_BYTES_MAX) return;
    // A body must begin at a multiple of 8, and must fit.
    const isMisplaced =
      ((start - FRAME_START) & 7) !== 0 || start + FRAME_HEADER_BYTES + length > input.length;
    if (isMisplaced && start !== FRAME_START) moveToBeginning();
    const body = start + FRAME_HEADER_BYTES;
    if (body + length > input.length) {
      const large = new Uint8Array(new ArrayBuffer(length));
      large.set(input.subarray(body, end));
      for (let at = end - body; at < length; ) at += read(large, at);
      start = end;
      answer(kind, large.buffer);
      continue;
    }
    while (end < body + length) end += read(input, end);
    if (kind === FRAME_RUN) answerShared(body);
    else answer(kind, copied(body, length));
    start = body + length;
  }
}

try {
  const failed = await failedChecks(context, process.argv.includes(NO_SOCKETS));
  write(frame(FRAME_READY, encodeFailed(failed)));
  serve();
} finally {
  // Not process.exit, which crashes while an isolate still runs.
  process.kill(process.pid, "SIGKILL");
}
