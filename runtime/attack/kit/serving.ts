/**
 * Serves the frames of a cell with the same glue in the process's own realm, for programs that replace
 * cell.ts. It reads and writes like cell.ts, so that the same filter of system calls allows it.
 */
import { readSync, writeSync } from "node:fs";
import { GLUE_CONSTANTS, GLUE_PARTS } from "../../sandbox/glue/constants.ts";
import { makeGlue } from "../../sandbox/glue/glue.ts";
import {
  FRAME_INSTALL,
  FRAME_READY,
  FRAME_RUN,
  FRAME_UNINSTALL,
  FRAME_VIEW,
  FrameCutter,
  frame,
} from "../../sandbox/wire/frames.ts";

/** The socket to the node. */
export const NODE = 3;

export function write(bytes: Uint8Array, to = NODE): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(to, bytes, at);
}

/** Returns when the node has closed the socket. `before`: receives each frame first. */
export function serve(before: (kind: number, body: Uint8Array) => void = () => {}): void {
  const glue = makeGlue(GLUE_CONSTANTS, GLUE_PARTS);
  // biome-ignore lint/suspicious/noConfusingVoidType: the glue's functions return these.
  const functions = new Map<number, (body: ArrayBuffer) => ArrayBuffer | void>([
    [FRAME_INSTALL, glue.install],
    [FRAME_UNINSTALL, glue.uninstall],
    [FRAME_VIEW, glue.setView],
    [FRAME_RUN, glue.run],
  ]);
  const cutter = new FrameCutter();
  const input = Buffer.alloc(65_536);
  write(frame(FRAME_READY, new Uint8Array(0)));
  for (;;) {
    const count = readSync(NODE, input);
    if (count === 0) return;
    cutter.push(Buffer.from(input.subarray(0, count)), (kind, body) => {
      before(kind, body);
      const answer = functions.get(kind)?.(Uint8Array.from(body).buffer);
      if (answer instanceof ArrayBuffer) write(frame(kind, new Uint8Array(answer)));
    });
  }
}
