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
 * The contract of every implementation (`test/storage/local/local-store-compliance.ts`):
 *
 * - A batch is stored whole or not at all, whatever happens to the process. Of two changes of one key the
 *   later one counts.
 * - Batches take effect in the order of the calls.
 * - An acknowledged batch is on disk: a store that is opened again has it.
 * - Reads see a batch as soon as `write` was called, before it is on disk. After a failed write they see the
 *   entries from before it.
 * - The caller does not change the bytes of a batch before it is acknowledged, nor the bytes that a read
 *   returned.
 * - Spaces are separate. Keys are ordered as unsigned bytes, a prefix before longer keys.
 */
export interface LocalStore {
  /** The reason why nothing can be read or written. Null: the store is available. */
  readonly unavailableReason: string | null;
  /** Resolves when the batch is on disk. Rejects with a ProstError or an error of the disk if nothing of it is. */
  write(batch: readonly LocalWrite[]): Promise<void>;
  /** Null: there is no such key. Throws ProstError DATA_LOSS if the entry on disk is damaged. */
  get(space: string, key: Uint8Array): Uint8Array | null;
  /** Entries with from <= key < to, in the order of their keys; null: no such end. Throws as `get` does. */
  scan(space: string, from: Uint8Array | null, to: Uint8Array | null): Iterable<StoreEntry>;
  /** Bytes of keys and values in the space, as reads see it. */
  bytesUsed(space: string): number;
  /** Call it when no batch is under way. Afterwards only `close` may be called again, which does nothing. */
  close(): Promise<void>;
}
