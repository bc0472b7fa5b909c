/**
 * Carries out the effects of one service's events: messages, replies, operations on records, timers,
 * emissions, log lines and counters, as far as the event's credit and the service's rates allow. Each effect
 * arrives after the writes of its event are on disk (sandbox/queue/service-queue.ts).
 */
import { E_QUOTA, E_REFUSED, E_UNAVAILABLE, OK } from "../../abi/abi.ts";
import type { Clock } from "../base/environment.ts";
import { Id } from "../base/id.ts";
import type { Log } from "../base/log.ts";
import type { Overlay, Response } from "../overlay/api.ts";
import type { CreditBudget, Effect, ServiceEvent } from "../sandbox/contract.ts";
import type { DropCause, Quota } from "../sandbox/queue/quota.ts";
import { budgetOf, charge, costOf, isCharged } from "./credit.ts";
import type { KnownNodes } from "./known-nodes.ts";
import { type Complete, RecordOperations, type RecordOperationsParts } from "./record-operations.ts";
import type { ReplyTokens } from "./reply-tokens.ts";
import type { ServiceTimers } from "./timers.ts";
import type { TrafficMeters } from "./traffic-meters.ts";

/**
 * A service's own events take at most this part of its credit for a second, so that the next event has some
 * too.
 */
const OWN_CREDIT_PART = 8;
/** If this amount for each message of the event is more than that part, the event gets this amount. */
const OWN_CREDIT_EACH = 16;

const EMPTY = new Uint8Array(0);
const NO_CHARGE = { acts: 0, each: 0 };
/** For the `complete` event of a request that was not sent for lack of credit. */
const EXHAUSTED: CreditBudget = { left: 0, isRefusal: true, isOwn: false };

export interface EffectContext extends RecordOperationsParts {
  readonly overlay: Overlay;
  readonly nodes: KnownNodes;
  readonly clock: Clock;
  readonly log: Log;
  /** Passes the payload to the subscribers of the service. */
  readonly emit: (service: Id, payload: Uint8Array) => void;
}

/** The service that the executor works for. */
interface EffectSource {
  readonly id: Id;
  readonly name: () => string;
  /** The version of the service, as messages carry it. */
  readonly version: () => number;
  readonly quota: Quota;
  /** The most credit that an event has here. */
  readonly creditMax: number;
  readonly replies: ReplyTokens;
  readonly timers: ServiceTimers;
  readonly traffic: TrafficMeters;
  readonly complete: Complete;
}

export class EffectExecutor {
  readonly #source: EffectSource;
  readonly #context: EffectContext;
  readonly #records: RecordOperations;
  readonly #metrics = new Map<string, bigint>();
  #requests = 0;

  constructor(source: EffectSource, context: EffectContext) {
    this.#source = source;
    this.#context = context;
    this.#records = new RecordOperations(source.id, context, source.complete);
  }

  /** The number of requests and operations on records that have not ended. */
  get underWay(): number {
    return this.#requests + this.#records.underWay;
  }

  /** The counters of the service, by name. */
  get metrics(): ReadonlyMap<string, bigint> {
    return this.#metrics;
  }

  /** `event`: the event that requested the effects. Null when `init` did. */
  carryOut(effects: readonly Effect[], event: ServiceEvent | null): void {
    const { quota } = this.#source;
    const cost = costOf(effects);
    const budget = budgetOf(event) ?? { left: 0, isRefusal: false, isOwn: true };
    if (cost.acts > 0 && budget.isOwn) this.#refill(budget, cost.acts);
    const { acts, each } = cost.acts === 0 ? NO_CHARGE : charge(budget, cost, event?.kind === "forward");
    let charged = 0;
    for (const effect of effects) {
      if (!isCharged(effect)) this.#execute(effect, budget, 0);
      else if (charged++ >= acts) this.#drop(effect, budget, "credit");
      else if (!quota.takeMessage(bytesOf(effect))) this.#drop(effect, budget, null);
      else this.#send(effect, budget, each);
    }
  }

  /** Fills the budget of an own event from the credit that the service has for its own events in a second. */
  #refill(budget: CreditBudget, acts: number): void {
    const { quota, creditMax } = this.#source;
    const part = Math.max(quota.rates.creditPerSecond / OWN_CREDIT_PART, acts * OWN_CREDIT_EACH);
    const wanted = Math.min(Math.floor(part), Math.max(creditMax, acts));
    if (budget.left < wanted) budget.left += quota.takeCredit(wanted - budget.left);
  }

  /**
   * Drops a message. If it expects a reply, the service gets a `complete` event with E_QUOTA. `cause` is null
   * when the drop was counted before.
   */
  #drop(effect: Effect, budget: CreditBudget, cause: DropCause | null): void {
    if (cause !== null) this.#source.quota.drop(cause);
    if (!("token" in effect)) return;
    // Two new requests for each refusal would never end without credit. What exceeds a rate was charged
    // before.
    if (cause === "credit" && budget.isRefusal) return;
    const { token } = effect;
    const next = cause === "credit" ? EXHAUSTED : budget;
    this.#context.clock.after(0, () => this.#source.complete(token, E_QUOTA, EMPTY, next));
  }

  #send(effect: Effect, budget: CreditBudget, credit: number): void {
    this.#source.traffic.addOut(bytesOf(effect), this.#context.clock.now());
    this.#execute(effect, budget, credit);
  }

  /** `budget`: for the `complete` event that follows. `credit`: carried by the message. */
  #execute(effect: Effect, budget: CreditBudget, credit: number): void {
    const { timers, quota, name, id } = this.#source;
    const { log, emit } = this.#context;
    switch (effect.kind) {
      case "route":
        return this.#route(effect, credit);
      case "send":
        return this.#sendDirectly(effect, credit);
      case "request":
        return this.#request(effect, budget, credit);
      case "respond":
        return this.#respond(effect);
      case "timerSet":
        return timers.set(effect.token, effect.delayMs);
      case "timerCancel":
        return timers.cancel(effect.token);
      case "emit":
        if (quota.takeEmission()) emit(id, effect.payload);
        return;
      case "log":
        if (quota.takeLogLine()) log.guest(`${name()} ${id.short}`, effect.level, effect.text);
        return;
      case "metric":
        return this.#count(effect);
      default:
        return this.#records.run(effect, budget);
    }
  }

  #route({ key, hint, payload }: Extract<Effect, { kind: "route" }>, credit: number): void {
    const { overlay, nodes } = this.#context;
    const { id, version } = this.#source;
    const first = hint === null ? null : nodes.find(hint);
    overlay.route(id, new Id(key), payload, {
      credit,
      serviceVersion: version(),
      ...(first === null ? {} : { hint: first }),
    });
  }

  #sendDirectly({ node, payload }: Extract<Effect, { kind: "send" }>, credit: number): void {
    const { overlay, nodes } = this.#context;
    const { id, version, quota } = this.#source;
    const to = nodes.find(node);
    if (to !== null) overlay.send(id, to, payload, credit, version());
    else quota.drop("unknown");
  }

  #request(effect: Extract<Effect, { kind: "request" }>, budget: CreditBudget, credit: number): void {
    const { token, key, payload, timeoutMs } = effect;
    const { id, version, complete } = this.#source;
    this.#requests++;
    const options = { timeoutMs, credit, serviceVersion: version() };
    this.#context.overlay.request(id, new Id(key), payload, options, (response) => {
      this.#requests--;
      complete(token, ...resultOf(response), budget);
    });
  }

  #respond({ token, payload }: Extract<Effect, { kind: "respond" }>): void {
    const { overlay, clock } = this.#context;
    const { replies, quota, traffic } = this.#source;
    const owed = replies.take(token);
    if (owed === null) return;
    if (quota.takeAnswer(payload.length)) {
      traffic.addReply(payload.length, clock.now());
      overlay.respond(owed.to, owed.requestId, owed.hops, payload);
    } else overlay.refuse(owed.to, owed.requestId);
  }

  #count({ name, value }: Extract<Effect, { kind: "metric" }>): void {
    const { quota } = this.#source;
    if (this.#metrics.has(name) || this.#metrics.size < quota.rates.metrics)
      this.#metrics.set(name, (this.#metrics.get(name) ?? 0n) + value);
    else quota.drop("metrics");
  }
}

/** The bytes that a message or an operation on a record carries. */
function bytesOf(effect: Effect): number {
  if ("payload" in effect) return effect.payload.length;
  switch (effect.kind) {
    case "storagePut":
    case "storagePutForm":
      return effect.field.length + effect.value.length;
    case "storageCas":
      return effect.value.length;
    default:
      return 0;
  }
}

function resultOf(response: Response): [status: number, payload: Uint8Array] {
  if (response.ok) return [OK, response.payload];
  return [response.reason === "refused" ? E_REFUSED : E_UNAVAILABLE, EMPTY];
}
