/** An overlay under churn and a workload of lookups, on virtual time. One seed gives one trace. */

import type { Clock, Random } from "../base/environment.ts";
import { Id } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Application, Overlay } from "../overlay/api.ts";
import { OVERLAY_DEFAULTS, type OverlayOptions } from "../overlay/options.ts";
import type { Mode, Packet } from "../overlay/packets.ts";
import { createOverlay } from "../overlay/pastry-node.ts";
import { type Churn, MINUTE_MS } from "./churn.ts";
import type { DelayModel } from "./delays.ts";
import { IdRing } from "./id-ring.ts";
import { brokenLinks, type LinkFaults, NO_LINK_FAULTS } from "./link-faults.ts";
import { LOST_MS, Lookups } from "./lookups.ts";
import { NodeClock } from "./node-clock.ts";
import { packetTrace } from "./packet-trace.ts";
import { seededRandom } from "./random.ts";
import { SimulatedHandle, SimulatedNetwork } from "./simulated-network.ts";
import { TraceHash } from "./trace-hash.ts";
import { VirtualClock } from "./virtual-clock.ts";
import { warmStart } from "./warm-start.ts";

export interface WorldOptions {
  readonly seed: number;
  readonly churn: Churn;
  readonly delays: DelayModel;
  readonly lookupsPerNodeS: number;
  /** Default `random`. `nodes`: keys are ids of nodes, as in Pastry's own experiments. */
  readonly keys?: "random" | "nodes";
  /** The share of lookups in strict mode. */
  readonly strictShare?: number;
  readonly mode?: Mode;
  readonly lossRate?: number;
  readonly duplicateRate?: number;
  /** The share of packets that take up to LATE_MS longer, so that later packets overtake them. */
  readonly lateRate?: number;
  readonly links?: LinkFaults;
  /** The share of slow nodes: packets from and to them take SLOW_TIMES as long. */
  readonly slowShare?: number;
  /** The share of nodes that leave gracefully. The others crash with their machine, and send no notice. */
  readonly cleanShare?: number;
  /** Each node's clock is up to this share too fast or too slow. */
  readonly clockDrift?: number;
  readonly overlay?: Partial<OverlayOptions>;
  /** Default "warm": the nodes begin with full state. Otherwise they join one after another, at this rate. */
  readonly start?: "warm" | { readonly joinsPerS: number };
  /** Warm start: nodes sampled for a slot of the routing table (default 16), and kept in it (default 1). */
  readonly samples?: number;
  readonly candidates?: number;
  /** Lookups and upkeep before this time do not count. Default 0. */
  readonly warmUpMs?: number;
  /** Called for each hop of each lookup. `next` is the node `at` itself if it is the root. */
  readonly onHop?: (at: Id, key: Id, next: Id) => void;
  /** Called for each delivery, with the numbers of the lookup and of the node. */
  readonly onDelivery?: (lookup: number, node: number) => void;
}

export interface WorldNode {
  readonly number: number;
  readonly handle: NodeHandle;
  readonly overlay: Overlay;
  readonly owner: { hasEnded: boolean };
  readonly bornMs: number;
  isActive: boolean;
}

const LOOKUPS = Id.hashOf("simulated lookups");
const JOIN_CONTACTS = 3;
const LATE_MS = 500;
const SLOW_TIMES = 8;

export class World {
  readonly clock = new VirtualClock();
  readonly network: SimulatedNetwork;
  readonly ring = new IdRing();
  readonly lookups = new Lookups();
  readonly trace = new TraceHash();
  readonly random: Random;
  readonly #options: WorldOptions;
  readonly #nodes = new Map<number, WorldNode>();
  #next = 0;
  #countedMs = 0;
  #hasWorkload = true;
  #broken: ((from: NodeHandle, to: NodeHandle) => boolean) | null;
  /** Number of nodes ever created, and ever ended. */
  joined = 0;
  gone = 0;

  constructor(options: WorldOptions) {
    const { seed, lossRate = 0, duplicateRate = 0, lateRate = 0, delays } = options;
    this.#options = options;
    this.random = seededRandom(seed);
    const trace = packetTrace(this.trace, this.clock);
    this.network = new SimulatedNetwork(
      this.clock,
      seededRandom(seed ^ 0x5bd1e995),
      { lossRate, duplicateRate, lateRate, lateMs: LATE_MS, meanDelayMs: 50 },
      {
        delays,
        machinesAnswer: false,
        watch: (from, to, packet, bytes) => {
          trace(from, to, packet, bytes);
          this.#count(packet, bytes);
        },
      },
    );
    this.#broken = brokenLinks(options.links ?? NO_LINK_FAULTS, seed);
    this.heal();
    const { start = "warm", churn } = options;
    if (start === "warm") this.#startWarm(churn);
    else
      for (let i = 0; i < churn.nodes; i++)
        this.clock.at((i * 1_000) / start.joinsPerS, () => this.join(churn.residualMs(this.random)));
    this.#arrivals(churn);
    this.#workload();
    this.#minutely();
    this.clock.at(options.warmUpMs ?? 0, () => {
      this.#countNodes();
      this.lookups.begin();
    });
  }

  get nodes(): ReadonlyMap<number, WorldNode> {
    return this.#nodes;
  }

  get now(): number {
    return this.clock.now();
  }

  /** Advances virtual time by `ms`. */
  run(ms: number): void {
    const untilMs = this.clock.now() + ms;
    while (this.clock.step(untilMs));
    this.clock.advanceTo(untilMs);
  }

  /** Ends the workload and the measurement, and waits LOST_MS for lookups under way. */
  finish(): void {
    this.#countNodes();
    this.lookups.end();
    this.#hasWorkload = false;
    this.run(LOST_MS);
    this.lookups.sweep(this.clock.now() - LOST_MS);
  }

  /** A new node joins through random active nodes, and ends after `sessionMs`. */
  join(sessionMs: number): WorldNode {
    const contacts: string[] = [];
    for (let i = 0; i < JOIN_CONTACTS && this.ring.size > 0; i++) {
      const contact = this.#nodes.get(this.ring.at(Math.floor(this.random.next() * this.ring.size)));
      if (contact !== undefined) contacts.push(contact.handle.address);
    }
    const node = this.#make(sessionMs);
    node.overlay.join(contacts, () => {
      this.lookups.addJoin(this.clock.now() - node.bornMs);
      this.#activate(node);
    });
    return node;
  }

  /** A new node joins, with a session drawn from the churn model. */
  joinForAWhile(): WorldNode {
    return this.join(this.#options.churn.sessionMs(this.random));
  }

  /** Adds a partition to the permanently broken links. Replaces an earlier partition. */
  cut(isCut: (from: NodeHandle, to: NodeHandle) => boolean): void {
    const broken = this.#broken;
    this.network.cut((from, to) => isCut(from, to) || broken?.(from, to) === true);
  }

  /** Ends a partition; permanently broken links stay broken. */
  heal(): void {
    if (this.#broken === null) this.network.heal();
    else this.network.cut(this.#broken);
  }

  /** Replaces the permanently broken links, and ends any partition. Null: no link is broken. */
  breakLinks(links: LinkFaults | null): void {
    this.#broken = links === null ? null : brokenLinks(links, this.#options.seed);
    this.heal();
  }

  /** The node's machine fails: other nodes get no notice. */
  crash(node: WorldNode): void {
    if (node.owner.hasEnded) return;
    this.#countNodes();
    node.owner.hasEnded = true;
    this.network.detach(node.handle);
    this.#nodes.delete(node.number);
    if (node.isActive) this.ring.remove(node.handle.id.head, node.number);
    this.lookups.originGone(node.number);
    this.gone++;
    this.trace.add(node.number);
  }

  /** Graceful leave. */
  leave(node: WorldNode): void {
    if (node.owner.hasEnded) return;
    node.overlay.leave();
    this.crash(node);
  }

  /** Number of members that are missing, and that are wrong, in the leaf sets of all active nodes. */
  leafSetErrors(): { readonly missing: number; readonly wrong: number } {
    let [missing, wrong] = [0, 0];
    const side = this.#options.overlay?.leafSide ?? OVERLAY_DEFAULTS.leafSide;
    for (const node of this.#nodes.values()) {
      if (!node.isActive) continue;
      const { larger, smaller } = this.ring.around(node.handle.id.head, side);
      const truth = new Set([...larger, ...smaller].map((number) => this.#nodes.get(number)?.handle.id.hex));
      const members = node.overlay.neighborSet(Number.MAX_SAFE_INTEGER).map(({ id }) => id.hex);
      for (const hex of members) if (!truth.delete(hex)) wrong++;
      missing += truth.size;
    }
    return { missing, wrong };
  }

  #make(sessionMs: number): WorldNode {
    this.#countNodes();
    const number = this.#next++;
    const handle = new SimulatedHandle(new Id(this.random.bytes(32)), `n${number}`);
    const owner: { hasEnded: boolean } = { hasEnded: false };
    const random = seededRandom((this.#options.seed * 1_000_003 + number) >>> 0);
    const drift = 1 + (this.#options.clockDrift ?? 0) * (2 * random.next() - 1);
    const clock: Clock = new NodeClock(this.clock, owner, drift);
    const overlay = createOverlay(
      handle,
      { clock, random, network: this.network.attach(handle) },
      this.#options.overlay ?? {},
    );
    if (random.next() < (this.#options.slowShare ?? 0)) this.network.slow(handle, SLOW_TIMES);
    const node: WorldNode = { number, handle, overlay, owner, bornMs: this.clock.now(), isActive: false };
    overlay.register(LOOKUPS, this.#application(node));
    this.#nodes.set(number, node);
    this.joined++;
    if (sessionMs !== Number.POSITIVE_INFINITY) {
      const isClean = random.next() < (this.#options.cleanShare ?? 0);
      this.clock.at(sessionMs, () => (isClean ? this.leave(node) : this.crash(node)));
    }
    return node;
  }

  #activate(node: WorldNode): void {
    node.isActive = true;
    this.ring.add(node.handle.id.head, node.number);
  }

  #startWarm(churn: Churn): void {
    const nodes = Array.from({ length: churn.nodes }, () => this.#make(churn.residualMs(this.random)));
    for (const node of [...nodes].sort((a, b) => a.handle.id.head - b.handle.id.head)) this.#activate(node);
    const handleOf = (number: number) => nodes[number].handle;
    const { samples = 16, candidates = 1, delays } = this.#options;
    const leafSide = this.#options.overlay?.leafSide ?? OVERLAY_DEFAULTS.leafSide;
    for (const { number, overlay } of nodes)
      overlay.begin(
        warmStart(number, handleOf, this.ring, delays, this.random, { leafSide, samples, candidates }),
      );
  }

  #arrivals(churn: Churn): void {
    const delayMs = churn.arrivalMs(this.clock.now(), this.random);
    if (delayMs === Number.POSITIVE_INFINITY) return;
    this.clock.at(delayMs, () => {
      this.join(churn.sessionMs(this.random));
      this.#arrivals(churn);
    });
  }

  /** Lookups begin at random times and at random nodes; their rate is proportional to the number of nodes. */
  #workload(): void {
    const { lookupsPerNodeS } = this.#options;
    if (lookupsPerNodeS === 0 || !this.#hasWorkload) return;
    const rateMs = (Math.max(1, this.ring.size) * lookupsPerNodeS) / 1_000;
    this.clock.at(-Math.log(1 - this.random.next()) / rateMs, () => {
      if (this.ring.size > 0 && this.#hasWorkload) this.#lookUp();
      this.#workload();
    });
  }

  #lookUp(): void {
    const origin = this.#nodes.get(this.ring.at(Math.floor(this.random.next() * this.ring.size)));
    if (origin === undefined || origin.overlay.status !== "active") return;
    const { keys = "random", strictShare = 0 } = this.#options;
    const key = keys === "random" ? new Id(this.random.bytes(32)) : this.#someId();
    const mode =
      strictShare > 0 && this.random.next() < strictShare ? "strict" : (this.#options.mode ?? "tree");
    const number = this.lookups.start(origin.number, this.clock.now());
    const payload = new Uint8Array(4);
    new DataView(payload.buffer).setUint32(0, number);
    origin.overlay.route(LOOKUPS, key, payload, { mode });
  }

  #someId(): Id {
    const node = this.#nodes.get(this.ring.at(Math.floor(this.random.next() * this.ring.size)));
    return (node as WorldNode).handle.id;
  }

  #application(node: WorldNode): Application {
    return {
      forward: ({ key }, next) => {
        this.#options.onHop?.(node.handle.id, key, next.id);
        return "continue";
      },
      deliver: ({ payload, key, hops }) => {
        const number = new DataView(payload.buffer, payload.byteOffset).getUint32(0);
        this.#options.onDelivery?.(number, node.number);
        const isCorrect = this.ring.rootOf(key.head) === node.number;
        this.lookups.deliver(number, this.clock.now(), hops, isCorrect, (origin) =>
          origin === node.number ? null : this.#options.delays.baseMs(origin, node.number),
        );
      },
      direct: () => {},
      update: () => {},
    };
  }

  #count(packet: Packet | null, bytes: number): void {
    if (packet === null) return;
    if (packet.kind !== "route") this.lookups.addUpkeep(packet.kind, bytes, this.clock.now());
    else if (packet.service.equals(LOOKUPS)) this.lookups.addCarried(bytes);
    else this.lookups.addUpkeep("join", bytes, this.clock.now());
  }

  #minutely(): void {
    this.clock.at(MINUTE_MS, () => {
      this.#countNodes();
      this.lookups.sweep(this.clock.now() - LOST_MS);
      this.#minutely();
    });
  }

  #countNodes(): void {
    const now = this.clock.now();
    this.lookups.addNodes(this.#nodes.size, this.#countedMs, now);
    this.#countedMs = now;
  }
}
