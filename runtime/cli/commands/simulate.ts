/** `prost simulate`: runs the overlay's own code on virtual time and measures lookups and upkeep. */
import { access, constants, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import { type Command, InvalidArgumentError, Option } from "commander";
import { ProstError } from "../../base/errors.ts";
import { MODES, type Mode } from "../../overlay/packets.ts";
import type { Rate } from "../../simulator/report.ts";
import type { RunResult } from "../../simulator/run.ts";
import { parseCount, print, printJson, withExamples } from "../options.ts";
import { startProgress } from "../progress.ts";
import { formatBytes, formatTable } from "../table.ts";

const POPULATIONS = ["poisson", "gnutella", "overnet", "none"] as const;

export interface SimulateArguments {
  readonly nodes?: number;
  readonly minutes: number;
  readonly warmUpMin: number;
  readonly churn: (typeof POPULATIONS)[number];
  readonly sessionMeanMin: number;
  readonly cleanLeave: number;
  readonly lookupsPerNodeS: number;
  readonly mode: Mode;
  readonly strict: number;
  readonly loss: number;
  readonly duplicate: number;
  readonly late: number;
  readonly asymmetric: number;
  readonly nonTransitive: number;
  readonly slow: number;
  readonly clockDrift: number;
  readonly delays?: string;
  readonly coldStart?: number;
  readonly crowd?: readonly Moment[];
  readonly massFailure?: readonly Moment[];
  readonly partition?: readonly Moment[];
  readonly seed: number;
  readonly json?: boolean;
  readonly plot?: string;
}

/** An argument `MINUTE:VALUE`. */
interface Moment {
  readonly minute: number;
  readonly value: number;
}

/** Messages of the simulation thread. */
export type SimulateMessage =
  | { readonly kind: "progress"; readonly minutes: number; readonly of: number }
  | { readonly kind: "done"; readonly result: RunResult; readonly svg: string | null }
  | { readonly kind: "refused"; readonly message: string };

const NODES_MAX = 1_000_000;
const MINUTES_MAX = 100_000;
/** Heap limit of the simulation, in MiB: a minimum, and a share per node. */
const HEAP_MIB = 2_048;
const HEAP_MIB_PER_NODE = 0.25;
/** The part of the heap for new objects, in MiB. */
const YOUNG_MIB = 64;
const YOUNG_MIB_PER_NODE = 0.01;
const YOUNG_MIB_MAX = 512;
/**
 * From this number of nodes on, V8 collects garbage when the heap has grown by TIDY_PERCENT. By default it
 * lets the heap more than double first.
 */
const TIDY_NODES = 20_000;
const TIDY_PERCENT = 30;
const THREAD = new URL("../simulate-thread.ts", import.meta.url);

export function registerSimulate(program: Command): void {
  const command = program
    .command("simulate")
    .description("simulate an overlay on virtual time under churn and lookups, and measure it; needs no node")
    .option(
      "--nodes <number>",
      "average number of nodes (default: 1000, or the number in the measured trace)",
      parseCount(2, NODES_MAX),
    )
    .option("--minutes <number>", "measured virtual minutes", parseCount(1, MINUTES_MAX), 60)
    .option("--warm-up-min <number>", "virtual minutes before the measurement", parseCount(0, MINUTES_MAX), 5)
    .option(
      "--seed <number>",
      "seed of all random numbers; equal parameters and seeds give equal traces",
      parseCount(0, 2 ** 31),
      1,
    )
    .addOption(
      new Option("--churn <model>", "arrivals and departures of nodes: Poisson, or like a measured trace")
        .choices(POPULATIONS)
        .default("poisson"),
    )
    .option("--session-mean-min <minutes>", "mean session time of nodes, with poisson", parsePositive, 138)
    .option(
      "--clean-leave <share>",
      "share of departing nodes that leave gracefully; the others crash",
      parseShare,
      0,
    )
    .option("--lookups-per-node-s <rate>", "lookups for random keys per node and second", parseRate, 0.01)
    .addOption(new Option("--mode <mode>", "how lookups travel").choices(MODES).default("tree"))
    .option("--strict <share>", "share of lookups in strict mode", parseShare, 0)
    .option("--loss <share>", "share of packets that are lost", parseShare, 0)
    .option("--duplicate <share>", "share of packets that arrive twice", parseShare, 0)
    .option("--late <share>", "share of packets that are delayed by up to 500 ms more", parseShare, 0)
    .option("--asymmetric <share>", "share of node pairs with packets in one direction only", parseShare, 0)
    .option(
      "--non-transitive <share>",
      "share of node pairs without a connection between them",
      parseShare,
      0,
    )
    .option("--slow <share>", "share of nodes with eight times the delay", parseShare, 0)
    .option("--clock-drift <share>", "maximum rate error of the nodes' clocks", parseShare, 0)
    .option(
      "--delays <file>",
      "round-trip times between sites: n × n 16-bit integers in units of 0.1 ms (default: a synthetic Internet)",
    )
    .option(
      "--cold-start <rate>",
      "start with one node; the others join at this rate per second (default: all nodes exist at the start)",
      parsePositive,
    )
    .option(
      "--crowd <minute:nodes>",
      "more nodes join within that minute; may be repeated",
      collectMoments(1, NODES_MAX),
    )
    .option(
      "--mass-failure <minute:share>",
      "this share of nodes crashes at once; may be repeated",
      collectMoments(0, 1),
    )
    .option(
      "--partition <minute:minutes>",
      "half of the nodes are partitioned off for that many minutes; may be repeated",
      collectMoments(0, MINUTES_MAX),
    )
    .option("--plot <file>", "write a chart of delay, loss and upkeep over time, as SVG")
    .option("--json", "print one JSON object, and no progress")
    .action(run);
  withExamples(
    command,
    "prost simulate --nodes 10000 --minutes 60 --session-mean-min 138 --seed 7 --json",
    "prost simulate --churn gnutella --minutes 120 --loss 0.01 --plot gnutella.svg",
    "prost simulate --nodes 1000 --minutes 30 --mass-failure 10:0.5 --plot half.svg",
  );
}

async function run(options: SimulateArguments): Promise<void> {
  // Checked before the long run, not after it.
  if (options.plot !== undefined)
    await orRefuse(options.plot, access(dirname(options.plot), constants.W_OK | constants.X_OK));
  const startMs = performance.now();
  const progress = startProgress("simulating", options.json === true);
  const { result, svg } = await simulate(options, (minutes, of) =>
    progress.update(minutes, of, "virtual minutes"),
  );
  const figures = {
    ...result,
    wallS: Number(((performance.now() - startMs) / 1_000).toFixed(2)),
    // Of the whole process, including the command itself.
    peakMemoryBytes: process.resourceUsage().maxRSS * 1_024,
  };
  progress.done(`${result.lookups} lookups`);
  if (svg !== null && options.plot !== undefined) await orRefuse(options.plot, writeFile(options.plot, svg));
  if (options.json === true) printJson(figures);
  else print(tableOf(figures));
}

/** Runs in a thread, because its heap may be larger than that of this thread. */
function simulate(
  options: SimulateArguments,
  onProgress: (minutes: number, of: number) => void,
): Promise<{ readonly result: RunResult; readonly svg: string | null }> {
  const nodes = options.nodes ?? 0;
  const { promise, resolve, reject } = Promise.withResolvers<{ result: RunResult; svg: string | null }>();
  if (nodes >= TIDY_NODES) setFlagsFromString(`--heap-growing-percent=${TIDY_PERCENT}`);
  const thread = new Worker(THREAD, {
    workerData: options,
    resourceLimits: {
      maxOldGenerationSizeMb: Math.round(HEAP_MIB + HEAP_MIB_PER_NODE * nodes),
      // Packets in flight should fit into the young generation: collecting them from the old generation costs
      // more.
      maxYoungGenerationSizeMb: Math.min(YOUNG_MIB + YOUNG_MIB_PER_NODE * nodes, YOUNG_MIB_MAX),
    },
  });
  thread.on("message", (message: SimulateMessage) => {
    switch (message.kind) {
      case "progress":
        onProgress(message.minutes, message.of);
        return;
      case "done":
        resolve(message);
        return;
      case "refused":
        reject(new ProstError("INVALID_ARGUMENT", message.message));
        return;
    }
  });
  thread.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "ERR_WORKER_OUT_OF_MEMORY") reject(error);
    else
      reject(
        new ProstError(
          "RESOURCE_EXHAUSTED",
          `${nodes} nodes do not fit into the memory of this machine; use fewer nodes`,
        ),
      );
  });
  return promise;
}

async function orRefuse(file: string, work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ProstError("INVALID_ARGUMENT", `the chart cannot be written to ${file}: ${why}`);
  }
}

function tableOf(figures: RunResult & { readonly wallS: number; readonly peakMemoryBytes: number }): string {
  const { lookups, incorrect, lost, hops, delayRatio, delayMs, control, joinMs, worstMinute } = figures;
  const share = (count: number) => (lookups === 0 ? "" : ` (${(count / lookups).toExponential(1)})`);
  const ratio = (value: number | null) => (value === null ? "–" : value.toFixed(2));
  const rows: readonly (readonly [string, string])[] = [
    ["seed, trace", `${figures.seed}, ${figures.traceHash}`],
    [
      "nodes",
      `${figures.nodes.toFixed(0)} on average, ${figures.nodesAtEnd} at the end; ${figures.churn} churn, ${figures.delays} delays`,
    ],
    ["lookups", `${lookups}, of which ${figures.abandoned} were abandoned: their origin left`],
    ["delivered at a wrong node", `${incorrect}${share(incorrect)}`],
    ["lost", `${lost}${share(lost)}; worst minute ${(100 * worstMinute.lostShare).toFixed(3)} %`],
    ["delivered twice", `${figures.twice}`],
    [
      "hops",
      `${hops.mean.toFixed(2)}; 0, 1, 2, …: ${hops.distribution.map((part) => part.toFixed(4)).join(" ")}`,
    ],
    [
      "delay / direct delay",
      `${ratio(delayRatio.ofMeans)} of means, ${ratio(delayRatio.mean)} mean, ${ratio(delayRatio.median)} median; worst minute ${ratio(worstMinute.delayRatio)}`,
    ],
    ["delay", `${delayMs.p50} ms median, ${delayMs.p90} ms 90th, ${delayMs.p99} ms 99th percentile`],
    ["upkeep", `${rateText(control)}; worst minute ${worstMinute.messagesPerNodeS.toFixed(3)} messages`],
    ...Object.entries(control.byKind).map(([kind, rate]) => [`  ${kind}`, rateText(rate)] as const),
    [
      "joining",
      `${joinMs.joins} nodes; ${(joinMs.p50 / 1_000).toFixed(1)} s median, ${(joinMs.p99 / 1_000).toFixed(1)} s 99th percentile`,
    ],
    ["took", `${figures.wallS.toFixed(1)} s, at most ${formatBytes(figures.peakMemoryBytes)} of memory`],
  ];
  const columns = [
    { title: "measure", align: "left" },
    { title: "figure", align: "left" },
  ] as const;
  return formatTable(columns, rows);
}

function rateText({ messagesPerNodeS, bytesPerNodeS }: Rate): string {
  return `${messagesPerNodeS.toFixed(4)} messages, ${bytesPerNodeS.toFixed(1)} B per node and second`;
}

function parseShare(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0 && value <= 1))
    throw new InvalidArgumentError("It must be a share from 0 to 1.");
  return value;
}

function parseRate(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0 && value <= 1_000))
    throw new InvalidArgumentError("It must be a number from 0 to 1000.");
  return value;
}

function parsePositive(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 1_000_000)) throw new InvalidArgumentError("It must be a number above 0.");
  return value;
}

function collectMoments(
  least: number,
  most: number,
): (text: string, earlier?: readonly Moment[]) => readonly Moment[] {
  return (text, earlier = []) => {
    const [minute, value, ...more] = text.split(":").map(Number);
    const isMoment = more.length === 0 && minute >= 0 && value >= least && value <= most;
    if (!isMoment)
      throw new InvalidArgumentError(`It must be MINUTE:VALUE, the value from ${least} to ${most}.`);
    return [...earlier, { minute, value }];
  };
}
