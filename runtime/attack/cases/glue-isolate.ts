/** Attacks from inside the isolate of a cell: no code from text, no reach outside, nothing to change. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { cellLaunch } from "../../sandbox/cell/jail.ts";
import type { AttackCase } from "../arenas/arena.ts";
import type { Found } from "../kit/isolate-inspection.ts";

const CELL = fileURLToPath(new URL("../../sandbox/cell/cell.ts", import.meta.url));

const INSPECTION = fileURLToPath(new URL("../kit/isolate-inspection.ts", import.meta.url));

/** Time limit of a cell's start and inspection. */
const INSPECTION_MS = 60_000;

/** Constructors of code, threads and clocks, and names of isolated-vm and Node. */
const FORBIDDEN_NAMES = new Set([
  "Function",
  "AsyncFunction",
  "GeneratorFunction",
  "AsyncGeneratorFunction",
  "eval",
  "Isolate",
  "Context",
  "Reference",
  "ExternalCopy",
  "Callback",
  "NativeModule",
  "applySync",
  "copyInto",
  "derefInto",
  "require",
]);

const FORBIDDEN_GLOBALS = [
  "WebAssembly",
  "SharedArrayBuffer",
  "Atomics",
  "Date",
  "Intl",
  "console",
  "eval",
  "Function",
  "WeakRef",
  "FinalizationRegistry",
  "process",
  "require",
  "global",
  "setTimeout",
  "setImmediate",
  "queueMicrotask",
  "performance",
  "makeGlue",
  "constants",
  "ivm",
  "_ivm",
];

export const CASES: readonly AttackCase[] = [
  {
    id: "GL08",
    title: "in a cell's isolate every object that the glue uses is frozen",
    isLocal: true,
    async run() {
      const { changeable } = await inside();
      assert.deepEqual(changeable, []);
    },
  },
  {
    id: "GL11",
    title: "in a cell's isolate nothing of isolated-vm, of Node, or of WebAssembly is within reach",
    isLocal: true,
    async run() {
      const { globals, named } = await inside();
      assert(named.length > 100, "the inspection found too few objects");
      assert.deepEqual(
        FORBIDDEN_GLOBALS.filter((name) => globals.includes(name)),
        [],
      );
      assert.deepEqual(
        named.filter(([, name]) => FORBIDDEN_NAMES.has(name) || name.startsWith("[object WebAssembly")),
        [],
      );
    },
  },
  {
    id: "GL12",
    title: "in a cell's isolate no constructor of functions runs text",
    isLocal: true,
    async run() {
      const { attempts } = await inside();
      assert(Object.keys(attempts).length >= 10);
      assert.deepEqual(
        Object.entries(attempts).filter(([, result]) => result !== null),
        [],
      );
    },
  },
  {
    id: "IE16",
    title: "in a cell's isolate WebAssembly is deleted, with its constructors of promises",
    isLocal: true,
    async run() {
      const { globals, named } = await inside();
      assert(!globals.includes("WebAssembly"));
      assert(!named.some(([, name]) => ["Suspending", "promising", "SuspendError"].includes(name)));
    },
  },
  {
    id: "TD02",
    title: "in a cell's isolate there is no shared memory, no thread and no clock",
    isLocal: true,
    async run() {
      const { globals, named } = await inside();
      const clocks = [
        "SharedArrayBuffer",
        "Atomics",
        "Worker",
        "Date",
        "performance",
        "setTimeout",
        "setInterval",
      ];
      assert(!globals.some((name) => clocks.includes(name)));
      assert(!named.some(([, name]) => clocks.includes(name)));
    },
  },
  {
    id: "TD08",
    title: "in a cell's isolate there is no time zone and no language",
    isLocal: true,
    async run() {
      const { globals, named } = await inside();
      assert(!globals.includes("Intl") && !globals.includes("Date"));
      const telling = named.filter(([, name]) =>
        /^toLocale|^localeCompare$|^getTimezone|DateTimeFormat/.test(name),
      );
      assert.deepEqual(telling, []);
    },
  },
];

let looked: Promise<Found> | null = null;

/** The inspection of the isolate of a normally started cell. */
function inside(): Promise<Found> {
  looked ??= inspectCell();
  return looked;
}

function inspectCell(): Promise<Found> {
  // Without namespaces: this test's descriptors would interfere with them, and only the isolate is inspected.
  const { command, args } = cellLaunch({ namespaces: false });
  assert(args.includes(CELL), "the launch of a cell does not name cell.ts: adapt this file");
  return new Promise((resolve, reject) => {
    const child = spawn(
      command,
      args.map((arg) => (arg === CELL ? INSPECTION : arg)),
      {
        stdio: ["ignore", "pipe", "pipe", "pipe"],
        env: {},
        cwd: "/",
        timeout: INSPECTION_MS,
        killSignal: "SIGKILL",
      },
    );
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout?.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr?.on("data", (chunk: Buffer) => errors.push(chunk));
    child.on("error", reject);
    child.on("close", () => {
      try {
        const found = JSON.parse(Buffer.concat(output).toString()) as readonly Found[];
        assert.equal(found.length, 1, "contexts of a cell");
        resolve(found[0]);
      } catch (cause) {
        reject(new Error(`the inspection of a cell failed: ${Buffer.concat(errors)}`, { cause }));
      }
    });
  });
}
