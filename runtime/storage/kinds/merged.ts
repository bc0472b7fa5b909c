/**
 * Merged values, defined by a service: its `validate` decides what may be stored, its `merge` combines two
 * values. So copies that were written separately converge, in whatever order they meet (Shapiro, Preguiça,
 * Baquero and Zawirski, "Conflict-free Replicated Data Types", 2011).
 *
 * That needs a merge that is associative, commutative and idempotent. The author of the service promises
 * these properties, and this file enforces a part of them: two values are always merged in byte order, and
 * equal values are never merged; a merged value must not change when it is merged with either of the two
 * values again, and must pass `validate` itself. A value that fails is refused, and the stored value stays. A
 * holder does not return to a former value (`replication/merge-queue.ts`).
 */
import { STORE_VALUE_BYTES_MAX } from "../../../abi/abi.ts";
import { Writer } from "../../base/bytes.ts";
import { compareIds, Id } from "../../base/id.ts";
import type { Combined, RecordKind, RecordName, StorageRecord } from "../record.ts";

export const MERGED_TAG = 8;

/** The outcome of a service's rule. `unavailable`: the service cannot run at this node now. */
export type RuleOutcome<Result> =
  | ({ readonly ok: true } & Result)
  | { readonly ok: false; readonly reason: "refused" | "unavailable"; readonly detail: string };

/** The rules of services. An outcome depends on the arguments alone, so it is the same on all nodes. */
export interface ValueRules {
  /**
   * `writer`: the node that writes the value now; null when the value is a copy from another holder. Never
   * rejects.
   */
  validate(place: RecordName, value: Uint8Array, writer: Id | null): Promise<RuleOutcome<object>>;
  merge(
    place: RecordName,
    one: Uint8Array,
    other: Uint8Array,
  ): Promise<RuleOutcome<{ readonly value: Uint8Array }>>;
  /** Whether the service runs at this node, so that a call of its rules is cheap. */
  isRunning(scope: Id): boolean;
}

export function mergedRecord(service: Id, key: Id, field: Uint8Array): RecordName {
  return { kind: MERGED_TAG, scope: service, key, field };
}

/**
 * The record of a value. Its version and writer are taken from a hash of value and expiry, so holders of the
 * same value have the same record, and repair, which compares versions, in effect compares values.
 */
export function withContent(
  name: RecordName,
  value: Uint8Array,
  expiresMs: number,
  author: number | undefined,
): StorageRecord {
  const fingerprint = fingerprintOf(value, expiresMs);
  return {
    ...name,
    value,
    version: versionOf(fingerprint),
    writer: fingerprint,
    expiresMs,
    ...(author === undefined ? {} : { author }),
  };
}

function fingerprintOf(value: Uint8Array, expiresMs: number): Id {
  return Id.hashOf("prost-merged-v1", new Writer(6).u48(expiresMs).done(), value);
}

/** Uses other bits of the hash than the `writerTag` of fingerprints (record-index.ts). */
function versionOf({ bytes }: Id): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).readUIntBE(26, 6);
}

/** For `ReplicatedStorage.define`. */
export function mergedKind(rules: ValueRules): RecordKind {
  const merging = new Merging(rules);
  return {
    tag: MERGED_TAG,
    name: "merged",
    copies: 4,
    valueBytesMax: STORE_VALUE_BYTES_MAX,
    refusal: ({ value, expiresMs, version, writer }) => {
      if (value === null)
        return "a merged value cannot be removed: write a value that marks its items as removed";
      const fingerprint = fingerprintOf(value, expiresMs);
      const isItsOwn = fingerprint.equals(writer) && versionOf(fingerprint) === version;
      return isItsOwn ? null : "its version is not the hash of its value and expiry";
    },
    // If two values cannot be merged, all nodes choose the same value.
    supersedes: (next, stored) => compareIds(next.writer, stored.writer) > 0,
    combine: (next, stored, writer) => merging.combine(next, stored, writer),
    canDecideHere: (scope) => rules.isRunning(scope),
  };
}

class Merging {
  readonly #rules: ValueRules;

  constructor(rules: ValueRules) {
    this.#rules = rules;
  }

  async combine(next: StorageRecord, stored: StorageRecord | null, writer: Id | null): Promise<Combined> {
    const value = next.value ?? NOTHING;
    const before = stored?.value ?? null;
    const isSame = before !== null && isEqual(value, before);
    // The stored value has passed `validate`. If it is written again, `validate` decides about the new
    // writer.
    if (!isSame || writer !== null) {
      const validated = await this.#rules.validate(next, value, writer);
      if (!validated.ok) return validated;
    }
    if (stored === null || before === null) return { ok: true, record: next };
    const merged: RuleOutcome<{ readonly value: Uint8Array }> = isSame
      ? { ok: true, value: before }
      : await this.#merge(next, before, value);
    if (!merged.ok) return merged;
    const author = isEqual(merged.value, before) ? stored.author : next.author;
    return { ok: true, record: withContent(next, merged.value, laterEnd(next, stored), author) };
  }

  async #merge(
    place: RecordName,
    stored: Uint8Array,
    next: Uint8Array,
  ): Promise<RuleOutcome<{ readonly value: Uint8Array }>> {
    const merged = await this.#inOrder(place, stored, next);
    if (!merged.ok) return merged;
    const { value } = merged;
    if (value.length > STORE_VALUE_BYTES_MAX) {
      const detail = `merged it has ${value.length} bytes, more than the ${STORE_VALUE_BYTES_MAX} of a value`;
      return { ok: false, reason: "refused", detail };
    }
    if (isEqual(value, stored) || isEqual(value, next)) return merged;
    for (const part of [stored, next]) {
      const again = await this.#inOrder(place, value, part);
      if (!again.ok) return again;
      if (!isEqual(again.value, value)) {
        const detail =
          "the service's merge does not settle: the result changes when it is merged with one of its parts again";
        return { ok: false, reason: "refused", detail };
      }
    }
    const validated = await this.#rules.validate(place, value, null);
    return validated.ok ? merged : validated;
  }

  /** Merges in byte order: the same call on all nodes, whichever of the two is stored. */
  #inOrder(
    place: RecordName,
    a: Uint8Array,
    b: Uint8Array,
  ): Promise<RuleOutcome<{ readonly value: Uint8Array }>> {
    const [one, other] = Buffer.compare(a, b) <= 0 ? [a, b] : [b, a];
    return this.#rules.merge(place, one, other);
  }
}

/** The later of two expiries. 0 means never. */
function laterEnd(a: StorageRecord, b: StorageRecord): number {
  return a.expiresMs === 0 || b.expiresMs === 0 ? 0 : Math.max(a.expiresMs, b.expiresMs);
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

const NOTHING = new Uint8Array(0);
