/** The records this node holds: on its disk, with an index in memory of what there is and in which version. */
import { hash as digest } from "node:crypto";
import { ID_BYTES } from "../../../abi/abi.ts";
import { dropOldest } from "../../base/bounded.ts";
import { ProstError } from "../../base/errors.ts";
import type { Id } from "../../base/id.ts";
import { nameOfStoredKey, recordOf, STORED_HEAD_BYTES, storedKeyOf, storedValueOf } from "../codec.ts";
import { Expiries } from "../expiries.ts";
import { GroupWriter } from "../local/group-writer.ts";
import type { LocalStore } from "../local/local-store.ts";
import { type Charge, type OverQuota, STORAGE_QUOTAS_DEFAULT, type StorageQuotas, Usage } from "../quotas.ts";
import type { RecordKind, RecordName, StorageRecord } from "../record.ts";
import { HASH_BYTES, OrderedFingerprints, type RecordVersion } from "../repair/ordered-fingerprints.ts";

/** The space of the local store. */
export const RECORDS_SPACE = "records";
/** Of all services and kinds together. */
const RECORDS_MAX = 2_000_000;
const RECORD_BYTES_MAX = 16 * 1024 ** 3;
/** How far the clock of another node may be ahead, in milliseconds: a version beyond it would stand above all later writes. */
const AHEAD_MS_MAX = 24 * 3_600_000;

/** What is known of a record without reading it. */
export interface IndexedRecord extends RecordVersion, Charge {
  readonly kind: number;
  readonly expiresMs: number;
}

interface Entry {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

export type StoreOutcome =
  | { readonly ok: true; readonly changed: boolean; readonly record: StorageRecord }
  | {
      readonly ok: false;
      /** `service`, `writer`: whose quota is used up. `unjudged`: its service cannot be asked here now. */
      readonly reason: "refused" | "full" | "service" | "writer" | "unjudged";
      readonly detail: string;
    };

/** Records that wait to be combined with what is held. */
const COMBINING_MAX = 4_096;
/** Records of which it is remembered what values they had before, and how many values. */
const FORMER_RECORDS_MAX = 4_096;
const FORMER_MAX = 16;

export class RecordStore {
  readonly #store: LocalStore;
  readonly #writer: GroupWriter;
  readonly #kinds: ReadonlyMap<number, RecordKind>;
  readonly #wallClock: () => number;
  /** By hash. */
  readonly #index = new Map<string, IndexedRecord>();
  /** By kind: the same, in the order of their places. */
  readonly #prints = new Map<number, OrderedFingerprints>();
  readonly #expiries = new Expiries();
  readonly #usage = new Usage();
  readonly #quotas: () => StorageQuotas;
  /** By hash: what is being combined there, one after another. */
  readonly #combining = new Map<string, Promise<unknown>>();
  #waiting = 0;
  /** By hash: what the record was before it was combined with another. */
  readonly #former = new Map<string, string[]>();

  /** Quotas are asked for anew with each record: the operator may change them. */
  constructor(
    store: LocalStore,
    kinds: ReadonlyMap<number, RecordKind>,
    wallClock: () => number,
    quotas: () => StorageQuotas = () => STORAGE_QUOTAS_DEFAULT,
  ) {
    this.#quotas = quotas;
    this.#store = store;
    this.#writer = new GroupWriter(store, RECORDS_SPACE);
    this.#kinds = kinds;
    this.#wallClock = wallClock;
    for (const { key, value } of store.scan(RECORDS_SPACE, null, null))
      this.#note(hashOf(key), key, recordOf(nameOfStoredKey(key), value));
  }

  /** Why this node can hold nothing; null: it can. */
  get unavailableReason(): string | null {
    return this.#store.unavailableReason;
  }

  get size(): number {
    return this.#index.size;
  }

  get bytes(): number {
    return this.#store.bytesUsed(RECORDS_SPACE);
  }

  /** By hash. */
  index(): ReadonlyMap<string, IndexedRecord> {
    return this.#index;
  }

  /** Of the kind; null: there are none. */
  prints(kind: number): OrderedFingerprints | null {
    return this.#prints.get(kind) ?? null;
  }

  /** Null for what is not there or has expired; a removed record has no value. */
  read(name: RecordName): StorageRecord | null {
    const held = this.#index.get(hashOf(storedKeyOf(name)));
    return held === undefined ? null : this.readHeld(held);
  }

  readHeld({ hash, storedKey, expiresMs }: IndexedRecord): StorageRecord | null {
    if (this.#isExpired(expiresMs)) return null;
    const stored = this.#writer.gathered(hash) ?? this.#get(hash, storedKey);
    return stored === null ? null : recordOf(nameOfStoredKey(storedKey), stored);
  }

  /** Null also for what the disk has spoilt: it is held no more, so that it is fetched from the others again. */
  #get(hash: string, storedKey: Uint8Array): Uint8Array | null {
    try {
      return this.#store.get(RECORDS_SPACE, storedKey);
    } catch (error) {
      if (!(error instanceof ProstError)) throw error;
      const held = this.#index.get(hash);
      if (held !== undefined) this.#forget(held);
      return null;
    }
  }

  /** Resolves when what is held now is on disk; to false when it could not be written. */
  async flushed(): Promise<boolean> {
    try {
      await this.#writer.flush();
      return true;
    } catch {
      return false;
    }
  }

  /** All fields of a key, removed ones too, until they are more than `bytesMax`: then null. */
  list(name: Omit<RecordName, "field">, bytesMax: number): StorageRecord[] | null {
    void this.#writer.flush();
    const from = storedKeyOf({ ...name, field: new Uint8Array(0) });
    const to = successorOf(from);
    try {
      return this.#gather(this.#store.scan(RECORDS_SPACE, from, to), bytesMax);
    } catch (error) {
      if (!(error instanceof ProstError)) throw error;
      // The disk has spoilt one of them: the others one by one, without it.
      return this.#gather(this.#oneByOne(from, to), bytesMax);
    }
  }

  #gather(entries: Iterable<Entry>, bytesMax: number): StorageRecord[] | null {
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

  *#oneByOne(from: Uint8Array, to: Uint8Array | null): Iterable<Entry> {
    const those = [...this.#index.values()]
      .filter(({ storedKey }) => Buffer.compare(storedKey, from) >= 0)
      .filter(({ storedKey }) => to === null || Buffer.compare(storedKey, to) < 0)
      .sort((a, b) => Buffer.compare(a.storedKey, b.storedKey));
    for (const { hash, storedKey } of those) {
      const value = this.#get(hash, storedKey);
      if (value !== null) yield { key: storedKey, value };
    }
  }

  /**
   * Takes the record if it is sound and newer than what is held, or combines the two. `writer`: who writes it now; null: another holder has
   * it. Resolves when what is then held is on disk.
   */
  async keep(record: StorageRecord, writer: Id | null = null): Promise<StoreOutcome> {
    const kind = this.#kinds.get(record.kind);
    const refusal = kind === undefined ? "there is no such kind of record" : refusalOf(kind, record);
    if (kind === undefined || refusal !== null)
      return { ok: false, reason: "refused", detail: refusal ?? "" };
    if (this.#isExpired(record.expiresMs)) return { ok: false, reason: "refused", detail: "it has expired" };
    const storedKey = storedKeyOf(record);
    const hash = hashOf(storedKey);
    if (kind.combine !== undefined) return this.#combine(hash, storedKey, kind, record, writer);
    if (record.version > this.#wallClock() + AHEAD_MS_MAX)
      return { ok: false, reason: "refused", detail: "its version lies in the future" };
    const held = this.#heldAt(hash);
    return this.#keep(hash, storedKey, record, held !== null && !kind.supersedes(record, held) ? held : null);
  }

  #heldAt(hash: string): StorageRecord | null {
    const known = this.#index.get(hash);
    return known === undefined ? null : this.readHeld(known);
  }

  /** Of one record one after another: each is combined with what the one before has left. */
  #combine(
    hash: string,
    storedKey: Uint8Array,
    kind: RecordKind,
    record: StorageRecord,
    writer: Id | null,
  ): Promise<StoreOutcome> {
    if (this.#waiting >= COMBINING_MAX) {
      const detail = `${COMBINING_MAX} values wait to be merged`;
      return Promise.resolve({ ok: false, reason: "unjudged", detail });
    }
    this.#waiting++;
    const turn = (this.#combining.get(hash) ?? Promise.resolve()).then(async (): Promise<StoreOutcome> => {
      const held = this.#heldAt(hash);
      const combined = await kind.combine?.(record, held, writer);
      if (combined?.ok !== true) {
        const reason = combined?.reason === "unavailable" ? "unjudged" : "refused";
        return { ok: false, reason, detail: combined?.detail ?? "" };
      }
      const isSame =
        held !== null &&
        held.version === combined.record.version &&
        held.writer.equals(combined.record.writer);
      if (held === null) this.#former.delete(hash);
      else if (!isSame && !this.#leaves(hash, held, combined.record))
        return { ok: false, reason: "refused", detail: "merging brings it back to a value it had before" };
      return this.#keep(hash, storedKey, combined.record, isSame ? held : null);
    });
    this.#combining.set(hash, turn);
    return turn.finally(() => {
      this.#waiting--;
      if (this.#combining.get(hash) === turn) this.#combining.delete(hash);
    });
  }

  /** False: it would go back. A merge that does not settle could go round in a circle of values for ever. */
  #leaves(hash: string, before: StorageRecord, next: StorageRecord): boolean {
    const former = this.#former.get(hash) ?? [];
    if (former.includes(next.writer.hex)) return false;
    this.#former.delete(hash);
    this.#former.set(hash, [...former, before.writer.hex].slice(-FORMER_MAX));
    dropOldest(this.#former, FORMER_RECORDS_MAX);
    return true;
  }

  /** `kept`: what is held stays; null: the record takes its place. */
  async #keep(
    hash: string,
    storedKey: Uint8Array,
    record: StorageRecord,
    kept: StorageRecord | null,
  ): Promise<StoreOutcome> {
    const known = this.#index.get(hash);
    const isKept = kept !== null;
    const over = isKept ? null : this.#overQuota(storedKey, record, known ?? null);
    if (over !== null) return { ok: false, reason: over.whose, detail: over.detail };
    if (!isKept && known === undefined && this.#isFull) {
      return {
        ok: false,
        reason: "full",
        detail: `this node holds ${this.#index.size} records and takes no more`,
      };
    }
    try {
      // Written already, but perhaps not yet synced.
      if (isKept) await this.#writer.flush();
      else {
        this.#note(hash, storedKey, record);
        await this.#writer.write(hash, storedKey, storedValueOf(record));
      }
    } catch (error) {
      this.#reread(hash, storedKey);
      return { ok: false, reason: "full", detail: error instanceof Error ? error.message : String(error) };
    }
    return { ok: true, changed: !isKept, record: kept ?? record };
  }

  /** Null, or why this node would not take the record. */
  refusesFor(record: StorageRecord): OverQuota | null {
    const storedKey = storedKeyOf(record);
    return this.#overQuota(storedKey, record, this.#index.get(hashOf(storedKey)) ?? null);
  }

  #overQuota(storedKey: Uint8Array, record: StorageRecord, held: IndexedRecord | null): OverQuota | null {
    return this.#usage.refusal(this.#quotas(), chargeOf(storedKey, record), held);
  }

  /** Removes those that are still as they were: others hold them. */
  async drop(those: readonly IndexedRecord[]): Promise<void> {
    const gone = those.filter((held) => this.#index.get(held.hash) === held);
    for (const held of gone) this.#forget(held);
    try {
      await Promise.all(gone.map(({ hash, storedKey }) => this.#writer.write(hash, storedKey, null)));
    } catch {
      // A disk that cannot be written: they stay, and are dropped another time.
      for (const { hash, storedKey } of gone) this.#reread(hash, storedKey);
    }
  }

  /** Removes what has expired. */
  async sweep(): Promise<void> {
    const expired = this.#expiries
      .due(this.#wallClock())
      .flatMap((hash) => this.#index.get(hash) ?? [])
      .filter(({ expiresMs }) => this.#isExpired(expiresMs));
    if (expired.length > 0) await this.drop(expired);
  }

  get #isFull(): boolean {
    return this.#index.size >= RECORDS_MAX || this.bytes >= RECORD_BYTES_MAX;
  }

  #isExpired(expiresMs: number): boolean {
    return expiresMs !== 0 && expiresMs <= this.#wallClock();
  }

  #note(hash: string, storedKey: Uint8Array, record: StorageRecord): void {
    const { kind, version, writer, expiresMs } = record;
    const known = this.#index.get(hash);
    if (known !== undefined) this.#uncount(known);
    const held = {
      ...chargeOf(storedKey, record),
      hash,
      // There are many, and a Buffer of this size has no memory of its own to be looked after.
      storedKey: known?.storedKey ?? Buffer.from(storedKey),
      kind,
      version,
      // Of two writes of one moment it tells which is which.
      writerTag: writerTagOf(writer.bytes),
      expiresMs,
    };
    this.#index.set(hash, held);
    let prints = this.#prints.get(kind);
    if (prints === undefined) {
      prints = new OrderedFingerprints();
      this.#prints.set(kind, prints);
    }
    prints.set(held);
    this.#usage.add(held);
    this.#expiries.add(hash, expiresMs);
  }

  #uncount(held: IndexedRecord): void {
    this.#usage.remove(held);
    this.#expiries.remove(held.hash, held.expiresMs);
  }

  #forget(held: IndexedRecord): void {
    this.#uncount(held);
    this.#index.delete(held.hash);
    this.#prints.get(held.kind)?.delete(held);
  }

  /** After a write that failed: what is on disk counts. */
  #reread(hash: string, storedKey: Uint8Array): void {
    const stored = this.#get(hash, storedKey);
    const held = this.#index.get(hash);
    // It may have to go the same way again.
    this.#former.delete(hash);
    if (stored !== null) this.#note(hash, storedKey, recordOf(nameOfStoredKey(storedKey), stored));
    else if (held !== undefined) this.#forget(held);
  }
}

/** Names a record in an exchange. */
export function hashOf(storedKey: Uint8Array): string {
  return digest("sha256", storedKey, "buffer").toString("latin1", 0, HASH_BYTES);
}

const NO_SCOPE = "\0".repeat(ID_BYTES);

function chargeOf(storedKey: Uint8Array, { value, author = 0 }: StorageRecord): Charge {
  const scope = Buffer.from(storedKey.buffer, storedKey.byteOffset + 1, ID_BYTES).toString("latin1");
  return {
    scope: scope === NO_SCOPE ? "" : scope,
    author,
    bytes: storedKey.length + STORED_HEAD_BYTES + (value?.length ?? 0),
  };
}

function writerTagOf(id: Uint8Array): number {
  return id[0] * 2 ** 24 + (id[1] << 16) + (id[2] << 8) + id[3];
}

function refusalOf(kind: RecordKind, record: StorageRecord): string | null {
  if ((record.value?.length ?? 0) > kind.valueBytesMax) {
    return `a value of ${record.value?.length} bytes is longer than the ${kind.valueBytesMax} that a ${kind.name} record may have`;
  }
  return kind.refusal(record);
}

/** The least byte string that is greater than all that start with `prefix`; null when there is none. */
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
