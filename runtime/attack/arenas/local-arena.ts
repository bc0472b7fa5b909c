/**
 * An arena in this process. It treats modules as a node treats those of an unknown publisher, and runs them
 * in real cells.
 *
 * Tests can leave out a wall, to see which attacks the others stop. Only a program that calls
 * `LocalArena.open` can do so: no setting and no command can.
 */
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { CAPABILITIES } from "../../../abi/imports.ts";
import { CellHost } from "../../sandbox/cell/cell-host.ts";
import {
  LIMITS_DEFAULT,
  type Outcome,
  type OverlayView,
  type Runner,
  type ServiceEvent,
} from "../../sandbox/contract.ts";
import { gate } from "../../sandbox/gate/gate.ts";
import { InlineRunner } from "../../sandbox/inline/inline-runner.ts";
import { rewrite } from "../../sandbox/instrument/rewrite.ts";
import { ServiceQueue } from "../../sandbox/queue/service-queue.ts";
import { type EventFields, eventOf } from "../../sandbox/wire/event-fields.ts";
import { MemoryStore } from "../../storage/local/memory.ts";
import { launchOf } from "../kit/launch-as-cell.ts";
import { echoService, service } from "../kit/modules.ts";
import { ungated } from "../kit/ungated.ts";
import type { AttackArena, OfferOutcome, Trial, TrialOptions, Wall } from "./arena.ts";
import type { MonitoredArena } from "./monitored-arena.ts";

const BARE_CELL = fileURLToPath(new URL("../kit/bare-cell.ts", import.meta.url));
/** Without fuel only the watchdog ends a loop. It waits for less than a node's, so that cases are short. */
const BATCH_MS_UNGATED = 1_000;
const SELF = new Uint8Array(32).fill(7);
const NO_ID = new Uint8Array(32);
/** The view of the overlay that services get: a node among some others. */
const VIEW: OverlayView = {
  self: SELF,
  leaves: [20, 60, 100, 140, 165, 200, 240].map((byte) => new Uint8Array(32).fill(byte)),
  isWholeRing: true,
  table: Array.from({ length: 24 }, (_, i) => new Uint8Array(32).fill(101 + 5 * i)),
};
/** Run before the first case, so that it does not pay for buffers and code that all cases use. */
const WARM_UP_SERVICES = 40;
const WARM_UP_EVENTS = 40;
const LARGE_ANSWER = "(drop (call $respond (i64.load (i32.const 1152)) (i32.const 0) (i32.const 131072)))";
/** Default of events. */
const TOKEN = 9n;

interface LocalArenaOptions {
  /** For tests: the walls that stand. Default: all. */
  readonly walls?: readonly Wall[];
}

export class LocalArena implements AttackArena, MonitoredArena {
  readonly walls: ReadonlySet<Wall>;
  /** Runs hostile services together with a good neighbour. Null without wall 1. */
  readonly #shared: Runner | null;
  /** A cell in another process, with a good neighbour only. */
  readonly #otherCell: CellHost;
  readonly #neighbours: LocalTrial[] = [];
  #running: LocalTrial[] = [];
  /** Without wall 1: runs hostile services without a neighbour, since it is expected to die. */
  #doomed: Runner | null = null;
  #names = 0;
  #children = 0;
  readonly #prototypes = prototypeKeys();

  private constructor(walls: readonly Wall[]) {
    this.walls = new Set(walls);
    this.#otherCell = new CellHost({ name: "other" });
    this.#shared = this.walls.has(1) ? this.#makeRunner() : null;
  }

  static async open({ walls = [1, 2, 3] }: LocalArenaOptions = {}): Promise<LocalArena> {
    const arena = new LocalArena(walls);
    const runners: readonly Runner[] =
      arena.#shared === null ? [arena.#otherCell] : [arena.#otherCell, arena.#shared];
    for (const runner of runners) {
      const offered = await arena.#start(runner, echoService(), {}, true);
      if (!offered.ok) throw new Error(`a good service does not start: ${offered.detail}`);
      arena.#neighbours.push(offered.trial);
    }
    arena.#running = [];
    await arena.#warmUp();
    await arena.neighbourMs();
    arena.#children = (await childPids()).length;
    return arena;
  }

  get arena(): AttackArena {
    return this;
  }

  async offer(module: Uint8Array, options: TrialOptions = {}): Promise<OfferOutcome> {
    if (this.#shared !== null) return this.#start(this.#shared, module, options, true);
    this.#doomed ??= this.#makeRunner();
    return this.#start(this.#doomed, module, options, false);
  }

  async settle(): Promise<void> {
    for (const trial of this.#running) trial.stop();
    this.#running = [];
    // A cell that has died would restart with a growing delay.
    if (this.#doomed === null || this.#doomed.usage().restarts === 0) return;
    await this.#doomed.close();
    this.#doomed = null;
  }

  async neighbourMs(): Promise<number> {
    let slowest = 0;
    for (const neighbour of this.#neighbours) {
      const startMs = performance.now();
      const question = `${Math.floor(startMs * 1000)}`;
      const answer = await neighbour.ask(question);
      if (answer === null || Buffer.from(answer).toString() !== question)
        throw new Error("a neighbour does not answer");
      slowest = Math.max(slowest, performance.now() - startMs);
    }
    return slowest;
  }

  memoryBytes(): Promise<number> {
    collectGarbage();
    return this.memoryBytesAtMost();
  }

  async memoryBytesAtMost(): Promise<number> {
    const { total_physical_size, used_heap_size } = getHeapStatistics();
    // Free heap that V8 keeps for later allocations does not count.
    return process.memoryUsage.rss() - (total_physical_size - used_heap_size);
  }

  async leftovers(): Promise<readonly string[]> {
    const found: string[] = [];
    const more = (await childPids()).length - this.#children - (this.#doomed === null ? 0 : 1);
    if (more > 0) found.push(`${more} processes are left`);
    if (prototypeKeys() !== this.#prototypes) found.push("a prototype of this process was changed");
    return found;
  }

  /** The command lines of the running cells. Linux only: elsewhere there are none. */
  async cellCommands(): Promise<readonly string[]> {
    const pids = await childPids();
    return Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")));
  }

  async close(): Promise<void> {
    await this.settle();
    await Promise.all([this.#otherCell.close(), this.#shared?.close(), this.#doomed?.close()]);
  }

  /** Starts services and sends events as a case does. */
  async #warmUp(): Promise<void> {
    for (let i = 0; i < WARM_UP_SERVICES; i++) {
      const offered = await this.offer(
        service({ deliver: LARGE_ANSWER, more: `(func (export "warm-${i}"))` }),
      );
      if (!offered.ok) throw new Error(`a good service does not start: ${offered.detail}`);
      await Promise.all(Array.from({ length: WARM_UP_EVENTS }, () => offered.trial.ask("warm")));
    }
    await this.settle();
  }

  #makeRunner(): Runner {
    const runner = this.walls.has(3) ? this.#makeCell() : new InlineRunner();
    runner.setView(VIEW);
    return runner;
  }

  #makeCell(): CellHost {
    return new CellHost({
      name: "hostile",
      ...(this.walls.has(2) ? {} : { launch: () => launchOf(BARE_CELL) }),
      ...(this.walls.has(1) ? {} : { batchMs: BATCH_MS_UNGATED }),
    });
  }

  async #start(
    runner: Runner,
    module: Uint8Array,
    { capabilities = CAPABILITIES, limits = {} }: TrialOptions,
    isGated: boolean,
  ): Promise<{ readonly ok: true; readonly trial: LocalTrial } | Exclude<OfferOutcome, { ok: true }>> {
    const granted = { ...LIMITS_DEFAULT, ...limits };
    let ready: Uint8Array;
    if (isGated) {
      const gated = gate(module, { granted: capabilities });
      if (!gated.ok) return { ok: false, by: "gate", code: gated.code, detail: gated.detail };
      ready = rewrite(gated.module, { memoryPages: granted.memoryPages });
    } else {
      ready = ungated(module);
    }
    const name = `trial-${this.#names++}`;
    const serviceId = new Uint8Array(32);
    serviceId.set(Buffer.from(name));
    const service = new ServiceQueue({
      runner,
      store: new MemoryStore(),
      space: name,
      install: {
        serviceId,
        nodeId: SELF,
        module: ready,
        capabilities,
        limits: granted,
        nowMs: 1_000,
        seed: 1n,
        firstToken: 1n,
      },
      onEffects: () => {},
      now: () => performance.now(),
    });
    const started = await service.start();
    if (!started.ok) {
      service.stop();
      return { ok: false, by: "start", fault: started.fault, detail: started.detail };
    }
    if (!started.init.ok) {
      service.stop();
      return { ok: false, by: "start", fault: started.init.fault, detail: started.init.detail };
    }
    const trial = new LocalTrial(service);
    this.#running.push(trial);
    return { ok: true, trial };
  }
}

class LocalTrial implements Trial {
  readonly #service: ServiceQueue;
  #asked = 100n;

  constructor(service: ServiceQueue) {
    this.#service = service;
  }

  send(fields: Partial<EventFields> = {}): Promise<Outcome> {
    return new Promise((resolve) => {
      const event = deliverEvent(fields);
      if (!this.#service.offer(event, resolve))
        resolve({
          ok: false,
          fuelUsed: 0,
          fault: "lost",
          detail: "not accepted: its inbox is full, or it rests",
        });
    });
  }

  async ask(payload: Uint8Array | string): Promise<Uint8Array | null> {
    const token = ++this.#asked;
    const outcome = await this.send({
      token,
      payload: typeof payload === "string" ? Buffer.from(payload) : payload,
    });
    return answerIn(outcome, token);
  }

  async end(): Promise<void> {
    this.stop();
  }

  stop(): void {
    this.#service.stop();
  }
}

/** A `deliver` with an empty payload, but for these fields. */
export function deliverEvent(fields: Partial<EventFields>): ServiceEvent {
  return eventOf({
    kind: "deliver",
    nowMs: 1_000,
    seed: 1n,
    key: NO_ID,
    origin: NO_ID,
    previous: NO_ID,
    next: NO_ID,
    token: TOKEN,
    hops: 0,
    flags: 0,
    status: 0,
    payload: new Uint8Array(0),
    ...fields,
  });
}

/** The answer of an event to the token; null: none. */
export function answerIn(outcome: Outcome, token: bigint): Uint8Array | null {
  if (!outcome.ok) return null;
  for (const effect of outcome.effects)
    if (effect.kind === "respond" && effect.token === token) return effect.payload;
  return null;
}

/** The children of this process. Linux only: elsewhere none. */
async function childPids(): Promise<readonly string[]> {
  const threads = await readdir("/proc/self/task").catch(() => []);
  const lists = await Promise.all(
    threads.map((thread) => readFile(`/proc/self/task/${thread}/children`, "utf8").catch(() => "")),
  );
  return lists.flatMap((list) => list.split(" ").filter((pid) => pid !== ""));
}

function prototypeKeys(): string {
  return [Object, Array, Function, Promise, Uint8Array]
    .map((made) => Reflect.ownKeys(made.prototype).map(String).join())
    .join(";");
}

let gc: ((how: object) => void) | null = null;
/**
 * A collection that also returns free memory to the system. Otherwise V8 moves free memory between its lists,
 * and it counts as used at one time and as free at another.
 */
function collectGarbage(): void {
  if (gc === null) {
    setFlagsFromString("--expose-gc");
    gc = runInNewContext("gc") as (how: object) => void;
  }
  gc({ type: "major", execution: "sync", flavor: "last-resort" });
}
