/** A node's durable store: named spaces of keys and values, all of them bytes, on this machine's disk. */

/** One change of a batch; `value` null removes the key, whether it is there or not. */
export interface LocalWrite {
  /** ASCII text without a zero byte. */
  readonly space: string;
  readonly key: Uint8Array;
  readonly value: Uint8Array | null;
}

export interface StoreEntry {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

/**
 * What users of every implementation rely on (`test/storage/local/local-store-compliance.ts`):
 *
 * - A batch is stored whole or not at all, whatever happens to the process. Of two changes of one key the
 *   later counts.
 * - Batches take effect in the order of the calls.
 * - An acknowledged batch is on disk: a store that is opened again has it.
 * - Reads see a batch at once when `write` was called, before it is on disk. After a failed write they see
 *   what was there before it.
 * - Bytes that were passed are left alone: the caller does not change those of a batch before it is
 *   acknowledged, nor those that a read gave it.
 * - Spaces do not see each other. Keys are ordered as unsigned bytes, a key before all that it is a prefix
 *   of.
 */
export interface LocalStore {
  /** Why nothing can be read or written here; null: it can. */
  readonly unavailableReason: string | null;
  /**
   * Resolves when the batch is on disk. Rejects with a ProstError, or an error of the disk, if nothing of it
   * is.
   */
  write(batch: readonly LocalWrite[]): Promise<void>;
  /** Null: there is no such key. Throws ProstError DATA_LOSS if what is on disk is not what was written. */
  get(space: string, key: Uint8Array): Uint8Array | null;
  /** Entries with from <= key < to, in the order of their keys; null: no such end. Throws as `get` does. */
  scan(space: string, from: Uint8Array | null, to: Uint8Array | null): Iterable<StoreEntry>;
  /** Bytes of keys and values in the space, as reads see it. */
  bytesUsed(space: string): number;
  /** Call it when no batch is under way. Afterwards only `close` may be called again, which does nothing. */
  close(): Promise<void>;
}
