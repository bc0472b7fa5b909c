/**
 * What a greedy service costs a quiet one: the time to an answer of a service that is asked now and then, alone, beside one that
 * burns all it may in the same cell, and beside one in another cell. "Without turns" are the cells bare, as a floor of what
 * fairness is for. Rounds of all arrangements take turns, so that what else the machine does meets them alike.
 */
import { availableParallelism } from "node:os";
import { echoService, service } from "../runtime/attack/kit/modules.ts";
import { CellHost } from "../runtime/sandbox/cell/cell-host.ts";
import type { Runner, ServiceLimits } from "../runtime/sandbox/contract.ts";
import { LIMITS_DEFAULT } from "../runtime/sandbox/contract.ts";
import { FairRunner } from "../runtime/sandbox/queue/fair-runner.ts";
import { InstalledServices } from "../runtime/sandbox/queue/installed-services.ts";
import { Quota, RATES_DEFAULT, type ServiceRates } from "../runtime/sandbox/queue/quota.ts";
import { Scheduler } from "../runtime/sandbox/queue/scheduler.ts";
import { ServiceQueue } from "../runtime/sandbox/queue/service-queue.ts";
import { MemoryStore } from "../runtime/storage/local/memory.ts";
import { systemClock } from "../runtime/transport/system.ts";
import { event, installRequest, ready } from "../test/sandbox/support.ts";
import { type BenchOptions, percentile, printTable, ratio } from "./timing.ts";

/** Between two questions to the quiet service, in milliseconds. */
const QUESTION_MS = 2;
/** Events that the greedy service always has waiting. */
const GREEDY_EVENTS = 16;
const now = () => performance.now();

/** Burns its event's fuel down to nothing, and goes on as if nothing had been: no fault, no rest. */
const greedyModule = (turns: number) =>
  ready(
    service({
      deliver: `(local $i i32) (loop $again
        (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const ${turns}))))`,
    }),
  );

interface Arrangement {
  readonly name: string;
  readonly greedy: "none" | "same cell" | "other cell";
  readonly isFair: boolean;
  /** Loop turns of one event. */
  readonly turns: number;
}

const QUICK_TURNS = 10_000;
const LONG_TURNS = 5_000_000;
const ARRANGEMENTS: readonly Arrangement[] = [
  { name: "alone", greedy: "none", isFair: true, turns: 0 },
  { name: "same cell, short events", greedy: "same cell", isFair: true, turns: QUICK_TURNS },
  { name: "same cell, long events", greedy: "same cell", isFair: true, turns: LONG_TURNS },
  { name: "other cell, short events", greedy: "other cell", isFair: true, turns: QUICK_TURNS },
  { name: "other cell, long events", greedy: "other cell", isFair: true, turns: LONG_TURNS },
  { name: "without turns: same cell, short events", greedy: "same cell", isFair: false, turns: QUICK_TURNS },
  { name: "without turns: same cell, long events", greedy: "same cell", isFair: false, turns: LONG_TURNS },
];

interface Standing {
  readonly arrangement: Arrangement;
  readonly quiet: ServiceQueue;
  readonly greedy: ServiceQueue | null;
  readonly runners: readonly Runner[];
  /** Of each round. */
  readonly rounds: { readonly p50: number; readonly p99: number }[];
}

export async function run({ full }: BenchOptions): Promise<void> {
  // Short rounds, so that among them are some in which the machine did nothing else.
  const rounds = full ? 40 : 10;
  const questions = 200;
  const standing: Standing[] = [];
  for (const arrangement of ARRANGEMENTS) standing.push(await arrange(arrangement));
  // The greedy ones are found out before anything is measured.
  for (const one of standing) await measure(one, 200);
  for (const one of standing) one.rounds.length = 0;
  for (let round = 0; round < rounds; round++) for (const one of standing) await measure(one, questions);
  // Of the best round: what else the machine does only ever makes them slower.
  const best = ({ rounds }: Standing, of: "p50" | "p99") => Math.min(...rounds.map((round) => round[of]));
  const rows = standing.map((one) => ({
    arrangement: one.arrangement.name,
    p50: best(one, "p50"),
    p99: best(one, "p99"),
    p99Ratio: best(one, "p99") / best(standing[0], "p99"),
    greedyFuel: one.greedy?.usage.fuelUsed ?? 0,
  }));
  printTable(
    ["a quiet service", "p50 ms", "p99 ms", "p99 / alone"],
    rows.map((row) => [row.arrangement, row.p50.toFixed(2), row.p99.toFixed(2), ratio(row.p99, rows[0].p99)]),
  );
  console.log(
    `${availableParallelism()} processors, ${rounds} rounds of ${questions} questions, one every ${QUESTION_MS} ms`,
  );
  console.log(JSON.stringify({ bench: "fairness", processors: availableParallelism(), rows }));
  for (const { runners } of standing) for (const runner of runners) await runner.close();
}

async function arrange(arrangement: Arrangement): Promise<Standing> {
  const { greedy, isFair, turns } = arrangement;
  const scheduler = new Scheduler({ longSlicesMax: availableParallelism() - 1, later: setImmediate });
  const makeCell = (services = new InstalledServices()): Runner => new CellHost({ name: "bench", services });
  const makeRunner = () =>
    isFair ? new FairRunner({ cell: makeCell(), makeSideCell: makeCell, scheduler, now }) : makeCell();
  const mine = makeRunner();
  const other = greedy === "other cell" ? makeRunner() : mine;
  const quiet = await start(mine, ready(echoService()), "quiet");
  const hog = greedy === "none" ? null : await start(other, greedyModule(turns), "greedy");
  return { arrangement, quiet, greedy: hog, runners: [...new Set([mine, other])], rounds: [] };
}

async function start(runner: Runner, module: Uint8Array, name: string): Promise<ServiceQueue> {
  const limits: ServiceLimits = LIMITS_DEFAULT;
  const rates: ServiceRates = RATES_DEFAULT;
  const quota = new Quota(rates, limits, now);
  const started = new ServiceQueue({
    runner,
    store: new MemoryStore(),
    space: name,
    install: installRequest(module, name),
    onEffects: () => {},
    now,
    pace: { quota, after: (delayMs, callback) => systemClock.after(delayMs, callback) },
  });
  const outcome = await started.start();
  if (!outcome.ok) throw new Error(`${name}: ${outcome.detail}`);
  return started;
}

/** Asks the quiet one, at moments that do not depend on its answers, while the greedy one has all it can eat. */
async function measure({ quiet, greedy, rounds }: Standing, questions: number): Promise<void> {
  const ms: number[] = [];
  let isOver = false;
  let waiting = 0;
  const meal = event({ token: 0n });
  const eaten = () => {
    waiting--;
    feed();
  };
  const feed = () => {
    while (!isOver && greedy !== null && waiting < GREEDY_EVENTS && greedy.offer(meal, eaten)) waiting++;
  };
  feed();
  const payload = new Uint8Array(64);
  await Promise.all(
    Array.from({ length: questions }, async (_, i) => {
      await new Promise((resolve) => setTimeout(resolve, i * QUESTION_MS));
      const startMs = now();
      await new Promise<void>((resolve, reject) => {
        const isTaken = quiet.offer(event({ token: BigInt(i + 1), payload }), (outcome) =>
          outcome.ok ? resolve() : reject(new Error(outcome.detail)),
        );
        if (!isTaken) reject(new Error("the quiet service took no message"));
      });
      ms.push(now() - startMs);
    }),
  );
  isOver = true;
  rounds.push({ p50: percentile(ms, 0.5), p99: percentile(ms, 0.99) });
  await drained(greedy);
}

/** What the greedy one had taken is done: it does not burn into the next measurement. */
async function drained(greedy: ServiceQueue | null): Promise<void> {
  while (greedy !== null && greedy.usage.queued > 0) await new Promise((resolve) => setTimeout(resolve, 5));
}
