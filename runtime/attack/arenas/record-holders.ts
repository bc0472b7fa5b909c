/**
 * A simulated overlay that stores published records. Some of its nodes may answer falsely, and an attacker
 * outside the overlay may send packets to it.
 */
import { Id } from "../../base/id.ts";
import type { NodeHandle } from "../../base/node-handle.ts";
import { deploymentKinds, manifestRecord } from "../../deployment/kinds.ts";
import { encodePacket } from "../../overlay/packet-codec/encode.ts";
import { MESSAGE_ID_BYTES } from "../../overlay/packets.ts";
import { createSimulation, type SimulatedNode, type Simulation } from "../../simulator/simulation.ts";
import { MemoryStore } from "../../storage/local/memory.ts";
import type { RecordName, ReplicatedStorage, StorageRecord } from "../../storage/record.ts";
import {
  decodeRequest,
  encodeFound,
  encodeRequest,
  STORAGE_SERVICE,
} from "../../storage/replication/messages.ts";
import { QuorumReader } from "../../storage/replication/quorum-read.ts";
import { createReplicatedStorage } from "../../storage/replication/replicated-storage.ts";
import { NETWORK, NOW_MS, type Release } from "./publisher-arena.ts";

export class RecordHolders {
  readonly simulation: Simulation;
  readonly storages: ReplicatedStorage[] = [];
  readonly quorumReaders: QuorumReader[] = [];

  constructor(nodes: number, seed: number) {
    const kinds = deploymentKinds(NETWORK);
    this.simulation = createSimulation({
      nodes,
      seed,
      meanDelayMs: 5,
      onNode: ({ index, overlay, clock, random }) => {
        const store = new MemoryStore();
        const wallClock = () => NOW_MS + Math.round(clock.now());
        const storage = createReplicatedStorage({ overlay, store, clock, random, wallClock });
        for (const kind of kinds) storage.define(kind);
        this.storages[index] = storage;
        this.quorumReaders[index] = new QuorumReader({ overlay, storage, clock, random, kinds });
      },
    });
    this.simulation.run(3_000);
  }

  async publish(...releases: readonly Release[]): Promise<void> {
    for (const { record, service } of releases)
      await this.simulation.settle(this.storages[0].put(manifestRecord(service), record));
  }

  /** Live nodes, the root of the key first. */
  byRank(key: Id): readonly SimulatedNode[] {
    const root = this.simulation.trueRoot(key);
    const order = root.overlay.replicaSet(key, 16).map(({ id }) => id.hex);
    return order.flatMap((hex) => this.simulation.alive().filter(({ handle }) => handle.id.hex === hex));
  }

  /** The index of a live node that is not among the 16 nearest to the key. */
  farthestNode(key: Id): number {
    const near = new Set(this.byRank(key).map(({ index }) => index));
    return this.simulation.alive().find(({ index }) => !near.has(index))?.index ?? 0;
  }

  /**
   * From now on the node answers every read with this record, or with "not found" if it is null. It accepts
   * every write.
   */
  answerAlways({ overlay }: SimulatedNode, record: StorageRecord | null): void {
    const answer = (to: NodeHandle, requestId: number, hops: number, payload: Uint8Array) => {
      const request = decodeRequest(payload);
      if (request === null || requestId === 0) return;
      const records = record === null ? [] : [record];
      const found = encodeFound({ ok: true, from: null, records });
      const isRead = request.kind === "get" || request.kind === "fetch";
      overlay.respond(to, requestId, hops, isRead ? found : Uint8Array.of(0, 8));
    };
    overlay.register(STORAGE_SERVICE, {
      forward: () => "continue",
      deliver: ({ origin, requestId, hops, payload }) => answer(origin, requestId, hops, payload),
      direct: (from, requestId, payload) => answer(from, requestId, 1, payload),
      update: () => {},
    });
  }

  /** Sends a write over an attacker's link that names `origin` as its sender. */
  forgePut(to: SimulatedNode, origin: NodeHandle, name: RecordName, value: Uint8Array): void {
    const link = this.simulation.network.attach({ id: Id.hashOf("attacker"), address: "attacker:1" });
    const packet = encodePacket({
      kind: "route",
      sequence: 1,
      hops: 1,
      attempt: 0,
      mode: "tree",
      credit: 0,
      serviceVersion: 0,
      service: STORAGE_SERVICE,
      key: name.key,
      messageId: new Uint8Array(MESSAGE_ID_BYTES).fill(7),
      requestId: 77,
      origin,
      payload: encodeRequest({ kind: "put", name, value, ttlSeconds: 0, askedMs: Date.now() }),
    });
    link.sendBytes(to.handle, packet);
  }
}

export function recordOf(name: RecordName, value: Uint8Array): StorageRecord {
  return { ...name, value, version: NOW_MS, writer: Id.hashOf("a root"), expiresMs: 0 };
}
