/** The records this node holds: on its disk, with an index in memory of what there is and in which version. */
import { createHash } from "node:crypto";
import type { Id } from "../overlay/id.ts";
import { nameOfStoredKey, recordOf, storedKeyOf, storedValueOf } from "./codec.ts";
import type { LocalStore } from "./local.ts";
import type { RecordKind, RecordName, StorageRecord } from "./record.ts";

/** The space of the local store. */
export const RECORDS_SPACE = "records";
/** Of all services and kinds together. */
const RECORDS_MAX = 2_000_000;
const RECORD_BYTES_MAX = 16 * 1024 ** 3;
export const HASH_BYTES = 12;

/** What is known of a record without reading it. */
export interface Held {
  readonly storedKey: Uint8Array;
  readonly kind: number;
  readonly version: number;
  readonly expiresMs: number;
}

export type KeepOutcome =
  | { readonly ok: true; readonly changed: boolean; readonly record: StorageRecord }
  | { readonly ok: false; readonly reason: "refused" | "full"; readonly detail: string };

/** The key that says which nodes hold it. */
export function keyOf({ storedKey }: Held): Id {
  return nameOfStoredKey(storedKey).key;
}

export class Holder {
  readonly #store: LocalStore;
  readonly #kinds: ReadonlyMap<number, RecordKind>;
  readonly #wallClock: () => number;
  /** By the hash of the stored key in latin1. */
  readonly #index = new Map<string, Held>();

  constructor(store: LocalStore, kinds: ReadonlyMap<number, RecordKind>, wallClock: () => number) {
    this.#store = store;
    this.#kinds = kinds;
    this.#wallClock = wallClock;
    for (const { key, value } of store.scan(RECORDS_SPACE, null, null))
      this.#note(recordOf(nameOfStoredKey(key), value), key);
  }

  get size(): number {
    return this.#index.size;
  }

  get bytes(): number {
    return this.#store.bytesUsed(RECORDS_SPACE);
  }

  index(): ReadonlyMap<string, Held> {
    return this.#index;
  }

  /** Null for what is not there or has expired; a removed record has no value. */
  read(name: RecordName): StorageRecord | null {
    const stored = this.#store.get(RECORDS_SPACE, storedKeyOf(name));
    if (stored === null) return null;
    const record = recordOf(name, stored);
    return this.#isExpired(record.expiresMs) ? null : record;
  }

  readHeld({ storedKey }: Held): StorageRecord | null {
    return this.read(nameOfStoredKey(storedKey));
  }

  /** All fields of a key, removed ones too, until they are more than `bytesMax`: then null. */
  list(name: Omit<RecordName, "field">, bytesMax: number): StorageRecord[] | null {
    const from = storedKeyOf({ ...name, field: new Uint8Array(0) });
    const to = successorOf(from);
    const records: StorageRecord[] = [];
    let bytes = 0;
    for (const { key, value } of this.#store.scan(RECORDS_SPACE, from, to)) {
      const record = recordOf(nameOfStoredKey(key), value);
      if (this.#isExpired(record.expiresMs)) continue;
      bytes += key.length + value.length;
      if (bytes > bytesMax) return null;
      records.push(record);
    }
    return records;
  }

  /** Takes the record if it is sound and newer than what is held. Resolves when what is then held is on disk. */
  async keep(record: StorageRecord): Promise<KeepOutcome> {
    const kind = this.#kinds.get(record.kind);
    const refusal = kind === undefined ? "there is no such kind of record" : refusalOf(kind, record);
    if (kind === undefined || refusal !== null)
      return { ok: false, reason: "refused", detail: refusal ?? "" };
    if (this.#isExpired(record.expiresMs)) return { ok: false, reason: "refused", detail: "it has expired" };
    const held = this.read(record);
    if (held !== null && !kind.supersedes(record, held)) {
      // Written already, but perhaps not yet synced: an empty batch is acknowledged after those before it.
      await this.#store.write([]);
      return { ok: true, changed: false, record: held };
    }
    if (held === null && (this.#index.size >= RECORDS_MAX || this.bytes >= RECORD_BYTES_MAX)) {
      return {
        ok: false,
        reason: "full",
        detail: `this node holds ${this.#index.size} records and takes no more`,
      };
    }
    const storedKey = storedKeyOf(record);
    this.#note(record, storedKey);
    try {
      await this.#store.write([{ space: RECORDS_SPACE, key: storedKey, value: storedValueOf(record) }]);
    } catch (error) {
      if (held === null) this.#forget(storedKey);
      else this.#note(held, storedKey);
      return { ok: false, reason: "full", detail: error instanceof Error ? error.message : String(error) };
    }
    return { ok: true, changed: true, record };
  }

  /** Others hold it. */
  async drop(held: readonly Held[]): Promise<void> {
    for (const { storedKey } of held) this.#forget(storedKey);
    await this.#store.write(
      held.map(({ storedKey }) => ({ space: RECORDS_SPACE, key: storedKey, value: null })),
    );
  }

  /** Removes what has expired. */
  async sweep(): Promise<void> {
    const expired = [...this.#index.values()].filter(({ expiresMs }) => this.#isExpired(expiresMs));
    if (expired.length > 0) await this.drop(expired);
  }

  #isExpired(expiresMs: number): boolean {
    return expiresMs !== 0 && expiresMs <= this.#wallClock();
  }

  #note({ kind, version, expiresMs }: StorageRecord, storedKey: Uint8Array): void {
    this.#index.set(hashOf(storedKey), { storedKey, kind, version, expiresMs });
  }

  #forget(storedKey: Uint8Array): void {
    this.#index.delete(hashOf(storedKey));
  }
}

/** Names a record in an exchange. */
export function hashOf(storedKey: Uint8Array): string {
  return createHash("sha256").update(storedKey).digest().toString("latin1", 0, HASH_BYTES);
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
