/**
 * Records on the replica set of their key. The root node of the key sets the version of a write, sends it to
 * the other holders, and replies when a majority has the write on disk.
 *
 * This file puts the parts together and dispatches messages to them: `client.ts` asks, `root-writer.ts` and
 * `root-reader.ts` serve as the root node, `replica.ts` as a holder, and `repair/` keeps the copies complete.
 */
import { assert } from "../../base/assert.ts";
import type { Clock, Random } from "../../base/environment.ts";
import type { NodeHandle } from "../../base/node-handle.ts";
import type { Application, Overlay, RoutedMessage } from "../../overlay/api.ts";
import type { LocalStore } from "../local/local-store.ts";
import type { StorageQuotas } from "../quotas.ts";
import type {
  GetOutcome,
  ListOutcome,
  PutOutcome,
  RecordKind,
  RecordName,
  ReplicatedStorage,
  StorageRecord,
} from "../record.ts";
import { COPY_COUNTS_MAX } from "../repair/key-ranges.ts";
import { NetworkSize } from "../repair/network-size.ts";
import { Repair, type RepairOptions } from "../repair/repair.ts";
import { StorageClient } from "./client.ts";
import { HolderQuery } from "./holder-query.ts";
import {
  decodeRequest,
  encodeCompared,
  encodeCopyStates,
  encodeFound,
  encodePutAnswer,
  SEND_DIRECTLY,
  STORAGE_SERVICE,
  type StorageRequest,
} from "./messages.ts";
import { RecordStore } from "./record-store.ts";
import { Replica } from "./replica.ts";
import { Replicator } from "./replicator.ts";
import { RootReader } from "./root-reader.ts";
import { RootWriter } from "./root-writer.ts";

interface StorageOptions extends RepairOptions {
  /** How long a put, get or list may take, in milliseconds. */
  readonly timeoutMs: number;
  /** How long another holder may take to reply, in milliseconds. */
  readonly holderMs: number;
  /** How long a removed record is stored as removed, in milliseconds. */
  readonly removedMs: number;
}

export const STORAGE_DEFAULTS: StorageOptions = {
  timeoutMs: 15_000,
  holderMs: 6_000,
  removedMs: 3_600_000,
  settleMs: 300,
  graceMs: 600_000,
  repairMs: 60_000,
};

interface StorageParts {
  readonly overlay: Overlay;
  readonly store: LocalStore;
  readonly clock: Clock;
  readonly random: Random;
  /** Milliseconds since 1970. */
  readonly wallClock: () => number;
  readonly options?: Partial<StorageOptions>;
  /** How much this node stores for one service and one writer. Called for each record. */
  readonly quotas?: () => StorageQuotas;
}

export function createReplicatedStorage(parts: StorageParts): ReplicatedStorage {
  return new Storage(parts);
}

class Storage implements ReplicatedStorage, Application {
  readonly #overlay: Overlay;
  readonly #kinds = new Map<number, RecordKind>();
  readonly #records: RecordStore;
  readonly #client: StorageClient;
  readonly #writer: RootWriter;
  readonly #reader: RootReader;
  readonly #replica: Replica;
  readonly #replicator: Replicator;
  readonly #repair: Repair;
  #isClosed = false;

  constructor({ overlay, store, clock, random, wallClock, options: given, quotas }: StorageParts) {
    const options = { ...STORAGE_DEFAULTS, ...given };
    const { timeoutMs, holderMs, removedMs } = options;
    const kinds = this.#kinds;
    this.#overlay = overlay;
    const networkSize = new NetworkSize(overlay, clock);
    const records = new RecordStore(store, kinds, wallClock, quotas);
    const soon = (run: () => void) => void clock.after(0, run);
    const replicator = new Replicator(overlay, soon, holderMs);
    const repair = new Repair({ overlay, clock, random, records, kinds, options });
    const replica = new Replica({ records, kinds, isHolder: (name) => repair.isHolder(name) });
    const client = new StorageClient({ overlay, kinds, wallClock, timeoutMs });
    const holders = new HolderQuery({ overlay, clock, kinds, networkSize, knowledge: repair, holderMs });
    const shared = { overlay, records, kinds, replicator, holders };
    this.#writer = new RootWriter({
      ...shared,
      client,
      replica,
      networkSize,
      wallClock,
      holderMs,
      removedMs,
    });
    this.#reader = new RootReader({ ...shared, knowledge: repair });
    this.#records = records;
    this.#client = client;
    this.#replica = replica;
    this.#replicator = replicator;
    this.#repair = repair;
    overlay.register(STORAGE_SERVICE, this);
    overlay.onChange(() => {
      networkSize.update();
      repair.onNeighboursChanged();
    });
  }

  define(kind: RecordKind): void {
    assert(
      new Set([...this.#kinds.values(), kind].map(({ copies }) => copies)).size <= COPY_COUNTS_MAX,
      "few numbers of copies",
    );
    this.#kinds.set(kind.tag, kind);
  }

  put(
    name: RecordName,
    value: Uint8Array | null,
    { ttlSeconds = 0 }: { ttlSeconds?: number } = {},
  ): Promise<PutOutcome> {
    return this.#client.put(name, value, ttlSeconds);
  }

  get(name: RecordName): Promise<GetOutcome> {
    return this.#client.get(name);
  }

  list(name: Omit<RecordName, "field">): Promise<ListOutcome> {
    return this.#client.list(name);
  }

  peek(name: RecordName): StorageRecord | null {
    return this.#records.read(name);
  }

  async durable(name: RecordName): Promise<StorageRecord | null> {
    return (await this.#records.flush()) ? this.#records.read(name) : null;
  }

  stored(): { readonly records: number; readonly bytes: number } {
    return { records: this.#records.size, bytes: this.#records.bytes };
  }

  close(): void {
    this.#isClosed = true;
    this.#repair.stop();
  }

  // As an application of the overlay.

  forward(): "continue" {
    return "continue";
  }

  deliver({ payload, origin, requestId, hops, previous }: RoutedMessage): void {
    this.#receive(payload, origin, requestId, hops, previous.id.equals(origin.id));
  }

  direct(from: NodeHandle, requestId: number, payload: Uint8Array): void {
    this.#receive(payload, from, requestId, 1, true);
  }

  update(node: NodeHandle, joined: boolean): void {
    if (!joined) this.#replicator.forget(node);
    this.#repair.onNeighbour(node, joined);
  }

  /** `isFromOrigin`: true if the message arrived on the link to the node that it names as its origin. */
  #receive(
    payload: Uint8Array,
    from: NodeHandle,
    requestId: number,
    hops: number,
    isFromOrigin: boolean,
  ): void {
    if (this.#isClosed) return;
    const request = decodeRequest(payload);
    if (request?.kind === "findRoot" || (request?.kind === "put" && !isFromOrigin)) {
      this.#overlay.respond(from, requestId, hops, SEND_DIRECTLY);
      return;
    }
    if (request === null || (request.kind === "compare" && !this.#isNeighbour(from))) {
      if (requestId !== 0) this.#overlay.refuse(from, requestId);
      return;
    }
    void this.#serve(request, from, (reply) => this.#overlay.respond(from, requestId, hops, reply));
  }

  /** A comparison takes time: only nodes that may share records with this node may request it. */
  #isNeighbour({ id }: NodeHandle): boolean {
    return this.#overlay.neighborSet(Number.MAX_SAFE_INTEGER).some((node) => node.id.equals(id));
  }

  async #serve(
    request: Exclude<StorageRequest, { kind: "findRoot" }>,
    from: NodeHandle,
    reply: (payload: Uint8Array) => void,
  ): Promise<void> {
    switch (request.kind) {
      case "put":
        return reply(encodePutAnswer(await this.#writer.put(request, from)));
      case "handoff":
        return reply(encodePutAnswer(await this.#writer.handoff(request.record, from)));
      case "get":
        return reply(encodeFound(await this.#reader.get(request.name)));
      case "list":
        return reply(encodeFound(await this.#reader.list(request.name)));
      case "fetch":
        return reply(encodeFound(this.#replica.fetch(request.name)));
      case "fetchList":
        return reply(encodeFound(this.#replica.fetchList(request.name)));
      case "fetchMany":
        return reply(encodeFound(this.#replica.fetchMany(request.hashes)));
      case "replicate": {
        const states = await Promise.all(request.records.map((record) => this.#replica.store(record)));
        return reply(encodeCopyStates(states));
      }
      case "isPending":
        return reply(Uint8Array.of(this.#client.isPending(request.askedMs) ? 1 : 0));
      case "compare":
        return reply(encodeCompared(this.#repair.compare(request.ranges)));
    }
  }
}
