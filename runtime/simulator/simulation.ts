/**
 * Many nodes in one process, on virtual time: the overlay's own code with a simulated clock, randomness and
 * network. One seed gives one trace. For tests that drive single nodes; `World` is for churn and workloads.
 */
import { assert } from "../base/assert.ts";
import type { Clock, Random } from "../base/environment.ts";
import { Id, isCloser } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Overlay } from "../overlay/api.ts";
import type { OverlayOptions } from "../overlay/options.ts";
import { createOverlay } from "../overlay/pastry-node.ts";
import type { DelayModel } from "./delays.ts";
import { packetTrace } from "./packet-trace.ts";
import { seededRandom } from "./random.ts";
import { type NetworkFaults, SimulatedHandle, SimulatedNetwork } from "./simulated-network.ts";
import { TraceHash } from "./trace-hash.ts";
import { VirtualClock } from "./virtual-clock.ts";

/** Limit on the time of joins at the start, in virtual milliseconds. */
const JOIN_MS_MAX = 120_000;

export interface SimulationOptions {
  readonly nodes: number;
  readonly seed: number;
  /** The shares of packets that are lost, and that arrive twice. Default 0. */
  readonly lossRate?: number;
  readonly duplicateRate?: number;
  /** Mean one-way delay, default 40 ms; each packet takes between 0.5 and 1.5 times as long. */
  readonly meanDelayMs?: number;
  /** Replaces `meanDelayMs`. */
  readonly delays?: DelayModel;
  readonly overlay?: Partial<OverlayOptions>;
  /**
   * Called for each node before it joins, to register applications. `virtual`: the clock of the simulation,
   * which runs while the node is paused.
   */
  readonly onNode?: (node: SimulatedNode, virtual: VirtualClock) => void;
}

export interface SimulatedNode {
  readonly index: number;
  readonly handle: NodeHandle;
  readonly overlay: Overlay;
  readonly clock: Clock;
  readonly random: Random;
  readonly isAlive: () => boolean;
}

export class Simulation {
  readonly nodes: SimulatedNode[] = [];
  readonly clock = new VirtualClock();
  readonly network: SimulatedNetwork;
  readonly #random: Random;
  readonly #options: SimulationOptions;
  readonly #trace = new TraceHash();
  readonly #dead = new Set<number>();
  /** Overdue timers of each paused node. */
  readonly #paused = new Map<number, (() => void)[]>();
  /** When each paused node was paused. */
  readonly #pausedMs = new Map<number, number>();
  /** How far the clock of a node is ahead of virtual time. */
  readonly #aheadMs = new Map<number, number>();
  /** The callback of each node for pauses longer than `limitMs`. */
  readonly #pauses = new Map<number, { readonly limitMs: number; readonly notice: () => void }>();

  constructor(options: SimulationOptions) {
    this.#options = options;
    this.#random = seededRandom(options.seed);
    const faults: NetworkFaults = {
      lossRate: options.lossRate ?? 0,
      duplicateRate: options.duplicateRate ?? 0,
      meanDelayMs: options.meanDelayMs ?? 40,
    };
    this.network = new SimulatedNetwork(this.clock, seededRandom(options.seed ^ 0x5bd1e995), faults, {
      delays: options.delays,
      watch: packetTrace(this.#trace, this.clock),
    });
  }

  /** Adds a line to the trace hash. */
  trace(line: string): void {
    this.#trace.addTime(this.clock.now());
    this.#trace.addText(line);
  }

  /** Hash over all packets sent and lines added so far; equal for equal seeds. */
  get traceHash(): string {
    return this.#trace.hex;
  }

  get now(): number {
    return this.clock.now();
  }

  /** Adds a node, which joins through up to three active nodes. */
  add(id: Id = this.randomId()): SimulatedNode {
    const index = this.nodes.length;
    const random = seededRandom((this.#options.seed * 1_000_003 + index) >>> 0);
    const handle = new SimulatedHandle(id, `node-${index}:1`);
    const network = this.network.attach(handle);
    const clock = this.#clockOf(index);
    const onPause = (limitMs: number, notice: () => void) => this.#pauses.set(index, { limitMs, notice });
    const overlay = createOverlay(handle, { clock, random, network, onPause }, this.#options.overlay ?? {});
    const node: SimulatedNode = {
      index,
      handle,
      overlay,
      clock,
      random,
      isAlive: () => !this.#dead.has(index),
    };
    const active = this.alive().filter((other) => other.overlay.status === "active");
    const contacts = Array.from(
      { length: Math.min(3, active.length) },
      () => this.pick(active).handle.address,
    );
    this.nodes.push(node);
    this.#options.onNode?.(node, this.clock);
    overlay.join(contacts, () => this.trace(`active ${index}`));
    return node;
  }

  /** Timers of a crashed node still come due but do not run. Timers of a paused node run when it resumes. */
  #clockOf(index: number): Clock {
    return {
      now: () => this.clock.now() + (this.#aheadMs.get(index) ?? 0),
      after: (delayMs, callback) => {
        let isCancelled = false;
        const run = () => {
          if (!isCancelled && !this.#dead.has(index)) callback();
        };
        const cancel = this.clock.after(delayMs, () => {
          const waiting = this.#paused.get(index);
          if (waiting === undefined) run();
          else waiting.push(run);
        });
        return () => {
          isCancelled = true;
          cancel();
        };
      },
    };
  }

  /** Pauses the node's process, as SIGSTOP does: its timers and packets wait. */
  pause(index: number): void {
    this.trace(`pause ${index}`);
    this.#paused.set(index, []);
    this.#pausedMs.set(index, this.clock.now());
    this.network.pause(this.nodes[index].handle);
  }

  /** Resumes the process: first the packets that have arrived, then the overdue timers. */
  resume(index: number): void {
    this.trace(`resume ${index}`);
    const overdue = this.#paused.get(index) ?? [];
    this.#paused.delete(index);
    const pausedMs = this.clock.now() - (this.#pausedMs.get(index) ?? 0);
    const pause = this.#pauses.get(index);
    if (pause !== undefined && pausedMs > pause.limitMs) pause.notice();
    this.network.resume(this.nodes[index].handle);
    for (const run of overdue) run();
  }

  /**
   * Sets the node's clock ahead, as when a virtual machine is migrated or its clock is set. The node takes it
   * for a pause.
   */
  jumpAhead(index: number, ms: number): void {
    this.trace(`jump ${index} ${ms}`);
    this.#aheadMs.set(index, (this.#aheadMs.get(index) ?? 0) + ms);
    const pause = this.#pauses.get(index);
    if (pause !== undefined && ms > pause.limitMs) pause.notice();
  }

  /** Kills the node's process: other nodes see their links to it break. */
  kill(index: number): void {
    this.network.kill(this.nodes[index].handle);
    this.crash(index);
  }

  /** The node's machine fails: other nodes get no notice. */
  crash(index: number): void {
    assert(!this.#dead.has(index), "a node crashes once");
    this.trace(`crash ${index}`);
    this.#dead.add(index);
    this.network.detach(this.nodes[index].handle);
  }

  /** Graceful leave. */
  leave(index: number): void {
    this.nodes[index].overlay.leave();
    this.crash(index);
  }

  alive(): readonly SimulatedNode[] {
    return this.nodes.filter(({ index }) => !this.#dead.has(index));
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.#random.next() * items.length)];
  }

  randomId(): Id {
    return new Id(this.#random.bytes(32));
  }

  /** Advances virtual time by `ms`. */
  run(ms: number): void {
    const untilMs = this.clock.now() + ms;
    while (this.clock.step(untilMs));
    this.clock.advanceTo(untilMs);
  }

  /**
   * Runs until the condition holds; false if it does not hold within `maxMs`. The condition is evaluated after
   * each event, or, if that is too expensive, every `everyMs` of virtual time.
   */
  runUntil(condition: () => boolean, maxMs: number, everyMs: number | null = null): boolean {
    const untilMs = this.clock.now() + maxMs;
    while (!condition()) {
      if (this.clock.now() >= untilMs) return false;
      if (everyMs !== null) this.run(Math.min(everyMs, untilMs - this.clock.now()));
      else if (!this.clock.step(untilMs)) this.clock.advanceTo(untilMs);
    }
    return true;
  }

  /** As `runUntil`, for layers that use promises: promises of one event settle before the next event runs. */
  async runUntilAsync(condition: () => boolean, maxMs: number): Promise<boolean> {
    const untilMs = this.clock.now() + maxMs;
    for (;;) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (condition()) return true;
      if (!this.clock.step(untilMs)) break;
    }
    this.clock.advanceTo(untilMs);
    return condition();
  }

  async runAsync(ms: number): Promise<void> {
    await this.runUntilAsync(() => false, ms);
  }

  /** Advances virtual time until the promise settles. Rejects if it does not within `maxMs`. */
  async settle<Value>(promise: Promise<Value>, maxMs = 120_000): Promise<Value> {
    let isDone = false;
    const done = () => {
      isDone = true;
    };
    promise.then(done, done);
    if (!(await this.runUntilAsync(() => isDone, maxMs)))
      throw new Error(`the promise has not settled after ${maxMs} ms of virtual time`);
    return promise;
  }

  /** The live node closest to the key. */
  trueRoot(key: Id): SimulatedNode {
    return this.alive().reduce((best, node) => (isCloser(key, node.handle.id, best.handle.id) ? node : best));
  }

  /** Number of members that are missing, dead or wrong in the leaf sets of all live nodes. */
  leafSetErrors(): number {
    const ring = [...this.alive()].sort((a, b) => (a.handle.id.hex < b.handle.id.hex ? -1 : 1));
    const side = this.#options.overlay?.leafSide ?? 16;
    let errors = 0;
    ring.forEach((node, at) => {
      const truth = new Set<string>();
      for (let step = 1; step <= Math.min(side, ring.length - 1); step++) {
        truth.add(ring[(at + step) % ring.length].handle.id.hex);
        truth.add(ring[(at - step + ring.length) % ring.length].handle.id.hex);
      }
      const members = node.overlay.neighborSet(Number.MAX_SAFE_INTEGER).map(({ id }) => id.hex);
      errors += members.filter((hex) => !truth.has(hex)).length;
      errors += [...truth].filter((hex) => !members.includes(hex)).length;
    });
    return errors;
  }
}

/** Starts the nodes, and runs until all have joined. */
export function createSimulation(options: SimulationOptions): Simulation {
  const simulation = new Simulation(options);
  for (let i = 0; i < options.nodes; i++) {
    const { overlay } = simulation.add();
    // The first nodes join one by one, the others in groups of eight: an existing overlay admits several at once.
    if (i < 8 || i % 8 === 7) simulation.runUntil(() => overlay.status === "active", JOIN_MS_MAX);
  }
  const allActive = simulation.runUntil(
    () => simulation.nodes.every(({ overlay }) => overlay.status === "active"),
    JOIN_MS_MAX,
  );
  assert(allActive, "all nodes of a simulation join in time");
  return simulation;
}
