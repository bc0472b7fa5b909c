/**
 * Puts a service on nodes ahead of its messages, because an operator asks for it: on all, on those of a range
 * of keys, or on so many anywhere. The request is signed by the node that asks and goes to the others as a
 * cast or to the roots of keys; each decides by its own policy and answers that node once.
 *
 * What it may be abused for is bounded by each node itself: who may ask is its policy's, nobody is obeyed
 * more than so often, and what comes after that is what a message of the service would bring about as well.
 */
import { ID_BYTES } from "../../abi/abi.ts";
import { dropOldest } from "../base/bounded.ts";
import { Malformed, Reader, Writer } from "../base/bytes.ts";
import { decodeOrNull } from "../base/decode.ts";
import { PUBLIC_KEY_BYTES, SIGNATURE_BYTES } from "../base/ed25519.ts";
import type { Clock, Random } from "../base/environment.ts";
import { ProstError } from "../base/errors.ts";
import { Id } from "../base/id.ts";
import { type KeyPair, nodeIdOf, signStatement, verifyStatement } from "../base/identity.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import { TokenBucket } from "../base/token-bucket.ts";
import type { Application, Overlay, RoutedMessage } from "../overlay/api.ts";
import { Recent } from "../overlay/recent.ts";

export const DEPLOY_SERVICE = Id.hashOf("prost-deploy-v1");
const STATEMENT = "deploy";

/** Deployments that a node takes: of one that asks, and of all together, in a minute. */
const ASKED_PER_MINUTE = 6;
const ALL_PER_MINUTE = 30;
const ASKERS_MAX = 1_024;
/** Of requests seen, so that a cast that comes twice is one. For longer than any is good. */
const SEEN_MAX = 4_096;
/** How long a request is good for, by the clocks of nodes, which differ by some. */
const GOOD_MS = 300_000;
const AHEAD_MS_MAX = 60_000;
/** Nodes begin at moments spread over so much, so that answers come at this rate at the most. */
const ANSWERS_PER_SECOND = 500;
const SPREAD_MS_MAX = 120_000;
/** Of one deployment, at the node that asks: for so long without another answer it is over, and in all. */
const QUIET_MS = 20_000;
const LONGEST_MS = 280_000;
const JOBS_MAX = 4;
/** Refusals that are told one by one; further ones are counted. */
const REFUSALS_MAX = 100;
/** Causes that are told apart; further ones are "other". */
const CAUSES_MAX = 32;
const REASON_BYTES_MAX = 32;
const DETAIL_BYTES_MAX = 200;
/** Nodes for `count`; rounds of keys that are tried for them. */
export const DEPLOY_COUNT_MAX = 10_000;
const ROUNDS_MAX = 24;
const ROUND_MS = 3_000;

/** Whose requests are obeyed: any node's, nobody's, or those of the nodes with these ids in hex. */
export type DeployPolicy = "any" | "none" | readonly string[];

export type DeployTarget =
  | { readonly kind: "everywhere" }
  /** The nodes whose ids are in it; the first may be above the last: then by way of zero. */
  | { readonly kind: "range"; readonly first: Id; readonly last: Id }
  | { readonly kind: "count"; readonly count: number };

export interface DeployRefusal {
  /** In hex. */
  readonly nodeId: string;
  readonly reason: string;
  readonly detail: string;
}

export interface DeployReport {
  /** As far as is known: how many nodes it was for. */
  readonly asked: number;
  readonly answered: number;
  readonly running: number;
  readonly refused: number;
  readonly causes: readonly { readonly reason: string; readonly count: number }[];
  /** The first of them. */
  readonly refusals: readonly DeployRefusal[];
}

export interface PlacementParts {
  readonly overlay: Overlay;
  readonly networkId: Id;
  readonly identity: KeyPair;
  readonly clock: Clock;
  readonly random: Random;
  /** Milliseconds since 1970. */
  readonly wallClock: () => number;
  readonly policy: DeployPolicy;
  /** Sees to it that the service runs here. */
  readonly ensure: (service: Id) => Promise<{ ok: true } | { ok: false; reason: string; detail: string }>;
}

interface Job {
  readonly answered: Set<string>;
  readonly causes: Map<string, number>;
  readonly refusals: DeployRefusal[];
  running: number;
  lastMs: number;
  onAnswer: () => void;
}

export class Placement implements Application {
  readonly #parts: PlacementParts;
  readonly #jobs = new Map<string, Job>();
  readonly #seen: Recent<string>;
  readonly #all: TokenBucket;
  readonly #askers = new Map<string, TokenBucket>();

  constructor(parts: PlacementParts) {
    this.#parts = parts;
    const { clock, overlay } = parts;
    this.#seen = new Recent(clock, GOOD_MS + AHEAD_MS_MAX, SEEN_MAX);
    this.#all = new TokenBucket(ALL_PER_MINUTE / 60, clock.now(), ALL_PER_MINUTE);
    overlay.register(DEPLOY_SERVICE, this);
  }

  /**
   * Resolves when all have answered, or nobody does any more. Throws RESOURCE_EXHAUSTED when this node has as
   * many deployments under way as it may.
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
      onAnswer: () => {},
    };
    this.#jobs.set(nameOf(id), job);
    const expected = this.#expected(target);
    const spreadMs = Math.min(SPREAD_MS_MAX, Math.ceil((1_000 * expected) / ANSWERS_PER_SECOND));
    const request = this.#sign({ id, service, spreadMs, untilMs: this.#parts.wallClock() + GOOD_MS });
    const report = (): DeployReport => reportOf(job, Math.max(expected, job.answered.size));
    try {
      if (target.kind === "count") await this.#toSome(target.count, request, job, () => onProgress(report()));
      else {
        const [first, last] = target.kind === "range" ? [target.first, target.last] : WHOLE_RING;
        overlay.multicast(DEPLOY_SERVICE, first, last, request);
        const isOver = () => this.#isWholeRing && job.answered.size >= expected;
        await this.#quiet(job, spreadMs + QUIET_MS, isOver, () => onProgress(report()));
      }
    } finally {
      this.#jobs.delete(nameOf(id));
    }
    return report();
  }

  // As an application of the overlay.

  forward(): "continue" {
    return "continue";
  }

  update(): void {}

  /** A request, by a cast or at the root of its key. */
  deliver({ payload, origin }: RoutedMessage): void {
    const { networkId, wallClock, clock, random, overlay, ensure } = this.#parts;
    const request = openRequest(payload, networkId);
    // Who signed it is who is answered: nobody can make others answer a third one.
    if (request === null || !nodeIdOf(request.publicKey).equals(origin.id)) return;
    const leftMs = request.untilMs - wallClock();
    if (leftMs < 0 || leftMs > GOOD_MS + AHEAD_MS_MAX || !this.#seen.add(nameOf(request.id))) return;
    const answer = (outcome: Outcome) =>
      overlay.send(DEPLOY_SERVICE, origin, encodeAnswer(request.id, outcome));
    const refusal = this.#refusal(origin.id);
    if (refusal !== null) return answer(refusal);
    clock.after(random.next() * Math.min(request.spreadMs, SPREAD_MS_MAX), () => {
      void ensure(request.service).then(answer);
    });
  }

  /** An answer. */
  direct(from: NodeHandle, requestId: number, payload: Uint8Array): void {
    const { overlay, clock } = this.#parts;
    if (requestId !== 0) return overlay.refuse(from, requestId);
    const answer = decodeAnswer(payload);
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
    job.onAnswer();
  }

  /** Why this node does not do as it is asked, before anything is fetched; null: it does. */
  #refusal(asker: Id): Outcome | null {
    const { policy, clock, overlay } = this.#parts;
    // By its own control socket.
    if (asker.equals(overlay.self.id)) return null;
    if (policy !== "any" && (policy === "none" || !policy.includes(asker.hex)))
      return { ok: false, reason: "policy", detail: "this node takes no deployments of that node" };
    const now = clock.now();
    const own = this.#askers.get(asker.hex) ?? new TokenBucket(ASKED_PER_MINUTE / 60, now, ASKED_PER_MINUTE);
    this.#askers.set(asker.hex, own);
    dropOldest(this.#askers, ASKERS_MAX);
    if (own.take(1, now) && this.#all.take(1, now)) return null;
    return { ok: false, reason: "rate", detail: "as many deployments a minute as this node takes" };
  }

  /** This node's leaf set names all there are. */
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
   * To the roots of keys that lie evenly on the ring, and of others when some refuse; to nodes by their ids
   * where all are known.
   */
  async #toSome(count: number, request: Uint8Array, job: Job, onAnswer: () => void): Promise<void> {
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
      await this.#quiet(job, round === 0 ? QUIET_MS : ROUND_MS, isOver, onAnswer);
    }
  }

  /** Until nobody has answered for so long, or it is over. */
  #quiet(job: Job, quietMs: number, isOver: () => boolean, onAnswer: () => void): Promise<void> {
    const { clock } = this.#parts;
    const untilMs = clock.now() + LONGEST_MS;
    return new Promise((resolve) => {
      let cancel = () => {};
      const end = () => {
        cancel();
        job.onAnswer = () => {};
        resolve();
      };
      const wait = () => {
        cancel = clock.after(Math.max(0, Math.min(job.lastMs + quietMs, untilMs) - clock.now()), () => {
          if (clock.now() >= Math.min(job.lastMs + quietMs, untilMs)) end();
          else wait();
        });
      };
      job.lastMs = clock.now();
      // An answer may have come before this is asked: this node's own.
      if (isOver()) return resolve();
      job.onAnswer = () => {
        onAnswer();
        if (isOver()) end();
      };
      wait();
    });
  }

  #sign(request: Omit<SignedRequest, "publicKey">): Uint8Array {
    const { identity, networkId } = this.#parts;
    const payload = new Writer(REQUEST_BYTES)
      .bytes(request.id)
      .bytes(request.service.bytes)
      .u32(request.spreadMs)
      .u48(request.untilMs)
      .done();
    const signature = signStatement(identity, STATEMENT, networkId, payload);
    return new Writer(PUBLIC_KEY_BYTES + SIGNATURE_BYTES + REQUEST_BYTES)
      .bytes(identity.publicKey)
      .bytes(signature)
      .bytes(payload)
      .done();
  }
}

const JOB_BYTES = 16;
const REQUEST_BYTES = JOB_BYTES + ID_BYTES + 4 + 6;
const WHOLE_RING = [new Id(new Uint8Array(ID_BYTES)), new Id(new Uint8Array(ID_BYTES).fill(255))] as const;

type Outcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: string; readonly detail: string };

interface SignedRequest {
  readonly publicKey: Uint8Array;
  readonly id: Uint8Array;
  readonly service: Id;
  readonly spreadMs: number;
  /** Milliseconds since 1970. */
  readonly untilMs: number;
}

/** Null: not the encoding of a request, or not signed by the key it names. */
function openRequest(bytes: Uint8Array, networkId: Id): SignedRequest | null {
  return decodeOrNull(bytes, (reader) => {
    const publicKey = reader.bytes(PUBLIC_KEY_BYTES).slice();
    const signature = reader.bytes(SIGNATURE_BYTES);
    const payload = reader.bytes(REQUEST_BYTES);
    if (!verifyStatement(publicKey, signature, STATEMENT, networkId, payload))
      throw new Malformed("not signed");
    const fields = new Reader(payload);
    return {
      publicKey,
      id: fields.bytes(JOB_BYTES).slice(),
      service: new Id(fields.bytes(ID_BYTES).slice()),
      spreadMs: fields.u32(),
      untilMs: fields.u48(),
    };
  });
}

function encodeAnswer(id: Uint8Array, outcome: Outcome): Uint8Array {
  const [reason, detail] = outcome.ok ? ["", ""] : [outcome.reason, outcome.detail];
  const texts = [cut(reason, REASON_BYTES_MAX), cut(detail, DETAIL_BYTES_MAX)];
  const writer = new Writer(JOB_BYTES + 1 + 2 + REASON_BYTES_MAX + DETAIL_BYTES_MAX)
    .bytes(id)
    .u8(outcome.ok ? 1 : 0);
  for (const text of texts) writer.u8(text.length).bytes(text);
  return writer.done();
}

function decodeAnswer(bytes: Uint8Array): { readonly id: Uint8Array; readonly outcome: Outcome } | null {
  return decodeOrNull(bytes, (reader) => {
    const id = reader.bytes(JOB_BYTES);
    const ok = reader.u8() === 1;
    const [reason, detail] = [REASON_BYTES_MAX, DETAIL_BYTES_MAX].map((max) => {
      const length = reader.u8();
      if (length > max) throw new Malformed("a text that is too long");
      return shown(reader.bytes(length));
    });
    return { id, outcome: ok ? { ok } : { ok, reason, detail } };
  });
}

/** Of a text's UTF-8, as much as fits: the end of a character may be missing. */
function cut(text: string, bytesMax: number): Uint8Array {
  return new TextEncoder().encode(text).subarray(0, bytesMax);
}

/** What a stranger wrote, for an operator's eyes. */
function shown(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replace(/\p{C}/gu, "\ufffd");
}

function nameOf(id: Uint8Array): string {
  return Buffer.from(id).toString("latin1");
}

/** The key at that part of the ring, from 0 to 1. */
function keyAt(part: number): Id {
  const bytes = new Uint8Array(ID_BYTES);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(Math.floor(part * 2 ** 53)) << 11n);
  return new Id(bytes);
}

function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  const order = items.map((item) => ({ item, at: random.next() }));
  return order.sort((a, b) => a.at - b.at).map(({ item }) => item);
}

/** How much of the ring lies clockwise from one to the other, from 0 to 1. */
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
