/**
 * A cell whose process was taken over: a program to run in the place of cell.ts, started as cells are. It runs services as they should be run,
 * until a message brings it an order; then it does what an attacker with all of the process in hand would do. Only cases of this suite start it.
 */
import { readSync, writeSync } from "node:fs";
import {
  FRAME_INSTALL,
  FRAME_READY,
  FRAME_RUN,
  FRAME_UNINSTALL,
  FRAME_VIEW,
  FrameCutter,
  frame,
} from "../sandbox/frames.ts";
import { GLUE_CONSTANTS, GLUE_PARTS } from "../sandbox/glue/constants.ts";
import { makeGlue } from "../sandbox/glue/glue.ts";
import { ORDER } from "./order.ts";

const NODE = 3;
const ERRORS = 2;

const glue = makeGlue(GLUE_CONSTANTS, GLUE_PARTS);
// biome-ignore lint/suspicious/noConfusingVoidType: what the glue's functions return.
const functions = new Map<number, (body: ArrayBuffer) => ArrayBuffer | void>([
  [FRAME_INSTALL, glue.install],
  [FRAME_UNINSTALL, glue.uninstall],
  [FRAME_VIEW, glue.setView],
  [FRAME_RUN, glue.run],
]);

function write(bytes: Uint8Array, to = NODE): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(to, bytes, at);
}

function obey(order: string, hex: string): void {
  const bytes = Buffer.from(hex, "hex");
  switch (order) {
    case "spin":
      for (;;);
    case "stop":
      process.kill(process.pid, "SIGSTOP");
      return;
    case "abort":
      process.abort();
      return;
    case "segv":
      process.kill(process.pid, "SIGSEGV");
      return;
    case "exit":
      process.exitCode = bytes[0];
      process.exit();
      break;
    // Once, and then nothing more.
    case "write":
      write(bytes);
      for (;;) readSync(NODE, Buffer.alloc(1));
    // Byte by byte, the last one for ever.
    case "drip":
      for (const byte of bytes) write(Uint8Array.of(byte));
      for (;;) write(bytes.subarray(-1));
    case "flood": {
      const many = Buffer.concat(Array(Math.ceil(65_536 / bytes.length)).fill(bytes));
      for (;;) write(many);
    }
    case "errors":
      for (;;) write(Buffer.alloc(65_536, "e"), ERRORS);
  }
}

const cutter = new FrameCutter();
const input = Buffer.alloc(65_536);
try {
  write(frame(FRAME_READY, new Uint8Array(0)));
  for (;;) {
    const count = readSync(NODE, input);
    if (count === 0) break;
    cutter.push(Buffer.from(input.subarray(0, count)), (kind, body) => {
      const found = kind === FRAME_RUN ? ORDER.exec(Buffer.from(body).toString("latin1")) : null;
      if (found !== null) obey(found[1], found[2]);
      const buffer = body.buffer.slice(body.byteOffset, body.byteOffset + body.byteLength) as ArrayBuffer;
      const answer = functions.get(kind)?.(buffer);
      if (answer instanceof ArrayBuffer) write(frame(kind, new Uint8Array(answer)));
    });
  }
} finally {
  process.kill(process.pid, "SIGKILL");
}
