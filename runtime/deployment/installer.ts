/**
 * Brings a service to this node: asks the overlay for its newest manifest, checks who signed it, that it is not older than
 * one seen before and that the operator's policy admits it, fetches the code, and passes it through the gate.
 *
 * Whatever is wrong with what the overlay offers, the last package that was good still runs, if it passes today's policy
 * and gate: nodes that lie or cannot be reached take nothing away.
 */
import { type Capability, EXPORTS } from "../../abi/imports.ts";
import { dropOldest } from "../base/bounded.ts";
import type { Clock, Random } from "../base/environment.ts";
import { hexOf } from "../base/hex.ts";
import type { Id } from "../base/id.ts";
import type { Log } from "../base/log.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import { retry, Semaphore } from "../base/retry.ts";
import { TokenBucket } from "../base/token-bucket.ts";
import { isAtLeast, VERSION } from "../base/version.ts";
import type { ServiceLimits } from "../sandbox/contract.ts";
import { GATE_LIMITS, gate } from "../sandbox/gate/gate.ts";
import { rewrite } from "../sandbox/instrument/rewrite.ts";
import type { LocalStore } from "../storage/local/local-store.ts";
import type { GetOutcome, ReplicatedStorage } from "../storage/record.ts";
import {
  type CodeOutcome,
  type CodeSources,
  fetchModule,
  type NearCode,
  type QuorumSource,
  type RecordSource,
} from "./code.ts";
import type { CodeExchange } from "./code-exchange.ts";
import type { StatementRefusalReason } from "./envelope.ts";
import { exportsHashOf } from "./exports-hash.ts";
import { manifestRecord } from "./kinds.ts";
import { excessOf } from "./limits.ts";
import { type Manifest, manifestHashOf, sameBytes, serviceOf, sha256, VERSION_STEP_MAX } from "./manifest.ts";
import { takeApart } from "./module-signature.ts";
import { PackageStore, type StoredPackage } from "./package-store.ts";
import { type Admission, admit, consentedLimit, type Policy } from "./policy.ts";
import {
  type Authorization,
  isPacedAfter,
  type Publication,
  staleRefusal,
  timeRefusal,
} from "./publication.ts";
import { PublicationCache } from "./publication-cache.ts";
import { PublisherStore } from "./publisher-store.ts";

/** Services looked up at a time: a stranger can name as many as they like. */
const LOOKUPS_MAX = 256;
/** Modules downloaded at a time, each in memory as a whole (the gate takes up to 1 MiB). Some may be slow on purpose. */
const DOWNLOADS_MAX = 32;
/** Code downloaded in a second, and what may come at once after a quiet time: a stranger can name services at no cost. */
const DOWNLOAD_BYTES_PER_SECOND = 8 * 1024 * 1024;
const DOWNLOAD_BURST_BYTES = 64 * 1024 * 1024;
/** A fetch starts nothing new after this long: messages wait for it. */
const DEADLINE_MS = 15_000;
const ATTEMPTS = 4;
const PAUSE_MS = 250;
/** How long the overlay may take when the service could run from disk. */
const LOCAL_PATIENCE_MS = 2000;
/** A manifest whose code was refused is not fetched again for so long; its code would be the same. */
const REFUSED_MS = 60_000;
/** Of the looks for a newer version that are not urgent, the share that asks several holders: nobody on the way hides one for long. */
const SEVERAL_SHARE = 1 / 8;
const REFUSED_MAX = 1024;
/** New code of one publisher, in place of older, that is gated in a second, and at once after a quiet time. */
const RENEWALS_PER_SECOND = 1;
const RENEWALS_BURST = 64;
/** PublisherStore whose rate is counted. */
const RENEWERS_MAX = 1_024;
/** Services that wait for the operator's consent. */
const WAITING_MAX = 1_000;
/** Services whose running version is remembered, for `check`. More than a node runs. */
const RUNNING_MAX = 16_384;

/** A service that may run here. */
export interface Package {
  readonly serviceId: Id;
  readonly manifest: Manifest;
  /** Rewritten: ready for a runner. */
  readonly module: Uint8Array;
  /** What it is granted. */
  readonly limits: ServiceLimits;
  /** Functions of the module that a node may call. */
  readonly exports: readonly string[];
  /** SHA-256 of the module as it was published, in hex. */
  readonly codeHash: string;
  /** The id of the node the code came from, in hex, or "local". */
  readonly codeFrom: string;
  /** The overlay said that there is none newer. Else it is what this node or a neighbour had, and `check` is due. */
  readonly isNewest: boolean;
  /** What its right to run rests on. */
  readonly authorization: Authorization;
  /**
   * That its version is on disk as the highest seen, before which nothing of the service is let out; what keeps it from that otherwise. It can be
   * started meanwhile. Never rejects.
   */
  readonly remembered: Promise<FetchRefusal | null>;
}

/**
 * Why a service does not run here: nothing is published (`none`), it cannot be had now (`unavailable`, `overloaded`), what is
 * offered is forged or damaged (`malformed`, `signature`, `scope`, `invalid`, `identity`, `code`), withdrawn (`revoked`), not of this time
 * (`early`, `expired`) or older than what was seen (`rollback`), or its publisher contradicts itself (`equivocation`), or it is what was published
 * and is refused: by the operator (`policy`), until the operator agrees (`consent`), for imports beyond what its manifest
 * names (`capability`), by the gate otherwise (`gate`), or because it is for a newer prost (`runtime`). `store`: this node's disk failed.
 */
export type FetchRefusalReason =
  | StatementRefusalReason
  | "none"
  | "unavailable"
  | "overloaded"
  | "identity"
  | "code"
  | "rollback"
  | "equivocation"
  | "consent"
  | "policy"
  | "capability"
  | "gate"
  | "runtime"
  | "store";

export interface FetchRefusal {
  readonly ok: false;
  readonly reason: FetchRefusalReason;
  /** In words, for the operator. */
  readonly detail: string;
}

export type FetchOutcome = { readonly ok: true; readonly package: Package } | FetchRefusal;

export interface InstallerParts {
  readonly storage: ReplicatedStorage;
  readonly store: LocalStore;
  readonly networkId: Id;
  /** What the operator lets run; read each time, since it may change. */
  readonly policy: Policy;
  readonly clock: Clock;
  /** Milliseconds since 1970: what is signed is valid for a time. */
  readonly wallClock: () => number;
  /** Left out: made from the store. */
  readonly publishers?: PublisherStore;
  readonly log?: Log;
  /** Bytes of code kept on disk. */
  readonly codeBytesMax?: number;
  /** Asks the node that a service's message came from. Left out: nobody is asked but the overlay's storage. */
  readonly exchange?: CodeExchange;
  /** Reads records by way of the nodes between, which may have kept them. Left out: the storage is asked. */
  readonly pathCache?: RecordSource;
  /** Reads manifests from several holders, where one that lies would do harm. Left out: the storage is asked. */
  readonly quorumReader?: QuorumSource;
  /** Left out: only urgent looks for a newer version ask several holders. */
  readonly random?: Random;
}

/** A version that waits for the operator's consent. */
export interface PendingConsent {
  readonly manifest: Manifest;
  /** Capabilities, and limits as "memoryPages=64". */
  readonly asks: readonly string[];
}

/** How `check` looks. */
export interface CheckOptions {
  /** At several of the holders: what nodes on the way have kept for a moment, or one holder alone says, does not do. */
  readonly isUrgent: boolean;
}

export class Installer {
  readonly #parts: InstallerParts;
  readonly #packages: PackageStore;
  readonly #publishers: PublisherStore;
  readonly #opened: PublicationCache;
  readonly #downloads = new Semaphore(DOWNLOADS_MAX);
  readonly #downloadBytes: TokenBucket;
  /** What is being fetched from the overlay, by service: one flight serves all who ask. */
  readonly #flights = new Map<string, Promise<FetchOutcome>>();
  /** Refusals by the hash of the envelope. */
  readonly #refused = new Map<string, { readonly outcome: FetchRefusal; readonly untilMs: number }>();
  /** How much new code each publisher may bring. */
  readonly #renewals = new Map<string, TokenBucket>();
  /** PublisherStore of what was handed out. */
  readonly #roots = new Set<string>();
  /** New versions that ask for more than is granted, by service. */
  readonly #pendingConsents = new Map<string, PendingConsent>();
  /** Newer versions that were refused, by service. */
  readonly #declined = new Map<string, { readonly version: number; readonly detail: string }>();
  /** The version handed out last, by service. */
  readonly #running = new Map<string, number>();

  constructor(parts: InstallerParts) {
    this.#parts = parts;
    this.#opened = new PublicationCache(parts.networkId);
    this.#packages = new PackageStore(parts.store, parts.codeBytesMax);
    this.#publishers = parts.publishers ?? new PublisherStore(parts.store, parts.networkId);
    this.#downloadBytes = new TokenBucket(DOWNLOAD_BYTES_PER_SECOND, parts.clock.now(), DOWNLOAD_BURST_BYTES);
  }

  /** As `begin`; resolves when the version is on disk as well. */
  async fetch(service: Id, previous: NodeHandle | null = null): Promise<FetchOutcome> {
    const outcome = await this.begin(service, previous);
    return outcome.ok ? ((await outcome.package.remembered) ?? outcome) : outcome;
  }

  /**
   * The newest version that may run here; or, when `previous`, the node that a message of the service came from, has one that may,
   * that one at once. Never rejects.
   */
  async begin(service: Id, previous: NodeHandle | null = null): Promise<FetchOutcome> {
    const outcome = await this.#newest(service, previous).catch(storeFailed);
    if (outcome.ok) this.#hands(service, outcome.package.manifest.version);
    return outcome;
  }

  /**
   * What is on this node's disk, as it may run today; null: nothing. Asks nobody, so a service that ran here before can run again
   * at once; `check` finds out whether there is a newer version.
   */
  load(service: Id): FetchOutcome | null {
    try {
      const kept = this.#stored(service);
      if (kept === null) return null;
      const outcome = this.#prepare(kept, kept.module, "local", false);
      if (outcome.ok) this.#hands(service, kept.manifest.version);
      return outcome;
    } catch (error) {
      return storeFailed(error);
    }
  }

  /** Why what runs may not any more; null: it may. Whether it is on this node's disk does not matter. */
  refusalNow({ authorization }: Pick<Package, "authorization">): FetchRefusal | null {
    try {
      return this.#authorization(authorization);
    } catch {
      // A disk that errs has nothing to say: what is known in memory counts.
      return this.#publishers.withdrawn(authorization) ?? timeRefusal(authorization, this.#parts.wallClock());
    }
  }

  /** Why the newest version that was seen does not run here, since the start; null: nothing is known of the kind. */
  declined(service: Id): { readonly version: number; readonly detail: string } | null {
    return this.#declined.get(service.hex) ?? null;
  }

  /** The services on this node's disk that wait for the operator's consent, and for what; those met since the start. */
  get pendingConsents(): ReadonlyMap<string, PendingConsent> {
    return this.#pendingConsents;
  }

  /** The operator agrees to what the service waits for. Resolves to that when it is on disk; empty: it waits for nothing. */
  async consent(service: Id): Promise<readonly string[]> {
    const asks = this.#pendingConsents.get(service.hex)?.asks ?? [];
    if (asks.length > 0) await this.#packages.consent(service, asks);
    this.#pendingConsents.delete(service.hex);
    return asks;
  }

  /** Services that were handed out since the start, the most recent last. */
  get handedOut(): readonly string[] {
    return [...this.#running.keys()];
  }

  /** Whether a service of that publisher has run here since the start. */
  knows(rootId: Uint8Array): boolean {
    return this.#roots.has(hexOf(rootId));
  }

  /** Records of the publisher's that contradict each other, that which came later first; empty: none. */
  equivocation(service: Id): readonly Uint8Array[] {
    return this.#packages.equivocation(service);
  }

  /** Keeps the evidence of an equivocation that a holder of records came upon. */
  async noteEquivocation(service: Id, other: Uint8Array, seen: Uint8Array | null): Promise<void> {
    if (await this.#packages.saveEquivocation(service, other, seen))
      this.#parts.log?.warn(
        { service: service.short },
        "its publisher signed two manifests of one version; both are kept as evidence",
      );
  }

  /**
   * Whether a newer version than the one last fetched is published, and may run here. Its code is then on disk, so that the
   * next `fetch` is quick. Never rejects.
   */
  async check(service: Id, { isUrgent }: CheckOptions = { isUrgent: true }): Promise<boolean> {
    try {
      const running = this.#running.get(service.hex) ?? this.#stored(service)?.manifest.version ?? 0;
      const asksSeveral = isUrgent || (this.#parts.random?.next() ?? 1) < SEVERAL_SHARE;
      const offer = await this.#offer(service, this.#parts.clock.now() + DEADLINE_MS, asksSeveral);
      if (!offer.ok) {
        if (offer.version !== undefined) this.#declines(service, offer.version, offer.detail);
        return false;
      }
      this.#declined.delete(service.hex);
      if (offer.manifest.version <= running) return false;
      const outcome = await this.#flight(service, (untilMs) =>
        this.#withCode(service, offer, untilMs, this.#sources(null), true),
      );
      const trouble = outcome.ok ? await outcome.package.remembered : null;
      if (trouble !== null) {
        this.#warn(service, trouble, running, "a newer version cannot be remembered");
        return false;
      }
      if (outcome.ok) return outcome.package.manifest.version > running;
      this.#declines(service, offer.manifest.version, outcome.detail);
      this.#warn(service, outcome, running, "a newer version is published and cannot run here");
    } catch (error) {
      this.#warn(service, storeFailed(error), 0, "looking for a newer version failed");
    }
    return false;
  }

  /** The version handed out last has started. Never rejects. */
  async commit(service: Id): Promise<void> {
    // What stays on a disk that errs does no harm.
    await this.#packages.commit(service).catch(() => {});
  }

  /**
   * The version handed out last does not start: the one before it, as it may run today; null: there is none on disk. `check`
   * does not offer that version again while this node runs.
   */
  async revert(service: Id): Promise<FetchOutcome | null> {
    try {
      if (!(await this.#packages.revert(service))) return null;
      const kept = this.#stored(service);
      return kept === null ? null : this.#prepare(kept, kept.module, "local", false);
    } catch (error) {
      return storeFailed(error);
    }
  }

  /** The module as it was published, where this node holds the one with that hash. */
  original(service: Id, codeHash: string): Uint8Array | null {
    const kept = this.#stored(service);
    return kept !== null && hexOf(kept.manifest.codeHash) === codeHash ? kept.module : null;
  }

  /** What is on this node's disk of a service, checked, to hand on; null: nothing. */
  stored(service: Id): StoredPackage | null {
    try {
      return this.#stored(service);
    } catch {
      // A disk that errs has nothing to give.
      return null;
    }
  }

  #declines(service: Id, version: number, detail: string): void {
    this.#declined.delete(service.hex);
    this.#declined.set(service.hex, { version, detail });
    dropOldest(this.#declined, WAITING_MAX);
  }

  #hands(service: Id, version: number): void {
    this.#running.delete(service.hex);
    this.#running.set(service.hex, version);
    dropOldest(this.#running, RUNNING_MAX);
  }

  async #newest(service: Id, previous: NodeHandle | null): Promise<FetchOutcome> {
    const flight = this.#flight(service, (untilMs) => this.#published(service, untilMs, previous));
    if (this.#stored(service) === null) return flight;
    const published = await this.#within(LOCAL_PATIENCE_MS, flight);
    if (published?.ok) return published;
    // Read again: the flight may have replaced it.
    const kept = this.#stored(service);
    if (kept === null) return flight;
    const why = published ?? refused("unavailable", "the overlay did not answer in time");
    this.#warn(service, why, kept.manifest.version, "service runs from disk");
    return this.#prepare(kept, kept.module, "local", false);
  }

  /** Fetches from the overlay, or joins those who do already. */
  #flight(service: Id, begin: (untilMs: number) => Promise<FetchOutcome>): Promise<FetchOutcome> {
    const underWay = this.#flights.get(service.hex);
    if (underWay !== undefined) return underWay;
    if (this.#flights.size >= LOOKUPS_MAX) {
      return Promise.resolve(refused("overloaded", "too many services are being fetched"));
    }
    const flight = begin(this.#parts.clock.now() + DEADLINE_MS)
      .catch(storeFailed)
      .finally(() => this.#flights.delete(service.hex));
    this.#flights.set(service.hex, flight);
    return flight;
  }

  async #published(service: Id, untilMs: number, previous: NodeHandle | null): Promise<FetchOutcome> {
    const near = previous === null ? null : await this.#near(service, untilMs, previous);
    if (near?.ok) return near;
    const offer = await this.#offer(service, untilMs, false);
    if (!offer.ok && offer.version !== undefined) this.#declines(service, offer.version, offer.detail);
    return offer.ok ? this.#withCode(service, offer, untilMs, this.#sources(null), true) : offer;
  }

  /** What the node that a message came from has of the service; null: nothing. */
  async #near(service: Id, untilMs: number, node: NodeHandle): Promise<FetchOutcome | null> {
    const { exchange } = this.#parts;
    const answer = (await exchange?.offer(node, service)) ?? null;
    if (exchange === undefined || answer === null) return null;
    const offer = await this.#checked(service, answer.envelope, false);
    if (!offer.ok) return offer;
    const sources = this.#sources({ exchange, node, service, pieces: answer.pieces });
    return this.#withCode(service, offer, untilMs, sources, false);
  }

  /** The first attempt goes by way of those who may have kept it; further ones do not: they may be what failed. */
  #sources(near: NearCode | null): CodeSources {
    const { pathCache, storage } = this.#parts;
    return { near, records: pathCache === undefined ? [storage] : [pathCache, storage] };
  }

  /** The manifest that the overlay offers, checked in the order of what it costs to check. */
  async #offer(service: Id, untilMs: number, asksSeveral: boolean): Promise<Offer | Declined> {
    const { storage, pathCache, clock, quorumReader = storage } = this.#parts;
    let isFirst = !asksSeveral;
    let got = await retry(
      clock,
      { attempts: ATTEMPTS, pauseMs: PAUSE_MS, untilMs },
      () => {
        const source = isFirst && pathCache !== undefined ? pathCache : quorumReader;
        isFirst = false;
        return source.get(manifestRecord(service));
      },
      (outcome) => outcome.ok || outcome.reason !== "unavailable",
    );
    // One node on the way is not believed that there is none.
    if (!got.ok && got.reason === "none" && !asksSeveral && pathCache !== undefined)
      got = await quorumReader.get(manifestRecord(service));
    const offer = await this.#offered(service, got, false);
    return offer.ok || offer.isStale !== true ? offer : ((await this.#unrenewed(service)) ?? offer);
  }

  async #offered(service: Id, got: GetOutcome, isConfirmed: boolean): Promise<Offer | Declined> {
    if (!got.ok && got.reason === "unavailable") {
      return refused("unavailable", "the nodes that hold the manifest could not be reached");
    }
    const envelope = got.ok ? got.record.value : null;
    if (envelope === null) return refused("none", "no such service is published");
    return this.#checked(service, envelope, isConfirmed);
  }

  /**
   * Of a publisher that has not signed its pointer anew: what several nodes have, none of which has anything newer, stands until the manifest ends.
   * Null: too few could be asked.
   */
  async #unrenewed(service: Id): Promise<Offer | Declined | null> {
    const asked = await this.#parts.quorumReader?.read(manifestRecord(service));
    return asked?.isConfirmed ? this.#offered(service, asked.outcome, true) : null;
  }

  async #checked(service: Id, envelope: Uint8Array, isConfirmed: boolean): Promise<Offer | Declined> {
    const opened = this.#opened.open(envelope);
    if (!opened.ok) return opened;
    if (!serviceOf(opened.manifest).equals(service))
      return refused("identity", "the manifest is of another service");
    const { wallClock } = this.#parts;
    const stale = staleRefusal(opened, wallClock());
    const late = this.#publishers.refusal(opened) ?? timeRefusal(opened, wallClock());
    if (late === null && stale !== null && !(isConfirmed && stale.reason === "expired"))
      return { ...stale, isStale: stale.reason === "expired", version: opened.manifest.version };
    const outcome = late ?? (await this.#admitted(service, opened, envelope));
    return outcome.ok ? outcome : { ...outcome, version: opened.manifest.version };
  }

  /** In the order of the design, after the signatures and who may sign, revocation and time: version, policy. */
  async #admitted(service: Id, opened: Publication, envelope: Uint8Array): Promise<Offer | FetchRefusal> {
    const { manifest } = opened;
    const highest = this.#packages.highestSeen(service);
    if (manifest.version < highest) {
      return refused(
        "rollback",
        `version ${manifest.version} is offered, and version ${highest} was seen before`,
      );
    }
    const seen = this.#packages.manifestSeen(service);
    if (manifest.version === highest && seen !== null && !sameBytes(seen, manifestHashOf(manifest))) {
      const before = this.#stored(service);
      const isOfIt = before !== null && sameBytes(manifestHashOf(before.manifest), seen);
      await this.noteEquivocation(service, envelope, isOfIt ? before.envelope : null);
      return refused(
        "equivocation",
        `another manifest of version ${highest} was seen before; its publisher can publish a higher version`,
      );
    }
    if (highest > 0 && manifest.version - highest > VERSION_STEP_MAX)
      return refused(
        "invalid",
        `version ${manifest.version} is too far above ${highest}, which was seen last`,
      );
    const kept = this.#stored(service);
    if (kept !== null && manifest.version > kept.manifest.version && !isPacedAfter(envelope, kept.envelope))
      return refused(
        "scope",
        `version ${manifest.version} comes sooner after ${kept.manifest.version} than its delegate may publish`,
      );
    if (manifest.minRuntime !== "" && !isAtLeast(VERSION, manifest.minRuntime))
      return refused(
        "runtime",
        `version ${manifest.version} needs prost ${manifest.minRuntime}, and this node is ${VERSION}; it runs when the node is updated`,
      );
    const refusal = this.#admission(service, manifest);
    if (refusal !== null) return refusal;
    if (manifest.codeBytes > GATE_LIMITS.module) {
      return refused(
        "gate",
        `a module of ${manifest.codeBytes} bytes; at most ${GATE_LIMITS.module} run here`,
      );
    }
    const remembered = this.#remember(service, opened);
    // Whoever starts the service waits for it; it is not waited for by what can be done meanwhile.
    remembered.catch(() => {});
    return { ...opened, envelope, remembered };
  }

  /** Resolves when it is on disk. */
  async #remember(service: Id, published: Publication): Promise<boolean> {
    const { manifest } = published;
    const seen = this.#packages.see(service, manifest.version, manifestHashOf(manifest));
    await Promise.all([seen, this.#publishers.see(published)]);
    return seen;
  }

  async #withCode(
    service: Id,
    offer: Offer,
    untilMs: number,
    sources: CodeSources,
    isNewest: boolean,
  ): Promise<FetchOutcome> {
    const { clock } = this.#parts;
    const { envelope, manifest, remembered } = offer;
    const kept = this.#stored(service);
    if (kept !== null && sameBytes(kept.envelope, envelope))
      return withRemembered(this.#prepare(offer, kept.module, "local", isNewest), remembered);
    const hash = hexOf(sha256(envelope));
    const known = this.#refused.get(hash);
    if (known !== undefined && clock.now() < known.untilMs) return known.outcome;

    if (kept !== null && !sameBytes(kept.manifest.codeHash, manifest.codeHash) && !this.#mayRenew(manifest))
      return refused("overloaded", "its publisher brings new code faster than this node takes it");
    const code =
      kept !== null && sameBytes(kept.manifest.codeHash, manifest.codeHash)
        ? { ok: true as const, module: kept.module, from: "local" }
        : await this.#download(sources, manifest, untilMs);
    if (!code.ok) return code;
    const outcome = this.#prepare(offer, code.module, code.from, isNewest);
    if (outcome.ok) {
      // It runs also from a disk that takes no more; then it is fetched again another time.
      this.#packages.save(service, { envelope, module: code.module }).catch((error: unknown) => {
        this.#warn(service, storeFailed(error), manifest.version, "its code could not be kept on disk");
      });
    } else {
      this.#refused.delete(hash);
      this.#refused.set(hash, { outcome, untilMs: clock.now() + REFUSED_MS });
      dropOldest(this.#refused, REFUSED_MAX);
    }
    return withRemembered(outcome, remembered);
  }

  #mayRenew({ rootId }: Manifest): boolean {
    const nowMs = this.#parts.clock.now();
    const bucket =
      this.#renewals.get(hexOf(rootId)) ?? new TokenBucket(RENEWALS_PER_SECOND, nowMs, RENEWALS_BURST);
    this.#renewals.set(hexOf(rootId), bucket);
    dropOldest(this.#renewals, RENEWERS_MAX);
    return bucket.take(1, nowMs);
  }

  #download(sources: CodeSources, manifest: Manifest, untilMs: number): Promise<CodeOutcome | FetchRefusal> {
    const { clock } = this.#parts;
    if (!this.#downloadBytes.take(manifest.codeBytes, clock.now())) {
      return Promise.resolve(refused("overloaded", "this node has fetched as much code as it may for now"));
    }
    return this.#downloads.run(() => fetchModule(sources, clock, manifest, untilMs));
  }

  /** What is on disk, checked as if it came from a stranger; null when there is nothing, or not what it should be. */
  #stored(service: Id): (Publication & StoredPackage) | null {
    const kept = this.#packages.load(service);
    if (kept === null) return null;
    const opened = this.#opened.open(kept.envelope);
    if (!opened.ok || !serviceOf(opened.manifest).equals(service)) return null;
    if (!sameBytes(sha256(kept.module), opened.manifest.codeHash)) return null;
    return { ...opened, ...kept };
  }

  /** Policy, gate and rewrite: each time, so that what they say today holds for what was fetched earlier. */
  #prepare(published: Publication, module: Uint8Array, codeFrom: string, isNewest: boolean): FetchOutcome {
    const { manifest } = published;
    const late = this.#publishers.refusal(published) ?? timeRefusal(published, this.#parts.wallClock());
    if (late !== null) return late;
    const admission = this.#admit(serviceOf(manifest), manifest);
    if (!admission.ok) return admission;
    const { limits } = admission;
    const gated = gate(module, { granted: manifest.capabilities });
    if (!gated.ok) return refused(gated.code === "capability" ? "capability" : "gate", gated.detail);
    if (manifest.exportsHash.length > 0 && !sameBytes(manifest.exportsHash, exportsHashOf(gated.module)))
      return refused("code", "the module exports something else than its manifest says");
    const apart = takeApart(module);
    if (!apart.ok || apart.signatures.length > 0)
      return refused(
        "code",
        "the code has a signature section, and its hash is to be that of the code alone",
      );
    const least = gated.module.memory.min;
    if (least > limits.memoryPages) {
      return refused(
        "policy",
        `its memory starts with ${least} pages, and ${limits.memoryPages} are granted here`,
      );
    }
    this.#roots.add(hexOf(manifest.rootId));
    if (this.#roots.size > RUNNING_MAX) this.#roots.delete([...this.#roots][0]);
    const rewritten = rewrite(gated.module, { memoryPages: limits.memoryPages });
    const codeHash = hexOf(manifest.codeHash);
    const exports = gated.module.exports.map(({ name }) => name).filter((name) => EXPORTS.has(name));
    return {
      ok: true,
      package: {
        exports,
        serviceId: serviceOf(manifest),
        manifest,
        module: rewritten,
        limits,
        codeHash,
        codeFrom,
        isNewest,
        authorization: authorizationOf(published),
        // What is on disk was remembered before.
        remembered: NO_TROUBLE,
      },
    };
  }

  /** Why what was once good is not any more: by what its publisher or the operator said since, or by the time. */
  #authorization(published: Authorization): FetchRefusal | null {
    const { manifest } = published;
    const late = this.#publishers.refusal(published) ?? timeRefusal(published, this.#parts.wallClock());
    if (late !== null) return late;
    const admission = this.#admit(serviceOf(manifest), manifest);
    return admission.ok ? null : admission;
  }

  /** By the policy, and by what the operator consented to beyond it. */
  #admit(service: Id, manifest: Manifest): Admission {
    return admit(this.#parts.policy, manifest, this.#packages.consents(service));
  }

  /**
   * Why something new is not taken: the policy, or that it waits for the operator's consent. A limit above the policy's is no reason for a first version,
   * which is granted less; one that grows from version to version is, wherever the policy's ceiling is.
   */
  #admission(service: Id, manifest: Manifest): FetchRefusal | null {
    const consents = this.#packages.consents(service);
    const kept = this.#stored(service)?.manifest ?? null;
    const before = kept?.capabilities ?? null;
    const { policy } = this.#parts;
    const isMissing = (one: Capability) =>
      !consents.includes(one) &&
      (!policy.capabilities.includes(one) || (policy.consent && before !== null && !before.includes(one)));
    const grown =
      kept === null || !policy.consent || kept.version >= manifest.version
        ? []
        : excessOf(manifest.limits, kept.limits).filter(
            (field) => manifest.limits[field] > consentedLimit(consents, field),
          );
    const limits = grown.map((field) => `${field}=${manifest.limits[field]}`);
    const asks = [...manifest.capabilities.filter(isMissing), ...limits];
    const admission = admit(policy, manifest, [...consents, ...asks]);
    if (!admission.ok) return admission;
    this.#pendingConsents.delete(service.hex);
    if (asks.length === 0) return null;
    this.#pendingConsents.set(service.hex, { manifest, asks });
    dropOldest(this.#pendingConsents, WAITING_MAX);
    const beyond = manifest.capabilities.filter(
      (one) => isMissing(one) && !policy.capabilities.includes(one),
    );
    const told = `\`prost consent ${service.hex}\` grants it`;
    return before === null
      ? refused("policy", `it asks for ${beyond.join(", ")}, which is not granted here; ${told}`)
      : refused(
          "consent",
          `version ${manifest.version} asks for ${asks.join(", ")} beyond what is granted; ${told}`,
        );
  }

  #warn(service: Id, { reason, detail }: FetchRefusal, version: number, what: string): void {
    this.#parts.log?.warn({ service: service.short, version, reason, detail }, what);
  }

  /** The result, or null when it takes longer. */
  #within<T>(delayMs: number, work: Promise<T>): Promise<T | null> {
    return new Promise((resolve) => {
      const cancel = this.#parts.clock.after(delayMs, () => resolve(null));
      void work.then((result) => {
        cancel();
        resolve(result);
      });
    });
  }
}

/** `version`: of what is published and signed by its publisher, and refused. */
interface Declined extends FetchRefusal {
  readonly version?: number;
  /** Its pointer has ended, and nothing else is wrong so far. */
  readonly isStale?: boolean;
}

/** A publication that was checked, and its bytes. */
interface Offer extends Publication {
  /** Its version is on disk as the highest seen; false: no more services can be remembered. */
  readonly remembered: Promise<boolean>;
  readonly envelope: Uint8Array;
}

/** No more than that, since a node keeps it for each service that runs. */
function authorizationOf({
  manifest,
  rootVersion,
  signers,
  serials,
  notBeforeMs,
  expiresMs,
}: Authorization): Authorization {
  return { manifest, rootVersion, signers, serials, notBeforeMs, expiresMs };
}

/** Everything else is a value: what is thrown comes from this node's disk. */
function storeFailed(error: unknown): FetchRefusal {
  return refused("store", error instanceof Error ? error.message : String(error));
}

const NO_TROUBLE: Promise<FetchRefusal | null> = Promise.resolve(null);

function withRemembered(outcome: FetchOutcome, isRemembered: Promise<boolean>): FetchOutcome {
  if (!outcome.ok) return outcome;
  const remembered = isRemembered.then((is) => (is ? null : TOO_MANY), storeFailed);
  return { ok: true, package: { ...outcome.package, remembered } };
}

const TOO_MANY = refused("overloaded", "this node remembers as many services as it can");

function refused(reason: FetchRefusalReason, detail: string): FetchRefusal {
  return { ok: false, reason, detail };
}
