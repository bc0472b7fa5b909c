/**
 * Records on the replica set of their key: the root gives a write its version, sends it to the others, and answers when a
 * majority has it on disk. After overlay.md B10.
 */
import { PAYLOAD_BYTES_MAX } from "../../../abi/abi.ts";
import { assert } from "../../base/assert.ts";
import type { Clock, Random } from "../../base/environment.ts";
import { Id } from "../../base/id.ts";
import type { NodeHandle } from "../../base/node-handle.ts";
import type { Application, Overlay, RoutedMessage } from "../../overlay/api.ts";
import { copyOf, recordBytes } from "../codec.ts";
import { withContent } from "../kinds/merged.ts";
import type { LocalStore } from "../local/local-store.ts";
import type { StorageQuotas } from "../quotas.ts";
import type {
  GetOutcome,
  ListOutcome,
  PutOutcome,
  RecordKind,
  RecordName,
  ReplicatedStorage,
  StorageRecord,
} from "../record.ts";
import { COPY_COUNTS_MAX } from "../repair/key-ranges.ts";
import { NetworkSize } from "../repair/network-size.ts";
import { Repair, type RepairOptions } from "../repair/repair.ts";
import {
  type CopyState,
  decodeFound,
  decodePutAnswer,
  decodeRequest,
  encodeCompared,
  encodeCopyStates,
  encodeFound,
  encodePutAnswer,
  encodeRequest,
  type FoundAnswer,
  type PutAnswer,
  SEND_DIRECTLY,
  type StorageRequest,
} from "./messages.ts";
import { RecordStore } from "./record-store.ts";
import { Replicator } from "./replicator.ts";

export const STORAGE_SERVICE = Id.hashOf("prost-storage-v1");

/** Writes of this node that wait for their answer. */
const PUTS_MAX = 8_192;
/** Writes that this node takes as their root at a time, and their bytes. */
const TAKEN_MAX = 16_384;
const TAKEN_BYTES_MAX = 32 * 1024 * 1024;
/** How long the slower holders may still answer when enough have, in milliseconds. */
const LATECOMERS_MS = 500;
/** Room for the answer's head, beside what services may read at once. */
const LIST_BYTES_MAX = PAYLOAD_BYTES_MAX + 65_536;

export interface StorageOptions extends RepairOptions {
  /** How long a put, get or list may take, in milliseconds. */
  readonly timeoutMs: number;
  /** How long another holder may take to answer. */
  readonly holderMs: number;
  /** How long a removed record is remembered as removed. */
  readonly removedMs: number;
}

export const STORAGE_DEFAULTS: StorageOptions = {
  timeoutMs: 15_000,
  holderMs: 6_000,
  removedMs: 3_600_000,
  settleMs: 300,
  graceMs: 600_000,
  repairMs: 60_000,
};

export interface StorageParts {
  readonly overlay: Overlay;
  readonly store: LocalStore;
  readonly clock: Clock;
  readonly random: Random;
  /** Milliseconds since 1970. */
  readonly wallClock: () => number;
  readonly options?: Partial<StorageOptions>;
  /** How much this node holds for one service and one writer; asked for anew with each record. */
  readonly quotas?: () => StorageQuotas;
}

export function createReplicatedStorage(parts: StorageParts): ReplicatedStorage {
  return new Storage(parts);
}

/** What is so small is sent along on the way to the root, in case that is the next node: one that is not is sent it again. */
const PROBE_BYTES = 512;
const NOT_ANSWERED: PutOutcome = {
  ok: false,
  reason: "unavailable",
  detail: "the root of its key did not answer",
};
const TOO_LATE: PutAnswer = { ok: false, reason: "unavailable", detail: "it came after later ones" };
const NOT_KNOWN = encodeFound({ ok: false, reason: "unavailable" });

/** What another holder has. */
interface Found {
  readonly records: readonly StorageRecord[];
  readonly from: Id;
}

/** A request as it came, and how to answer it. */
type Answer = (payload: Uint8Array) => void;

class Storage implements ReplicatedStorage, Application {
  readonly #overlay: Overlay;
  readonly #clock: Clock;
  readonly #wallClock: () => number;
  readonly #census: NetworkSize;
  readonly #options: StorageOptions;
  readonly #kinds = new Map<number, RecordKind>();
  readonly #holder: RecordStore;
  readonly #replicator: Replicator;
  readonly #repair: Repair;
  /** Writes of this node that wait for their answer, by when they were asked for. */
  readonly #puts = new Set<number>();
  #askedMs = 0;
  #taken = 0;
  #takenBytes = 0;
  #isClosed = false;
  /** Why this node itself could not store what it was given last; "" when it could. */
  #trouble = "";

  constructor({ overlay, store, clock, random, wallClock, options, quotas }: StorageParts) {
    this.#overlay = overlay;
    this.#clock = clock;
    this.#census = new NetworkSize(overlay, clock);
    this.#wallClock = wallClock;
    this.#options = { ...STORAGE_DEFAULTS, ...options };
    this.#holder = new RecordStore(store, this.#kinds, wallClock, quotas);
    const soon = (run: () => void) => void clock.after(0, run);
    this.#replicator = new Replicator(overlay, STORAGE_SERVICE, soon, this.#options.holderMs);
    this.#repair = new Repair({
      overlay,
      clock,
      random,
      holder: this.#holder,
      kinds: this.#kinds,
      service: STORAGE_SERVICE,
      options: this.#options,
    });
    overlay.register(STORAGE_SERVICE, this);
    overlay.onChange(() => {
      this.#census.look();
      this.#repair.changed();
    });
  }

  define(kind: RecordKind): void {
    assert(
      new Set([...this.#kinds.values(), kind].map(({ copies }) => copies)).size <= COPY_COUNTS_MAX,
      "few numbers of copies",
    );
    this.#kinds.set(kind.tag, kind);
  }

  put(
    name: RecordName,
    value: Uint8Array | null,
    { ttlSeconds = 0 }: { ttlSeconds?: number } = {},
  ): Promise<PutOutcome> {
    if (this.#puts.size >= PUTS_MAX) {
      return Promise.resolve({ ok: false, reason: "overloaded", detail: `${PUTS_MAX} writes wait already` });
    }
    const askedMs = Math.max(this.#wallClock(), this.#askedMs + 1);
    this.#askedMs = askedMs;
    this.#puts.add(askedMs);
    return this.#write({ kind: "put", name, value, ttlSeconds, askedMs })
      .then((payload) => (payload === null ? null : decodePutAnswer(payload)) ?? NOT_ANSWERED)
      .finally(() => this.#puts.delete(askedMs));
  }

  /**
   * Brings a write to its root. A root takes writes from the node at the other end of a link alone: who is named as the origin of a message that
   * others have passed on need not know of it, and would be charged for it. Where the root is not next to here it is looked for first, and what
   * is written crosses one link only.
   */
  async #write(request: StorageRequest & { kind: "put" }): Promise<Uint8Array | null> {
    const bytes = encodeRequest(request);
    const isAtHand = bytes.length <= PROBE_BYTES || this.#overlay.isRoot(request.name.key) || this.#knowsAll;
    const first = await this.#ask(request.name.key, isAtHand ? request : { kind: "findRoot" });
    if (first === null || !isComeStraight(first.payload)) return first?.payload ?? null;
    return new Promise((resolve) => {
      const { timeoutMs } = this.#options;
      this.#overlay.requestNode(STORAGE_SERVICE, first.from, bytes, timeoutMs, (response) =>
        resolve(response.ok ? response.payload : null),
      );
    });
  }

  /** Every node is in the leaf set of this one: the root of every key is one link away. */
  get #knowsAll(): boolean {
    const others = this.#overlay.neighborSet(Number.MAX_SAFE_INTEGER).length;
    return this.#overlay.estimateNodes() <= others + 1.5;
  }

  async get(name: RecordName): Promise<GetOutcome> {
    const answered = await this.#ask(name.key, { kind: "get", name });
    const found = answered === null ? null : decodeFound(answered.payload);
    if (answered === null || found === null || !found.ok || found.records.length > 1)
      return { ok: false, reason: "unavailable" };
    const record = found.records[0];
    if (record === undefined || record.value === null) return { ok: false, reason: "none" };
    // The asker checks too: a lying root could send anything.
    const kind = this.#kinds.get(record.kind);
    const isWanted =
      record.kind === name.kind && record.key.equals(name.key) && record.scope.equals(name.scope);
    if (kind === undefined || !isWanted || kind.refusal(record) !== null)
      return { ok: false, reason: "unavailable" };
    if (kind.combine !== undefined && kind.isJudgedHere?.(name.scope) === true) {
      const judged = await kind.combine(record, null, null);
      if (!judged.ok && judged.reason === "refused") return { ok: false, reason: "unavailable" };
    }
    return { ok: true, record, from: found.from ?? answered.from.id };
  }

  peek(name: RecordName): StorageRecord | null {
    return this.#holder.read(name);
  }

  async durable(name: RecordName): Promise<StorageRecord | null> {
    return (await this.#holder.flushed()) ? this.#holder.read(name) : null;
  }

  async list(name: Omit<RecordName, "field">): Promise<ListOutcome> {
    const answered = await this.#ask(name.key, { kind: "list", name });
    const found = answered === null ? null : decodeFound(answered.payload);
    if (answered === null || found === null) return { ok: false, reason: "unavailable" };
    if (!found.ok) return { ok: false, reason: found.reason };
    return { ok: true, records: found.records.filter(({ value }) => value !== null) };
  }

  stored(): { readonly records: number; readonly bytes: number } {
    return { records: this.#holder.size, bytes: this.#holder.bytes };
  }

  close(): void {
    this.#isClosed = true;
    this.#repair.stop();
  }

  // As an application of the overlay.

  forward(): "continue" {
    return "continue";
  }

  deliver(message: RoutedMessage): void {
    const { payload, origin, requestId, hops, previous } = message;
    this.#answer(payload, origin, requestId, hops, previous.id.equals(origin.id));
  }

  direct(from: NodeHandle, requestId: number, payload: Uint8Array): void {
    this.#answer(payload, from, requestId, 1, true);
  }

  update(node: NodeHandle, joined: boolean): void {
    if (!joined) this.#replicator.forget(node);
    this.#repair.moved(node, joined);
  }

  #ask(
    key: Id,
    request: StorageRequest,
  ): Promise<{ readonly payload: Uint8Array; readonly from: NodeHandle } | null> {
    return new Promise((resolve) => {
      this.#overlay.request(
        STORAGE_SERVICE,
        key,
        encodeRequest(request),
        { timeoutMs: this.#options.timeoutMs },
        (response) => resolve(response.ok ? response : null),
      );
    });
  }

  /** `isProven`: the link it came by is that of the node it names as its origin. */
  #answer(payload: Uint8Array, to: NodeHandle, requestId: number, hops: number, isProven: boolean): void {
    if (this.#isClosed) return;
    const request = decodeRequest(payload);
    if (request?.kind === "findRoot" || (request?.kind === "put" && !isProven)) {
      this.#overlay.respond(to, requestId, hops, SEND_DIRECTLY);
      return;
    }
    if (request === null || !this.#mayAsk(request, to)) {
      if (requestId !== 0) this.#overlay.refuse(to, requestId);
      return;
    }
    void this.#serve(request, to, (answer) => this.#overlay.respond(to, requestId, hops, answer));
  }

  /** To compare takes time: only those with whom there is something in common may ask for it. */
  #mayAsk({ kind }: StorageRequest, { id }: NodeHandle): boolean {
    if (kind !== "compare") return true;
    return this.#overlay.neighborSet(Number.MAX_SAFE_INTEGER).some((node) => node.id.equals(id));
  }

  async #serve(
    request: Exclude<StorageRequest, { kind: "findRoot" }>,
    from: NodeHandle,
    answer: Answer,
  ): Promise<void> {
    switch (request.kind) {
      case "put":
        return answer(encodePutAnswer(await this.#takePut(request, from)));
      case "handOver":
        return answer(encodePutAnswer(await this.#takeOver(request.record, from)));
      case "get":
        return answer(encodeFound(await this.#find(request.name)));
      case "list":
        return answer(encodeFound(await this.#findAll(request.name)));
      case "fetch": {
        const record = this.#holder.read(request.name);
        // Of what it need not hold at present a node cannot say that there is none.
        if (record === null && !this.#repair.isOnDuty(request.name)) return answer(NOT_KNOWN);
        return answer(encodeFound({ ok: true, from: null, records: record === null ? [] : [record] }));
      }
      case "fetchList": {
        if (!this.#repair.isOnDuty(request.name)) return answer(NOT_KNOWN);
        const records = this.#holder.list(request.name, LIST_BYTES_MAX);
        return answer(
          encodeFound(
            records === null ? { ok: false, reason: "too-big" } : { ok: true, from: null, records },
          ),
        );
      }
      case "replicate": {
        const kept = await Promise.all(request.records.map((record) => this.#keep(record)));
        return answer(encodeCopyStates(kept));
      }
      case "isWaiting":
        return answer(Uint8Array.of(this.#puts.has(request.askedMs) ? 1 : 0));
      case "fetchMany":
        return answer(encodeFound({ ok: true, from: null, records: this.#repair.many(request.hashes) }));
      case "compare":
        return answer(encodeCompared(this.#repair.compare(request.ranges)));
    }
  }

  async #keep(record: StorageRecord): Promise<CopyState> {
    const kept = await this.#holder.keep(copyOf(record));
    if (!kept.ok) {
      if (kept.reason !== "refused") this.#trouble = kept.detail;
      return kept.reason === "refused" || kept.reason === "unjudged" ? "no" : kept.reason;
    }
    // What was combined with it has it in it.
    if (this.#kinds.get(record.kind)?.combine !== undefined) return "held";
    this.#trouble = "";
    return kept.changed || isSameRecord(kept.record, record) ? "held" : "newer";
  }

  /** As the root: version, own disk, and the other holders. */
  async #takePut(
    { name, value, ttlSeconds, askedMs }: StorageRequest & { kind: "put" },
    author: NodeHandle,
  ): Promise<PutAnswer> {
    if (this.#kinds.get(name.kind)?.combine !== undefined)
      return this.#takeCombined({ name, value, ttlSeconds }, author.id);
    const now = this.#wallClock();
    // Its order among others is that of asking: a root that stood still meanwhile must not put what was written long since above what came after it.
    const asked = Math.min(askedMs, now);
    const { removedMs } = this.#options;
    const expiresMs = value === null ? now + removedMs : ttlSeconds === 0 ? 0 : now + 1000 * ttlSeconds;
    const record = (newest: number): StorageRecord => ({
      ...name,
      value,
      version: Math.max(asked, newest + 1),
      writer: this.#overlay.self.id,
      author: author.id.head,
      expiresMs,
    });
    // Read where it is used: others are taken while this one waits.
    const newest = () => this.#holder.read(name)?.version ?? 0;
    if (newest() >= asked && !(await this.#isWaiting(author, askedMs))) return TOO_LATE;
    const answer = await this.#spread(record(newest()));
    if (answer !== "newer") return answer;
    // Another root wrote what this node has not seen: before it was asked for, by a clock that is ahead, or after.
    if (!(await this.#isWaiting(author, askedMs))) return TOO_LATE;
    const found = (await this.#fromOthers(name, { kind: "fetch", name })) ?? [];
    const again = await this.#spread(
      record(Math.max(newest(), ...found.flatMap(({ records }) => records.map(({ version }) => version)))),
    );
    return again === "newer" ? { ok: false, reason: "refused", detail: "a newer one is held" } : again;
  }

  /** Whether a write that comes after others is one that somebody waits for, and not one that another root has taken before. */
  #isWaiting(author: NodeHandle, askedMs: number): Promise<boolean> {
    if (author.id.equals(this.#overlay.self.id)) return Promise.resolve(this.#puts.has(askedMs));
    const payload = encodeRequest({ kind: "isWaiting", askedMs });
    return new Promise((resolve) => {
      this.#overlay.requestNode(STORAGE_SERVICE, author, payload, this.#options.holderMs, (response) =>
        resolve(response.ok && response.payload[0] === 1),
      );
    });
  }

  /** As the root of what is not replaced but combined: with what is here first, then with what the other holders have. */
  async #takeCombined(
    { name, value, ttlSeconds }: Pick<StorageRequest & { kind: "put" }, "name" | "value" | "ttlSeconds">,
    author: Id,
  ): Promise<PutAnswer> {
    if (value === null)
      return {
        ok: false,
        reason: "refused",
        detail: "a merged value cannot be removed; its service says in it what is gone",
      };
    const expiresMs = ttlSeconds === 0 ? 0 : this.#wallClock() + 1000 * ttlSeconds;
    const record = withContent(name, value, expiresMs, author.head);
    const over = this.#holder.refusesFor(record);
    if (over !== null) return overQuota(over.whose, `the root of its key says: ${over.detail}`);
    const kept = await this.#holder.keep(record, author);
    if (!kept.ok && kept.reason === "refused") return { ok: false, reason: "refused", detail: kept.detail };
    if (!kept.ok && (kept.reason === "service" || kept.reason === "writer"))
      return overQuota(kept.reason, `the root of its key says: ${kept.detail}`);
    // Where it cannot be judged here, or there is no room, the others may take it.
    const answer = await this.#spread(kept.ok ? kept.record : record);
    return answer === "newer" ? { ok: true, copies: 0 } : answer;
  }

  /** A record that another node held and need not hold any more. */
  async #takeOver(record: StorageRecord, from: NodeHandle): Promise<PutAnswer> {
    // Who is to drop it must not be one of those who are counted.
    if (this.#holdersOf(record).some(({ id }) => id.equals(from.id)))
      return { ok: false, reason: "refused", detail: "it is one of the holders" };
    const answer = await this.#spread(copyOf(record));
    return answer === "newer" ? { ok: true, copies: 0 } : answer;
  }

  #holdersOf({ kind, key }: { readonly kind: number; readonly key: Id }): readonly NodeHandle[] {
    return this.#overlay.replicaSet(key, this.#kinds.get(kind)?.copies ?? 1);
  }

  /** To this node's disk and the other holders'. `newer`: one of them holds what supersedes it. */
  #spread(record: StorageRecord): Promise<PutAnswer | "newer"> {
    const kind = this.#kinds.get(record.kind);
    const refusal = kind === undefined ? "there is no such kind of record" : kind.refusal(record);
    if (kind === undefined || refusal !== null)
      return Promise.resolve({ ok: false, reason: "refused", detail: refusal ?? "" });
    const over = this.#holder.refusesFor(record);
    if (over !== null)
      return Promise.resolve(overQuota(over.whose, `the root of its key says: ${over.detail}`));
    const bytes = recordBytes(record);
    if (this.#taken >= TAKEN_MAX || this.#takenBytes + bytes > TAKEN_BYTES_MAX) {
      const detail = `the root of its key has ${this.#taken} writes under way`;
      return Promise.resolve({ ok: false, reason: "overloaded", detail });
    }
    this.#taken++;
    this.#takenBytes += bytes;
    return this.#toHolders(record, kind).finally(() => {
      this.#taken--;
      this.#takenBytes -= bytes;
    });
  }

  #toHolders(record: StorageRecord, kind: RecordKind): Promise<PutAnswer | "newer"> {
    const holders = this.#holdersOf(record);
    // Of as many as there should be: a node that has lost sight of the others has no majority.
    const needed = majority(Math.max(holders.length, Math.min(kind.copies, this.#census.nodes)));
    return new Promise((resolve) => {
      let held = 0;
      let open = holders.length;
      const over: ("service" | "writer")[] = [];
      const one = (state: CopyState) => {
        open--;
        if (state === "service" || state === "writer") over.push(state);
        const isHeld = state === "held" || (state === "newer" && this.#isWrittenOver(record, kind));
        if (isHeld && ++held === needed) resolve({ ok: true, copies: held });
        if (state === "newer" && !isHeld) resolve("newer");
        if (open === 0) {
          const trouble = this.#trouble === "" ? "" : `; at the root: ${this.#trouble}`;
          const detail = `${held} of ${holders.length} holders have it, ${needed} are needed${trouble}`;
          // Those who said so are why there are too few.
          const isOver = over.length > 0 && held + over.length >= needed;
          resolve(isOver ? overQuota(over[0], detail) : { ok: false, reason: "unavailable", detail });
        }
      };
      for (const node of holders) {
        if (node.id.equals(this.#overlay.self.id)) void this.#keep(record).then(one);
        else this.#replicator.send(node, record, one);
      }
    });
  }

  /** By a later write through this node, which has overtaken it on the way to another holder. */
  #isWrittenOver(record: StorageRecord, kind: RecordKind): boolean {
    const own = this.#holder.read(record);
    const isLater = own !== null && own.version > record.version;
    return isLater && own.writer.equals(this.#overlay.self.id) && kind.supersedes(own, record);
  }

  async #find(name: RecordName): Promise<FoundAnswer> {
    const { self } = this.#overlay;
    const kind = this.#kinds.get(name.kind);
    if (kind?.combine !== undefined) return this.#findCombined(name, kind);
    const own = this.#holder.read(name);
    if (own !== null && !this.#repair.mayHaveMissed(name.key, name.kind))
      return { ok: true, records: [own], from: self.id };
    const found = await this.#fromOthers(name, { kind: "fetch", name });
    if (found === null && own === null) return { ok: false, reason: "unavailable" };
    const all = (found ?? []).flatMap(({ records, from }) => records.map((record) => ({ record, from })));
    if (own !== null) all.push({ record: own, from: self.id });
    const [best] = this.#best(all.map(({ record }) => record));
    if (best === undefined) return { ok: true, records: [], from: null };
    return { ok: true, records: [best], from: all.find(({ record }) => record === best)?.from ?? self.id };
  }

  /** What the holders have, together: asked for each time, since each may have what the others lack. Who lacks something gets it. */
  async #findCombined(name: RecordName, kind: RecordKind): Promise<FoundAnswer> {
    const { self } = this.#overlay;
    const own = this.#holder.read(name);
    const found = await this.#fromOthers(name, { kind: "fetch", name });
    if (found === null) return { ok: false, reason: "unavailable" };
    const others = found.flatMap(({ records, from }) => records.map((record) => ({ record, from })));
    const combined = await combineAll(
      kind,
      own,
      others.map(({ record }) => record),
    );
    if (combined === undefined) {
      // Nobody here can judge: what several holders have judged alike is given as theirs.
      const [first, second] = others;
      const isOne = second !== undefined && others.every(({ record }) => isSameContent(record, first.record));
      return isOne
        ? { ok: true, records: [first.record], from: first.from }
        : { ok: false, reason: "unavailable" };
    }
    if (combined === null) return { ok: true, records: [], from: null };
    if (own === null || !isSameContent(own, combined)) void this.#holder.keep(copyOf(combined));
    const behind = found.filter(({ records }) => records.every((record) => !isSameContent(record, combined)));
    for (const node of this.#holdersOf(name))
      if (behind.some(({ from }) => from.equals(node.id))) this.#replicator.send(node, combined, () => {});
    return { ok: true, records: [combined], from: self.id };
  }

  async #findAllCombined(name: Omit<RecordName, "field">, kind: RecordKind): Promise<FoundAnswer> {
    const own = this.#holder.list(name, LIST_BYTES_MAX);
    if (own === null) return { ok: false, reason: "too-big" };
    const found = await this.#fromOthers(name, { kind: "fetchList", name });
    if (found === null) return { ok: false, reason: "unavailable" };
    const byField = new Map<string, StorageRecord[]>();
    const all = [...own, ...found.flatMap((one) => one.records)];
    for (const record of all) {
      const field = Buffer.from(record.field).toString("latin1");
      byField.set(field, [...(byField.get(field) ?? []), record]);
    }
    const records: StorageRecord[] = [];
    for (const versions of byField.values()) {
      const isOwn = own.includes(versions[0]);
      const combined = await combineAll(
        kind,
        isOwn ? versions[0] : null,
        isOwn ? versions.slice(1) : versions,
      );
      if (combined === undefined) return { ok: false, reason: "unavailable" };
      if (combined !== null) records.push(combined);
    }
    records.sort((a, b) => Buffer.compare(a.field, b.field));
    return { ok: true, records, from: this.#overlay.self.id };
  }

  async #findAll(name: Omit<RecordName, "field">): Promise<FoundAnswer> {
    const kind = this.#kinds.get(name.kind);
    if (kind?.combine !== undefined) return this.#findAllCombined(name, kind);
    const own = this.#holder.list(name, LIST_BYTES_MAX);
    if (own === null) return { ok: false, reason: "too-big" };
    let records = own;
    if (this.#repair.mayHaveMissed(name.key, name.kind)) {
      const found = await this.#fromOthers(name, { kind: "fetchList", name });
      if (found === null) return { ok: false, reason: "unavailable" };
      records = this.#best([...own, ...found.flatMap((one) => one.records)]);
      records.sort((a, b) => Buffer.compare(a.field, b.field));
    }
    return { ok: true, records: records.filter(({ value }) => value !== null), from: this.#overlay.self.id };
  }

  /**
   * Asks the other holders. Null: too few answered to tell. A write is on a majority of the holders; so as many answers as the
   * rest of them and one more meet every write.
   */
  async #fromOthers(
    name: Omit<RecordName, "field">,
    request: StorageRequest,
  ): Promise<readonly Found[] | null> {
    const copies = this.#kinds.get(name.kind)?.copies ?? 1;
    // One more than hold it: who was a holder before somebody came between may still have what the newcomer lacks.
    const nodes = this.#overlay
      .replicaSet(name.key, copies + 1)
      .filter(({ id }) => !id.equals(this.#overlay.self.id));
    const payload = encodeRequest(request);
    const holders = Math.min(copies, Math.max(this.#census.nodes, nodes.length + 1));
    // Its own records count for an answer when it has been a holder for long enough to have got all.
    const lately = new Set(this.#repair.holdersLately(name.key, name.kind).map(({ id }) => id.hex));
    const isSure = lately.has(this.#overlay.self.id.hex) && !this.#repair.mayHaveMissed(name.key, name.kind);
    const needed = holders - majority(holders) + 1 - (isSure ? 1 : 0);
    // Who has just come in the place of one who is away may have nothing yet: what it has counts, that it has nothing does not.
    const isEnough = (sound: readonly Found[]) =>
      sound.filter(({ from, records }) => records.length > 0 || lately.has(from.hex)).length >= needed;
    return new Promise((resolve) => {
      const sound: Found[] = [];
      let open = nodes.length;
      let isEnding = false;
      const end = () => resolve(isEnough(sound) ? sound : null);
      if (open === 0) end();
      for (const node of nodes) {
        this.#overlay.requestNode(STORAGE_SERVICE, node, payload, this.#options.holderMs, (response) => {
          const found = response.ok ? decodeFound(response.payload) : null;
          if (found?.ok)
            sound.push({
              records: found.records.filter((record) => this.#isSound(record, name)),
              from: node.id,
            });
          open--;
          if (open === 0) end();
          else if (isEnough(sound) && !isEnding) {
            isEnding = true;
            this.#clock.after(LATECOMERS_MS, end);
          }
        });
      }
    });
  }

  #isSound(record: StorageRecord, name: Omit<RecordName, "field">): boolean {
    const isWanted =
      record.kind === name.kind && record.key.equals(name.key) && record.scope.equals(name.scope);
    return isWanted && this.#kinds.get(record.kind)?.refusal(record) === null;
  }

  /** Of each field the one that supersedes the others. */
  #best(records: readonly StorageRecord[]): StorageRecord[] {
    const best = new Map<string, StorageRecord>();
    for (const record of records) {
      const field = Buffer.from(record.field).toString("latin1");
      const other = best.get(field);
      if (other === undefined || this.#kinds.get(record.kind)?.supersedes(record, other) === true)
        best.set(field, record);
    }
    return [...best.values()];
  }
}

/**
 * What they are together; what may not be there at all is left out. `held` has been judged. Null: there is nothing. Undefined: nobody here can
 * tell.
 */
async function combineAll(
  kind: RecordKind,
  held: StorageRecord | null,
  others: readonly StorageRecord[],
): Promise<StorageRecord | null | undefined> {
  let combined = held;
  for (const record of others) {
    if (combined !== null && isSameContent(record, combined)) continue;
    const next = await kind.combine?.(copyOf(record), combined, null);
    if (next?.ok === true) combined = next.record;
    else if (next?.reason !== "refused") return undefined;
  }
  return combined;
}

function isSameContent(a: StorageRecord, b: StorageRecord): boolean {
  return a.version === b.version && a.writer.equals(b.writer);
}

function isComeStraight(payload: Uint8Array): boolean {
  return Buffer.compare(payload, SEND_DIRECTLY) === 0;
}

function overQuota(whose: "service" | "writer", detail: string): PutAnswer {
  const what = `the quota of its ${whose} is used up where it would be stored`;
  return { ok: false, reason: "refused", detail: `${what}: ${detail}` };
}

/** More than half: any two majorities have a node in common. */
function majority(holders: number): number {
  return Math.floor(holders / 2) + 1;
}

function isSameRecord(a: StorageRecord, b: StorageRecord): boolean {
  if (a.value === null || b.value === null) return a.value === b.value;
  return Buffer.compare(a.value, b.value) === 0;
}
