/**
 * The packages on this node's disk: for each service the last manifest and code that were good, the highest
 * version seen (no older one is taken from the overlay again), evidence of an equivocation, and what the
 * operator consented to.
 */
import type { Id } from "../base/id.ts";
import type { LocalStore, LocalWrite } from "../storage/local/local-store.ts";
import { sameBytes, sha256 } from "./chunks.ts";
import { serviceOf } from "./manifest.ts";
import type { Publication } from "./publication.ts";
import type { PublicationCache } from "./publication-cache.ts";

const MANIFESTS = "package/manifest";
const CODE = "package/code";
const SEEN = "package/seen";
/** The package before the newest one, until the newest has started. */
const MANIFESTS_BEFORE = "package/before/manifest";
const CODE_BEFORE = "package/before/code";

/** Maximum size of the code on disk, in bytes. Beyond it the least recently used code is removed. */
const CODE_BYTES_MAX = 1024 * 1024 * 1024;
/**
 * Maximum number of remembered versions, one per service. None is forgotten: further services are refused.
 */
const SEEN_MAX = 100_000;
const SEEN_ENTRY_BYTES = 32 + 8 + 32;
/** The second publication of an equivocation. The names of the spaces are part of the stored format. */
const EQUIVOCATIONS = "package/twin";
const EQUIVOCATION_SEEN = "package/twin/seen";
/**
 * Maximum size of stored evidence, in bytes. Beyond it evidence is not stored; the services are still
 * refused.
 */
const EQUIVOCATIONS_BYTES_MAX = 16 * 1024 * 1024;
/** Capabilities and limits that the operator granted beyond the policy and the version before, as JSON. */
const CONSENTS = "package/consent";

export interface StoredPackage {
  /** The signed publication record, as it was published. */
  readonly envelope: Uint8Array;
  /** The module, as it was published. */
  readonly module: Uint8Array;
}

/** Signatures, service id and code hash were checked. */
type CheckedPackage = Publication & StoredPackage;

export class PackageStore {
  readonly #store: LocalStore;
  readonly #publications: PublicationCache;
  readonly #codeBytesMax: number;
  /** Services in the order of their last use in this process, the least recent first. */
  readonly #used = new Set<string>();

  constructor(store: LocalStore, publications: PublicationCache, codeBytesMax = CODE_BYTES_MAX) {
    this.#store = store;
    this.#publications = publications;
    this.#codeBytesMax = codeBytesMax;
  }

  /**
   * The package of the service. Null when there is none or it is damaged. Bytes from disk are checked like
   * bytes from an untrusted peer.
   */
  load(service: Id): CheckedPackage | null {
    const envelope = this.#store.get(MANIFESTS, service.bytes);
    const module = this.#store.get(CODE, service.bytes);
    if (envelope === null || module === null) return null;
    this.#touch(service);
    const opened = this.#publications.open(envelope);
    if (!opened.ok || !serviceOf(opened.manifest).equals(service)) return null;
    if (!sameBytes(sha256(module), opened.manifest.codeHash)) return null;
    return { ...opened, envelope, module };
  }

  /**
   * Resolves when the package is on disk. The one it replaces can be restored with `revert` until `commit`.
   */
  async save(service: Id, { envelope, module }: StoredPackage): Promise<void> {
    this.#touch(service);
    await this.#store.write([
      ...this.#evictions(service, module.length),
      ...this.#move(service, [MANIFESTS, CODE], [MANIFESTS_BEFORE, CODE_BEFORE]),
      { space: MANIFESTS, key: service.bytes, value: envelope },
      { space: CODE, key: service.bytes, value: module },
    ]);
  }

  /** The newest package has started: removes the one before it. */
  async commit(service: Id): Promise<void> {
    if (this.#store.get(MANIFESTS_BEFORE, service.bytes) === null) return;
    await this.#store.write(
      [MANIFESTS_BEFORE, CODE_BEFORE].map((space) => ({ space, key: service.bytes, value: null })),
    );
  }

  /**
   * The newest package does not start: replaces it by the one before. Resolves to false when there was none
   * before.
   */
  async revert(service: Id): Promise<boolean> {
    const writes = this.#move(service, [MANIFESTS_BEFORE, CODE_BEFORE], [MANIFESTS, CODE]);
    if (writes.length === 0) return false;
    await this.#store.write(writes);
    return true;
  }

  #move(service: Id, from: readonly [string, string], to: readonly [string, string]): LocalWrite[] {
    const key = service.bytes;
    const [envelope, module] = from.map((space) => this.#store.get(space, key));
    if (envelope === null || module === null) return [];
    return [
      { space: to[0], key, value: envelope },
      { space: to[1], key, value: module },
      { space: from[0], key, value: null },
      { space: from[1], key, value: null },
    ];
  }

  /** The highest version seen of that service; 0 when none was seen. */
  highestSeen(service: Id): number {
    const bytes = this.#store.get(SEEN, service.bytes);
    return bytes === null ? 0 : Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0));
  }

  /** The hash of the manifest of the highest version seen. Null when none was seen. */
  manifestSeen(service: Id): Uint8Array | null {
    const bytes = this.#store.get(SEEN, service.bytes);
    return bytes === null ? null : bytes.slice(8);
  }

  /** Remembers a version. Resolves when it is on disk; to false when no more services can be remembered. */
  async see(service: Id, version: number, manifestHash: Uint8Array): Promise<boolean> {
    const highest = this.highestSeen(service);
    if (version <= highest) return true;
    if (highest === 0 && this.#store.bytesUsed(SEEN) >= SEEN_MAX * SEEN_ENTRY_BYTES) return false;
    const value = new Uint8Array(8 + manifestHash.length);
    new DataView(value.buffer).setBigUint64(0, BigInt(version));
    value.set(manifestHash, 8);
    await this.#store.write([{ space: SEEN, key: service.bytes, value }]);
    return true;
  }

  /**
   * Stores two publications of one version as evidence, once for each service. `seen`: the one seen first, or
   * null when it is not known. Resolves to whether this equivocation was unknown.
   */
  async saveEquivocation(service: Id, other: Uint8Array, seen: Uint8Array | null): Promise<boolean> {
    if (this.#store.get(EQUIVOCATIONS, service.bytes) !== null) return false;
    if (this.#store.bytesUsed(EQUIVOCATIONS) >= EQUIVOCATIONS_BYTES_MAX) return true;
    const first = seen === null ? [] : [{ space: EQUIVOCATION_SEEN, key: service.bytes, value: seen }];
    await this.#store.write([{ space: EQUIVOCATIONS, key: service.bytes, value: other }, ...first]);
    return true;
  }

  /** The stored evidence, the later publication first. Empty when there is none. */
  equivocation(service: Id): readonly Uint8Array[] {
    return [EQUIVOCATIONS, EQUIVOCATION_SEEN].flatMap((space) => this.#store.get(space, service.bytes) ?? []);
  }

  /** Capabilities, and limits as "memoryPages=64", that the operator consented to for that service. */
  consents(service: Id): readonly string[] {
    const bytes = this.#store.get(CONSENTS, service.bytes);
    return bytes === null ? [] : (JSON.parse(Buffer.from(bytes).toString()) as string[]);
  }

  async consent(service: Id, consents: readonly string[]): Promise<void> {
    const all = [...new Set([...this.consents(service), ...consents])].sort();
    const value = new TextEncoder().encode(JSON.stringify(all));
    await this.#store.write([{ space: CONSENTS, key: service.bytes, value }]);
  }

  #touch(service: Id): void {
    this.#used.delete(service.hex);
    this.#used.add(service.hex);
  }

  /**
   * Removes code until `bytes` more fit, the least recently used first. Services not used since the start are
   * the oldest.
   */
  #evictions(keep: Id, bytes: number): LocalWrite[] {
    let excess = this.#store.bytesUsed(CODE) + bytes - this.#codeBytesMax;
    if (excess <= 0) return [];
    const stored = [...this.#store.scan(MANIFESTS, null, null)].map(({ key }) => Buffer.from(key));
    const order = new Map([...this.#used].map((hex, index) => [hex, index + 1]));
    const lastUse = (key: Buffer) => order.get(key.toString("hex")) ?? 0;
    const writes: LocalWrite[] = [];
    for (const key of stored.sort((a, b) => lastUse(a) - lastUse(b))) {
      if (excess <= 0) break;
      if (key.equals(keep.bytes)) continue;
      excess -= (this.#store.get(CODE, key)?.length ?? 0) + key.length;
      this.#used.delete(key.toString("hex"));
      writes.push({ space: MANIFESTS, key, value: null }, { space: CODE, key, value: null });
    }
    return writes;
  }
}
