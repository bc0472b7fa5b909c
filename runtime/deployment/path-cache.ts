/**
 * A cache of code records on the route to the root node of their key. A node on the route answers from its
 * cache. On a miss it requests the record itself, caches the reply and answers all waiting requesters. So a
 * popular record spreads towards the nodes that request it, and the root node gets one request from each
 * previous hop, however many nodes ask. The idea is PAST's: Rowstron and Druschel, "Storage management and
 * caching in PAST", SOSP 2001, section 4.
 *
 * Every record is checked by its kind's rules before it is cached or sent on. A node on the route that does
 * not answer costs one attempt: the next attempt bypasses the caches.
 */

import { ID_BYTES } from "../../abi/abi.ts";
import { dropOldest } from "../base/bounded.ts";
import { bareHandle, handleSize, type Reader, Writer } from "../base/bytes.ts";
import { decodeOrNull } from "../base/decode.ts";
import type { Clock } from "../base/environment.ts";
import { Id } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Application, Overlay, Response, RoutedMessage } from "../overlay/api.ts";
import {
  Malformed,
  nameBytes,
  readName,
  readRecord,
  recordBytes,
  writeName,
  writeRecord,
} from "../storage/codec.ts";
import type {
  GetOutcome,
  RecordKind,
  RecordName,
  ReplicatedStorage,
  StorageRecord,
} from "../storage/record.ts";
import { AnswerBudget } from "./answer-budget.ts";

const PATH_CACHE_SERVICE = Id.hashOf("prost-way-v1");

/** Maximum size of cached records in memory, in bytes. The least recently used is removed first. */
const CACHE_BYTES_MAX = 32 * 1024 * 1024;
/** Maximum number of records requested at a time. Beyond it, requests of other nodes are forwarded. */
const FLIGHTS_MAX = 512;
/** Maximum number of requesters that wait for one record. */
const WAITING_MAX = 1_024;
/** The timeout of one attempt, including all nodes on the route, in milliseconds. */
const ATTEMPT_MS = 3_000;
/** The cost of a reply beside its record, in bytes. */
const ANSWER_HEAD_BYTES = 64;

const NONE = 0;
const FOUND = 1;
/** The handle of another holder follows. The requester should ask that holder instead of the root node. */
const REDIRECT = 2;
/**
 * Maximum number of replies of a root node for one record within ROOT_ANSWERS_MS. Beyond it the root node
 * redirects requesters to the other holders.
 */
const ROOT_ANSWERS_MAX = 24;
const ROOT_ANSWERS_MS = 5_000;
const ROOT_RECORDS_MAX = 4_096;

/** A kind of records that are cached on the route. */
interface PathCacheKind {
  readonly kind: RecordKind;
  /**
   * The highest age of a cached record, in milliseconds since a holder returned it. Infinity: the record
   * never changes.
   */
  readonly keptMs: number;
}

interface PathCacheParts {
  readonly overlay: Overlay;
  readonly storage: ReplicatedStorage;
  readonly clock: Clock;
  readonly kinds: readonly PathCacheKind[];
  /** Maximum size of cached records in memory, in bytes. Default: CACHE_BYTES_MAX. */
  readonly cacheBytesMax?: number;
}

interface PathCacheCounters {
  /** Answered as the root of the key. */
  readonly asRoot: number;
  /** Answered on the route, from the cache or this node's disk. */
  readonly onPath: number;
  /** Requested on behalf of other nodes. */
  readonly onBehalf: number;
  /** Not answered, because the previous hop had used up its budget. */
  readonly refused: number;
  readonly cachedBytes: number;
}

interface Kept {
  readonly record: StorageRecord;
  /** The holder that the record came from. */
  readonly from: Id;
  /** When the holder returned the record, in ms of the clock. */
  readonly sinceMs: number;
}

type Answer = { readonly found: Kept } | { readonly found: null };

export class PathCache implements Application {
  readonly #parts: PathCacheParts;
  readonly #kinds: ReadonlyMap<number, PathCacheKind>;
  readonly #kept = new Map<string, Kept>();
  #keptBytes = 0;
  readonly #cacheBytesMax: number;
  /**
   * Requests under way by record name, each with the callbacks that wait. A callback gets null when no node
   * could be asked.
   */
  readonly #flights = new Map<string, ((answer: Answer | null) => void)[]>();
  readonly #budget: AnswerBudget;
  #asRoot = 0;
  readonly #rootAnswers = new Map<string, { readonly sinceMs: number; answers: number }>();
  #onPath = 0;
  #onBehalf = 0;

  constructor(parts: PathCacheParts) {
    this.#parts = parts;
    this.#kinds = new Map(parts.kinds.map((one) => [one.kind.tag, one]));
    this.#cacheBytesMax = parts.cacheBytesMax ?? CACHE_BYTES_MAX;
    this.#budget = new AnswerBudget(parts.clock);
    parts.overlay.register(PATH_CACHE_SERVICE, this);
  }

  get counters(): PathCacheCounters {
    return {
      asRoot: this.#asRoot,
      onPath: this.#onPath,
      onBehalf: this.#onBehalf,
      refused: this.#budget.refused,
      cachedBytes: this.#keptBytes,
    };
  }

  /**
   * Like the storage's `get`, but through caches on the route. The result may be as old as its kind allows.
   */
  get(name: RecordName): Promise<GetOutcome> {
    const cached = this.#cached(name);
    if (cached !== null) return Promise.resolve({ ok: true, record: cached.record, from: cached.from });
    return new Promise((resolve) => {
      const isRequested = this.#requestOnce(name, (answer) => {
        if (answer === null) resolve({ ok: false, reason: "unavailable" });
        else if (answer.found === null) resolve({ ok: false, reason: "none" });
        else resolve({ ok: true, record: answer.found.record, from: answer.found.from });
      });
      if (!isRequested) resolve({ ok: false, reason: "unavailable" });
    });
  }

  forward(message: RoutedMessage, next: NodeHandle): "continue" | "taken" {
    const { overlay } = this.#parts;
    if (message.origin.id.equals(overlay.self.id) || next.id.equals(overlay.self.id)) return "continue";
    const name = this.#nameIn(message);
    if (name === null) return "continue";
    const cached = this.#cached(name);
    if (cached !== null) {
      if (this.#answer(message, { found: cached })) this.#onPath++;
      return "taken";
    }
    const isRequested = this.#requestOnce(name, (answer) => {
      if (answer === null) overlay.refuse(message.origin, message.requestId);
      else this.#answer(message, answer);
    });
    if (isRequested) this.#onBehalf++;
    return isRequested ? "taken" : "continue";
  }

  deliver(message: RoutedMessage): void {
    const { overlay, storage, clock } = this.#parts;
    const refuse = () => overlay.refuse(message.origin, message.requestId);
    const name = this.#nameIn(message);
    if (name === null) return refuse();
    const other = this.#redirect(name, message.origin);
    if (other !== null) {
      const handle = bareHandle(other);
      const answer = new Writer(1 + handleSize(handle)).u8(REDIRECT).handle(handle).done();
      overlay.respond(message.origin, message.requestId, message.hops, answer);
      return;
    }
    const cached = this.#cached(name);
    if (cached !== null) {
      if (this.#answer(message, { found: cached })) this.#asRoot++;
      return;
    }
    void storage.get(name).then((got) => {
      if (!got.ok && got.reason === "unavailable") return refuse();
      const found = got.ok ? { record: got.record, from: got.from, sinceMs: clock.now() } : null;
      if (this.#answer(message, { found })) this.#asRoot++;
    });
  }

  /** A request from a node that the root node has redirected here. */
  direct(from: NodeHandle, requestId: number, payload: Uint8Array): void {
    const { overlay } = this.#parts;
    const name = requestId === 0 ? null : decodeOrNull(payload, readName);
    if (name === null || !this.#kinds.has(name.kind)) return overlay.refuse(from, requestId);
    const request = { origin: from, previous: from, requestId, hops: 1 };
    const cached = this.#cached(name);
    if (cached !== null) {
      if (this.#answer(request, { found: cached })) this.#onPath++;
      return;
    }
    const isRequested = this.#requestOnce(name, (answer) => {
      if (answer === null) overlay.refuse(from, requestId);
      else this.#answer(request, answer);
    });
    if (isRequested) this.#onBehalf++;
    else overlay.refuse(from, requestId);
  }

  /**
   * Another holder to which the requester is redirected, if this root node has answered for the record too
   * often. Null when this node answers.
   */
  #redirect({ kind, key }: RecordName, asker: NodeHandle): NodeHandle | null {
    const { overlay, clock } = this.#parts;
    const now = clock.now();
    const name = `${kind}/${key.hex}`;
    const before = this.#rootAnswers.get(name);
    const count =
      before !== undefined && now - before.sinceMs < ROOT_ANSWERS_MS ? before : { sinceMs: now, answers: 0 };
    this.#rootAnswers.delete(name);
    this.#rootAnswers.set(name, count);
    dropOldest(this.#rootAnswers, ROOT_RECORDS_MAX);
    const copies = this.#kinds.get(kind)?.kind.copies ?? 1;
    const others = overlay.replicaSet(key, copies).filter(({ id }) => !id.equals(overlay.self.id));
    const isHolder = asker.id.equals(overlay.self.id) || others.some(({ id }) => id.equals(asker.id));
    // Holders ask on behalf of the requesters that were redirected to them.
    if (isHolder || others.length === 0 || ++count.answers <= ROOT_ANSWERS_MAX) return null;
    return others[count.answers % others.length];
  }

  update(): void {}

  #nameIn({ payload, requestId, key }: RoutedMessage): RecordName | null {
    if (requestId === 0) return null;
    const name = decodeOrNull(payload, readName);
    return name?.key.equals(key) && this.#kinds.has(name.kind) ? name : null;
  }

  /** From the cache, or from this node's disk when a record of that kind never changes. */
  #cached(name: RecordName): Kept | null {
    const { clock, storage, overlay } = this.#parts;
    const keptMs = this.#kinds.get(name.kind)?.keptMs ?? 0;
    const key = keyOf(name);
    const kept = this.#kept.get(key);
    if (kept !== undefined) {
      this.#kept.delete(key);
      if (clock.now() - kept.sinceMs <= keptMs) {
        this.#kept.set(key, kept);
        return kept;
      }
      this.#keptBytes -= recordBytes(kept.record);
    }
    if (keptMs !== Number.POSITIVE_INFINITY) return null;
    const record = storage.peek(name);
    return record === null || record.value === null
      ? null
      : { record, from: overlay.self.id, sinceMs: clock.now() };
  }

  /** Returns false when too many requests are under way, or when too many callbacks wait for this record. */
  #requestOnce(name: RecordName, done: (answer: Answer | null) => void): boolean {
    const key = keyOf(name);
    const underWay = this.#flights.get(key);
    if (underWay !== undefined) {
      if (underWay.length >= WAITING_MAX) return false;
      underWay.push(done);
      return true;
    }
    if (this.#flights.size >= FLIGHTS_MAX) return false;
    const waiting = [done];
    this.#flights.set(key, waiting);
    const { overlay } = this.#parts;
    const request = writeName(new Writer(nameBytes(name)), name).done();
    const hint = this.#hintFor(name);
    const options = { timeoutMs: ATTEMPT_MS, ...(hint === null ? {} : { hint }) };
    const end = (response: Response) => {
      this.#flights.delete(key);
      const answer = response.ok ? this.#read(name, response.payload) : null;
      if (answer?.found) this.#keep(key, answer.found);
      for (const notify of waiting) notify(answer);
    };
    overlay.request(PATH_CACHE_SERVICE, name.key, request, options, (response) => {
      const other = response.ok ? decodeOrNull(response.payload, readRedirect) : null;
      if (other === null) end(response);
      else overlay.requestNode(PATH_CACHE_SERVICE, other, request, ATTEMPT_MS, end);
    });
    return true;
  }

  /**
   * Another holder to ask instead of the root node: otherwise all nodes near the root node would ask it.
   * Different nodes get different holders. Null when the route does not end with the next hop, or when this
   * node is a holder.
   */
  #hintFor({ kind, key }: RecordName): NodeHandle | null {
    const { overlay } = this.#parts;
    const copies = this.#kinds.get(kind)?.kind.copies ?? 1;
    const [root, ...others] = overlay.replicaSet(key, copies);
    const [next] = overlay.localLookup(key, 1, false);
    if (others.length === 0 || next === undefined || !next.id.equals(root.id)) return null;
    if (others.some(({ id }) => id.equals(overlay.self.id))) return null;
    return others[overlay.self.id.bytes[ID_BYTES - 1] % others.length];
  }

  /** The checked reply. Null when it is not the requested record. */
  #read(name: RecordName, payload: Uint8Array): Answer | null {
    const { clock } = this.#parts;
    return decodeOrNull(payload, (reader) => {
      if (reader.u8() === NONE) return { found: null };
      const ageMs = reader.u32();
      const from = new Id(reader.bytes(ID_BYTES).slice());
      const read = readRecord(reader);
      const record = { ...read, field: read.field.slice(), value: owned(read.value) };
      const one = this.#kinds.get(record.kind);
      if (keyOf(record) !== keyOf(name) || one === undefined || one.kind.refusal(record) !== null)
        throw new Malformed("not the record that was requested");
      if (ageMs > one.keptMs) throw new Malformed("the record is too old");
      return { found: { record, from, sinceMs: clock.now() - ageMs } };
    });
  }

  #keep(key: string, kept: Kept): void {
    const old = this.#kept.get(key);
    if (old !== undefined) this.#keptBytes -= recordBytes(old.record);
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    this.#keptBytes += recordBytes(kept.record);
    for (const [oldest, { record }] of this.#kept) {
      if (this.#keptBytes <= this.#cacheBytesMax) return;
      this.#kept.delete(oldest);
      this.#keptBytes -= recordBytes(record);
    }
  }

  #answer(
    { origin, previous, requestId, hops }: Pick<RoutedMessage, "origin" | "previous" | "requestId" | "hops">,
    { found }: Answer,
  ): boolean {
    const { overlay, clock } = this.#parts;
    const bytes = ANSWER_HEAD_BYTES + (found === null ? 0 : recordBytes(found.record));
    if (!this.#budget.take(previous, bytes)) {
      overlay.refuse(origin, requestId);
      return false;
    }
    const writer = new Writer(bytes).u8(found === null ? NONE : FOUND);
    if (found !== null) {
      writer.u32(Math.min(2 ** 32 - 1, Math.round(clock.now() - found.sinceMs))).bytes(found.from.bytes);
      writeRecord(writer, found.record);
    }
    overlay.respond(origin, requestId, hops, writer.done());
    return true;
  }
}

function keyOf({ kind, scope, key, field }: RecordName): string {
  return `${kind}/${scope.hex}/${key.hex}/${Buffer.from(field).toString("latin1")}`;
}

function readRedirect(reader: Reader): NodeHandle {
  if (reader.u8() !== REDIRECT) throw new Malformed("not a redirect");
  const handle = reader.handle();
  if (handle === null) throw new Malformed("a node without id and address");
  const { id, address } = handle;
  return { id: new Id(id.bytes.slice()), address };
}

/** A copy, unless the value is most of its buffer: then a copy would only cost time. */
function owned(value: Uint8Array | null): Uint8Array | null {
  return value === null || 2 * value.length >= value.buffer.byteLength ? value : value.slice();
}
