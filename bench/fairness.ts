/**
 * The cost of a greedy service for a quiet one: the reply time of a service with few requests, alone, beside a
 * service that burns all its fuel in the same cell, and beside one in another cell. "Without scheduler" are the
 * bare cells, to show the effect of the scheduler. Rounds of all arrangements alternate, so that other work on the
 * machine affects them alike.
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

/** Time between two requests to the quiet service, in milliseconds. */
const REQUEST_MS = 2;
/** Events that always wait at the greedy service. */
const GREEDY_EVENTS = 16;
const now = () => performance.now();

/** Loops in each event, without a fault, so that it gets no pause. */
const greedyModule = (iterations: number) =>
  ready(
    service({
      deliver: `(local $i i32) (loop $again
        (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const ${iterations}))))`,
    }),
  );

interface Arrangement {
  readonly name: string;
  readonly greedy: "none" | "same cell" | "other cell";
  readonly isFair: boolean;
  /** Loop iterations of one event. */
  readonly iterations: number;
}

const SHORT_ITERATIONS = 10_000;
const LONG_ITERATIONS = 5_000_000;
const ARRANGEMENTS: readonly Arrangement[] = [
  { name: "alone", greedy: "none", isFair: true, iterations: 0 },
  { name: "same cell, short events", greedy: "same cell", isFair: true, iterations: SHORT_ITERATIONS },
  { name: "same cell, long events", greedy: "same cell", isFair: true, iterations: LONG_ITERATIONS },
  { name: "other cell, short events", greedy: "other cell", isFair: true, iterations: SHORT_ITERATIONS },
  { name: "other cell, long events", greedy: "other cell", isFair: true, iterations: LONG_ITERATIONS },
  {
    name: "without scheduler: same cell, short events",
    greedy: "same cell",
    isFair: false,
    iterations: SHORT_ITERATIONS,
  },
  {
    name: "without scheduler: same cell, long events",
    greedy: "same cell",
    isFair: false,
    iterations: LONG_ITERATIONS,
  },
];

/** An arrangement whose services are started. */
interface StartedArrangement {
  readonly arrangement: Arrangement;
  readonly quiet: ServiceQueue;
  readonly greedy: ServiceQueue | null;
  readonly runners: readonly Runner[];
  /** Percentiles of each round, in milliseconds. */
  readonly rounds: { readonly p50: number; readonly p99: number }[];
}

export async function run({ full }: BenchOptions): Promise<void> {
  // Short rounds, so that in some of them the machine had no other work.
  const rounds = full ? 40 : 10;
  const requests = 200;
  const started: StartedArrangement[] = [];
  for (const arrangement of ARRANGEMENTS) started.push(await arrange(arrangement));
  // Warm-up: the scheduler learns which services are greedy.
  for (const one of started) await measure(one, 200);
  for (const one of started) one.rounds.length = 0;
  for (let round = 0; round < rounds; round++) for (const one of started) await measure(one, requests);
  // The best round counts, because other work on the machine only makes a round slower.
  const best = ({ rounds }: StartedArrangement, of: "p50" | "p99") =>
    Math.min(...rounds.map((round) => round[of]));
  const rows = started.map((one) => ({
    arrangement: one.arrangement.name,
    p50: best(one, "p50"),
    p99: best(one, "p99"),
    p99Ratio: best(one, "p99") / best(started[0], "p99"),
    greedyFuel: one.greedy?.usage.fuelUsed ?? 0,
  }));
  printTable(
    ["a quiet service", "p50 ms", "p99 ms", "p99 / alone"],
    rows.map((row) => [row.arrangement, row.p50.toFixed(2), row.p99.toFixed(2), ratio(row.p99, rows[0].p99)]),
  );
  console.log(
    `${availableParallelism()} processors, ${rounds} rounds of ${requests} requests, one every ${REQUEST_MS} ms`,
  );
  console.log(JSON.stringify({ bench: "fairness", processors: availableParallelism(), rows }));
  for (const { runners } of started) for (const runner of runners) await runner.close();
}

async function arrange(arrangement: Arrangement): Promise<StartedArrangement> {
  const { greedy, isFair, iterations } = arrangement;
  const scheduler = new Scheduler({ longSlicesMax: availableParallelism() - 1, later: setImmediate });
  const makeCell = (services = new InstalledServices()): Runner => new CellHost({ name: "bench", services });
  const makeRunner = () =>
    isFair ? new FairRunner({ cell: makeCell(), makeSideCell: makeCell, scheduler, now }) : makeCell();
  const mine = makeRunner();
  const other = greedy === "other cell" ? makeRunner() : mine;
  const quiet = await start(mine, ready(echoService()), "quiet");
  const greedyQueue = greedy === "none" ? null : await start(other, greedyModule(iterations), "greedy");
  return { arrangement, quiet, greedy: greedyQueue, runners: [...new Set([mine, other])], rounds: [] };
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

/** Sends requests to the quiet service at fixed times, independent of its replies, while the greedy one is busy. */
async function measure({ quiet, greedy, rounds }: StartedArrangement, requests: number): Promise<void> {
  const ms: number[] = [];
  let isOver = false;
  let waiting = 0;
  const greedyEvent = event({ token: 0n });
  const onDone = () => {
    waiting--;
    refill();
  };
  const refill = () => {
    while (!isOver && greedy !== null && waiting < GREEDY_EVENTS && greedy.offer(greedyEvent, onDone))
      waiting++;
  };
  refill();
  const payload = new Uint8Array(64);
  await Promise.all(
    Array.from({ length: requests }, async (_, i) => {
      await new Promise((resolve) => setTimeout(resolve, i * REQUEST_MS));
      const startMs = now();
      await new Promise<void>((resolve, reject) => {
        const isTaken = quiet.offer(event({ token: BigInt(i + 1), payload }), (outcome) =>
          outcome.ok ? resolve() : reject(new Error(outcome.detail)),
        );
        if (!isTaken) reject(new Error("the queue of the quiet service is full"));
      });
      ms.push(now() - startMs);
    }),
  );
  isOver = true;
  rounds.push({ p50: percentile(ms, 0.5), p99: percentile(ms, 0.99) });
  await drained(greedy);
}

/** Waits until the greedy service has processed its queue, so that it does not affect the next measurement. */
async function drained(greedy: ServiceQueue | null): Promise<void> {
  while (greedy !== null && greedy.usage.queued > 0) await new Promise((resolve) => setTimeout(resolve, 5));
}
