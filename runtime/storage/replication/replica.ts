/**
 * The holder's side of the storage: stores copies, and sends its own copies. It answers "no record" only if
 * it should have the record.
 */
import { PAYLOAD_BYTES_MAX } from "../../../abi/abi.ts";
import { copyOf, recordBytes } from "../codec.ts";
import type { RecordName, StorageRecord } from "../record.ts";
import type { RecordKinds } from "../record-kinds.ts";
import { BATCH_BYTES_MAX, type CopyState, type FoundAnswer } from "./messages.ts";
import type { RecordStore } from "./record-store.ts";

/**
 * Maximum size of a list, in bytes: the payload that a service may read at once, and room for the reply's
 * head.
 */
export const LIST_BYTES_MAX = PAYLOAD_BYTES_MAX + 65_536;

const UNKNOWN: FoundAnswer = { ok: false, reason: "unavailable" };

interface ReplicaParts {
  readonly records: RecordStore;
  readonly kinds: RecordKinds;
  /** Whether this node should and can store the records of that key at present. */
  readonly isHolder: (name: { readonly key: RecordName["key"]; readonly kind: number }) => boolean;
}

export class Replica {
  readonly #parts: ReplicaParts;
  /** Why this node could not store a copy. Empty when the last copy was stored. */
  #failure = "";

  constructor(parts: ReplicaParts) {
    this.#parts = parts;
  }

  /** Why this node could not store a copy. Empty when the last copy was stored. */
  get failure(): string {
    return this.#failure;
  }

  /** Resolves when the copy is on disk, or was not stored. Never rejects. */
  async store(record: StorageRecord): Promise<CopyState> {
    const { records, kinds } = this.#parts;
    const outcome = await records.put(copyOf(record));
    if (!outcome.ok) {
      if (outcome.reason !== "refused") this.#failure = outcome.detail;
      return outcome.reason === "refused" || outcome.reason === "undecided" ? "rejected" : outcome.reason;
    }
    // A combined record already contains this one, so it counts as stored.
    if (kinds.get(record.kind)?.combine !== undefined) return "stored";
    this.#failure = "";
    return outcome.changed || hasSameValue(outcome.record, record) ? "stored" : "newer";
  }

  /**
   * Answers "no record" only if this node should store it: otherwise it may never have received the record.
   */
  fetch(name: RecordName): FoundAnswer {
    const { records, isHolder } = this.#parts;
    const record = records.read(name);
    if (record === null && !isHolder(name)) return UNKNOWN;
    return { ok: true, from: null, records: record === null ? [] : [record] };
  }

  /** All fields of a key; as `fetch`. */
  fetchList(name: Omit<RecordName, "field">): FoundAnswer {
    const { records, isHolder } = this.#parts;
    if (!isHolder(name)) return UNKNOWN;
    const found = records.list(name, LIST_BYTES_MAX);
    return found === null ? { ok: false, reason: "too-big" } : { ok: true, from: null, records: found };
  }

  /**
   * The records with these hashes, in that order, as many as fit into one reply. Hashes of unknown records
   * are skipped.
   */
  fetchMany(hashes: readonly string[]): FoundAnswer {
    const { records } = this.#parts;
    const found: StorageRecord[] = [];
    let bytes = 0;
    for (const hash of hashes) {
      const indexed = records.index().get(hash);
      const record = indexed === undefined ? null : records.readIndexed(indexed);
      if (record === null) continue;
      if (bytes > BATCH_BYTES_MAX) break;
      bytes += recordBytes(record);
      found.push(record);
    }
    return { ok: true, from: null, records: found };
  }
}

function hasSameValue(a: StorageRecord, b: StorageRecord): boolean {
  if (a.value === null || b.value === null) return a.value === b.value;
  return Buffer.compare(a.value, b.value) === 0;
}
