/**
 * The root node's side of a read: replies with its own copies when they are sure to be complete, otherwise
 * with the newest of all holders' copies.
 */
import type { Overlay } from "../../overlay/api.ts";
import { copyOf } from "../codec.ts";
import type { RecordKind, RecordName, StorageRecord } from "../record.ts";
import { holdersOf, type RecordKinds } from "../record-kinds.ts";
import type { HolderKnowledge, HolderQuery } from "./holder-query.ts";
import type { FoundAnswer } from "./messages.ts";
import type { RecordStore } from "./record-store.ts";
import { LIST_BYTES_MAX } from "./replica.ts";
import type { Replicator } from "./replicator.ts";

const UNAVAILABLE: FoundAnswer = { ok: false, reason: "unavailable" };

interface RootReaderParts {
  readonly overlay: Overlay;
  readonly records: RecordStore;
  readonly kinds: RecordKinds;
  readonly replicator: Replicator;
  readonly holders: HolderQuery;
  readonly knowledge: Pick<HolderKnowledge, "mayLack">;
}

export class RootReader {
  readonly #parts: RootReaderParts;

  constructor(parts: RootReaderParts) {
    this.#parts = parts;
  }

  /** At most one record, perhaps a removed record. Never rejects. */
  async get(name: RecordName): Promise<FoundAnswer> {
    const { overlay, records, kinds, holders, knowledge } = this.#parts;
    const kind = kinds.get(name.kind);
    if (kind?.combine !== undefined) return this.#getCombined(name, kind);
    const own = records.read(name);
    if (own !== null && !knowledge.mayLack(name.key, name.kind))
      return { ok: true, records: [own], from: overlay.self.id };
    const replies = await holders.ask(name, { kind: "fetch", name });
    if (replies === null && own === null) return UNAVAILABLE;
    const copies = (replies ?? []).flatMap((reply) =>
      reply.records.map((record) => ({ record, from: reply.from })),
    );
    if (own !== null) copies.push({ record: own, from: overlay.self.id });
    const [best] = this.#best(copies.map(({ record }) => record));
    if (best === undefined) return { ok: true, records: [], from: null };
    const from = copies.find(({ record }) => record === best)?.from ?? overlay.self.id;
    return { ok: true, records: [best], from };
  }

  /** All fields of the key that have a value, by field. Never rejects. */
  async list(name: Omit<RecordName, "field">): Promise<FoundAnswer> {
    const { overlay, records, kinds, holders, knowledge } = this.#parts;
    const kind = kinds.get(name.kind);
    if (kind?.combine !== undefined) return this.#listCombined(name, kind);
    const own = records.list(name, LIST_BYTES_MAX);
    if (own === null) return { ok: false, reason: "too-big" };
    let found = own;
    if (knowledge.mayLack(name.key, name.kind)) {
      const replies = await holders.ask(name, { kind: "fetchList", name });
      if (replies === null) return UNAVAILABLE;
      found = this.#best([...own, ...replies.flatMap((reply) => reply.records)]).sort(compareFields);
    }
    return { ok: true, records: found.filter(({ value }) => value !== null), from: overlay.self.id };
  }

  /**
   * The combination of all holders' copies. All holders are asked each time, since each may have writes that
   * the others lack. The combination is sent to holders with another copy.
   */
  async #getCombined(name: RecordName, kind: RecordKind): Promise<FoundAnswer> {
    const { overlay, records, kinds, holders, replicator } = this.#parts;
    const own = records.read(name);
    const replies = await holders.ask(name, { kind: "fetch", name });
    if (replies === null) return UNAVAILABLE;
    const others = replies.flatMap((reply) => reply.records.map((record) => ({ record, from: reply.from })));
    const copies = others.map(({ record }) => record);
    const combined = await combineAll(kind, own, copies);
    if (combined === "undecided") return unanimous(others);
    if (combined === null) return { ok: true, records: [], from: null };
    if (own === null || !hasSameContent(own, combined)) void records.put(copyOf(combined));
    const behind = replies.filter((reply) =>
      reply.records.every((record) => !hasSameContent(record, combined)),
    );
    for (const node of holdersOf(overlay, kinds, name))
      if (behind.some(({ from }) => from.equals(node.id))) replicator.send(node, combined, () => {});
    return { ok: true, records: [combined], from: overlay.self.id };
  }

  async #listCombined(name: Omit<RecordName, "field">, kind: RecordKind): Promise<FoundAnswer> {
    const { overlay, records, holders } = this.#parts;
    const own = records.list(name, LIST_BYTES_MAX);
    if (own === null) return { ok: false, reason: "too-big" };
    const replies = await holders.ask(name, { kind: "fetchList", name });
    if (replies === null) return UNAVAILABLE;
    const found: StorageRecord[] = [];
    for (const copies of byField([...own, ...replies.flatMap((reply) => reply.records)]).values()) {
      const isOwn = own.includes(copies[0]);
      const combined = await combineAll(kind, isOwn ? copies[0] : null, isOwn ? copies.slice(1) : copies);
      if (combined === "undecided") return UNAVAILABLE;
      if (combined !== null) found.push(combined);
    }
    return { ok: true, records: found.sort(compareFields), from: overlay.self.id };
  }

  /** For each field, the record that supersedes the others. */
  #best(records: readonly StorageRecord[]): StorageRecord[] {
    return [...byField(records).values()].map((copies) =>
      copies.reduce((best, record) =>
        this.#parts.kinds.get(record.kind)?.supersedes(record, best) === true ? record : best,
      ),
    );
  }
}

/** The copies of each field, in the order given. */
function byField(records: readonly StorageRecord[]): Map<string, StorageRecord[]> {
  const fields = new Map<string, StorageRecord[]>();
  for (const record of records) {
    const field = Buffer.from(record.field).toString("latin1");
    const copies = fields.get(field);
    if (copies === undefined) fields.set(field, [record]);
    else copies.push(record);
  }
  return fields;
}

/**
 * The answer when the service cannot decide at this node: a record if at least two holders replied with it,
 * and no holder with another one.
 */
function unanimous(
  copies: readonly { readonly record: StorageRecord; readonly from: StorageRecord["writer"] }[],
): FoundAnswer {
  const [first, second] = copies;
  const isUnanimous =
    second !== undefined && copies.every(({ record }) => hasSameContent(record, first.record));
  return isUnanimous ? { ok: true, records: [first.record], from: first.from } : UNAVAILABLE;
}

/**
 * The combination of the copies that the kind's rules accept; other copies are skipped. `own` was accepted
 * before. Resolves with null when there is no value, with `undecided` when the service cannot decide at this
 * node.
 */
async function combineAll(
  kind: RecordKind,
  own: StorageRecord | null,
  others: readonly StorageRecord[],
): Promise<StorageRecord | null | "undecided"> {
  let combined = own;
  for (const record of others) {
    if (combined !== null && hasSameContent(record, combined)) continue;
    const next = await kind.combine?.(copyOf(record), combined, null);
    if (next?.ok === true) combined = next.record;
    else if (next?.reason !== "refused") return "undecided";
  }
  return combined;
}

function hasSameContent(a: StorageRecord, b: StorageRecord): boolean {
  return a.version === b.version && a.writer.equals(b.writer);
}

function compareFields(a: StorageRecord, b: StorageRecord): number {
  return Buffer.compare(a.field, b.field);
}
