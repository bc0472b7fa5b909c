/** Publishing and fetching over the real overlay and storage, on virtual time. */
import { describe, expect, test } from "vitest";
import { Installer } from "../../runtime/deployment/installer.ts";
import { chunkRecord, deploymentKinds, manifestRecord } from "../../runtime/deployment/kinds.ts";
import { CHUNK_BYTES } from "../../runtime/deployment/manifest.ts";
import { POLICY_DEFAULT } from "../../runtime/deployment/policy.ts";
import { publish } from "../../runtime/deployment/publisher.ts";
import { createSimulation, type Simulation } from "../../runtime/simulator/simulation.ts";
import { MemoryStore } from "../../runtime/storage/local/memory.ts";
import type { ReplicatedStorage } from "../../runtime/storage/record.ts";
import { createReplicatedStorage } from "../../runtime/storage/replication/replicated-storage.ts";
import { flipped, NOW_MS, network, type Release, release, serviceModule } from "./fixtures.ts";

const large = await serviceModule({ seed: 3, dataBytes: 5 * CHUNK_BYTES, pages: 10 });
const other = await serviceModule({ seed: 4, dataBytes: 2 * CHUNK_BYTES });
const v1 = release(large, { version: 1 });
const v2 = release(other, { version: 2 });

class Cluster {
  readonly simulation: Simulation;
  readonly #storages: ReplicatedStorage[] = [];
  readonly #starts: (() => Installer)[] = [];
  readonly #installers: Installer[] = [];

  constructor(nodes: number, seed: number, lossRate: number) {
    this.simulation = createSimulation({
      nodes,
      seed,
      lossRate,
      onNode: ({ index, overlay, clock, random }) => {
        const wallClock = () => 1_800_000_000_000 + Math.round(clock.now());
        const store = new MemoryStore();
        const storage = createReplicatedStorage({ overlay, store, clock, random, wallClock });
        for (const kind of deploymentKinds(network)) storage.define(kind);
        this.#storages[index] = storage;
        this.#starts[index] = () =>
          new Installer({
            storage,
            store,
            networkId: network,
            policy: POLICY_DEFAULT,
            clock,
            wallClock: () => NOW_MS,
          });
        this.restart(index);
      },
    });
    this.simulation.run(3000);
  }

  /** A new installer on the node's disk. */
  restart(index: number): void {
    this.#installers[index] = this.#starts[index]();
  }

  installer(index: number): Installer {
    return this.#installers[index];
  }

  storage(index: number): ReplicatedStorage {
    return this.#storages[index];
  }

  publish({ module, envelope }: Release, index: number): Promise<void> {
    const storage = this.#storages[index];
    const { clock } = this.simulation.nodes[index];
    return this.settle(
      publish({
        storage,
        networkId: network,
        module,
        manifestEnvelope: envelope,
        onProgress: () => {},
        clock,
      }),
    );
  }

  settle<Value>(work: Promise<Value>): Promise<Value> {
    return this.simulation.settle(work);
  }
}

describe("in an overlay of 24 nodes that loses one packet in fifty", () => {
  const cluster = new Cluster(24, 7, 0.02);
  const { simulation, settle } = { simulation: cluster.simulation, settle: cluster.settle.bind(cluster) };

  test("every node can fetch what one node publishes", async () => {
    await cluster.publish(v1, 0);
    const nodes = [...simulation.nodes.keys()];
    const outcomes = await settle(
      Promise.all(nodes.map((index) => cluster.installer(index).fetch(v1.serviceId))),
    );
    const found = outcomes.map(
      (outcome) => outcome.ok && [outcome.package.manifest.version, outcome.package.codeHash],
    );
    expect(found).toEqual(nodes.map(() => [1, Buffer.from(v1.manifest.codeHash).toString("hex")]));
    const ids = new Set(simulation.nodes.map(({ handle }) => handle.id.hex));
    expect(outcomes.every((outcome) => outcome.ok && ids.has(outcome.package.codeFrom))).toBe(true);
  });

  test("no node stores forged code or manifests", async () => {
    const chunk = await settle(
      cluster
        .storage(1)
        .put(chunkRecord(v1.manifest.chunkHashes[0]), flipped(large.subarray(0, CHUNK_BYTES), 9)),
    );
    expect(chunk).toMatchObject({ ok: false, reason: "refused" });
    const manifest = await settle(
      cluster.storage(2).put(manifestRecord(v1.serviceId), flipped(v1.envelope, 60)),
    );
    expect(manifest).toMatchObject({ ok: false, reason: "refused" });
  });

  test("a newer version reaches every node, and an older one written again does not replace it", async () => {
    await cluster.publish(v2, 5);
    await settle(cluster.storage(6).put(manifestRecord(v1.serviceId), v1.envelope));
    expect(await settle(cluster.installer(9).check(v1.serviceId))).toBe(true);
    const outcome = await settle(cluster.installer(9).fetch(v1.serviceId));
    expect(outcome).toMatchObject({ ok: true, package: { manifest: { version: 2 } } });
  });

  test("publishing an older version fails with the version to use", async () => {
    const late = cluster.publish(release(large, { version: 1, createdMs: 5 }), 3);
    await expect(late).rejects.toMatchObject({
      code: "FAILED_PRECONDITION",
      message: expect.stringContaining("publish as 3"),
    });
  });

  test("the code survives four nodes that die at once", async () => {
    for (const index of [1, 2, 3, 4]) simulation.crash(index);
    await simulation.runAsync(60_000);
    const newcomer = simulation.add();
    await simulation.runUntilAsync(() => newcomer.overlay.status === "active", 60_000);
    const outcome = await settle(cluster.installer(newcomer.index).fetch(v1.serviceId));
    expect(outcome).toMatchObject({ ok: true, package: { manifest: { version: 2 } } });
  });

  test("a node that is cut off runs only the packages on its disk", async () => {
    for (const { index } of simulation.alive()) if (index !== 9) simulation.crash(index);
    cluster.restart(9);
    expect(await settle(cluster.installer(9).fetch(v1.serviceId))).toMatchObject({
      ok: true,
      package: { codeFrom: "local" },
    });
    const unknown = await settle(cluster.installer(9).fetch(simulation.randomId()));
    expect(unknown).toMatchObject({ ok: false });
  });
});
