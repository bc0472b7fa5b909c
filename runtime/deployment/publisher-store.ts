/**
 * What a node knows of publishers, for good: the newest root document it has seen of each, below which none
 * is taken, and what each has revoked. On disk, since forgetting would let what was withdrawn come back.
 */
import { createHash } from "node:crypto";
import { hexOf } from "../base/hex.ts";
import type { Id } from "../base/id.ts";
import type { LocalStore, LocalWrite } from "../storage/local/local-store.ts";
import type { StatementRefusal } from "./envelope.ts";
import { refusal } from "./envelope.ts";
import type { Authorization, Publication } from "./publication.ts";
import { holdsAllOf, openWithdrawal, type Revocation, withdrawnOf } from "./revocation.ts";

const ROOTS = "package/root";
const REVOCATIONS = "package/revocation";
const EQUIVOCATIONS = "package/revocation/twin";

/**
 * PublisherStore whose revocations are kept. Further ones are refused, but for those whose services are known
 * here.
 */
const REVOCATIONS_MAX = 10_000;
/** PublisherStore whose newest root document is remembered: those that have changed theirs. */
const ROOTS_SEEN_MAX = 100_000;
const ROOT_ENTRY_BYTES = 32 + 8;

export type Taken =
  /**
   * `isNew`: it was not known. `trouble`: why it holds until this node ends only, its disk having failed;
   * null: it is on disk.
   */
  | {
      readonly ok: true;
      readonly isNew: boolean;
      readonly revocation: Revocation;
      readonly trouble: string | null;
    }
  | StatementRefusal;

export class PublisherStore {
  readonly #store: LocalStore;
  readonly #networkId: Id;
  /** By the publisher's id. */
  readonly #revocations = new Map<string, { readonly revocation: Revocation; readonly bytes: Uint8Array }>();
  #digest: Uint8Array | null = null;

  constructor(store: LocalStore, networkId: Id) {
    this.#store = store;
    this.#networkId = networkId;
    for (const { value } of readAll(store)) {
      const opened = openWithdrawal(value, networkId);
      if (opened.ok) this.#keep(opened.revocation, value);
    }
  }

  /** Why what was published may not run, by what its publisher has said since; null: nothing was said. */
  refusal(published: Authorization): StatementRefusal | null {
    const { manifest, rootVersion } = published;
    const seen = this.#rootSeen(manifest.rootId);
    if (rootVersion < seen)
      return refusal(
        "revoked",
        `it is signed by version ${rootVersion} of its publisher's keys, and version ${seen} was seen`,
      );
    return this.withdrawn(published);
  }

  /** What its publisher has revoked of it, by what is in memory; null: nothing. */
  withdrawn(published: Authorization): StatementRefusal | null {
    const known = this.#revocations.get(hexOf(published.manifest.rootId));
    const withdrawn =
      known === undefined ? null : withdrawnOf(known.revocation, published.manifest, published);
    return withdrawn === null ? null : refusal("revoked", withdrawn);
  }

  /** Remembers the newest root document. Resolves when it is on disk. */
  async see({ manifest, root }: Publication): Promise<void> {
    await this.#seeRoot(manifest.rootId, root.version);
  }

  /** What its publisher has revoked; null: nothing that this node knows of. */
  revocation(rootId: Uint8Array): Revocation | null {
    return this.#revocations.get(hexOf(rootId))?.revocation ?? null;
  }

  /** The record of it. */
  record(rootId: Uint8Array): Uint8Array | null {
    return this.#revocations.get(hexOf(rootId))?.bytes ?? null;
  }

  /**
   * Takes the record of a revocation from anybody. Resolves when it is on disk, or cannot be put there: it
   * holds all the same. `isOfInterest`: whether services of that publisher are known here.
   */
  async take(bytes: Uint8Array, isOfInterest: (rootId: Uint8Array) => boolean): Promise<Taken> {
    const opened = openWithdrawal(bytes, this.#networkId);
    if (!opened.ok) return opened;
    const { revocation, root } = opened;
    const { rootId } = revocation;
    if (root.version < this.#rootSeen(rootId))
      return refusal("revoked", "the revocation is signed by keys that its publisher has replaced");
    const held = this.#revocations.get(hexOf(rootId)) ?? null;
    if (held !== null) {
      const { sequence } = held.revocation;
      if (revocation.sequence === sequence && !isSame(held.bytes, bytes))
        await this.#saveEquivocation(revocation, bytes);
      if (revocation.sequence <= sequence) return { ok: true, isNew: false, revocation, trouble: null };
      if (!holdsAllOf(revocation, held.revocation))
        return refusal("invalid", "a revocation gives back what an earlier one withdrew");
    } else if (this.#revocations.size >= REVOCATIONS_MAX && !isOfInterest(rootId)) {
      return refusal("invalid", "this node remembers the revocations of as many publishers as it can");
    }
    // First of all it holds, whatever becomes of the disk, and whatever else comes in meanwhile.
    this.#keep(revocation, bytes);
    try {
      await this.#store.write([{ space: REVOCATIONS, key: rootId, value: bytes }]);
      await this.#seeRoot(rootId, root.version);
    } catch (error) {
      return { ok: true, isNew: true, revocation, trouble: (error as Error).message };
    }
    return { ok: true, isNew: true, revocation, trouble: null };
  }

  /** The records of all revocations, by publisher. */
  *records(): Iterable<Uint8Array> {
    for (const [, { bytes }] of [...this.#revocations].sort(([a], [b]) => (a < b ? -1 : 1))) yield bytes;
  }

  /** The same at two nodes that know the same revocations. */
  digest(): Uint8Array {
    if (this.#digest === null) {
      const hash = createHash("sha256");
      for (const bytes of this.records()) hash.update(createHash("sha256").update(bytes).digest());
      this.#digest = new Uint8Array(hash.digest());
    }
    return this.#digest;
  }

  #keep(revocation: Revocation, bytes: Uint8Array): void {
    this.#revocations.set(hexOf(revocation.rootId), { revocation, bytes });
    this.#digest = null;
  }

  /**
   * Two statements of one number: its publisher, or who has the key, contradicts itself. Kept as evidence,
   * the first of them.
   */
  async #saveEquivocation({ rootId }: Revocation, bytes: Uint8Array): Promise<void> {
    if (this.#store.get(EQUIVOCATIONS, rootId) === null)
      await this.#store.write([{ space: EQUIVOCATIONS, key: rootId, value: bytes }]);
  }

  #rootSeen(rootId: Uint8Array): number {
    const bytes = this.#store.get(ROOTS, rootId);
    return bytes === null ? 1 : Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0));
  }

  async #seeRoot(rootId: Uint8Array, version: number): Promise<void> {
    if (version <= this.#rootSeen(rootId)) return;
    if (this.#store.bytesUsed(ROOTS) >= ROOTS_SEEN_MAX * ROOT_ENTRY_BYTES) return;
    const value = new Uint8Array(8);
    new DataView(value.buffer).setBigUint64(0, BigInt(version));
    const write: LocalWrite = { space: ROOTS, key: rootId, value };
    await this.#store.write([write]);
  }
}

/** A disk that cannot be read has nothing to say; the node routes on. */
function readAll(store: LocalStore): { readonly value: Uint8Array }[] {
  try {
    return [...store.scan(REVOCATIONS, null, null)];
  } catch {
    return [];
  }
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
