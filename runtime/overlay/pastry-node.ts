/**
 * A node of the overlay: Pastry (Rowstron and Druschel, Middleware 2001) with MSPastry's rules for
 * consistency (MSR-TR-2003-94). It is a state machine: packets and timers come in, packets and upcalls go
 * out. assembly.ts builds its parts; this file maps the common API to them.
 */
import type { Id } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import {
  type Application,
  CREDIT_MAX,
  type KeyRange,
  type Overlay,
  type OverlayCounters,
  type OverlayStatus,
  type RankRange,
  type RequestOptions,
  type Response,
  type RoutedMessage,
  type RouteOptions,
  type WarmStart,
} from "./api.ts";
import { assembleNode, type OverlayParts } from "./assembly.ts";
import type { Environment } from "./environment.ts";
import { OVERLAY_DEFAULTS, type OverlayOptions } from "./options.ts";
import { MESSAGE_ID_BYTES } from "./packets.ts";
import type { Ended } from "./requests.ts";
import type { MessageChange } from "./router.ts";
import { newMessage } from "./transit.ts";

const NOTHING = new Uint8Array(0);

/** Options default to OVERLAY_DEFAULTS. */
export function createOverlay(
  self: NodeHandle,
  environment: Environment,
  options: Partial<OverlayOptions> = {},
): Overlay {
  return new PastryNode(self, assembleNode(self, environment, { ...OVERLAY_DEFAULTS, ...options }));
}

class PastryNode implements Overlay {
  readonly self: NodeHandle;
  readonly counters: OverlayCounters;
  readonly #parts: OverlayParts;

  constructor(self: NodeHandle, parts: OverlayParts) {
    this.self = self;
    this.counters = parts.counters;
    this.#parts = parts;
  }

  get status(): OverlayStatus {
    return this.#parts.lifecycle.status;
  }

  get entryCounts(): Readonly<Record<string, number>> {
    return this.#parts.entryCounts();
  }

  register(service: Id | null, application: Application): void {
    this.#parts.applications.register(service, application);
  }

  join(addresses: readonly string[], onActive: () => void): void {
    this.#parts.lifecycle.join(addresses, onActive);
  }

  begin({ leaves, leafRoundTripsMs, table }: WarmStart): void {
    const { lifecycle, environment, peers, leafSet, table: routingTable } = this.#parts;
    lifecycle.mustBeNew();
    const now = environment.clock.now();
    const know = (node: NodeHandle, roundTripMs = Number.POSITIVE_INFINITY) => {
      const peer = peers.of(node);
      peer.heard(now);
      if (roundTripMs !== Number.POSITIVE_INFINITY) peer.measured(roundTripMs);
      return peer;
    };
    for (const { node, roundTripMs } of table) routingTable.add(know(node, roundTripMs));
    for (const [at, node] of leaves.entries()) leafSet.add(know(node, leafRoundTripsMs?.[at]));
    lifecycle.join([], () => {});
  }

  leave(): void {
    this.#parts.lifecycle.leave();
  }

  route(service: Id, key: Id, payload: Uint8Array, options: RouteOptions = {}): void {
    const fields = { service, key, payload, requestId: 0, messageId: this.#newMessageId(), attempt: 0 };
    this.#parts.router.start(newMessage(this.self, fields, options), options.hint ?? null);
  }

  multicast(service: Id, first: Id, last: Id, payload: Uint8Array, credit = CREDIT_MAX): void {
    const { delivery, environment, multicast } = this.#parts;
    if (delivery.hasLeft) return;
    const messageId = this.#newMessageId();
    environment.checkForPause?.();
    delivery.whenOpen(() => multicast.start({ service, first, last, payload, credit, messageId }));
  }

  send(service: Id, to: NodeHandle, payload: Uint8Array, credit = CREDIT_MAX, serviceVersion = 0): void {
    this.#parts.direct.send(service, to, payload, 0, credit, serviceVersion);
  }

  request(
    service: Id,
    key: Id,
    payload: Uint8Array,
    options: RequestOptions,
    callback: (response: Response) => void,
  ): void {
    const { router, requests, firstHops } = this.#parts;
    const messageId = this.#newMessageId();
    const ended: Ended = (response, attempt, request) => {
      firstHops.ended(request, attempt);
      callback(response);
    };
    requests.add(options.timeoutMs, ended, (requestId, attempt) => {
      const fields = { service, key, payload, requestId, messageId, attempt };
      const hint = attempt === 0 ? (options.hint ?? null) : null;
      router.start(newMessage(this.self, fields, options), hint);
    });
  }

  requestNode(
    service: Id,
    to: NodeHandle,
    payload: Uint8Array,
    timeoutMs: number,
    callback: (response: Response) => void,
  ): void {
    const { requests, direct } = this.#parts;
    requests.add(timeoutMs, callback, (requestId, attempt) => {
      if (attempt === 0) direct.send(service, to, payload, requestId);
    });
  }

  respond(to: NodeHandle, requestId: number, hops: number, payload: Uint8Array): void {
    this.#parts.direct.respond(to, requestId, hops, payload, false);
  }

  refuse(to: NodeHandle, requestId: number): void {
    this.#parts.direct.respond(to, requestId, 0, NOTHING, true);
  }

  resume(message: RoutedMessage, change: MessageChange = {}): void {
    this.#parts.router.resume(message, change);
  }

  isRoot(key: Id, isStrict = false): boolean {
    const { view, environment, delivery, leases } = this.#parts;
    if (!view.isRoot(key)) return false;
    if (isStrict) environment.checkForPause?.();
    return !isStrict || (delivery.isOpen && leases.mayDeliver(key));
  }

  localLookup(key: Id, max: number, safe: boolean): readonly NodeHandle[] {
    return this.#parts.view.localLookup(key, max, safe);
  }

  neighborSet(max: number): readonly NodeHandle[] {
    return this.#parts.view.neighborSet(max);
  }

  replicaSet(key: Id, maxRank: number): readonly NodeHandle[] {
    return this.#parts.view.replicaSet(key, maxRank);
  }

  rankRange(node: NodeHandle, rank: number, key: Id): RankRange {
    return this.#parts.view.rankRange(node, rank, key);
  }

  range(node: NodeHandle, rank: number): KeyRange | null {
    return this.#parts.view.range(node, rank);
  }

  knownNodes(): readonly NodeHandle[] {
    return this.#parts.view.knownNodes();
  }

  rowSizes(): readonly number[] {
    return this.#parts.view.rowSizes();
  }

  estimateNodes(): number {
    return this.#parts.view.estimateNodes();
  }

  onChange(notice: () => void): void {
    this.#parts.applications.onChange(notice);
  }

  #newMessageId(): Uint8Array {
    return this.#parts.environment.random.bytes(MESSAGE_ID_BYTES);
  }
}
