/**
 * Many nodes in one process, on virtual time: the overlay's own code with a simulated clock, chance and network.
 * One seed gives one trace.
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

/** How long nodes may take to join at the start, in virtual milliseconds. */
const JOIN_MS_MAX = 120_000;

export interface SimulationOptions {
  readonly nodes: number;
  readonly seed: number;
  /** The share of packets that are lost, or come twice. */
  readonly lossRate?: number;
  readonly duplicateRate?: number;
  /** One way, uniform between half and one and a half times as much. */
  readonly meanDelayMs?: number;
  /** Left out: uniform, as `meanDelayMs` says. */
  readonly delays?: DelayModel;
  readonly overlay?: Partial<OverlayOptions>;
  /** Called for each node before it joins: to register applications. `virtual`: the clock that goes on when the node stands still. */
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
  /** Of nodes that stand still, the timers that have come due. */
  readonly #paused = new Map<number, (() => void)[]>();

  /** When each stood still. */
  readonly #pausedMs = new Map<number, number>();
  /** By how much the clocks of nodes are ahead. */
  readonly #aheadMs = new Map<number, number>();
  /** What nodes want to know of their standing still. */
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

  /** Adds to what the hash is of. */
  trace(line: string): void {
    this.#trace.addTime(this.clock.now());
    this.#trace.addText(line);
  }

  /** Of everything that was sent so far; equal for equal seeds. */
  get traceHash(): string {
    return this.#trace.hex;
  }

  get now(): number {
    return this.clock.now();
  }

  /** A new node; it joins through up to three that live. */
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

  /** A crashed node's timers still come due, and must not run; those of one that stands still run when it goes on. */
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

  /** The node's process stands still, as under SIGSTOP: nothing of it runs, and what comes to it waits. */
  pause(index: number): void {
    this.trace(`pause ${index}`);
    this.#paused.set(index, []);
    this.#pausedMs.set(index, this.clock.now());
    this.network.pause(this.nodes[index].handle);
  }

  /** It goes on, first with the packets that have come and then with the timers that are overdue. */
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

  /** The node's clock jumps ahead while it runs, as when its machine was moved or sets the clock: to the node it looks like a pause. */
  jumpAhead(index: number, ms: number): void {
    this.trace(`jump ${index} ${ms}`);
    this.#aheadMs.set(index, (this.#aheadMs.get(index) ?? 0) + ms);
    const pause = this.#pauses.get(index);
    if (pause !== undefined && ms > pause.limitMs) pause.notice();
  }

  /** The node's process is killed: the others see their links to it break. */
  kill(index: number): void {
    this.network.kill(this.nodes[index].handle);
    this.crash(index);
  }

  /** Its machine is gone, without a word to the others. */
  crash(index: number): void {
    assert(!this.#dead.has(index), "a node crashes once");
    this.trace(`crash ${index}`);
    this.#dead.add(index);
    this.network.detach(this.nodes[index].handle);
  }

  /** With a word to the others. */
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

  /** Lets so much virtual time pass. */
  run(ms: number): void {
    const untilMs = this.clock.now() + ms;
    while (this.clock.step(untilMs));
    this.clock.advanceTo(untilMs);
  }

  /**
   * Until the condition holds; false when it does not within `maxMs`. It is looked at after each event, or, where that would
   * take longer than what it looks at, every so many virtual milliseconds.
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

  /** As `runUntil`, for layers that use promises: each step's are kept before the next. */
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

  /** Lets virtual time pass until the promise is kept. Rejects when it is not within `maxMs`. */
  async settle<Value>(promise: Promise<Value>, maxMs = 120_000): Promise<Value> {
    let isDone = false;
    const done = () => {
      isDone = true;
    };
    promise.then(done, done);
    if (!(await this.runUntilAsync(() => isDone, maxMs)))
      throw new Error(`still waiting after ${maxMs} ms of virtual time`);
    return promise;
  }

  /** The live node that a message for the key should reach. */
  trueRoot(key: Id): SimulatedNode {
    return this.alive().reduce((best, node) => (isCloser(key, node.handle.id, best.handle.id) ? node : best));
  }

  /** Differences between the leaf sets of all live nodes and the truth: members that are missing, dead or wrong. */
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
      const held = node.overlay.neighborSet(Number.MAX_SAFE_INTEGER).map(({ id }) => id.hex);
      errors += held.filter((hex) => !truth.has(hex)).length;
      errors += [...truth].filter((hex) => !held.includes(hex)).length;
    });
    return errors;
  }
}

/** Starts the nodes, each when the one before has joined, and lets the overlay come to rest. */
export function createSimulation(options: SimulationOptions): Simulation {
  const simulation = new Simulation(options);
  for (let i = 0; i < options.nodes; i++) {
    const { overlay } = simulation.add();
    // The first few one by one, then in waves: an overlay can take many at a time, but not before there is one.
    if (i < 8 || i % 8 === 7) simulation.runUntil(() => overlay.status === "active", JOIN_MS_MAX);
  }
  const allActive = simulation.runUntil(
    () => simulation.nodes.every(({ overlay }) => overlay.status === "active"),
    JOIN_MS_MAX,
  );
  assert(allActive, "all nodes of a simulation join");
  return simulation;
}
