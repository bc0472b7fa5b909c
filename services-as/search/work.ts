/** What the service has asked of others and waits for, tried again when it fails. */
import { message, node, time } from "prost/service";

const PAUSE_MS = 300;
/** Begun again at one timer: an event has room for 256 effects. */
const AGAIN_PER_EVENT = 200;

/** One request or operation of the storage. */
export abstract class Work {
  /** Tries left after this one. */
  triesLeft: i32 = 0;

  /** Asks; returns the token that `complete` will name, or a negative status when there is no room in this event. */
  abstract begin(): i64;
  /** It has ended, with what is now in the mailbox. False: try again. */
  abstract ended(status: i32): bool;
  /** It was tried often enough. */
  abstract gaveUp(): void;
}

const underWay = new Map<i64, Work>();
/** To be tried again. */
let again: Work[] = [];
let timerSet = false;

/** Begins, now or a little later. */
export function begin(work: Work): void {
  const token = work.begin();
  if (token < 0) retry(work);
  else underWay.set(token, work);
}

/** For `complete`. */
export function completed(): void {
  const token = message.token();
  // Asked for by an instance before this one.
  if (!underWay.has(token)) return;
  const work = underWay.get(token);
  underWay.delete(token);
  if (!work.ended(message.status())) retry(work);
}

/** For `timer`. */
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
