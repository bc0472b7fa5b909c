/** docs/experiments.md, from the figures that are kept. */
import { EXPERIMENTS } from "./catalogue.ts";
import { chartFile } from "./chart.ts";
import type { Case, Experiment, Figure, Values } from "./experiment.ts";
import { estimate, rateAtMost } from "./statistics.ts";

export interface Kept {
  readonly id: string;
  readonly delays: string;
  readonly seeds: readonly number[];
  readonly cases: readonly { readonly name: string; readonly runs: readonly Values[] }[];
  /** Null: not known, since the seeds were run one by one. */
  readonly processorS: number | null;
}

const HEAD = `# Experiments

The overlay's own code on virtual time ([simulator.md](simulator.md)). Made by \`npm run experiments\`, one of them by \`npm run experiments -- E6\`; this page is written from
the figures that are kept in \`docs/experiments/\`, by \`npm run experiments -- --page\`.

Figures are means over the seeds, with half of their 95 % interval (Student's t). Of rare events the count is given over all seeds together, and the greatest rate that it does not
refute at 95 %. *ratio* is delay over direct delay, a ratio of means; *packets* and *bytes* are upkeep a node and second, acknowledgements included, lookups not, with 28 bytes of
headers for each packet; *joinMs* the median time to join. Published figures are tagged **V** (read in the source), **R** (recalled from it), **C** (computed with a static model).
Traces are made to published moments, and the Internets differ from those of the papers: a published figure is a mark, not a race on the same track.
`;

export function markdown(kept: readonly (Kept | null)[]): string {
  const parts = EXPERIMENTS.map((experiment, at) => section(experiment, kept[at]));
  return `${HEAD}\n${parts.join("\n")}`;
}

function section(experiment: Experiment, kept: Kept | null): string {
  const { id, title, setup, remarks } = experiment;
  const head = `## ${id}. ${title}\n\n${setup}\n`;
  if (kept === null) return `${head}\nNot run yet.\n`;
  const rows = experiment.cases.flatMap((one) =>
    rowsOf(one, kept.cases.find(({ name }) => name === one.name)?.runs ?? []),
  );
  const table = [
    "| | figure | ours | published | target | |",
    "| --- | --- | --: | --- | --- | --- |",
    ...rows,
  ].join("\n");
  const note = remarks === undefined ? "" : `\n${remarks}\n`;
  const pictures = (experiment.charts ?? [])
    .map((chart) => `\n![${chart.title}](experiments/${chartFile(experiment, chart)})\n`)
    .join("");
  return `${head}\nSeeds ${kept.seeds.join(", ")}; delays: ${kept.delays}${kept.processorS === null ? "" : `; ${kept.processorS} s of a processor`}.\n\n${table}\n${note}${pictures}`;
}

function rowsOf(one: Case, runs: readonly Values[]): readonly string[] {
  if (runs.length === 0) return [];
  const rows = one.figures.map((figure) => rowOf(one.name, figure, runs));
  for (const { name, events, trials, target } of one.rare ?? []) {
    const sum = (what: string) => runs.reduce((total, run) => total + run[what], 0);
    const most = rateAtMost(sum(events), sum(trials));
    const rate = sum(events) / sum(trials);
    const verdict = target === undefined ? "" : rate <= Number(target) ? "met" : "missed";
    rows.push(
      `| ${one.name} | ${name} | ${sum(events)} of ${sum(trials).toLocaleString("en")} (rate ≤ ${most.toExponential(1)}) | | ${target ?? ""} | ${verdict} |`,
    );
  }
  return rows;
}

function rowOf(
  name: string,
  { name: figure, digits, published, target }: Figure,
  runs: readonly Values[],
): string {
  const { mean, half } = estimate(runs.map((run) => run[figure]));
  const ours = `${mean.toFixed(digits)}${half === null || half === 0 ? "" : ` ± ${half.toFixed(digits)}`}`;
  const theirs = published === undefined ? "" : `${published.text} **${published.tag}**`;
  const verdict = target === undefined ? "" : target.isMet(mean) ? "met" : "missed";
  return `| ${name} | ${figure} | ${ours} | ${theirs} | ${target?.text ?? ""} | ${verdict} |`;
}
