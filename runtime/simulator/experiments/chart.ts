/**
 * Charts of stored results, as SVG: rows of bars, each a mean over the seeds with its 95 % interval. Legible on
 * light and dark pages.
 */

import { escapeXml, niceStep } from "../svg.ts";
import type { Chart, Experiment } from "./experiment.ts";
import type { ExperimentResult } from "./result.ts";
import { type Estimate, estimate } from "./statistics.ts";

interface Bar {
  readonly label: string;
  readonly value: Estimate;
}

interface Row {
  readonly name: string;
  readonly bars: readonly Bar[];
}

const WIDTH = 760;
const LEFT = 190;
const RIGHT = 90;
const TOP = 74;
const BAR = 15;
const ROW_GAP = 13;
const AXIS = 44;
const TICKS = 5;
const COLORS = ["#3f7fbf", "#c9822b"];

const STYLE =
  "text{font-family:sans-serif;fill:#24292f}.faint{stroke:#8c959f;stroke-opacity:.35}" +
  ".mark{stroke:#24292f;stroke-width:1.4}@media " +
  "(prefers-color-scheme:dark){text{fill:#d0d7de}.mark{stroke:#d0d7de}}";

export const chartFile = (experiment: Experiment, chart: Chart) => `${experiment.id}-${chart.name}.svg`;

/** Null if the experiment has no stored figures. */
export function drawChart(experiment: Experiment, chart: Chart, result: ExperimentResult): string | null {
  const rows =
    chart.by === "figures" ? figureRows(experiment, chart, result) : caseRows(experiment, chart, result);
  return rows.length === 0 ? null : draw(chart, rows);
}

function caseRows({ cases }: Experiment, chart: Chart, result: ExperimentResult): readonly Row[] {
  return cases.flatMap((one): readonly Row[] => {
    const runs = result.cases.find(({ name }) => name === one.name)?.runs ?? [];
    const bars = chart.bars.map(({ figure, label }) => ({
      label,
      value: estimate(runs.map((run) => run[figure])),
    }));
    return bars.every(({ value }) => Number.isFinite(value.mean)) ? [{ name: one.name, bars }] : [];
  });
}

function figureRows(
  { cases: [one] }: Experiment,
  { bars: [ours, theirs] }: Chart,
  result: ExperimentResult,
): readonly Row[] {
  const runs = result.cases.find(({ name }) => name === one.name)?.runs ?? [];
  if (runs.length === 0) return [];
  return one.figures.map(({ name, published }) => {
    const measured = { label: ours.label, value: estimate(runs.map((run) => run[name])) };
    const known = { label: theirs.label, value: { mean: Number(published?.text), half: null } };
    return { name, bars: [measured, known] };
  });
}

function draw({ title, axis, bars, digits }: Chart, rows: readonly Row[]): string {
  const rowHeight = bars.length * BAR + ROW_GAP;
  const bottom = TOP + rows.length * rowHeight;
  const reach = ({ mean, half }: Estimate) => mean + (half ?? 0);
  const highest = Math.max(...rows.flatMap((row) => row.bars.map(({ value }) => reach(value))));
  const step = niceStep(Math.max(highest, Number.MIN_VALUE) / TICKS);
  const max = Math.max(1, Math.ceil(highest / step - 1e-9)) * step;
  const x = (value: number) => LEFT + (value / max) * (WIDTH - LEFT - RIGHT);
  const parts = [`<text x="14" y="26" font-size="15" font-weight="600">${escapeXml(title)}</text>`];
  for (const [at, { label }] of bars.entries()) {
    const left = LEFT + at * 170;
    parts.push(
      `<rect x="${left}" y="43" width="11" height="11" fill="${COLORS[at]}"/>`,
      `<text x="${left + 17}" y="53" font-size="12">${escapeXml(label)}</text>`,
    );
  }
  for (let value = 0; value <= max + step / 2; value += step) {
    const at = x(value).toFixed(1);
    parts.push(
      `<line class="faint" x1="${at}" y1="${TOP - 6}" x2="${at}" y2="${bottom}"/>`,
      `<text x="${at}" y="${bottom + 16}" font-size="11" text-anchor="middle">` +
        `${Number(value.toPrecision(6)).toLocaleString("en")}</text>`,
    );
  }
  parts.push(
    `<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${bottom + 35}" font-size="12" text-anchor="middle">` +
      `${escapeXml(axis)}</text>`,
  );
  for (const [row, { name, bars: those }] of rows.entries()) {
    const top = TOP + row * rowHeight;
    parts.push(
      `<text x="${LEFT - 10}" y="${top + (those.length * BAR) / 2 + 4}" font-size="12" text-anchor="end">` +
        `${escapeXml(name)}</text>`,
    );
    for (const [at, { value }] of those.entries()) {
      const y = top + at * BAR;
      const end = x(value.mean);
      const middle = y + (BAR - 2) / 2;
      parts.push(
        `<rect x="${LEFT}" y="${y}" width="${Math.max(0.5, end - LEFT).toFixed(1)}" height="${BAR - 2}" ` +
          `fill="${COLORS[at]}"/>`,
      );
      if (value.half !== null && value.half > 0)
        parts.push(
          `<line class="mark" x1="${x(Math.max(0, value.mean - value.half)).toFixed(1)}" y1="${middle}" ` +
            `x2="${x(reach(value)).toFixed(1)}" y2="${middle}"/>`,
        );
      parts.push(
        `<text x="${(x(reach(value)) + 6).toFixed(1)}" y="${middle + 4}" font-size="11">` +
          `${value.mean.toFixed(digits)}</text>`,
      );
    }
  }
  const height = bottom + AXIS;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}">`,
    `<style>${STYLE}</style>`,
    ...parts,
    "</svg>",
    "",
  ].join("\n");
}
