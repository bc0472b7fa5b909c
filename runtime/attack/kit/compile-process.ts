/**
 * Measures a compiler with the module at every limit, in a process of its own so that its memory is measured
 * alone.
 */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { gate } from "../../sandbox/gate/gate.ts";
import { rewrite } from "../../sandbox/instrument/rewrite.ts";
import { atEveryLimit } from "./limits.ts";

const PROGRAM = fileURLToPath(new URL("./compile-program.js", import.meta.url));
const ENDS_MS = 60_000;
/** Memory grows with the number of functions that are compiled at a time. */
const AT_A_TIME = "--wasm-num-compilation-tasks=4";

/** The baseline compiler alone, as in cells; the optimising compiler for all functions. */
export const COMPILERS = ["--liftoff-only", "--no-liftoff"] as const;

interface Compiled {
  /** Wall-clock time. */
  readonly ms: number;
  /** Processor time of all threads together: other work on the machine does not count. */
  readonly cpuMs: number;
  /** Time to read the module's bytes once, in the same process. */
  readonly readingMs: number;
  /** Growth of the process's peak memory. */
  readonly mib: number;
  readonly bytes: number;
}

/** Compiles all functions at once. Rejects if the process does not end by itself. */
export function compileElsewhere(compiler: (typeof COMPILERS)[number]): Promise<Compiled> {
  const flags = ["--no-node-snapshot", "--no-wasm-lazy-compilation", AT_A_TIME, compiler];
  const gated = gate(atEveryLimit());
  if (!gated.ok) throw new Error(gated.detail);
  const module = rewrite(gated.module, { memoryPages: 256 });
  return new Promise((resolve, reject) => {
    const child = execFile(
      process.execPath,
      [...flags, PROGRAM],
      { env: {}, timeout: ENDS_MS },
      (error, out) => {
        if (error === null) resolve(JSON.parse(out) as Compiled);
        else reject(new Error(`${compiler}: the process that compiled it ended: ${error.message}`));
      },
    );
    child.stdin?.on("error", () => {}).end(module);
  });
}
