/**
 * The client side of the storage: sends reads and writes of this node to the root node of their key, and
 * checks the replies.
 */
import type { Id } from "../../base/id.ts";
import type { NodeHandle } from "../../base/node-handle.ts";
import type { Overlay } from "../../overlay/api.ts";
import type { GetOutcome, ListOutcome, PutOutcome, RecordName } from "../record.ts";
import type { RecordKinds } from "../record-kinds.ts";
import {
  decodeFound,
  decodePutAnswer,
  encodeRequest,
  SEND_DIRECTLY,
  STORAGE_SERVICE,
  type StorageRequest,
} from "./messages.ts";

/** Maximum number of writes of this node that wait for their reply. */
const PUTS_MAX = 8_192;
/**
 * Maximum size of a write that is routed at once, in bytes: the root node may be the next hop. If it is not,
 * the write is sent a second time, directly.
 */
const ROUTED_BYTES_MAX = 512;
const NO_REPLY: PutOutcome = {
  ok: false,
  reason: "unavailable",
  detail: "the root of its key did not answer",
};

type PutRequest = StorageRequest & { readonly kind: "put" };

interface StorageClientParts {
  readonly overlay: Overlay;
  readonly kinds: RecordKinds;
  /** Milliseconds since 1970. */
  readonly wallClock: () => number;
  /** How long a put, get or list may take, in milliseconds. */
  readonly timeoutMs: number;
}

export class StorageClient {
  readonly #parts: StorageClientParts;
  /** Writes that wait for their reply, by their `askedMs`. */
  readonly #pendingPuts = new Set<number>();
  #lastAskedMs = 0;

  constructor(parts: StorageClientParts) {
    this.#parts = parts;
  }

  /** Never rejects. `ttlSeconds`: 0 for no expiry. */
  put(name: RecordName, value: Uint8Array | null, ttlSeconds: number): Promise<PutOutcome> {
    if (this.#pendingPuts.size >= PUTS_MAX) {
      return Promise.resolve({ ok: false, reason: "overloaded", detail: `${PUTS_MAX} writes wait already` });
    }
    const askedMs = Math.max(this.#parts.wallClock(), this.#lastAskedMs + 1);
    this.#lastAskedMs = askedMs;
    this.#pendingPuts.add(askedMs);
    return this.#send({ kind: "put", name, value, ttlSeconds, askedMs })
      .then((payload) => (payload === null ? null : decodePutAnswer(payload)) ?? NO_REPLY)
      .finally(() => this.#pendingPuts.delete(askedMs));
  }

  /** Whether the write that was requested at that time still waits for its reply. */
  isPending(askedMs: number): boolean {
    return this.#pendingPuts.has(askedMs);
  }

  /** Never rejects. The record is checked here again: a malicious root node could send any record. */
  async get(name: RecordName): Promise<GetOutcome> {
    const reply = await this.#request(name.key, { kind: "get", name });
    const found = reply === null ? null : decodeFound(reply.payload);
    if (reply === null || found === null || !found.ok || found.records.length > 1)
      return { ok: false, reason: "unavailable" };
    const record = found.records[0];
    if (record === undefined || record.value === null) return { ok: false, reason: "none" };
    const kind = this.#parts.kinds.get(record.kind);
    const isWanted =
      record.kind === name.kind && record.key.equals(name.key) && record.scope.equals(name.scope);
    if (kind === undefined || !isWanted || kind.refusal(record) !== null)
      return { ok: false, reason: "unavailable" };
    if (kind.combine !== undefined && kind.canDecideHere?.(name.scope) === true) {
      const checked = await kind.combine(record, null, null);
      if (!checked.ok && checked.reason === "refused") return { ok: false, reason: "unavailable" };
    }
    return { ok: true, record, from: found.from ?? reply.from.id };
  }

  /** Never rejects. */
  async list(name: Omit<RecordName, "field">): Promise<ListOutcome> {
    const reply = await this.#request(name.key, { kind: "list", name });
    const found = reply === null ? null : decodeFound(reply.payload);
    if (reply === null || found === null) return { ok: false, reason: "unavailable" };
    if (!found.ok) return { ok: false, reason: found.reason };
    return { ok: true, records: found.records.filter(({ value }) => value !== null) };
  }

  /**
   * Sends a write to its root node. The root node accepts a write only from the node at the other end of the
   * link: the origin in a forwarded message may be false, and the quota of that node would be charged. If the
   * root node is not the next hop, `findRoot` finds it first, and the value crosses one link only.
   */
  async #send(request: PutRequest): Promise<Uint8Array | null> {
    const { overlay, timeoutMs } = this.#parts;
    const bytes = encodeRequest(request);
    const isRoutedAtOnce =
      bytes.length <= ROUTED_BYTES_MAX || overlay.isRoot(request.name.key) || this.#knowsAllNodes;
    const first = await this.#request(request.name.key, isRoutedAtOnce ? request : { kind: "findRoot" });
    if (first === null || !isSendDirectly(first.payload)) return first?.payload ?? null;
    return new Promise((resolve) => {
      overlay.requestNode(STORAGE_SERVICE, first.from, bytes, timeoutMs, (response) =>
        resolve(response.ok ? response.payload : null),
      );
    });
  }

  /** Whether the leaf set has all other nodes: then the root node of every key is at most one hop away. */
  get #knowsAllNodes(): boolean {
    const { overlay } = this.#parts;
    const others = overlay.neighborSet(Number.MAX_SAFE_INTEGER).length;
    return overlay.estimateNodes() <= others + 1.5;
  }

  #request(
    key: Id,
    request: StorageRequest,
  ): Promise<{ readonly payload: Uint8Array; readonly from: NodeHandle } | null> {
    const { overlay, timeoutMs } = this.#parts;
    return new Promise((resolve) => {
      overlay.request(STORAGE_SERVICE, key, encodeRequest(request), { timeoutMs }, (response) =>
        resolve(response.ok ? response : null),
      );
    });
  }
}

function isSendDirectly(payload: Uint8Array): boolean {
  return Buffer.compare(payload, SEND_DIRECTLY) === 0;
}
