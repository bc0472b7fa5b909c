/**
 * The node's durable store: one lmdb environment in the data folder. lmdb syncs the batches of one
 * event together.
 */
import { statfsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { open, type RootDatabase } from "lmdb";
import { assert } from "../../base/assert.ts";
import { Malformed } from "../../base/bytes.ts";
import { ProstError } from "../../base/errors.ts";
import { CHECKSUM_BYTES, checkedValue, withChecksum } from "./checksum.ts";
import type { LocalStore, LocalWrite } from "./local-store.ts";
import { checkStore, damaged, dataFileOf } from "./store-check.ts";

/**
 * Minimum free space on disk, in bytes, to try a write after a write has failed on a full disk: lmdb prints
 * each failure to stderr.
 */
const ROOM_BYTES_MIN = 1024 ** 2;
/** Maximum length of a stored key, in bytes. lmdb's own limit, with pages of 4 KiB, is 1,978. */
const STORED_KEY_BYTES_MAX = 1_900;

interface Entry {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

/** A write that is not yet on disk. */
interface Pending {
  readonly key: Buffer;
  readonly value: Uint8Array | null;
}

/**
 * lmdb has an internal promise for each commit, which its callers cannot reach. On a full disk it rejects
 * without a handler, and would end the process, although the promise of the write has rejected as well.
 */
function expectFailedCommits(): void {
  if (isExpecting) return;
  isExpecting = true;
  process.on("unhandledRejection", (reason) => {
    const isFailedCommit = reason instanceof Error && "commitError" in reason;
    if (!isFailedCommit) throw reason;
  });
}

let isExpecting = false;

/**
 * Opens or creates the store in the folder. The file is read once first, so that damage is an error and not a
 * crash. Rejects with a ProstError: DATA_LOSS for a damaged file.
 */
export async function openLmdbStore(folder: string): Promise<LmdbStore> {
  const check = await checkStore(folder);
  if (check.state === "damaged") throw damaged(dataFileOf(folder), check.damage);
  return openUnchecked(folder);
}

/** As `openLmdbStore`, without the check: a damaged file may end this process. */
export async function openUnchecked(folder: string): Promise<LmdbStore> {
  expectFailedCommits();
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const database = open<Buffer, Buffer>({
      path: folder,
      encoding: "binary",
      keyEncoding: "binary",
      cache: false,
      noSubdir: false,
    });
    return new LmdbStore(folder, database);
  } catch (error) {
    throw storeError(error, folder);
  }
}

class LmdbStore implements LocalStore {
  readonly unavailableReason = null;
  readonly #folder: string;
  readonly #database: RootDatabase<Buffer, Buffer>;
  /** By stored key in latin1: the latest write that is not on disk yet. */
  readonly #pending = new Map<string, Pending>();
  readonly #bytes = new Map<string, number>();
  /** Why the last commit failed. Null when it succeeded. */
  #failure: ProstError | null = null;
  #isClosed = false;

  constructor(folder: string, database: RootDatabase<Buffer, Buffer>) {
    this.#folder = folder;
    this.#database = database;
    for (const { key, value } of database.getRange()) {
      const end = key.indexOf(0);
      this.#count(key.subarray(0, end).toString(), key.length - end - 1 + value.length - CHECKSUM_BYTES);
    }
  }

  async write(batch: readonly LocalWrite[]): Promise<void> {
    if (this.#isClosed) throw new ProstError("FAILED_PRECONDITION", "the store is closed");
    if (this.#failure?.code === "RESOURCE_EXHAUSTED" && freeBytes(this.#folder) < ROOM_BYTES_MIN)
      throw this.#failure;
    const writes = batch.map(({ space, key, value }) => ({
      space,
      stored: storedKey(space, key),
      keyLength: key.length,
      value,
    }));
    for (const { space, stored, keyLength, value } of writes) {
      const before = this.#read(stored);
      this.#count(
        space,
        (value === null ? 0 : keyLength + value.length) - (before === null ? 0 : keyLength + before.length),
      );
      this.#pending.set(stored.toString("latin1"), { key: stored, value });
    }
    try {
      // Each operation of a batch has its own promise, which rejects with the batch.
      const parts: Promise<boolean>[] = [];
      const committed = this.#database.batch(() => {
        for (const { stored, value } of writes) {
          parts.push(
            value === null
              ? this.#database.remove(stored)
              : this.#database.put(stored, withChecksum(stored, value)),
          );
        }
      });
      await Promise.all([committed, ...parts]);
      await this.#database.flushed;
    } catch (error) {
      // Reads see the state on disk again, so the sizes are counted again.
      this.#forget(writes);
      this.#recount(new Set(writes.map(({ space }) => space)));
      this.#failure = storeError(await causeOf(error), this.#folder);
      throw this.#failure;
    }
    this.#failure = null;
    this.#forget(writes);
  }

  get(space: string, key: Uint8Array): Uint8Array | null {
    return this.#read(storedKey(space, key));
  }

  *scan(space: string, from: Uint8Array | null, to: Uint8Array | null): Iterable<Entry> {
    const start = storedKey(space, from ?? new Uint8Array(0));
    const end = to === null ? Buffer.concat([Buffer.from(space), Buffer.from([1])]) : storedKey(space, to);
    const prefix = start.length - (from?.length ?? 0);
    const fresh = [...this.#pending.values()].filter(
      ({ key }) => key.compare(start) >= 0 && key.compare(end) < 0,
    );
    fresh.sort((a, b) => a.key.compare(b.key));
    let next = 0;
    for (const { key, value } of this.#database.getRange({ start, end })) {
      for (; next < fresh.length && fresh[next].key.compare(key) < 0; next++)
        yield* entryOf(fresh[next], prefix);
      if (next < fresh.length && fresh[next].key.equals(key)) yield* entryOf(fresh[next++], prefix);
      else yield { key: Uint8Array.from(key.subarray(prefix)), value: this.#checked(key, value) };
    }
    for (; next < fresh.length; next++) yield* entryOf(fresh[next], prefix);
  }

  bytesUsed(space: string): number {
    return this.#bytes.get(space) ?? 0;
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    // After a failed commit `flushed` never settles.
    const closed = this.#database.flushed.then(() => this.#database.close());
    if (this.#failure === null) await closed;
    else closed.catch(() => {});
  }

  #read(stored: Buffer): Uint8Array | null {
    const pending = this.#pending.get(stored.toString("latin1"));
    if (pending !== undefined) return pending.value;
    const value = this.#database.get(stored);
    return value === undefined ? null : this.#checked(stored, value);
  }

  #checked(stored: Buffer, value: Buffer): Uint8Array {
    try {
      return checkedValue(stored, value);
    } catch (error) {
      if (error instanceof Malformed) throw damaged(dataFileOf(this.#folder), error.message, error);
      throw error;
    }
  }

  #forget(writes: readonly { readonly stored: Buffer; readonly value: Uint8Array | null }[]): void {
    for (const { stored, value } of writes) {
      const name = stored.toString("latin1");
      if (this.#pending.get(name)?.value === value) this.#pending.delete(name);
    }
  }

  #count(space: string, change: number): void {
    this.#bytes.set(space, (this.#bytes.get(space) ?? 0) + change);
  }

  #recount(spaces: ReadonlySet<string>): void {
    for (const space of spaces) {
      let bytes = 0;
      for (const { key, value } of this.scan(space, null, null)) bytes += key.length + value.length;
      this.#bytes.set(space, bytes);
    }
  }
}

/** Space, a zero byte, key. A space contains no zero byte. */
function storedKey(space: string, key: Uint8Array): Buffer {
  const stored = Buffer.allocUnsafe(space.length + 1 + key.length);
  stored.write(space, 0, "latin1");
  stored[space.length] = 0;
  stored.set(key, space.length + 1);
  assert(stored.length <= STORED_KEY_BYTES_MAX, "space and key fit into a key of the store");
  return stored;
}

function* entryOf({ key, value }: Pending, prefix: number): Iterable<Entry> {
  if (value !== null) yield { key: Uint8Array.from(key.subarray(prefix)), value };
}

function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/** lmdb's error says only that a commit failed. Its promise `commitError` rejects with the cause. */
async function causeOf(error: unknown): Promise<unknown> {
  const { commitError } = (error ?? {}) as { commitError?: unknown };
  if (!(commitError instanceof Promise)) return error;
  return commitError.then(
    () => error,
    (cause) => cause,
  );
}

function storeError(error: unknown, folder: string): ProstError {
  if (error instanceof ProstError) return error;
  const text = error instanceof Error ? error.message : String(error);
  if (/ENOSPC|EFBIG|No space left|File too large|MDB_MAP_FULL|Input\/output error/i.test(text)) {
    return new ProstError(
      "RESOURCE_EXHAUSTED",
      `the disk of ${folder} cannot store more (${text}); make room, the stored entries are safe`,
      { cause: error },
    );
  }
  if (/EROFS|EACCES|EPERM|Permission denied|Read-only/i.test(text)) {
    return new ProstError(
      "PERMISSION_DENIED",
      `the store ${folder} cannot be written: ${text}; check owner and mount, or choose another folder with --data`,
      { cause: error },
    );
  }
  return damaged(dataFileOf(folder), text, error);
}
