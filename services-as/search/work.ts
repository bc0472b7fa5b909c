/** Pending requests and storage operations, which are tried again if they fail. */
import { message, node, time } from "prost/service";

const PAUSE_MS = 300;
/** Maximum number of attempts in one event: an event may have 256 effects. */
const AGAIN_PER_EVENT = 200;

/** A request or a storage operation. */
export abstract class Work {
  /** Number of further attempts. */
  triesLeft: i32 = 0;

  /** Starts the work. Returns its token, or a negative status if this event has no room for it. */
  abstract begin(): i64;
  /** Handles the result in the mailbox. Returns false to try again. */
  abstract ended(status: i32): bool;
  /** All attempts have failed. */
  abstract gaveUp(): void;
}

const underWay = new Map<i64, Work>();
/** Work for another attempt. */
let again: Work[] = [];
let timerSet = false;

/** Starts work now, or a little later. */
export function begin(work: Work): void {
  const token = work.begin();
  if (token < 0) retry(work);
  else underWay.set(token, work);
}

/** To be called by `complete`. */
export function completed(): void {
  const token = message.token();
  // Started by an earlier instance.
  if (!underWay.has(token)) return;
  const work = underWay.get(token);
  underWay.delete(token);
  if (!work.ended(message.status())) retry(work);
}

/** To be called by `timer`. */
export function resume(): void {
  timerSet = false;
  const due = again;
  again = [];
  for (let i = 0; i < due.length; i++) {
    if (i < AGAIN_PER_EVENT) begin(due[i]);
    else again.push(due[i]);
  }
  if (again.length > 0) wake();
}

function retry(work: Work): void {
  if (work.triesLeft-- <= 0) {
    node.count("given up");
    work.gaveUp();
    return;
  }
  node.count("tried again");
  again.push(work);
  wake();
}

function wake(): void {
  if (!timerSet) timerSet = time.after(PAUSE_MS) >= 0;
}
