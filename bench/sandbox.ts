/**
 * The cost of the sandbox, in parts: `npm run bench -- sandbox`, or one part, as `sandbox:calls`. Each figure is
 * beside a floor or a peer measured in the same run.
 */
import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import type { BenchOptions } from "./timing.ts";

const MAIN = fileURLToPath(new URL("./main.ts", import.meta.url));

type Part = (options: BenchOptions) => Promise<void>;

const PARTS: readonly (readonly [name: string, load: () => Promise<Part>])[] = [
  ["calls", async () => (await import("./sandbox-calls.ts")).calls],
  ["breakdown", async () => (await import("./sandbox-breakdown.ts")).breakdown],
  ["forward", async () => (await import("./sandbox-forward.ts")).forward],
  ["extism", async () => (await import("./sandbox-extism.ts")).extism],
  ["first-answer", async () => (await import("./sandbox-first-answer.ts")).firstAnswer],
  ["hostile", async () => (await import("./sandbox-hostile.ts")).hostile],
];

export async function run(options: BenchOptions): Promise<void> {
  const { part, full } = options;
  if (part === null) {
    console.log(`${availableParallelism()} cores`);
    for (const [name] of PARTS) runInOwnProcess(name, full);
    return;
  }
  const found = PARTS.find(([name]) => name === part);
  if (found === undefined)
    throw new Error(`unknown part ${part}; choose from ${PARTS.map(([name]) => name).join(", ")}`);
  await (await found[1]())(options);
}

/** A separate process, so that a part does not inherit compiled code and heap of an earlier one. */
function runInOwnProcess(name: string, full: boolean): void {
  const args = [...process.execArgv, MAIN, `sandbox:${name}`, ...(full ? ["--full"] : [])];
  const { status } = spawnSync(process.execPath, args, { stdio: "inherit" });
  if (status !== 0) throw new Error(`sandbox:${name} failed`);
}
