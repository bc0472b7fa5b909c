/**
 * The runners of this node: one cell for each publisher with services awake here. One started cell without a
 * publisher is kept ready, so that the next publisher's service does not wait for a process to start.
 */

import type { Clock } from "../base/environment.ts";
import { hexOf } from "../base/hex.ts";
import type { OverlayView, Runner, RunnerUsage } from "../sandbox/contract.ts";

/**
 * How long a cell lasts after its last service has gone to sleep, in milliseconds: another service of the
 * publisher may wake.
 */
const LINGER_MS = 2_000;
/** The delay before the spare cell is started, in milliseconds: the publisher's services have precedence. */
const SPARE_MS = 1_000;

/** A runner that can be started before its publisher is known. */
export interface SpareRunner extends Runner {
  /** Starts its process. */
  warm(): void;
  /** Names the runner by its publisher, for the log. */
  rename(name: string): void;
}

export interface CellsOptions {
  readonly clock: Clock;
  /**
   * Makes the runner of a publisher, from the spare cell if there is one. It must not throw: a runner reports
   * its failures in its outcomes. Closing the runner closes the spare cell too.
   */
  readonly make: (rootId: Uint8Array, spare: SpareRunner | null) => Runner;
  /**
   * Makes a runner in this process for a publisher that the operator trusts like the node itself; null for
   * all others.
   */
  readonly inline?: (rootId: Uint8Array) => Runner | null;
  /** Makes the spare cell. Default, or null: no cell is kept ready. */
  readonly spare?: (() => SpareRunner) | null;
}

interface Cell {
  readonly runner: Runner;
  readonly isInline: boolean;
  /** The number of services awake in the cell. */
  services: number;
  stopEnding: (() => void) | null;
}

export class Cells {
  readonly #options: CellsOptions;
  readonly #cells = new Map<string, Cell>();
  #view: OverlayView | null = null;
  #spare: SpareRunner | null = null;
  #stopSpare: (() => void) | null = null;
  /** Runners that are being closed. */
  readonly #ending = new Set<Promise<void>>();
  #services = 0;
  #isClosed = false;

  constructor(options: CellsOptions) {
    this.#options = options;
  }

  /** The runner for one more service of the publisher; call `leave` when the service no longer runs in it. */
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

  /** The runner of the publisher. Null when the publisher has no cell. */
  runnerOf(rootId: Uint8Array): Runner | null {
    return this.#cells.get(hexOf(rootId))?.runner ?? null;
  }

  /** One service of the publisher has left its runner. The cell ends LINGER_MS after the last service. */
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

  /** The number of services that have entered and not left. */
  get services(): number {
    return this.#services;
  }

  /** Null when the publisher has no cell. */
  usage(rootId: Uint8Array): RunnerUsage | null {
    return this.#cells.get(hexOf(rootId))?.runner.usage() ?? null;
  }

  /** Whether services of the publisher are awake in this process. */
  isInline(rootId: Uint8Array): boolean {
    return this.#cells.get(hexOf(rootId))?.isInline ?? false;
  }

  /** The number of services awake in this process. */
  get inlineServices(): number {
    let count = 0;
    for (const { isInline, services } of this.#cells.values()) if (isInline) count += services;
    return count;
  }

  /** The resident memory of each cell. `publisher`: the publisher's id in hex. */
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

/** The name of a publisher's cell in the log. */
export function nameOf(rootId: Uint8Array): string {
  return hexOf(rootId).slice(0, 8);
}
