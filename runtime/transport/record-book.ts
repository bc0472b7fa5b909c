/**
 * The verified routing records of other nodes, and this node's own. Each record is verified once; the newest
 * of a node counts.
 */
import { dropOldest } from "../base/bounded.ts";
import { type RecordReader, u16At, u48At } from "../base/bytes.ts";
import type { Id } from "../base/id.ts";
import type { KeyPair } from "../base/identity.ts";
import type { NodeHandle, RoutingRecord } from "../base/node-handle.ts";
import { type Admission, isAdmitted } from "./admission.ts";
import {
  handleOf,
  isSigned,
  KEY_AT,
  parseRecord,
  RECORD_MS,
  type RecordFields,
  SEQUENCE_AT,
  signRecord,
} from "./record.ts";

/** Maximum number of remembered records of other nodes. */
const RECORDS_MAX = 16_384;
/** Allowed clock difference between honest nodes, in milliseconds. */
const SKEW_MS = 600_000;
/**
 * Signature checks per second that one peer may cause, and the burst. Inventing nodes then costs the peer
 * more than it costs this node.
 */
const CHECKS_PER_S = 200;
const CHECKS_BURST = 1_000;
/** Maximum number of peers with a remembered budget. */
const PEERS_MAX = 4_096;
/** Slots of the direct-mapped cache that spares building a map key. A power of two. */
const CACHE_SLOTS = 1_024;

interface RecordBookOptions {
  readonly identity: KeyPair;
  readonly networkId: Id;
  /** The address at which other nodes reach this node. */
  readonly address: string;
  readonly admission: Admission;
  /** This node's credential; empty in an open overlay. */
  readonly credential: Uint8Array;
  /** Milliseconds since 1970. */
  readonly wallClock: () => number;
  /** Sequence of the last record before a restart: the clock may have been set back since. */
  readonly sequenceBefore: number;
}

interface RecordCounters {
  /** Records with a wrong signature, and bytes that are no record. */
  forged: number;
  /** Records past their validity. */
  expired: number;
  /** Records of nodes that the overlay does not admit. */
  notAdmitted: number;
  /** Records not verified, because the sender had used up its checks. */
  unchecked: number;
  /** Records of this node's own key that are newer than its own: another node runs with the same key. */
  duplicateIdentity: number;
}

interface Entry {
  readonly bytes: Uint8Array;
  readonly fields: RecordFields;
  readonly handle: NodeHandle;
}

type RecordCheck =
  | { readonly ok: true; readonly handle: NodeHandle }
  | { readonly ok: false; readonly fault: "forged" | "notAdmitted" };

export class RecordBook {
  readonly counters: RecordCounters = {
    forged: 0,
    expired: 0,
    notAdmitted: 0,
    unchecked: 0,
    duplicateIdentity: 0,
  };
  readonly #options: RecordBookOptions;
  /** Verified records by public key. */
  readonly #entries = new Map<string, Entry>();
  /** Checks left for each peer, and the time of that count in ms since 1970. */
  readonly #budgets = new Map<string, { left: number; atMs: number }>();
  /**
   * Cache of `#entries` by some bits of the key: each slot has the newest record of a node that was read
   * lately.
   */
  readonly #cache = new Array<Entry | null>(CACHE_SLOTS).fill(null);
  readonly #ownKey: string;
  #own: RoutingRecord;

  constructor(options: RecordBookOptions) {
    this.#options = options;
    this.#ownKey = keyOf(options.identity.publicKey);
    this.#own = this.#sign(options.sequenceBefore);
  }

  get own(): RoutingRecord {
    return this.#own;
  }

  /** Signs a new record of this node. */
  renew(): void {
    this.#own = this.#sign(this.#own.sequence);
  }

  /**
   * Checks the record that a peer sends of itself after the handshake proved its key. Its age does not
   * matter.
   */
  introduce(bytes: Uint8Array, publicKey: Uint8Array): RecordCheck {
    const fields = parseRecord(bytes);
    if (fields === null || keyOf(fields.publicKey) !== keyOf(publicKey)) return this.#refuse("forged");
    const known = this.#entries.get(keyOf(publicKey));
    if (known !== undefined && isEqual(known.bytes, bytes)) return { ok: true, handle: known.handle };
    const fault = this.#faultOf(bytes, fields);
    if (fault !== null) return this.#refuse(fault);
    return { ok: true, handle: this.#remember(bytes, fields).handle };
  }

  /**
   * Reads records of other nodes that `from` sends. `forged` is called for each record that no honest node
   * passes on.
   */
  readerFor(from: NodeHandle, forged: () => void): RecordReader {
    return {
      read: (bytes) => this.#read(bytes, from, forged),
      // A bare id and address without a signature proves nothing.
      bare: () => {
        this.counters.forged++;
        forged();
        return null;
      },
      known: (bytes, start, end) => this.#known(bytes, start, end),
    };
  }

  /** As `#read`, for a known node: the newest verified record counts, whichever was sent. */
  #known(bytes: Uint8Array, start: number, end: number): NodeHandle | null {
    const entry = this.#cache[slotOf(bytes, start + KEY_AT)];
    if (entry === null || entry.bytes.length !== end - start || bytes[start] !== entry.bytes[0]) return null;
    for (let i = KEY_AT; i < SEQUENCE_AT; i++) if (bytes[start + i] !== entry.bytes[i]) return null;
    if (u48At(bytes, start + SEQUENCE_AT) > entry.fields.sequence) return null;
    return entry.fields.untilMs + SKEW_MS < this.#options.wallClock() ? null : entry.handle;
  }

  #read(bytes: Uint8Array, from: NodeHandle, forged: () => void): NodeHandle | null {
    const fields = parseRecord(bytes);
    if (fields === null) {
      this.counters.forged++;
      forged();
      return null;
    }
    const key = keyOf(fields.publicKey);
    const known = this.#entries.get(key);
    const nowMs = this.#options.wallClock();
    if (known !== undefined && known.fields.sequence >= fields.sequence) {
      // The newest verified record counts, so an older one need not be verified.
      if (known.fields.untilMs + SKEW_MS >= nowMs) {
        this.#cache[slotOf(known.bytes, KEY_AT)] = known;
        return known.handle;
      }
      this.counters.expired++;
      return null;
    }
    if (fields.untilMs + SKEW_MS < nowMs) {
      this.counters.expired++;
      return null;
    }
    if (!this.#mayCheck(from, nowMs)) {
      this.counters.unchecked++;
      return null;
    }
    const fault = this.#faultOf(bytes, fields);
    if (fault !== null) {
      this.counters[fault]++;
      forged();
      return null;
    }
    if (key === this.#ownKey && fields.sequence > this.#own.sequence) this.counters.duplicateIdentity++;
    // A copy, so that the larger packet around the record can be freed.
    return this.#remember(Uint8Array.from(bytes), parseRecord(Uint8Array.from(bytes)) ?? fields).handle;
  }

  #faultOf(bytes: Uint8Array, fields: RecordFields): "forged" | "notAdmitted" | null {
    const { networkId, admission, wallClock } = this.#options;
    // The cheaper check first: in an open overlay it is a single hash.
    if (!isAdmitted(admission, networkId, fields.publicKey, fields.credential, wallClock()))
      return "notAdmitted";
    return isSigned(bytes, fields, networkId) ? null : "forged";
  }

  #refuse(fault: "forged" | "notAdmitted"): RecordCheck {
    this.counters[fault]++;
    return { ok: false, fault };
  }

  #remember(bytes: Uint8Array, fields: RecordFields): Entry {
    const entry = { bytes, fields, handle: handleOf(bytes, fields) };
    const key = keyOf(fields.publicKey);
    const known = this.#entries.get(key);
    if (known !== undefined && known.fields.sequence > fields.sequence) return entry;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    this.#cache[slotOf(bytes, KEY_AT)] = entry;
    dropOldest(this.#entries, RECORDS_MAX);
    return entry;
  }

  #mayCheck(from: NodeHandle, nowMs: number): boolean {
    const { hex } = from.id;
    const budget = this.#budgets.get(hex) ?? { left: CHECKS_BURST, atMs: nowMs };
    const passedMs = Math.max(0, nowMs - budget.atMs);
    const left = Math.min(CHECKS_BURST, budget.left + (passedMs * CHECKS_PER_S) / 1000);
    this.#budgets.delete(hex);
    this.#budgets.set(hex, { left: Math.max(0, left - 1), atMs: nowMs });
    dropOldest(this.#budgets, PEERS_MAX);
    return left >= 1;
  }

  #sign(after: number): RoutingRecord {
    const { identity, networkId, address, credential, wallClock } = this.#options;
    const sequence = Math.max(wallClock(), after + 1);
    const untilMs = sequence + RECORD_MS;
    return { sequence, bytes: signRecord(identity, networkId, { sequence, untilMs, credential, address }) };
  }
}

function keyOf(publicKey: Uint8Array): string {
  return Buffer.from(publicKey.buffer, publicKey.byteOffset, publicKey.byteLength).toString("latin1");
}

/** The cache slot, from two bytes of the key. */
function slotOf(bytes: Uint8Array, at: number): number {
  return u16At(bytes, at) & (CACHE_SLOTS - 1);
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
