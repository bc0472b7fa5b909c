/** `npm run bench [-- NAME...] [--full]`: what the hot paths cost, as ratios against a floor measured in the same run. */
import { styleText } from "node:util";

interface Benchmark {
  run(options: { readonly full: boolean }): Promise<void> | void;
}

const BENCHMARKS: readonly (readonly [name: string, load: () => Promise<Benchmark>])[] = [
  ["sandbox", () => import("./sandbox.ts")],
  ["chain", () => import("./chain.ts")],
  ["fairness", () => import("./fairness.ts")],
  ["gate", () => import("./gate.ts")],
  ["links", () => import("./links.ts")],
  ["overlay", () => import("./overlay.ts")],
  ["storage", () => import("./storage.ts")],
];

const args = process.argv.slice(2);
const full = args.includes("--full");
const wanted = args.filter((arg) => arg !== "--full");
const unknown = wanted.filter((name) => !BENCHMARKS.some(([known]) => known === name));
if (unknown.length > 0) {
  console.error(
    `there is no benchmark ${unknown.join(", ")}; there are ${BENCHMARKS.map(([name]) => name).join(", ")}`,
  );
  process.exit(2);
}
for (const [name, load] of BENCHMARKS) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(styleText("bold", `\n${name}`));
  await (await load()).run({ full });
}
