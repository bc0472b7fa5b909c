/**
 * Runs the services of a publisher whom the operator trusts like the node itself in the node's own process: the first wall alone, and
 * the event loop kept free. No process can be killed here, so nothing may take long: an event has less fuel than in a cell, a batch
 * ends where its turn does, and code is compiled beside the event loop.
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

/** About 4 ms of computing; the dearest host functions take some times as long for it. */
export const INLINE_FUEL_PER_EVENT = 16_000_000;

export class PacedInlineRunner implements Runner {
  readonly #inline = new InlineRunner();
  readonly #budget: LoopBudget;

  constructor(budget: LoopBudget) {
    this.#budget = budget;
  }

  async install(request: InstallRequest): Promise<InstallOutcome> {
    // Compiled on V8's own threads; a module of the same bytes that is made while this one lives shares its code.
    const compiled = await WebAssembly.compile(request.module).catch(() => null);
    const { limits } = request;
    const fuelPerEvent = Math.min(limits.fuelPerEvent, INLINE_FUEL_PER_EVENT);
    const outcome = await this.#budget.run(() =>
      this.#inline.install({ ...request, limits: { ...limits, fuelPerEvent } }),
    );
    // What does not compile for itself does not start either.
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

  /** Outcomes of the first events, as many as one turn has time for. */
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
