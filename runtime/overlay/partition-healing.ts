/**
 * Partition healing: nodes that failed or left get a leaf set request now and then. When one replies, both
 * sides of a healed partition have found each other. After many losses at once a partition is suspected, and
 * requests are sent more often.
 */
import { dropOldest } from "../base/bounded.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Environment } from "./environment.ts";
import type { FailureDetectorOptions } from "./failure-detector.ts";
import type { LeafSetRequestPacket } from "./packets.ts";
import type { Peer } from "./peer.ts";

/** Maximum number of remembered departed nodes. */
const DEPARTED_MAX = 48;
/** Losses of members within one heartbeat period that make a partition suspected. */
const LOSSES_MANY = 3;
/**
 * How long a partition stays suspected, in milliseconds, and how many times as often requests are sent
 * meanwhile.
 */
const SUSPECTED_MS = 3_600_000;
const SUSPECTED_RATE = 10;
/** Least time between two requests to all departed nodes, in milliseconds. */
const RECALL_MS = 15_000;

/** Losses of members are counted over one heartbeat period. */
export interface HealingOptions extends Pick<FailureDetectorOptions, "heartbeatMs"> {
  /** Period of requests to departed nodes while no partition is suspected, in milliseconds. */
  readonly mergeMs: number;
}

export class PartitionHealing {
  readonly #environment: Environment;
  readonly #options: HealingOptions;
  readonly #makeRequest: () => LeafSetRequestPacket;
  /** Departed nodes by id, in hex; the oldest first. */
  readonly #departed = new Map<string, NodeHandle>();
  /** Losses of members within the last heartbeat period, in ms of the clock. */
  #lossesMs: number[] = [];
  /** In ms of the clock. */
  #suspectedUntilMs = Number.NEGATIVE_INFINITY;
  /** When all departed nodes were last sent a request, in ms of the clock. */
  #recalledMs = Number.NEGATIVE_INFINITY;
  #stop: () => void = () => {};

  constructor(environment: Environment, options: HealingOptions, makeRequest: () => LeafSetRequestPacket) {
    this.#environment = environment;
    this.#options = options;
    this.#makeRequest = makeRequest;
  }

  start(): void {
    this.#plan();
  }

  stop(): void {
    this.#stop();
  }

  get entryCounts(): Readonly<Record<string, number>> {
    return { departed: this.#departed.size, losses: this.#lossesMs.length };
  }

  departed(): readonly NodeHandle[] {
    return [...this.#departed.values()];
  }

  /** The node has failed or left. */
  add({ id, handle }: Peer): void {
    this.#departed.set(id.hex, handle);
    dropOldest(this.#departed, DEPARTED_MAX);
  }

  /** A member was lost. True when many were lost within one heartbeat period. */
  memberLost(): boolean {
    const now = this.#environment.clock.now();
    this.#lossesMs = this.#lossesMs.filter((ms) => now - ms < this.#options.heartbeatMs);
    this.#lossesMs.push(now);
    if (this.#lossesMs.length < LOSSES_MANY) return false;
    const wasSuspected = this.#isSuspected();
    this.#suspectedUntilMs = now + SUSPECTED_MS;
    if (!wasSuspected) {
      this.#stop();
      this.#plan();
    }
    return true;
  }

  /**
   * The node sent a leaf set packet. If it had departed and a partition is suspected, other departed nodes
   * may be reachable again too: all get a request at once.
   */
  returned(peer: Peer): void {
    if (!this.#departed.delete(peer.id.hex) || !this.#isSuspected()) return;
    const now = this.#environment.clock.now();
    if (now - this.#recalledMs < RECALL_MS) return;
    this.#recalledMs = now;
    for (const node of this.#departed.values()) this.#environment.network.send(node, this.#makeRequest());
  }

  #plan(): void {
    const { clock, random, network } = this.#environment;
    const ms = this.#options.mergeMs / (this.#isSuspected() ? SUSPECTED_RATE : 1);
    this.#stop = clock.after(ms * (0.5 + random.next()), () => {
      const departed = this.departed();
      if (departed.length > 0)
        network.send(departed[Math.floor(random.next() * departed.length)], this.#makeRequest());
      this.#plan();
    });
  }

  #isSuspected(): boolean {
    return this.#environment.clock.now() < this.#suspectedUntilMs;
  }
}
