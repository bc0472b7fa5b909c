/**
 * Puts a service on nodes ahead of its messages, at an operator's request: on all nodes, on those of a range
 * of ids, or on a number of nodes anywhere. The requesting node signs the request. It is sent to a range by
 * multicast, or to the roots of keys. Each node decides by its own policy and answers once.
 *
 * Each node bounds the abuse itself: its policy says which nodes may ask, a rate limits how often, and a
 * placement has no other effect than a message of the service would have.
 */
import { ID_BYTES } from "../../abi/abi.ts";
import { dropOldest } from "../base/bounded.ts";
import type { Clock, Random } from "../base/environment.ts";
import { ProstError } from "../base/errors.ts";
import { Id } from "../base/id.ts";
import { type KeyPair, nodeIdOf } from "../base/identity.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import { TokenBucket } from "../base/token-bucket.ts";
import type { Application, Overlay, RoutedMessage } from "../overlay/api.ts";
import { Recent } from "../overlay/recent.ts";
import {
  decodeReply,
  encodeReply,
  JOB_BYTES,
  openRequest,
  type PlacementOutcome,
  signRequest,
} from "./placement-messages.ts";

const DEPLOY_SERVICE = Id.hashOf("prost-deploy-v1");

/** Maximum number of deployments that a node accepts in a minute: of one requester, and of all together. */
const REQUESTER_PER_MINUTE = 6;
const ALL_PER_MINUTE = 30;
const REQUESTERS_MAX = 1_024;
/**
 * Maximum number of remembered requests: a multicast received twice counts once. They are remembered for
 * longer than any request is valid.
 */
const SEEN_MAX = 4_096;
/** How long a request is valid, and how far the clocks of nodes may differ, in milliseconds. */
const GOOD_MS = 300_000;
const AHEAD_MS_MAX = 60_000;
/**
 * Each node starts at a random moment within a time spread, so that replies arrive at no more than this rate.
 */
const REPLIES_PER_SECOND = 500;
const SPREAD_MS_MAX = 120_000;
/**
 * At the requesting node, a deployment ends after QUIET_MS without another reply, and after LONGEST_MS in any
 * case.
 */
const QUIET_MS = 20_000;
const LONGEST_MS = 280_000;
const JOBS_MAX = 4;
/** Maximum number of refusals listed one by one; further refusals are only counted. */
const REFUSALS_MAX = 100;
/** Maximum number of causes counted apart; further causes count as "other". */
const CAUSES_MAX = 32;
/** The highest `count`, and the rounds of keys that are tried to reach it. */
export const DEPLOY_COUNT_MAX = 10_000;
const ROUNDS_MAX = 24;
const ROUND_MS = 3_000;

/** Which nodes' requests are accepted: any node's, none, or those of the nodes with these ids in hex. */
export type DeployPolicy = "any" | "none" | readonly string[];

export type DeployTarget =
  | { readonly kind: "everywhere" }
  /** The nodes with ids in that range; if `first` is above `last`, the range passes through zero. */
  | { readonly kind: "range"; readonly first: Id; readonly last: Id }
  | { readonly kind: "count"; readonly count: number };

interface DeployRefusal {
  /** In hex. */
  readonly nodeId: string;
  readonly reason: string;
  readonly detail: string;
}

export interface DeployReport {
  /** How many nodes were asked, as far as this node knows. */
  readonly asked: number;
  readonly answered: number;
  readonly running: number;
  readonly refused: number;
  readonly causes: readonly { readonly reason: string; readonly count: number }[];
  /** The first REFUSALS_MAX refusals. */
  readonly refusals: readonly DeployRefusal[];
}

interface PlacementParts {
  readonly overlay: Overlay;
  readonly networkId: Id;
  readonly identity: KeyPair;
  readonly clock: Clock;
  readonly random: Random;
  /** Milliseconds since 1970. */
  readonly wallClock: () => number;
  readonly policy: DeployPolicy;
  /** Makes the service run here. */
  readonly ensure: (service: Id) => Promise<{ ok: true } | { ok: false; reason: string; detail: string }>;
}

interface Job {
  readonly answered: Set<string>;
  readonly causes: Map<string, number>;
  readonly refusals: DeployRefusal[];
  running: number;
  lastMs: number;
  onReply: () => void;
}

export class Placement implements Application {
  readonly #parts: PlacementParts;
  readonly #jobs = new Map<string, Job>();
  readonly #seen: Recent<string>;
  readonly #all: TokenBucket;
  readonly #requesters = new Map<string, TokenBucket>();

  constructor(parts: PlacementParts) {
    this.#parts = parts;
    const { clock, overlay } = parts;
    this.#seen = new Recent(clock, GOOD_MS + AHEAD_MS_MAX, SEEN_MAX);
    this.#all = new TokenBucket(ALL_PER_MINUTE / 60, clock.now(), ALL_PER_MINUTE);
    overlay.register(DEPLOY_SERVICE, this);
  }

  /**
   * Resolves when all nodes have replied, or no more replies arrive. Rejects with RESOURCE_EXHAUSTED when too
   * many deployments are under way.
   */
  async deploy(
    service: Id,
    target: DeployTarget,
    onProgress: (report: DeployReport) => void,
  ): Promise<DeployReport> {
    if (this.#jobs.size >= JOBS_MAX)
      throw new ProstError(
        "RESOURCE_EXHAUSTED",
        `this node has ${JOBS_MAX} deployments under way; try again when they are done`,
      );
    const { clock, overlay, random } = this.#parts;
    const id = random.bytes(JOB_BYTES);
    const job: Job = {
      answered: new Set(),
      causes: new Map(),
      refusals: [],
      running: 0,
      lastMs: clock.now(),
      onReply: () => {},
    };
    this.#jobs.set(nameOf(id), job);
    const expected = this.#expected(target);
    const spreadMs = Math.min(SPREAD_MS_MAX, Math.ceil((1_000 * expected) / REPLIES_PER_SECOND));
    const request = signRequest(this.#parts, {
      id,
      service,
      spreadMs,
      untilMs: this.#parts.wallClock() + GOOD_MS,
    });
    const report = (): DeployReport => reportOf(job, Math.max(expected, job.answered.size));
    try {
      if (target.kind === "count")
        await this.#deployToCount(target.count, request, job, () => onProgress(report()));
      else {
        const [first, last] = target.kind === "range" ? [target.first, target.last] : WHOLE_RING;
        overlay.multicast(DEPLOY_SERVICE, first, last, request);
        const isOver = () => this.#isWholeRing && job.answered.size >= expected;
        await this.#untilQuiet(job, spreadMs + QUIET_MS, isOver, () => onProgress(report()));
      }
    } finally {
      this.#jobs.delete(nameOf(id));
    }
    return report();
  }

  // Application of the overlay

  forward(): "continue" {
    return "continue";
  }

  update(): void {}

  /** A request, received by multicast or as the root of its key. */
  deliver({ payload, origin }: RoutedMessage): void {
    const { networkId, wallClock, clock, random, overlay, ensure } = this.#parts;
    const request = openRequest(payload, networkId);
    // The reply goes to the signer: no node can direct the replies at another one.
    if (request === null || !nodeIdOf(request.publicKey).equals(origin.id)) return;
    const leftMs = request.untilMs - wallClock();
    if (leftMs < 0 || leftMs > GOOD_MS + AHEAD_MS_MAX || !this.#seen.add(nameOf(request.id))) return;
    const answer = (outcome: PlacementOutcome) =>
      overlay.send(DEPLOY_SERVICE, origin, encodeReply(request.id, outcome));
    const refusal = this.#refusal(origin.id);
    if (refusal !== null) return answer(refusal);
    clock.after(random.next() * Math.min(request.spreadMs, SPREAD_MS_MAX), () => {
      void ensure(request.service).then(answer);
    });
  }

  /** A reply. */
  direct(from: NodeHandle, requestId: number, payload: Uint8Array): void {
    const { overlay, clock } = this.#parts;
    if (requestId !== 0) return overlay.refuse(from, requestId);
    const answer = decodeReply(payload);
    const job = answer === null ? undefined : this.#jobs.get(nameOf(answer.id));
    if (answer === null || job === undefined || job.answered.has(from.id.hex)) return;
    job.answered.add(from.id.hex);
    job.lastMs = clock.now();
    const { outcome } = answer;
    if (outcome.ok) job.running++;
    else {
      const { reason, detail } = outcome;
      const cause = job.causes.has(reason) || job.causes.size < CAUSES_MAX ? reason : "other";
      job.causes.set(cause, (job.causes.get(cause) ?? 0) + 1);
      if (job.refusals.length < REFUSALS_MAX) job.refusals.push({ nodeId: from.id.hex, reason, detail });
    }
    job.onReply();
  }

  /** Why this node refuses the request before it fetches any code. Null when it does not refuse it. */
  #refusal(requester: Id): PlacementOutcome | null {
    const { policy, clock, overlay } = this.#parts;
    // Requested through this node's own control socket.
    if (requester.equals(overlay.self.id)) return null;
    if (policy !== "any" && (policy === "none" || !policy.includes(requester.hex)))
      return {
        ok: false,
        reason: "policy",
        detail: "this node's policy does not accept deployments of the requesting node",
      };
    const now = clock.now();
    const own =
      this.#requesters.get(requester.hex) ??
      new TokenBucket(REQUESTER_PER_MINUTE / 60, now, REQUESTER_PER_MINUTE);
    this.#requesters.set(requester.hex, own);
    dropOldest(this.#requesters, REQUESTERS_MAX);
    if (own.take(1, now) && this.#all.take(1, now)) return null;
    return {
      ok: false,
      reason: "rate",
      detail: "this node has accepted as many deployments as it may in a minute",
    };
  }

  /** Whether this node's leaf set contains all nodes of the overlay. */
  get #isWholeRing(): boolean {
    const { overlay } = this.#parts;
    return overlay.estimateNodes() <= overlay.neighborSet(Number.MAX_SAFE_INTEGER).length + 1.5;
  }

  #expected(target: DeployTarget): number {
    const { overlay } = this.#parts;
    if (target.kind === "count") return target.count;
    const nodes = [overlay.self, ...overlay.neighborSet(Number.MAX_SAFE_INTEGER)];
    if (!this.#isWholeRing) {
      const share = target.kind === "everywhere" ? 1 : shareOf(target.first, target.last);
      return Math.max(1, Math.round(overlay.estimateNodes() * share));
    }
    if (target.kind === "everywhere") return nodes.length;
    return nodes.filter(({ id }) => shareOf(target.first, id) <= shareOf(target.first, target.last)).length;
  }

  /**
   * Sends to the roots of keys that are evenly spread over the ring, and to further keys when some nodes
   * refuse. If all nodes are known, sends to their ids instead.
   */
  async #deployToCount(count: number, request: Uint8Array, job: Job, onReply: () => void): Promise<void> {
    const { overlay, random } = this.#parts;
    const known = this.#isWholeRing
      ? shuffled([overlay.self, ...overlay.neighborSet(Number.MAX_SAFE_INTEGER)], random)
      : null;
    for (let round = 0; round < ROUNDS_MAX && job.running < count; round++) {
      const wanted = count - job.running;
      const offset = random.next();
      const keys =
        known?.splice(0, wanted).map(({ id }) => id) ??
        Array.from({ length: wanted }, (_, i) => keyAt((offset + i / wanted) % 1));
      if (keys.length === 0) return;
      const answered = job.answered.size;
      for (const key of keys) overlay.route(DEPLOY_SERVICE, key, request);
      const isOver = () => job.running >= count || job.answered.size >= answered + keys.length;
      await this.#untilQuiet(job, round === 0 ? QUIET_MS : ROUND_MS, isOver, onReply);
    }
  }

  /** Resolves after `quietMs` without a reply, or when `isOver`. */
  #untilQuiet(job: Job, quietMs: number, isOver: () => boolean, onReply: () => void): Promise<void> {
    const { clock } = this.#parts;
    const untilMs = clock.now() + LONGEST_MS;
    return new Promise((resolve) => {
      let cancel = () => {};
      const end = () => {
        cancel();
        job.onReply = () => {};
        resolve();
      };
      const wait = () => {
        cancel = clock.after(Math.max(0, Math.min(job.lastMs + quietMs, untilMs) - clock.now()), () => {
          if (clock.now() >= Math.min(job.lastMs + quietMs, untilMs)) end();
          else wait();
        });
      };
      job.lastMs = clock.now();
      // A reply may have arrived already: this node's own.
      if (isOver()) return resolve();
      job.onReply = () => {
        onReply();
        if (isOver()) end();
      };
      wait();
    });
  }
}

const WHOLE_RING = [new Id(new Uint8Array(ID_BYTES)), new Id(new Uint8Array(ID_BYTES).fill(255))] as const;

function nameOf(id: Uint8Array): string {
  return Buffer.from(id).toString("latin1");
}

/** The key at that position of the ring, from 0 to 1. */
function keyAt(part: number): Id {
  const bytes = new Uint8Array(ID_BYTES);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(Math.floor(part * 2 ** 53)) << 11n);
  return new Id(bytes);
}

function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  const order = items.map((item) => ({ item, at: random.next() }));
  return order.sort((a, b) => a.at - b.at).map(({ item }) => item);
}

/** The share of the ring clockwise from `first` to `last`, from 0 to 1. */
function shareOf(first: Id, last: Id): number {
  const at = ({ bytes }: Id) =>
    Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0)) / 2 ** 64;
  return (at(last) - at(first) + 1) % 1;
}

function reportOf(job: Job, asked: number): DeployReport {
  const causes = [...job.causes].map(([reason, count]) => ({ reason, count }));
  return {
    asked,
    answered: job.answered.size,
    running: job.running,
    refused: job.answered.size - job.running,
    causes: causes.sort((a, b) => b.count - a.count),
    refusals: [...job.refusals],
  };
}
