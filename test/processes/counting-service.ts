/**
 * A service on the nodes of a cluster that counts the deliveries of each message, by its number. Meanwhile
 * new versions are published, and forged and stale ones, which no node may accept. The versions that each
 * node runs are checked.
 */
import { service as wasm } from "../../runtime/attack/kit/modules.ts";
import { Id } from "../../runtime/base/id.ts";
import { generateKeyPair, type KeyPair, serviceIdOf } from "../../runtime/base/identity.ts";
import { makeManifest } from "../../runtime/deployment/manifest.ts";
import { signPublication } from "../../runtime/deployment/publication.ts";
import { soleRootId } from "../../runtime/deployment/root.ts";
import type { Cluster, ClusterNode } from "./cluster.ts";

/** The number of messages that the service can distinguish. */
const MESSAGES_MAX = 16_384;
const COUNTS = 16_384;
const PAYLOAD = 1_184;
const TOKEN = 1_152;
const SEND_MS = 20_000;

const NAME = "counted";
const COUNT = 1;
const REPORT = 2;

/** The counts are one entry of the local store, so they survive the process and pass to the next version. */
const moduleOf = (version: number) =>
  wasm({
    more: `(data (i32.const 99) "c") (data (i32.const 60000) "version ${version}")`,
    deliver: `
      (local $at i32)
      (drop (call $store_get (i32.const 99) (i32.const 1) (i32.const ${COUNTS}) (i32.const ${MESSAGES_MAX})))
      (if (i32.eq (i32.load8_u (i32.const ${PAYLOAD})) (i32.const ${REPORT}))
        (then
          (drop (call $respond (i64.load (i32.const ${TOKEN})) (i32.const ${COUNTS}) (i32.const ${MESSAGES_MAX})))
          (return)))
      (local.set $at (i32.add (i32.const ${COUNTS}) (i32.load16_u (i32.const ${PAYLOAD + 1}))))
      (i32.store8 (local.get $at) (i32.add (i32.load8_u (local.get $at)) (i32.const 1)))
      (drop (call $store_put (i32.const 99) (i32.const 1) (i32.const ${COUNTS}) (i32.const ${MESSAGES_MAX})))
      (drop (call $respond (i64.load (i32.const ${TOKEN})) (local.get $at) (i32.const 1)))`,
  });

interface Signed {
  readonly module: Uint8Array;
  readonly manifest: Uint8Array;
  readonly codeHash: string;
}

export interface Audit {
  /** Messages delivered more than once at one node. */
  readonly twiceAtOne: number;
  /** Messages delivered at more than one node: a root failed or paused, and another node replaced it. */
  readonly atSeveral: number;
  /** Messages that were answered although no node has counted them. */
  readonly forgotten: number;
}

export class CountingService {
  readonly #cluster: Cluster;
  readonly #networkId: Id;
  readonly #pair = generateKeyPair();
  readonly #forger = generateKeyPair();
  readonly #signed = new Map<number, Signed>();
  readonly #ran = new Map<number, number>();
  readonly #answered = new Set<number>();
  #version = 0;
  #messages = 0;
  /** Forged or stale versions that a node accepted. */
  forgedTaken = 0;
  forged = 0;
  /** Violations: a node ran code that is not that of the version, or an older version after a newer one. */
  readonly wrong: string[] = [];
  readonly serviceId: Id;

  private constructor(cluster: Cluster, networkId: Id) {
    this.#cluster = cluster;
    this.#networkId = networkId;
    this.serviceId = serviceIdOf(soleRootId(this.#pair.publicKey), NAME);
  }

  static async start(cluster: Cluster): Promise<CountingService> {
    const { networkId } = await cluster.nodes[0].control.status();
    const counted = new CountingService(cluster, Id.fromHex(networkId));
    await counted.upgrade(cluster.nodes[0]);
    return counted;
  }

  get version(): number {
    return this.#version;
  }

  get messages(): number {
    return this.#messages;
  }

  /**
   * Publishes the next version. Rejects when the node could not publish it; it may be published all the same.
   */
  async upgrade({ control }: ClusterNode): Promise<void> {
    const version = this.#version + 1;
    const signed = this.#signed.get(version) ?? this.#sign(version, this.#pair);
    this.#signed.set(version, signed);
    await control.publish({ ...signed, waits: true }, () => {});
    this.#version = version;
  }

  #sign(version: number, pair: KeyPair): Signed {
    const module = moduleOf(version);
    const manifest = makeManifest({
      rootId: soleRootId(pair.publicKey),
      name: NAME,
      version,
      capabilities: ["message", "store"],
      limits: {},
      module,
      createdMs: Date.now() - 1_000,
    });
    return {
      module,
      manifest: signPublication(pair, this.#networkId, manifest),
      codeHash: Buffer.from(manifest.codeHash).toString("hex"),
    };
  }

  /** A higher version that another key has signed, with the publisher's id in place of its own. */
  #signedByAnotherKey(): Pick<Signed, "module" | "manifest"> {
    const { module, manifest } = this.#sign(this.#version + 1_000, this.#forger);
    const bytes = Buffer.from(manifest);
    const [own, other] = [this.#pair, this.#forger].map(({ publicKey }) => soleRootId(publicKey));
    for (let at = bytes.indexOf(other); at >= 0; at = bytes.indexOf(other)) bytes.set(own, at);
    return { module, manifest: Uint8Array.from(bytes) };
  }

  /**
   * Tries to publish a version that the publisher did not sign, or an old one. `random` is uniform in [0, 1).
   */
  async forge({ control }: ClusterNode, random: number): Promise<void> {
    const own = this.#signed.get(this.#version);
    const old = this.#signed.get(this.#version - 1);
    if (own === undefined) return;
    const flipped = Uint8Array.from(own.manifest);
    flipped[Math.floor(random * 4_096) % flipped.length] ^= 1;
    const offers: readonly Pick<Signed, "module" | "manifest">[] = [
      this.#signedByAnotherKey(),
      { module: own.module, manifest: flipped },
      { module: moduleOf(9_999), manifest: own.manifest },
      ...(old === undefined ? [] : [old]),
    ];
    this.forged++;
    try {
      await control.publish({ ...offers[Math.floor(random * offers.length)], waits: false }, () => {});
    } catch {
      return;
    }
    this.forgedTaken++;
  }

  /** Checks the version that each node runs. */
  async watch(): Promise<void> {
    await Promise.all(this.#cluster.running().map((node) => this.#watchOne(node).catch(() => {})));
  }

  async #watchOne({ index, control }: ClusterNode): Promise<void> {
    const all = await control.services();
    const one = all.find(({ serviceId }) => serviceId === this.serviceId.hex);
    if (one === undefined || one.codeHash === "") return;
    const { version, codeHash } = one;
    if (this.#signed.get(version)?.codeHash !== codeHash)
      this.wrong.push(`node ${index} runs ${codeHash} as version ${version}`);
    const before = this.#ran.get(index) ?? 0;
    if (version < before) this.wrong.push(`node ${index} went from version ${before} back to ${version}`);
    this.#ran.set(index, version);
  }

  /** Sends one more message, to a new key. False: no reply arrived; the message may have been delivered. */
  async send({ control }: ClusterNode): Promise<boolean> {
    if (this.#messages >= MESSAGES_MAX) return false;
    const number = this.#messages++;
    const payload = Uint8Array.of(COUNT, number & 255, number >> 8);
    const key = Id.hashOf(`message ${number} of ${this.serviceId.hex}`);
    try {
      await control.send({ service: this.serviceId, key, payload, timeoutMs: SEND_MS });
    } catch {
      return false;
    }
    this.#answered.add(number);
    return true;
  }

  /** Reads the counts of all nodes, which must run. */
  async audit(): Promise<Audit> {
    const times = new Map<number, number[]>();
    for (const node of this.#cluster.nodes) {
      const counts = await this.#countsOf(node);
      for (let number = 0; number < this.#messages; number++)
        if (counts[number] > 0) times.set(number, [...(times.get(number) ?? []), counts[number]]);
    }
    const all = [...times.values()];
    return {
      twiceAtOne: all.filter((counts) => counts.some((count) => count > 1)).length,
      atSeveral: all.filter((counts) => counts.length > 1).length,
      forgotten: [...this.#answered].filter((number) => !times.has(number)).length,
    };
  }

  async #countsOf(node: ClusterNode): Promise<Uint8Array> {
    const { payload, from } = await node.control.send({
      service: this.serviceId,
      key: Id.fromHex(node.nodeId),
      payload: Uint8Array.of(REPORT, 0, 0),
      timeoutMs: SEND_MS,
    });
    if (from !== node.nodeId) throw new Error(`${from} answered for node ${node.index}`);
    return payload;
  }
}
