/**
 * A publisher's services, each with its share: a runner in front of the publisher's cell that asks the node's scheduler for each
 * turn, and keeps turns short by running only the first events of a batch.
 *
 * An event cannot be interrupted, so a service whose events take long would still hold up the others of its cell for as long. One
 * that takes more than its part of a cell that it shares is moved to the publisher's side cell, a process of its own, once, and
 * begins there as after a fault: with its store, without its memory and its timers.
 */
import { hexOf } from "../../base/hex.ts";
import type {
  InstallOutcome,
  InstallRequest,
  MemoryOutcome,
  Outcome,
  OverlayView,
  Runner,
  RunnerUsage,
  ServiceEvent,
} from "../contract.ts";
import { LiveTimers } from "./live-timers.ts";
import type { Flow, Scheduler } from "./scheduler.ts";

/** A turn in a cell that others share, and in one that nobody shares, in milliseconds: what others may come to wait for. */
const TURN_MS = 1;
const TURN_ALONE_MS = 10;
/** How much of a shared cell's time a service may take before it is moved: so long in each window, in milliseconds. */
const WINDOW_MS = 1_000;
const BUSY_MS = 100;
/** How much of a new measurement goes into what an event is expected to take; what is higher counts at once. */
const SMOOTHING = 0.1;
/** Tokens of a service that was moved begin far from those it had; the glue counts them as numbers, so they stay below 2^53. */
const MOVED_TOKENS = 1n << 52n;

export interface FairRunnerOptions {
  readonly cell: Runner;
  /** Starts the side cell, when it is needed. Null: there is none, and greedy services stay where they are. */
  readonly makeSideCell: (() => Runner) | null;
  readonly scheduler: Scheduler;
  /** Of the service of that id, in hex; 1 is usual. */
  readonly weightOf?: (serviceId: string) => number;
  /** Milliseconds since some fixed moment. */
  readonly now: () => number;
  /** For cells that are this very process: resolves when what else the process has to do has had its turn. */
  readonly pause?: () => Promise<void>;
}

interface Installed {
  readonly request: InstallRequest;
  readonly timers: LiveTimers;
  runner: Runner;
  flow: Flow;
  expectedMs: number;
  windowMs: number;
  busyMs: number;
}

export class FairRunner implements Runner {
  readonly #options: FairRunnerOptions;
  readonly #services = new Map<string, Installed>();
  #side: Runner | null = null;
  #view: OverlayView | null = null;
  /** That the process has not had for anything else, where the cell is this process. */
  #heldMs = 0;

  constructor(options: FairRunnerOptions) {
    this.#options = options;
  }

  async install(request: InstallRequest): Promise<InstallOutcome> {
    const { cell, now } = this.#options;
    const hex = hexOf(request.serviceId);
    const before = this.#services.get(hex);
    const outcome = await cell.install(request);
    if (!outcome.ok) return outcome;
    // A newer version begins in the cell that all share.
    if (before !== undefined && before.runner !== cell) before.runner.uninstall(request.serviceId);
    const timers = new LiveTimers();
    timers.follow([], [outcome.init]);
    const flow = this.#flow(cell, hex);
    const nowMs = now();
    this.#services.set(hex, {
      request,
      timers,
      runner: cell,
      flow,
      expectedMs: 0,
      windowMs: nowMs,
      busyMs: 0,
    });
    return outcome;
  }

  uninstall(serviceId: Uint8Array): void {
    const hex = hexOf(serviceId);
    (this.#services.get(hex)?.runner ?? this.#options.cell).uninstall(serviceId);
    this.#services.delete(hex);
  }

  setView(view: OverlayView): void {
    this.#view = view;
    this.#options.cell.setView(view);
    this.#side?.setView(view);
  }

  async run(serviceId: Uint8Array, events: readonly ServiceEvent[]): Promise<readonly Outcome[]> {
    const { cell, now, pause } = this.#options;
    const service = this.#services.get(hexOf(serviceId));
    if (service === undefined) return cell.run(serviceId, events);
    if (this.#isHog(service)) await this.#move(service);
    const { flow } = service;
    const wait = flow.start();
    if (wait !== null) await wait;
    const turn = this.#cut(service, events);
    const startMs = now();
    let outcomes: readonly Outcome[] = [];
    try {
      outcomes = await service.runner.run(serviceId, turn);
    } finally {
      const tookMs = now() - startMs;
      this.#heldMs += tookMs;
      this.#note(service, tookMs, outcomes.length);
      flow.end(tookMs);
    }
    if (pause !== undefined && this.#heldMs > TURN_ALONE_MS) {
      this.#heldMs = 0;
      await pause();
    }
    return service.timers.follow(turn, outcomes);
  }

  async memory(serviceId: Uint8Array): Promise<MemoryOutcome> {
    const runner = this.#services.get(hexOf(serviceId))?.runner ?? this.#options.cell;
    return (await runner.memory?.(serviceId)) ?? { ok: false, detail: "its cell does not tell" };
  }

  usage(): RunnerUsage {
    const main = this.#options.cell.usage();
    const side = this.#side?.usage();
    if (side === undefined) return main;
    return {
      ...main,
      rssBytes: main.rssBytes + side.rssBytes,
      restarts: main.restarts + side.restarts,
    };
  }

  /** Whether the service was moved to the side cell. */
  isAside(serviceId: Uint8Array): boolean {
    return this.#services.get(hexOf(serviceId))?.runner === this.#side && this.#side !== null;
  }

  async close(): Promise<void> {
    const { cell, scheduler } = this.#options;
    const runners = [cell, ...(this.#side === null ? [] : [this.#side])];
    await Promise.all(runners.map((runner) => runner.close()));
    for (const runner of runners) scheduler.forget(runner);
  }

  #flow(runner: Runner, hex: string): Flow {
    const { scheduler, weightOf } = this.#options;
    return scheduler.join(runner, weightOf?.(hex) ?? 1);
  }

  #isShared(runner: Runner): boolean {
    let count = 0;
    for (const service of this.#services.values()) if (service.runner === runner && ++count > 1) return true;
    return false;
  }

  #cut(service: Installed, events: readonly ServiceEvent[]): readonly ServiceEvent[] {
    const turnMs = this.#isShared(service.runner) ? TURN_MS : TURN_ALONE_MS;
    const count = Math.max(1, Math.floor(turnMs / Math.max(service.expectedMs, 1e-6)));
    return count >= events.length ? events : events.slice(0, count);
  }

  #note(service: Installed, tookMs: number, events: number): void {
    const perEventMs = tookMs / Math.max(1, events);
    const share = perEventMs > service.expectedMs ? 0.5 : SMOOTHING;
    service.expectedMs += share * (perEventMs - service.expectedMs);
    const nowMs = this.#options.now();
    if (nowMs - service.windowMs >= WINDOW_MS) {
      service.windowMs = nowMs;
      service.busyMs = 0;
    }
    service.busyMs += tookMs;
  }

  #isHog(service: Installed): boolean {
    return (
      this.#options.makeSideCell !== null &&
      service.busyMs > BUSY_MS &&
      service.runner === this.#options.cell &&
      this.#isShared(service.runner)
    );
  }

  async #move(service: Installed): Promise<void> {
    const { cell, makeSideCell } = this.#options;
    const { request, timers } = service;
    if (makeSideCell === null) return;
    if (this.#side === null) {
      this.#side = makeSideCell();
      if (this.#view !== null) this.#side.setView(this.#view);
    }
    const side = this.#side;
    const moved = { ...request, firstToken: request.firstToken + MOVED_TOKENS, isLazy: true };
    const outcome = await side.install(moved);
    // It stays where it is when it cannot be moved, and is not tried again for a window.
    service.busyMs = 0;
    if (!outcome.ok || this.#services.get(hexOf(request.serviceId)) !== service) {
      if (outcome.ok) side.uninstall(request.serviceId);
      return;
    }
    cell.uninstall(request.serviceId);
    timers.instanceGone();
    service.runner = side;
    service.flow = this.#flow(side, hexOf(request.serviceId));
  }
}
