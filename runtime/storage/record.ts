/**
 * Stored records, the rules of a kind of record, and the interface of the replicated storage. "Holders" of a
 * record are the nodes of its key's replica set.
 */
import type { Id } from "../base/id.ts";

/**
 * The kinds of record that services and operators can write, by name. The index is the number on the wire.
 */
export const RECORD_FORMS = ["plain", "immutable", "signed", "evidence", "merged"] as const;
export type RecordForm = (typeof RECORD_FORMS)[number];

/** Kind, scope, key and field together name a record. The key alone decides which nodes are its holders. */
export interface RecordName {
  /** The tag of its kind. */
  readonly kind: number;
  /** The id of the service that owns it, or zeroes. */
  readonly scope: Id;
  readonly key: Id;
  /** At most 512 bytes. */
  readonly field: Uint8Array;
}

export interface StorageRecord extends RecordName {
  /** Null when the record is removed. It stays for a while, so that no older copy restores the value. */
  readonly value: Uint8Array | null;
  /**
   * Set by the root node that processed the write: the time of the request, by the requesting node's clock in
   * milliseconds since 1970, but at most the root node's own time; or one more than the version that the root
   * node stores, if that is higher. Merged records have a hash instead (kinds/merged.ts).
   */
  readonly version: number;
  /** The node that set the version. Breaks ties. */
  readonly writer: Id;
  /**
   * The first 48 bits of the id of the node that requested the write, which quotas charge. The root node sets
   * it. Default: no node is charged.
   */
  readonly author?: number;
  /** When the record expires, in milliseconds since 1970; 0 if it never expires. */
  readonly expiresMs: number;
}

/** The rules of one kind of record. Every node that stores a record applies them itself. */
export interface RecordKind {
  readonly tag: number;
  readonly name: string;
  /** How many holders a record has. */
  readonly copies: number;
  readonly valueBytesMax: number;
  /** Why no node may store the record. Null when nodes may store it. */
  refusal(record: StorageRecord): string | null;
  /**
   * Whether `next` replaces `stored`; both have the same name. It must order any two records in the same way
   * on all nodes.
   */
  supersedes(next: StorageRecord, stored: StorageRecord): boolean;
  /**
   * For kinds that combine records instead of replacing them: the record to store, made of both. `stored` is
   * null when no record is stored. `writer`: the node that writes `next` now; null when `next` is a copy from
   * another holder. Default: `supersedes` decides which of the two is stored. Never rejects.
   */
  combine?(next: StorageRecord, stored: StorageRecord | null, writer: Id | null): Promise<Combined>;
  /** Whether calling `combine` at this node is cheap: the service runs here. */
  canDecideHere?(scope: Id): boolean;
}

/** `unavailable`: the rules of the service cannot run at this node now. */
export type Combined =
  | { readonly ok: true; readonly record: StorageRecord }
  | { readonly ok: false; readonly reason: "refused" | "unavailable"; readonly detail: string };

export type PutOutcome =
  | { readonly ok: true; readonly copies: number }
  /**
   * `unavailable`: no majority has the write on disk, and it may or may not last. `overloaded`: it was not
   * made.
   */
  | {
      readonly ok: false;
      readonly reason: "refused" | "unavailable" | "overloaded";
      readonly detail: string;
    };

export type GetOutcome =
  /** `from`: the node that stores the record. */
  | { readonly ok: true; readonly record: StorageRecord; readonly from: Id }
  | { readonly ok: false; readonly reason: "none" | "unavailable" };

export type ListOutcome =
  | { readonly ok: true; readonly records: readonly StorageRecord[] }
  | { readonly ok: false; readonly reason: "unavailable" | "too-big" };

/** Records on the replica sets of their keys. */
export interface ReplicatedStorage {
  define(kind: RecordKind): void;
  /**
   * Resolves when a majority of the holders has the write on disk, or it has failed. `value` is null to
   * remove the record. `ttlSeconds`: 0, the default, for no expiry. Never rejects.
   */
  put(name: RecordName, value: Uint8Array | null, options?: { ttlSeconds?: number }): Promise<PutOutcome>;
  /** Never rejects. */
  get(name: RecordName): Promise<GetOutcome>;
  /** This node's own copy; null when it has none. Other holders may have a newer copy. */
  peek(name: RecordName): StorageRecord | null;
  /** As `peek`, but resolves when the copy is on this node's disk. Null also if it could not be written. */
  durable(name: RecordName): Promise<StorageRecord | null>;
  /**
   * All records of that kind, scope and key that have a value, in the order of their fields. Never rejects.
   */
  list(name: Omit<RecordName, "field">): Promise<ListOutcome>;
  /** Number and size of the records on this node, for status and tests. */
  stored(): { readonly records: number; readonly bytes: number };
  close(): void;
}
