/** Nodes with replicated storage, on virtual time. */
import type { Id } from "../../runtime/base/id.ts";
import { createSimulation, type Simulation } from "../../runtime/simulator/simulation.ts";
import { nameOfStoredKey, recordOf } from "../../runtime/storage/codec.ts";
import { MemoryStore } from "../../runtime/storage/local/memory.ts";
import type { StorageQuotas } from "../../runtime/storage/quotas.ts";
import type {
  RecordKind,
  RecordName,
  ReplicatedStorage,
  StorageRecord,
} from "../../runtime/storage/record.ts";
import { RECORDS_SPACE } from "../../runtime/storage/replication/record-store.ts";
import { createReplicatedStorage } from "../../runtime/storage/replication/replicated-storage.ts";

/** The wall clock when virtual time begins. */
export const START_MS = 1_700_000_000_000;

export interface Cluster {
  readonly simulation: Simulation;
  readonly storages: readonly ReplicatedStorage[];
  readonly stores: readonly MemoryStore[];
  /** The storage of a random live node. */
  any(): ReplicatedStorage;
  /** The record that each live node stores under the name, by the index of the node. */
  storedBy(name: RecordName): ReadonlyMap<number, StorageRecord>;
  /** The number of live nodes that store a record of the key. */
  copies(key: Id): number;
}

interface ClusterOptions {
  readonly nodes: number;
  readonly seed: number;
  readonly lossRate?: number;
  readonly kinds: readonly RecordKind[];
  readonly quotas?: (index: number) => StorageQuotas;
  /** How far a node's wall clock is ahead of virtual time, in milliseconds. */
  readonly aheadMs?: (index: number) => number;
  /** The disk that a node starts with. */
  readonly disk?: (index: number) => MemoryStore;
}

export function startCluster({
  nodes,
  seed,
  lossRate = 0,
  kinds,
  disk,
  quotas,
  aheadMs,
}: ClusterOptions): Cluster {
  const storages: ReplicatedStorage[] = [];
  const stores: MemoryStore[] = [];
  const simulation = createSimulation({
    nodes,
    seed,
    lossRate,
    onNode: ({ index, overlay, clock, random }) => {
      const store = disk?.(index) ?? new MemoryStore();
      const wallClock = () => START_MS + (aheadMs?.(index) ?? 0) + Math.round(clock.now());
      stores[index] = store;
      storages[index] = createReplicatedStorage({
        overlay,
        store,
        clock,
        random,
        wallClock,
        ...(quotas === undefined ? {} : { quotas: () => quotas(index) }),
      });
      for (const kind of kinds) storages[index].define(kind);
    },
  });
  simulation.run(3_000);
  const recordsOf = (index: number) =>
    [...stores[index].scan(RECORDS_SPACE, null, null)].map(({ key, value }) =>
      recordOf(nameOfStoredKey(key), value),
    );
  return {
    simulation,
    storages,
    stores,
    any: () => storages[simulation.pick(simulation.alive()).index],
    storedBy: ({ kind, key, field }) => {
      const stored = new Map<number, StorageRecord>();
      for (const { index } of simulation.alive()) {
        const found = recordsOf(index).find(
          (record) =>
            record.kind === kind && record.key.equals(key) && Buffer.compare(record.field, field) === 0,
        );
        if (found !== undefined) stored.set(index, found);
      }
      return stored;
    },
    copies: (key) =>
      simulation.alive().filter(({ index }) => recordsOf(index).some((record) => record.key.equals(key)))
        .length,
  };
}
