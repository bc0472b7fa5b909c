/** The page of experiments: its statistics, its text and its charts. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { EXPERIMENTS } from "../../runtime/simulator/experiments/catalogue.ts";
import { drawChart } from "../../runtime/simulator/experiments/chart.ts";
import { markdown } from "../../runtime/simulator/experiments/page.ts";
import type { ExperimentResult } from "../../runtime/simulator/experiments/result.ts";
import { estimate, rateAtMost } from "../../runtime/simulator/experiments/statistics.ts";

test("an estimate is the mean with half of Student's 95 % interval", () => {
  const { mean, half } = estimate([1, 2, 3, 4, 5]);
  expect(mean).toBe(3);
  // 2.776 · sqrt(2.5 / 5)
  expect(half).toBeCloseTo(1.963, 3);
  expect(estimate([7])).toEqual({ mean: 7, half: null });
});

test("the upper bound of a rate is 0.003 for no event in 1,000 trials, and higher with events", () => {
  expect(rateAtMost(0, 1_000)).toBeCloseTo(0.003, 4);
  // The exact bound of Poisson's distribution for one event is 4.744, for ten 16.962.
  expect(rateAtMost(1, 1_000)).toBeCloseTo(0.004744, 4);
  expect(rateAtMost(10, 1)).toBeCloseTo(16.96, 1);
});

test("docs/experiments.md equals the page generated from the stored results", () => {
  const kept = EXPERIMENTS.map(({ id }): ExperimentResult | null => {
    try {
      return JSON.parse(readFileSync(new URL(`../../docs/experiments/${id}.json`, import.meta.url), "utf8"));
    } catch {
      return null;
    }
  });
  expect(kept.filter((one) => one !== null).length).toBeGreaterThan(1);
  expect(readFileSync(new URL("../../docs/experiments.md", import.meta.url), "utf8")).toBe(markdown(kept));
});

test("the ids of the experiments are unique", () => {
  const ids = EXPERIMENTS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test("a chart has a bar for each figure of each case, as long as its mean; without results there is no chart", () => {
  const chart = {
    name: "n",
    title: "a < b",
    axis: "ms",
    digits: 1,
    bars: [{ figure: "x", label: "x" }],
  };
  const cases = ["one", "two"].map((name) => ({ name, figures: [], run: () => ({}) }));
  const experiment = { id: "E0", title: "", setup: "", seeds: [1], cases, charts: [chart] };
  const kept = (values: readonly number[]): ExperimentResult => ({
    id: "E0",
    delays: "synthetic",
    seeds: [1],
    processorS: 0,
    cases: cases.map(({ name }, at) => ({ name, runs: values.length === 0 ? [] : [{ x: values[at] }] })),
  });
  const svg = drawChart(experiment, chart, kept([10, 20])) ?? "";
  const widths = [...svg.matchAll(/width="([\d.]+)" height="13"/g)].map(([, width]) => Number(width));
  expect(widths).toHaveLength(2);
  expect(widths[1]).toBeCloseTo(2 * widths[0], 0);
  expect(svg).toContain("a &lt; b");
  expect(drawChart(experiment, chart, kept([]))).toBeNull();
});

test("a chart by figures has a bar for the mean and a bar for the published value of each figure", () => {
  const figure = (name: string, text: string) => ({
    name,
    digits: 2,
    published: { text, tag: "V" as const },
  });
  const cases = [{ name: "one", figures: [figure("0", "0.20"), figure("1", "0.80")], run: () => ({}) }];
  const bars = ["ours", "theirs"].map((label) => ({ figure: "", label }));
  const chart = { by: "figures" as const, name: "n", title: "t", axis: "share", digits: 2, bars };
  const experiment = { id: "E0", title: "", setup: "", seeds: [1, 2], cases, charts: [chart] };
  const runs = [
    { "0": 0.1, "1": 0.9 },
    { "0": 0.3, "1": 0.7 },
  ];
  const kept = {
    id: "E0",
    delays: "synthetic",
    seeds: [1, 2],
    processorS: 0,
    cases: [{ name: "one", runs }],
  };
  const svg = drawChart(experiment, chart, kept) ?? "";
  const widths = [...svg.matchAll(/width="([\d.]+)" height="13"/g)].map(([, width]) => Number(width));
  expect(widths).toHaveLength(4);
  expect(widths[0]).toBeCloseTo(widths[1], 1);
  expect(widths[3] / widths[1]).toBeCloseTo(4, 1);
});
