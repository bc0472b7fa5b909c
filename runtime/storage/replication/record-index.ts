/**
 * The index, in memory, of the records on a node's disk: their versions, their fingerprints by place on the
 * ring, their expiry, and how much of each quota they use.
 */
import { hash as digest } from "node:crypto";
import { ID_BYTES } from "../../../abi/abi.ts";
import { STORED_HEAD_BYTES } from "../codec.ts";
import { Expiries } from "../expiries.ts";
import { type Charge, type OverQuota, type StorageQuotas, Usage } from "../quotas.ts";
import type { StorageRecord } from "../record.ts";
import { HASH_BYTES, OrderedFingerprints, type RecordVersion } from "../repair/ordered-fingerprints.ts";

/** The properties of a stored record that are known without reading the disk. */
export interface IndexedRecord extends RecordVersion, Charge {
  readonly kind: number;
  readonly expiresMs: number;
}

export class RecordIndex {
  readonly #records = new Map<string, IndexedRecord>();
  /** By tag of the kind. */
  readonly #fingerprints = new Map<number, OrderedFingerprints>();
  readonly #expiries = new Expiries();
  readonly #usage = new Usage();

  get size(): number {
    return this.#records.size;
  }

  get(hash: string): IndexedRecord | null {
    return this.#records.get(hash) ?? null;
  }

  /** All records, by hash. */
  all(): ReadonlyMap<string, IndexedRecord> {
    return this.#records;
  }

  /** Null when no record of the kind was ever stored. */
  fingerprints(kind: number): OrderedFingerprints | null {
    return this.#fingerprints.get(kind) ?? null;
  }

  /**
   * Records with from <= stored key < to, in the order of their stored keys. `to` is null when the range has
   * no upper end.
   */
  inRange(from: Uint8Array, to: Uint8Array | null): IndexedRecord[] {
    return [...this.#records.values()]
      .filter(({ storedKey }) => Buffer.compare(storedKey, from) >= 0)
      .filter(({ storedKey }) => to === null || Buffer.compare(storedKey, to) < 0)
      .sort((a, b) => Buffer.compare(a.storedKey, b.storedKey));
  }

  /** Records that may have expired at `nowMs`: some of them expire later within the same minute. */
  due(nowMs: number): IndexedRecord[] {
    return this.#expiries.due(nowMs).flatMap((hash) => this.#records.get(hash) ?? []);
  }

  /**
   * The quota that the record would exceed in place of the stored record of the same name. Null when it
   * exceeds none.
   */
  overQuota(
    quotas: StorageQuotas,
    hash: string,
    storedKey: Uint8Array,
    record: StorageRecord,
  ): OverQuota | null {
    return this.#usage.refusal(quotas, chargeOf(storedKey, record), this.get(hash));
  }

  /** Adds the record, or replaces its earlier version. */
  set(hash: string, storedKey: Uint8Array, record: StorageRecord): void {
    const { kind, version, writer, expiresMs } = record;
    const known = this.#records.get(hash);
    if (known !== undefined) this.#release(known);
    const indexed = {
      ...chargeOf(storedKey, record),
      hash,
      // There are many stored keys, and a Buffer of this size is in a shared pool, which costs the garbage
      // collector less.
      storedKey: known?.storedKey ?? Buffer.from(storedKey),
      kind,
      version,
      // Distinguishes two writes with the same version.
      writerTag: writerTagOf(writer.bytes),
      expiresMs,
    };
    this.#records.set(hash, indexed);
    this.#fingerprintsOf(kind).set(indexed);
    this.#usage.add(indexed);
    this.#expiries.add(hash, expiresMs);
  }

  delete(indexed: IndexedRecord): void {
    this.#release(indexed);
    this.#records.delete(indexed.hash);
    this.#fingerprints.get(indexed.kind)?.delete(indexed);
  }

  #release(indexed: IndexedRecord): void {
    this.#usage.remove(indexed);
    this.#expiries.remove(indexed.hash, indexed.expiresMs);
  }

  #fingerprintsOf(kind: number): OrderedFingerprints {
    let fingerprints = this.#fingerprints.get(kind);
    if (fingerprints === undefined) {
      fingerprints = new OrderedFingerprints();
      this.#fingerprints.set(kind, fingerprints);
    }
    return fingerprints;
  }
}

/** Names a record between nodes: the first bytes of the SHA-256 of its stored key, in latin1. */
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
