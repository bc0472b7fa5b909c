/** What the replicated storage holds, and the interface its users see. */
import type { Id } from "../base/id.ts";

/** The kinds of record that services and operators can write, by name. The index is the number on the wire. */
export const RECORD_FORMS = ["plain", "immutable", "signed", "evidence", "merged"] as const;
export type RecordForm = (typeof RECORD_FORMS)[number];

/** Where a record is: the key says which nodes hold it; kind, scope, key and field together name it. */
export interface RecordName {
  /** The tag of its kind. */
  readonly kind: number;
  /** Whose it is: a service's id, or zeroes. */
  readonly scope: Id;
  readonly key: Id;
  /** At most 512 bytes. */
  readonly field: Uint8Array;
}

export interface StorageRecord extends RecordName {
  /** Null: removed, and remembered as removed for a while. */
  readonly value: Uint8Array | null;
  /** Given by the root that took the write: its clock in ms, made greater than what it held. */
  readonly version: number;
  /** The node that gave the version: breaks ties. */
  readonly writer: Id;
  /**
   * The first 48 bits of the id of the node that asked for the write, whom quotas charge; the root says it. Left out: nobody in
   * particular.
   */
  readonly author?: number;
  /** Milliseconds since 1970 after which it is gone; 0: never. */
  readonly expiresMs: number;
}

/** The rules of one kind of record. Every node that is asked to hold a record checks it itself. */
export interface RecordKind {
  readonly tag: number;
  readonly name: string;
  /** How many nodes hold it. */
  readonly copies: number;
  readonly valueBytesMax: number;
  /** Null, or why the record must not be stored. */
  refusal(record: StorageRecord): string | null;
  /** Whether `next` replaces `held`, of two records of one name. Must order any two the same way everywhere. */
  supersedes(next: StorageRecord, held: StorageRecord): boolean;
  /**
   * What is to be held of two, where neither replaces the other; `held` null: there is none. `writer`: who writes it now; null: another
   * holder has it. Left out: one of two is held, by `supersedes`. Never rejects.
   */
  combine?(next: StorageRecord, held: StorageRecord | null, writer: Id | null): Promise<Combined>;
  /** Whether `combine` can be asked at this node at no great cost. */
  canDecideHere?(scope: Id): boolean;
}

/** `unavailable`: nobody here can tell. */
export type Combined =
  | { readonly ok: true; readonly record: StorageRecord }
  | { readonly ok: false; readonly reason: "refused" | "unavailable"; readonly detail: string };

export type PutOutcome =
  | { readonly ok: true; readonly copies: number }
  /** `unavailable`: too few nodes have it on disk; it may or may not last. */
  | {
      readonly ok: false;
      readonly reason: "refused" | "unavailable" | "overloaded";
      readonly detail: string;
    };

export type GetOutcome =
  /** `from`: the node that had it. */
  | { readonly ok: true; readonly record: StorageRecord; readonly from: Id }
  | { readonly ok: false; readonly reason: "none" | "unavailable" };

export type ListOutcome =
  | { readonly ok: true; readonly records: readonly StorageRecord[] }
  | { readonly ok: false; readonly reason: "unavailable" | "too-big" };

/** Records on the replica sets of their keys. */
export interface ReplicatedStorage {
  define(kind: RecordKind): void;
  /** Resolves when a majority of the copies is on disk. `value` null removes. */
  put(name: RecordName, value: Uint8Array | null, options?: { ttlSeconds?: number }): Promise<PutOutcome>;
  get(name: RecordName): Promise<GetOutcome>;
  /** What this node itself holds; null: nothing. Others may hold what replaces it. */
  peek(name: RecordName): StorageRecord | null;
  /** The same, once it is on this node's disk; null also when that could not be written. */
  durable(name: RecordName): Promise<StorageRecord | null>;
  /** All records of that kind, scope and key that have a value, by field. */
  list(name: Omit<RecordName, "field">): Promise<ListOutcome>;
  /** What this node itself holds, for status and tests. */
  stored(): { readonly records: number; readonly bytes: number };
  close(): void;
}
