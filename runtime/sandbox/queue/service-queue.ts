/**
 * The run queue of one service at this node: a bounded inbox in front of the service's runner. While one
 * batch of events runs, the next one gathers. The writes of a batch are on disk before any of its effects
 * takes place.
 */
import type { LocalStore } from "../../storage/local/local-store.ts";
import {
  type Effect,
  type Fault,
  type InstallOutcome,
  type InstallRequest,
  isRule,
  type Outcome,
  type Runner,
  type ServiceEvent,
  type SnapshotEvent,
} from "../contract.ts";
import { EventMeter, type EventUsage } from "./event-meter.ts";
import { FaultBackoff } from "./fault-backoff.ts";
import { Inbox } from "./inbox.ts";
import { type Pace, QuotaWait } from "./quota-wait.ts";
import { StoreSpace } from "./store-space.ts";

/** Maximum number of events in one batch, and of bytes of their payloads. */
const BATCH_EVENTS_MAX = 128;
const BATCH_BYTES_MAX = 2 * 1024 * 1024;
/** Maximum size of the effects of a batch, in bytes. It keeps the frame of outcomes within its limit. */
const BATCH_EFFECT_BYTES_MAX = 24 * 1024 * 1024;

export interface ServiceQueueOptions {
  readonly runner: Runner;
  readonly store: LocalStore;
  /** The service's own space of the local store. */
  readonly space: string;
  readonly install: Omit<InstallRequest, "readStore">;
  /** Called with the effects of an event when its writes are on disk. `event` is null for `init`. */
  readonly onEffects: (effects: readonly Effect[], event: ServiceEvent | null) => void;
  /** Milliseconds since some fixed moment. */
  readonly now: () => number;
  /**
   * Called when the service is installed, before any write or effect of its `init`. Resolves to null, or to
   * the reason why the service may not run. Default: the service may run.
   */
  readonly mayAct?: () => Promise<string | null>;
  /** The service's quota. Default: no quota. */
  readonly pace?: Pace;
}

export interface ServiceUsage extends EventUsage {
  readonly storeBytes: number;
  readonly queued: number;
  /** Events wait because the quota of a second is used up. */
  readonly isThrottled: boolean;
  /** How often events had to wait. */
  readonly throttled: number;
  /** Milliseconds until the service takes messages again, after faults in a row; 0 when it takes them. */
  readonly restMs: number;
  /** The rest is a quarantine, since all events of the service have faulted for long. */
  readonly isQuarantined: boolean;
}

/** How a newer version replaces the one that runs. */
export interface UpgradePlan {
  readonly install: ServiceQueueOptions["install"];
  /** The old version has `snapshot` and the new one `restore`. */
  readonly takesSnapshot: boolean;
  /** The event that requests the old version's snapshot; its `version` is the old one's. */
  readonly event: SnapshotEvent;
  /** Tokens of messages that the old version has not answered. */
  readonly owed: () => readonly bigint[];
  /**
   * Called only without a snapshot. Resolves when the old version waits for no completion, or when its time
   * for that is over.
   */
  readonly settled: () => Promise<void>;
  /** Called when the new version runs, before the effects of its `init`. */
  readonly done: (exports: readonly string[], hasRestored: boolean) => void;
}

type ReplaceOutcome =
  | { readonly ok: true; readonly hasRestored: boolean }
  | { readonly ok: false; readonly fault: Fault; readonly detail: string };

/** `heldMs`: how long no event of the service ran. */
export type UpgradeOutcome = ReplaceOutcome & { readonly heldMs: number };

interface QueuedEvent {
  readonly event: ServiceEvent;
  readonly done: (outcome: Outcome) => void;
}

export class ServiceQueue {
  #options: ServiceQueueOptions;
  readonly #space: StoreSpace;
  readonly #inbox = new Inbox<QueuedEvent>();
  readonly #meter: EventMeter;
  readonly #backoff = new FaultBackoff();
  readonly #quotaWait = new QuotaWait();
  #isRunning = false;
  #isStopped = false;
  #isUninstalled = false;
  /** Writes of an event did not reach the disk: the instance has seen writes that the store does not have. */
  #isAheadOfStore = false;
  /** An upgrade. `settling`: only completions and timers of the old version run. `paused`: nothing runs. */
  #upgrade: "none" | "settling" | "paused" = "none";
  /** Resolves the upgrade's wait for the batch that runs. */
  #onPaused: (() => void) | null = null;
  #onDrained: (() => void)[] = [];

  constructor(options: ServiceQueueOptions) {
    this.#options = options;
    this.#space = new StoreSpace(options.store, options.space);
    this.#meter = new EventMeter(options.install.limits.fuelPerEvent);
  }

  /**
   * Installs the service. If that succeeds, the writes of `init` are on disk and its effects have taken
   * place.
   */
  async start(): Promise<InstallOutcome> {
    const { runner, install, onEffects, mayAct } = this.#options;
    const outcome = await runner.install({ ...install, readStore: () => this.#space.entries() });
    if (!outcome.ok || !outcome.init.ok) return outcome;
    const refusal = (await mayAct?.()) ?? null;
    if (refusal !== null) {
      runner.uninstall(install.serviceId);
      return { ok: false, fault: "quota", detail: refusal };
    }
    this.#charge([outcome.init]);
    if (!(await this.#space.commit([outcome.init]))) return STORE_FAILED;
    onEffects(outcome.init.effects, null);
    return outcome;
  }

  get usage(): ServiceUsage {
    const nowMs = this.#options.now();
    return {
      ...this.#meter.read(nowMs),
      storeBytes: this.#space.bytesUsed,
      queued: this.#inbox.length,
      isThrottled: this.#quotaWait.isWaiting,
      throttled: this.#quotaWait.count,
      restMs: this.#backoff.restMs(nowMs),
      isQuarantined: this.#backoff.isQuarantined(nowMs),
    };
  }

  /**
   * Queues an event; `done` is called once. Returns false, and does not queue, when the inbox is full, or
   * when the service rests after faults or is stopped.
   */
  offer(event: ServiceEvent, done: (outcome: Outcome) => void): boolean {
    if (this.#isStopped) return false;
    // A rule faults because of the value that another node wrote: that must not stop the rules.
    const isAnswer = event.kind === "complete" || event.kind === "timer" || isRule(event.kind);
    if (!isAnswer && this.#backoff.isResting(this.#options.now)) return this.#drop("resting");
    if (!this.#inbox.push({ event, done })) return this.#drop("inbox");
    this.#runSoon();
    return true;
  }

  /** Tokens of messages whose events have not begun. */
  waitingTokens(): ReadonlySet<bigint> {
    const tokens = new Set<bigint>();
    for (const { event } of this.#inbox.waiting())
      if (event.kind === "deliver" || event.kind === "forward" || event.kind === "call")
        tokens.add(event.token);
    return tokens;
  }

  /**
   * Replaces the version that runs with a newer one. Meanwhile messages wait in the inbox. The new version
   * starts beside the old one, with its store and its snapshot; if it does not start, the old one continues
   * as before.
   */
  async upgrade(plan: UpgradePlan): Promise<UpgradeOutcome> {
    if (this.#upgrade !== "none" || this.#isStopped)
      return { ok: false, fault: "lost", detail: "it is being upgraded or stopped", heldMs: 0 };
    const { now } = this.#options;
    try {
      if (!plan.takesSnapshot) {
        this.#upgrade = "settling";
        await plan.settled();
      }
      this.#upgrade = "paused";
      if (this.#isRunning) await new Promise<void>((resolve) => (this.#onPaused = resolve));
      const pausedMs = now();
      const outcome = await this.#replace(plan);
      return { ...outcome, heldMs: now() - pausedMs };
    } finally {
      this.#upgrade = "none";
      if (this.#isUninstalled) this.#options.runner.uninstall(this.#options.install.serviceId);
      if (this.#inbox.length > 0) this.#runSoon();
    }
  }

  /** Accepts no more events. Resolves when the accepted ones have run. */
  drain(): Promise<void> {
    this.#isStopped = true;
    if (!this.#isRunning) return Promise.resolve();
    return new Promise((resolve) => this.#onDrained.push(resolve));
  }

  /** Accepts no more events; those that wait are lost. */
  stop(): void {
    this.#isStopped = true;
    for (const { done } of this.#inbox.clear()) done(STOPPED);
    this.#isUninstalled = true;
    this.#quotaWait.cancel();
    this.#options.runner.uninstall(this.#options.install.serviceId);
  }

  /** No event runs or waits: if the instance ends now, only its memory is lost. */
  get isIdle(): boolean {
    return !this.#isRunning && this.#inbox.length === 0 && this.#upgrade === "none";
  }

  /**
   * Ends the instance of a service that is idle. Its store and its usage stay. It takes no events until
   * `wake`.
   */
  sleep(): void {
    const { runner, install } = this.#options;
    this.#isStopped = true;
    runner.uninstall(install.serviceId);
    this.#options = { ...this.#options, install: { ...install, module: NO_MODULE } };
  }

  /** Makes an instance anew, as `start`. */
  async wake(runner: Runner, install: ServiceQueueOptions["install"]): Promise<InstallOutcome> {
    this.#options = { ...this.#options, runner, install };
    this.#isStopped = this.#isUninstalled;
    this.#isAheadOfStore = false;
    return this.start();
  }

  #runSoon(): void {
    if (this.#isRunning || this.#upgrade === "paused") return;
    this.#isRunning = true;
    // In a microtask, so that events of the same tick form one batch.
    queueMicrotask(() => void this.#run());
  }

  async #run(): Promise<void> {
    const { runner, install, pace, now } = this.#options;
    while (this.#inbox.length > 0 && !this.#isPaused) {
      if (pace !== undefined) await this.#quotaWait.until(pace);
      // A new instance begins from the disk, with `init`.
      if (this.#isAheadOfStore) this.#isAheadOfStore = !(await this.start()).ok;
      if (this.#isUninstalled) runner.uninstall(install.serviceId);
      const batch = this.#takeBatch();
      if (batch.length === 0) {
        if (this.#upgrade === "settling") break;
        continue;
      }
      const startMs = now();
      const outcomes = this.#isAheadOfStore
        ? batch.map(() => NOT_STORED)
        : await runner.run(
            install.serviceId,
            batch.map(({ event }) => event),
          );
      this.#meter.batchEnded(outcomes.length, startMs, now());
      this.#putBack(batch.splice(outcomes.length));
      this.#charge(outcomes);
      this.#finishBatch(batch, outcomes, await this.#space.commit(outcomes));
    }
    this.#isRunning = false;
    this.#onPaused?.();
    this.#onPaused = null;
    for (const resolve of this.#onDrained.splice(0)) resolve();
  }

  #finishBatch(batch: readonly QueuedEvent[], outcomes: readonly Outcome[], isCommitted: boolean): void {
    const { onEffects } = this.#options;
    batch.forEach(({ event, done }, i) => {
      const outcome = isCommitted ? outcomes[i] : NOT_STORED;
      this.#count(event, outcome);
      // A rule's decision goes to its caller alone.
      if (outcome.ok && outcome.effects.length > 0 && !isRule(event.kind)) onEffects(outcome.effects, event);
      done(outcome);
    });
    if (!isCommitted) this.#isAheadOfStore = true;
  }

  /** `#run` reads it anew each time: an upgrade may begin during its awaits. */
  get #isPaused(): boolean {
    return this.#upgrade === "paused";
  }

  #takeBatch(): QueuedEvent[] {
    if (this.#upgrade === "settling") return this.#inbox.takeOwn(BATCH_EVENTS_MAX);
    const { effectBytesPerEvent } = this.#options.install.limits;
    const eventsMax = Math.min(
      BATCH_EVENTS_MAX,
      Math.max(1, Math.floor(BATCH_EFFECT_BYTES_MAX / Math.max(1, effectBytesPerEvent))),
      this.#affordable(),
    );
    return this.#inbox.take(eventsMax, BATCH_BYTES_MAX);
  }

  /**
   * Events that the fuel of this second pays for, by expectation. If they overdraw it, the next events wait.
   */
  #affordable(): number {
    const quota = this.#options.pace?.quota;
    const { expectedFuel } = this.#meter;
    if (quota === undefined || expectedFuel === 0) return BATCH_EVENTS_MAX;
    return Math.max(1, Math.ceil(quota.fuelLeft() / expectedFuel));
  }

  /** Events that the runner left for the next batch; after `stop` they are lost with the rest. */
  #putBack(events: readonly QueuedEvent[]): void {
    if (this.#isUninstalled) for (const { done } of events) done(STOPPED);
    else this.#inbox.putBack(events);
  }

  async #replace({ install, takesSnapshot, event, owed, done }: UpgradePlan): Promise<ReplaceOutcome> {
    const { runner, onEffects } = this.#options;
    const made = takesSnapshot ? await this.#snapshot(event) : null;
    if (typeof made === "string") return { ok: false, fault: "lost", detail: made };
    const snapshot =
      made === null ? {} : { snapshot: { version: event.version, payload: made, owed: owed() } };
    const request = { ...install, ...snapshot, readStore: () => this.#space.entries() };
    let outcome = await runner.install(request);
    // Another service of the cell may have killed it, so one more attempt. The store is read again.
    if (!outcome.ok && outcome.fault === "lost") outcome = await runner.install(request);
    const init = outcome.ok ? outcome.init : null;
    if (!outcome.ok) return outcome;
    if (init === null || !init.ok)
      return { ok: false, fault: init?.fault ?? "lost", detail: init?.detail ?? "" };
    this.#charge([init]);
    if (!(await this.#space.commit([init]))) {
      // Back to the old version, from the disk.
      await runner.install({ ...this.#options.install, readStore: () => this.#space.entries() });
      return STORE_FAILED;
    }
    this.#options = { ...this.#options, install };
    this.#meter.forgetExpectation(install.limits.fuelPerEvent);
    const hasRestored = made !== null && outcome.exports.includes("restore");
    if (!hasRestored) this.#dropOldAnswers(install.firstToken);
    done(outcome.exports, hasRestored);
    onEffects(init.effects, null);
    return { ok: true, hasRestored };
  }

  /** The old version's snapshot, or null when it made none. A string: why the snapshot failed. */
  async #snapshot(event: SnapshotEvent): Promise<Uint8Array | null | string> {
    const { runner, install, onEffects } = this.#options;
    const [outcome] = await runner.run(install.serviceId, [event]);
    this.#charge([outcome]);
    if (!(await this.#space.commit([outcome]))) {
      this.#isAheadOfStore = true;
      return "the old version's writes could not be stored";
    }
    this.#count(event, outcome);
    if (!outcome.ok) return `the old version's snapshot failed: ${outcome.fault}: ${outcome.detail}`;
    const isAnswer = (effect: Effect) => effect.kind === "respond" && effect.token === event.token;
    const answer = outcome.effects.find(isAnswer);
    onEffects(
      outcome.effects.filter((effect) => !isAnswer(effect)),
      event,
    );
    return answer?.kind === "respond" ? answer.payload.slice() : null;
  }

  /** Drops timers and completions that the instance of the old version asked for. */
  #dropOldAnswers(firstToken: bigint): void {
    const isOld = (event: ServiceEvent) =>
      event.kind === "timer" || (event.kind === "complete" && event.token < firstToken);
    for (const { done } of this.#inbox.removeOwn(isOld)) done(STOPPED);
  }

  #drop(cause: "resting" | "inbox"): false {
    this.#options.pace?.quota.drop(cause);
    return false;
  }

  /** Charges the quota for the outcomes, faults included. */
  #charge(outcomes: readonly Outcome[]): void {
    const { fuel, storeBytes, storeWrites } = this.#meter.charge(outcomes, this.#options.now());
    this.#options.pace?.quota.used(fuel, storeBytes, storeWrites);
  }

  #count(event: ServiceEvent, outcome: Outcome): void {
    this.#meter.eventEnded(event, outcome);
    if (isRule(event.kind)) return;
    if (outcome.ok) this.#backoff.succeeded();
    else this.#backoff.faulted(this.#options.now());
  }
}

const NO_MODULE = new Uint8Array(0);
const STORE_FAILED = { ok: false, fault: "lost", detail: "its store could not be written" } as const;
const STOPPED = lost("the service was stopped");
const NOT_STORED = lost("its writes could not be stored");

function lost(detail: string): Outcome {
  return { ok: false, fuelUsed: 0, fault: "lost", detail };
}
