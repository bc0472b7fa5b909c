/**
 * Durability of records if every node is permanently gone after a mean session of one hour. Three methods: the
 * real storage on the real overlay for hours, which gives the repair times; a model of the holders of a record,
 * with these times, for months; and a closed form. `--full` writes docs/durability.json and docs/durability.svg.
 */
import { writeFileSync } from "node:fs";
import { HOUR_MS } from "../runtime/simulator/churn.ts";
import { seededRandom } from "../runtime/simulator/random.ts";
import { STORAGE_DEFAULTS } from "../runtime/storage/replication/replicated-storage.ts";
import { type Curve, plotSurvival } from "./durability/chart.ts";
import { meanTimeToLossH } from "./durability/expectation.ts";
import { liveOn, type Measured } from "./durability/model.ts";
import { type Levels, runOverlay } from "./durability/overlay-run.ts";
import { type BenchOptions, percentile, printTable } from "./timing.ts";

const SESSION_MS = HOUR_MS;
const COPIES = [2, 4];
const COPIES_FULL = [2, 4, 8];
const DAYS = 180;
const COLORS = ["#b3261e", "#2563a8", "#2e7d32"];
const DOCS = new URL("../docs/", import.meta.url);

export async function run({ full }: BenchOptions): Promise<void> {
  const options = full ? { nodes: 64, hours: 4, records: 400 } : { nodes: 64, hours: 1, records: 400 };
  const startS = process.cpuUsage().user / 1e6;
  const levels = await runOverlay({
    ...options,
    sessionMs: SESSION_MS,
    seed: 1,
    progress: (hours) => {
      if (full) console.error(`${hours} of ${options.hours} hours`);
    },
  });
  const processorS = Math.round(process.cpuUsage().user / 1e6 - startS);
  console.log(
    `${options.nodes} nodes for ${options.hours} virtual hours, ${options.records} records of each kind, seed 1; ` +
      `processor time ${processorS} s`,
  );
  const measured: Measured = {
    urgentMs: levels.flatMap(({ urgentMs }) => urgentMs),
    beyondGraceMs: levels.flatMap(({ beyondGraceMs }) => beyondGraceMs),
  };
  const firstMs = levels.flatMap((one) => one.firstMs);
  const seconds = (samples: readonly number[], share: number) =>
    samples.length === 0 ? "" : (percentile(samples, share) / 1_000).toFixed(1);
  printTable(
    ["measured on the overlay", "count", "p50 s", "p90 s", "p99 s", "mean s"],
    (
      [
        ["first new copy, when few are left", firstMs],
        ["each new copy, when few are left", measured.urgentMs],
        ["new copy, beyond the grace period", measured.beyondGraceMs],
      ] as const
    ).map(([what, samples]) => [
      what,
      String(samples.length),
      ...[0.5, 0.9, 0.99].map((share) => seconds(samples, share)),
      (mean(samples) / 1_000).toFixed(1),
    ]),
  );
  const validated = levels.map((real) => validate(real, measured, full ? 20_000 : 4_000));
  for (const rows of validated) printTable(["", "overlay", "model"], rows);
  const months = (full ? COPIES_FULL : COPIES).map((copies, i) =>
    survival(copies, COLORS[i], measured, mean(firstMs), full ? 2_000 : 400),
  );
  printTable(
    [
      "copies",
      "records",
      "days",
      "lost",
      "lost, closed form",
      "95 % interval of that",
      "mean time to loss, closed form",
    ],
    months.map(({ row }) => row),
  );
  if (!full) return;
  const kept = {
    ...options,
    sessionMs: SESSION_MS,
    seed: 1,
    processorS,
    levels: levels.map(summary),
    months: months.map(({ row }) => row),
  };
  writeFileSync(new URL("durability.json", DOCS), `${JSON.stringify(kept)}\n`);
  writeFileSync(
    new URL("durability.svg", DOCS),
    plotSurvival(
      "Records left, with a mean session of one hour and no node that returns",
      DAYS,
      months.map(({ curve }) => curve),
    ),
  );
}

/** Shares of time by number of copies, and losses: the model beside the overlay. */
function validate(real: Levels, measured: Measured, lives: number): string[][] {
  const { copies, levelH } = real;
  const random = seededRandom(copies);
  const modelMs = new Array<number>(copies + 1).fill(0);
  let lost = 0;
  for (let i = 0; i < lives; i++) {
    const life = liveOn(24 * HOUR_MS, modelOf(copies, measured, random));
    for (const [level, ms] of life.levelMs.entries()) modelMs[level] += ms;
    if (life.lostMs !== null) lost++;
  }
  const realH = sum(levelH);
  const modelH = sum(modelMs) / HOUR_MS;
  const share = (part: number, whole: number) => `${((100 * part) / whole).toFixed(3)} %`;
  const rows = Array.from({ length: copies }, (_, i) => copies - i).map((level) => [
    `${copies} copies: time with ${level}`,
    share(levelH[level], realH),
    share(modelMs[level] / HOUR_MS, modelH),
  ]);
  rows.push([
    `${copies} copies: lost`,
    `${real.lost} in ${Math.round(realH)} record-hours`,
    `${((lost / modelH) * realH).toFixed(1)} in as many`,
  ]);
  return rows;
}

function survival(
  copies: number,
  color: string,
  measured: Measured,
  urgentMs: number,
  records: number,
): { readonly row: string[]; readonly curve: Curve } {
  const random = seededRandom(1_000 + copies);
  const lostDays: number[] = [];
  for (let i = 0; i < records; i++) {
    const { lostMs } = liveOn(24 * HOUR_MS * DAYS, modelOf(copies, measured, random));
    if (lostMs !== null) lostDays.push(lostMs / (24 * HOUR_MS));
  }
  const lossH = meanTimeToLossH({
    copies,
    sessionH: SESSION_MS / HOUR_MS,
    patientH: (STORAGE_DEFAULTS.graceMs + mean(measured.beyondGraceMs)) / HOUR_MS,
    urgentH: urgentMs / HOUR_MS,
  });
  const expected = (days: number) => Math.exp((-24 * days) / lossH);
  const gone = records * (1 - expected(DAYS));
  const half = 1.96 * Math.sqrt(gone * expected(DAYS));
  const time =
    lossH < 48
      ? `${lossH.toFixed(1)} hours`
      : lossH < 24 * 730
        ? `${(lossH / 24).toFixed(0)} days`
        : `${(lossH / 24 / 365).toFixed(0)} years`;
  return {
    row: [
      String(copies),
      records.toLocaleString("en"),
      String(DAYS),
      lostDays.length.toLocaleString("en"),
      gone.toFixed(1),
      `${Math.max(0, gone - half).toFixed(0)} to ${Math.min(records, gone + half).toFixed(0)}`,
      time,
    ],
    curve: { label: `${copies} copies`, color, lostDays: lostDays.sort((a, b) => a - b), records, expected },
  };
}

function modelOf(copies: number, measured: Measured, random: ReturnType<typeof seededRandom>) {
  return { copies, sessionMs: SESSION_MS, graceMs: STORAGE_DEFAULTS.graceMs, measured, random };
}

function summary({ copies, records, levelH, lost, urgentMs, beyondGraceMs }: Levels) {
  return { copies, records, levelH, lost, urgent: urgentMs.length, beyondGrace: beyondGraceMs.length };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / Math.max(1, values.length);
}
