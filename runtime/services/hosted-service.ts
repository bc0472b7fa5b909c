/**
 * One service at this node: turns messages into events of its queue, and forward results into messages. Its
 * effects are carried out by effect-executor.ts.
 */
import { E_UNAVAILABLE, PAYLOAD_BYTES_MAX } from "../../abi/abi.ts";
import { hexOf } from "../base/hex.ts";
import { Id } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Package } from "../deployment/package.ts";
import type { RoutedMessage } from "../overlay/api.ts";
import type {
  CreditBudget,
  Effect,
  InstallOutcome,
  Outcome,
  RuleKind,
  Runner,
  ServiceEvent,
} from "../sandbox/contract.ts";
import type { Drops, Quota, ServiceRates } from "../sandbox/queue/quota.ts";
import type { ServiceQueue, ServiceQueueOptions, UpgradeOutcome } from "../sandbox/queue/service-queue.ts";
import { budgetOf, chargeForwarded, costOf } from "./credit.ts";
import { type EffectContext, EffectExecutor } from "./effect-executor.ts";
import { type DirectMessage, EventFactory, type EventFactoryParts, visibleVersion } from "./event-factory.ts";
import type { RegistryEntry } from "./registry.ts";
import { type OwedReply, ReplyTokens } from "./reply-tokens.ts";
import { type RuleResult, ruleEvent, ruleResult } from "./rules.ts";
import { ServiceTimers } from "./timers.ts";
import { type TrafficCounts, TrafficMeters } from "./traffic-meters.ts";

/**
 * How long a version without a snapshot may finish its open requests and replies, while messages wait for the
 * next version; and the period of the check, in milliseconds.
 */
const DRAIN_MS = 2_000;
const DRAIN_POLL_MS = 5;
/** More tokens than the runner issues to one instance, however often the instance is made again. */
const TOKENS_PER_INSTANCE = 1n << 48n;

const EMPTY = new Uint8Array(0);

/** The surroundings of a service at this node. */
export interface ServiceContext extends EffectContext, EventFactoryParts {}

interface ServiceTraffic extends TrafficCounts {
  readonly drops: Drops;
  /** Timers that are set. */
  readonly timers: number;
}

export class HostedService {
  readonly #context: ServiceContext;
  readonly #quota: Quota;
  readonly #events: EventFactory;
  readonly #replies: ReplyTokens;
  readonly #timers: ServiceTimers;
  readonly #effects: EffectExecutor;
  readonly #traffic = new TrafficMeters();
  #package: Package;
  #queue: ServiceQueue | null = null;
  #exports: ReadonlySet<string> = new Set();
  /** Calls of `keepAwake` that have not been released. */
  #keptAwake = 0;
  /** The instance was ended: events that still arrive for it are dropped. */
  #isAsleep = false;
  /** The first token of this instance. */
  #firstToken = 1n;
  /**
   * Completions of lower tokens belong to an instance that has ended. An instance with a restored snapshot
   * gets the completions of the old version too.
   */
  #completionsFrom = 1n;

  /** `creditMax`: the most credit that an event has here, whatever its message carried. */
  constructor(what: Package, context: ServiceContext, quota: Quota, creditMax: number) {
    this.#package = what;
    this.#context = context;
    this.#quota = quota;
    this.#events = new EventFactory(context, creditMax);
    this.#replies = new ReplyTokens(context.clock);
    this.#timers = new ServiceTimers(context.clock, quota.rates.timers, (token) =>
      this.#offer(this.#events.timer(token), () => {}),
    );
    this.#effects = new EffectExecutor(
      {
        id: what.serviceId,
        name: () => this.#package.manifest.name,
        version: () => this.#version,
        quota,
        creditMax,
        replies: this.#replies,
        timers: this.#timers,
        traffic: this.#traffic,
        complete: (token, status, payload, budget) => this.#complete(token, status, payload, budget),
      },
      context,
    );
  }

  /**
   * To be called once, before any other method. `exports`: the functions that the module exports for the
   * node.
   */
  attach(queue: ServiceQueue, exports: readonly string[]): void {
    this.#queue = queue;
    this.#exports = new Set(exports);
  }

  /** The package that runs. Its module is empty while the service sleeps. */
  get package(): Package {
    return this.#package;
  }

  get queue(): ServiceQueue | null {
    return this.#queue;
  }

  get rates(): ServiceRates {
    return this.#quota.rates;
  }

  get traffic(): ServiceTraffic {
    const nowMs = this.#context.clock.now();
    return {
      ...this.#traffic.read(nowMs),
      drops: this.#quota.drops,
      timers: this.#timers.count,
    };
  }

  /** The counters of the service, by name. */
  get metrics(): ReadonlyMap<string, bigint> {
    return this.#effects.metrics;
  }

  get hasForward(): boolean {
    return this.#exports.has("forward");
  }

  get exports(): ReadonlySet<string> {
    return this.#exports;
  }

  /** No event runs or waits: the instance can end now. */
  get isIdle(): boolean {
    return this.#queue?.isIdle ?? false;
  }

  /** Nothing but the memory of the instance would be lost if it ended now. */
  get isQuiet(): boolean {
    return (
      this.#keptAwake === 0 &&
      this.#timers.count === 0 &&
      this.#effects.underWay === 0 &&
      !this.#replies.hasOwed &&
      this.isIdle
    );
  }

  /** The service is not quiet until the returned function is called. */
  keepAwake(): () => void {
    let isKept = true;
    this.#keptAwake++;
    return () => {
      if (isKept) this.#keptAwake--;
      isKept = false;
    };
  }

  /**
   * Ends the instance. To be called only while the service is idle. Its timers end, and the replies that it
   * owes become refusals.
   */
  sleep(): void {
    this.#isAsleep = true;
    this.#timers.clear();
    for (const reply of this.#replies.takeAll()) this.#refuse(reply);
    this.#queue?.sleep();
    this.#package = { ...this.#package, module: EMPTY };
  }

  /** The first token for the next instance: no token of this instance is as high. */
  get tokensAfter(): bigint {
    return BigInt.asUintN(62, this.#firstToken + TOKENS_PER_INSTANCE);
  }

  /** Makes a new instance of the same version. */
  async wake(
    what: Package,
    runner: Runner,
    install: ServiceQueueOptions["install"],
  ): Promise<InstallOutcome> {
    if (this.#queue === null) return { ok: false, fault: "lost", detail: "it was never attached" };
    // Before the outcome: the effects of `init` are carried out first.
    this.#isAsleep = false;
    this.#firstToken = install.firstToken;
    this.#completionsFrom = install.firstToken;
    const outcome = await this.#queue.wake(runner, install);
    if (outcome.ok && outcome.init.ok) this.#package = what;
    return outcome;
  }

  /** Replaces this version by a newer one, which exports `exports`. Messages wait meanwhile. */
  async upgrade(
    what: Package,
    exports: ReadonlySet<string>,
    install: ServiceQueueOptions["install"],
  ): Promise<UpgradeOutcome> {
    if (this.#queue === null || this.#isAsleep)
      return { ok: false, fault: "lost", detail: "it does not run", heldMs: 0 };
    return this.#queue.upgrade({
      install,
      takesSnapshot: this.#exports.has("snapshot") && exports.has("restore"),
      event: this.#events.snapshot(this.#version),
      owed: () => this.#begun(),
      settled: () => this.#drained(),
      done: (names, hasRestored) => this.#replaced(what, names, install.firstToken, hasRestored),
    });
  }

  #replaced(what: Package, exports: readonly string[], firstToken: bigint, hasRestored: boolean): void {
    this.#package = what;
    this.#exports = new Set(exports);
    this.#firstToken = firstToken;
    this.#timers.clear();
    if (hasRestored) return;
    this.#completionsFrom = firstToken;
    for (const token of this.#begun()) {
      const owed = this.#replies.take(token);
      if (owed !== null) this.#refuse(owed);
    }
  }

  /** Tokens of unanswered messages whose events have begun; the other messages wait for the next instance. */
  #begun(): readonly bigint[] {
    return this.#replies.tokens(this.#queue?.waitingTokens() ?? new Set());
  }

  /** Resolves when the service waits for no completion and owes no reply, or when its time is up. */
  async #drained(): Promise<void> {
    const { clock } = this.#context;
    const untilMs = clock.now() + DRAIN_MS;
    while (clock.now() < untilMs && (this.#effects.underWay > 0 || this.#begun().length > 0))
      await new Promise<void>((resolve) => void clock.after(DRAIN_POLL_MS, resolve));
  }

  /** Returns true when the message is queued: it then continues or ends after its event. */
  forward(message: RoutedMessage, next: NodeHandle): boolean {
    this.#remember(message);
    const token = this.#replies.issue(replyTo(message));
    const event = this.#events.forward(message, next, token);
    const isQueued = this.#offer(event, (outcome) => {
      if (outcome.ok && outcome.verdict?.stop === true) return;
      this.#replies.take(token);
      if (outcome.ok) this.#resume(message, outcome, event.budget);
      else this.#context.overlay.resume(message);
    });
    if (!isQueued) this.#replies.take(token);
    return isQueued;
  }

  /** The message continues, changed as `forward` has decided. */
  #resume(message: RoutedMessage, { verdict, effects }: Outcome & { ok: true }, budget: CreditBudget): void {
    const { overlay, nodes } = this.#context;
    if (verdict === null) return overlay.resume(message);
    const { key, payload } = verdict;
    const next = verdict.next === null ? null : nodes.find(verdict.next);
    const cost = costOf(effects);
    overlay.resume(message, {
      ...(cost.acts === 0 ? {} : { credit: chargeForwarded(budget, cost) }),
      ...(key === null ? {} : { key: new Id(key) }),
      ...(payload === null ? {} : { payload, serviceVersion: this.#version }),
      ...(next === null ? {} : { next }),
    });
  }

  deliver(message: RoutedMessage): void {
    this.#remember(message);
    this.#deliver(replyTo(message), (token) => this.#events.deliver(message, token));
  }

  direct(message: DirectMessage): void {
    this.#context.nodes.remember(message.from);
    const { from, requestId } = message;
    this.#deliver({ to: from, requestId, hops: 1 }, (token) => this.#events.direct(message, token));
  }

  #deliver(reply: OwedReply, eventOf: (token: bigint) => ServiceEvent): void {
    const token = this.#replies.issue(reply);
    const refuse = () => {
      if (this.#replies.take(token) !== null) this.#refuse(reply);
    };
    const isQueued = this.#offer(eventOf(token), (outcome) => {
      if (!outcome.ok) refuse();
    });
    if (!isQueued) refuse();
  }

  /** The service may send to these nodes later: it knows their ids, the overlay needs their addresses. */
  #remember({ origin, previous }: RoutedMessage): void {
    const { nodes } = this.#context;
    nodes.remember(origin);
    nodes.remember(previous);
  }

  #refuse({ to, requestId }: OwedReply): void {
    this.#context.overlay.refuse(to, requestId);
  }

  update(node: NodeHandle, joined: boolean): void {
    if (this.#exports.has("update")) this.#offer(this.#events.update(node, joined), () => {});
  }

  /**
   * Evaluates a rule of the service on a value. `origin`: the node that writes the value. Null when a replica
   * checks a copy.
   */
  evaluateRule(
    kind: RuleKind,
    key: Uint8Array,
    payload: Uint8Array,
    origin: Uint8Array | null,
  ): Promise<RuleResult> {
    if (!this.#exports.has("merge"))
      return Promise.resolve({ ok: false, reason: "refused", detail: "its service merges no values" });
    // A service without `validate` accepts all values.
    if (!this.#exports.has(kind)) return Promise.resolve({ ok: true, answer: EMPTY });
    const queue = this.#isAsleep ? null : this.#queue;
    const event = ruleEvent(kind, key, payload, origin);
    return new Promise((resolve) => {
      const isQueued = queue?.offer(event, (outcome) => resolve(ruleResult(kind, outcome))) ?? false;
      if (!isQueued) resolve({ ok: false, reason: "unavailable", detail: "its service takes nothing now" });
    });
  }

  /** Ends the service: no further event runs. */
  stop(): void {
    this.#timers.clear();
    this.#queue?.stop();
  }

  /** `event`: the event that requested the effects. Null when `init` did. */
  carryOut(effects: readonly Effect[], event: ServiceEvent | null): void {
    this.#effects.carryOut(effects, event);
  }

  #offer(event: ServiceEvent, done: (outcome: Outcome) => void): boolean {
    if (this.#queue === null || this.#isAsleep) return false;
    if (event.payload.length > PAYLOAD_BYTES_MAX) {
      this.#quota.drop("large");
      return false;
    }
    if (budgetOf(event) !== undefined) this.#traffic.addIn(event.payload.length, this.#context.clock.now());
    return this.#queue.offer(event, (outcome) => {
      // A fault ends the instance, and its timers with it.
      if (!outcome.ok) this.#timers.clear();
      done(outcome);
    });
  }

  /** `budget`: that of the event that requested the operation. */
  #complete(token: bigint, status: number, payload: Uint8Array, budget: CreditBudget): void {
    if (!this.#exports.has("complete") || token < this.#completionsFrom) return;
    if (this.#offer(this.#events.complete(token, status, payload, budget), () => {})) return;
    // The queue may have room for the status alone.
    if (payload.length > 0) this.#complete(token, E_UNAVAILABLE, EMPTY, budget);
  }

  /** The version as messages carry it and services see it. */
  get #version(): number {
    return visibleVersion(this.#package.manifest.version);
  }
}

function replyTo({ origin, requestId, hops }: RoutedMessage): OwedReply {
  return { to: origin, requestId, hops };
}

/** The facts about a service that the registry stores. */
export function installedOf({ package: what, exports }: HostedService): RegistryEntry {
  const { rootId, name, version, label, capabilities } = what.manifest;
  return {
    rootId: hexOf(rootId),
    name,
    version,
    label,
    codeHash: what.codeHash,
    capabilities,
    exports: [...exports],
  };
}
