/**
 * Keeps as many copies as there should be: after the replica sets have changed, and now and then, each node asks its neighbours
 * for what it should hold and lacks; who need not hold a record any more hands it over to its root before dropping it.
 */
import type { Overlay } from "../overlay/api.ts";
import type { Clock, NodeHandle, Random } from "../overlay/environment.ts";
import type { Id } from "../overlay/id.ts";
import { copyOf, NAME_BYTES, recordBytes, storedKeyOf } from "./codec.ts";
import { type Held, type Holder, hashOf, keyOf } from "./holder.ts";
import {
  BATCH_BYTES_MAX,
  BATCH_RECORDS_MAX,
  DIGEST_BYTES,
  decodeFound,
  decodePutAnswer,
  decodeSummary,
  decodeYes,
  encodeRequest,
  SUMMARY_ENTRIES_MAX,
  type Summary,
} from "./messages.ts";
import type { RecordKind, StorageRecord } from "./record.ts";

/** Records handed over at a time. */
const HAND_OVERS_AT_A_TIME = 64;
/** How long a list made for another node's questions is kept, in milliseconds. */
const LIST_MS = 5_000;
/** How long an overlay that has shrunk is taken for one of which parts cannot be reached, in milliseconds. */
const LATELY_MS = 600_000;
/** Comparisons after which a node is left to the next round: writes go on meanwhile, and a list is never complete. */
const ENTRIES_MAX = 4_000_000;

export interface RepairOptions {
  /** How long the leaf set must have been quiet before a repair, in milliseconds. */
  readonly settleMs: number;
  /** Between two comparisons when nothing has changed. */
  readonly repairMs: number;
  readonly holderMs: number;
  readonly timeoutMs: number;
}

export interface RepairParts {
  readonly overlay: Overlay;
  readonly clock: Clock;
  readonly random: Random;
  readonly holder: Holder;
  readonly kinds: ReadonlyMap<number, RecordKind>;
  readonly service: Id;
  readonly options: RepairOptions;
}

interface Entry {
  readonly hash: string;
  readonly held: Held;
}

export class Repair {
  readonly #parts: RepairParts;
  #cancel: () => void = () => {};
  #isRunning = false;
  #isDue = false;
  #isStopped = false;
  #most = 1;
  #mostMs = 0;
  /** Neighbours from whom this node has got, since the last change, all it should hold. */
  readonly #heard = new Set<string>();
  /** What another node should hold of what this one has, made when it began to ask. */
  readonly #lists = new Map<string, { readonly entries: readonly Entry[]; readonly untilMs: number }>();

  constructor(parts: RepairParts) {
    this.#parts = parts;
    this.#schedule(parts.options.repairMs * (0.5 + parts.random.next()));
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  /** How many nodes there were lately, this one included: a node that loses its neighbours must not take itself for all there is. */
  get nodesLately(): number {
    this.#countNodes();
    return this.#most;
  }

  #countNodes(): void {
    const { overlay, clock } = this.#parts;
    const now = 1 + overlay.neighborSet(Number.MAX_SAFE_INTEGER).length;
    if (now >= this.#most || clock.now() - this.#mostMs > LATELY_MS) {
      this.#most = now;
      this.#mostMs = clock.now();
    }
  }

  /** The leaf set has changed: this node may be a holder of what it was none of before. */
  changed(): void {
    this.#heard.clear();
    this.#lists.clear();
    this.#countNodes();
    if (this.#isRunning) this.#isDue = true;
    else this.#schedule(this.#parts.options.settleMs);
  }

  /**
   * Whether records with this key may have passed this node by: since the last change a fellow holder has not been heard. A write
   * is on a majority of those who were holders then, most of whom are so still.
   */
  mayHaveMissed(key: Id, kind: number): boolean {
    const { overlay } = this.#parts;
    const others = this.#holdersOf(key, kind).filter(({ id }) => !id.equals(overlay.self.id));
    return others.some(({ id }) => !this.#heard.has(id.hex));
  }

  /** Another node asks whether this one has just the same of what both should hold. */
  isSame(node: NodeHandle, count: number, digest: Uint8Array): boolean {
    const own = digestOf(this.#listFor(node));
    return own.count === count && Buffer.compare(own.digest, digest) === 0;
  }

  /** What another node should hold of what this one has. */
  summaryFor(node: NodeHandle, from: number): Summary {
    const list = this.#listFor(node);
    const part = list.slice(from, from + SUMMARY_ENTRIES_MAX);
    return {
      isLast: from + part.length >= list.length,
      entries: part.map(({ hash, held }) => ({ hash, version: held.version })),
    };
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

  #schedule(ms: number): void {
    if (this.#isStopped) return;
    this.#cancel();
    this.#cancel = this.#parts.clock.after(ms, () => void this.#run());
  }

  async #run(): Promise<void> {
    if (this.#isRunning) {
      this.#isDue = true;
      return;
    }
    const { overlay, options, random, holder } = this.#parts;
    if (overlay.status !== "active") {
      this.#schedule(options.settleMs);
      return;
    }
    this.#isRunning = true;
    await holder.sweep();
    for (const node of overlay.neighborSet(Number.MAX_SAFE_INTEGER)) {
      if (!this.#isStopped && (await this.#catchUp(node))) this.#heard.add(node.id.hex);
    }
    await this.#handOver();
    this.#isRunning = false;
    const again = this.#isDue;
    this.#isDue = false;
    this.#schedule(again ? options.settleMs : options.repairMs * (0.5 + random.next()));
  }

  #listFor(node: NodeHandle): readonly Entry[] {
    const { clock } = this.#parts;
    const kept = this.#lists.get(node.id.hex);
    if (kept !== undefined && kept.untilMs > clock.now()) return kept.entries;
    const entries = this.#entriesOf(node, false);
    this.#lists.set(node.id.hex, { entries, untilMs: clock.now() + LIST_MS });
    return entries;
  }

  /** Of this node's records, those that `node` should hold; `shared`: and this one too. */
  #entriesOf(node: NodeHandle, shared: boolean): Entry[] {
    const { overlay, holder } = this.#parts;
    // Once for all fields of a key.
    const isWanted = new Map<string, boolean>();
    const entries: Entry[] = [];
    for (const [hash, held] of holder.index()) {
      const name = Buffer.from(held.storedKey.buffer, held.storedKey.byteOffset, NAME_BYTES).toString(
        "latin1",
      );
      let wanted = isWanted.get(name);
      if (wanted === undefined) {
        const holders = this.#holdersOf(keyOf(held), held.kind);
        const isHolder = (id: Id) => holders.some((other) => other.id.equals(id));
        wanted = isHolder(node.id) && (!shared || isHolder(overlay.self.id));
        isWanted.set(name, wanted);
      }
      if (wanted) entries.push({ hash, held });
    }
    return entries;
  }

  /** Gets from a neighbour what this node should hold and lacks. True when that is all there. */
  async #catchUp(node: NodeHandle): Promise<boolean> {
    const own = digestOf(this.#entriesOf(node, true));
    const isSame = await this.#ask(node, encodeRequest({ kind: "digest", ...own }));
    if (isSame === null) return false;
    if (decodeYes(isSame)) return true;
    const { holder } = this.#parts;
    for (let from = 0; from < ENTRIES_MAX; ) {
      const answer = await this.#ask(node, encodeRequest({ kind: "summarize", from }));
      const summary = answer === null ? null : decodeSummary(answer);
      if (summary === null) return false;
      const index = holder.index();
      const lacking = summary.entries.filter(
        ({ hash, version }) => (index.get(hash)?.version ?? -1) < version,
      );
      if (
        !(await this.#fetchMany(
          node,
          lacking.map(({ hash }) => hash),
        ))
      )
        return false;
      if (summary.isLast) return true;
      from += summary.entries.length;
      if (summary.entries.length === 0) return false;
    }
    return false;
  }

  async #fetchMany(node: NodeHandle, hashes: readonly string[]): Promise<boolean> {
    const { holder } = this.#parts;
    for (let rest = hashes; rest.length > 0; ) {
      const answer = await this.#ask(
        node,
        encodeRequest({ kind: "fetchMany", hashes: rest.slice(0, BATCH_RECORDS_MAX) }),
      );
      const found = answer === null ? null : decodeFound(answer);
      if (found === null || !found.ok) return false;
      await Promise.all(found.records.map((record) => holder.keep(copyOf(record))));
      // It sends in the order asked for, as many as go into an answer; one that it passed over it has no more.
      const last = found.records.at(-1);
      if (last === undefined) rest = rest.slice(BATCH_RECORDS_MAX);
      else rest = rest.slice(rest.indexOf(hashOf(storedKeyOf(last))) + 1 || rest.length);
    }
    return true;
  }

  /** Records that other nodes should hold now: each goes to its root, and is dropped when that has it on a majority. */
  async #handOver(): Promise<void> {
    const { overlay, holder } = this.#parts;
    const isOurs = (held: Held) =>
      this.#holdersOf(keyOf(held), held.kind).some(({ id }) => id.equals(overlay.self.id));
    const surplus = [...holder.index().values()].filter((held) => !isOurs(held));
    for (let at = 0; at < surplus.length; at += HAND_OVERS_AT_A_TIME) {
      const part = surplus.slice(at, at + HAND_OVERS_AT_A_TIME);
      const isHanded = await Promise.all(part.map((held) => this.#handOverOne(held)));
      await holder.drop(part.filter((_, i) => isHanded[i]));
    }
  }

  #handOverOne(held: Held): Promise<boolean> {
    const { overlay, holder, service, options } = this.#parts;
    const record = holder.readHeld(held);
    if (record === null) return Promise.resolve(true);
    return new Promise((resolve) => {
      overlay.request(
        service,
        keyOf(held),
        encodeRequest({ kind: "handOver", record }),
        { timeoutMs: options.timeoutMs },
        (response) => {
          const answer = response.ok ? decodePutAnswer(response.payload) : null;
          resolve(answer?.ok === true || (answer?.ok === false && answer.reason === "refused"));
        },
      );
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

  #holdersOf(key: Id, kind: number): readonly NodeHandle[] {
    return this.#parts.overlay.replicaSet(key, this.#parts.kinds.get(kind)?.copies ?? 1);
  }
}

/** The exclusive or of names and versions: the same in whatever order. */
function digestOf(entries: readonly Entry[]): { readonly count: number; readonly digest: Uint8Array } {
  const digest = new Uint8Array(DIGEST_BYTES);
  for (const { hash, held } of entries) {
    let version = held.version;
    for (let i = 0; i < DIGEST_BYTES; i++) {
      digest[i] ^= hash.charCodeAt(i) ^ (version & 255);
      version = Math.floor(version / 256);
    }
  }
  return { count: entries.length, digest };
}
