/**
 * `npm run experiments [-- E6 E8] [--delays FILE] [--seeds 1,2]`: runs experiments, keeps their figures under docs/experiments/, and writes docs/experiments.md from
 * all that are kept there.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { matrixDelays, syntheticDelays } from "../delays.ts";
import { seededRandom } from "../random.ts";
import { EXPERIMENTS } from "./catalogue.ts";
import { chartFile, drawChart } from "./chart.ts";
import type { Experiment, Values } from "./experiment.ts";
import { type Kept, markdown } from "./page.ts";

const FOLDER = new URL("../../../docs/experiments/", import.meta.url);
const PAGE = new URL("../../../docs/experiments.md", import.meta.url);

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { delays: { type: "string" }, page: { type: "boolean" }, seeds: { type: "string" } },
});
const known = EXPERIMENTS.map(({ id }) => id);
for (const id of positionals)
  if (!known.includes(id)) {
    console.error(`experiments: there is no ${id}; there are ${known.join(", ")}`);
    process.exit(2);
  }
mkdirSync(FOLDER, { recursive: true });
const chosen = EXPERIMENTS.filter(({ id }) => positionals.length === 0 || positionals.includes(id));
if (options.page !== true) for (const experiment of chosen) keep(experiment, runAll(experiment));
drawAll();
writeFileSync(PAGE, markdown(EXPERIMENTS.map(({ id }) => keptOf(id))));

function runAll(experiment: Experiment): Kept {
  const startS = process.cpuUsage().user / 1e6;
  let delaysName = "synthetic";
  const seeds = options.seeds?.split(",").map(Number) ?? experiment.seeds;
  const cases = experiment.cases.map((one) => ({
    name: one.name,
    runs: seeds.map((seed): Values => {
      const random = seededRandom(seed ^ 0x2545f491);
      const delays =
        options.delays === undefined ? syntheticDelays(random) : matrixDelays(options.delays, random);
      delaysName = delays.name;
      const values = one.run({ seed, delays });
      console.error(`${experiment.id} ${one.name}, seed ${seed}: ${JSON.stringify(values)}`);
      return values;
    }),
  }));
  return {
    id: experiment.id,
    delays: experiment.delays ?? delaysName,
    seeds,
    cases,
    processorS: Math.round(process.cpuUsage().user / 1e6 - startS),
  };
}

function drawAll(): void {
  for (const experiment of EXPERIMENTS) {
    const kept = keptOf(experiment.id);
    for (const chart of kept === null ? [] : (experiment.charts ?? [])) {
      const picture = drawChart(experiment, chart, kept as Kept);
      if (picture !== null) writeFileSync(new URL(chartFile(experiment, chart), FOLDER), picture);
    }
  }
}

function keep({ id }: Experiment, kept: Kept): void {
  writeFileSync(new URL(`${id}.json`, FOLDER), `${JSON.stringify(kept)}\n`);
}

function keptOf(id: string): Kept | null {
  try {
    return JSON.parse(readFileSync(new URL(`${id}.json`, FOLDER), "utf8")) as Kept;
  } catch {
    // It was not run yet.
    return null;
  }
}
