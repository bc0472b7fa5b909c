/**
 * Keeps as many copies as there should be: after the replica sets have changed, and now and then, each node asks its neighbours
 * for what it should hold and lacks; who need not hold a record any more hands it over to its root before dropping it.
 * After overlay.md B10.
 */
import { ID_BYTES } from "../../../abi/abi.ts";
import type { Clock, Random } from "../../base/environment.ts";
import { Id } from "../../base/id.ts";
import type { NodeHandle } from "../../base/node-handle.ts";
import type { Overlay } from "../../overlay/api.ts";
import { copyOf, recordBytes, storedKeyOf } from "../codec.ts";
import type { RecordKind, StorageRecord } from "../record.ts";
import {
  BATCH_BYTES_MAX,
  BATCH_RECORDS_MAX,
  decodeCompared,
  decodeFound,
  decodePutAnswer,
  encodeRequest,
} from "../replication/messages.ts";
import { hashOf, type IndexedRecord, type RecordStore } from "../replication/record-store.ts";
import { DepartedNodes } from "./departed-nodes.ts";
import {
  intervalsOf,
  isInKeyRange,
  type KeyRange,
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

/** Records handed over at a time. */
const HAND_OVERS_AT_A_TIME = 64;
/** After a round in which a neighbour did not answer, in milliseconds. */
const RETRY_MS = 5_000;
/** Where the record's key stands in a stored key: after its kind and its scope. */
const KEY_AT = 1 + ID_BYTES;

/** What a node has got from a neighbour: all that both should hold; all but what it cannot judge; or it does not know. */
type CaughtUp = "all" | "some" | "failed";

export interface RepairOptions {
  /** How long the leaf set must have been quiet before a repair, in milliseconds. */
  readonly settleMs: number;
  /** How long the records of a node that has left are not copied elsewhere while enough others hold them, in milliseconds. */
  readonly graceMs: number;
  /** Between two comparisons when nothing has changed. */
  readonly repairMs: number;
  readonly holderMs: number;
  readonly timeoutMs: number;
}

export interface RepairParts {
  readonly overlay: Overlay;
  readonly clock: Clock;
  readonly random: Random;
  readonly holder: RecordStore;
  readonly kinds: ReadonlyMap<number, RecordKind>;
  readonly service: Id;
  readonly options: RepairOptions;
}

export class Repair {
  readonly #parts: RepairParts;
  #cancel: () => void = () => {};
  #isRunning = false;
  #isStopped = false;
  /** Counts the changes of the leaf set: what was begun before one does not say how things are after it. */
  #epoch = 0;
  /** Neighbours from whom this node has got, since the last change, all that both should hold. */
  readonly #heard = new Set<string>();
  readonly #absences = new DepartedNodes();
  /** By number of copies: the keys whose records this node should hold. Made anew after each change. */
  readonly #duties = new Map<number, KeyRange | null>();

  constructor(parts: RepairParts) {
    this.#parts = parts;
    this.#schedule(parts.options.repairMs * (0.5 + parts.random.next()));
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  /** The leaf set has changed: this node may be a holder of what it was none of before. */
  changed(): void {
    this.#begin();
    if (!this.#isRunning) this.#schedule(this.#parts.options.settleMs);
  }

  #begin(): void {
    this.#epoch++;
    this.#heard.clear();
    this.#duties.clear();
  }

  /** A node has come into the leaf set, or has gone from it. */
  moved(node: NodeHandle, joined: boolean): void {
    this.#duties.clear();
    if (joined) this.#absences.returned(node);
    else this.#absences.left(node, this.#parts.clock.now());
  }

  /** Whether this node should and can hold the records of that key at present; true also when it cannot tell. */
  isOnDuty({ key, kind }: { readonly key: Id; readonly kind: number }): boolean {
    if (this.#parts.holder.unavailableReason !== null) return false;
    const arc = this.#duty(this.#parts.kinds.get(kind)?.copies ?? 1);
    return arc === null || isInKeyRange(arc, key.bytes, 0);
  }

  #duty(copies: number): KeyRange | null {
    let duty = this.#duties.get(copies);
    if (duty === undefined) {
      duty = this.#absences.dutyOf(this.#parts.overlay, copies);
      this.#duties.set(copies, duty);
    }
    return duty;
  }

  /**
   * Whether records with this key may have passed this node by: since the last change a fellow holder has not been heard. A write
   * is on a majority of those who were holders then, most of whom are so still.
   */
  mayHaveMissed(key: Id, kind: number): boolean {
    const { overlay, kinds } = this.#parts;
    if (!this.isOnDuty({ key, kind })) return true;
    return overlay
      .replicaSet(key, kinds.get(kind)?.copies ?? 1)
      .some(({ id }) => !id.equals(overlay.self.id) && !this.#heard.has(id.hex));
  }

  /**
   * Those whose word counts when it is that there is no record with this key: who would hold it if those were there who have lately gone. Of a
   * part that was cut off from most of them nobody knows.
   */
  holdersLately(key: Id, kind: number): readonly NodeHandle[] {
    return this.#absences.holdersLately(this.#parts.overlay, key, this.#parts.kinds.get(kind)?.copies ?? 1);
  }

  // What other nodes ask.

  compare(ranges: readonly RangeQuestion[]): RangeAnswer[] {
    const { holder } = this.#parts;
    return ranges.map((range) => answerRange((kind) => holder.prints(kind), range));
  }

  /** As many of them as go into one answer. */
  many(hashes: readonly string[]): StorageRecord[] {
    const { holder } = this.#parts;
    const records: StorageRecord[] = [];
    let bytes = 0;
    for (const hash of hashes) {
      const held = holder.index().get(hash);
      const record = held === undefined ? null : holder.readHeld(held);
      if (record === null) continue;
      if (bytes > BATCH_BYTES_MAX) break;
      bytes += recordBytes(record);
      records.push(record);
    }
    return records;
  }

  // What this node does.

  #schedule(ms: number): void {
    this.#cancel();
    if (!this.#isStopped) this.#cancel = this.#parts.clock.after(ms, () => void this.#run());
  }

  async #run(): Promise<void> {
    const { overlay, options, random, holder } = this.#parts;
    // Who can hold nothing need not ask for it.
    if (holder.unavailableReason !== null) return;
    if (overlay.status !== "active") {
      this.#schedule(options.settleMs);
      return;
    }
    this.#isRunning = true;
    if (this.#absences.expire(this.#parts.clock.now(), options.graceMs)) this.#begin();
    const epoch = this.#epoch;
    await holder.sweep();
    let hasAll = true;
    for (const node of overlay.neighborSet(Number.MAX_SAFE_INTEGER)) {
      if (this.#isStopped || this.#epoch !== epoch) break;
      const caughtUp = await this.#catchUp(node);
      // What was asked before a change was not about what this node should hold after it.
      if (caughtUp === "all" && this.#epoch === epoch) this.#heard.add(node.id.hex);
      hasAll &&= caughtUp !== "failed";
    }
    if (this.#epoch === epoch) await this.#handOver(epoch);
    this.#isRunning = false;
    if (this.#epoch !== epoch) this.#schedule(options.settleMs);
    else this.#schedule(hasAll ? options.repairMs * (0.5 + random.next()) : RETRY_MS);
  }

  #rangesIn(spans: readonly SharedRange[]): Range[] {
    const byCopies = new Map(spans.map((span) => [span.copies, intervalsOf(span)]));
    return [...this.#parts.kinds.values()].flatMap(({ tag, copies }) =>
      (byCopies.get(copies) ?? []).map((interval) => ({ ...interval, kind: tag })),
    );
  }

  #copiesOfKinds(): number[] {
    return [...this.#parts.kinds.values()].map(({ copies }) => copies);
  }

  /** Gets from a neighbour what both should hold and this node lacks. */
  async #catchUp(node: NodeHandle): Promise<CaughtUp> {
    const spans = sharedRanges(this.#parts.overlay, node, this.#copiesOfKinds(), (copies) =>
      this.#duty(copies),
    );
    if (spans === null) return "failed";
    if (spans.length === 0) return "all";
    const { holder } = this.#parts;
    let caughtUp: CaughtUp = "all";
    const reconciliation = new Reconciliation((kind) => holder.prints(kind), this.#rangesIn(spans));
    while (!this.#isStopped) {
      const ranges = reconciliation.questions();
      if (ranges.length === 0) return caughtUp;
      const answer = await this.#ask(node, encodeRequest({ kind: "compare", ranges }));
      const answers = answer === null ? null : decodeCompared(answer);
      const differing = answers === null ? null : reconciliation.take(answers);
      const fetched = differing === null ? "failed" : await this.#fetchMany(node, differing);
      if (fetched === "failed") return "failed";
      if (fetched === "some") caughtUp = "some";
    }
    return "failed";
  }

  async #fetchMany(node: NodeHandle, hashes: readonly string[]): Promise<CaughtUp> {
    const { holder } = this.#parts;
    let isJudged = true;
    for (let rest = hashes; rest.length > 0 && !this.#isStopped; ) {
      const asked = rest.slice(0, BATCH_RECORDS_MAX);
      const answer = await this.#ask(node, encodeRequest({ kind: "fetchMany", hashes: asked }));
      const found = answer === null ? null : decodeFound(answer);
      if (found === null || !found.ok) return "failed";
      const kept = await Promise.all(found.records.map((record) => holder.keep(copyOf(record))));
      if (kept.some((outcome) => !outcome.ok && outcome.reason === "full")) return "failed";
      // Nobody here can say whether it may be stored: others may hold what this node then lacks.
      if (kept.some((outcome) => !outcome.ok && outcome.reason === "unjudged")) isJudged = false;
      // It sends in the order asked for, as many as go into an answer; one that it passed over it has no more.
      const last = found.records.at(-1);
      const got = last === undefined ? asked.length : asked.indexOf(hashOf(storedKeyOf(last))) + 1;
      rest = rest.slice(got || asked.length);
    }
    return isJudged ? "all" : "some";
  }

  /** Records that other nodes should hold now: each goes to its root, and is dropped when that has it on a majority. */
  async #handOver(epoch: number): Promise<void> {
    const { holder } = this.#parts;
    const surplus = this.#surplus();
    for (let at = 0; at < surplus.length; at += HAND_OVERS_AT_A_TIME) {
      if (this.#isStopped || this.#epoch !== epoch) return;
      const part = surplus.slice(at, at + HAND_OVERS_AT_A_TIME);
      const isHanded = await Promise.all(part.map((held) => this.#handOverOne(held)));
      // After a change they may be this node's again.
      if (this.#epoch === epoch) await holder.drop(part.filter((_, i) => isHanded[i]));
    }
  }

  #surplus(): IndexedRecord[] {
    const { overlay, holder, kinds } = this.#parts;
    return [...kinds.values()].flatMap(({ tag, copies }) => {
      const arc = keyRangeOf(overlay, overlay.self, copies);
      const prints = holder.prints(tag);
      if (arc === null || prints === null) return [];
      return outside(arc)
        .flatMap((interval) => [...prints.within(interval)])
        .flatMap(({ hash }) => holder.index().get(hash) ?? []);
    });
  }

  #handOverOne(held: IndexedRecord): Promise<boolean> {
    const { overlay, holder, service, options } = this.#parts;
    const record = holder.readHeld(held);
    if (record === null) return Promise.resolve(true);
    const key = new Id(held.storedKey.subarray(KEY_AT, KEY_AT + ID_BYTES));
    const payload = encodeRequest({ kind: "handOver", record });
    return new Promise((resolve) => {
      overlay.request(service, key, payload, { timeoutMs: options.timeoutMs }, (response) => {
        const answer = response.ok ? decodePutAnswer(response.payload) : null;
        resolve(answer?.ok === true);
      });
    });
  }

  #ask(node: NodeHandle, payload: Uint8Array): Promise<Uint8Array | null> {
    const { overlay, service, options } = this.#parts;
    return new Promise((resolve) => {
      overlay.requestNode(service, node, payload, options.holderMs, (response) =>
        resolve(response.ok ? response.payload : null),
      );
    });
  }
}
