/**
 * `npm run bench [-- NAME...] [--full]`: measures the hot paths, as ratios to a floor measured in the same run.
 * NAME:PART runs one part of a benchmark. docs/benchmarks.md explains what each of them prints.
 */
import { styleText } from "node:util";
import { MachineBusy } from "./timing.ts";

interface Benchmark {
  run(options: { readonly full: boolean; readonly part: string | null }): Promise<void> | void;
}

const BENCHMARKS: readonly (readonly [name: string, load: () => Promise<Benchmark>])[] = [
  ["sandbox", () => import("./sandbox.ts")],
  ["chain", () => import("./chain.ts")],
  ["fairness", () => import("./fairness.ts")],
  ["fuel", () => import("./fuel.ts")],
  ["gate", () => import("./gate.ts")],
  ["many", () => import("./many.ts")],
  ["links", () => import("./links.ts")],
  ["overlay", () => import("./overlay.ts")],
  ["simulator", () => import("./simulator.ts")],
  ["storage", () => import("./storage.ts")],
  ["cold-start", () => import("./cold-start.ts")],
  ["flash-crowd", () => import("./flash-crowd.ts")],
  ["storage-engines", () => import("./storage-engines.ts")],
  ["reconcile", () => import("./reconcile.ts")],
  ["durability", () => import("./durability.ts")],
];

const args = process.argv.slice(2);
const full = args.includes("--full");
const wanted = args.filter((arg) => arg !== "--full");
const unknown = wanted.filter((name) => !BENCHMARKS.some(([known]) => known === name.split(":")[0]));
if (unknown.length > 0) {
  console.error(
    `bench: unknown benchmark ${unknown.join(", ")}; choose from ${BENCHMARKS.map(([name]) => name).join(", ")}`,
  );
  process.exit(2);
}
for (const [name, load] of BENCHMARKS) {
  const argument = wanted.find((one) => one.split(":")[0] === name);
  if (wanted.length > 0 && argument === undefined) continue;
  console.log(styleText("bold", `\n${argument ?? name}`));
  try {
    await (await load()).run({ full, part: argument?.split(":")[1] ?? null });
  } catch (error) {
    if (!(error instanceof MachineBusy)) throw error;
    console.error(`bench: ${name}: ${error.message}`);
    process.exitCode = 1;
  }
}
