/** A node's durable store: named spaces of byte keys and values on this machine's disk. */

/** One change; `value` null removes. */
export interface LocalWrite {
  readonly space: string;
  readonly key: Uint8Array;
  readonly value: Uint8Array | null;
}

/** What is acknowledged is on disk; a batch is there whole or not at all, whatever happens to the process. */
export interface LocalStore {
  /** Why nothing can be read or written here; null: it can. */
  readonly unavailableReason: string | null;
  /** Writes all or nothing; resolves when it is on disk. Batches take effect in the order of the calls. */
  write(batch: readonly LocalWrite[]): Promise<void>;
  /** What was last written, acknowledged or not. Throws DATA_LOSS when what is on disk is not what was written. */
  get(space: string, key: Uint8Array): Uint8Array | null;
  /** Entries with from <= key < to in byte order; null: open. */
  scan(
    space: string,
    from: Uint8Array | null,
    to: Uint8Array | null,
  ): Iterable<{ key: Uint8Array; value: Uint8Array }>;
  /** Bytes of keys and values in the space. */
  bytesUsed(space: string): number;
  close(): Promise<void>;
}
