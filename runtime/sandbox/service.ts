/**
 * One service at this node: a bounded inbox in front of its runner. While one batch of events runs, the next gathers. What a batch
 * has written is on disk before any of its effects is let out.
 */
import type { LocalStore, LocalWrite } from "../storage/local.ts";
import type {
  Effect,
  InstallOutcome,
  InstallRequest,
  Outcome,
  Runner,
  ServiceEvent,
  StoreWrite,
} from "./contract.ts";

/** Events that wait, and their payloads. */
export const INBOX_EVENTS_MAX = 1_024;
export const INBOX_BYTES_MAX = 16 * 1024 * 1024;
/** Answers that the service has asked for are taken beyond that: it would wait for them for ever. */
export const INBOX_ANSWERS_MAX = 16_384;
/** Of one batch. */
const BATCH_EVENTS_MAX = 128;
const BATCH_BYTES_MAX = 2 * 1024 * 1024;
/** What the effects of a batch may come to, so that its frame keeps within bounds. */
const BATCH_EFFECT_BYTES_MAX = 24 * 1024 * 1024;
/** After so many faults in a row the service rests, each time twice as long. */
const FAULTS_IN_A_ROW_MAX = 8;
const REST_MS = 250;
const REST_MS_MAX = 30_000;

export interface ServiceOptions {
  readonly runner: Runner;
  readonly store: LocalStore;
  /** Of the local store: the service's own. */
  readonly space: string;
  readonly install: Omit<InstallRequest, "readStore">;
  /** What an event asked for. Its writes are on disk. */
  readonly onEffects: (effects: readonly Effect[]) => void;
  /** Milliseconds since some fixed moment. */
  readonly now: () => number;
}

export interface ServiceUsage {
  upcalls: number;
  forwardUpcalls: number;
  faults: number;
  lastFault: string;
  fuelUsed: number;
  storeBytes: number;
  queued: number;
}

interface Waiting {
  readonly event: ServiceEvent;
  readonly done: (outcome: Outcome) => void;
}

export class Service {
  readonly #options: ServiceOptions;
  #inbox: Waiting[] = [];
  #inboxBytes = 0;
  #isRunning = false;
  #isStopped = false;
  #isUninstalled = false;
  /** An event's writes did not reach the disk. */
  #isAstray = false;
  #whenIdle: (() => void)[] = [];
  #upcalls = 0;
  #forwardUpcalls = 0;
  #faults = 0;
  #lastFault = "";
  #fuelUsed = 0;
  #faultsInARow = 0;
  #restMs = REST_MS;
  #restsUntilMs = 0;

  constructor(options: ServiceOptions) {
    this.#options = options;
  }

  /** Installs it; what `init` wrote and asked for is done. */
  async start(): Promise<InstallOutcome> {
    const { runner, install, onEffects } = this.#options;
    const outcome = await runner.install({ ...install, readStore: () => this.#committed() });
    if (!outcome.ok || !outcome.init.ok) return outcome;
    this.#fuelUsed += outcome.init.fuelUsed;
    if (!(await this.#commit([outcome.init])))
      return { ok: false, fault: "lost", detail: "its store could not be written" };
    onEffects(outcome.init.effects);
    return outcome;
  }

  get usage(): ServiceUsage {
    const { store, space } = this.#options;
    return {
      upcalls: this.#upcalls,
      forwardUpcalls: this.#forwardUpcalls,
      faults: this.#faults,
      lastFault: this.#lastFault,
      fuelUsed: this.#fuelUsed,
      storeBytes: store.bytesUsed(space),
      queued: this.#inbox.length,
    };
  }

  /** False: it takes nothing now (the inbox is full, or it rests after faults). Otherwise `done` is called once. */
  offer(event: ServiceEvent, done: (outcome: Outcome) => void): boolean {
    if (this.#isStopped) return false;
    const isAnswer = event.kind === "complete" || event.kind === "timer";
    const isFull =
      this.#inbox.length >= INBOX_EVENTS_MAX || this.#inboxBytes + event.payload.length > INBOX_BYTES_MAX;
    if (isAnswer ? this.#inbox.length >= INBOX_ANSWERS_MAX : isFull || this.#rests()) return false;
    this.#inbox.push({ event, done });
    this.#inboxBytes += event.payload.length;
    if (!this.#isRunning) {
      this.#isRunning = true;
      // What comes in this turn goes together.
      queueMicrotask(() => void this.#work());
    }
    return true;
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
    const waiting = this.#inbox;
    this.#inbox = [];
    this.#inboxBytes = 0;
    for (const { done } of waiting) done(STOPPED);
    this.#isUninstalled = true;
    this.#options.runner.uninstall(this.#options.install.serviceId);
  }

  #rests(): boolean {
    return this.#restsUntilMs > this.#options.now();
  }

  /** What the runner has left for later; after `stop` it is lost with the rest. */
  #putBack(waiting: readonly Waiting[]): void {
    if (this.#isUninstalled) {
      for (const { done } of waiting) done(STOPPED);
      return;
    }
    this.#inbox.unshift(...waiting);
    for (const { event } of waiting) this.#inboxBytes += event.payload.length;
  }

  async #work(): Promise<void> {
    const { runner, install, onEffects } = this.#options;
    while (this.#inbox.length > 0) {
      // What the instance holds is not what is on disk: it begins again from that, `init` first.
      if (this.#isAstray) this.#isAstray = !(await this.start()).ok;
      if (this.#isUninstalled) runner.uninstall(install.serviceId);
      const batch = this.#takeBatch();
      const outcomes = this.#isAstray
        ? batch.map(() => NOT_STORED)
        : await runner.run(
            install.serviceId,
            batch.map(({ event }) => event),
          );
      this.#putBack(batch.splice(outcomes.length));
      const isCommitted = await this.#commit(outcomes);
      batch.forEach(({ event, done }, i) => {
        const outcome = isCommitted ? outcomes[i] : NOT_STORED;
        this.#count(event, outcome);
        if (outcome.ok && outcome.effects.length > 0) onEffects(outcome.effects);
        done(outcome);
      });
      if (!isCommitted) this.#isAstray = true;
    }
    this.#isRunning = false;
    for (const resolve of this.#whenIdle.splice(0)) resolve();
  }

  #takeBatch(): Waiting[] {
    const { effectBytesPerEvent } = this.#options.install.limits;
    const eventsMax = Math.min(
      BATCH_EVENTS_MAX,
      Math.max(1, Math.floor(BATCH_EFFECT_BYTES_MAX / Math.max(1, effectBytesPerEvent))),
    );
    let count = 0;
    for (let bytes = 0; count < this.#inbox.length && count < eventsMax; count++) {
      bytes += this.#inbox[count].event.payload.length;
      if (count > 0 && bytes > BATCH_BYTES_MAX) break;
    }
    const batch = this.#inbox.splice(0, count);
    for (const { event } of batch) this.#inboxBytes -= event.payload.length;
    return batch;
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
    if (kind === "forward") this.#forwardUpcalls++;
    this.#fuelUsed += outcome.fuelUsed;
    if (outcome.ok) {
      this.#faultsInARow = 0;
      this.#restMs = REST_MS;
      return;
    }
    this.#faults++;
    this.#lastFault = `${kind}: ${outcome.fault}: ${outcome.detail}`;
    if (++this.#faultsInARow < FAULTS_IN_A_ROW_MAX) return;
    this.#faultsInARow = 0;
    this.#restsUntilMs = this.#options.now() + this.#restMs;
    this.#restMs = Math.min(2 * this.#restMs, REST_MS_MAX);
  }

  #committed(): readonly StoreWrite[] {
    const { store, space } = this.#options;
    return [...store.scan(space, null, null)];
  }
}

const STOPPED: Outcome = { ok: false, fuelUsed: 0, fault: "lost", detail: "the service was stopped" };
const NOT_STORED: Outcome = {
  ok: false,
  fuelUsed: 0,
  fault: "lost",
  detail: "its writes could not be stored",
};
