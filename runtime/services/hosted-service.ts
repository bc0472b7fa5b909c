/**
 * One service at this node: turns messages into events of its inbox, and what the events asked for into messages, records
 * and timers. Effects reach it when the event's writes are on disk (sandbox/service.ts sees to that).
 */
import {
  E_NOT_FOUND,
  E_REFUSED,
  E_TOO_BIG,
  E_UNAVAILABLE,
  FLAG_DIRECT,
  FLAG_JOINED,
  FLAG_ROOT,
  FLAG_SOURCE,
  ID_BYTES,
  OK,
  PAYLOAD_BYTES_MAX,
  TIMERS_MAX,
} from "../../abi/abi.ts";
import type { Package } from "../deployment/installer.ts";
import type { Log } from "../log.ts";
import type { Overlay, Response, RoutedMessage } from "../overlay/api.ts";
import type { Clock, NodeHandle, Random } from "../overlay/environment.ts";
import { Id } from "../overlay/id.ts";
import type { Effect, EventKind, Outcome, ServiceEvent } from "../sandbox/contract.ts";
import type { Service } from "../sandbox/service.ts";
import type { RecordName, ReplicatedStorage } from "../storage/record.ts";
import type { Handles } from "./handles.ts";
import { packEntries } from "./packed-entries.ts";
import { SERVICE_RECORD_TAG, serviceRecord } from "./record-kind.ts";
import { Tokens } from "./tokens.ts";

/** Counters a service may name; further names are let fall. */
const METRICS_MAX = 64;

const NOTHING = new Uint8Array(0);
const NOBODY = new Uint8Array(ID_BYTES);

/** What a service at this node works with. */
export interface Surroundings {
  readonly overlay: Overlay;
  readonly storage: ReplicatedStorage;
  readonly handles: Handles;
  readonly clock: Clock;
  readonly random: Random;
  /** Milliseconds since 1970. */
  readonly wallClock: () => number;
  readonly log: Log;
  /** Hands what a service emits to the applications that subscribed to it. */
  readonly emit: (service: Id, payload: Uint8Array) => void;
}

export class HostedService {
  readonly package: Package;
  readonly metrics = new Map<string, bigint>();
  readonly #id: Id;
  readonly #around: Surroundings;
  readonly #tokens: Tokens;
  readonly #timers = new Map<bigint, () => void>();
  #inbox: Service | null = null;
  #exports: ReadonlySet<string> = new Set();

  constructor(what: Package, around: Surroundings) {
    this.package = what;
    this.#id = what.serviceId;
    this.#around = around;
    this.#tokens = new Tokens(around.clock);
  }

  /** Once, before anything else. `exports`: what the module can be called for. */
  attach(inbox: Service, exports: readonly string[]): void {
    this.#inbox = inbox;
    this.#exports = new Set(exports);
  }

  get inbox(): Service | null {
    return this.#inbox;
  }

  get hasForward(): boolean {
    return this.#exports.has("forward");
  }

  /** True: the message is in the inbox, and goes on or ends when its event has. */
  forward(message: RoutedMessage, next: NodeHandle): boolean {
    const { overlay, handles } = this.#around;
    handles.remember(message.origin);
    handles.remember(message.previous);
    const token = this.#tokens.give({ to: message.origin, requestId: message.requestId, hops: message.hops });
    const event = this.#event("forward", {
      key: message.key.bytes,
      origin: message.origin.id.bytes,
      previous: message.previous.id.bytes,
      next: next.id.bytes,
      token,
      hops: message.hops,
      flags: this.#place(message, next),
      payload: message.payload,
    });
    const taken = this.#offer(event, (outcome) => {
      const verdict = outcome.ok ? outcome.verdict : null;
      if (verdict === null) {
        this.#tokens.take(token);
        overlay.resume(message);
        return;
      }
      if (verdict.stop) return;
      this.#tokens.take(token);
      const wanted = verdict.next === null ? null : handles.find(verdict.next);
      overlay.resume(message, {
        ...(verdict.key === null ? {} : { key: new Id(verdict.key) }),
        ...(verdict.payload === null ? {} : { payload: verdict.payload }),
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
        hops: message.hops,
        flags: this.#place(message, overlay.self),
        payload: message.payload,
      },
    );
  }

  direct(from: NodeHandle, requestId: number, payload: Uint8Array): void {
    this.#around.handles.remember(from);
    this.#message(
      { to: from, requestId, hops: 1 },
      { origin: from.id.bytes, previous: from.id.bytes, hops: 1, flags: FLAG_DIRECT, payload },
    );
  }

  update(node: NodeHandle, joined: boolean): void {
    if (!this.#exports.has("update")) return;
    this.#offer(this.#event("update", { key: node.id.bytes, flags: joined ? FLAG_JOINED : 0 }), () => {});
  }

  /** Nothing more is asked of it. Timers end. */
  stop(): void {
    this.#cancelTimers();
    this.#inbox?.stop();
  }

  /** Carries out what an event asked for. */
  carryOut(effects: readonly Effect[]): void {
    for (const effect of effects) this.#do(effect);
  }

  /** After a fault: the instance that had set them is gone. */
  #cancelTimers(): void {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  #place(message: RoutedMessage, next: NodeHandle): number {
    const { self } = this.#around.overlay;
    return (message.hops === 0 ? FLAG_SOURCE : 0) | (next.id.equals(self.id) ? FLAG_ROOT : 0);
  }

  #message(owed: { to: NodeHandle; requestId: number; hops: number }, fields: Partial<ServiceEvent>): void {
    const { overlay } = this.#around;
    const token = this.#tokens.give(owed);
    const refuse = () => {
      if (this.#tokens.take(token) !== null) overlay.refuse(owed.to, owed.requestId);
    };
    const taken = this.#offer(this.#event("deliver", { ...fields, token }), (outcome) => {
      if (!outcome.ok) refuse();
    });
    if (!taken) refuse();
  }

  #event(kind: EventKind, fields: Partial<ServiceEvent>): ServiceEvent {
    const { overlay, random, wallClock } = this.#around;
    const seed = new DataView(random.bytes(8).buffer).getBigUint64(0, true);
    return {
      kind,
      nowMs: wallClock(),
      seed,
      key: NOBODY,
      origin: overlay.self.id.bytes,
      previous: overlay.self.id.bytes,
      next: NOBODY,
      token: 0n,
      hops: 0,
      flags: 0,
      status: OK,
      payload: NOTHING,
      ...fields,
    };
  }

  #offer(event: ServiceEvent, done: (outcome: Outcome) => void): boolean {
    if (this.#inbox === null) return false;
    return this.#inbox.offer(event, (outcome) => {
      if (!outcome.ok) this.#cancelTimers();
      done(outcome);
    });
  }

  #do(effect: Effect): void {
    const { overlay, storage, handles, clock, log } = this.#around;
    switch (effect.kind) {
      case "route": {
        const hint = effect.hint === null ? null : handles.find(effect.hint);
        overlay.route(this.#id, new Id(effect.key), effect.payload, hint === null ? {} : { hint });
        return;
      }
      case "send": {
        const to = handles.find(effect.node);
        if (to !== null) overlay.send(this.#id, to, effect.payload);
        return;
      }
      case "request": {
        const { token, key, payload, timeoutMs } = effect;
        overlay.request(this.#id, new Id(key), payload, { timeoutMs }, (response) =>
          this.#complete(token, ...answer(response)),
        );
        return;
      }
      case "respond": {
        const owed = this.#tokens.take(effect.token);
        if (owed !== null) overlay.respond(owed.to, owed.requestId, owed.hops, effect.payload);
        return;
      }
      case "storagePut":
      case "storageRemove": {
        const value = effect.kind === "storagePut" ? effect.value : null;
        const ttlSeconds = effect.kind === "storagePut" ? effect.ttlSeconds : 0;
        storage.put(this.#record(effect), value, { ttlSeconds }).then((outcome) => {
          if (outcome.ok) this.#complete(effect.token, OK, NOTHING);
          else
            this.#complete(effect.token, outcome.reason === "refused" ? E_REFUSED : E_UNAVAILABLE, NOTHING);
        });
        return;
      }
      case "storageGet":
        storage.get(this.#record(effect)).then((outcome) => {
          if (outcome.ok && outcome.record.value !== null)
            this.#complete(effect.token, OK, outcome.record.value);
          else
            this.#complete(
              effect.token,
              !outcome.ok && outcome.reason === "unavailable" ? E_UNAVAILABLE : E_NOT_FOUND,
              NOTHING,
            );
        });
        return;
      case "storageList":
        storage
          .list({ kind: SERVICE_RECORD_TAG, scope: this.#id, key: new Id(effect.key) })
          .then((outcome) => {
            if (!outcome.ok) {
              this.#complete(effect.token, outcome.reason === "too-big" ? E_TOO_BIG : E_UNAVAILABLE, NOTHING);
              return;
            }
            const entries = outcome.records.map(({ field, value }) => ({
              key: field,
              value: value ?? NOTHING,
            }));
            const packed = packEntries(entries, PAYLOAD_BYTES_MAX);
            if (packed === null) this.#complete(effect.token, E_TOO_BIG, NOTHING);
            else this.#complete(effect.token, OK, packed);
          });
        return;
      case "timerSet": {
        if (this.#timers.size >= TIMERS_MAX) return;
        const { token } = effect;
        const cancel = clock.after(effect.delayMs, () => {
          this.#timers.delete(token);
          this.#offer(this.#event("timer", { token }), () => {});
        });
        this.#timers.set(token, cancel);
        return;
      }
      case "timerCancel":
        this.#timers.get(effect.token)?.();
        this.#timers.delete(effect.token);
        return;
      case "emit":
        this.#around.emit(this.#id, effect.payload);
        return;
      case "log":
        log.guest(`${this.package.manifest.name} ${this.#id.short}`, effect.level, effect.text);
        return;
      case "metric":
        if (this.metrics.has(effect.name) || this.metrics.size < METRICS_MAX) {
          this.metrics.set(effect.name, (this.metrics.get(effect.name) ?? 0n) + effect.value);
        }
        return;
    }
  }

  #record(effect: { readonly key: Uint8Array; readonly field: Uint8Array }): RecordName {
    return serviceRecord(this.#id, new Id(effect.key), effect.field);
  }

  #complete(token: bigint, status: number, payload: Uint8Array): void {
    if (!this.#exports.has("complete")) return;
    this.#offer(this.#event("complete", { token, status, payload }), () => {});
  }
}

function answer(response: Response): [status: number, payload: Uint8Array] {
  if (response.ok) return [OK, response.payload];
  return [response.reason === "refused" ? E_REFUSED : E_UNAVAILABLE, NOTHING];
}
