/**
 * A cell without the second wall: the same frames and the same glue, which runs in the process's own realm. For showing what the
 * other walls hold alone; only tests start it (local-arena.ts).
 */
import { Socket } from "node:net";
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

const glue = makeGlue(GLUE_CONSTANTS, GLUE_PARTS);
// biome-ignore lint/suspicious/noConfusingVoidType: what the glue's functions return.
const functions = new Map<number, (body: ArrayBuffer) => ArrayBuffer | void>([
  [FRAME_INSTALL, glue.install],
  [FRAME_UNINSTALL, glue.uninstall],
  [FRAME_VIEW, glue.setView],
  [FRAME_RUN, glue.run],
]);

const node = new Socket({ fd: 3, readable: true, writable: true });
const cutter = new FrameCutter();
node.on("data", (chunk: Buffer) => {
  cutter.push(chunk, (kind, body) => {
    const buffer = body.buffer.slice(body.byteOffset, body.byteOffset + body.byteLength) as ArrayBuffer;
    const answer = functions.get(kind)?.(buffer);
    if (answer instanceof ArrayBuffer) node.write(frame(kind, new Uint8Array(answer)));
  });
});
const end = () => process.kill(process.pid, "SIGKILL");
node.on("close", end);
node.on("error", end);
node.write(frame(FRAME_READY, new Uint8Array(0)));
