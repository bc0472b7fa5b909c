/**
 * A node's knowledge of publishers: the newest root document seen of each, below which none is accepted, and
 * each publisher's revocations. It is on disk and never forgotten: otherwise withdrawn code could return.
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
 * Maximum number of stored revocations, one per publisher. Beyond it, revocations are refused unless services
 * of the publisher have run here.
 */
const REVOCATIONS_MAX = 10_000;
/** Maximum number of remembered root documents: one for each publisher that has changed its keys. */
const ROOTS_SEEN_MAX = 100_000;
const ROOT_ENTRY_BYTES = 32 + 8;

export type RevocationOutcome =
  /**
   * `isNew`: the revocation was unknown. `diskError`: the disk failed with this message, and the revocation
   * is in force until this process ends; null: it is on disk.
   */
  | {
      readonly ok: true;
      readonly isNew: boolean;
      readonly revocation: Revocation;
      readonly diskError: string | null;
    }
  | StatementRefusal;

export class PublisherStore {
  readonly #store: LocalStore;
  readonly #networkId: Id;
  /** By the publisher's id, in hex. */
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

  /**
   * Why the publication may not run, by its publisher's newest root document and revocations. Null when it
   * may.
   */
  refusal(published: Authorization): StatementRefusal | null {
    const { manifest, rootVersion } = published;
    const seen = this.#rootSeen(manifest.rootId);
    if (rootVersion < seen)
      return refusal(
        "revoked",
        `it is signed by version ${rootVersion} of its publisher's keys, and version ${seen} was seen before`,
      );
    return this.withdrawn(published);
  }

  /** The publisher's revocation of the publication, by the state in memory. Null when there is none. */
  withdrawn(published: Authorization): StatementRefusal | null {
    const known = this.#revocations.get(hexOf(published.manifest.rootId));
    const withdrawn =
      known === undefined ? null : withdrawnOf(known.revocation, published.manifest, published);
    return withdrawn === null ? null : refusal("revoked", withdrawn);
  }

  /** Remembers the root document. Resolves when it is on disk. */
  async see({ manifest, root }: Publication): Promise<void> {
    await this.#seeRoot(manifest.rootId, root.version);
  }

  /** The publisher's newest known revocation. Null when there is none. */
  revocation(rootId: Uint8Array): Revocation | null {
    return this.#revocations.get(hexOf(rootId))?.revocation ?? null;
  }

  /** The withdrawal record of that revocation. */
  record(rootId: Uint8Array): Uint8Array | null {
    return this.#revocations.get(hexOf(rootId))?.bytes ?? null;
  }

  /**
   * Stores a withdrawal record from any source. Resolves when it is on disk, or the disk failed; it is in
   * force in both cases. `isOfInterest`: whether services of that publisher have run here.
   */
  async take(bytes: Uint8Array, isOfInterest: (rootId: Uint8Array) => boolean): Promise<RevocationOutcome> {
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
      if (revocation.sequence <= sequence) return { ok: true, isNew: false, revocation, diskError: null };
      if (!holdsAllOf(revocation, held.revocation))
        return refusal("invalid", "the revocation omits something that an earlier one withdrew");
    } else if (this.#revocations.size >= REVOCATIONS_MAX && !isOfInterest(rootId)) {
      return refusal("invalid", "this node stores the revocations of as many publishers as it can");
    }
    // In force before anything else, whatever the disk does and whatever else arrives meanwhile.
    this.#keep(revocation, bytes);
    try {
      await this.#store.write([{ space: REVOCATIONS, key: rootId, value: bytes }]);
      await this.#seeRoot(rootId, root.version);
    } catch (error) {
      return { ok: true, isNew: true, revocation, diskError: (error as Error).message };
    }
    return { ok: true, isNew: true, revocation, diskError: null };
  }

  /** The records of all revocations, in the order of the publishers' ids. */
  *records(): Iterable<Uint8Array> {
    for (const [, { bytes }] of [...this.#revocations].sort(([a], [b]) => (a < b ? -1 : 1))) yield bytes;
  }

  /** A hash that is equal at two nodes that know the same revocations. */
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
   * Stores evidence of an equivocation, once per publisher: the second revocation with the same sequence
   * number. The publisher equivocates, or its key was stolen.
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

/** A node with a failed disk still routes, so a failure counts as empty. */
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
