/**
 * Runs services in the node's own process, with the first layer of isolation only (WebAssembly): for
 * publishers that the operator trusts like the node itself. A service in this process cannot be killed, and
 * it blocks the event loop while it runs, so it may not run long: an event has less fuel than in a cell, a
 * batch ends at a fixed amount of fuel, and code is compiled outside of the event loop's thread.
 */
import type {
  InstallOutcome,
  InstallRequest,
  Outcome,
  OverlayView,
  Runner,
  RunnerUsage,
  ServiceEvent,
} from "../contract.ts";
import { InlineRunner } from "./inline-runner.ts";
import type { LoopBudget } from "./loop-budget.ts";

/** About 4 ms of computing; the most expensive host functions take a few times as long for the same fuel. */
export const INLINE_FUEL_PER_EVENT = 16_000_000;

export class PacedInlineRunner implements Runner {
  readonly #inline = new InlineRunner();
  readonly #budget: LoopBudget;

  constructor(budget: LoopBudget) {
    this.#budget = budget;
  }

  async install(request: InstallRequest): Promise<InstallOutcome> {
    // V8 compiles on its own threads. While this module lives, another module of the same bytes shares its
    // code, so the glue's compilation costs no time.
    const compiled = await WebAssembly.compile(request.module).catch(() => null);
    const { limits } = request;
    const fuelPerEvent = Math.min(limits.fuelPerEvent, INLINE_FUEL_PER_EVENT);
    const outcome = await this.#budget.run(() =>
      this.#inline.install({ ...request, limits: { ...limits, fuelPerEvent } }),
    );
    // A module that does not compile here must not start, whatever the glue reports.
    return compiled === null && outcome.ok
      ? { ok: false, fault: "trap", detail: "the module does not compile" }
      : outcome;
  }

  uninstall(serviceId: Uint8Array): void {
    this.#inline.uninstall(serviceId);
  }

  setView(view: OverlayView): void {
    this.#inline.setView(view);
  }

  /** Resolves with the outcomes of the events of one batch, up to its limits. */
  async run(serviceId: Uint8Array, events: readonly ServiceEvent[]): Promise<readonly Outcome[]> {
    return this.#budget.run(() => this.#inline.run(serviceId, events));
  }

  usage(): RunnerUsage {
    return this.#inline.usage();
  }

  close(): Promise<void> {
    return this.#inline.close();
  }
}
