/** The routing records that this node has checked, and its own. Each is checked once; of each node the newest counts. */
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

const RECORDS_MAX = 16_384;
/** Clocks of honest nodes may differ by so much, in milliseconds. */
const SKEW_MS = 600_000;
/** Records that one neighbour may have checked in a second, beyond what it saves up: an overlay of its own making costs it more than us. */
const CHECKS_PER_S = 200;
const CHECKS_SAVED = 1_000;
const NEIGHBOURS_MAX = 4_096;
/** Records found without making a name of their key; a power of two. */
const LAST = 1_024;

export interface RecordBookOptions {
  readonly identity: KeyPair;
  readonly networkId: Id;
  /** Where others reach this node. */
  readonly address: string;
  readonly admission: Admission;
  /** Of this node; empty in an open overlay. */
  readonly credential: Uint8Array;
  /** Milliseconds since 1970. */
  readonly wallClock: () => number;
  /** The sequence of the last record that this node has made in an earlier life: the clock may have been set back since. */
  readonly sequenceBefore: number;
}

export interface RecordCounters {
  /** Not signed by the key in them, or no records at all. */
  forged: number;
  /** Too old to be believed from others. */
  expired: number;
  /** Of nodes that may not take part. */
  notAdmitted: number;
  /** Not looked at, because who sent them had sent so many. */
  unchecked: number;
  /** Of this node's own key, newer than its own: another node runs with it. */
  twins: number;
}

interface Entry {
  readonly bytes: Uint8Array;
  readonly fields: RecordFields;
  readonly handle: NodeHandle;
}

export type Verdict =
  | { readonly ok: true; readonly handle: NodeHandle }
  | { readonly ok: false; readonly fault: "forged" | "notAdmitted" };

export class RecordBook {
  readonly counters: RecordCounters = { forged: 0, expired: 0, notAdmitted: 0, unchecked: 0, twins: 0 };
  readonly #options: RecordBookOptions;
  /** By public key. */
  readonly #entries = new Map<string, Entry>();
  /** What each neighbour may still have checked, and as of when in ms since 1970. */
  readonly #budgets = new Map<string, { left: number; atMs: number }>();
  /** Those that were read last, by a few bits of their key: each the newest of its node. */
  readonly #last = new Array<Entry | null>(LAST).fill(null);
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

  renew(): void {
    this.#own = this.#sign(this.#own.sequence);
  }

  /** What a neighbour says of itself, after it has shown that it has that key: how old it is does not matter. */
  introduce(bytes: Uint8Array, publicKey: Uint8Array): Verdict {
    const fields = parseRecord(bytes);
    if (fields === null || keyOf(fields.publicKey) !== keyOf(publicKey)) return this.#refuse("forged");
    const known = this.#entries.get(keyOf(publicKey));
    if (known !== undefined && isEqual(known.bytes, bytes)) return { ok: true, handle: known.handle };
    const fault = this.#faultOf(bytes, fields);
    if (fault !== null) return this.#refuse(fault);
    return { ok: true, handle: this.#remember(bytes, fields).handle };
  }

  /** Reads what `from` tells of other nodes. `forged` is called for each record that no honest node passes on. */
  readerFor(from: NodeHandle, forged: () => void): RecordReader {
    return {
      read: (bytes) => this.#read(bytes, from, forged),
      // Anybody can write down an id and an address.
      bare: () => {
        this.counters.forged++;
        forged();
        return null;
      },
      known: (bytes, start, end) => this.#known(bytes, start, end),
    };
  }

  /** As `#read` of a node that is known: its newest record counts, whatever is told. */
  #known(bytes: Uint8Array, start: number, end: number): NodeHandle | null {
    const entry = this.#last[slotOf(bytes, start + KEY_AT)];
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
      // The newest is what counts, whatever is told: so it need not be checked.
      if (known.fields.untilMs + SKEW_MS >= nowMs) {
        this.#last[slotOf(known.bytes, KEY_AT)] = known;
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
    if (key === this.#ownKey && fields.sequence > this.#own.sequence) this.counters.twins++;
    // A copy: the packet it came in is much larger.
    return this.#remember(Uint8Array.from(bytes), parseRecord(Uint8Array.from(bytes)) ?? fields).handle;
  }

  #faultOf(bytes: Uint8Array, fields: RecordFields): "forged" | "notAdmitted" | null {
    const { networkId, admission, wallClock } = this.#options;
    // The cheaper one first: in an open overlay it is a single hash.
    if (!isAdmitted(admission, networkId, fields.publicKey, fields.credential, wallClock()))
      return "notAdmitted";
    return isSigned(bytes, fields, networkId) ? null : "forged";
  }

  #refuse(fault: "forged" | "notAdmitted"): Verdict {
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
    this.#last[slotOf(bytes, KEY_AT)] = entry;
    dropOldest(this.#entries, RECORDS_MAX);
    return entry;
  }

  #mayCheck(from: NodeHandle, nowMs: number): boolean {
    const { hex } = from.id;
    const budget = this.#budgets.get(hex) ?? { left: CHECKS_SAVED, atMs: nowMs };
    const passedMs = Math.max(0, nowMs - budget.atMs);
    const left = Math.min(CHECKS_SAVED, budget.left + (passedMs * CHECKS_PER_S) / 1000);
    this.#budgets.delete(hex);
    this.#budgets.set(hex, { left: Math.max(0, left - 1), atMs: nowMs });
    dropOldest(this.#budgets, NEIGHBOURS_MAX);
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

/** By two bytes of a key. */
function slotOf(bytes: Uint8Array, at: number): number {
  return u16At(bytes, at) & (LAST - 1);
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
