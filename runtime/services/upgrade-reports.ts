/**
 * The result of the last upgrade of each service at this node. It tells the operator why an old version still
 * runs.
 */
import { dropOldest } from "../base/bounded.ts";
import type { Id } from "../base/id.ts";

/** Maximum number of reports. Beyond it the oldest is dropped. */
const REPORTS_MAX = 4_096;

export interface UpgradeReport {
  readonly fromVersion: number;
  readonly toVersion: number;
  /** Milliseconds since 1970. */
  readonly atMs: number;
  /** The time during which messages waited and no event of the service ran, in milliseconds. */
  readonly heldMs: number;
  readonly ok: boolean;
  /** The new version has restored the memory snapshot of the old version. */
  readonly hasRestored: boolean;
  /** Why the old version still runs. Empty when it does not. */
  readonly detail: string;
}

export class UpgradeReports {
  readonly #reports = new Map<string, UpgradeReport>();

  add(service: Id, report: UpgradeReport): void {
    this.#reports.delete(service.hex);
    this.#reports.set(service.hex, report);
    dropOldest(this.#reports, REPORTS_MAX);
  }

  /** Null when there is no report. */
  last(service: Id): UpgradeReport | null {
    return this.#reports.get(service.hex) ?? null;
  }
}
