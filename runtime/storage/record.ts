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

/** Kind, scope, key and field together name a record. The key alone decides which nodes hold it. */
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
  /** Null: removed. The record stays for a while, so that no older copy brings the value back. */
  readonly value: Uint8Array | null;
  /**
   * Given by the root that processed the write: when it was asked for, by the asking node's clock in
   * milliseconds, but not after the root's clock; or one more than the version that the root has, if
   * that is higher.
   */
  readonly version: number;
  /** The node that gave the version. Breaks ties. */
  readonly writer: Id;
  /**
   * The first 48 bits of the id of the node that asked for the write, which quotas charge. The root sets it.
   * Left out: no node is charged.
   */
  readonly author?: number;
  /** When it expires, in milliseconds since 1970; 0: never. */
  readonly expiresMs: number;
}

/** The rules of one kind of record. Every node that stores a record applies them itself. */
export interface RecordKind {
  readonly tag: number;
  readonly name: string;
  /** How many holders a record has. */
  readonly copies: number;
  readonly valueBytesMax: number;
  /** Null, or why no node may store the record. */
  refusal(record: StorageRecord): string | null;
  /**
   * Whether `next` replaces `stored`, two records of one name. It must order any two in the same way
   * on all nodes.
   */
  supersedes(next: StorageRecord, stored: StorageRecord): boolean;
  /**
   * For kinds with records that are combined instead of replaced: the record to store, made of both. `stored`
   * null: none is stored. `writer`: the node that writes `next` now; null: it is a copy from another holder.
   * Left out: `supersedes` decides which of the two is stored. Never rejects.
   */
  combine?(next: StorageRecord, stored: StorageRecord | null, writer: Id | null): Promise<Combined>;
  /** Whether calling `combine` at this node is cheap: the service runs here. */
  canDecideHere?(scope: Id): boolean;
}

/** `unavailable`: the service cannot be asked at this node. */
export type Combined =
  | { readonly ok: true; readonly record: StorageRecord }
  | { readonly ok: false; readonly reason: "refused" | "unavailable"; readonly detail: string };

export type PutOutcome =
  | { readonly ok: true; readonly copies: number }
  /**
   * `unavailable`: no majority has it on disk; the write may or may not last. `overloaded`: it was not made.
   */
  | {
      readonly ok: false;
      readonly reason: "refused" | "unavailable" | "overloaded";
      readonly detail: string;
    };

export type GetOutcome =
  /** `from`: the node that stores it. */
  | { readonly ok: true; readonly record: StorageRecord; readonly from: Id }
  | { readonly ok: false; readonly reason: "none" | "unavailable" };

export type ListOutcome =
  | { readonly ok: true; readonly records: readonly StorageRecord[] }
  | { readonly ok: false; readonly reason: "unavailable" | "too-big" };

/** Records on the replica sets of their keys. */
export interface ReplicatedStorage {
  define(kind: RecordKind): void;
  /** Resolves when a majority of the holders has it on disk. `value` null removes. Never rejects. */
  put(name: RecordName, value: Uint8Array | null, options?: { ttlSeconds?: number }): Promise<PutOutcome>;
  get(name: RecordName): Promise<GetOutcome>;
  /** This node's own copy; null: it has none. Other holders may have a newer one. */
  peek(name: RecordName): StorageRecord | null;
  /** As `peek`, when it is on this node's disk. Null also if it could not be written. */
  durable(name: RecordName): Promise<StorageRecord | null>;
  /** All records of that kind, scope and key that have a value, in the order of their fields. */
  list(name: Omit<RecordName, "field">): Promise<ListOutcome>;
  /** What this node stores itself, for status and tests. */
  stored(): { readonly records: number; readonly bytes: number };
  close(): void;
}
