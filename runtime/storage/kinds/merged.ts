/**
 * Values that a service defines: its `validate` decides what may be stored, its `merge` what two versions are together. So copies
 * that were written apart come to the same value, whatever the order in which they meet (Shapiro, Preguiça, Baquero and Zawirski,
 * "Conflict-free Replicated Data Types", 2011).
 *
 * That needs a merge which is associative, commutative and idempotent. An author promises it; here it is held to as much of that as
 * can be seen: two values are always merged in the same order, equal ones never, and a merged value must take in both it was made of
 * and pass `validate` itself. What does not is refused, and what is held stays. Nor does a holder go back to a value that it has left
 * (record-store.ts).
 */
import { STORE_VALUE_BYTES_MAX } from "../../../abi/abi.ts";
import { Writer } from "../../base/bytes.ts";
import { compareIds, Id } from "../../base/id.ts";
import type { Combined, RecordKind, RecordName, StorageRecord } from "../record.ts";

export const MERGED_TAG = 8;

/** What a service's rules say. `unavailable`: they could not be asked here. */
export type Ruled<Said> =
  | ({ readonly ok: true } & Said)
  | { readonly ok: false; readonly reason: "refused" | "unavailable"; readonly detail: string };

/** The rules of services. Answers follow from what is given alone, whoever asks. */
export interface ValueRules {
  /** `writer`: the node that writes the value now; null: another holder has it. */
  validate(place: RecordName, value: Uint8Array, writer: Id | null): Promise<Ruled<object>>;
  merge(
    place: RecordName,
    one: Uint8Array,
    other: Uint8Array,
  ): Promise<Ruled<{ readonly value: Uint8Array }>>;
  /** The service runs at this node: asking it is cheap. */
  isHere(scope: Id): boolean;
}

export function mergedRecord(service: Id, key: Id, field: Uint8Array): RecordName {
  return { kind: MERGED_TAG, scope: service, key, field };
}

/**
 * A record's version and writer follow from what it says, so that holders of the same value hold the same record, and whoever compares
 * records compares values.
 */
export function withContent(
  name: RecordName,
  value: Uint8Array,
  expiresMs: number,
  author: number | undefined,
): StorageRecord {
  const print = printOf(value, expiresMs);
  return {
    ...name,
    value,
    version: versionOf(print),
    writer: print,
    expiresMs,
    ...(author === undefined ? {} : { author }),
  };
}

function printOf(value: Uint8Array, expiresMs: number): Id {
  return Id.hashOf("prost-merged-v1", new Writer(6).u48(expiresMs).done(), value);
}

/** Other bits of the hash than those that tell writers apart in comparisons. */
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
        return "a merged value cannot be removed: its service says in it what is gone, or a time to live ends it";
      const print = printOf(value, expiresMs);
      const isItsOwn = print.equals(writer) && versionOf(print) === version;
      return isItsOwn ? null : "its version is not that of what it says";
    },
    // Of two that cannot be merged, the same everywhere.
    supersedes: (next, held) => compareIds(next.writer, held.writer) > 0,
    combine: (next, held, writer) => merging.combine(next, held, writer),
    canDecideHere: (scope) => rules.isHere(scope),
  };
}

class Merging {
  readonly #rules: ValueRules;

  constructor(rules: ValueRules) {
    this.#rules = rules;
  }

  async combine(next: StorageRecord, held: StorageRecord | null, writer: Id | null): Promise<Combined> {
    const value = next.value ?? NOTHING;
    const before = held?.value ?? null;
    const isSame = before !== null && isEqual(value, before);
    // What is held has passed; who writes it again is asked about only when it is written.
    if (!isSame || writer !== null) {
      const verdict = await this.#rules.validate(next, value, writer);
      if (!verdict.ok) return verdict;
    }
    if (held === null || before === null) return { ok: true, record: next };
    const merged: Ruled<{ readonly value: Uint8Array }> = isSame
      ? { ok: true, value: before }
      : await this.#merge(next, before, value);
    if (!merged.ok) return merged;
    const author = isEqual(merged.value, before) ? held.author : next.author;
    return { ok: true, record: withContent(next, merged.value, laterEnd(next, held), author) };
  }

  async #merge(
    place: RecordName,
    held: Uint8Array,
    next: Uint8Array,
  ): Promise<Ruled<{ readonly value: Uint8Array }>> {
    const merged = await this.#inOrder(place, held, next);
    if (!merged.ok) return merged;
    const { value } = merged;
    if (value.length > STORE_VALUE_BYTES_MAX) {
      const detail = `merged it has ${value.length} bytes, more than the ${STORE_VALUE_BYTES_MAX} of a value`;
      return { ok: false, reason: "refused", detail };
    }
    if (isEqual(value, held) || isEqual(value, next)) return merged;
    for (const part of [held, next]) {
      const again = await this.#inOrder(place, value, part);
      if (!again.ok) return again;
      if (!isEqual(again.value, value)) {
        const detail =
          "the service's merge does not settle: what was merged does not take in what it was made of";
        return { ok: false, reason: "refused", detail };
      }
    }
    const verdict = await this.#rules.validate(place, value, null);
    return verdict.ok ? merged : verdict;
  }

  /** The same on all nodes, whichever of the two is held. */
  #inOrder(place: RecordName, a: Uint8Array, b: Uint8Array): Promise<Ruled<{ readonly value: Uint8Array }>> {
    const [one, other] = Buffer.compare(a, b) <= 0 ? [a, b] : [b, a];
    return this.#rules.merge(place, one, other);
  }
}

/** 0: it has none. */
function laterEnd(a: StorageRecord, b: StorageRecord): number {
  return a.expiresMs === 0 || b.expiresMs === 0 ? 0 : Math.max(a.expiresMs, b.expiresMs);
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

const NOTHING = new Uint8Array(0);
