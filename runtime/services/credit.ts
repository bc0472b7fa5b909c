/**
 * How credit is spent (CREDIT_MAX of overlay/api.ts defines it). A message that arrives fills the credit
 * budget of its event. Each message that the event sends costs one and carries a share: the rest is divided
 * equally among these messages, the budget itself if a reply is expected (the `complete` event continues with
 * it), and the message that arrived if it continues after `forward`. By induction, no more messages follow
 * from an event than its budget held. Operations on records cost one each and carry nothing: they cause no
 * events of other services.
 */
import { type CreditBudget, type Effect, isMessage, type ServiceEvent } from "../sandbox/contract.ts";

/** The charged effects of an event. */
interface CreditCost {
  /** Effects that cost one each: messages and operations on records. */
  readonly acts: number;
  /** The number of those effects that carry credit. */
  readonly carriers: number;
  /** A `complete` event will follow. */
  readonly isContinued: boolean;
}

interface CreditCharge {
  /** How many of the event's acts the budget covers: the first ones. */
  readonly acts: number;
  /** The credit that each message carries. */
  readonly each: number;
}

/** Replies cost nothing: there is at most one for each message. */
export function isCharged({ kind }: Effect): boolean {
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

export function costOf(effects: readonly Effect[]): CreditCost {
  let acts = 0;
  let carriers = 0;
  let isContinued = false;
  for (const effect of effects) {
    if (!isCharged(effect)) continue;
    acts++;
    if (effect.kind === "route" || effect.kind === "send" || effect.kind === "request") carriers++;
    if (effect.kind !== "route" && effect.kind !== "send") isContinued = true;
  }
  return { acts, carriers, isContinued };
}

/** Takes the cost from the budget. `isForwarded`: a share is kept for the message that the event is about. */
export function charge(
  budget: CreditBudget,
  { acts, carriers, isContinued }: CreditCost,
  isForwarded: boolean,
): CreditCharge {
  const charged = Math.min(acts, budget.left);
  const kept = isContinued || isForwarded ? 1 : 0;
  const each = carriers === 0 ? 0 : Math.floor((budget.left - charged) / (carriers + kept));
  budget.left -= charged + carriers * each;
  return { acts: charged, each };
}

/**
 * The credit that a message carries on after `forward`: half of it stays if a `complete` event will follow.
 */
export function chargeForwarded(budget: CreditBudget, { isContinued }: CreditCost): number {
  const credit = isContinued ? Math.floor(budget.left / 2) : budget.left;
  budget.left -= credit;
  return credit;
}

/**
 * The budget of an event that a message with this credit causes. `creditMax`: the most that this node
 * accepts.
 */
export function carriedBudget(credit: number, creditMax: number): CreditBudget {
  return { left: Math.min(credit, creditMax), isRefusal: false, isOwn: false };
}

/** The budget that arrived with the event. Undefined when the service's own credit is charged. */
export function budgetOf(event: ServiceEvent | null): CreditBudget | undefined {
  if (event === null) return undefined;
  return isMessage(event) || event.kind === "complete" ? event.budget : undefined;
}
