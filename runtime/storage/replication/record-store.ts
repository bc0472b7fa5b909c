/** The records that this node stores: on its disk, with an index in memory. */
import { ProstError } from "../../base/errors.ts";
import type { Id } from "../../base/id.ts";
import { nameOfStoredKey, recordOf, storedKeyOf, storedValueOf } from "../codec.ts";
import { GroupWriter } from "../local/group-writer.ts";
import type { LocalStore, StoreEntry } from "../local/local-store.ts";
import { type OverQuota, STORAGE_QUOTAS_DEFAULT, type StorageQuotas } from "../quotas.ts";
import type { RecordKind, RecordName, StorageRecord } from "../record.ts";
import type { RecordKinds } from "../record-kinds.ts";
import type { OrderedFingerprints } from "../repair/ordered-fingerprints.ts";
import { MergeQueue } from "./merge-queue.ts";
import { hashOf, type IndexedRecord, RecordIndex } from "./record-index.ts";

/** The space of the local store. */
export const RECORDS_SPACE = "records";
/** Maximum number and size of all records of all services and kinds. */
const RECORDS_MAX = 2_000_000;
const RECORD_BYTES_MAX = 16 * 1024 ** 3;
/**
 * How far a version may be ahead of this node's clock, in milliseconds. A version in the far future would
 * supersede all later writes.
 */
const AHEAD_MS_MAX = 24 * 3_600_000;

type StoreOutcome =
  /** `record`: the record that is stored now under the name. `changed` is false if it was stored before. */
  | { readonly ok: true; readonly changed: boolean; readonly record: StorageRecord }
  | {
      readonly ok: false;
      /**
       * `refused`: by the rules of its kind. `full`: by the disk, or by this node's limits. `service`,
       * `writer`: the quota of the service or writer is used up. `undecided`: its service cannot decide at
       * this node now.
       */
      readonly reason: "refused" | "full" | "service" | "writer" | "undecided";
      readonly detail: string;
    };

/** The place of a record in the index and on disk. */
interface Place {
  readonly hash: string;
  readonly storedKey: Uint8Array;
}

export class RecordStore {
  readonly #store: LocalStore;
  readonly #writer: GroupWriter;
  readonly #kinds: RecordKinds;
  readonly #wallClock: () => number;
  readonly #quotas: () => StorageQuotas;
  readonly #index = new RecordIndex();
  readonly #merges = new MergeQueue();

  /** Reads the whole space once. `quotas` is called for each record: the operator may change them. */
  constructor(
    store: LocalStore,
    kinds: RecordKinds,
    wallClock: () => number,
    quotas: () => StorageQuotas = () => STORAGE_QUOTAS_DEFAULT,
  ) {
    this.#quotas = quotas;
    this.#store = store;
    this.#writer = new GroupWriter(store, RECORDS_SPACE);
    this.#kinds = kinds;
    this.#wallClock = wallClock;
    for (const { key, value } of store.scan(RECORDS_SPACE, null, null))
      this.#index.set(hashOf(key), key, recordOf(nameOfStoredKey(key), value));
  }

  /** Why this node cannot store records. Null when it can. */
  get unavailableReason(): string | null {
    return this.#store.unavailableReason;
  }

  get size(): number {
    return this.#index.size;
  }

  /** Bytes of keys and values on disk. */
  get bytes(): number {
    return this.#store.bytesUsed(RECORDS_SPACE);
  }

  /** All records, by hash. */
  index(): ReadonlyMap<string, IndexedRecord> {
    return this.#index.all();
  }

  /** Null when no record of the kind was ever stored. */
  fingerprints(kind: number): OrderedFingerprints | null {
    return this.#index.fingerprints(kind);
  }

  /** Null when the record is not stored, or has expired. A removed record is returned, with value null. */
  read(name: RecordName): StorageRecord | null {
    return this.#readAt(hashOf(storedKeyOf(name)));
  }

  readIndexed({ hash, storedKey, expiresMs }: IndexedRecord): StorageRecord | null {
    if (this.#isExpired(expiresMs)) return null;
    const stored = this.#writer.gathered(hash) ?? this.#get(hash, storedKey);
    return stored === null ? null : recordOf(nameOfStoredKey(storedKey), stored);
  }

  /**
   * All fields of a key in byte order, removed records too. Null when their size exceeds `bytesMax`. Entries
   * that the disk has damaged are skipped.
   */
  list(name: Omit<RecordName, "field">, bytesMax: number): StorageRecord[] | null {
    void this.#writer.flush();
    const from = storedKeyOf({ ...name, field: new Uint8Array(0) });
    const to = successorOf(from);
    try {
      return this.#collect(this.#store.scan(RECORDS_SPACE, from, to), bytesMax);
    } catch (error) {
      if (!(error instanceof ProstError)) throw error;
      // One entry is damaged, which ends the scan: read the entries singly.
      return this.#collect(this.#singly(from, to), bytesMax);
    }
  }

  /** Resolves with true when all records that are stored now are on disk, with false if a write failed. */
  async flush(): Promise<boolean> {
    try {
      await this.#writer.flush();
      return true;
    } catch {
      return false;
    }
  }

  /**
   * Stores the record if its kind accepts it and it supersedes the stored record, or combines the two if the
   * kind combines records. `writer`: the node that writes the record now; null when it is a copy from another
   * holder. Resolves when the outcome is on disk. Never rejects.
   */
  async put(record: StorageRecord, writer: Id | null = null): Promise<StoreOutcome> {
    const kind = this.#kinds.get(record.kind);
    const refusal = kind === undefined ? "there is no such kind of record" : refusalOf(kind, record);
    if (kind === undefined || refusal !== null) return refused(refusal ?? "");
    if (this.#isExpired(record.expiresMs)) return refused("it has expired");
    const storedKey = storedKeyOf(record);
    const place = { hash: hashOf(storedKey), storedKey };
    if (kind.combine !== undefined) return this.#combine(place, kind, record, writer);
    if (record.version > this.#wallClock() + AHEAD_MS_MAX) return refused("its version lies in the future");
    const stored = this.#readAt(place.hash);
    return stored !== null && !kind.supersedes(record, stored)
      ? this.#confirm(place, stored)
      : this.#replace(place, record);
  }

  /** The quota that the record would exceed at this node. Null when it exceeds none. */
  overQuota(record: StorageRecord): OverQuota | null {
    const storedKey = storedKeyOf(record);
    return this.#index.overQuota(this.#quotas(), hashOf(storedKey), storedKey, record);
  }

  /**
   * Removes the records from this node, except those that have changed since they were read from the index.
   * Never rejects.
   */
  async drop(records: readonly IndexedRecord[]): Promise<void> {
    const unchanged = records.filter((record) => this.#index.get(record.hash) === record);
    for (const record of unchanged) this.#index.delete(record);
    try {
      await Promise.all(unchanged.map(({ hash, storedKey }) => this.#writer.write(hash, storedKey, null)));
    } catch {
      // The disk cannot be written: the records stay stored, and a later call drops them.
      for (const place of unchanged) this.#reread(place);
    }
  }

  /** Removes expired records. */
  async removeExpired(): Promise<void> {
    const expired = this.#index.due(this.#wallClock()).filter(({ expiresMs }) => this.#isExpired(expiresMs));
    if (expired.length > 0) await this.drop(expired);
  }

  #readAt(hash: string): StorageRecord | null {
    const indexed = this.#index.get(hash);
    return indexed === null ? null : this.readIndexed(indexed);
  }

  /**
   * Null also for a damaged entry. It is removed from the index, and repair fetches it from another holder.
   */
  #get(hash: string, storedKey: Uint8Array): Uint8Array | null {
    try {
      return this.#store.get(RECORDS_SPACE, storedKey);
    } catch (error) {
      if (!(error instanceof ProstError)) throw error;
      const indexed = this.#index.get(hash);
      if (indexed !== null) this.#index.delete(indexed);
      return null;
    }
  }

  #collect(entries: Iterable<StoreEntry>, bytesMax: number): StorageRecord[] | null {
    const records: StorageRecord[] = [];
    let bytes = 0;
    for (const { key, value } of entries) {
      const record = recordOf(nameOfStoredKey(key), value);
      if (this.#isExpired(record.expiresMs)) continue;
      bytes += key.length + value.length;
      if (bytes > bytesMax) return null;
      records.push(record);
    }
    return records;
  }

  *#singly(from: Uint8Array, to: Uint8Array | null): Iterable<StoreEntry> {
    for (const { hash, storedKey } of this.#index.inRange(from, to)) {
      const value = this.#get(hash, storedKey);
      if (value !== null) yield { key: storedKey, value };
    }
  }

  #combine(place: Place, kind: RecordKind, record: StorageRecord, writer: Id | null): Promise<StoreOutcome> {
    const merged = this.#merges.run(place.hash, async (): Promise<StoreOutcome> => {
      const stored = this.#readAt(place.hash);
      const combined = await kind.combine?.(record, stored, writer);
      if (combined?.ok === true) return this.#putCombined(place, stored, combined.record);
      const reason = combined?.reason === "unavailable" ? "undecided" : "refused";
      return { ok: false, reason, detail: combined?.detail ?? "" };
    });
    return merged ?? Promise.resolve({ ok: false, reason: "undecided", detail: MergeQueue.fullDetail });
  }

  #putCombined(
    place: Place,
    stored: StorageRecord | null,
    next: StorageRecord,
  ): StoreOutcome | Promise<StoreOutcome> {
    if (stored === null) {
      this.#merges.forget(place.hash);
      return this.#replace(place, next);
    }
    if (stored.version === next.version && stored.writer.equals(next.writer))
      return this.#confirm(place, stored);
    if (!this.#merges.replace(place.hash, stored, next))
      return refused("merging brings it back to a value it had before");
    return this.#replace(place, next);
  }

  /** Keeps the stored record. It was written before, but may not be on disk yet. */
  async #confirm(place: Place, stored: StorageRecord): Promise<StoreOutcome> {
    try {
      await this.#writer.flush();
    } catch (error) {
      return this.#failed(place, error);
    }
    return { ok: true, changed: false, record: stored };
  }

  async #replace(place: Place, record: StorageRecord): Promise<StoreOutcome> {
    const { hash, storedKey } = place;
    const over = this.#index.overQuota(this.#quotas(), hash, storedKey, record);
    if (over !== null) return { ok: false, reason: over.owner, detail: over.detail };
    if (this.#isFull && this.#index.get(hash) === null) {
      const detail = `this node holds ${this.#index.size} records and takes no more`;
      return { ok: false, reason: "full", detail };
    }
    try {
      this.#index.set(hash, storedKey, record);
      await this.#writer.write(hash, storedKey, storedValueOf(record));
    } catch (error) {
      return this.#failed(place, error);
    }
    return { ok: true, changed: true, record };
  }

  #failed(place: Place, error: unknown): StoreOutcome {
    this.#reread(place);
    return { ok: false, reason: "full", detail: error instanceof Error ? error.message : String(error) };
  }

  /** Makes the index equal to the disk after a failed write. */
  #reread({ hash, storedKey }: Place): void {
    const stored = this.#get(hash, storedKey);
    const indexed = this.#index.get(hash);
    // The failed value may be merged again.
    this.#merges.forget(hash);
    if (stored !== null) this.#index.set(hash, storedKey, recordOf(nameOfStoredKey(storedKey), stored));
    else if (indexed !== null) this.#index.delete(indexed);
  }

  get #isFull(): boolean {
    return this.#index.size >= RECORDS_MAX || this.bytes >= RECORD_BYTES_MAX;
  }

  #isExpired(expiresMs: number): boolean {
    return expiresMs !== 0 && expiresMs <= this.#wallClock();
  }
}

function refused(detail: string): StoreOutcome {
  return { ok: false, reason: "refused", detail };
}

function refusalOf(kind: RecordKind, record: StorageRecord): string | null {
  const bytes = record.value?.length ?? 0;
  if (bytes <= kind.valueBytesMax) return kind.refusal(record);
  return `a value of ${bytes} bytes is longer than the ${kind.valueBytesMax} that a ${kind.name} record may have`;
}

/** The lowest byte string above all byte strings that start with `prefix`. Null when there is none. */
function successorOf(prefix: Uint8Array): Uint8Array | null {
  const next = prefix.slice();
  for (let i = next.length - 1; i >= 0; i--) {
    if (next[i] < 255) {
      next[i]++;
      return next.subarray(0, i + 1);
    }
  }
  return null;
}
