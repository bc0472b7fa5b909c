/**
 * Range multicast: a message to all nodes of a key range, each once. A node that gets a part of the range
 * splits it, sends each piece to a node that it knows there, and keeps the piece around its own id. Pieces do
 * not overlap, and get smaller with each hop.
 */

import { compareClockwise, Id, isBetween } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import { HOPS_MAX, type MulticastPacket } from "./packets.ts";
import type { Peer } from "./peer.ts";
import { Transit } from "./transit.ts";

/** A multicast as its sender gives it. */
interface Multicast {
  readonly service: Id;
  readonly first: Id;
  readonly last: Id;
  readonly payload: Uint8Array;
  readonly credit: number;
  readonly messageId: Uint8Array;
}

export class RangeMulticast {
  readonly #self: NodeHandle;
  readonly #known: () => readonly Peer[];
  readonly #next: (key: Id) => Peer | null;
  readonly #send: (to: Peer, packet: MulticastPacket) => void;
  readonly #deliver: (message: Transit) => void;

  constructor(
    self: NodeHandle,
    parts: {
      /** Leaf set and table. */
      readonly known: () => readonly Peer[];
      /** The next hop for the key; null when this node is its root. */
      readonly next: (key: Id) => Peer | null;
      readonly send: (to: Peer, packet: MulticastPacket) => void;
      readonly deliver: (message: Transit) => void;
    },
  ) {
    this.#self = self;
    this.#known = parts.known;
    this.#next = parts.next;
    this.#send = parts.send;
    this.#deliver = parts.deliver;
  }

  start(multicast: Multicast): void {
    this.onPacket({ ...multicast, kind: "multicast", sequence: 0, hops: 0, origin: this.#self });
  }

  onPacket(packet: MulticastPacket): void {
    const { first, last, hops } = packet;
    if (hops >= HOPS_MAX) return;
    const within = this.#known().filter((peer) => isBetween(peer.id, first, last));
    within.sort((a, b) => compareClockwise(first, a.id, b.id));
    const isWithin = isBetween(this.#self.id, first, last);
    // Each piece reaches from one known node up to the next one. The part before the first known node belongs
    // to that node's piece.
    const starts: (Peer | null)[] = [...within];
    if (isWithin) {
      const at = within.findIndex((peer) => compareClockwise(first, this.#self.id, peer.id) < 0);
      starts.splice(at < 0 ? starts.length : at, 0, null);
    }
    for (const [at, peer] of starts.entries()) {
      const next = starts[at + 1];
      const pieceFirst = at === 0 ? first : this.#idOf(peer);
      const pieceLast = next === undefined ? last : before(this.#idOf(next));
      if (peer !== null) this.#send(peer, { ...packet, hops: hops + 1, first: pieceFirst, last: pieceLast });
    }
    if (starts.length === 0) {
      // No known node is in the range: the packet goes to the root of the first key. If that root knows no
      // node of the range either, the range is empty.
      const next = this.#next(first);
      if (next !== null) this.#send(next, { ...packet, hops: hops + 1 });
    }
    if (isWithin) this.#deliver(this.#message(packet));
  }

  #message({ service, messageId, origin, hops, credit, payload }: MulticastPacket): Transit {
    const key = this.#self.id;
    return new Transit(
      {
        service,
        serviceVersion: 0,
        key,
        messageId,
        origin,
        hops,
        credit,
        payload,
        requestId: 0,
        attempt: 0,
        mode: "tree",
      },
      origin,
    );
  }

  #idOf(peer: Peer | null): Id {
    return peer === null ? this.#self.id : peer.id;
  }
}

/** The id before this one on the ring. */
function before({ bytes }: Id): Id {
  const lower = Uint8Array.from(bytes);
  for (let i = lower.length - 1; i >= 0; i--) if (lower[i]-- !== 0) break;
  return new Id(lower);
}
