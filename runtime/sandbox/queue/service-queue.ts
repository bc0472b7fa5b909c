/**
 * One service at this node: a bounded inbox in front of its runner. While one batch of events runs, the next gathers. What a batch
 * has written is on disk before any of its effects is let out.
 */

import { Meter, type Metered } from "../../base/meter.ts";
import type { LocalStore, LocalWrite } from "../../storage/local/local-store.ts";
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
  type StoreWrite,
} from "../contract.ts";
import { Inbox } from "./inbox.ts";
import type { Quota } from "./quota.ts";

/** Of one batch. */
const BATCH_EVENTS_MAX = 128;
const BATCH_BYTES_MAX = 2 * 1024 * 1024;
/** What the effects of a batch may come to, so that its frame keeps within bounds. */
const BATCH_EFFECT_BYTES_MAX = 24 * 1024 * 1024;
/** Waiting for fuel, the quota is looked at again this often, in milliseconds: a service that is stopped waits no longer. */
const PATIENCE_MS = 1_000;
/** How much of a new measurement goes into what an event is expected to use. */
const SMOOTHING = 0.1;
/** After so many faults in a row the service rests, each time twice as long. */
const FAULTS_IN_A_ROW_MAX = 8;
const REST_MS = 250;
const REST_MS_MAX = 30_000;
/**
 * After so many rests without one event that went well between them, it is tried again only so often: whatever it is for, it does
 * not work. Not never: somebody else's messages may be what it faults on.
 */
const RESTS_MAX = 10;
const QUARANTINE_MS = 600_000;

export interface ServiceQueueOptions {
  readonly runner: Runner;
  readonly store: LocalStore;
  /** Of the local store: the service's own. */
  readonly space: string;
  readonly install: Omit<InstallRequest, "readStore">;
  /** What an event asked for; null: `init`. Its writes are on disk. */
  readonly onEffects: (effects: readonly Effect[], event: ServiceEvent | null) => void;
  /** Milliseconds since some fixed moment. */
  readonly now: () => number;
  /** Asked when it is installed, before anything that it did is done: null, or why it may not run. Left out: it may. */
  readonly mayAct?: () => Promise<string | null>;
  /** What it may use in a second; left out: as much as it likes. */
  readonly pace?: Pace;
}

export interface Pace {
  readonly quota: Quota;
  readonly after: (delayMs: number, callback: () => void) => () => void;
}

export interface ServiceUsage {
  readonly upcalls: number;
  readonly forwardUpcalls: number;
  readonly faults: number;
  readonly lastFault: string;
  readonly fuelUsed: number;
  readonly fuel: Metered;
  readonly events: Metered;
  /** Milliseconds during which a batch of it was with the runner. */
  readonly busyMs: Metered;
  readonly storeBytes: number;
  readonly storeBytesWritten: Metered;
  readonly queued: number;
  /** Events wait because the quota of a second is used up. */
  readonly isThrottled: boolean;
  /** Times that it came to that. */
  readonly throttled: number;
  /** After faults in a row it takes no messages for so long still, in milliseconds; 0: it does. */
  readonly restMs: number;
  /** It rests for long, since it has faulted on everything for long. */
  readonly isQuarantined: boolean;
}

/** How a newer version takes the place of the one that runs. */
export interface UpgradePlan {
  readonly install: ServiceQueueOptions["install"];
  /** The old one has `snapshot` and the new one `restore`. */
  readonly takesSnapshot: boolean;
  /** The event that asks the old one for its snapshot; its `version` is the old one's. */
  readonly event: SnapshotEvent;
  /** Tokens of messages that the old one has not answered. */
  readonly owed: () => readonly bigint[];
  /** Resolves when the old one waits for nothing any more, or has had its time for that. Without a snapshot only. */
  readonly settled: () => Promise<void>;
  /** The new one runs; what its `init` asked for is done after this. */
  readonly done: (exports: readonly string[], hasRestored: boolean) => void;
}

type ReplaceOutcome =
  | { readonly ok: true; readonly hasRestored: boolean }
  | { readonly ok: false; readonly fault: Fault; readonly detail: string };

/** `heldMs`: for so long nothing of the service ran. */
export type UpgradeOutcome = ReplaceOutcome & { readonly heldMs: number };

interface Waiting {
  readonly event: ServiceEvent;
  readonly done: (outcome: Outcome) => void;
}

export class ServiceQueue {
  #options: ServiceQueueOptions;
  readonly #inbox = new Inbox<Waiting>();
  readonly #fuel = new Meter();
  readonly #events = new Meter();
  readonly #busy = new Meter();
  readonly #stored = new Meter();
  #isThrottled = false;
  #throttled = 0;
  /** Ends the wait for fuel. */
  #goOn: (() => void) | null = null;
  #isRunning = false;
  #isStopped = false;
  #isUninstalled = false;
  /** An event's writes did not reach the disk. */
  #isAstray = false;
  /** While a newer version takes its place: "settling", only what it asked for itself is run; "held", nothing is. */
  #upgrading: "no" | "settling" | "held" = "no";
  /** Ends the wait of an upgrade for the batch that runs. */
  #onRest: (() => void) | null = null;
  #whenIdle: (() => void)[] = [];
  #upcalls = 0;
  #forwardUpcalls = 0;
  #faults = 0;
  #lastFault = "";
  /** Of an event of late; what is higher counts at once. At first it is taken for dear, so that the first batches are short. */
  #expectedFuel: number;
  #faultsInARow = 0;
  #restMs = REST_MS;
  #restsInARow = 0;
  #restsUntilMs = 0;

  constructor(options: ServiceQueueOptions) {
    this.#options = options;
    this.#expectedFuel = options.install.limits.fuelPerEvent / 16;
  }

  /** Installs it; what `init` wrote and asked for is done. */
  async start(): Promise<InstallOutcome> {
    const { runner, install, onEffects, mayAct } = this.#options;
    const outcome = await runner.install({ ...install, readStore: () => this.#committed() });
    if (!outcome.ok || !outcome.init.ok) return outcome;
    const refusal = (await mayAct?.()) ?? null;
    if (refusal !== null) {
      runner.uninstall(install.serviceId);
      return { ok: false, fault: "quota", detail: refusal };
    }
    this.#charge([outcome.init]);
    if (!(await this.#commit([outcome.init])))
      return { ok: false, fault: "lost", detail: "its store could not be written" };
    onEffects(outcome.init.effects, null);
    return outcome;
  }

  get usage(): ServiceUsage {
    const { store, space, now } = this.#options;
    const nowMs = now();
    const fuel = this.#fuel.read(nowMs);
    return {
      upcalls: this.#upcalls,
      forwardUpcalls: this.#forwardUpcalls,
      faults: this.#faults,
      lastFault: this.#lastFault,
      fuelUsed: fuel.total,
      fuel,
      events: this.#events.read(nowMs),
      busyMs: this.#busy.read(nowMs),
      storeBytes: store.bytesUsed(space),
      storeBytesWritten: this.#stored.read(nowMs),
      queued: this.#inbox.length,
      isThrottled: this.#isThrottled,
      throttled: this.#throttled,
      restMs: Math.max(0, this.#restsUntilMs - nowMs),
      isQuarantined: this.#restsInARow > RESTS_MAX && this.#restsUntilMs > nowMs,
    };
  }

  /** False: it takes nothing now (the inbox is full, or it rests after faults). Otherwise `done` is called once. */
  offer(event: ServiceEvent, done: (outcome: Outcome) => void): boolean {
    if (this.#isStopped) return false;
    // A value that a rule faults on is its writer's, and ends nothing.
    const isAnswer = event.kind === "complete" || event.kind === "timer" || isRule(event.kind);
    if (!isAnswer && this.#rests()) return this.#refuse("resting");
    if (!this.#inbox.push({ event, done })) return this.#refuse("inbox");
    this.#workSoon();
    return true;
  }

  /** Of messages that have not begun. */
  waitingTokens(): ReadonlySet<bigint> {
    const tokens = new Set<bigint>();
    for (const { event } of this.#inbox.waiting())
      if (event.kind === "deliver" || event.kind === "forward" || event.kind === "call")
        tokens.add(event.token);
    return tokens;
  }

  #workSoon(): void {
    if (this.#isRunning || this.#upgrading === "held") return;
    this.#isRunning = true;
    // What comes in this turn goes together.
    queueMicrotask(() => void this.#work());
  }

  /**
   * A newer version takes the place of the one that runs. Messages wait in the inbox meanwhile, those before they have begun. It starts beside the
   * old one, with its store and its snapshot; when it does not, the old one goes on as if nothing had been.
   */
  async upgrade(plan: UpgradePlan): Promise<UpgradeOutcome> {
    if (this.#upgrading !== "no" || this.#isStopped)
      return { ok: false, fault: "lost", detail: "it is being upgraded or stopped", heldMs: 0 };
    const { now } = this.#options;
    try {
      if (!plan.takesSnapshot) {
        this.#upgrading = "settling";
        await plan.settled();
      }
      this.#upgrading = "held";
      if (this.#isRunning) await new Promise<void>((resolve) => (this.#onRest = resolve));
      const heldMs = now();
      const outcome = await this.#replace(plan);
      return { ...outcome, heldMs: now() - heldMs };
    } finally {
      this.#upgrading = "no";
      if (this.#isUninstalled) this.#options.runner.uninstall(this.#options.install.serviceId);
      if (this.#inbox.length > 0) this.#workSoon();
    }
  }

  async #replace({ install, takesSnapshot, event, owed, done }: UpgradePlan): Promise<ReplaceOutcome> {
    const { runner, onEffects } = this.#options;
    const made = takesSnapshot ? await this.#snapshot(event) : null;
    if (typeof made === "string") return { ok: false, fault: "lost", detail: made };
    const snapshot =
      made === null ? {} : { snapshot: { version: event.version, payload: made, owed: owed() } };
    const request = { ...install, ...snapshot, readStore: () => this.#committed() };
    let outcome = await runner.install(request);
    // Not its fault: another service of the cell may have ended it. The store is read again.
    if (!outcome.ok && outcome.fault === "lost") outcome = await runner.install(request);
    const init = outcome.ok ? outcome.init : null;
    if (!outcome.ok) return outcome;
    if (init === null || !init.ok)
      return { ok: false, fault: init?.fault ?? "lost", detail: init?.detail ?? "" };
    this.#charge([init]);
    if (!(await this.#commit([init]))) {
      // Back to what is on disk.
      await runner.install({ ...this.#options.install, readStore: () => this.#committed() });
      return { ok: false, fault: "lost", detail: "its store could not be written" };
    }
    this.#options = { ...this.#options, install };
    this.#expectedFuel = install.limits.fuelPerEvent / 16;
    const hasRestored = made !== null && outcome.exports.includes("restore");
    if (!hasRestored) {
      // Asked for by an instance that is gone.
      const isOld = (one: ServiceEvent) =>
        one.kind === "timer" || (one.kind === "complete" && one.token < install.firstToken);
      for (const one of this.#inbox.removeOwn(isOld)) one.done(STOPPED);
    }
    done(outcome.exports, hasRestored);
    onEffects(init.effects, null);
    return { ok: true, hasRestored };
  }

  /** What the version that runs leaves to the next one; null: it has nothing to say. In words why it could not be made. */
  async #snapshot(event: SnapshotEvent): Promise<Uint8Array | null | string> {
    const { runner, install, onEffects } = this.#options;
    const [outcome] = await runner.run(install.serviceId, [event]);
    this.#charge([outcome]);
    if (!(await this.#commit([outcome]))) {
      this.#isAstray = true;
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

  /** Takes nothing more. Resolves when what it had taken is done. */
  drain(): Promise<void> {
    this.#isStopped = true;
    if (!this.#isRunning) return Promise.resolve();
    return new Promise((resolve) => this.#whenIdle.push(resolve));
  }

  /** Takes nothing more; what waits is lost. */
  stop(): void {
    this.#isStopped = true;
    for (const { done } of this.#inbox.clear()) done(STOPPED);
    this.#isUninstalled = true;
    this.#goOn?.();
    this.#options.runner.uninstall(this.#options.install.serviceId);
  }

  /** Nothing runs and nothing waits: when the instance goes, only its memory is lost. */
  get isIdle(): boolean {
    return !this.#isRunning && this.#inbox.length === 0 && this.#upgrading === "no";
  }

  /** Ends the instance of a service that is idle. Its store stays, and what is counted. It takes nothing until it is woken. */
  sleep(): void {
    const { runner, install } = this.#options;
    this.#isStopped = true;
    runner.uninstall(install.serviceId);
    this.#options = { ...this.#options, install: { ...install, module: NOTHING } };
  }

  /** Makes an instance anew, as `start`. */
  async wake(runner: Runner, install: ServiceQueueOptions["install"]): Promise<InstallOutcome> {
    this.#options = { ...this.#options, runner, install };
    this.#isStopped = this.#isUninstalled;
    this.#isAstray = false;
    return this.start();
  }

  #rests(): boolean {
    return this.#restsUntilMs > 0 && this.#restsUntilMs > this.#options.now();
  }

  /** What the runner has left for later; after `stop` it is lost with the rest. */
  #putBack(waiting: readonly Waiting[]): void {
    if (this.#isUninstalled) {
      for (const { done } of waiting) done(STOPPED);
      return;
    }
    this.#inbox.putBack(waiting);
  }

  #refuse(cause: "resting" | "inbox"): false {
    this.#options.pace?.quota.drop(cause);
    return false;
  }

  /** Until what it may use in a second is not exceeded any more. */
  async #patience({ quota, after }: Pace): Promise<void> {
    let waitMs = quota.waitMs();
    if (waitMs === 0) return;
    this.#throttled++;
    this.#isThrottled = true;
    while (waitMs > 0 && !this.#isUninstalled) {
      const ms = Math.min(waitMs, PATIENCE_MS);
      await new Promise<void>((resolve) => {
        const cancel = after(ms, resolve);
        this.#goOn = () => {
          cancel();
          resolve();
        };
      });
      waitMs = quota.waitMs();
    }
    this.#goOn = null;
    this.#isThrottled = false;
  }

  async #work(): Promise<void> {
    const { runner, install, onEffects, now, pace } = this.#options;
    while (this.#inbox.length > 0 && !this.#isHeld) {
      if (pace !== undefined) await this.#patience(pace);
      // What the instance holds is not what is on disk: it begins again from that, `init` first.
      if (this.#isAstray) this.#isAstray = !(await this.start()).ok;
      if (this.#isUninstalled) runner.uninstall(install.serviceId);
      const batch = this.#takeBatch();
      if (batch.length === 0) {
        if (this.#upgrading === "settling") break;
        continue;
      }
      const startMs = now();
      const outcomes = this.#isAstray
        ? batch.map(() => NOT_STORED)
        : await runner.run(
            install.serviceId,
            batch.map(({ event }) => event),
          );
      this.#busy.add(now() - startMs, startMs);
      this.#putBack(batch.splice(outcomes.length));
      this.#charge(outcomes);
      this.#events.add(outcomes.length, now());
      const isCommitted = await this.#commit(outcomes);
      batch.forEach(({ event, done }, i) => {
        const outcome = isCommitted ? outcomes[i] : NOT_STORED;
        this.#count(event, outcome);
        // What a rule decides is for who asked it.
        if (outcome.ok && outcome.effects.length > 0 && !isRule(event.kind))
          onEffects(outcome.effects, event);
        done(outcome);
      });
      if (!isCommitted) this.#isAstray = true;
    }
    this.#isRunning = false;
    this.#onRest?.();
    this.#onRest = null;
    for (const resolve of this.#whenIdle.splice(0)) resolve();
  }

  get #isHeld(): boolean {
    return this.#upgrading === "held";
  }

  #takeBatch(): Waiting[] {
    if (this.#upgrading === "settling") return this.#inbox.takeOwn(BATCH_EVENTS_MAX);
    const { effectBytesPerEvent } = this.#options.install.limits;
    const eventsMax = Math.min(
      BATCH_EVENTS_MAX,
      Math.max(1, Math.floor(BATCH_EFFECT_BYTES_MAX / Math.max(1, effectBytesPerEvent))),
      this.#affordable(),
    );
    return this.#inbox.take(eventsMax, BATCH_BYTES_MAX);
  }

  /** Events for which there is fuel in this second, as far as can be told: what they overdraw, the next ones wait for. */
  #affordable(): number {
    const quota = this.#options.pace?.quota;
    if (quota === undefined || this.#expectedFuel === 0) return BATCH_EVENTS_MAX;
    return Math.max(1, Math.ceil(quota.fuelLeft() / this.#expectedFuel));
  }

  /** Takes from the quota what was used, whatever became of it. */
  #charge(outcomes: readonly Outcome[]): void {
    let fuel = 0;
    let bytes = 0;
    let writes = 0;
    for (const outcome of outcomes) {
      fuel += outcome.fuelUsed;
      if (!outcome.ok) continue;
      writes += outcome.writes.length;
      for (const { key, value } of outcome.writes) bytes += key.length + (value?.length ?? 0);
    }
    const nowMs = this.#options.now();
    this.#fuel.add(fuel, nowMs);
    if (writes > 0) this.#stored.add(bytes, nowMs);
    this.#options.pace?.quota.used(fuel, bytes, writes);
    const each = fuel / Math.max(1, outcomes.length);
    this.#expectedFuel += (each > this.#expectedFuel ? 1 : SMOOTHING) * (each - this.#expectedFuel);
  }

  /** The writes of all that went well, in order, in one. False: the disk did not take them. */
  async #commit(outcomes: readonly Outcome[]): Promise<boolean> {
    const { store, space } = this.#options;
    const writes: LocalWrite[] = [];
    for (const outcome of outcomes) {
      if (outcome.ok) for (const { key, value } of outcome.writes) writes.push({ space, key, value });
    }
    if (writes.length === 0) return true;
    try {
      await store.write(writes);
      return true;
    } catch {
      return false;
    }
  }

  #count({ kind }: ServiceEvent, outcome: Outcome): void {
    this.#upcalls++;
    if (isRule(kind)) return;
    if (kind === "forward") this.#forwardUpcalls++;
    if (outcome.ok) {
      this.#faultsInARow = 0;
      this.#restMs = REST_MS;
      this.#restsInARow = 0;
      return;
    }
    this.#faults++;
    this.#lastFault = `${kind}: ${outcome.fault}: ${outcome.detail}`;
    if (++this.#faultsInARow < FAULTS_IN_A_ROW_MAX) return;
    this.#faultsInARow = 0;
    const restMs = ++this.#restsInARow > RESTS_MAX ? QUARANTINE_MS : this.#restMs;
    this.#restsUntilMs = this.#options.now() + restMs;
    this.#restMs = Math.min(2 * this.#restMs, REST_MS_MAX);
  }

  #committed(): readonly StoreWrite[] {
    const { store, space } = this.#options;
    return [...store.scan(space, null, null)];
  }
}

const NOTHING = new Uint8Array(0);
const STOPPED: Outcome = { ok: false, fuelUsed: 0, fault: "lost", detail: "the service was stopped" };
const NOT_STORED: Outcome = {
  ok: false,
  fuelUsed: 0,
  fault: "lost",
  detail: "its writes could not be stored",
};
