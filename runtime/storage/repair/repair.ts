/**
 * Restores the number of copies of each record. After the replica sets have changed, and periodically, each
 * node asks its neighbours for records that it should store and lacks. A node that is no longer a holder of a
 * record hands it off to the root node of its key, and then drops it.
 */
import { ID_BYTES } from "../../../abi/abi.ts";
import type { Clock, Random } from "../../base/environment.ts";
import { Id } from "../../base/id.ts";
import type { NodeHandle } from "../../base/node-handle.ts";
import type { KeyRange, Overlay } from "../../overlay/api.ts";
import { copyOf, storedKeyOf } from "../codec.ts";
import { copiesOf, holdersOf, type RecordKinds } from "../record-kinds.ts";
import {
  BATCH_RECORDS_MAX,
  decodeCompared,
  decodeFound,
  decodePutAnswer,
  encodeRequest,
  STORAGE_SERVICE,
} from "../replication/messages.ts";
import { hashOf, type IndexedRecord } from "../replication/record-index.ts";
import type { RecordStore } from "../replication/record-store.ts";
import { DepartedNodes } from "./departed-nodes.ts";
import {
  intervalsOf,
  isInKeyRange,
  keyRangeOf,
  outside,
  type SharedRange,
  sharedRanges,
} from "./key-ranges.ts";
import {
  answerRange,
  type Range,
  type RangeAnswer,
  type RangeQuestion,
  Reconciliation,
} from "./reconcile.ts";

/** Number of records that are handed off at a time. */
const HANDOFFS_AT_A_TIME = 64;
/** Time to the next repair if a neighbour did not reply in the last repair, in milliseconds. */
const RETRY_MS = 5_000;
/** Offset of a record's key in its stored key: after kind and scope. */
const KEY_AT = 1 + ID_BYTES;

/**
 * The result of copying from a neighbour. `all`: all records that both should store. `some`: all except
 * records of services that cannot decide at this node. `failed`: unknown.
 */
type CopyResult = "all" | "some" | "failed";

export interface RepairOptions {
  /** How long the leaf set must have been unchanged before a repair, in milliseconds. */
  readonly settleMs: number;
  /**
   * How long the records of a departed node are not copied to other nodes while enough other holders are
   * alive, in milliseconds.
   */
  readonly graceMs: number;
  /**
   * Mean time between two repairs when the leaf set does not change, in milliseconds. The actual time is
   * random, from 0.5 to 1.5 times this value.
   */
  readonly repairMs: number;
  /** How long a neighbour may take to reply, in milliseconds. */
  readonly holderMs: number;
  /** How long a handoff may take, in milliseconds. */
  readonly timeoutMs: number;
}

interface RepairParts {
  readonly overlay: Overlay;
  readonly clock: Clock;
  readonly random: Random;
  readonly records: RecordStore;
  readonly kinds: RecordKinds;
  readonly options: RepairOptions;
}

export class Repair {
  readonly #parts: RepairParts;
  #cancel: () => void = () => {};
  #isRunning = false;
  #isStopped = false;
  /** Counts changes of the leaf set: the result of a repair may not be valid after a change. */
  #epoch = 0;
  /**
   * Ids of neighbours from which this node has copied, since the last change, all records that both should
   * store.
   */
  readonly #copiedFrom = new Set<string>();
  readonly #departed = new DepartedNodes();
  /** By number of copies: the keys of the records that this node should store. Cleared by each change. */
  readonly #ownRanges = new Map<number, KeyRange | null>();

  constructor(parts: RepairParts) {
    this.#parts = parts;
    this.#schedule(parts.options.repairMs * (0.5 + parts.random.next()));
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  /** The leaf set has changed: this node may have become a holder of further records. */
  onNeighboursChanged(): void {
    this.#beginEpoch();
    if (!this.#isRunning) this.#schedule(this.#parts.options.settleMs);
  }

  /** A node has entered the leaf set, or has left it. */
  onNeighbour(node: NodeHandle, joined: boolean): void {
    this.#ownRanges.clear();
    if (joined) this.#departed.remove(node);
    else this.#departed.add(node, this.#parts.clock.now());
  }

  /**
   * Whether this node should and can store the records of that key at present. True also if the leaf set does
   * not show it.
   */
  isHolder({ key, kind }: { readonly key: Id; readonly kind: number }): boolean {
    if (this.#parts.records.unavailableReason !== null) return false;
    const range = this.#ownRange(copiesOf(this.#parts.kinds, kind));
    return range === null || isInKeyRange(range, key.bytes, 0);
  }

  /**
   * Whether this node may lack records of the key: since the last change of the leaf set it has not copied
   * from each of the other holders. A write is on a majority of the nodes that were holders then, and most of
   * them are still holders.
   */
  mayLack(key: Id, kind: number): boolean {
    const { overlay, kinds } = this.#parts;
    if (!this.isHolder({ key, kind })) return true;
    return holdersOf(overlay, kinds, { key, kind }).some(
      ({ id }) => !id.equals(overlay.self.id) && !this.#copiedFrom.has(id.hex),
    );
  }

  /**
   * The nodes that count for the key if they reply "not found": its holders as if the departed nodes were
   * still present. The nodes that replaced the departed nodes may not have copied the records yet, and on one
   * side of a partition they may never have had them.
   */
  recentHolders(key: Id, kind: number): readonly NodeHandle[] {
    return this.#departed.recentHolders(this.#parts.overlay, key, copiesOf(this.#parts.kinds, kind));
  }

  /** Answers a neighbour that compares its records with those of this node. */
  compare(ranges: readonly RangeQuestion[]): RangeAnswer[] {
    const { records } = this.#parts;
    return ranges.map((range) => answerRange((kind) => records.fingerprints(kind), range));
  }

  #beginEpoch(): void {
    this.#epoch++;
    this.#copiedFrom.clear();
    this.#ownRanges.clear();
  }

  #ownRange(copies: number): KeyRange | null {
    let range = this.#ownRanges.get(copies);
    if (range === undefined) {
      range = this.#departed.ownRange(this.#parts.overlay, copies);
      this.#ownRanges.set(copies, range);
    }
    return range;
  }

  #schedule(ms: number): void {
    this.#cancel();
    if (!this.#isStopped) this.#cancel = this.#parts.clock.after(ms, () => void this.#run());
  }

  async #run(): Promise<void> {
    const { overlay, options, random, records } = this.#parts;
    // A node that can store nothing needs no copies.
    if (records.unavailableReason !== null) return;
    if (overlay.status !== "active") {
      this.#schedule(options.settleMs);
      return;
    }
    this.#isRunning = true;
    if (this.#departed.expire(this.#parts.clock.now(), options.graceMs)) this.#beginEpoch();
    const epoch = this.#epoch;
    await records.removeExpired();
    let hasAll = true;
    for (const node of overlay.neighborSet(Number.MAX_SAFE_INTEGER)) {
      if (this.#isStopped || this.#epoch !== epoch) break;
      const result = await this.#copyFrom(node);
      // After a change, this node may have to store records that were not compared before it.
      if (result === "all" && this.#epoch === epoch) this.#copiedFrom.add(node.id.hex);
      hasAll &&= result !== "failed";
    }
    if (this.#epoch === epoch) await this.#handOff(epoch);
    this.#isRunning = false;
    if (this.#epoch !== epoch) this.#schedule(options.settleMs);
    else this.#schedule(hasAll ? options.repairMs * (0.5 + random.next()) : RETRY_MS);
  }

  /** Copies from a neighbour the records that both should store and this node lacks. */
  async #copyFrom(node: NodeHandle): Promise<CopyResult> {
    const { overlay, records } = this.#parts;
    const shared = sharedRanges(overlay, node, this.#copiesOfKinds(), (copies) => this.#ownRange(copies));
    if (shared === null) return "failed";
    if (shared.length === 0) return "all";
    let result: CopyResult = "all";
    const reconciliation = new Reconciliation((kind) => records.fingerprints(kind), this.#rangesIn(shared));
    while (!this.#isStopped) {
      const ranges = reconciliation.questions();
      if (ranges.length === 0) return result;
      const reply = await this.#request(node, encodeRequest({ kind: "compare", ranges }));
      const answers = reply === null ? null : decodeCompared(reply);
      const differing = answers === null ? null : reconciliation.take(answers);
      const fetched = differing === null ? "failed" : await this.#fetchMany(node, differing);
      if (fetched === "failed") return "failed";
      if (fetched === "some") result = "some";
    }
    return "failed";
  }

  #rangesIn(shared: readonly SharedRange[]): Range[] {
    const byCopies = new Map(shared.map((range) => [range.copies, intervalsOf(range)]));
    return [...this.#parts.kinds.values()].flatMap(({ tag, copies }) =>
      (byCopies.get(copies) ?? []).map((interval) => ({ ...interval, kind: tag })),
    );
  }

  #copiesOfKinds(): number[] {
    return [...this.#parts.kinds.values()].map(({ copies }) => copies);
  }

  async #fetchMany(node: NodeHandle, hashes: readonly string[]): Promise<CopyResult> {
    const { records } = this.#parts;
    let isDecided = true;
    for (let rest = hashes; rest.length > 0 && !this.#isStopped; ) {
      const asked = rest.slice(0, BATCH_RECORDS_MAX);
      const reply = await this.#request(node, encodeRequest({ kind: "fetchMany", hashes: asked }));
      const found = reply === null ? null : decodeFound(reply);
      if (found === null || !found.ok) return "failed";
      const outcomes = await Promise.all(found.records.map((record) => records.put(copyOf(record))));
      if (outcomes.some((outcome) => !outcome.ok && outcome.reason === "full")) return "failed";
      // The service cannot decide at this node: other holders may store records that this node then lacks.
      if (outcomes.some((outcome) => !outcome.ok && outcome.reason === "undecided")) isDecided = false;
      // The neighbour sends as many records as fit, in the order of the hashes. It no longer stores the
      // records that it skipped.
      const last = found.records.at(-1);
      const got = last === undefined ? asked.length : asked.indexOf(hashOf(storedKeyOf(last))) + 1;
      rest = rest.slice(got || asked.length);
    }
    return isDecided ? "all" : "some";
  }

  /**
   * Hands off records that other nodes should store now. A record is dropped here when a majority of its
   * holders stores it.
   */
  async #handOff(epoch: number): Promise<void> {
    const { records } = this.#parts;
    const surplus = this.#surplus();
    for (let at = 0; at < surplus.length; at += HANDOFFS_AT_A_TIME) {
      if (this.#isStopped || this.#epoch !== epoch) return;
      const part = surplus.slice(at, at + HANDOFFS_AT_A_TIME);
      const isHandedOff = await Promise.all(part.map((record) => this.#handOffOne(record)));
      // After a change this node may be their holder again.
      if (this.#epoch === epoch) await records.drop(part.filter((_, i) => isHandedOff[i]));
    }
  }

  /** Records of which this node is not a holder. */
  #surplus(): IndexedRecord[] {
    const { overlay, records, kinds } = this.#parts;
    return [...kinds.values()].flatMap(({ tag, copies }) => {
      const range = keyRangeOf(overlay, overlay.self, copies);
      const fingerprints = records.fingerprints(tag);
      if (range === null || fingerprints === null) return [];
      return outside(range)
        .flatMap((interval) => [...fingerprints.entriesIn(interval)])
        .flatMap(({ hash }) => records.index().get(hash) ?? []);
    });
  }

  #handOffOne(indexed: IndexedRecord): Promise<boolean> {
    const { overlay, records, options } = this.#parts;
    const record = records.readIndexed(indexed);
    if (record === null) return Promise.resolve(true);
    const key = new Id(indexed.storedKey.subarray(KEY_AT, KEY_AT + ID_BYTES));
    const payload = encodeRequest({ kind: "handoff", record });
    return new Promise((resolve) => {
      overlay.request(STORAGE_SERVICE, key, payload, { timeoutMs: options.timeoutMs }, (response) => {
        const outcome = response.ok ? decodePutAnswer(response.payload) : null;
        resolve(outcome?.ok === true);
      });
    });
  }

  #request(node: NodeHandle, payload: Uint8Array): Promise<Uint8Array | null> {
    const { overlay, options } = this.#parts;
    return new Promise((resolve) => {
      overlay.requestNode(STORAGE_SERVICE, node, payload, options.holderMs, (response) =>
        resolve(response.ok ? response.payload : null),
      );
    });
  }
}
