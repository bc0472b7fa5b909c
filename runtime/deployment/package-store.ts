/**
 * What a node keeps on disk of the services it has met: the last manifest and code that were good, and the highest version
 * it has seen of each, below which nothing is taken from the overlay again.
 */
import type { Id } from "../base/id.ts";
import type { LocalStore, LocalWrite } from "../storage/local/local-store.ts";

const MANIFESTS = "package/manifest";
const CODE = "package/code";
const SEEN = "package/seen";
/** What was kept before the newest, until that has started. */
const MANIFESTS_BEFORE = "package/before/manifest";
const CODE_BEFORE = "package/before/code";

/** Code kept on disk. When it is full, what was used longest ago goes; it can be fetched again. */
const CODE_BYTES_MAX = 1024 * 1024 * 1024;
/** Versions remembered. They are never forgotten: further services are refused instead. */
const SEEN_MAX = 100_000;
const SEEN_ENTRY_BYTES = 32 + 8 + 32;
/** Two publications of one version with other content, as evidence; more are of services that are refused anyway. */
const EQUIVOCATIONS = "package/twin";
const EQUIVOCATION_SEEN = "package/twin/seen";
const EQUIVOCATIONS_BYTES_MAX = 16 * 1024 * 1024;
/** Capabilities that the operator consented to beyond policy and the version before, as JSON. */
const CONSENTS = "package/consent";

export interface StoredPackage {
  /** The signed envelope, as it was published. */
  readonly envelope: Uint8Array;
  /** The module, as it was published. */
  readonly module: Uint8Array;
}

export class PackageStore {
  readonly #store: LocalStore;
  readonly #codeBytesMax: number;
  /** Services by when they were last used in this process, the longest ago first. */
  readonly #used = new Set<string>();

  constructor(store: LocalStore, codeBytesMax = CODE_BYTES_MAX) {
    this.#store = store;
    this.#codeBytesMax = codeBytesMax;
  }

  /** Null: nothing is kept of that service. What is kept is checked by whoever uses it: disks err. */
  load(service: Id): StoredPackage | null {
    const envelope = this.#store.get(MANIFESTS, service.bytes);
    const module = this.#store.get(CODE, service.bytes);
    if (envelope === null || module === null) return null;
    this.#touch(service);
    return { envelope, module };
  }

  /** Resolves when it is on disk, in place of what was kept of that service; that can be taken back until `commit`. */
  async save(service: Id, { envelope, module }: StoredPackage): Promise<void> {
    this.#touch(service);
    await this.#store.write([
      ...this.#evictions(service, module.length),
      ...this.#move(service, [MANIFESTS, CODE], [MANIFESTS_BEFORE, CODE_BEFORE]),
      { space: MANIFESTS, key: service.bytes, value: envelope },
      { space: CODE, key: service.bytes, value: module },
    ]);
  }

  /** The newest has started: what was before it goes. */
  async commit(service: Id): Promise<void> {
    if (this.#store.get(MANIFESTS_BEFORE, service.bytes) === null) return;
    await this.#store.write(
      [MANIFESTS_BEFORE, CODE_BEFORE].map((space) => ({ space, key: service.bytes, value: null })),
    );
  }

  /** The newest does not start: what was before it is kept again, and it is not. False: there was nothing before it. */
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

  /** The highest version seen of that service; 0: none. */
  highestSeen(service: Id): number {
    const bytes = this.#store.get(SEEN, service.bytes);
    return bytes === null ? 0 : Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0));
  }

  /** The hash of the manifest of that version; null: none was seen. */
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

  /** Keeps what contradicts what was seen, and that itself where it is at hand, once for each service. Resolves to whether it was not known. */
  async saveEquivocation(service: Id, other: Uint8Array, seen: Uint8Array | null): Promise<boolean> {
    if (this.#store.get(EQUIVOCATIONS, service.bytes) !== null) return false;
    if (this.#store.bytesUsed(EQUIVOCATIONS) >= EQUIVOCATIONS_BYTES_MAX) return true;
    const first = seen === null ? [] : [{ space: EQUIVOCATION_SEEN, key: service.bytes, value: seen }];
    await this.#store.write([{ space: EQUIVOCATIONS, key: service.bytes, value: other }, ...first]);
    return true;
  }

  /** What was kept so, what contradicts first; empty: nothing. */
  equivocation(service: Id): readonly Uint8Array[] {
    return [EQUIVOCATIONS, EQUIVOCATION_SEEN].flatMap((space) => this.#store.get(space, service.bytes) ?? []);
  }

  /** What the operator consented to for that service. */
  consents(service: Id): readonly string[] {
    const bytes = this.#store.get(CONSENTS, service.bytes);
    return bytes === null ? [] : (JSON.parse(Buffer.from(bytes).toString()) as string[]);
  }

  async consent(service: Id, capabilities: readonly string[]): Promise<void> {
    const all = [...new Set([...this.consents(service), ...capabilities])].sort();
    const value = new TextEncoder().encode(JSON.stringify(all));
    await this.#store.write([{ space: CONSENTS, key: service.bytes, value }]);
  }

  #touch(service: Id): void {
    this.#used.delete(service.hex);
    this.#used.add(service.hex);
  }

  /** What must go so that `bytes` more fit. Services that were not used since the start go first. */
  #evictions(keep: Id, bytes: number): LocalWrite[] {
    let excess = this.#store.bytesUsed(CODE) + bytes - this.#codeBytesMax;
    if (excess <= 0) return [];
    const kept = [...this.#store.scan(MANIFESTS, null, null)].map(({ key }) => Buffer.from(key));
    const order = new Map([...this.#used].map((hex, index) => [hex, index + 1]));
    const age = (key: Buffer) => order.get(key.toString("hex")) ?? 0;
    const writes: LocalWrite[] = [];
    for (const key of kept.sort((a, b) => age(a) - age(b))) {
      if (excess <= 0) break;
      if (key.equals(keep.bytes)) continue;
      excess -= (this.#store.get(CODE, key)?.length ?? 0) + key.length;
      this.#used.delete(key.toString("hex"));
      writes.push({ space: MANIFESTS, key, value: null }, { space: CODE, key, value: null });
    }
    return writes;
  }
}
