/** A node's durable store on this machine's disk: named spaces, each with keys and values of bytes. */

/** One change of a batch. `value` is null to remove the key, whether it exists or not. */
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
 * - A batch is stored whole or not at all, whatever happens to the process. Of two changes of one key, the
 *   later counts.
 * - Batches take effect in the order of the calls.
 * - An acknowledged batch is on disk: a store that is opened again has it.
 * - Reads see a batch as soon as `write` was called, before it is on disk. After a failed write they see the
 *   state before it.
 * - The caller does not change the bytes of a batch before it is acknowledged, and never the bytes that a
 *   read returned.
 * - The same key in two spaces has two values. Keys are ordered as unsigned bytes; a prefix comes before
 *   longer keys.
 */
export interface LocalStore {
  /** Why the store cannot be read or written. Null when it can. */
  readonly unavailableReason: string | null;
  /**
   * Resolves when the batch is on disk. Rejects with a ProstError, or an error of the disk, if no part of the
   * batch is on disk.
   */
  write(batch: readonly LocalWrite[]): Promise<void>;
  /** Null when there is no such key. Throws ProstError DATA_LOSS if the entry on disk is damaged. */
  get(space: string, key: Uint8Array): Uint8Array | null;
  /**
   * Entries with from <= key < to, in the order of their keys. A bound is null when the range has no such
   * end. Throws as `get` does.
   */
  scan(space: string, from: Uint8Array | null, to: Uint8Array | null): Iterable<StoreEntry>;
  /** Size of all keys and values in the space, in bytes, as reads see it. */
  bytesUsed(space: string): number;
  /** To be called when no batch is under way. Afterwards only `close` may be called again, without effect. */
  close(): Promise<void>;
}
