/**
 * One record and its holders by the rules of the repair, at the level of who holds a copy: months take seconds. How long things take is drawn from what
 * was measured on the real thing.
 */
import type { Random } from "../../runtime/base/environment.ts";
import { isLow } from "./expectation.ts";

export interface Measured {
  /** From the failure that left few copies until each of the next ones was made, in milliseconds. */
  readonly urgentMs: readonly number[];
  /** By how much longer than the grace period a copy was missing that was made after it, in milliseconds. */
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
  /** When the last copy was gone; null: it was there in the end. */
  readonly lostMs: number | null;
  /** For how long it had so many copies, by their number. */
  readonly levelMs: readonly number[];
}

export function liveOn(forMs: number, { copies, sessionMs, graceMs, measured, random }: ModelOptions): Life {
  const levelMs = new Array<number>(copies + 1).fill(0);
  const drawn = (samples: readonly number[]) => samples[Math.floor(random.next() * samples.length)];
  /** When each missing copy will have been made. */
  let due: number[] = [];
  const hurry = () => {
    due = due.map((ms) => Math.min(ms, nowMs + drawn(measured.urgentMs)));
  };
  let live = copies;
  let nowMs = 0;
  for (;;) {
    // Failures of holders, nodes that come among the nearest, and failures of others near by; none remembers how long it has been.
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
      // Who comes knows of nobody who is away: it copies what it should have.
      if (due.length === 0) continue;
      due.splice(due.indexOf(Math.max(...due)), 1);
      live++;
    } else if (due.length > 0 && copies > 2) {
      // Of some record beside this one so many are away now that those who hold both do not wait.
      hurry();
    }
  }
}
