/**
 * The runners of this node: one cell for each publisher whose services are awake here, and none for the others. One started cell
 * without a publisher is kept ready, so that a service whose cell has ended does not wait for a process to start.
 */

import type { Clock } from "../base/environment.ts";
import { hexOf } from "../base/hex.ts";
import type { OverlayView, Runner, RunnerUsage } from "../sandbox/contract.ts";

/** A cell whose last service has gone to sleep ends after this long: another of its services may wake. */
const LINGER_MS = 2_000;
/** Before the spare is started: what its publisher's services do first is not to wait for it. */
const SPARE_MS = 1_000;

/** A runner that can be started before it is known whose services it will run. */
export interface SpareRunner extends Runner {
  /** Starts its process. */
  warm(): void;
  /** For the log: whose it is. */
  rename(name: string): void;
}

export interface CellsOptions {
  readonly clock: Clock;
  /**
   * Makes a publisher's runner, of the spare where there is one. It must not fail: a runner reports its own troubles in its outcomes.
   * Closing it closes the spare as well.
   */
  readonly make: (rootId: Uint8Array, spare: SpareRunner | null) => Runner;
  /** Makes the runner, in this process, of a publisher whom the operator trusts like the node itself; null: of none. */
  readonly inline?: (rootId: Uint8Array) => Runner | null;
  /** Makes a runner for whichever publisher comes next; null: none is kept ready. */
  readonly spare?: (() => SpareRunner) | null;
}

interface Cell {
  readonly runner: Runner;
  readonly isInline: boolean;
  /** Services that are awake in it. */
  services: number;
  stopEnding: (() => void) | null;
}

export class Cells {
  readonly #options: CellsOptions;
  readonly #cells = new Map<string, Cell>();
  #view: OverlayView | null = null;
  #spare: SpareRunner | null = null;
  #stopSpare: (() => void) | null = null;
  /** Runners that are ending. */
  readonly #ending = new Set<Promise<void>>();
  #services = 0;
  #isClosed = false;

  constructor(options: CellsOptions) {
    this.#options = options;
  }

  /** The runner for one more service of the publisher; `leave` when that service is gone from it. */
  enter(rootId: Uint8Array): Runner {
    const hex = hexOf(rootId);
    let cell = this.#cells.get(hex);
    if (cell === undefined) {
      const inline = this.#options.inline?.(rootId) ?? null;
      const runner = inline ?? this.#cellFor(rootId);
      cell = { runner, isInline: inline !== null, services: 0, stopEnding: null };
      if (this.#view !== null) cell.runner.setView(this.#view);
      this.#cells.set(hex, cell);
    }
    cell.stopEnding?.();
    cell.stopEnding = null;
    cell.services++;
    this.#services++;
    return cell.runner;
  }

  /** Of the publisher's services that are awake; null when none is. */
  runnerOf(rootId: Uint8Array): Runner | null {
    return this.#cells.get(hexOf(rootId))?.runner ?? null;
  }

  leave(rootId: Uint8Array): void {
    const hex = hexOf(rootId);
    const cell = this.#cells.get(hex);
    if (cell === undefined) return;
    this.#services--;
    if (--cell.services > 0 || this.#isClosed) return;
    cell.stopEnding = this.#options.clock.after(LINGER_MS, () => {
      this.#cells.delete(hex);
      this.#end(cell.runner);
    });
  }

  /** That have entered and not left. */
  get services(): number {
    return this.#services;
  }

  /** Null: none of the publisher's services is awake. */
  usage(rootId: Uint8Array): RunnerUsage | null {
    return this.#cells.get(hexOf(rootId))?.runner.usage() ?? null;
  }

  /** Whether services of the publisher are awake in this very process. */
  isInline(rootId: Uint8Array): boolean {
    return this.#cells.get(hexOf(rootId))?.isInline ?? false;
  }

  /** Services that are awake in this very process. */
  get inlineServices(): number {
    let count = 0;
    for (const { isInline, services } of this.#cells.values()) if (isInline) count += services;
    return count;
  }

  /** Publishers by their key in hex, with the resident memory of their cells. */
  *memory(): Iterable<{ publisher: string; rssBytes: number }> {
    for (const [publisher, { runner }] of this.#cells) {
      yield { publisher, rssBytes: runner.usage().rssBytes };
    }
  }

  setView(view: OverlayView): void {
    this.#view = view;
    for (const { runner } of this.#cells.values()) runner.setView(view);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stopSpare?.();
    for (const { runner, stopEnding } of this.#cells.values()) {
      stopEnding?.();
      this.#end(runner);
    }
    this.#cells.clear();
    if (this.#spare !== null) this.#end(this.#spare);
    this.#spare = null;
    await Promise.all(this.#ending);
  }

  #cellFor(rootId: Uint8Array): Runner {
    const { make, spare = null } = this.#options;
    if (spare === null) return make(rootId, null);
    const taken = this.#spare;
    this.#spare = null;
    this.#keepSpare(spare);
    taken?.rename(nameOf(rootId));
    return make(rootId, taken);
  }

  #keepSpare(spare: () => SpareRunner): void {
    if (this.#stopSpare !== null) return;
    this.#stopSpare = this.#options.clock.after(SPARE_MS, () => {
      this.#stopSpare = null;
      this.#spare ??= spare();
      this.#spare.warm();
    });
  }

  #end(runner: Runner): void {
    const ending = runner.close().finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }
}

/** How a publisher's cell is called in the log. */
export function nameOf(rootId: Uint8Array): string {
  return hexOf(rootId).slice(0, 8);
}
