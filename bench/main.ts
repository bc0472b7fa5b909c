/**
 * `npm run bench [-- NAME...] [--full]`: what the hot paths cost, as ratios against a floor measured in the same run. A benchmark
 * of several parts runs one of them as NAME:PART.
 */
import { styleText } from "node:util";

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
    `there is no benchmark ${unknown.join(", ")}; there are ${BENCHMARKS.map(([name]) => name).join(", ")}`,
  );
  process.exit(2);
}
for (const [name, load] of BENCHMARKS) {
  const asked = wanted.find((one) => one.split(":")[0] === name);
  if (wanted.length > 0 && asked === undefined) continue;
  console.log(styleText("bold", `\n${asked ?? name}`));
  await (await load()).run({ full, part: asked?.split(":")[1] ?? null });
}
