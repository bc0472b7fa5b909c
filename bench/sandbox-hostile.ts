/**
 * 200 services of ten publishers under load, five of them hostile with every message: they spin until their fuel
 * is used up, trap, fill memory, recurse, or write as many records as possible. Measures the throughput of the
 * other services before, during and after the ban of the hostile ones, and the lateness of the node's event loop.
 */
import { availableParallelism } from "node:os";
import {
  bulkFillLoop,
  deepRecursion,
  endlessLoopInDeliver,
  service,
  trapOnEveryMessage,
} from "../runtime/attack/kit/modules.ts";
import type { Runner } from "../runtime/sandbox/contract.ts";
import { FairRunner } from "../runtime/sandbox/queue/fair-runner.ts";
import type { InstalledServices } from "../runtime/sandbox/queue/installed-services.ts";
import { Quota, RATES_DEFAULT } from "../runtime/sandbox/queue/quota.ts";
import { Scheduler } from "../runtime/sandbox/queue/scheduler.ts";
import { ServiceQueue } from "../runtime/sandbox/queue/service-queue.ts";
import { MemoryStore } from "../runtime/storage/local/memory.ts";
import { systemClock } from "../runtime/transport/system.ts";
import { installRequest, ready } from "../test/sandbox/support.ts";
import { type Lateness, LoopLateness } from "./loop-lateness.ts";
import { cell, echo, MEMORY_PAGES, messages } from "./sandbox-traffic.ts";
import { type BenchOptions, percentile, printTable } from "./timing.ts";

const now = () => performance.now();

const CELLS = 10;
const SERVICES = 200;
const PAYLOAD_BYTES = 64;
/** Messages that always wait at each good service. */
const WAITING = 4;
/** Messages per millisecond to each hostile service. */
const HOSTILE_PER_MS = 1;
const TARGET_SHARE = 0.9;
const TARGET_LATE_MS = 5;
/** Time before the first window, length of a window, and pause after the hostile traffic. */
const WARM_UP_MS = 1_500;
const WINDOW_MS = 1_000;
const PAUSE_MS = 300;
const WINDOWS = 3;
const WINDOWS_FULL = 10;
/** Limit on the time until all hostile services are banned. */
const BAN_MS_MAX = 20_000;

/** Puts records of four bytes until its fuel is used up. */
const recordStorm = () =>
  service({
    deliver: `(local $i i32) (loop $again
      (i32.store (i32.const 100) (local.get $i))
      (drop (call $store_put (i32.const 100) (i32.const 4) (i32.const 100) (i32.const 0)))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $again (i32.lt_u (local.get $i) (i32.const 60000))))`,
  });

const HOSTILE: readonly (readonly [name: string, make: () => Uint8Array])[] = [
  ["endless loop", endlessLoopInDeliver],
  ["trap", trapOnEveryMessage],
  ["memory.fill", bulkFillLoop],
  ["recursion", deepRecursion],
  ["records", recordStorm],
];

/** Measurements of one window: without hostile traffic, before the ban, or after it. */
interface Window {
  readonly phase: "quiet" | "until the ban" | "banned";
  readonly perSecond: number;
  readonly lateness: Lateness;
}

export async function hostile({ full }: BenchOptions): Promise<void> {
  // As in a node: timeslices by weight, and quotas per second.
  const scheduler = new Scheduler({ longSlicesMax: availableParallelism() - 1, later: setImmediate });
  const makeSideCell = (services: InstalledServices) => cell("hardened", services);
  const cells = Array.from({ length: CELLS }, () => {
    return new FairRunner({ cell: cell("hardened"), makeSideCell, scheduler, now });
  });
  const good = ready(echo(), MEMORY_PAGES);
  const goodOnes: ServiceQueue[] = [];
  const hostileOnes: ServiceQueue[] = [];
  for (let n = 0; n < SERVICES; n++) {
    const [name, make] = HOSTILE[n] ?? ["good", null];
    const module = make === null ? good : ready(make(), MEMORY_PAGES);
    const one = await started(cells[n % CELLS], module, `${name} ${n}`);
    (make === null ? goodOnes : hostileOnes).push(one);
  }
  const load = new Load(goodOnes);
  const lateness = new LoopLateness();
  const windows: Window[] = [];
  const during = async (phase: Window["phase"], work: Promise<unknown>) => {
    lateness.take();
    const before = load.answered;
    const startMs = performance.now();
    await work;
    const perSecond = (1_000 * (load.answered - before)) / (performance.now() - startMs);
    windows.push({ phase, perSecond, lateness: lateness.take() });
  };
  await after(WARM_UP_MS);
  const storm = new Storm(hostileOnes);
  let banMs: number | null = null;
  // Phases alternate, so that other work on the machine affects all alike.
  for (let i = 0; i < (full ? WINDOWS_FULL : WINDOWS); i++) {
    await during("quiet", after(WINDOW_MS));
    storm.start();
    if (i === 0) {
      const banned = storm.whenBanned();
      await during("until the ban", banned);
      banMs = await banned;
    }
    await during("banned", after(WINDOW_MS));
    storm.pause();
    await after(PAUSE_MS);
  }
  load.stop();
  lateness.stop();
  for (const host of cells) await host.close();
  print(windows, banMs, storm.faults);
}

function print(windows: readonly Window[], banMs: number | null, faults: number): void {
  const rows = (["quiet", "until the ban", "banned"] as const).map((phase) => {
    const some = windows.filter((window) => window.phase === phase);
    const late = some.map(({ lateness }) => lateness);
    return {
      phase,
      messagesPerSecond: percentile(
        some.map(({ perSecond }) => perSecond),
        0.5,
      ),
      p99Ms: Math.max(...late.map(({ p99Ms }) => p99Ms)),
      maxMs: Math.max(...late.map(({ maxMs }) => maxMs)),
      maxBusyMs: Math.max(...late.map(({ maxBusyMs }) => maxBusyMs)),
    };
  });
  const quiet = rows[0].messagesPerSecond;
  printTable(
    [
      `${SERVICES} services, ${HOSTILE.length} hostile`,
      "others' messages/s",
      "against quiet",
      "loop late, p99 ms",
      "longest ms",
      "longest computing ms",
    ],
    rows.map(({ phase, messagesPerSecond, p99Ms, maxMs, maxBusyMs }) => [
      phase,
      Math.round(messagesPerSecond).toLocaleString("en"),
      `${((100 * messagesPerSecond) / quiet).toFixed(0)} %`,
      p99Ms.toFixed(1),
      maxMs.toFixed(1),
      maxBusyMs.toFixed(1),
    ]),
  );
  const ban =
    banMs === null ? `not all banned within ${BAN_MS_MAX} ms` : `all banned after ${banMs.toFixed(0)} ms`;
  console.log(`${ban}, ${faults} faults`);
  console.log(`targets: ${100 * TARGET_SHARE} % after the ban, lateness at most ${TARGET_LATE_MS} ms`);
  const json = rows.map((row) => ({ ...row, share: row.messagesPerSecond / quiet }));
  console.log(JSON.stringify({ bench: "sandbox", part: "hostile", banMs, faults, rows: json }));
}

async function started(runner: Runner, module: Uint8Array, name: string): Promise<ServiceQueue> {
  const install = installRequest(module, name);
  const one = new ServiceQueue({
    runner,
    store: new MemoryStore(),
    space: `service/${name}`,
    install,
    onEffects: () => {},
    now,
    pace: {
      quota: new Quota(RATES_DEFAULT, install.limits, now),
      after: (delayMs, callback) => systemClock.after(delayMs, callback),
    },
  });
  const outcome = await one.start();
  if (!outcome.ok) throw new Error(outcome.detail);
  return one;
}

/** Keeps WAITING messages at each service: each reply sends the next message. */
class Load {
  answered = 0;
  #isStopped = false;

  constructor(services: readonly ServiceQueue[]) {
    const events = messages(WAITING, PAYLOAD_BYTES);
    for (const one of services) for (const event of events) this.#send(one, event);
  }

  stop(): void {
    this.#isStopped = true;
  }

  #send(one: ServiceQueue, event: ReturnType<typeof messages>[number]): void {
    if (this.#isStopped) return;
    const isTaken = one.offer(event, (outcome) => {
      if (outcome.ok) this.answered++;
      this.#send(one, event);
    });
    if (!isTaken) setTimeout(() => this.#send(one, event), 1);
  }
}

/** A steady stream of messages to each hostile service, accepted or not. */
class Storm {
  faults = 0;
  #timer: NodeJS.Timeout | null = null;
  readonly #services: readonly ServiceQueue[];
  readonly #refused = new Set<ServiceQueue>();
  #startMs = 0;
  #whenBanned: (ms: number | null) => void = () => {};

  constructor(services: readonly ServiceQueue[]) {
    this.#services = services;
  }

  start(): void {
    const events = messages(HOSTILE_PER_MS, PAYLOAD_BYTES);
    this.#startMs = performance.now();
    this.#timer = setInterval(() => {
      for (const one of this.#services) for (const event of events) this.#send(one, event);
      const ms = performance.now() - this.#startMs;
      if (this.#refused.size === this.#services.length) this.#whenBanned(ms);
      else if (ms > BAN_MS_MAX) this.#whenBanned(null);
    }, 1);
  }

  /** Milliseconds until each service has refused a message; null if that did not happen in BAN_MS_MAX. */
  whenBanned(): Promise<number | null> {
    return new Promise((resolve) => {
      this.#whenBanned = resolve;
    });
  }

  pause(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  #send(one: ServiceQueue, event: ReturnType<typeof messages>[number]): void {
    const isTaken = one.offer(event, (outcome) => {
      if (!outcome.ok) this.faults++;
    });
    if (!isTaken) this.#refused.add(one);
  }
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
