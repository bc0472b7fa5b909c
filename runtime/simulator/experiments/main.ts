/**
 * `npm run experiments [-- E6 E8] [--delays FILE] [--seeds 1,2] [--page]`: runs experiments, stores their results
 * under docs/experiments/, and writes docs/experiments.md and the charts from all stored results. `--page`: only
 * the page and the charts.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { matrixDelays, syntheticDelays } from "../delays.ts";
import { seededRandom } from "../random.ts";
import { EXPERIMENTS } from "./catalogue.ts";
import { chartFile, drawChart } from "./chart.ts";
import type { Experiment, Values } from "./experiment.ts";
import { markdown } from "./page.ts";
import type { ExperimentResult } from "./result.ts";

const FOLDER = new URL("../../../docs/experiments/", import.meta.url);
const PAGE = new URL("../../../docs/experiments.md", import.meta.url);

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { delays: { type: "string" }, page: { type: "boolean" }, seeds: { type: "string" } },
});
const known = EXPERIMENTS.map(({ id }) => id);
for (const id of positionals)
  if (!known.includes(id)) {
    console.error(`experiments: unknown experiment ${id}; choose from ${known.join(", ")}`);
    process.exit(2);
  }
mkdirSync(FOLDER, { recursive: true });
const chosen = EXPERIMENTS.filter(({ id }) => positionals.length === 0 || positionals.includes(id));
if (options.page !== true) for (const experiment of chosen) store(experiment, runAll(experiment));
drawAll();
writeFileSync(PAGE, markdown(EXPERIMENTS.map(({ id }) => resultOf(id))));

function runAll(experiment: Experiment): ExperimentResult {
  const startS = process.cpuUsage().user / 1e6;
  let delaysName = "synthetic";
  announceDelays(experiment);
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

/** Which delays the run uses, since figures made with others are not comparable. */
function announceDelays({ id, delays }: Experiment): void {
  if (delays !== undefined) console.error(`${id} always uses ${delays} delays`);
  else if (options.delays === undefined)
    console.error(`${id} uses synthetic delays; --delays FILE reads a matrix of measured round trips`);
  else console.error(`${id} uses the matrix of round trips in ${options.delays}`);
  const stored = resultOf(id)?.delays;
  const now = delays ?? (options.delays === undefined ? "synthetic" : "matrix");
  if (stored !== undefined && stored !== now)
    console.error(`the stored figures of ${id} were made with ${stored} delays; this run replaces them`);
}

function drawAll(): void {
  for (const experiment of EXPERIMENTS) {
    const result = resultOf(experiment.id);
    for (const chart of result === null ? [] : (experiment.charts ?? [])) {
      const svg = drawChart(experiment, chart, result as ExperimentResult);
      if (svg !== null) writeFileSync(new URL(chartFile(experiment, chart), FOLDER), svg);
    }
  }
}

function store({ id }: Experiment, result: ExperimentResult): void {
  writeFileSync(new URL(`${id}.json`, FOLDER), `${JSON.stringify(result)}\n`);
}

function resultOf(id: string): ExperimentResult | null {
  try {
    return JSON.parse(readFileSync(new URL(`${id}.json`, FOLDER), "utf8")) as ExperimentResult;
  } catch {
    // The experiment was not run yet.
    return null;
  }
}
