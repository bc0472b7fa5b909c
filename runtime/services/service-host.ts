/**
 * The services of this node, as an application of the overlay.
 *
 * A node meets a service when a message for it comes by. At the root of the message's key the message waits, boundedly, while
 * the code is fetched, verified and started; at a node in between it goes on by itself, and the code is fetched when such
 * messages keep coming. No message is lost because the code was not there yet.
 *
 * A service that is not used for a while is put to sleep (hibernation.ts): its instance ends, and its next message, which waits
 * meanwhile, makes one anew from what is on disk. What has run here once is known, asleep, when the node is started again.
 */

import { dropOldest } from "../base/bounded.ts";
import type { Clock, Random } from "../base/environment.ts";
import { hexOf } from "../base/hex.ts";
import { Id, isCloser } from "../base/id.ts";
import type { Log } from "../base/log.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import { Grants } from "../deployment/grants.ts";
import type { CheckOptions, Installer } from "../deployment/installer.ts";
import type { FetchOutcome, FetchRefusal, Package } from "../deployment/package.ts";
import { POLICY_DEFAULT, type Policy } from "../deployment/policy.ts";
import type { Application, Overlay, RoutedMessage } from "../overlay/api.ts";
import { LEAF_SIDE } from "../overlay/leaf-set.ts";
import { isEnough, type Jail, missingOf } from "../sandbox/cell/jail.ts";
import { type Quarantine, type QuarantineState, quarantineText } from "../sandbox/cell/quarantine.ts";
import type { InstallOutcome, OverlayView, RuleKind, Runner } from "../sandbox/contract.ts";
import { Quota } from "../sandbox/queue/quota.ts";
import {
  ServiceQueue,
  type ServiceQueueOptions,
  type UpgradeOutcome,
} from "../sandbox/queue/service-queue.ts";
import type { LocalStore } from "../storage/local/local-store.ts";
import type { ReplicatedStorage } from "../storage/record.ts";
import type { Registers } from "../storage/registers/service.ts";
import type { Cells } from "./cells.ts";
import { Handles } from "./handles.ts";
import {
  HIBERNATION_DEFAULT,
  type HibernationOptions,
  outOfTheWay,
  pressedOut,
  pushedOut,
  unused,
} from "./hibernation.ts";
import { HostedService, type Ruling, type Surroundings } from "./hosted-service.ts";
import { type Resident, Roster } from "./registry.ts";
import { type UpgradeReport, Upgrades } from "./upgrades.ts";
import { Waiting, WaitingRoom } from "./waiting.ts";
import { WakeQueue } from "./wake-queue.ts";

/** Services that have run here, awake or asleep. Room for those of many publishers; a stranger cannot take more. */
const SERVICES_MAX = 16_384;
/** Service ids that passed by, or were refused: strangers invent them at no cost. The oldest is forgotten. */
const STRANGERS_MAX = 10_000;
/** A service that passes by this often within PASSING_MS is worth having (overlay.md B11). */
const PASSING_COUNT = 3;
const PASSING_MS = 60_000;
/** How long a refusal stands before the overlay is asked again. */
const REFUSED_MS = 10_000;
/** What is refused for these reasons will be after a restart as well: it is not among the services of this node any more. */
const LASTING: ReadonlySet<string> = new Set(["none", "policy", "capability", "gate", "revoked"]);
/** How often a service is started whose cell dies meanwhile. */
const START_ATTEMPTS = 3;
/** How often, at most, a node looks for a newer version of a service that it runs, and for how many at a time and in a second. */
const CHECK_MS = 30_000;
const CHECKS_MAX = 16;
const CHECKS_PER_SECOND = 20;
/** After a start with what a neighbour had: whether there is something newer. */
const LOOK_MS = 200;
/** What it costs the node to read a service's store and to write it to a cell, as seen with entries of 1 KiB. */
const STORE_MS_PER_BYTE = 8 / 1024 ** 2;
/**
 * When as many are awake as may be and all are busy, one that is to wake waits for so long, and looks so often; for the first part of
 * that it waits for one to be quiet, then one that is not is pushed out.
 */
const ROOM_MS = 2_000;
const ROOM_POLL_MS = 25;
const PUSH_MS = 500;
/** When none was quiet a moment ago, nobody looks at all of them again before this. */
const NONE_QUIET_MS = 20;
/** How often it is looked at what has expired, and how long before that for what its publisher has signed anew. */
const EXPIRY_LOOK_MS = 30_000;
const RENEWAL_MS = 30 * 60_000;
const RENEWAL_LOOK_MS = 5 * 60_000;
/** How long a service that found no room is not tried again. */
const BUSY_MS = 1_000;
/** How often the node looks which services it puts to sleep: so many times within the time after which they do, within these bounds. */
const SWEEPS = 8;
const SWEEP_MS_MIN = 100;
/** For the memory of cells, which may grow fast. */
const SWEEP_MS_MAX = 1_000;

export interface ServiceHostParts {
  readonly overlay: Overlay;
  readonly storage: ReplicatedStorage;
  /** Left out: services have none. */
  readonly registers?: Registers;
  readonly store: LocalStore;
  readonly installer: Installer;
  readonly cells: Cells;
  readonly clock: Clock;
  readonly random: Random;
  readonly wallClock: () => number;
  readonly log: Log;
  /** What services may use. Left out: the default. */
  readonly policy?: Policy;
  readonly hibernation?: Partial<HibernationOptions>;
  /** What holds the cells; left out where there are none. */
  readonly isolation?: Jail;
  /** Of code that has killed cells; left out where there are none. */
  readonly quarantine?: Quarantine;
}

interface Running {
  readonly state: "running";
  readonly id: Id;
  readonly hosted: HostedService;
  readonly publisher: string;
  checkedMs: number;
  /** When it was last looked for what its publisher has signed in place of what ends soon. */
  renewalMs: number;
  usedMs: number;
  isIdle(): boolean;
  isQuiet(): boolean;
}

/** Messages wait: for the code, or for the instance of what slept (`waking`). */
interface Expected {
  readonly state: "fetching" | "waking";
  readonly waiting: Waiting;
  readonly done: Promise<void>;
  /** Of what ran before: where that has a `forward`, messages that pass wait as well. */
  readonly resident: Resident | null;
}

interface Asleep {
  readonly state: "asleep";
  readonly resident: Resident;
  /** Null: it has not run since the node was started. */
  readonly hosted: HostedService | null;
  readonly checkedMs: number;
  /** The neighbours it knew of; null: none. */
  readonly leaves: readonly NodeHandle[] | null;
}

/** A message of a service, wherever it came in. */
interface Met {
  readonly service: Id;
  readonly previous: NodeHandle;
  readonly payload: Uint8Array;
}

/** Why a service does not run. `busy`, `totals`: there is no room for it now. */
interface NotStarted {
  readonly reason: string;
  readonly detail: string;
}

const NO_ROOM: NotStarted = {
  reason: "busy",
  detail: "as many services are awake as may be, and all have something to do; try again",
};

type Slot = Running | Expected | Asleep;

/** What does not run here, or not yet. */
type Stranger =
  | { readonly state: "passing"; readonly since: number; count: number }
  | { readonly state: "refused"; readonly reason: string; readonly detail: string; readonly untilMs: number };

export interface ServiceEntry {
  readonly serviceId: string;
  readonly state: Slot["state"] | "refused";
  /** Why it does not run. */
  readonly detail: string;
  /** It is there, and gets no messages: its cell has died of its code. */
  readonly held: QuarantineState | null;
  /** Null: it has not run since the node was started. */
  readonly hosted: HostedService | null;
  /** Of what sleeps, or wakes. */
  readonly resident: Resident | null;
}

export class ServiceHost implements Application {
  readonly #parts: ServiceHostParts;
  readonly #grants: Grants;
  readonly #hibernation: HibernationOptions;
  readonly #around: Surroundings;
  readonly #roster: Roster;
  readonly #slots = new Map<string, Slot>();
  /** The slots that are running, once more. */
  readonly #awake = new Map<string, Running>();
  readonly #strangers = new Map<string, Stranger>();
  readonly #room = new WaitingRoom();
  readonly #wakes: WakeQueue;
  readonly #subscribers = new Map<string, Set<(payload: Uint8Array) => void>>();
  /** The neighbours when somebody last asked for them. */
  #leaves: readonly NodeHandle[] = [];
  #checks = 0;
  readonly #underUpgrade = new Map<string, Promise<void>>();
  readonly #upgrades = new Upgrades();
  #noneQuietUntilMs = 0;
  #expiryLookedMs = 0;
  #stopSweeps: (() => void) | null = null;
  #closed = false;

  constructor(parts: ServiceHostParts) {
    const { overlay, storage, registers, store, clock, random, wallClock, log } = parts;
    this.#parts = parts;
    this.#grants = new Grants(() => this.#policy);
    this.#hibernation = { ...HIBERNATION_DEFAULT, ...parts.hibernation };
    this.#roster = new Roster(store);
    this.#wakes = new WakeQueue(clock);
    const handles = new Handles(overlay);
    this.#around = {
      overlay,
      storage,
      ...(registers === undefined ? {} : { registers }),
      handles,
      clock,
      random,
      wallClock,
      log,
      emit: (service, payload) => {
        for (const receive of this.#subscribers.get(service.hex) ?? []) receive(payload);
      },
    };
    for (const { serviceId, resident } of this.#roster.read()) {
      if (this.#slots.size >= SERVICES_MAX) break;
      const unchecked = Number.NEGATIVE_INFINITY;
      const asleep: Asleep = { state: "asleep", resident, hosted: null, checkedMs: unchecked, leaves: null };
      this.#slots.set(serviceId.hex, asleep);
    }
    overlay.register(null, this);
    overlay.onChange(() => {
      handles.refresh();
      parts.cells.setView(viewOf(overlay));
    });
    parts.cells.setView(viewOf(overlay));
  }

  forward(message: RoutedMessage, next: NodeHandle): "continue" | "taken" {
    const slot = this.#slots.get(message.service.hex);
    const { overlay } = this.#parts;
    // What most messages at most nodes are: of a service that is not here.
    if (slot === undefined && !next.id.equals(overlay.self.id)) {
      this.#passes(message);
      return "continue";
    }
    if (slot?.state === "running") {
      this.#use(slot);
      if (!slot.hosted.hasForward) return "continue";
      return slot.hosted.forward(message, next) ? "taken" : "continue";
    }
    const proceed = (service: HostedService) => {
      if (!service.hasForward || !service.forward(message, next)) overlay.resume(message);
    };
    if (slot !== undefined && !next.id.equals(overlay.self.id)) {
      // What runs here has its say about messages that pass; it is not asked for it before it ever ran.
      const goOn = () => overlay.resume(message);
      const waits = hasForward(slot) && this.#hold(message, proceed, goOn);
      return waits ? "taken" : "continue";
    }
    // The root: the message waits for the instance, then passes its `forward` and is delivered.
    if (slot !== undefined && slot.state !== "fetching" && !hasForward(slot)) return "continue";
    const refuse = () => {
      if (message.requestId !== 0) overlay.refuse(message.origin, message.requestId);
    };
    if (!this.#hold(message, proceed, refuse)) refuse();
    return "taken";
  }

  deliver(message: RoutedMessage): void {
    const refuse = () => {
      if (message.requestId !== 0) this.#parts.overlay.refuse(message.origin, message.requestId);
    };
    const slot = this.#slots.get(message.service.hex);
    if (slot?.state === "running") {
      this.#use(slot);
      slot.hosted.deliver(message);
    } else if (!this.#hold(message, (service) => service.deliver(message), refuse)) refuse();
  }

  direct(
    from: NodeHandle,
    requestId: number,
    payload: Uint8Array,
    service: Id,
    credit: number,
    serviceVersion: number,
  ): void {
    const refuse = () => {
      if (requestId !== 0) this.#parts.overlay.refuse(from, requestId);
    };
    const slot = this.#slots.get(service.hex);
    if (slot?.state === "running") {
      this.#use(slot);
      slot.hosted.direct(from, requestId, payload, credit, serviceVersion);
    } else if (
      !this.#hold(
        { service, payload, previous: from },
        (hosted) => hosted.direct(from, requestId, payload, credit, serviceVersion),
        refuse,
      )
    )
      refuse();
  }

  /** What sleeps learns of it when it wakes. */
  update(node: NodeHandle, joined: boolean): void {
    for (const { hosted } of this.#awake.values()) hosted.update(node, joined);
  }

  /** Fetches, or wakes, and starts the service when it is not running. Resolves when it runs, or does not. */
  async ensure(service: Id): Promise<{ ok: true } | { ok: false; reason: string; detail: string }> {
    const slot = this.#expect(service, null);
    if (slot !== null && slot.state !== "running") await slot.done;
    if (this.#slots.get(service.hex)?.state === "running") return { ok: true };
    const refused = this.#refused(service);
    if (refused !== null) return { ok: false, reason: refused.reason, detail: refused.detail };
    return { ok: false, reason: "unavailable", detail: "the service could not be fetched" };
  }

  /** As `ensure`, with the newest version that is published: why that does not run is told, though the one before goes on. */
  async deploy(service: Id): Promise<{ ok: true } | { ok: false; reason: string; detail: string }> {
    const outcome = await this.ensure(service);
    if (!outcome.ok) return outcome;
    const before = this.#upgrades.last(service);
    await this.upgrade(service);
    const last = this.#upgrades.last(service);
    return last === before || last === null || last.ok
      ? { ok: true }
      : { ok: false, reason: "upgrade", detail: `version ${last.toVersion}: ${last.detail}` };
  }

  /** What a rule of the service says (hosted-service.ts); it is fetched, or woken, for that. */
  async judge(
    service: Id,
    kind: RuleKind,
    key: Uint8Array,
    payload: Uint8Array,
    origin: Uint8Array | null,
  ): Promise<Ruling> {
    const outcome = await this.ensure(service);
    const slot = this.#slots.get(service.hex);
    if (!outcome.ok || slot?.state !== "running") {
      const why = outcome.ok ? "it is being replaced" : outcome.detail;
      return {
        ok: false,
        reason: "unavailable",
        detail: `service ${service.short} does not run here: ${why}`,
      };
    }
    this.#use(slot);
    return slot.hosted.judge(kind, key, payload, origin);
  }

  isRunning(service: Id): boolean {
    return this.#awake.has(service.hex);
  }

  /** The service is not put to sleep by choice until what is returned was called. */
  keepAwake(service: Id): () => void {
    const slot = this.#slots.get(service.hex);
    return slot?.state === "running" ? slot.hosted.keepAwake() : () => {};
  }

  /** What runs; null: it does not, or sleeps. */
  packageOf(service: Id): Package | null {
    const slot = this.#slots.get(service.hex);
    return slot?.state === "running" ? slot.hosted.package : null;
  }

  subscribe(service: Id, receive: (payload: Uint8Array) => void): () => void {
    const receivers = this.#subscribers.get(service.hex) ?? new Set();
    this.#subscribers.set(service.hex, receivers);
    receivers.add(receive);
    return () => {
      receivers.delete(receive);
      if (receivers.size === 0) this.#subscribers.delete(service.hex);
    };
  }

  /** In no order. */
  *list(): Iterable<ServiceEntry> {
    for (const [serviceId, slot] of this.#slots) {
      const hosted = slot.state === "running" || slot.state === "asleep" ? slot.hosted : null;
      const resident = slot.state === "running" ? null : slot.resident;
      const held = slot.state === "running" ? this.#held(slot.hosted.package) : null;
      yield {
        serviceId,
        state: slot.state,
        detail: held === null ? "" : quarantineText(held),
        held,
        hosted,
        resident,
      };
    }
    for (const [serviceId, stranger] of this.#strangers) {
      if (stranger.state !== "refused") continue;
      const detail = `${stranger.reason}: ${stranger.detail}`;
      yield { serviceId, state: "refused", detail, held: null, hosted: null, resident: null };
    }
  }

  /** The ids, in hex, of what runs here or sleeps. */
  residents(): readonly string[] {
    return [...this.#slots].flatMap(([hex, { state }]) =>
      state === "running" || state === "asleep" ? [hex] : [],
    );
  }

  /** Services by what they do. */
  counts(): { readonly awake: number; readonly asleep: number; readonly inline: number } {
    let asleep = 0;
    for (const { state } of this.#slots.values()) if (state === "asleep") asleep++;
    return { awake: this.#awake.size, asleep, inline: this.#parts.cells.inlineServices };
  }

  /** The policy, or what publishers have revoked, has changed: what runs here and may not any more ends at once. */
  reconsider(): void {
    for (const slot of [...this.#awake.values()]) {
      const refusal = this.#parts.installer.refusalNow(slot.hosted.package);
      if (refusal !== null) this.#expel(slot, refusal);
    }
    // What was refused may be welcome now.
    for (const [hex, { state }] of this.#strangers) if (state === "refused") this.#strangers.delete(hex);
  }

  get #policy(): Policy {
    return this.#parts.policy ?? POLICY_DEFAULT;
  }

  #expel({ id, hosted }: Running, { reason, detail }: FetchRefusal): void {
    this.#parts.log.warn({ service: id.short, reason, detail }, "service ended");
    hosted.stop();
    this.#dismiss(hosted.package);
    this.#awake.delete(id.hex);
    this.#slots.delete(id.hex);
    void this.#roster.forget(id).catch(() => {});
    const untilMs = this.#parts.clock.now() + REFUSED_MS;
    this.#setStranger(id, { state: "refused", reason, detail, untilMs });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stopSweeps?.();
    this.#wakes.close();
    for (const { hosted } of this.#awake.values()) hosted.stop();
    await this.#parts.cells.close();
  }

  #use(slot: Running): void {
    slot.usedMs = this.#parts.clock.now();
    this.#lookForNewer(slot);
  }

  #refused(service: Id): (Stranger & { state: "refused" }) | null {
    const stranger = this.#strangers.get(service.hex);
    if (stranger?.state !== "refused") return null;
    if (stranger.untilMs > this.#parts.clock.now()) return stranger;
    this.#strangers.delete(service.hex);
    return null;
  }

  #passes({ service, previous }: Met): void {
    const now = this.#parts.clock.now();
    const stranger = this.#strangers.get(service.hex);
    if (stranger?.state === "refused" && stranger.untilMs > now) return;
    if (stranger?.state !== "passing" || now - stranger.since > PASSING_MS) {
      this.#setStranger(service, { state: "passing", since: now, count: 1 });
    } else if (++stranger.count >= PASSING_COUNT) {
      this.#expect(service, previous);
    }
  }

  #setStranger(service: Id, stranger: Stranger): void {
    this.#strangers.delete(service.hex);
    this.#strangers.set(service.hex, stranger);
    dropOldest(this.#strangers, STRANGERS_MAX);
  }

  #hold(met: Met, proceed: (service: HostedService) => void, giveUp: () => void): boolean {
    const slot = this.#expect(met.service, met.previous);
    if (slot === null) return false;
    if (slot.state !== "running") return slot.waiting.hold(met.payload.length, proceed, giveUp);
    proceed(slot.hosted);
    return true;
  }

  /** Sees to it that the service will run; null: it was refused a moment ago. `previous`: the node that its message came from. */
  #expect(service: Id, previous: NodeHandle | null): Running | Expected | null {
    const slot = this.#slots.get(service.hex);
    if (slot?.state === "asleep")
      return this.#expected(service, "waking", slot.resident, (w) => this.#wake(service, slot, w));
    if (slot !== undefined) return slot;
    if (this.#refused(service) !== null) return null;
    const { overlay, installer } = this.#parts;
    const near = previous === null || previous.id.equals(overlay.self.id) ? null : previous;
    return this.#expected(service, "fetching", null, async (waiting) =>
      this.#fetched(service, await installer.begin(service, near), waiting),
    );
  }

  #expected(
    service: Id,
    state: Expected["state"],
    resident: Resident | null,
    begin: (waiting: Waiting) => Promise<void>,
  ): Expected {
    const waiting = new Waiting(this.#room);
    // In a turn of its own: what begins may end at once, and then takes the slot's place.
    const done = Promise.resolve().then(() => begin(waiting));
    const slot: Expected = { state, waiting, done, resident };
    this.#strangers.delete(service.hex);
    this.#slots.set(service.hex, slot);
    return slot;
  }

  /** Starts what was fetched; when that does not start, what was here before it. */
  async #fetched(service: Id, outcome: FetchOutcome, waiting: Waiting): Promise<void> {
    if (this.#closed) return waiting.release(null);
    const hosted = outcome.ok ? await this.#start(outcome.package) : outcome;
    if (hosted instanceof HostedService) return this.#runs(service, hosted, waiting);
    const again = await this.#startBefore(service, hosted);
    if (again === null) return this.#refuse(service, hosted, waiting);
    this.#runs(service, again, waiting);
  }

  /** The version before the newest on this node's disk, when that does not start. */
  async #startBefore(service: Id, { reason, detail }: NotStarted): Promise<HostedService | null> {
    if (reason !== "start" || this.#closed) return null;
    const before = await this.#parts.installer.revert(service);
    const hosted = before?.ok ? await this.#start(before.package) : null;
    if (!(hosted instanceof HostedService)) return null;
    const fields = { service: service.short, version: hosted.package.manifest.version, reason, detail };
    this.#parts.log.warn(fields, "a newer version does not start; the one before goes on");
    return hosted;
  }

  /** From what is on disk, without asking the overlay; only where that is not good any more, as if the service had never been here. */
  async #wake(service: Id, asleep: Asleep, waiting: Waiting): Promise<void> {
    if (this.#closed) return waiting.release(null);
    const { installer, store } = this.#parts;
    const outcome = await this.#wakes.take(
      asleep.resident.rootId,
      () => installer.load(service),
      () => STORE_MS_PER_BYTE * store.bytesUsed(spaceOf(service)),
    );
    if (this.#closed) return waiting.release(null);
    if (outcome === null || !outcome.ok) {
      return this.#fetched(service, await installer.begin(service), waiting);
    }
    const what = outcome.package;
    const before = asleep.hosted;
    const isSame = before !== null && before.package.manifest.version === what.manifest.version;
    const hosted = await (isSame ? this.#startAgain(before, what) : this.#start(what));
    if (!(hosted instanceof HostedService)) {
      if (hosted.reason !== "busy" && hosted.reason !== "totals") {
        const again = await this.#startBefore(service, hosted);
        return again === null
          ? this.#refuse(service, hosted, waiting)
          : this.#runs(service, again, waiting, asleep.checkedMs);
      }
      // It goes on sleeping.
      this.#slots.set(service.hex, asleep);
      return waiting.release(null);
    }
    if (asleep.leaves !== null) tellChanges(hosted, asleep.leaves, this.#neighbours());
    this.#runs(service, hosted, waiting, asleep.checkedMs);
  }

  #runs(service: Id, hosted: HostedService, waiting: Waiting, checkedMs = this.#parts.clock.now()): void {
    const { clock, log } = this.#parts;
    const { manifest } = hosted.package;
    if (this.#closed || !this.#hasRoomFor(service)) {
      hosted.stop();
      this.#dismiss(hosted.package);
      if (this.#closed) return waiting.release(null);
      const detail = "this node has as many services as it can";
      return this.#refuse(service, { reason: "overloaded", detail }, waiting);
    }
    const running: Running = {
      state: "running",
      id: service,
      hosted,
      publisher: hexOf(manifest.rootId),
      checkedMs,
      renewalMs: Number.NEGATIVE_INFINITY,
      usedMs: clock.now(),
      isIdle: () => hosted.isIdle,
      isQuiet: () => hosted.isQuiet,
    };
    this.#slots.set(service.hex, running);
    this.#awake.set(service.hex, running);
    this.#roster.note(service, residentOf(hosted)).catch((error: Error) => {
      // It runs all the same; after a restart it is met anew.
      log.warn({ service: service.short, detail: error.message }, "a service could not be noted");
    });
    this.#sweepLater();
    // What was withdrawn while it started ends before it has a message.
    const refusal = this.#parts.installer.refusalNow(hosted.package);
    if (refusal !== null) {
      this.#expel(running, refusal);
      return waiting.release(null);
    }
    waiting.release(hosted);
    void this.#parts.installer.commit(service);
    // A neighbour's version may be an old one. What waited for it has its answers first.
    if (!hosted.package.isNewest && hosted.package.codeFrom !== "local")
      this.#parts.clock.after(LOOK_MS, () => this.#look(running));
  }

  #refuse(service: Id, { reason, detail }: NotStarted, waiting: Waiting): void {
    this.#parts.log.warn({ service: service.short, reason, detail }, "service refused");
    this.#slots.delete(service.hex);
    if (LASTING.has(reason)) void this.#roster.forget(service).catch(() => {});
    const untilMs = this.#parts.clock.now() + (reason === "busy" ? BUSY_MS : REFUSED_MS);
    this.#setStranger(service, { state: "refused", reason, detail, untilMs });
    waiting.release(null);
  }

  /** Whether one more may run here, known or not: then what has slept longest is forgotten for what was not known. */
  #hasRoomFor(service: Id): boolean {
    if (this.#slots.size <= SERVICES_MAX) return true;
    for (const [hex, { state }] of this.#slots) {
      if (state !== "asleep" || hex === service.hex) continue;
      this.#slots.delete(hex);
      void this.#roster.forget(Id.fromHex(hex)).catch(() => {});
      return true;
    }
    return false;
  }

  /** The running service, or why it does not start. */
  async #start(what: Package): Promise<HostedService | NotStarted> {
    const { store, clock, log } = this.#parts;
    const { manifest } = what;
    const runner = await this.#admit(what);
    if ("reason" in runner) return runner;
    const now = () => clock.now();
    const quota = new Quota(this.#policy.rates, what.limits, now);
    const hosted = new HostedService(what, this.#around, quota, this.#policy.creditMax);
    const inbox = new ServiceQueue({
      runner,
      store,
      space: spaceOf(what.serviceId),
      install: this.#request(what, 1n),
      onEffects: (effects, event) => hosted.carryOut(effects, event),
      now,
      mayAct: async () => (await what.remembered)?.detail ?? null,
      pace: { quota, after: (delayMs, callback) => clock.after(delayMs, callback) },
    });
    const outcome = await unlessLost(() => inbox.start());
    if (!outcome.ok || !outcome.init.ok) {
      this.#dismiss(what);
      return (await what.remembered) ?? whyNot(outcome);
    }
    hosted.attach(inbox, outcome.exports);
    log.info({ service: manifest.name, version: manifest.version, from: what.codeFrom }, "service running");
    return hosted;
  }

  /** As `#start`, for what slept: what was counted of it goes on. */
  async #startAgain(hosted: HostedService, what: Package): Promise<HostedService | NotStarted> {
    const runner = await this.#admit(what);
    if ("reason" in runner) return runner;
    const outcome = await unlessLost(() =>
      hosted.wake(what, runner, this.#request(what, hosted.tokensAfter)),
    );
    if (outcome.ok && outcome.init.ok) return hosted;
    this.#dismiss(what);
    return whyNot(outcome);
  }

  /** The runner for the service, which has its grant then; or why there is none. `#dismiss` takes both back. */
  /** Why its publisher's services do not run in a cell that is held by no more than this machine has; null: they do. */
  #tooOpen(publisher: string): string | null {
    const { isolation } = this.#parts;
    const { cells, inline } = this.#policy;
    if (isolation === undefined || isEnough(isolation.level, cells.isolation) || inline.includes(publisher))
      return null;
    return `cells are to be held by "${cells.isolation}", and here it is "${isolation.level}" (${missingOf(isolation).join("; ")}); \`prost doctor\` says more`;
  }

  #held(what: Package): QuarantineState | null {
    return this.#parts.quarantine?.stateOf(codeOf(what)) ?? null;
  }

  async #admit(what: Package): Promise<Runner | NotStarted> {
    const { serviceId, manifest, limits } = what;
    const tooOpen = this.#tooOpen(hexOf(manifest.rootId));
    if (tooOpen !== null) return { reason: "policy", detail: tooOpen };
    const held = this.#held(what);
    if (held !== null) return { reason: "quarantine", detail: quarantineText(held) };
    const refusal = this.#grants.take(serviceId.hex, hexOf(manifest.rootId), limits);
    if (refusal !== null) return { reason: "totals", detail: `policy: ${refusal}` };
    const runner = await this.#runner(manifest.rootId);
    if (runner === null) this.#grants.release(serviceId.hex);
    return runner ?? NO_ROOM;
  }

  #dismiss({ serviceId, manifest }: Package): void {
    this.#grants.release(serviceId.hex);
    this.#parts.cells.leave(manifest.rootId);
  }

  /** The runner for one more service of the publisher, once there is room; null: there was none for long. */
  async #runner(rootId: Uint8Array): Promise<Runner | null> {
    const { cells, clock } = this.#parts;
    const sinceMs = clock.now();
    // Those that are being started count as well.
    while (cells.services >= this.#hibernation.awakeMax) {
      const waitedMs = clock.now() - sinceMs;
      if (this.#makeRoom(waitedMs < PUSH_MS ? null : hexOf(rootId))) break;
      if (this.#closed || waitedMs >= ROOM_MS) return null;
      await new Promise<void>((resolve) => void clock.after(ROOM_POLL_MS, resolve));
    }
    return cells.enter(rootId);
  }

  /** `pushing`: the publisher who has waited long enough. */
  #makeRoom(pushing: string | null): boolean {
    const now = this.#parts.clock.now();
    const leaving = now < this.#noneQuietUntilMs ? [] : outOfTheWay(this.#awake.values());
    if (leaving.length === 0) {
      if (now >= this.#noneQuietUntilMs) this.#noneQuietUntilMs = now + NONE_QUIET_MS;
      if (pushing !== null) leaving.push(...pushedOut(this.#awake.values(), pushing));
    }
    for (const slot of leaving) this.#sleep(slot);
    return leaving.length > 0;
  }

  #request(what: Package, firstToken: bigint): ServiceQueueOptions["install"] {
    const { overlay, random, wallClock } = this.#parts;
    return {
      serviceId: what.serviceId.bytes,
      nodeId: overlay.self.id.bytes,
      module: what.module,
      code: codeOf(what),
      capabilities: what.manifest.capabilities,
      limits: what.limits,
      nowMs: wallClock(),
      seed: new DataView(random.bytes(8).buffer).getBigUint64(0, true),
      firstToken,
    };
  }

  #sleep(slot: Running): void {
    const { id, hosted, checkedMs } = slot;
    const resident = residentOf(hosted);
    hosted.sleep();
    this.#dismiss(hosted.package);
    this.#awake.delete(id.hex);
    // Anew, so that what has slept longest comes first.
    this.#slots.delete(id.hex);
    const leaves = hosted.exports.has("update") ? this.#neighbours() : null;
    this.#slots.set(id.hex, { state: "asleep", resident, hosted, checkedMs, leaves });
  }

  /** The same array while they are the same: all services that go to sleep meanwhile refer to it. */
  #neighbours(): readonly NodeHandle[] {
    const now = this.#parts.overlay.neighborSet(Number.MAX_SAFE_INTEGER);
    const isSame =
      now.length === this.#leaves.length && now.every((node, i) => node.id.equals(this.#leaves[i].id));
    if (!isSame) this.#leaves = now;
    return this.#leaves;
  }

  #sweepLater(): void {
    if (this.#stopSweeps !== null || this.#closed) return;
    const { clock, cells } = this.#parts;
    const { idleMs } = this.#hibernation;
    this.#stopSweeps = clock.after(Math.min(SWEEP_MS_MAX, Math.max(SWEEP_MS_MIN, idleMs / SWEEPS)), () => {
      this.#stopSweeps = null;
      for (const slot of unused(this.#awake.values(), clock.now() - idleMs)) this.#sleep(slot);
      for (const slot of pressedOut(this.#awake.values(), cells.memory(), this.#hibernation))
        this.#sleep(slot);
      this.#endExpired();
      if (this.#awake.size > 0) this.#sweepLater();
    });
  }

  /** What has expired ends, whether messages come or not; before that its publisher may have signed it anew. */
  #endExpired(): void {
    const { clock, installer, wallClock } = this.#parts;
    const now = clock.now();
    if (now - this.#expiryLookedMs < EXPIRY_LOOK_MS) return;
    this.#expiryLookedMs = now;
    for (const slot of [...this.#awake.values()]) {
      const { expiresMs } = slot.hosted.package.authorization;
      if (wallClock() <= expiresMs - RENEWAL_MS) continue;
      const refusal = installer.refusalNow(slot.hosted.package);
      if (refusal !== null) this.#expel(slot, refusal);
      else if (now - slot.renewalMs >= RENEWAL_LOOK_MS) {
        slot.renewalMs = now;
        this.#look(slot);
      }
    }
  }

  /** Now and then, when a message comes: has a newer version been published? */
  #lookForNewer(slot: Running): void {
    const atLeastMs = Math.max(CHECK_MS, (1000 * this.#awake.size) / CHECKS_PER_SECOND);
    if (slot.usedMs - slot.checkedMs >= atLeastMs) this.#look(slot);
  }

  #look(slot: Running): void {
    if (this.#checks >= CHECKS_MAX) {
      slot.checkedMs = Number.NEGATIVE_INFINITY;
      return;
    }
    slot.checkedMs = slot.usedMs;
    this.#checks++;
    void this.upgrade(slot.id, { isUrgent: false }).finally(() => this.#checks--);
  }

  /**
   * Replaces a running service by the newest published version, if there is one: that starts beside it, with its store and, where both can, what
   * it has in memory. When it does not start, the one before goes on. Messages wait meanwhile.
   */
  async upgrade(service: Id, options: CheckOptions = { isUrgent: true }): Promise<void> {
    const { hex } = service;
    const underWay = this.#underUpgrade.get(hex);
    if (underWay !== undefined) {
      // That one may have asked before the newest was published.
      await underWay;
      if (!options.isUrgent || this.#underUpgrade.has(hex)) return this.#underUpgrade.get(hex);
    }
    const slot = this.#slots.get(hex);
    if (slot?.state !== "running") return;
    const upgrade = this.#upgrade(slot, options).finally(() => this.#underUpgrade.delete(hex));
    this.#underUpgrade.set(hex, upgrade);
    return upgrade;
  }

  async #upgrade(slot: Running, options: CheckOptions): Promise<void> {
    if (!(await this.#parts.installer.check(slot.id, options))) return;
    if (!this.#closed && this.#slots.get(slot.id.hex) === slot) await this.#replace(slot);
  }

  async #replace({ id, hosted }: Running): Promise<void> {
    const { installer, wallClock, log } = this.#parts;
    const old = hosted.package;
    const next = installer.load(id);
    const what = next?.ok ? next.package : null;
    if (what === null || what.manifest.version <= old.manifest.version) return;
    const publisher = hexOf(what.manifest.rootId);
    const refusal = this.#grants.take(id.hex, publisher, what.limits);
    const outcome: UpgradeOutcome =
      refusal === null
        ? await hosted.upgrade(what, new Set(what.exports), this.#request(what, hosted.tokensAfter))
        : { ok: false, fault: "quota", detail: `policy: ${refusal}`, heldMs: 0 };
    this.#upgrades.note(id, {
      fromVersion: old.manifest.version,
      toVersion: what.manifest.version,
      atMs: wallClock(),
      heldMs: Math.round(outcome.heldMs),
      ok: outcome.ok,
      hasRestored: outcome.ok && outcome.hasRestored,
      detail: outcome.ok ? "" : `${outcome.fault}: ${outcome.detail}`,
    });
    const fields = { service: what.manifest.name, version: what.manifest.version, heldMs: outcome.heldMs };
    if (outcome.ok) {
      log.info({ ...fields, hasRestored: outcome.hasRestored }, "service upgraded");
      this.#roster.note(id, residentOf(hosted)).catch(() => {});
      await installer.commit(id);
      return;
    }
    const { fault, detail } = outcome;
    log.warn({ ...fields, reason: fault, detail }, "a newer version does not start; the one before goes on");
    // What was granted before was within the totals.
    this.#grants.take(id.hex, publisher, old.limits);
    // Tried again no sooner than after a restart; until then what is on disk is what runs.
    await installer.revert(id);
  }

  /** How the last upgrade of a service here went; null: there was none since the node was started. */
  lastUpgrade(service: Id): UpgradeReport | null {
    return this.#upgrades.last(service);
  }
}

/** Its name in the quarantine. */
function codeOf({ manifest, codeHash }: Package): string {
  return `${hexOf(manifest.rootId)}/${codeHash}`;
}

/** Of the local store. */
function spaceOf(service: Id): string {
  return `service/${service.hex}`;
}

function hasForward(slot: Slot): boolean {
  switch (slot.state) {
    case "running":
      return slot.hosted.hasForward;
    case "asleep":
    case "fetching":
    case "waking":
      return slot.resident?.exports.includes("forward") ?? false;
  }
}

function residentOf({ package: what, exports }: HostedService): Resident {
  const { rootId, name, version, label, capabilities } = what.manifest;
  const { codeHash } = what;
  return {
    rootId: hexOf(rootId),
    name,
    version,
    label,
    codeHash,
    capabilities,
    exports: [...exports],
  };
}

/** Of the neighbours that have come and gone while it slept. */
function tellChanges(hosted: HostedService, before: readonly NodeHandle[], now: readonly NodeHandle[]): void {
  for (const node of without(before, now)) hosted.update(node, false);
  for (const node of without(now, before)) hosted.update(node, true);
}

function without(nodes: readonly NodeHandle[], others: readonly NodeHandle[]): NodeHandle[] {
  const known = new Set(others.map(({ id }) => id.hex));
  return nodes.filter(({ id }) => !known.has(id.hex));
}

/** What another service does to the cell of both is not to keep this one from starting: the next cell may hold. */
async function unlessLost(start: () => Promise<InstallOutcome>): Promise<InstallOutcome> {
  let outcome = await start();
  for (let attempt = 1; attempt < START_ATTEMPTS && !outcome.ok && outcome.fault === "lost"; attempt++) {
    outcome = await start();
  }
  return outcome;
}

function whyNot(outcome: InstallOutcome): NotStarted {
  const failed = outcome.ok ? outcome.init : outcome;
  return { reason: "start", detail: failed.ok ? "" : `${failed.fault}: ${failed.detail}` };
}

/** What services see of the overlay. */
export function viewOf(overlay: Overlay): OverlayView {
  const self = overlay.self.id;
  const leaves = [...overlay.neighborSet(Number.MAX_SAFE_INTEGER)].sort((a, b) =>
    isCloser(self, a.id, b.id) ? -1 : 1,
  );
  const isLeaf = new Set(leaves.map((node) => node.id.hex));
  return {
    self: self.bytes,
    leaves: leaves.map((node) => node.id.bytes),
    // A full leaf set names as many on each side; fewer, or some on both, and there are no others.
    isWholeRing: leaves.length < 2 * LEAF_SIDE,
    table: overlay
      .knownNodes()
      .filter((node) => !isLeaf.has(node.id.hex))
      .map((node) => node.id.bytes),
  };
}
