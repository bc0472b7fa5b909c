/** Writes docs/experiments.md from the definitions of the experiments and their stored results. */
import { EXPERIMENTS } from "./catalogue.ts";
import { chartFile } from "./chart.ts";
import type { Case, Experiment, Figure, Values } from "./experiment.ts";
import type { ExperimentResult } from "./result.ts";
import { estimate, rateAtMost } from "./statistics.ts";

/** Prose is wrapped at this column. */
const COLUMNS = 110;

const HEAD = [
  "# Experiments",
  "All experiments run the overlay's own code on virtual time ([simulator.md](simulator.md)). `npm run " +
    "experiments` runs all of them, `npm run experiments -- E6` runs one. The command prints which delays it " +
    "uses: the synthetic delays, unless `--delays FILE` names a matrix of measured round trips ([file " +
    "format](simulator.md#file-of-delays)). `--seeds 1,2` replaces the seeds. This page is generated from the " +
    "results in `docs/experiments/`; `npm run experiments -- --page` writes it again without a run.",
  "Figures are means over the seeds, with half of their 95 % confidence interval (Student's t). For rare " +
    "events the page gives their number over all seeds, and the upper 95 % confidence bound of their rate. " +
    "Published figures are marked **V** (read in the source), **R** (recalled) or **C** (computed with a " +
    "static model). Churn follows the published moments of traces, not the traces themselves, and the delays " +
    "differ from those of the papers. So a published figure is for orientation; the comparison is not exact.",
  [
    "| figure | meaning |",
    "| --- | --- |",
    "| ratio | delay of lookups over direct delay: ratio of the means |",
    "| medianRatio | median of the ratios of single lookups |",
    "| packets, bytes | upkeep per node and second: acknowledgements count, packets of lookups do not; a " +
      "packet has 28 bytes of IP and UDP headers |",
    "| hops | mean hops of a delivered lookup |",
    "| joinMs | median time of a join, in milliseconds |",
    "| incorrect, lost, delivered twice | lookups, as [simulator.md](simulator.md#measures) defines them |",
  ].join("\n"),
];

export function markdown(results: readonly (ExperimentResult | null)[]): string {
  const sections = EXPERIMENTS.flatMap((experiment, at) => section(experiment, results[at]));
  return `${[...HEAD, ...sections].map(wrapped).join("\n\n")}\n`;
}

/** Paragraphs of the section. */
function section(experiment: Experiment, result: ExperimentResult | null): readonly string[] {
  const { id, title, setup, remarks } = experiment;
  const head = [`## ${id}. ${title}`, setup];
  if (result === null) return [...head, "Not run yet."];
  const rows = experiment.cases.flatMap((one) =>
    rowsOf(one, result.cases.find(({ name }) => name === one.name)?.runs ?? []),
  );
  const table = [
    "| case | figure | prost | published | target | |",
    "| --- | --- | --: | --- | --- | --- |",
    ...rows,
  ].join("\n");
  const charts = (experiment.charts ?? []).map(
    (chart) => `![${chart.title}](experiments/${chartFile(experiment, chart)})`,
  );
  return [...head, provenance(result), table, ...(remarks === undefined ? [] : [remarks]), ...charts];
}

function provenance({ id, seeds, delays, processorS }: ExperimentResult): string {
  const processor = processorS === null ? "" : `; processor time ${processorS} s`;
  const matrix =
    delays === "matrix"
      ? " The matrix is not in the repository: pass its file as `--delays FILE`. " +
        `Without it \`npm run experiments -- ${id}\` runs on synthetic delays, and gives other figures.`
      : "";
  return `Seeds ${seeds.join(", ")}; delays: ${delays}${processor}.${matrix}`;
}

function rowsOf(one: Case, runs: readonly Values[]): readonly string[] {
  if (runs.length === 0) return [];
  const rows = one.figures.map((figure) => rowOf(one.name, figure, runs));
  for (const { name, events, trials, target } of one.rare ?? []) {
    const total = (count: string) => runs.reduce((sum, run) => sum + run[count], 0);
    const most = rateAtMost(total(events), total(trials)).toExponential(1);
    const rate = total(events) / total(trials);
    const outcome = target === undefined ? "" : rate <= Number(target) ? "met" : "missed";
    const ours = `${total(events)} of ${total(trials).toLocaleString("en")} (rate ≤ ${most})`;
    rows.push(`| ${one.name} | ${name} | ${ours} | | ${target ?? ""} | ${outcome} |`);
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
  const outcome = target === undefined ? "" : target.isMet(mean) ? "met" : "missed";
  return `| ${name} | ${figure} | ${ours} | ${theirs} | ${target?.text ?? ""} | ${outcome} |`;
}

/** Breaks a paragraph at spaces outside of code; tables, headings and images stay as they are. */
function wrapped(paragraph: string): string {
  if (/^[|#!]/.test(paragraph)) return paragraph;
  const lines = [""];
  for (const word of paragraph.match(/(?:`[^`]*`|[^\s`])+/g) ?? []) {
    const line = lines[lines.length - 1];
    if (line !== "" && line.length + 1 + word.length > COLUMNS) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.join("\n");
}
