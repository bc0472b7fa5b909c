/**
 * The quarantine for code during which cells died several times: it does not run at this node for a while,
 * under any name and however often it is installed. Code is named by its publisher and the hash of its
 * module, so one publisher's cell proves nothing about the same code in another publisher's cell.
 */
import { dropOldest } from "../../base/bounded.ts";

/**
 * After this many deaths, each within DEATHS_MS milliseconds of the one before, the code is in quarantine.
 */
const DEATHS_MAX = 3;
const DEATHS_MS = 600_000;
/** Length of the first quarantine, in milliseconds; each further death doubles it. */
const CODE_QUARANTINE_MS = 600_000;
const CODE_QUARANTINE_MS_MAX = 86_400_000;
/**
 * Maximum number of remembered codes. Beyond it the oldest is forgotten. A publisher that keeps making new
 * code is slowed by the restart delay of its cell.
 */
const CODES_MAX = 4_096;

interface Deaths {
  count: number;
  lastMs: number;
  nextQuarantineMs: number;
  untilMs: number;
}

export interface QuarantineState {
  readonly deaths: number;
  /** Milliseconds until the code may run again. */
  readonly leftMs: number;
}

export class Quarantine {
  readonly #now: () => number;
  readonly #codes = new Map<string, Deaths>();

  /** `now`: milliseconds since some fixed moment. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** A cell died while it ran this code. */
  died(code: string): void {
    const nowMs = this.#now();
    const before = this.#codes.get(code);
    const isForgiven = before === undefined || nowMs - Math.max(before.lastMs, before.untilMs) > DEATHS_MS;
    const deaths = isForgiven
      ? { count: 0, lastMs: 0, nextQuarantineMs: CODE_QUARANTINE_MS, untilMs: 0 }
      : before;
    deaths.count++;
    deaths.lastMs = nowMs;
    if (deaths.count >= DEATHS_MAX) {
      deaths.untilMs = nowMs + deaths.nextQuarantineMs;
      deaths.nextQuarantineMs = Math.min(2 * deaths.nextQuarantineMs, CODE_QUARANTINE_MS_MAX);
    }
    this.#codes.delete(code);
    this.#codes.set(code, deaths);
    dropOldest(this.#codes, CODES_MAX);
  }

  /** The quarantine of the code. Null when the code may run. */
  stateOf(code: string): QuarantineState | null {
    const deaths = this.#codes.get(code);
    if (deaths === undefined || deaths.untilMs === 0) return null;
    const leftMs = deaths.untilMs - this.#now();
    return leftMs > 0 ? { deaths: deaths.count, leftMs } : null;
  }
}

/** The reason why a service does not run, for people. */
export function quarantineText({ deaths, leftMs }: QuarantineState): string {
  const seconds = Math.ceil(leftMs / 1_000);
  return `in quarantine: its cell died ${deaths} times while it ran this code; it may run again in ${seconds} s`;
}
