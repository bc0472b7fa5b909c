/**
 * The root node's side of a write: sets its version, sends it to all holders, and replies when a majority of
 * them has it on disk.
 */
import type { Id } from "../../base/id.ts";
import type { NodeHandle } from "../../base/node-handle.ts";
import type { Overlay } from "../../overlay/api.ts";
import { copyOf, recordBytes } from "../codec.ts";
import { withContent } from "../kinds/merged.ts";
import { majority } from "../majority.ts";
import type { PutOutcome, RecordKind, StorageRecord } from "../record.ts";
import { holdersOf, type RecordKinds } from "../record-kinds.ts";
import type { NetworkSize } from "../repair/network-size.ts";
import type { StorageClient } from "./client.ts";
import type { HolderQuery } from "./holder-query.ts";
import { type CopyState, encodeRequest, STORAGE_SERVICE, type StorageRequest } from "./messages.ts";
import type { RecordStore } from "./record-store.ts";
import type { Replica } from "./replica.ts";
import type { Replicator } from "./replicator.ts";

/** Maximum number and size of the writes that this node processes as their root node at a time. */
const WRITES_MAX = 16_384;
const WRITES_BYTES_MAX = 32 * 1024 * 1024;

const TOO_LATE: PutOutcome = {
  ok: false,
  reason: "unavailable",
  detail: "later writes arrived first, and the writing node no longer waits",
};

type PutRequest = StorageRequest & { readonly kind: "put" };

interface RootWriterParts {
  readonly overlay: Overlay;
  readonly records: RecordStore;
  readonly kinds: RecordKinds;
  readonly client: StorageClient;
  readonly replica: Replica;
  readonly replicator: Replicator;
  readonly holders: HolderQuery;
  readonly networkSize: NetworkSize;
  /** Milliseconds since 1970. */
  readonly wallClock: () => number;
  /** How long another node may take to reply, in milliseconds. */
  readonly holderMs: number;
  /** How long a removed record is stored as removed, in milliseconds. */
  readonly removedMs: number;
}

export class RootWriter {
  readonly #parts: RootWriterParts;
  #writes = 0;
  #writesBytes = 0;

  constructor(parts: RootWriterParts) {
    this.#parts = parts;
  }

  /** Writes a value for `author`, the node at the other end of the link. Never rejects. */
  async put(request: PutRequest, author: NodeHandle): Promise<PutOutcome> {
    const { name, askedMs } = request;
    const { records, kinds, wallClock } = this.#parts;
    if (kinds.get(name.kind)?.combine !== undefined) return this.#putCombined(request, author.id);
    const nowMs = wallClock();
    // Writes are ordered by the time of their request, so that a root node that was paused does not order an
    // old write after later writes. The root node's own clock is the upper bound, so that no node can date
    // its writes into the future.
    const orderMs = Math.min(askedMs, nowMs);
    // Read at each use: the root node processes other writes while this write waits.
    const newest = () => records.read(name)?.version ?? 0;
    const versioned = (above: number) =>
      this.#versioned(request, author.id, Math.max(orderMs, above + 1), nowMs);
    if (newest() >= orderMs && !(await this.#isPending(author, askedMs))) return TOO_LATE;
    const outcome = await this.#spread(versioned(newest()));
    if (outcome !== "newer") return outcome;
    // A holder has a newer record that this root node has not seen. Another root node wrote it: after this
    // write was requested, or before, with a clock that is ahead.
    if (!(await this.#isPending(author, askedMs))) return TOO_LATE;
    const replies = (await this.#parts.holders.ask(name, { kind: "fetch", name })) ?? [];
    const versions = replies.flatMap((reply) => reply.records.map(({ version }) => version));
    const again = await this.#spread(versioned(Math.max(newest(), ...versions)));
    return again === "newer" ? { ok: false, reason: "refused", detail: "a newer record is stored" } : again;
  }

  /** Stores a record for `from`, which is no longer its holder. Never rejects. */
  async handoff(record: StorageRecord, from: NodeHandle): Promise<PutOutcome> {
    const { overlay, kinds } = this.#parts;
    // The node drops its copy afterwards, so it must not be counted as a holder.
    if (holdersOf(overlay, kinds, record).some(({ id }) => id.equals(from.id)))
      return { ok: false, reason: "refused", detail: "it is one of the holders" };
    const outcome = await this.#spread(copyOf(record));
    return outcome === "newer" ? { ok: true, copies: 0 } : outcome;
  }

  #versioned(
    { name, value, ttlSeconds }: PutRequest,
    author: Id,
    version: number,
    nowMs: number,
  ): StorageRecord {
    const { overlay, removedMs } = this.#parts;
    const expiresMs = value === null ? nowMs + removedMs : ttlSeconds === 0 ? 0 : nowMs + 1000 * ttlSeconds;
    return {
      ...name,
      value,
      version,
      writer: overlay.self.id,
      author: author.head,
      expiresMs,
    };
  }

  /**
   * Whether the node that requested a write still waits for it. If not, another root node may have written it
   * before.
   */
  #isPending(author: NodeHandle, askedMs: number): Promise<boolean> {
    const { overlay, client, holderMs } = this.#parts;
    if (author.id.equals(overlay.self.id)) return Promise.resolve(client.isPending(askedMs));
    const payload = encodeRequest({ kind: "isPending", askedMs });
    return new Promise((resolve) => {
      overlay.requestNode(STORAGE_SERVICE, author, payload, holderMs, (response) =>
        resolve(response.ok && response.payload[0] === 1),
      );
    });
  }

  /**
   * For kinds that combine records: first with this node's copy, then with the copy of each other
   * holder.
   */
  async #putCombined({ name, value, ttlSeconds }: PutRequest, author: Id): Promise<PutOutcome> {
    const { records, wallClock } = this.#parts;
    if (value === null)
      return refused("a merged value cannot be removed; write a value that marks items as removed");
    const expiresMs = ttlSeconds === 0 ? 0 : wallClock() + 1000 * ttlSeconds;
    const record = withContent(name, value, expiresMs, author.head);
    const over = records.overQuota(record);
    if (over !== null) return overQuota(over.owner, `the root of its key says: ${over.detail}`);
    const stored = await records.put(record, author);
    if (!stored.ok && stored.reason === "refused") return refused(stored.detail);
    if (!stored.ok && (stored.reason === "service" || stored.reason === "writer"))
      return overQuota(stored.reason, `the root of its key says: ${stored.detail}`);
    // If the service cannot decide at this node, or there is no room, the other holders may still store it.
    const outcome = await this.#spread(stored.ok ? stored.record : record);
    return outcome === "newer" ? { ok: true, copies: 0 } : outcome;
  }

  /**
   * Writes the record to this node's disk and the other holders. `newer`: a holder stores a record that
   * supersedes it.
   */
  #spread(record: StorageRecord): Promise<PutOutcome | "newer"> {
    const { records, kinds } = this.#parts;
    const kind = kinds.get(record.kind);
    const refusal = kind === undefined ? "there is no such kind of record" : kind.refusal(record);
    if (kind === undefined || refusal !== null) return Promise.resolve(refused(refusal ?? ""));
    const over = records.overQuota(record);
    if (over !== null)
      return Promise.resolve(overQuota(over.owner, `the root of its key says: ${over.detail}`));
    const bytes = recordBytes(record);
    if (this.#writes >= WRITES_MAX || this.#writesBytes + bytes > WRITES_BYTES_MAX) {
      const detail = `the root of its key has ${this.#writes} writes under way`;
      return Promise.resolve({ ok: false, reason: "overloaded", detail });
    }
    this.#writes++;
    this.#writesBytes += bytes;
    return this.#replicate(record, kind).finally(() => {
      this.#writes--;
      this.#writesBytes -= bytes;
    });
  }

  #replicate(record: StorageRecord, kind: RecordKind): Promise<PutOutcome | "newer"> {
    const { overlay, kinds, networkSize, replica, replicator } = this.#parts;
    const holders = holdersOf(overlay, kinds, record);
    // A majority of the full number of holders: a node that has lost contact with the others cannot reach it.
    const needed = majority(Math.max(holders.length, Math.min(kind.copies, networkSize.nodes)));
    return new Promise((resolve) => {
      let stored = 0;
      let open = holders.length;
      const over: ("service" | "writer")[] = [];
      const count = (state: CopyState) => {
        open--;
        if (state === "service" || state === "writer") over.push(state);
        const isStored = state === "stored" || (state === "newer" && this.#isOverwritten(record, kind));
        if (isStored && ++stored === needed) resolve({ ok: true, copies: stored });
        if (state === "newer" && !isStored) resolve("newer");
        if (open > 0) return;
        const failure = replica.failure === "" ? "" : `; at the root: ${replica.failure}`;
        const detail = `${stored} of ${holders.length} holders have it, ${needed} are needed${failure}`;
        // The quota is the reason if the holders that named it would have made the majority.
        const isOver = over.length > 0 && stored + over.length >= needed;
        resolve(isOver ? overQuota(over[0], detail) : { ok: false, reason: "unavailable", detail });
      };
      for (const node of holders) {
        if (node.id.equals(overlay.self.id)) void replica.store(record).then(count);
        else replicator.send(node, record, count);
      }
    });
  }

  /**
   * Whether a later write through this root node superseded the record: it may have reached the other holder
   * first.
   */
  #isOverwritten(record: StorageRecord, kind: RecordKind): boolean {
    const { overlay, records } = this.#parts;
    const own = records.read(record);
    const isLater = own !== null && own.version > record.version;
    return isLater && own.writer.equals(overlay.self.id) && kind.supersedes(own, record);
  }
}

function refused(detail: string): PutOutcome {
  return { ok: false, reason: "refused", detail };
}

function overQuota(owner: "service" | "writer", detail: string): PutOutcome {
  const reason = `the quota of its ${owner} is used up where it would be stored`;
  return { ok: false, reason: "refused", detail: `${reason}: ${detail}` };
}
