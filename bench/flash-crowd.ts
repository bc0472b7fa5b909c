/**
 * A simulated flash crowd (E22): all nodes of an overlay start a new service within a second (10,000 nodes with
 * `--full`, otherwise 1,000). The nodes' own code from the overlay to the service host runs on virtual time; clock,
 * randomness, network and disk are simulated. Delays are the simulator's synthetic ones, and each sender has an
 * uplink of 20 Mbit/s with a queue. Nodes begin with the leaf sets and tables of a long life. A module is gated,
 * rewritten, stored and compiled; its instance is created by its first message.
 */

import { service as serviceModule } from "../runtime/attack/kit/modules.ts";
import type { Clock, Random } from "../runtime/base/environment.ts";
import { Id, isCloser } from "../runtime/base/id.ts";
import { generateKeyPair, networkIdOf } from "../runtime/base/identity.ts";
import { silentLog } from "../runtime/base/log.ts";
import type { NodeHandle } from "../runtime/base/node-handle.ts";
import { chunkRecord, manifestRecord } from "../runtime/deployment/kinds.ts";
import { CHUNK_BYTES, makeManifest, serviceOf } from "../runtime/deployment/manifest.ts";
import { POLICY_DEFAULT } from "../runtime/deployment/policy.ts";
import { signPublication } from "../runtime/deployment/publication.ts";
import { publish } from "../runtime/deployment/publisher.ts";
import { soleRootId } from "../runtime/deployment/root.ts";
import { assemble, type NodeParts } from "../runtime/node/assemble.ts";
import type { Overlay } from "../runtime/overlay/api.ts";
import type { Network } from "../runtime/overlay/environment.ts";
import { OVERLAY_DEFAULTS } from "../runtime/overlay/options.ts";
import { packetSize } from "../runtime/overlay/packet-codec/encode.ts";
import { createOverlay } from "../runtime/overlay/pastry-node.ts";
import { InlineRunner } from "../runtime/sandbox/inline/inline-runner.ts";
import { syntheticDelays } from "../runtime/simulator/delays.ts";
import { IdRing } from "../runtime/simulator/id-ring.ts";
import { seededRandom } from "../runtime/simulator/random.ts";
import { SimulatedNetwork } from "../runtime/simulator/simulated-network.ts";
import { VirtualClock } from "../runtime/simulator/virtual-clock.ts";
import { warmStart } from "../runtime/simulator/warm-start.ts";
import { MemoryStore } from "../runtime/storage/local/memory.ts";
import { type BenchOptions, percentile, printTable } from "./timing.ts";

const SEED = 22;
const NETWORK = networkIdOf("flash crowd");
const UPLINK_BITS_PER_SECOND = 20_000_000;
/** All nodes start the service within this time, in milliseconds. */
const CROWD_MS = 1_000;
/** Limit on virtual time of one step, in milliseconds. */
const TIMEOUT_MS = 60_000;
/** Nodes sampled for each slot of the routing table; the nearest is taken. */
const SAMPLES = 16;
/** Target: requests served by the root of the service's key, and by the root of each chunk. */
const ROOT_SERVES_MAX = 50;

interface CrowdNode extends NodeParts {
  readonly handle: NodeHandle;
  readonly overlay: Overlay;
}

export async function run({ full }: BenchOptions): Promise<void> {
  const count = full ? 10_000 : 1_000;
  const startMs = performance.now();
  const crowd = new Crowd(count);
  const module = largeModule();
  const pair = generateKeyPair();
  const manifest = makeManifest({
    rootId: soleRootId(pair.publicKey),
    name: "crowd",
    version: 1,
    capabilities: ["message", "store"],
    module,
    createdMs: 1_700_000_000_000,
  });
  const service = serviceOf(manifest);
  const [first] = crowd.nodes;
  await crowd.settle(
    publish({
      storage: first.storage,
      networkId: NETWORK,
      module,
      manifestEnvelope: signPublication(pair, NETWORK, manifest),
      onProgress: () => {},
      clock: crowd.clock,
    }),
  );
  const times: number[] = [];
  const failures: string[] = [];
  let open = count;
  for (const node of crowd.nodes) {
    crowd.clock.after(crowd.random.next() * CROWD_MS, () => {
      const sinceMs = crowd.clock.now();
      void node.host.ensure(service).then((outcome) => {
        open--;
        if (outcome.ok) times.push(crowd.clock.now() - sinceMs);
        else failures.push(`${outcome.reason}: ${outcome.detail}`);
      });
    });
  }
  await crowd.until(() => open === 0);
  const keys = [manifestRecord(service).key, ...manifest.chunkHashes.map((hash) => chunkRecord(hash).key)];
  const roots = keys.map((key) => crowd.rootOf(key).deployment.pathCache.counters.asRoot);
  const sum = (what: (node: CrowdNode) => number) => crowd.nodes.reduce((all, node) => all + what(node), 0);
  const onPath = sum(({ deployment }) => deployment.pathCache.counters.onPath);
  const onBehalf = sum(({ deployment }) => deployment.pathCache.counters.onBehalf);
  console.log(
    `${count.toLocaleString("en")} nodes, a module of ${module.length.toLocaleString("en")} bytes ` +
      `in ${manifest.chunkHashes.length} chunks, seed ${SEED}`,
  );
  printTable(
    ["", "value"],
    [
      ["nodes that started the service", `${times.length}`],
      ["nodes that did not", `${failures.length}${failures.length > 0 ? ` (${failures[0]})` : ""}`],
      ["requests served by the manifest's root", `${roots[0]}`],
      ["requests served by the chunks' roots", roots.slice(1).join(", ")],
      ["requests served from path caches", `${onPath}`],
      ["requests on behalf of other nodes", `${onBehalf}`],
      ["time to start, p50 / p99 / longest", [0.5, 0.99, 1].map((p) => ms(percentile(times, p))).join(" / ")],
      ["wall time", `${((performance.now() - startMs) / 1000).toFixed(0)} s`],
      ["resident memory", `${(process.memoryUsage().rss / 1024 ** 2).toFixed(0)} MiB`],
    ],
  );
  const isMet = failures.length === 0 && roots.every((served) => served <= ROOT_SERVES_MAX);
  console.log(
    isMet
      ? `Target met: every node runs the service, and no root served more than ${ROOT_SERVES_MAX} requests.`
      : `Target missed: every node runs the service, and no root serves more than ${ROOT_SERVES_MAX} requests.`,
  );
  if (!isMet) process.exitCode = 1;
}

function ms(value: number): string {
  return `${value.toFixed(0)} ms`;
}

/** The echo service, with data that make it as long as a chunk. */
function largeModule(): Uint8Array {
  const random = seededRandom(SEED);
  const bytes = random.bytes(CHUNK_BYTES - 700);
  const text = [...bytes].map((byte) => `\\${byte.toString(16).padStart(2, "0")}`).join("");
  return serviceModule({ more: `(data (i32.const 16384) "${text}")` });
}

/** Creates instances with their first events: 10,000 memories are more than a process can address. */
class LazyRunner extends InlineRunner {
  override install(request: Parameters<InlineRunner["install"]>[0]) {
    return super.install({ ...request, isLazy: true });
  }
}

class Crowd {
  readonly clock = new VirtualClock();
  readonly random = seededRandom(SEED);
  readonly nodes: CrowdNode[] = [];
  readonly #runner = new LazyRunner();
  /** Shared by all nodes: no node requests placement from another. */
  readonly #identity = generateKeyPair();

  constructor(count: number) {
    const faults = { lossRate: 0, duplicateRate: 0, meanDelayMs: 0 };
    const delays = syntheticDelays(seededRandom(SEED + 2));
    const fabric = new SimulatedNetwork(this.clock, seededRandom(SEED + 1), faults, { delays });
    const ring = new IdRing();
    for (let number = 0; number < count; number++) {
      const handle = { id: new Id(this.random.bytes(32)), address: `node-${number}:1` };
      const random = seededRandom(SEED * 1_000_003 + number);
      const network = new Uplink(fabric.attach(handle), this.clock);
      const overlay = createOverlay(handle, { clock: this.clock, random, network });
      this.nodes.push(this.#node(handle, overlay, random));
      ring.add(handle.id.head, number);
    }
    const handleOf = (number: number) => this.nodes[number].handle;
    const options = { leafSide: OVERLAY_DEFAULTS.leafSide, samples: SAMPLES, candidates: 1 };
    for (const [number, { overlay }] of this.nodes.entries())
      overlay.begin(warmStart(number, handleOf, ring, delays, this.random, options));
  }

  #node(handle: NodeHandle, overlay: Overlay, random: Random): CrowdNode {
    const { clock } = this;
    const parts = assemble({
      overlay,
      store: new MemoryStore(),
      clock,
      random,
      wallClock: () => 1_700_000_000_000 + Math.round(clock.now()),
      networkId: NETWORK,
      identity: this.#identity,
      log: silentLog,
      policy: () => POLICY_DEFAULT,
      runners: { make: () => this.#runner },
      makeTrialRunner: () => this.#runner,
    });
    return { ...parts, handle, overlay };
  }

  rootOf(key: Id): CrowdNode {
    return this.nodes.reduce((best, node) => (isCloser(key, node.handle.id, best.handle.id) ? node : best));
  }

  async until(condition: () => boolean): Promise<void> {
    const untilMs = this.clock.now() + TIMEOUT_MS;
    for (;;) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (condition() || !this.clock.step(untilMs)) return;
    }
  }

  async settle(work: Promise<void>): Promise<void> {
    let isDone = false;
    const done = () => {
      isDone = true;
    };
    work.then(done, done);
    await this.until(() => isDone);
    return work;
  }
}

/** The uplink of a node: a packet waits for earlier ones. */
class Uplink implements Network {
  readonly #inner: Network;
  readonly #clock: Clock;
  #freeMs = 0;

  constructor(inner: Network, clock: Clock) {
    this.#inner = inner;
    this.#clock = clock;
  }

  get address(): string {
    return this.#inner.address;
  }

  send: Network["send"] = (to, packet) => {
    const now = this.#clock.now();
    this.#freeMs = Math.max(now, this.#freeMs) + (8_000 * packetSize(packet)) / UPLINK_BITS_PER_SECOND;
    this.#clock.after(this.#freeMs - now, () => this.#inner.send(to, packet));
    return true;
  };

  resolve: Network["resolve"] = (address, callback) => this.#inner.resolve(address, callback);
  onPacket: Network["onPacket"] = (receive) => this.#inner.onPacket(receive);
  onUnreachable: Network["onUnreachable"] = (notice) => this.#inner.onUnreachable(notice);
  forget: Network["forget"] = (node) => this.#inner.forget(node);
}
