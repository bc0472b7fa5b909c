/**
 * Shares a publisher's cell among its services: a runner in front of the cell that asks the node's scheduler
 * for each timeslice, and keeps timeslices short by running only the first events of a batch.
 *
 * An event cannot be interrupted, so a service with long events still delays the others of its cell for as
 * long as an event takes. A service that takes more than its share of a cell is moved once, to the
 * publisher's side cell, a process of its own. It begins there as after a fault: with its store, without its
 * memory and its timers.
 */
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
import { InstalledServices, idHex, type RegisteringRunner, takeTokens } from "./installed-services.ts";
import type { Flow, Scheduler } from "./scheduler.ts";

/**
 * A timeslice in a cell with several services, and in a cell with one, in milliseconds: how long others may
 * come to wait.
 */
const SLICE_MS = 1;
const SLICE_ALONE_MS = 10;
/** A service is moved when it has taken more than BUSY_MS of a shared cell within WINDOW_MS. */
const WINDOW_MS = 1_000;
const BUSY_MS = 100;
/**
 * Weights of a new measurement in the expected time of an event, where it is lower and where it is higher.
 */
const SMOOTHING = 0.1;
const SMOOTHING_UP = 0.5;

interface FairRunnerOptions {
  /** The cell. Its registry, if it has one, is also that of this runner. */
  readonly cell: Runner & Partial<RegisteringRunner>;
  /**
   * Starts the side cell when it is needed, with the same registry. Null: busy services stay where they are.
   */
  readonly makeSideCell: ((services: InstalledServices) => Runner) | null;
  readonly scheduler: Scheduler;
  /** The weight of a service, by its id in hex. Default: 1. */
  readonly weightOf?: (serviceId: string) => number;
  /** Milliseconds since some fixed moment. */
  readonly now: () => number;
  /** For a cell in this process: resolves when the event loop has done its other work. */
  readonly pause?: () => Promise<void>;
}

/** A service's use of its cell. */
interface Share {
  flow: Flow;
  expectedMs: number;
  windowMs: number;
  busyMs: number;
}

export class FairRunner implements RegisteringRunner {
  readonly services: InstalledServices;
  readonly #options: FairRunnerOptions;
  /** By the service's id in hex. */
  readonly #shares = new Map<string, Share>();
  #side: Runner | null = null;
  #view: OverlayView | null = null;
  /** Time in the cell since the last pause, in milliseconds. */
  #sincePauseMs = 0;

  constructor(options: FairRunnerOptions) {
    this.#options = options;
    this.services = options.cell.services ?? new InstalledServices();
  }

  async install(request: InstallRequest): Promise<InstallOutcome> {
    const { cell, now } = this.#options;
    const before = this.services.get(request.serviceId);
    const outcome = await cell.install(request);
    if (!outcome.ok) return outcome;
    // A newer version begins in the common cell.
    if (before !== undefined && before.runner !== cell) before.runner.uninstall(request.serviceId);
    this.services.set(request, cell);
    const hex = idHex(request.serviceId);
    this.#shares.set(hex, { flow: this.#flow(cell, hex), expectedMs: 0, windowMs: now(), busyMs: 0 });
    return outcome;
  }

  uninstall(serviceId: Uint8Array): void {
    const runner = this.#runnerOf(serviceId);
    runner.uninstall(serviceId);
    this.services.delete(serviceId, runner);
    this.#shares.delete(idHex(serviceId));
  }

  setView(view: OverlayView): void {
    this.#view = view;
    this.#options.cell.setView(view);
    this.#side?.setView(view);
  }

  async run(serviceId: Uint8Array, events: readonly ServiceEvent[]): Promise<readonly Outcome[]> {
    const { cell, now, pause } = this.#options;
    const share = this.#shares.get(idHex(serviceId));
    if (share === undefined) return cell.run(serviceId, events);
    if (this.#isBusy(share, serviceId)) await this.#move(share, serviceId);
    const { flow } = share;
    const runner = this.#runnerOf(serviceId);
    const wait = flow.start();
    if (wait !== null) await wait;
    const slice = this.#cut(share, runner, events);
    const startMs = now();
    let outcomes: readonly Outcome[] = [];
    try {
      outcomes = await runner.run(serviceId, slice);
    } finally {
      const tookMs = now() - startMs;
      this.#sincePauseMs += tookMs;
      this.#note(share, tookMs, outcomes.length);
      flow.end(tookMs);
    }
    if (pause !== undefined && this.#sincePauseMs > SLICE_ALONE_MS) {
      this.#sincePauseMs = 0;
      await pause();
    }
    return outcomes;
  }

  async memory(serviceId: Uint8Array): Promise<MemoryOutcome> {
    const runner = this.#runnerOf(serviceId);
    return (await runner.memory?.(serviceId)) ?? { ok: false, detail: "its cell does not show its memory" };
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
  isInSideCell(serviceId: Uint8Array): boolean {
    return this.#side !== null && this.#runnerOf(serviceId) === this.#side;
  }

  async close(): Promise<void> {
    const { cell, scheduler } = this.#options;
    const runners = [cell, ...(this.#side === null ? [] : [this.#side])];
    await Promise.all(runners.map((runner) => runner.close()));
    for (const runner of runners) scheduler.forget(runner);
  }

  #runnerOf(serviceId: Uint8Array): Runner {
    return this.services.get(serviceId)?.runner ?? this.#options.cell;
  }

  #flow(runner: Runner, hex: string): Flow {
    const { scheduler, weightOf } = this.#options;
    return scheduler.join(runner, weightOf?.(hex) ?? 1);
  }

  #cut({ expectedMs }: Share, runner: Runner, events: readonly ServiceEvent[]): readonly ServiceEvent[] {
    const sliceMs = this.services.isShared(runner) ? SLICE_MS : SLICE_ALONE_MS;
    const count = Math.max(1, Math.floor(sliceMs / Math.max(expectedMs, 1e-6)));
    return count >= events.length ? events : events.slice(0, count);
  }

  #note(share: Share, tookMs: number, events: number): void {
    const perEventMs = tookMs / Math.max(1, events);
    const weight = perEventMs > share.expectedMs ? SMOOTHING_UP : SMOOTHING;
    share.expectedMs += weight * (perEventMs - share.expectedMs);
    const nowMs = this.#options.now();
    if (nowMs - share.windowMs >= WINDOW_MS) {
      share.windowMs = nowMs;
      share.busyMs = 0;
    }
    share.busyMs += tookMs;
  }

  #isBusy({ busyMs }: Share, serviceId: Uint8Array): boolean {
    const { cell, makeSideCell } = this.#options;
    return (
      makeSideCell !== null &&
      busyMs > BUSY_MS &&
      this.#runnerOf(serviceId) === cell &&
      this.services.isShared(cell)
    );
  }

  async #move(share: Share, serviceId: Uint8Array): Promise<void> {
    const service = this.services.get(serviceId);
    if (service === undefined) return;
    const side = this.#sideCell();
    const request = { ...service.request, firstToken: takeTokens(service), isLazy: true };
    const outcome = await side.install(request);
    // A service that cannot be moved stays, and the next attempt is a window later.
    share.busyMs = 0;
    const hex = idHex(serviceId);
    if (!outcome.ok || this.#shares.get(hex) !== share) {
      if (outcome.ok) side.uninstall(serviceId);
      return;
    }
    this.services.set(request, side);
    this.#options.cell.uninstall(serviceId);
    share.flow = this.#flow(side, hex);
  }

  #sideCell(): Runner {
    const { cell, makeSideCell } = this.#options;
    if (this.#side !== null || makeSideCell === null) return this.#side ?? cell;
    this.#side = makeSideCell(this.services);
    if (this.#view !== null) this.#side.setView(this.#view);
    return this.#side;
  }
}
