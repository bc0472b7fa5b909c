/**
 * Keeps as many copies as there should be: after the replica sets have changed, and now and then, each node asks its neighbours
 * for what it should hold and lacks; who need not hold a record any more hands it over to its root before dropping it.
 * After overlay.md B10.
 */
import { ID_BYTES } from "../../abi/abi.ts";
import type { Overlay } from "../overlay/api.ts";
import { Writer } from "../overlay/bytes.ts";
import type { Clock, NodeHandle, Random } from "../overlay/environment.ts";
import { Id } from "../overlay/id.ts";
import { copyOf, recordBytes, storedKeyOf } from "./codec.ts";
import { type Held, type Holder, hashOf } from "./holder.ts";
import {
  BATCH_BYTES_MAX,
  BATCH_RECORDS_MAX,
  DIGEST_BYTES,
  decodeFound,
  decodePutAnswer,
  decodeSummary,
  decodeYes,
  encodeRequest,
  SUMMARY_ENTRIES_MAX,
  type Summary,
  type SummaryEntry,
} from "./messages.ts";
import type { RecordKind, StorageRecord } from "./record.ts";
import { type Arc, arcHolds, arcOf, type Span, sharedSpans } from "./spans.ts";

/** Records handed over at a time. */
const HAND_OVERS_AT_A_TIME = 64;
/** Lists made for other nodes' questions, and how long one is kept after it was last asked for, in milliseconds. */
const LISTS_MAX = 64;
const LIST_MS = 10_000;
/** Entries of one neighbour that are looked at; what is beyond them waits for the next round. */
const ENTRIES_MAX = 4_000_000;
/** After a round in which a neighbour did not answer, in milliseconds. */
const RETRY_MS = 5_000;
/** Where the record's key stands in a stored key: after its kind and its scope. */
const KEY_AT = 1 + ID_BYTES;

export interface RepairOptions {
  /** How long the leaf set must have been quiet before a repair, in milliseconds. */
  readonly settleMs: number;
  /** Between two comparisons when nothing has changed. */
  readonly repairMs: number;
  readonly holderMs: number;
  readonly timeoutMs: number;
}

export interface RepairParts {
  readonly overlay: Overlay;
  readonly clock: Clock;
  readonly random: Random;
  readonly holder: Holder;
  readonly kinds: ReadonlyMap<number, RecordKind>;
  readonly service: Id;
  readonly options: RepairOptions;
}

interface List {
  readonly entries: readonly Held[];
  untilMs: number;
}

export class Repair {
  readonly #parts: RepairParts;
  #cancel: () => void = () => {};
  #isRunning = false;
  #isStopped = false;
  /** Counts the changes of the leaf set: what was begun before one does not say how things are after it. */
  #epoch = 0;
  /** Neighbours from whom this node has got, since the last change, all that both should hold. */
  readonly #heard = new Set<string>();
  /** What other nodes ask about, by node, as it was when they began to ask. */
  readonly #lists = new Map<string, List>();

  constructor(parts: RepairParts) {
    this.#parts = parts;
    this.#schedule(parts.options.repairMs * (0.5 + parts.random.next()));
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  /** The leaf set has changed: this node may be a holder of what it was none of before. */
  changed(): void {
    this.#epoch++;
    this.#heard.clear();
    if (!this.#isRunning) this.#schedule(this.#parts.options.settleMs);
  }

  /**
   * Whether records with this key may have passed this node by: since the last change a fellow holder has not been heard. A write
   * is on a majority of those who were holders then, most of whom are so still.
   */
  mayHaveMissed(key: Id, kind: number): boolean {
    const { overlay, kinds } = this.#parts;
    return overlay
      .replicaSet(key, kinds.get(kind)?.copies ?? 1)
      .some(({ id }) => !id.equals(overlay.self.id) && !this.#heard.has(id.hex));
  }

  // What other nodes ask.

  /** Whether this node has just the same of what both should hold. */
  isSame(asker: NodeHandle, spans: readonly Span[], count: number, digest: Uint8Array): boolean {
    const own = digestOf(this.#newList(asker, spans).entries);
    return own.count === count && Buffer.compare(own.digest, digest) === 0;
  }

  /** A part of the list; the first makes it anew, and without it no later one can be told. */
  summaryFor(asker: NodeHandle, spans: readonly Span[], from: number): Summary {
    const now = this.#parts.clock.now();
    const kept = this.#lists.get(asker.id.hex);
    const list =
      kept !== undefined && kept.untilMs > now ? kept : from === 0 ? this.#newList(asker, spans) : null;
    if (list === null) return { isLast: false, entries: [] };
    list.untilMs = now + LIST_MS;
    const entries = list.entries.slice(from, from + SUMMARY_ENTRIES_MAX);
    const isLast = from + entries.length >= list.entries.length;
    if (isLast) this.#lists.delete(asker.id.hex);
    return { isLast, entries };
  }

  /** As many of them as go into one answer. */
  many(hashes: readonly string[]): StorageRecord[] {
    const { holder } = this.#parts;
    const records: StorageRecord[] = [];
    let bytes = 0;
    for (const hash of hashes) {
      const held = holder.index().get(hash);
      const record = held === undefined ? null : holder.readHeld(held);
      if (record === null) continue;
      if (bytes > BATCH_BYTES_MAX) break;
      bytes += recordBytes(record);
      records.push(record);
    }
    return records;
  }

  #newList(asker: NodeHandle, spans: readonly Span[]): List {
    const { clock } = this.#parts;
    for (const [id, { untilMs }] of this.#lists)
      if (untilMs <= clock.now() || this.#lists.size >= LISTS_MAX) this.#lists.delete(id);
    const list = { entries: this.#entriesIn(spans), untilMs: clock.now() + LIST_MS };
    this.#lists.set(asker.id.hex, list);
    return list;
  }

  // What this node does.

  #schedule(ms: number): void {
    this.#cancel();
    if (!this.#isStopped) this.#cancel = this.#parts.clock.after(ms, () => void this.#run());
  }

  async #run(): Promise<void> {
    const { overlay, options, random, holder } = this.#parts;
    if (overlay.status !== "active") {
      this.#schedule(options.settleMs);
      return;
    }
    this.#isRunning = true;
    const epoch = this.#epoch;
    await holder.sweep();
    let hasAll = true;
    for (const node of overlay.neighborSet(Number.MAX_SAFE_INTEGER)) {
      if (this.#isStopped || this.#epoch !== epoch) break;
      const isHeard = await this.#catchUp(node);
      // What was asked before a change was not about what this node should hold after it.
      if (isHeard && this.#epoch === epoch) this.#heard.add(node.id.hex);
      hasAll &&= isHeard;
    }
    if (this.#epoch === epoch) await this.#handOver(epoch);
    this.#isRunning = false;
    if (this.#epoch !== epoch) this.#schedule(options.settleMs);
    else this.#schedule(hasAll ? options.repairMs * (0.5 + random.next()) : RETRY_MS);
  }

  #entriesIn(spans: readonly Span[]): Held[] {
    const { holder, kinds } = this.#parts;
    const byCopies = new Map(spans.map((span) => [span.copies, span]));
    const entries: Held[] = [];
    for (const held of holder.index().values()) {
      const span = byCopies.get(kinds.get(held.kind)?.copies ?? 0);
      if (span === undefined) continue;
      const { storedKey } = held;
      if (arcHolds(span.one, storedKey, KEY_AT) && arcHolds(span.other, storedKey, KEY_AT))
        entries.push(held);
    }
    return entries;
  }

  #copiesOfKinds(): number[] {
    return [...this.#parts.kinds.values()].map(({ copies }) => copies);
  }

  /** Gets from a neighbour what both should hold and this node lacks. True when that is all there. */
  async #catchUp(node: NodeHandle): Promise<boolean> {
    const spans = sharedSpans(this.#parts.overlay, node, this.#copiesOfKinds());
    if (spans === null) return false;
    if (spans.length === 0) return true;
    const own = digestOf(this.#entriesIn(spans));
    const isSame = await this.#ask(node, encodeRequest({ kind: "digest", spans, ...own }));
    if (isSame === null) return false;
    if (decodeYes(isSame)) return true;
    for (let from = 0; from < ENTRIES_MAX && !this.#isStopped; ) {
      const answer = await this.#ask(node, encodeRequest({ kind: "summarize", spans, from }));
      const summary = answer === null ? null : decodeSummary(answer);
      if (summary === null) return false;
      const differing = summary.entries.filter((entry) => this.#differs(entry)).map(({ hash }) => hash);
      if (!(await this.#fetchMany(node, differing))) return false;
      if (summary.isLast) return true;
      if (summary.entries.length === 0) return false;
      from += summary.entries.length;
    }
    return false;
  }

  /** Not only what is older here: by the rules of some kinds a record can be newer than one of a later moment. */
  #differs({ hash, version, writerTag }: SummaryEntry): boolean {
    const held = this.#parts.holder.index().get(hash);
    return held === undefined || held.version !== version || held.writerTag !== writerTag;
  }

  async #fetchMany(node: NodeHandle, hashes: readonly string[]): Promise<boolean> {
    const { holder } = this.#parts;
    for (let rest = hashes; rest.length > 0 && !this.#isStopped; ) {
      const asked = rest.slice(0, BATCH_RECORDS_MAX);
      const answer = await this.#ask(node, encodeRequest({ kind: "fetchMany", hashes: asked }));
      const found = answer === null ? null : decodeFound(answer);
      if (found === null || !found.ok) return false;
      const kept = await Promise.all(found.records.map((record) => holder.keep(copyOf(record))));
      if (kept.some((outcome) => !outcome.ok && outcome.reason === "full")) return false;
      // It sends in the order asked for, as many as go into an answer; one that it passed over it has no more.
      const last = found.records.at(-1);
      const got = last === undefined ? asked.length : asked.indexOf(hashOf(storedKeyOf(last))) + 1;
      rest = rest.slice(got || asked.length);
    }
    return true;
  }

  /** Records that other nodes should hold now: each goes to its root, and is dropped when that has it on a majority. */
  async #handOver(epoch: number): Promise<void> {
    const { holder } = this.#parts;
    const surplus = this.#surplus();
    for (let at = 0; at < surplus.length; at += HAND_OVERS_AT_A_TIME) {
      if (this.#isStopped || this.#epoch !== epoch) return;
      const part = surplus.slice(at, at + HAND_OVERS_AT_A_TIME);
      const isHanded = await Promise.all(part.map((held) => this.#handOverOne(held)));
      // After a change they may be this node's again.
      if (this.#epoch === epoch) await holder.drop(part.filter((_, i) => isHanded[i]));
    }
  }

  #surplus(): Held[] {
    const { overlay, holder, kinds } = this.#parts;
    const arcs = new Map<number, Arc | null>(
      this.#copiesOfKinds().map((copies) => [copies, arcOf(overlay, overlay.self, copies)]),
    );
    return [...holder.index().values()].filter(({ kind, storedKey }) => {
      const arc = arcs.get(kinds.get(kind)?.copies ?? 0);
      return arc !== undefined && arc !== null && !arcHolds(arc, storedKey, KEY_AT);
    });
  }

  #handOverOne(held: Held): Promise<boolean> {
    const { overlay, holder, service, options } = this.#parts;
    const record = holder.readHeld(held);
    if (record === null) return Promise.resolve(true);
    const key = new Id(held.storedKey.subarray(KEY_AT, KEY_AT + ID_BYTES));
    const payload = encodeRequest({ kind: "handOver", record });
    return new Promise((resolve) => {
      overlay.request(service, key, payload, { timeoutMs: options.timeoutMs }, (response) => {
        const answer = response.ok ? decodePutAnswer(response.payload) : null;
        resolve(answer?.ok === true);
      });
    });
  }

  #ask(node: NodeHandle, payload: Uint8Array): Promise<Uint8Array | null> {
    const { overlay, service, options } = this.#parts;
    return new Promise((resolve) => {
      overlay.requestNode(service, node, payload, options.holderMs, (response) =>
        resolve(response.ok ? response.payload : null),
      );
    });
  }
}

/**
 * Tells two sets of records and versions apart, in whatever order they are gone through. Each record is mixed before it is added:
 * records that were written together have equal versions, and what differs in two of them must not cancel out.
 */
function digestOf(entries: readonly Held[]): { readonly count: number; readonly digest: Uint8Array } {
  let high = 0;
  let low = 0;
  for (const { hash, version, writerTag } of entries) {
    const stamp = mixed(mixed(version >>> 0, Math.floor(version / 2 ** 32)), writerTag);
    high = (high + mixed(stamp, wordAt(hash, 0))) >>> 0;
    low = (low + mixed(stamp, wordAt(hash, 4))) >>> 0;
  }
  return { count: entries.length, digest: new Writer(DIGEST_BYTES).u32(high).u32(low).done() };
}

function wordAt(hash: string, at: number): number {
  return (
    (hash.charCodeAt(at) << 24) |
    (hash.charCodeAt(at + 1) << 16) |
    (hash.charCodeAt(at + 2) << 8) |
    hash.charCodeAt(at + 3)
  );
}

/** A hash of two words: every bit of both changes about half of its bits. */
function mixed(a: number, b: number): number {
  let word = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ b;
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  word = Math.imul(word ^ (word >>> 16), 0x27d4eb2f);
  return (word ^ (word >>> 15)) >>> 0;
}
