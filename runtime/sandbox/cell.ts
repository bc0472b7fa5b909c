/**
 * The process around the isolate: reads frames from the node on file descriptor 3, hands their bodies to the glue in the isolate,
 * writes its answers. Has no key, no environment, nothing to read or write but that. Ends when the node does.
 */
import { Socket } from "node:net";
import ivm from "isolated-vm";
import {
  FRAME_INSTALL,
  FRAME_READY,
  FRAME_RUN,
  FRAME_UNINSTALL,
  FRAME_VIEW,
  FrameCutter,
  frame,
} from "./frames.ts";
import { makeGlue } from "./glue.ts";
import { GLUE_CONSTANTS } from "./glue-constants.ts";

/** Of the isolate's heap; the memories of its services are bounded each by itself, and all together by the node. */
const ISOLATE_MIB = 384;

/** Taken from the isolate before anything else runs in it. */
const LOCK_DOWN = `
  const { makeGlue, constants } = globalThis;
  delete globalThis.makeGlue;
  delete globalThis.constants;
  const glue = makeGlue(constants);
  for (const name of ["eval", "Function", "SharedArrayBuffer", "Atomics", "WeakRef", "FinalizationRegistry", "Date", "Intl", "console", "WebAssembly"]) {
    delete globalThis[name];
  }
  for (const make of [function () {}, async function () {}, function* () {}, async function* () {}]) {
    Object.defineProperty(Object.getPrototypeOf(make), "constructor", { value: undefined, writable: false, configurable: false });
  }
  Math.random = undefined;
  for (const shared of [Object, Array, Map, Set, Uint8Array, DataView, ArrayBuffer, BigInt, Number, String, RangeError, Error]) Object.freeze(shared.prototype);
  glue;
`;

const isolate = new ivm.Isolate({ memoryLimit: ISOLATE_MIB });
const context = isolate.createContextSync();
// The text of one function that refers to nothing outside itself, types stripped already.
context.evalSync(
  `globalThis.makeGlue = ${makeGlue.toString()}; globalThis.constants = ${JSON.stringify(GLUE_CONSTANTS)};`,
);
const glue = context.evalSync(`(() => { ${LOCK_DOWN.replace(/glue;\s*$/, "return glue;")} })()`, {
  reference: true,
});
const functions = new Map(
  (
    [
      [FRAME_INSTALL, "install"],
      [FRAME_UNINSTALL, "uninstall"],
      [FRAME_VIEW, "setView"],
      [FRAME_RUN, "run"],
    ] as const
  ).map(([kind, name]) => [kind as number, glue.getSync(name, { reference: true })]),
);

const node = new Socket({ fd: 3, readable: true, writable: true });
const cutter = new FrameCutter();
node.on("data", (chunk: Buffer) => {
  cutter.push(chunk, (kind, body) => {
    const buffer = body.buffer.slice(body.byteOffset, body.byteOffset + body.byteLength) as ArrayBuffer;
    const answer = functions
      .get(kind)
      ?.applySync(undefined, [buffer], { arguments: { copy: true }, result: { copy: true } });
    if (answer instanceof ArrayBuffer) node.write(frame(kind, new Uint8Array(answer)));
  });
});
// Not process.exit: it crashes with an isolate that still runs something.
const end = () => process.kill(process.pid, "SIGKILL");
node.on("close", end);
node.on("error", end);
node.write(frame(FRAME_READY, new Uint8Array(0)));
