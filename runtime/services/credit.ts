/**
 * How credit is spent (CREDIT_MAX of overlay/api.ts says what credit is). A message that comes in fills a purse. Each message
 * that its event sends costs one, and takes a share along: what is left is divided equally among the messages, the purse
 * itself where an answer is expected, whose `complete` event goes on with the same purse, and the incoming message where it
 * goes on after `forward`. By induction no more messages follow from an event than its purse held. Operations on records cost
 * one each and carry nothing: they are no events of other services.
 */
import type { Effect, Purse } from "../sandbox/contract.ts";

/** What an event asks for, as far as it costs. */
export interface Cost {
  /** Paid for, one each: messages and operations on records. */
  readonly acts: number;
  /** Those that carry credit. */
  readonly carriers: number;
  /** Some `complete` will follow. */
  readonly isContinued: boolean;
}

export interface Payment {
  /** So many of the event's acts are paid for, the first ones. */
  readonly acts: number;
  /** What each message carries. */
  readonly each: number;
}

/** Answers are not paid for: there is one at the most for each message. */
export function isPaid({ kind }: Effect): boolean {
  switch (kind) {
    case "route":
    case "send":
    case "request":
    case "storagePut":
    case "storageGet":
    case "storageRemove":
    case "storagePutForm":
    case "storageGetForm":
    case "storageListForm":
    case "storageCas":
    case "storageRead":
    case "storageList":
      return true;
    default:
      return false;
  }
}

export function costOf(effects: readonly Effect[]): Cost {
  let acts = 0;
  let carriers = 0;
  let isContinued = false;
  for (const effect of effects) {
    if (!isPaid(effect)) continue;
    acts++;
    if (effect.kind === "route" || effect.kind === "send" || effect.kind === "request") carriers++;
    if (effect.kind !== "route" && effect.kind !== "send") isContinued = true;
  }
  return { acts, carriers, isContinued };
}

/** Takes the price from the purse. `goesOn`: a share is kept for the message that the event was about. */
export function pay(purse: Purse, { acts, carriers, isContinued }: Cost, goesOn: boolean): Payment {
  const paid = Math.min(acts, purse.left);
  const kept = isContinued || goesOn ? 1 : 0;
  const each = carriers === 0 ? 0 : Math.floor((purse.left - paid) / (carriers + kept));
  purse.left -= paid + carriers * each;
  return { acts: paid, each };
}

/** What the message that `forward` lets go on takes along. What else followed from it may need the other half. */
export function payOnward(purse: Purse, { isContinued }: Cost): number {
  const credit = isContinued ? Math.floor(purse.left / 2) : purse.left;
  purse.left -= credit;
  return credit;
}
