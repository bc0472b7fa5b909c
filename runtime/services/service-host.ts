/**
 * The services of this node, as an application of the overlay.
 *
 * A node meets a service when a message for it comes by. At the root of the message's key the message waits, boundedly, while
 * the code is fetched, verified and started; at a node in between it goes on by itself, and the code is fetched when such
 * messages keep coming. No message is lost because the code was not there yet.
 */

import { Grants } from "../deployment/grants.ts";
import type { FetchOutcome, Installer, Package } from "../deployment/installer.ts";
import { POLICY_DEFAULT, type Policy } from "../deployment/policy.ts";
import { hexOf } from "../hex.ts";
import type { Log } from "../log.ts";
import type { Application, Overlay, RoutedMessage } from "../overlay/api.ts";
import type { Clock, NodeHandle, Random } from "../overlay/environment.ts";
import { type Id, isCloser } from "../overlay/id.ts";
import { LEAF_SIDE } from "../overlay/leaf-set.ts";
import type { OverlayView } from "../sandbox/contract.ts";
import { Quota } from "../sandbox/quota.ts";
import { Service } from "../sandbox/service.ts";
import type { LocalStore } from "../storage/local.ts";
import type { ReplicatedStorage } from "../storage/record.ts";
import type { Cells } from "./cells.ts";
import { Handles } from "./handles.ts";
import { HostedService, type Surroundings } from "./hosted-service.ts";

/** Services known at a time, running or refused. Room for the services of many publishers; a stranger cannot take more. */
const SERVICES_MAX = 10_000;
/** Messages that wait for one service's code. */
const WAITING_MAX = 64;
const WAITING_BYTES_MAX = 4 * 1024 * 1024;
/** A service that passes by this often within PASSING_MS is worth having (overlay.md B11). */
const PASSING_COUNT = 3;
const PASSING_MS = 60_000;
/** How long a refusal stands before the overlay is asked again. */
const REFUSED_MS = 10_000;
/** How often, at most, a node looks for a newer version of a service that it runs. */
const CHECK_MS = 30_000;

export interface ServiceHostParts {
  readonly overlay: Overlay;
  readonly storage: ReplicatedStorage;
  readonly store: LocalStore;
  readonly installer: Installer;
  readonly cells: Cells;
  readonly clock: Clock;
  readonly random: Random;
  readonly wallClock: () => number;
  readonly log: Log;
  /** What services may use. Left out: the default. */
  readonly policy?: Policy;
}

type Slot =
  | { readonly state: "passing"; readonly since: number; count: number }
  | { readonly state: "fetching"; readonly waiting: Waiting; readonly done: Promise<void> }
  | { readonly state: "running"; readonly hosted: HostedService; checkedMs: number }
  | { readonly state: "refused"; readonly reason: string; readonly detail: string; readonly untilMs: number };

/** Messages held back, and what is to be done with them when the code is there, or will not come. */
class Waiting {
  readonly #held: { readonly proceed: (service: HostedService) => void; readonly giveUp: () => void }[] = [];
  #bytes = 0;

  hold(bytes: number, proceed: (service: HostedService) => void, giveUp: () => void): boolean {
    if (this.#held.length >= WAITING_MAX || this.#bytes + bytes > WAITING_BYTES_MAX) return false;
    this.#held.push({ proceed, giveUp });
    this.#bytes += bytes;
    return true;
  }

  release(service: HostedService | null): void {
    for (const { proceed, giveUp } of this.#held.splice(0)) {
      if (service === null) giveUp();
      else proceed(service);
    }
    this.#bytes = 0;
  }
}

export class ServiceHost implements Application {
  readonly #parts: ServiceHostParts;
  readonly #around: Surroundings;
  readonly #slots = new Map<string, Slot>();
  readonly #subscribers = new Map<string, Set<(payload: Uint8Array) => void>>();
  readonly #policy: Policy;
  readonly #grants: Grants;
  #closed = false;

  constructor(parts: ServiceHostParts) {
    const { overlay, storage, clock, random, wallClock, log } = parts;
    this.#parts = parts;
    this.#policy = parts.policy ?? POLICY_DEFAULT;
    this.#grants = new Grants(this.#policy);
    const handles = new Handles(overlay);
    this.#around = {
      overlay,
      storage,
      handles,
      clock,
      random,
      wallClock,
      log,
      emit: (service, payload) => {
        for (const receive of this.#subscribers.get(service.hex) ?? []) receive(payload);
      },
    };
    overlay.register(null, this);
    overlay.onChange(() => {
      handles.refresh();
      parts.cells.setView(viewOf(overlay));
    });
    parts.cells.setView(viewOf(overlay));
  }

  forward(message: RoutedMessage, next: NodeHandle): "continue" | "taken" {
    const slot = this.#slot(message.service);
    if (slot?.state === "running") {
      this.#lookForNewer(message.service, slot);
      if (!slot.hosted.hasForward) return "continue";
      return slot.hosted.forward(message, next) ? "taken" : "continue";
    }
    const { overlay } = this.#parts;
    const isHere = next.id.equals(overlay.self.id);
    if (!isHere) {
      if (slot === null || slot.state === "passing") this.#passes(message.service, slot);
      return "continue";
    }
    // The root: the message waits for the code, then passes its `forward` and is delivered.
    const held = this.#hold(
      message.service,
      message.payload.length,
      (service) => {
        if (!service.hasForward || !service.forward(message, next)) overlay.resume(message);
      },
      () => {
        if (message.requestId !== 0) overlay.refuse(message.origin, message.requestId);
      },
    );
    if (!held && message.requestId !== 0) overlay.refuse(message.origin, message.requestId);
    return "taken";
  }

  deliver(message: RoutedMessage): void {
    const refuse = () => {
      if (message.requestId !== 0) this.#parts.overlay.refuse(message.origin, message.requestId);
    };
    const slot = this.#slot(message.service);
    if (slot?.state === "running") slot.hosted.deliver(message);
    else if (
      !this.#hold(message.service, message.payload.length, (service) => service.deliver(message), refuse)
    )
      refuse();
  }

  direct(from: NodeHandle, requestId: number, payload: Uint8Array, service: Id, credit: number): void {
    const refuse = () => {
      if (requestId !== 0) this.#parts.overlay.refuse(from, requestId);
    };
    const slot = this.#slot(service);
    if (slot?.state === "running") slot.hosted.direct(from, requestId, payload, credit);
    else if (
      !this.#hold(
        service,
        payload.length,
        (hosted) => hosted.direct(from, requestId, payload, credit),
        refuse,
      )
    )
      refuse();
  }

  update(node: NodeHandle, joined: boolean): void {
    for (const slot of this.#slots.values()) if (slot.state === "running") slot.hosted.update(node, joined);
  }

  /** Fetches and starts the service when it is not running. Resolves when it runs, or does not. */
  async ensure(service: Id): Promise<{ ok: true } | { ok: false; reason: string; detail: string }> {
    let slot = this.#slot(service);
    if (slot === null || slot.state === "passing") slot = this.#fetch(service);
    if (slot.state === "fetching") await slot.done;
    slot = this.#slot(service);
    if (slot?.state === "running") return { ok: true };
    if (slot?.state === "refused") return { ok: false, reason: slot.reason, detail: slot.detail };
    return { ok: false, reason: "unavailable", detail: "the service could not be fetched" };
  }

  /** What runs; null: it does not. */
  packageOf(service: Id): Package | null {
    const slot = this.#slot(service);
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
  *list(): Iterable<{
    serviceId: string;
    state: Slot["state"];
    detail: string;
    hosted: HostedService | null;
  }> {
    for (const [serviceId, slot] of this.#slots) {
      if (slot.state === "passing") continue;
      const detail = slot.state === "refused" ? `${slot.reason}: ${slot.detail}` : "";
      yield { serviceId, state: slot.state, detail, hosted: slot.state === "running" ? slot.hosted : null };
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const slot of this.#slots.values()) if (slot.state === "running") slot.hosted.stop();
    await this.#parts.cells.close();
  }

  #slot(service: Id): Slot | null {
    const slot = this.#slots.get(service.hex) ?? null;
    if (slot?.state === "refused" && slot.untilMs <= this.#parts.clock.now()) {
      this.#slots.delete(service.hex);
      return null;
    }
    return slot;
  }

  #passes(service: Id, slot: (Slot & { state: "passing" }) | null): void {
    const now = this.#parts.clock.now();
    if (slot === null || now - slot.since > PASSING_MS) {
      this.#set(service, { state: "passing", since: now, count: 1 });
    } else if (++slot.count >= PASSING_COUNT) {
      this.#fetch(service);
    }
  }

  #hold(service: Id, bytes: number, proceed: (service: HostedService) => void, giveUp: () => void): boolean {
    let slot = this.#slot(service);
    if (slot === null || slot.state === "passing") slot = this.#fetch(service);
    return slot.state === "fetching" && slot.waiting.hold(bytes, proceed, giveUp);
  }

  #fetch(service: Id): Slot {
    const waiting = new Waiting();
    const done = this.#parts.installer
      .fetch(service)
      .then((outcome) => this.#fetched(service, outcome, waiting));
    const slot: Slot = { state: "fetching", waiting, done };
    this.#set(service, slot);
    return slot;
  }

  /** Starts what was fetched. `old`: what ran before, and goes on when the new one cannot be had or does not start. */
  async #fetched(
    service: Id,
    outcome: FetchOutcome,
    waiting: Waiting,
    old: Package | null = null,
  ): Promise<void> {
    if (this.#closed) return waiting.release(null);
    const hosted = outcome.ok ? await this.#start(outcome.package) : outcome.detail;
    if (typeof hosted !== "string") return this.#runs(service, hosted, waiting);
    const reason = outcome.ok ? "start" : outcome.reason;
    const again = old === null || this.#closed ? null : await this.#start(old);
    if (again === null || typeof again === "string") return this.#refuse(service, reason, hosted, waiting);
    const fields = { service: service.short, version: old?.manifest.version, reason, detail: hosted };
    this.#parts.log.warn(fields, "a newer version does not run; the one before goes on");
    this.#runs(service, again, waiting);
  }

  #runs(service: Id, hosted: HostedService, waiting: Waiting): void {
    this.#set(service, { state: "running", hosted, checkedMs: this.#parts.clock.now() });
    waiting.release(hosted);
  }

  #refuse(service: Id, reason: string, detail: string, waiting: Waiting): void {
    this.#parts.log.warn({ service: service.short, reason, detail }, "service refused");
    this.#set(service, { state: "refused", reason, detail, untilMs: this.#parts.clock.now() + REFUSED_MS });
    waiting.release(null);
  }

  /** The running service, or why it does not start. */
  async #start(what: Package): Promise<HostedService | string> {
    const { store, cells, clock, random, wallClock, overlay, log } = this.#parts;
    const publisher = hexOf(what.manifest.publisherKey);
    const refusal = this.#grants.take(what.serviceId.hex, publisher, what.limits);
    if (refusal !== null) return `policy: ${refusal}`;
    const now = () => clock.now();
    const quota = new Quota(this.#policy.rates, what.limits, now);
    const hosted = new HostedService(what, this.#around, quota, this.#policy.creditMax);
    const inbox = new Service({
      runner: cells.of(what.manifest.publisherKey),
      store,
      space: `service/${what.serviceId.hex}`,
      install: {
        serviceId: what.serviceId.bytes,
        nodeId: overlay.self.id.bytes,
        module: what.module,
        capabilities: what.manifest.capabilities,
        limits: what.limits,
        nowMs: wallClock(),
        seed: new DataView(random.bytes(8).buffer).getBigUint64(0, true),
        firstToken: 1n,
      },
      onEffects: (effects, event) => hosted.carryOut(effects, event),
      now,
      pace: { quota, after: (delayMs, callback) => clock.after(delayMs, callback) },
    });
    const outcome = await inbox.start();
    if (!outcome.ok) {
      this.#grants.give(what.serviceId.hex);
      return `${outcome.fault}: ${outcome.detail}`;
    }
    hosted.attach(inbox, outcome.exports);
    log.info(
      { service: what.manifest.name, version: what.manifest.version, from: what.codeFrom },
      "service running",
    );
    return hosted;
  }

  /** Now and then, when a message comes: has a newer version been published? */
  #lookForNewer(service: Id, slot: Slot & { state: "running" }): void {
    const now = this.#parts.clock.now();
    if (now - slot.checkedMs < CHECK_MS) return;
    slot.checkedMs = now;
    void this.upgrade(service);
  }

  /** Replaces a running service by the newest published version, if there is one. Messages wait meanwhile; the store stays. */
  async upgrade(service: Id): Promise<void> {
    const slot = this.#slot(service);
    if (slot?.state !== "running" || !(await this.#parts.installer.check(service))) return;
    if (this.#closed || this.#slot(service) !== slot) return;
    const waiting = new Waiting();
    const done = this.#replace(service, slot.hosted, waiting);
    this.#set(service, { state: "fetching", waiting, done });
    await done;
  }

  /** What the old one has taken it finishes; what comes meanwhile waits for the new one. */
  async #replace(service: Id, old: HostedService, waiting: Waiting): Promise<void> {
    await old.inbox?.drain();
    old.stop();
    await this.#fetched(service, await this.#parts.installer.fetch(service), waiting, old.package);
  }

  #set(service: Id, slot: Slot): void {
    if (!this.#slots.has(service.hex) && this.#slots.size >= SERVICES_MAX) this.#makeRoom();
    this.#slots.set(service.hex, slot);
  }

  /** Forgets one that does not run: strangers invent service ids at no cost. */
  #makeRoom(): void {
    for (const [id, slot] of this.#slots) {
      if (slot.state === "passing" || slot.state === "refused") {
        this.#slots.delete(id);
        return;
      }
    }
  }
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
