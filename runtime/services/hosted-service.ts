/**
 * One service at this node: turns messages into events of its inbox, and what the events asked for into messages, records
 * and timers. Effects reach it when the event's writes are on disk (sandbox/queue/service-queue.ts sees to that).
 */
import {
  E_CONFLICT,
  E_NOT_FOUND,
  E_QUOTA,
  E_REFUSED,
  E_TOO_BIG,
  E_UNAVAILABLE,
  FLAG_DIRECT,
  FLAG_ROOT,
  FLAG_SOURCE,
  ID_BYTES,
  OK,
  PAYLOAD_BYTES_MAX,
} from "../../abi/abi.ts";
import type { Clock, Random } from "../base/environment.ts";
import { Id } from "../base/id.ts";
import type { Log } from "../base/log.ts";
import { Meter, type Metered } from "../base/meter.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Package } from "../deployment/package.ts";
import type { Overlay, Response, RoutedMessage } from "../overlay/api.ts";
import {
  type Effect,
  type InstallOutcome,
  isMessage,
  type Outcome,
  type Purse,
  type RuleKind,
  type Runner,
  type ServiceEvent,
  type ServiceMessage,
} from "../sandbox/contract.ts";
import type { DropCause, Drops, Quota, ServiceRates } from "../sandbox/queue/quota.ts";
import type { ServiceQueue, ServiceQueueOptions, UpgradeOutcome } from "../sandbox/queue/service-queue.ts";
import { recordOfForm } from "../storage/kinds/index.ts";
import { serviceRecord } from "../storage/kinds/plain.ts";
import { RECORD_FORMS, type RecordName, type ReplicatedStorage } from "../storage/record.ts";
import type { RegisterOutcome, Registers } from "../storage/registers/service.ts";
import { costOf, isPaid, pay, payOnward } from "./credit.ts";
import type { Handles } from "./handles.ts";
import { packEntries } from "./packed-entries.ts";
import { Tokens } from "./tokens.ts";

/** What the service starts by itself takes this part of its credit for a second, at the most: the next one needs some too. */
const OWN_CREDIT_PART = 8;
/** Or so much for each of its messages, when that is more. */
const OWN_CREDIT_EACH = 16;

/** Services see a version as an i32; higher ones look like this one. */
const VERSION_MAX = 2 ** 31 - 1;
/** What a rule answers: its instance knows no other. */
const RULE_TOKEN = 1n;
/** Names what `snapshot` answers; no message's token comes so far. */
const SNAPSHOT_TOKEN = 1n << 52n;
/** How long a version without a snapshot may go on with what it has begun, while messages wait for the next; and how often it is looked at. */
const SETTLE_MS = 2_000;
const SETTLE_POLL_MS = 5;

/** More than the runner gives to one instance, however often it has to be made again. */
const TOKENS_PER_INSTANCE = 1n << 48n;

const NOTHING = new Uint8Array(0);
/** Of a request that ends with a quota status for want of credit. */
const REFUSED: Purse = { left: 0, isRefusal: true, isOwn: false };

const NO_PAYMENT = { acts: 0, each: 0 };
const NOBODY = new Uint8Array(ID_BYTES);

/** What a service at this node works with. */
export interface Surroundings {
  readonly overlay: Overlay;
  readonly storage: ReplicatedStorage;
  /** Left out: services are told that none can be had. */
  readonly registers?: Registers;
  readonly handles: Handles;
  readonly clock: Clock;
  readonly random: Random;
  /** Milliseconds since 1970. */
  readonly wallClock: () => number;
  readonly log: Log;
  /** Hands what a service emits to the applications that subscribed to it. */
  readonly emit: (service: Id, payload: Uint8Array) => void;
}

/** What it has sent and got, and what was let fall. */
export interface Traffic {
  readonly messagesOut: Metered;
  readonly bytesOut: Metered;
  readonly messagesIn: Metered;
  readonly bytesIn: Metered;
  readonly drops: Drops;
  /** That are set. */
  readonly timers: number;
}

export class HostedService {
  #package: Package;
  readonly metrics = new Map<string, bigint>();
  readonly #id: Id;
  readonly #around: Surroundings;
  readonly #tokens: Tokens;
  readonly #timers = new Map<bigint, () => void>();
  /** Beyond those that may run at a time: they begin when others have ended. No more than the ABI allows. */
  readonly #timersHeld = new Map<bigint, number>();
  readonly #quota: Quota;
  readonly #creditMax: number;
  readonly #messagesOut = new Meter();
  readonly #bytesOut = new Meter();
  readonly #messagesIn = new Meter();
  readonly #bytesIn = new Meter();
  #inbox: ServiceQueue | null = null;
  #exports: ReadonlySet<string> = new Set();
  /** Requests and operations of the storage that have not ended. */
  /** Who needs the instance to be there. */
  #keepers = 0;
  #underWay = 0;
  /** Its instance was put to sleep: whatever still comes for that instance is let fall. */
  #isAsleep = false;
  /** The first token of this instance. */
  #firstToken = 1n;
  /** Answers to lower ones are of nobody who runs; a version that was given a snapshot gets those of the one before as well. */
  #answersFrom = 1n;

  /** `creditMax`: an event is worth no more here, whatever the message carried. */
  constructor(what: Package, around: Surroundings, quota: Quota, creditMax: number) {
    this.#quota = quota;
    this.#creditMax = creditMax;
    this.#package = what;
    this.#id = what.serviceId;
    this.#around = around;
    this.#tokens = new Tokens(around.clock);
  }

  /** Once, before anything else. `exports`: what the module can be called for. */
  attach(inbox: ServiceQueue, exports: readonly string[]): void {
    this.#inbox = inbox;
    this.#exports = new Set(exports);
  }

  /** While it sleeps, without its module. */
  get package(): Package {
    return this.#package;
  }

  get inbox(): ServiceQueue | null {
    return this.#inbox;
  }

  get rates(): ServiceRates {
    return this.#quota.rates;
  }

  get traffic(): Traffic {
    const nowMs = this.#around.clock.now();
    return {
      messagesOut: this.#messagesOut.read(nowMs),
      bytesOut: this.#bytesOut.read(nowMs),
      messagesIn: this.#messagesIn.read(nowMs),
      bytesIn: this.#bytesIn.read(nowMs),
      drops: this.#quota.drops,
      timers: this.#timers.size + this.#timersHeld.size,
    };
  }

  get hasForward(): boolean {
    return this.#exports.has("forward");
  }

  get exports(): ReadonlySet<string> {
    return this.#exports;
  }

  /** No event of it runs or waits: its instance can end now. */
  get isIdle(): boolean {
    return this.#inbox?.isIdle ?? false;
  }

  /** Nothing but the memory of its instance would be lost by that. */
  get isQuiet(): boolean {
    return (
      this.#keepers === 0 &&
      this.#timers.size === 0 &&
      this.#underWay === 0 &&
      !this.#tokens.isOwing &&
      this.isIdle
    );
  }

  /** It does not sleep by choice until what is returned was called. */
  keepAwake(): () => void {
    let isKept = true;
    this.#keepers++;
    return () => {
      if (isKept) this.#keepers--;
      isKept = false;
    };
  }

  /** Ends the instance; only while its inbox is idle. Its timers end, and whom it owes an answer is refused it. */
  sleep(): void {
    this.#isAsleep = true;
    this.#cancelTimers();
    for (const { to, requestId } of this.#tokens.takeAll()) this.#around.overlay.refuse(to, requestId);
    this.#inbox?.sleep();
    this.#package = { ...this.#package, module: NOTHING };
  }

  /** Where the tokens of the next instance begin, so that none is taken for one of this instance. */
  get tokensAfter(): bigint {
    return BigInt.asUintN(62, this.#firstToken + TOKENS_PER_INSTANCE);
  }

  /** Makes an instance anew of the same version. */
  async wake(
    what: Package,
    runner: Runner,
    install: ServiceQueueOptions["install"],
  ): Promise<InstallOutcome> {
    if (this.#inbox === null) return { ok: false, fault: "lost", detail: "it was never attached" };
    // What `init` asks for is carried out before the outcome is here.
    this.#isAsleep = false;
    this.#firstToken = install.firstToken;
    this.#answersFrom = install.firstToken;
    const outcome = await this.#inbox.wake(runner, install);
    if (outcome.ok && outcome.init.ok) this.#package = what;
    return outcome;
  }

  /** Lets a newer version take this one's place; `exports`: what that one can be called for. Messages wait meanwhile. */
  async upgrade(
    what: Package,
    exports: ReadonlySet<string>,
    install: ServiceQueueOptions["install"],
  ): Promise<UpgradeOutcome> {
    if (this.#inbox === null || this.#isAsleep)
      return { ok: false, fault: "lost", detail: "it does not run", heldMs: 0 };
    return this.#inbox.upgrade({
      install,
      takesSnapshot: this.#exports.has("snapshot") && exports.has("restore"),
      event: {
        kind: "snapshot",
        ...this.#origin(),
        payload: NOTHING,
        token: SNAPSHOT_TOKEN,
        version: versionOf(this.#package),
      },
      owed: () => this.#begun(),
      settled: () => this.#settled(),
      done: (names, hasRestored) => {
        this.#package = what;
        this.#exports = new Set(names);
        this.#firstToken = install.firstToken;
        this.#cancelTimers();
        if (hasRestored) return;
        this.#answersFrom = install.firstToken;
        for (const token of this.#begun()) {
          const owed = this.#tokens.take(token);
          if (owed !== null) this.#around.overlay.refuse(owed.to, owed.requestId);
        }
      },
    });
  }

  /** Tokens of messages that its events have seen and not answered; the others wait for the instance that is to come. */
  #begun(): readonly bigint[] {
    return this.#tokens.tokens(this.#inbox?.waitingTokens() ?? new Set());
  }

  /** Until it waits for no answer and owes none, but not for ever. */
  async #settled(): Promise<void> {
    const { clock } = this.#around;
    const untilMs = clock.now() + SETTLE_MS;
    while (clock.now() < untilMs && (this.#underWay > 0 || this.#begun().length > 0))
      await new Promise<void>((resolve) => void clock.after(SETTLE_POLL_MS, resolve));
  }

  /** True: the message is in the inbox, and goes on or ends when its event has. */
  forward(message: RoutedMessage, next: NodeHandle): boolean {
    const { overlay, handles } = this.#around;
    handles.remember(message.origin);
    handles.remember(message.previous);
    const token = this.#tokens.give({ to: message.origin, requestId: message.requestId, hops: message.hops });
    const purse = this.#purse(message.credit);
    const event: ServiceEvent = {
      kind: "forward",
      ...this.#origin(),
      key: message.key.bytes,
      origin: message.origin.id.bytes,
      previous: message.previous.id.bytes,
      next: next.id.bytes,
      token,
      hops: message.hops,
      flags: this.#place(message, next),
      payload: message.payload,
      version: versionIn(message.serviceVersion),
      purse,
    };
    const taken = this.#offer(event, (outcome) => {
      const verdict = outcome.ok ? outcome.verdict : null;
      if (!outcome.ok || verdict === null) {
        this.#tokens.take(token);
        overlay.resume(message);
        return;
      }
      if (verdict.stop) return;
      this.#tokens.take(token);
      const wanted = verdict.next === null ? null : handles.find(verdict.next);
      const cost = costOf(outcome.effects);
      overlay.resume(message, {
        ...(cost.acts === 0 ? {} : { credit: payOnward(purse, cost) }),
        ...(verdict.key === null ? {} : { key: new Id(verdict.key) }),
        ...(verdict.payload === null
          ? {}
          : { payload: verdict.payload, serviceVersion: versionOf(this.#package) }),
        ...(wanted === null ? {} : { next: wanted }),
      });
    });
    if (!taken) this.#tokens.take(token);
    return taken;
  }

  deliver(message: RoutedMessage): void {
    const { overlay, handles } = this.#around;
    handles.remember(message.origin);
    handles.remember(message.previous);
    this.#message(
      { to: message.origin, requestId: message.requestId, hops: message.hops },
      {
        key: message.key.bytes,
        origin: message.origin.id.bytes,
        previous: message.previous.id.bytes,
        next: NOBODY,
        hops: message.hops,
        flags: this.#place(message, overlay.self),
        payload: message.payload,
        version: versionIn(message.serviceVersion),
        purse: this.#purse(message.credit),
      },
    );
  }

  direct(
    from: NodeHandle,
    requestId: number,
    payload: Uint8Array,
    credit: number,
    serviceVersion: number,
  ): void {
    this.#around.handles.remember(from);
    this.#message(
      { to: from, requestId, hops: 1 },
      {
        key: NOBODY,
        origin: from.id.bytes,
        previous: from.id.bytes,
        next: NOBODY,
        hops: 1,
        flags: FLAG_DIRECT,
        payload,
        version: versionIn(serviceVersion),
        purse: this.#purse(credit),
      },
    );
  }

  update(node: NodeHandle, joined: boolean): void {
    if (!this.#exports.has("update")) return;
    this.#offer(
      { kind: "update", ...this.#origin(), payload: NOTHING, node: node.id.bytes, joined },
      () => {},
    );
  }

  /**
   * What a rule of the service says about a value: null, it refuses; otherwise what it answered. `origin` null: nobody writes it now. The
   * same wherever it is asked: neither time nor node nor anything it has done has a part in it.
   */
  judge(kind: RuleKind, key: Uint8Array, payload: Uint8Array, origin: Uint8Array | null): Promise<Ruling> {
    if (!this.#exports.has("merge"))
      return Promise.resolve({ ok: false, reason: "refused", detail: "its service merges no values" });
    // Without `validate` all may be stored.
    if (!this.#exports.has(kind)) return Promise.resolve({ ok: true, answer: NOTHING });
    const event: ServiceEvent = {
      kind,
      nowMs: 0,
      seed: 0n,
      key,
      origin: origin ?? NOBODY,
      previous: NOBODY,
      token: RULE_TOKEN,
      isWrite: origin !== null,
      payload,
    };
    return new Promise((resolve) => {
      const isTaken =
        this.#inbox !== null &&
        !this.#isAsleep &&
        this.#inbox.offer(event, (outcome) => resolve(rulingOf(kind, outcome)));
      if (!isTaken) resolve({ ok: false, reason: "unavailable", detail: "its service takes nothing now" });
    });
  }

  /** Nothing more is asked of it. Timers end. */
  stop(): void {
    this.#cancelTimers();
    this.#inbox?.stop();
  }

  /** Carries out what an event asked for, as far as the event's credit and the service's rates go; null: `init` asked. */
  carryOut(effects: readonly Effect[], event: ServiceEvent | null): void {
    const cost = costOf(effects);
    const purse = purseOf(event) ?? { left: 0, isRefusal: false, isOwn: true };
    if (cost.acts > 0 && purse.isOwn) this.#fill(purse, cost.acts);
    const { acts, each } = cost.acts === 0 ? NO_PAYMENT : pay(purse, cost, event?.kind === "forward");
    let paid = 0;
    for (const effect of effects) {
      if (!isPaid(effect)) this.#do(effect, purse, 0);
      else if (paid++ >= acts) this.#unsent(effect, purse, "credit");
      else if (!this.#quota.takeMessage(bytesOf(effect))) this.#unsent(effect, purse, null);
      else this.#send(effect, purse, each);
    }
  }

  #send(effect: Effect, purse: Purse, credit: number): void {
    const nowMs = this.#around.clock.now();
    this.#messagesOut.add(1, nowMs);
    this.#bytesOut.add(bytesOf(effect), nowMs);
    this.#do(effect, purse, credit);
  }

  #purse(credit: number): Purse {
    return { left: Math.min(credit, this.#creditMax), isRefusal: false, isOwn: false };
  }

  /** From what the service may start by itself in a second, up to a part of it. */
  #fill(purse: Purse, acts: number): void {
    const part = Math.max(this.#quota.rates.creditPerSecond / OWN_CREDIT_PART, acts * OWN_CREDIT_EACH);
    const wanted = Math.min(Math.floor(part), Math.max(this.#creditMax, acts));
    if (purse.left < wanted) purse.left += this.#quota.takeCredit(wanted - purse.left);
  }

  /** A message that is not sent: whoever waits for its end is told, in a turn of its own. */
  #unsent(effect: Effect, purse: Purse, cause: DropCause | null): void {
    if (cause !== null) this.#quota.drop(cause);
    if (!("token" in effect)) return;
    // Without credit, two requests for each refusal would have no end; what is refused for its rate was paid for.
    if (cause === "credit" && purse.isRefusal) return;
    const { token } = effect;
    const next = cause === "credit" ? REFUSED : purse;
    this.#around.clock.after(0, () => this.#complete(token, E_QUOTA, NOTHING, next));
  }

  #startTimer(token: bigint, delayMs: number): void {
    const cancel = this.#around.clock.after(delayMs, () => {
      this.#endTimer(token);
      this.#offer({ kind: "timer", ...this.#origin(), payload: NOTHING, token }, () => {});
    });
    this.#timers.set(token, cancel);
  }

  /** It has come due or was cancelled; the one that waits longest has its place. */
  #endTimer(token: bigint): void {
    if (!this.#timers.delete(token)) return;
    const [next] = this.#timersHeld;
    if (next === undefined) return;
    this.#timersHeld.delete(next[0]);
    this.#startTimer(...next);
  }

  /** After a fault: the instance that had set them is gone. */
  #cancelTimers(): void {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
    this.#timersHeld.clear();
  }

  #place(message: RoutedMessage, next: NodeHandle): number {
    const { self } = this.#around.overlay;
    return (message.hops === 0 ? FLAG_SOURCE : 0) | (next.id.equals(self.id) ? FLAG_ROOT : 0);
  }

  #message(owed: { to: NodeHandle; requestId: number; hops: number }, fields: MessageFields): void {
    const { overlay } = this.#around;
    const token = this.#tokens.give(owed);
    const refuse = () => {
      if (this.#tokens.take(token) !== null) overlay.refuse(owed.to, owed.requestId);
    };
    const taken = this.#offer({ kind: "deliver", ...this.#origin(), ...fields, token }, (outcome) => {
      if (!outcome.ok) refuse();
    });
    if (!taken) refuse();
  }

  /** The common fields of an event that starts at this node. */
  #origin(): Pick<ServiceEvent, "nowMs" | "seed" | "origin" | "previous"> {
    const { overlay, random, wallClock } = this.#around;
    const seed = new DataView(random.bytes(8).buffer).getBigUint64(0, true);
    const self = overlay.self.id.bytes;
    return { nowMs: wallClock(), seed, origin: self, previous: self };
  }

  #offer(event: ServiceEvent, done: (outcome: Outcome) => void): boolean {
    if (this.#inbox === null || this.#isAsleep) return false;
    if (event.payload.length > PAYLOAD_BYTES_MAX) {
      this.#quota.drop("large");
      return false;
    }
    if (purseOf(event) !== undefined) {
      const nowMs = this.#around.clock.now();
      this.#messagesIn.add(1, nowMs);
      this.#bytesIn.add(event.payload.length, nowMs);
    }
    return this.#inbox.offer(event, (outcome) => {
      if (!outcome.ok) this.#cancelTimers();
      done(outcome);
    });
  }

  /** `credit`: what goes with it. `purse`: of the event, for the `complete` that follows. */
  #do(effect: Effect, purse: Purse, credit: number): void {
    const { overlay, handles, clock, log } = this.#around;
    switch (effect.kind) {
      case "route": {
        const hint = effect.hint === null ? null : handles.find(effect.hint);
        overlay.route(this.#id, new Id(effect.key), effect.payload, {
          credit,
          serviceVersion: versionOf(this.#package),
          ...(hint === null ? {} : { hint }),
        });
        return;
      }
      case "send": {
        const to = handles.find(effect.node);
        if (to !== null) overlay.send(this.#id, to, effect.payload, credit, versionOf(this.#package));
        else this.#quota.drop("unknown");
        return;
      }
      case "request": {
        const { token, key, payload, timeoutMs } = effect;
        this.#underWay++;
        const serviceVersion = versionOf(this.#package);
        overlay.request(this.#id, new Id(key), payload, { timeoutMs, credit, serviceVersion }, (response) => {
          this.#underWay--;
          this.#complete(token, ...answer(response), purse);
        });
        return;
      }
      case "respond": {
        const owed = this.#tokens.take(effect.token);
        if (owed === null) return;
        if (this.#quota.takeAnswer(effect.payload.length)) {
          this.#bytesOut.add(effect.payload.length, clock.now());
          overlay.respond(owed.to, owed.requestId, owed.hops, effect.payload);
        } else overlay.refuse(owed.to, owed.requestId);
        return;
      }
      case "storagePut":
      case "storageRemove": {
        const value = effect.kind === "storagePut" ? effect.value : null;
        const ttlSeconds = effect.kind === "storagePut" ? effect.ttlSeconds : 0;
        this.#put(effect.token, this.#record(effect), value, ttlSeconds, purse);
        return;
      }
      case "storagePutForm":
        this.#put(effect.token, this.#recordOf(effect), effect.value, effect.ttlSeconds, purse);
        return;
      case "storageGet":
        this.#get(effect.token, this.#record(effect), purse);
        return;
      case "storageGetForm":
        this.#get(effect.token, this.#recordOf(effect), purse);
        return;
      case "storageList":
        this.#list(effect.token, this.#record({ key: effect.key, field: NOTHING }), purse);
        return;
      case "storageListForm":
        this.#list(effect.token, this.#recordOf({ ...effect, field: NOTHING }), purse);
        return;
      case "storageCas":
        this.#register(effect.token, purse, (registers) =>
          registers.compareAndSet(
            { scope: this.#id, key: new Id(effect.key) },
            Number(effect.expected),
            effect.value.slice(),
          ),
        );
        return;
      case "storageRead":
        this.#register(effect.token, purse, (registers) =>
          registers.read({ scope: this.#id, key: new Id(effect.key) }),
        );
        return;
      case "timerSet":
        if (this.#timers.size < this.#quota.rates.timers) this.#startTimer(effect.token, effect.delayMs);
        else this.#timersHeld.set(effect.token, effect.delayMs);
        return;
      case "timerCancel":
        this.#timers.get(effect.token)?.();
        this.#timersHeld.delete(effect.token);
        this.#endTimer(effect.token);
        return;
      case "emit":
        if (this.#quota.takeEmission()) this.#around.emit(this.#id, effect.payload);
        return;
      case "log":
        if (this.#quota.takeLogLine())
          log.guest(`${this.package.manifest.name} ${this.#id.short}`, effect.level, effect.text);
        return;
      case "metric":
        if (this.metrics.has(effect.name) || this.metrics.size < this.#quota.rates.metrics) {
          this.metrics.set(effect.name, (this.metrics.get(effect.name) ?? 0n) + effect.value);
        } else this.#quota.drop("metrics");
        return;
    }
  }

  #record(effect: { readonly key: Uint8Array; readonly field: Uint8Array }): RecordName {
    return serviceRecord(this.#id, new Id(effect.key), effect.field);
  }

  #recordOf({
    form,
    key,
    field,
  }: {
    readonly form: number;
    readonly key: Uint8Array;
    readonly field: Uint8Array;
  }): RecordName {
    return recordOfForm(RECORD_FORMS[form], this.#id, new Id(key), field);
  }

  #put(token: bigint, name: RecordName, value: Uint8Array | null, ttlSeconds: number, purse: Purse): void {
    this.#underWay++;
    void this.#around.storage.put(name, value, { ttlSeconds }).then((outcome) => {
      this.#underWay--;
      const refusal = !outcome.ok && outcome.reason === "refused" ? E_REFUSED : E_UNAVAILABLE;
      this.#complete(token, outcome.ok ? OK : refusal, NOTHING, purse);
    });
  }

  #get(token: bigint, name: RecordName, purse: Purse): void {
    this.#underWay++;
    void this.#around.storage.get(name).then((outcome) => {
      this.#underWay--;
      if (outcome.ok && outcome.record.value !== null)
        return this.#complete(token, OK, outcome.record.value, purse);
      const status = !outcome.ok && outcome.reason === "unavailable" ? E_UNAVAILABLE : E_NOT_FOUND;
      this.#complete(token, status, NOTHING, purse);
    });
  }

  #list(token: bigint, name: RecordName, purse: Purse): void {
    this.#underWay++;
    void this.#around.storage.list(name).then((outcome) => {
      this.#underWay--;
      if (!outcome.ok) {
        const reason = outcome.reason === "too-big" ? E_TOO_BIG : E_UNAVAILABLE;
        return this.#complete(token, reason, NOTHING, purse);
      }
      const entries = outcome.records.map(({ field, value }) => ({ key: field, value: value ?? NOTHING }));
      const packed = packEntries(entries, PAYLOAD_BYTES_MAX);
      if (packed === null) this.#complete(token, E_TOO_BIG, NOTHING, purse);
      else this.#complete(token, OK, packed, purse);
    });
  }

  /** What there is, or has become: version and value. Of what cannot be told nothing is said. */
  #register(token: bigint, purse: Purse, act: (registers: Registers) => Promise<RegisterOutcome>): void {
    const { registers, clock } = this.#around;
    this.#underWay++;
    const acting: Promise<RegisterOutcome> =
      registers === undefined
        ? new Promise((resolve) => clock.after(0, () => resolve({ kind: "unavailable" })))
        : act(registers);
    void acting.then((outcome) => {
      this.#underWay--;
      if (!("version" in outcome)) {
        const status = outcome.kind === "overloaded" ? E_QUOTA : E_UNAVAILABLE;
        return this.#complete(token, status, NOTHING, purse);
      }
      const { kind, version, value } = outcome;
      const payload = Buffer.alloc(8 + (value?.length ?? 0));
      payload.writeBigUInt64LE(BigInt(version));
      if (value !== null) payload.set(value, 8);
      const isThere = kind !== "value" || value !== null;
      const status = kind === "conflict" ? E_CONFLICT : isThere ? OK : E_NOT_FOUND;
      this.#complete(token, status, payload, purse);
    });
  }

  /** `purse`: of the event that asked. */
  #complete(token: bigint, status: number, payload: Uint8Array, purse: Purse): void {
    if (!this.#exports.has("complete") || token < this.#answersFrom) return;
    if (this.#offer({ kind: "complete", ...this.#origin(), token, status, payload, purse }, () => {})) return;
    // Where there is no room for what was answered there may be for the news that it was.
    if (payload.length > 0) this.#complete(token, E_UNAVAILABLE, NOTHING, purse);
  }
}

/** A message without the fields that the node adds when the message becomes an event. */
type MessageFields = Omit<ServiceMessage, "kind" | "nowMs" | "seed" | "token">;

/** The credit that came with the event. Undefined: the service's own credit pays. */
function purseOf(event: ServiceEvent | null): Purse | undefined {
  if (event === null) return undefined;
  return isMessage(event) || event.kind === "complete" ? event.purse : undefined;
}

/** `unavailable`: the service could not be asked. */
export type Ruling =
  | { readonly ok: true; readonly answer: Uint8Array }
  | { readonly ok: false; readonly reason: "refused" | "unavailable"; readonly detail: string };

function rulingOf(kind: RuleKind, outcome: Outcome): Ruling {
  if (outcome.ok) {
    const [answer] = outcome.effects;
    if (answer?.kind === "respond") return { ok: true, answer: answer.payload };
    return { ok: false, reason: "refused", detail: `its service's ${kind} refuses it` };
  }
  // What died around it says nothing about the value.
  const isItsOwn =
    outcome.fault === "fuel" ||
    outcome.fault === "stack" ||
    outcome.fault === "trap" ||
    outcome.fault === "abort";
  const detail = `its service's ${kind} ended with a fault: ${outcome.fault}: ${outcome.detail}`;
  return { ok: false, reason: isItsOwn ? "refused" : "unavailable", detail };
}

/** As messages carry it and services see it. */
function versionOf({ manifest }: Package): number {
  return versionIn(manifest.version);
}

function versionIn(version: number): number {
  return Math.min(version, VERSION_MAX);
}

/** What a message carries. */
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

function answer(response: Response): [status: number, payload: Uint8Array] {
  if (response.ok) return [OK, response.payload];
  return [response.reason === "refused" ? E_REFUSED : E_UNAVAILABLE, NOTHING];
}
