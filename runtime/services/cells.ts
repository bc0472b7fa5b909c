/** The cells of this node: one for each publisher whose services run here. */
import { hexOf } from "../hex.ts";
import type { OverlayView, Runner, RunnerUsage } from "../sandbox/contract.ts";

export class Cells {
  readonly #make: (publisherKey: Uint8Array) => Runner;
  readonly #runners = new Map<string, Runner>();
  #view: OverlayView | null = null;

  /** `make` starts a publisher's cell; it must not fail (a runner reports its own troubles in its outcomes). */
  constructor(make: (publisherKey: Uint8Array) => Runner) {
    this.#make = make;
  }

  of(publisherKey: Uint8Array): Runner {
    const hex = hexOf(publisherKey);
    let runner = this.#runners.get(hex);
    if (runner === undefined) {
      runner = this.#make(publisherKey);
      if (this.#view !== null) runner.setView(this.#view);
      this.#runners.set(hex, runner);
    }
    return runner;
  }

  usage(publisherKey: Uint8Array): RunnerUsage | null {
    return this.#runners.get(hexOf(publisherKey))?.usage() ?? null;
  }

  setView(view: OverlayView): void {
    this.#view = view;
    for (const runner of this.#runners.values()) runner.setView(view);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#runners.values()].map((runner) => runner.close()));
    this.#runners.clear();
  }
}
