/** What the module at every limit costs a compiler: in a process of its own, whose memory can be told from this one's. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { gate } from "../../sandbox/gate/gate.ts";
import { rewrite } from "../../sandbox/instrument/rewrite.ts";
import { atEveryLimit } from "./limits.ts";

const PROGRAM = fileURLToPath(new URL("./compile-given.js", import.meta.url));
const ENDS_MS = 60_000;
/** Memory goes with how many functions are compiled at a time. */
const AT_A_TIME = "--wasm-num-compilation-tasks=4";

/** The baseline compiler alone, as in cells of strangers; the optimising one for all, which others may come to. */
export const COMPILERS = ["--liftoff-only", "--no-liftoff"] as const;

export interface Compiled {
  /** From begin to end, as somebody waits for it. */
  readonly ms: number;
  /** Of all its threads together: other work on the machine does not count. */
  readonly cpuMs: number;
  /** That reading the module's bytes once takes there. */
  readonly readingMs: number;
  /** By which the most memory that the process had was more than before. */
  readonly mib: number;
  readonly bytes: number;
}

/** All of it, and at once. Rejects when the process ends otherwise than by itself. */
export function compileElsewhere(compiler: (typeof COMPILERS)[number]): Promise<Compiled> {
  const flags = ["--no-node-snapshot", "--no-wasm-lazy-compilation", AT_A_TIME, compiler];
  const verdict = gate(atEveryLimit());
  if (!verdict.ok) throw new Error(verdict.detail);
  const module = rewrite(verdict.module, { memoryPages: 256 });
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
