/**
 * A model of one record and its holders under the rules of the repair: months take seconds. Repair times are
 * drawn from those measured on the real overlay.
 */
import type { Random } from "../../runtime/base/environment.ts";
import { isLow } from "./expectation.ts";

export interface Measured {
  /** Times from the failure that left few copies to each new copy, in milliseconds. */
  readonly urgentMs: readonly number[];
  /** Times from the end of the grace period to the new copy, in milliseconds. */
  readonly beyondGraceMs: readonly number[];
}

interface ModelOptions {
  readonly copies: number;
  readonly sessionMs: number;
  readonly graceMs: number;
  readonly measured: Measured;
  readonly random: Random;
}

interface Life {
  /** When the last copy was lost; null: the record survived. */
  readonly lostMs: number | null;
  /** Time with each number of copies, in milliseconds. */
  readonly levelMs: readonly number[];
}

export function liveOn(forMs: number, { copies, sessionMs, graceMs, measured, random }: ModelOptions): Life {
  const levelMs = new Array<number>(copies + 1).fill(0);
  const drawn = (samples: readonly number[]) => samples[Math.floor(random.next() * samples.length)];
  /** When each missing copy will be repaired. */
  let due: number[] = [];
  const hurry = () => {
    due = due.map((ms) => Math.min(ms, nowMs + drawn(measured.urgentMs)));
  };
  let live = copies;
  let nowMs = 0;
  for (;;) {
    // Failures of holders, joins among the nearest nodes, and failures of other nodes nearby; all are memoryless.
    const events = live + copies + (copies - 1);
    const changeMs = nowMs - (sessionMs / events) * Math.log(1 - random.next());
    const dueMs = Math.min(...due);
    const nextMs = Math.min(changeMs, dueMs, forMs);
    levelMs[live] += nextMs - nowMs;
    nowMs = nextMs;
    if (nowMs >= forMs) return { lostMs: null, levelMs };
    if (dueMs <= changeMs) {
      due.splice(due.indexOf(dueMs), 1);
      live++;
      continue;
    }
    const which = random.next() * events;
    if (which < live) {
      live--;
      if (live === 0) return { lostMs: nowMs, levelMs };
      due.push(nowMs + graceMs + drawn(measured.beyondGraceMs));
      if (isLow(live, copies)) hurry();
    } else if (which < live + copies) {
      // A joining node does not know of absent holders, so it copies its records at once.
      if (due.length === 0) continue;
      due.splice(due.indexOf(Math.max(...due)), 1);
      live++;
    } else if (due.length > 0 && copies > 2) {
      // Another record has few copies left now, so nodes that store both records skip the grace period.
      hurry();
    }
  }
}
