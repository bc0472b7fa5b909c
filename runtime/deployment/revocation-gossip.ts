/**
 * Spreads revocations. A node that learns of one tells every node it knows at once, so that it reaches all
 * nodes within a few round trips. From time to time a node compares its revocations with those of another
 * node it knows, since either may have been away.
 */

import { Malformed, Reader, Writer } from "../base/bytes.ts";
import type { Clock, Random } from "../base/environment.ts";
import { Id } from "../base/id.ts";
import type { Log } from "../base/log.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Application, Overlay } from "../overlay/api.ts";
import { sameBytes } from "./chunks.ts";
import type { PublisherStore, RevocationOutcome } from "./publisher-store.ts";
import { type Revocation, WITHDRAWAL_BYTES_MAX } from "./revocation.ts";

const REVOCATION_SERVICE = Id.hashOf("prost-revocations-v1");

/** The interval at which a node compares its revocations with those of one known node, in milliseconds. */
const COMPARE_MS = 30_000;
/** The timeout for a reply, in milliseconds. */
const ANSWER_MS = 2_000;
/** Maximum number of attempts to send a revocation to a node that does not reply. */
const ATTEMPTS = 3;
/** Maximum size of the records in one reply, in bytes; further records follow with later comparisons. */
const ANSWER_BYTES_MAX = 192 * 1024;

const TELL = 1;
const COMPARE = 2;

interface RevocationGossipParts {
  readonly overlay: Overlay;
  readonly clock: Clock;
  readonly random: Random;
  readonly publishers: PublisherStore;
  /** Whether services of that publisher have run here. */
  readonly isOfInterest: (rootId: Uint8Array) => boolean;
  /** Called with a new revocation, which is in force now. */
  readonly onRevocation: (revocation: Revocation) => void;
  readonly log?: Log;
}

export class RevocationGossip implements Application {
  readonly #parts: RevocationGossipParts;
  #stop: () => void = () => {};

  constructor(parts: RevocationGossipParts) {
    this.#parts = parts;
    parts.overlay.register(REVOCATION_SERVICE, this);
    this.#compareLater();
  }

  close(): void {
    this.#stop();
  }

  /**
   * Stores a record and, when it is new, passes it on. `from`: the node that sent it. Null when this node's
   * operator did.
   */
  async take(record: Uint8Array, from: NodeHandle | null): Promise<RevocationOutcome> {
    const { publishers, isOfInterest, onRevocation, log } = this.#parts;
    const taken = await publishers.take(record, isOfInterest);
    if (!taken.ok || !taken.isNew) return taken;
    const { rootId, sequence, reason } = taken.revocation;
    if (taken.diskError !== null)
      log?.error(
        { publisher: new Id(rootId).short, detail: taken.diskError },
        "a revocation could not be written to disk",
      );
    log?.warn({ publisher: new Id(rootId).short, sequence, reason }, "a publisher revoked code or keys");
    onRevocation(taken.revocation);
    const message = new Writer(1 + record.length).u8(TELL).bytes(record).done();
    for (const node of this.#known())
      if (from === null || !node.id.equals(from.id)) this.#tell(node, message, 1);
    return taken;
  }

  // Application of the overlay

  forward(): "continue" {
    return "continue";
  }

  deliver(message: { readonly origin: NodeHandle; readonly requestId: number }): void {
    this.#parts.overlay.refuse(message.origin, message.requestId);
  }

  /** A node that was away may have missed a revocation, and so may this node. */
  update(node: NodeHandle, joined: boolean): void {
    if (joined) this.#compare(node);
  }

  direct(from: NodeHandle, requestId: number, payload: Uint8Array): void {
    const { overlay, publishers } = this.#parts;
    const answer = (bytes: Uint8Array) => {
      if (requestId !== 0) overlay.respond(from, requestId, 1, bytes);
    };
    if (payload[0] === TELL && payload.length <= 1 + WITHDRAWAL_BYTES_MAX) {
      // The reply follows when the record is on disk: until then the sender repeats it.
      void this.take(payload.slice(1), from).then(
        (taken) => {
          if (!taken.ok || taken.diskError === null) answer(new Uint8Array(0));
        },
        () => {},
      );
    } else if (payload[0] === COMPARE) {
      const isSame = sameBytes(payload.subarray(1), publishers.digest());
      answer(isSame ? new Uint8Array(0) : this.#page());
    } else if (requestId !== 0) overlay.refuse(from, requestId);
  }

  #tell(node: NodeHandle, message: Uint8Array, attempt: number): void {
    const { overlay } = this.#parts;
    overlay.requestNode(REVOCATION_SERVICE, node, message, ANSWER_MS, (response) => {
      if (!response.ok && attempt < ATTEMPTS) this.#tell(node, message, attempt + 1);
    });
  }

  #compareLater(): void {
    const { clock, random } = this.#parts;
    this.#stop = clock.after(COMPARE_MS, () => {
      const nodes = this.#known();
      const pick = new DataView(random.bytes(4).buffer).getUint32(0) % Math.max(1, nodes.length);
      if (nodes.length > 0) this.#compare(nodes[pick]);
      this.#compareLater();
    });
  }

  #compare(node: NodeHandle): void {
    const { overlay, publishers } = this.#parts;
    const digest = publishers.digest();
    const request = new Writer(1 + digest.length).u8(COMPARE).bytes(digest).done();
    overlay.requestNode(REVOCATION_SERVICE, node, request, ANSWER_MS, (response) => {
      if (response.ok)
        for (const record of recordsIn(response.payload)) void this.take(record, node).catch(() => {});
    });
  }

  /**
   * Some of this node's records, from a random position, so that several comparisons transfer all of them.
   */
  #page(): Uint8Array {
    const all = [...this.#parts.publishers.records()];
    const from = new DataView(this.#parts.random.bytes(4).buffer).getUint32(0) % Math.max(1, all.length);
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    for (const record of [...all.slice(from), ...all.slice(0, from)]) {
      if (bytes + 4 + record.length > ANSWER_BYTES_MAX) break;
      pieces.push(new Writer(4 + record.length).u32(record.length).bytes(record).done());
      bytes += 4 + record.length;
    }
    return new Uint8Array(Buffer.concat(pieces));
  }

  #known(): readonly NodeHandle[] {
    const { overlay } = this.#parts;
    const nodes = new Map<string, NodeHandle>();
    for (const node of [...overlay.neighborSet(Number.MAX_SAFE_INTEGER), ...overlay.knownNodes()])
      if (!node.id.equals(overlay.self.id)) nodes.set(node.id.hex, node);
    return [...nodes.values()];
  }
}

function recordsIn(payload: Uint8Array): Uint8Array[] {
  const records: Uint8Array[] = [];
  try {
    const reader = new Reader(payload);
    let left = payload.length;
    while (left > 0) {
      const length = reader.u32();
      if (length > WITHDRAWAL_BYTES_MAX) throw new Malformed("the revocation is too long");
      records.push(reader.bytes(length).slice());
      left -= 4 + length;
    }
    reader.end();
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
  }
  return records;
}
