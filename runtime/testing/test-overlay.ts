/** Overlays for tests of services: many nodes in one process, on virtual time. One seed gives one trace. */

import type { Id } from "../base/id.ts";
import { type KeyPair, networkIdOf } from "../base/identity.ts";
import { type Log, silentLog } from "../base/log.ts";
import { type ManifestInput, makeManifest, serviceOf } from "../deployment/manifest.ts";
import { POLICY_DEFAULT, type Policy } from "../deployment/policy.ts";
import { signPublication } from "../deployment/publication.ts";
import { publish } from "../deployment/publisher.ts";
import { soleRootId } from "../deployment/root.ts";
import { inspectModule } from "../sandbox/gate/inspect.ts";
import type { HibernationOptions } from "../services/hibernation.ts";
import { createSimulation, type SimulatedNode, type Simulation } from "../simulator/simulation.ts";
import { MemoryStore } from "../storage/local/memory.ts";
import type { StorageRecord } from "../storage/record.ts";
import { keyPairOf } from "./key-pair.ts";
import { type Settle, TestNode, type TestNodeOptions } from "./test-node.ts";

/** The wall clock of all nodes when virtual time is 0, in milliseconds since 1970. */
export const WALL_START_MS = 1_700_000_000_000;
/** The network id of all test overlays. Manifests and other signed statements in a test are signed for it. */
export const NETWORK_ID = networkIdOf("test");
const MEAN_DELAY_MS = 5;
/** Virtual time after the last node has joined, in milliseconds: leaf sets become complete. */
const SETTLE_MS = 2_000;
/** How long a node may take to join, in virtual milliseconds. */
const JOIN_MS = 10_000;

export interface SimulateOptions {
  /** Number of nodes. Each runs all code of a node, so hundreds of nodes are slow. */
  readonly nodes: number;
  readonly seed: number;
  /** The operator's policy, for all nodes or by the node's index. Default: POLICY_DEFAULT. */
  readonly policy?: Policy | ((index: number) => Policy);
  /** The share of packets that are lost, from 0 to 1. Default: 0. */
  readonly lossRate?: number;
  /** The share of packets that are duplicated, from 0 to 1. Default: 0. */
  readonly duplicateRate?: number;
  /** The mean delay of a packet between two nodes, in milliseconds. Default: 5. */
  readonly meanDelayMs?: number;
  /** When services hibernate. Default: as in a real node. */
  readonly hibernation?: Partial<HibernationOptions>;
  /**
   * How often a node restores the records of the code that it runs, in milliseconds. Default: as in a real
   * node.
   */
  readonly republishMs?: number;
  /** Receives the log of all nodes and the lines that services log. Default: they are dropped. */
  readonly log?: Log;
}

/** The terms of a publication. Each has a default. */
export interface PublishOptions extends Partial<ManifestInput> {
  /** The key pair that signs the manifest. Default: `TestOverlay.publisher()`. */
  readonly publisher?: KeyPair;
}

/** A record on the disk of one node. */
export interface StoredCopy {
  readonly node: TestNode;
  readonly record: StorageRecord;
}

/**
 * Starts an overlay of complete nodes on virtual time. Resolves when all nodes have joined. Services pass the
 * gate and the rewrite as in a real node, and run in this process. Virtual time advances only inside
 * `request`, `publish`, `advance`, `settle`, `addNode` and `restart`.
 *
 * ```ts
 * await using overlay = await simulate({ nodes: 8, seed: 7 }); const service = await overlay.publish(await
 * readFile("counter.wasm")); const reply = await overlay.nodes[2].request(service, Id.hashOf("a key"),
 * "hello");
 * ```
 */
export async function simulate(options: SimulateOptions): Promise<TestOverlay> {
  return new TestOverlay(options);
}

export class TestOverlay implements AsyncDisposable {
  /** All nodes, also those that were killed (`isAlive` is false). */
  readonly nodes: TestNode[] = [];
  /**
   * The simulated network and clock, for tests of prost itself.
   *
   * @internal
   */
  readonly simulation: Simulation;
  readonly #options: SimulateOptions;
  #wallAheadMs = 0;
  /** The disk and policy of a node that restarts. */
  #restarting: Pick<TestNodeOptions, "store" | "policy"> | null = null;

  constructor(options: SimulateOptions) {
    this.#options = options;
    const { nodes, seed, meanDelayMs = MEAN_DELAY_MS, lossRate = 0, duplicateRate = 0 } = options;
    this.simulation = createSimulation({
      nodes,
      seed,
      meanDelayMs,
      lossRate,
      duplicateRate,
      onNode: (simulated) => {
        this.nodes[simulated.index] = this.#node(simulated);
      },
    });
    this.simulation.run(SETTLE_MS);
  }

  /** The key pair of a publisher: equal for equal seeds and names. */
  publisher(name = "publisher"): KeyPair {
    return keyPairOf(this.#options.seed, name);
  }

  /**
   * Publishes a module: its code and its manifest become records of the overlay, and nodes fetch them when
   * messages of the service arrive. Resolves with the service's id, which depends on publisher and name: a
   * higher `version` upgrades the service. Rejects if no node is alive, or publishing fails.
   */
  async publish(
    module: Uint8Array,
    { publisher = this.publisher(), name = "test", version = 1, ...terms }: PublishOptions = {},
  ): Promise<Id> {
    const node = this.nodes.find(({ isAlive }) => isAlive);
    if (node === undefined) throw new Error("no node is alive to publish through");
    const manifest = makeManifest({
      rootId: soleRootId(publisher.publicKey),
      name,
      version,
      capabilities: inspectModule(module).capabilities,
      module,
      createdMs: this.wallMs,
      ...terms,
    });
    const networkId = NETWORK_ID;
    const manifestEnvelope = signPublication(publisher, networkId, manifest);
    const { storage } = node.parts;
    const { clock } = node.simulated;
    await this.settle(publish({ storage, networkId, module, manifestEnvelope, onProgress: () => {}, clock }));
    return serviceOf(manifest);
  }

  /** The root node of `key` among the live nodes: a message for the key should reach it. */
  rootOf(key: Id): TestNode {
    return this.nodes[this.simulation.trueRoot(key).index];
  }

  /** The records of a service on the disks of all live nodes. With `key`, only records of that key. */
  copies(service: Id, key: Id | null = null): readonly StoredCopy[] {
    return this.nodes
      .filter(({ isAlive }) => isAlive)
      .flatMap((node) => node.records(service).map((record) => ({ node, record })))
      .filter(({ record }) => key === null || record.key.equals(key));
  }

  /** Advances virtual time by `ms` milliseconds: packets arrive, timers fire, services run. */
  advance(ms: number): Promise<void> {
    return this.simulation.runAsync(ms);
  }

  /**
   * Advances virtual time until the promise settles. Rejects if that takes more than `maxMs` of virtual time.
   */
  settle<Value>(promise: Promise<Value>, maxMs?: number): Promise<Value> {
    return this.simulation.settle(promise, maxMs);
  }

  /** The wall clock of all nodes, in milliseconds since 1970. */
  get wallMs(): number {
    return WALL_START_MS + this.#wallAheadMs + Math.round(this.simulation.now);
  }

  /** Sets all wall clocks ahead by `ms` milliseconds, so that signed statements expire. No timer fires. */
  skipWallClock(ms: number): void {
    this.#wallAheadMs += ms;
  }

  /** Ends a node without a graceful leave, as a power failure does. Its disk stays. */
  kill(index: number): void {
    this.simulation.crash(index);
  }

  /**
   * Adds a node, which is the last element of `nodes`. Resolves when it has joined; rejects if it does not
   * join.
   */
  addNode(): Promise<TestNode> {
    return this.#whenJoined(this.simulation.add());
  }

  /**
   * Starts a node again with the same id and disk, and kills it first if it is alive. The node is a new
   * element of `nodes`, at another address. Resolves when it has joined; rejects if it does not join.
   */
  async restart(index: number, policy = this.#policyOf(index)): Promise<TestNode> {
    const { id, store, isAlive } = this.nodes[index];
    if (isAlive) this.kill(index);
    this.#restarting = { store, policy };
    const simulated = this.simulation.add(id);
    this.#restarting = null;
    return this.#whenJoined(simulated);
  }

  async #whenJoined({ overlay, index }: SimulatedNode): Promise<TestNode> {
    if (!(await this.simulation.runUntilAsync(() => overlay.status === "active", JOIN_MS)))
      throw new Error(`node ${index} did not join within ${JOIN_MS} ms of virtual time`);
    return this.nodes[index];
  }

  /** Pauses the node's process: it does nothing, and packets to it wait until `resume`. */
  pause(index: number): void {
    this.simulation.pause(index);
  }

  resume(index: number): void {
    this.simulation.resume(index);
  }

  /** Hash of all packets so far: two runs with the same seed and the same calls have the same hash. */
  get traceHash(): string {
    return this.simulation.traceHash;
  }

  /** Ends all services. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const node of this.nodes) if (node.isAlive) await node.parts.close();
  }

  #node(simulated: SimulatedNode): TestNode {
    const { index, clock } = simulated;
    const { seed, hibernation = {}, republishMs, log = silentLog } = this.#options;
    const { store, policy } = this.#restarting ?? { store: new MemoryStore(), policy: this.#policyOf(index) };
    const settle: Settle = (promise, maxMs) => this.settle(promise, maxMs);
    return new TestNode(simulated, settle, {
      store,
      policy,
      networkId: NETWORK_ID,
      identity: keyPairOf(seed, `node ${index}`),
      wallClock: () => WALL_START_MS + this.#wallAheadMs + Math.round(clock.now()),
      hibernation,
      log,
      ...(republishMs === undefined ? {} : { republishMs }),
    });
  }

  #policyOf(index: number): Policy {
    const { policy = POLICY_DEFAULT } = this.#options;
    return typeof policy === "function" ? policy(index) : policy;
  }
}
