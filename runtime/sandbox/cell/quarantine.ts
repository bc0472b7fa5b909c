/**
 * Code that its cell has died of, again and again: it runs no more at this node for a while, under whichever name it comes and however
 * often it is installed. Code is named by its publisher and the hash of its module: what one publisher's cell does to code says nothing
 * of the same code in another's.
 */
import { dropOldest } from "../../base/bounded.ts";

/** So many deaths, each within DEATHS_MS of the one before, and it is held. */
const DEATHS_MAX = 3;
const DEATHS_MS = 600_000;
/** For how long at first; twice as long each time that it dies of it again. */
const HOLD_MS = 600_000;
const HOLD_MS_MAX = 86_400_000;
/** The oldest is forgotten: a publisher who goes on making new code that kills its cell finds it ever slower to start. */
const CODES_MAX = 4_096;

interface Record {
  deaths: number;
  diedMs: number;
  holdMs: number;
  untilMs: number;
}

export interface QuarantineState {
  readonly deaths: number;
  /** Until it is tried again. */
  readonly leftMs: number;
}

export class Quarantine {
  readonly #now: () => number;
  readonly #codes = new Map<string, Record>();

  /** `now`: milliseconds since some fixed moment. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** A cell has died while this code was what it worked on. */
  died(code: string): void {
    const nowMs = this.#now();
    const before = this.#codes.get(code);
    const isLate = before === undefined || nowMs - Math.max(before.diedMs, before.untilMs) > DEATHS_MS;
    const record = isLate ? { deaths: 0, diedMs: 0, holdMs: HOLD_MS, untilMs: 0 } : before;
    record.deaths++;
    record.diedMs = nowMs;
    if (record.deaths >= DEATHS_MAX) {
      record.untilMs = nowMs + record.holdMs;
      record.holdMs = Math.min(2 * record.holdMs, HOLD_MS_MAX);
    }
    this.#codes.delete(code);
    this.#codes.set(code, record);
    dropOldest(this.#codes, CODES_MAX);
  }

  /** Null: it may run. */
  stateOf(code: string): QuarantineState | null {
    const record = this.#codes.get(code);
    if (record === undefined || record.untilMs === 0) return null;
    const leftMs = record.untilMs - this.#now();
    return leftMs > 0 ? { deaths: record.deaths, leftMs } : null;
  }
}

/** How that is said to whoever asks why a service does not run. */
export function quarantineText({ deaths, leftMs }: QuarantineState): string {
  return `in quarantine: its cell has died ${deaths} times of this code; tried again in ${Math.ceil(leftMs / 1_000)} s`;
}
