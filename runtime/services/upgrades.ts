/** How the last upgrade of each service at this node went, for whoever asks why an old version still runs. */
import { dropOldest } from "../base/bounded.ts";
import type { Id } from "../base/id.ts";

/** Services that are remembered; those whose last upgrade is longest ago are forgotten. */
const REPORTS_MAX = 4_096;

export interface UpgradeReport {
  readonly fromVersion: number;
  readonly toVersion: number;
  /** Milliseconds since 1970. */
  readonly atMs: number;
  /** For so long messages waited and nothing of the service ran. */
  readonly heldMs: number;
  readonly ok: boolean;
  /** The new version was given what the old one had in memory, beside its store. */
  readonly hasRestored: boolean;
  /** Why the old version goes on; "" when it does not. */
  readonly detail: string;
}

export class Upgrades {
  readonly #reports = new Map<string, UpgradeReport>();

  note(service: Id, report: UpgradeReport): void {
    this.#reports.delete(service.hex);
    this.#reports.set(service.hex, report);
    dropOldest(this.#reports, REPORTS_MAX);
  }

  last(service: Id): UpgradeReport | null {
    return this.#reports.get(service.hex) ?? null;
  }
}
