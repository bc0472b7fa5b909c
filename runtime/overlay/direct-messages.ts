/**
 * Messages straight to a node, and responses: sent again under the same number until they are acknowledged, a
 * few times.
 */
import type { Id } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import { CREDIT_MAX } from "./api.ts";
import type { ApplicationRegistry } from "./application-registry.ts";
import type { Counters } from "./counters.ts";
import type { Delivery } from "./delivery.ts";
import type { Hops } from "./hops.ts";
import type { Membership } from "./membership.ts";
import type { DirectPacket, MulticastPacket, ResponsePacket } from "./packets.ts";
import type { Peer, Peers } from "./peer.ts";
import type { Requests } from "./requests.ts";

/** Maximum number of attempts for a packet that has only one route. */
const ATTEMPTS_MAX = 5;
const NOTHING_TO_DO = () => {};

export class DirectMessages {
  readonly #self: NodeHandle;
  readonly #rtoMaxMs: number;
  readonly #counters: Counters;
  readonly #peers: Peers;
  readonly #hops: Hops;
  readonly #membership: Membership;
  readonly #applications: ApplicationRegistry;
  readonly #delivery: Delivery;
  readonly #requests: Requests;

  constructor(
    self: NodeHandle,
    rtoMaxMs: number,
    parts: {
      readonly counters: Counters;
      readonly peers: Peers;
      readonly hops: Hops;
      readonly membership: Membership;
      readonly applications: ApplicationRegistry;
      readonly delivery: Delivery;
      readonly requests: Requests;
    },
  ) {
    this.#self = self;
    this.#rtoMaxMs = rtoMaxMs;
    this.#counters = parts.counters;
    this.#peers = parts.peers;
    this.#hops = parts.hops;
    this.#membership = parts.membership;
    this.#applications = parts.applications;
    this.#delivery = parts.delivery;
    this.#requests = parts.requests;
  }

  /** `requestId` 0: no response is expected. */
  send(
    service: Id,
    to: NodeHandle,
    payload: Uint8Array,
    requestId: number,
    credit = CREDIT_MAX,
    serviceVersion = 0,
  ): void {
    if (this.#delivery.hasLeft) return;
    const fields = { credit, service, serviceVersion, requestId, payload };
    if (to.id.equals(this.#self.id)) this.receive(this.#self, { kind: "direct", sequence: 0, ...fields });
    else this.insist(this.#peers.of(to), { kind: "direct", sequence: 0, ...fields });
  }

  respond(to: NodeHandle, requestId: number, hops: number, payload: Uint8Array, refused: boolean): void {
    if (this.#delivery.hasLeft || requestId === 0) return;
    const packet = { kind: "response", sequence: 0, requestId, hops, refused, payload } as const;
    if (to.id.equals(this.#self.id)) this.#requests.answered(this.#self, packet);
    else this.insist(this.#peers.of(to), packet);
  }

  receive(from: NodeHandle, { service, requestId, payload, credit, serviceVersion }: DirectPacket): void {
    this.#delivery.whenOpen(() =>
      this.#applications.of(service)?.direct(from, requestId, payload, service, credit, serviceVersion),
    );
  }

  /** Sends the packet to a peer until it is acknowledged, at most ATTEMPTS_MAX times. */
  insist(
    to: Peer,
    packet: DirectPacket | ResponsePacket | MulticastPacket,
    attempt = 0,
    sequence = this.#hops.nextSequence(),
  ): void {
    if (attempt >= ATTEMPTS_MAX || this.#hops.isFull) {
      this.#counters.dropped++;
      return;
    }
    if (attempt > 0) this.#counters.retransmitted++;
    const waitMs = Math.min(this.#hops.timeoutMs(to) * 2 ** attempt, this.#rtoMaxMs);
    this.#hops.send(to, packet, { isFirst: attempt === 0, waitMs, sequence }, NOTHING_TO_DO, () => {
      this.#membership.suspect(to);
      this.insist(to, packet, attempt + 1, sequence);
    });
  }
}
