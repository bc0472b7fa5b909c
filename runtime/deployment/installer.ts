/**
 * Brings a service to this node: finds its newest manifest, checks it, downloads the code and passes it
 * through the gate.
 *
 * If the overlay's offer is not good, the last good package from this node's disk still runs, as long as
 * today's policy and gate accept it. Nodes that lie or cannot be reached therefore take no service away.
 */
import { dropOldest } from "../base/bounded.ts";
import type { Clock, Random } from "../base/environment.ts";
import { hexOf } from "../base/hex.ts";
import type { Id } from "../base/id.ts";
import type { Log } from "../base/log.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { LocalStore } from "../storage/local/local-store.ts";
import type { ReplicatedStorage } from "../storage/record.ts";
import { AdmissionControl, type PendingConsent } from "./admission.ts";
import type { NearCode, QuorumSource, RecordSource } from "./code.ts";
import type { CodeExchange } from "./code-exchange.ts";
import { Downloads } from "./download.ts";
import { INSTALLED_SERVICES_MAX } from "./limits.ts";
import { sameBytes, sha256 } from "./manifest.ts";
import { type Offer, Offers } from "./offers.ts";
import { diskFailed, type FetchOutcome, type FetchRefusal, refused } from "./package.ts";
import { PackageStore, type StoredPackage } from "./package-store.ts";
import type { Policy } from "./policy.ts";
import { preparePackage, withRemembered } from "./preparation.ts";
import type { Authorization, Publication } from "./publication.ts";
import { PublicationCache } from "./publication-cache.ts";
import { PublisherStore } from "./publisher-store.ts";

/** Maximum number of services looked up at a time: an untrusted peer can name as many as it likes. */
const LOOKUPS_MAX = 256;
/** After this time, in milliseconds, a fetch starts no new request: messages wait for the fetch. */
const DEADLINE_MS = 15_000;
/** How long the overlay may take when the service could run from disk, in milliseconds. */
const DISK_FALLBACK_MS = 2000;
/** For this time the code of a refused manifest is not fetched again; it would be the same. */
const REFUSED_MS = 60_000;
const REFUSED_MAX = 1024;
/**
 * The share of non-urgent checks for a newer version that read from several holders. It bounds for how long a
 * node on the route can hide a version.
 */
const QUORUM_READ_SHARE = 1 / 8;
const DECLINED_MAX = 1_000;

export interface InstallerParts {
  readonly storage: ReplicatedStorage;
  readonly store: LocalStore;
  readonly networkId: Id;
  /** Read at each decision, since the operator may change it. */
  readonly policy: Policy;
  readonly clock: Clock;
  /** Milliseconds since 1970: signed statements are valid for a time. */
  readonly wallClock: () => number;
  /** Default: made from the store. */
  readonly publishers?: PublisherStore;
  readonly log?: Log;
  /** Maximum size of the code on disk, in bytes. */
  readonly codeBytesMax?: number;
  /** Asks the previous hop of a service's message. Default: only the overlay's storage is asked. */
  readonly exchange?: CodeExchange;
  /** Reads records through caches on the route. Default: the storage is read. */
  readonly pathCache?: RecordSource;
  /**
   * Reads manifests from several holders, where a single lying holder would do harm. Default: the storage is
   * read.
   */
  readonly quorumReader?: QuorumSource;
  /** Default: only urgent checks for a newer version read from several holders. */
  readonly random?: Random;
}

export interface CheckOptions {
  /**
   * Read from several holders. A cache on the route or a single holder may hide a new version for a while.
   */
  readonly isUrgent: boolean;
}

export class Installer {
  readonly #parts: InstallerParts;
  readonly #packages: PackageStore;
  readonly #admission: AdmissionControl;
  readonly #offers: Offers;
  readonly #downloads: Downloads;
  /** Fetches under way, by service. All callers share one. */
  readonly #fetches = new Map<string, Promise<FetchOutcome>>();
  /** Refusals of code, by the hash of the envelope. */
  readonly #refused = new Map<string, { readonly outcome: FetchRefusal; readonly untilMs: number }>();
  /** Publishers of services that have run here. */
  readonly #publishers = new Set<string>();
  /** Newer versions that were refused, by service. */
  readonly #declined = new Map<string, { readonly version: number; readonly detail: string }>();
  /** The version handed out last, by service. */
  readonly #running = new Map<string, number>();

  constructor(parts: InstallerParts) {
    const { store, networkId, codeBytesMax, clock, wallClock, log, storage, pathCache } = parts;
    this.#parts = parts;
    const publications = new PublicationCache(networkId);
    this.#packages = new PackageStore(store, publications, codeBytesMax);
    this.#admission = new AdmissionControl({
      packages: this.#packages,
      publishers: parts.publishers ?? new PublisherStore(store, networkId),
      policy: () => parts.policy,
      wallClock,
      log,
    });
    this.#offers = new Offers({ ...parts, publications, admission: this.#admission });
    this.#downloads = new Downloads(clock, pathCache === undefined ? [storage] : [pathCache, storage]);
  }

  /** Like `begin`, but resolves when the version is on disk as well. */
  async fetch(service: Id, previous: NodeHandle | null = null): Promise<FetchOutcome> {
    const outcome = await this.begin(service, previous);
    return outcome.ok ? ((await outcome.package.remembered) ?? outcome) : outcome;
  }

  /**
   * The newest version that may run here. `previous`: the node that a message of the service came from; if it
   * has a version that may run, that version is returned at once. Never rejects.
   */
  async begin(service: Id, previous: NodeHandle | null = null): Promise<FetchOutcome> {
    const outcome = await this.#fetchOrLoad(service, previous).catch(diskFailed);
    if (outcome.ok) this.#noteRunning(service, outcome.package.manifest.version);
    return outcome;
  }

  /**
   * The package on this node's disk, if it may run today, or why it may not. Null when there is no package.
   * No other node is asked, so a service that ran here before starts at once. `check` finds out whether there
   * is a newer version.
   */
  load(service: Id): FetchOutcome | null {
    try {
      const stored = this.#packages.load(service);
      if (stored === null) return null;
      const outcome = this.#prepare(stored, stored.module, "local", false);
      if (outcome.ok) this.#noteRunning(service, stored.manifest.version);
      return outcome;
    } catch (error) {
      return diskFailed(error);
    }
  }

  /**
   * Why a running package may not run any longer. Null when it may. Whether the package is on this node's
   * disk does not matter.
   */
  refusalNow({ authorization }: { readonly authorization: Authorization }): FetchRefusal | null {
    return this.#admission.runRefusal(authorization);
  }

  /** Why the newest version seen since the start does not run here. Null when no such version is known. */
  declined(service: Id): { readonly version: number; readonly detail: string } | null {
    return this.#declined.get(service.hex) ?? null;
  }

  /**
   * The services on this node's disk that wait for the operator's consent, as far as they were met since the
   * start.
   */
  get pendingConsents(): ReadonlyMap<string, PendingConsent> {
    return this.#admission.pendingConsents;
  }

  /**
   * The operator agrees. Resolves, when the consent is on disk, to the agreed items. The result is empty when
   * the service does not wait for consent.
   */
  consent(service: Id): Promise<readonly string[]> {
    return this.#admission.consent(service);
  }

  /** Services that were handed out since the start, the most recent last. */
  get handedOut(): readonly string[] {
    return [...this.#running.keys()];
  }

  /** Whether a service of that publisher has run here since the start. */
  knows(rootId: Uint8Array): boolean {
    return this.#publishers.has(hexOf(rootId));
  }

  /**
   * Stored evidence that the publisher signed two manifests of one version, the later one first. Empty when
   * there is none.
   */
  equivocation(service: Id): readonly Uint8Array[] {
    return this.#packages.equivocation(service);
  }

  /** Stores the evidence of an equivocation that a holder of records has found. */
  noteEquivocation(service: Id, other: Uint8Array, seen: Uint8Array | null): Promise<void> {
    return this.#admission.noteEquivocation(service, other, seen);
  }

  /**
   * Whether a version newer than the one last handed out is published and may run here. Its code is then on
   * disk, so that the next `fetch` is quick. Never rejects.
   */
  async check(service: Id, { isUrgent }: CheckOptions = { isUrgent: true }): Promise<boolean> {
    try {
      const running = this.#running.get(service.hex) ?? this.#packages.load(service)?.manifest.version ?? 0;
      const isQuorumRead = isUrgent || (this.#parts.random?.next() ?? 1) < QUORUM_READ_SHARE;
      return await this.#checkAfter(service, running, isQuorumRead);
    } catch (error) {
      this.#warn(service, diskFailed(error), 0, "checking for a newer version failed");
      return false;
    }
  }

  /** The version handed out last has started. Never rejects. */
  async commit(service: Id): Promise<void> {
    // If the disk fails, the package before stays there, which does no harm.
    await this.#packages.commit(service).catch(() => {});
  }

  /**
   * The version handed out last does not start: resolves to the version before it, if that may run today, or
   * to null when none is on disk. `check` does not offer the failed version again while this node runs.
   */
  async revert(service: Id): Promise<FetchOutcome | null> {
    try {
      if (!(await this.#packages.revert(service))) return null;
      const stored = this.#packages.load(service);
      return stored === null ? null : this.#prepare(stored, stored.module, "local", false);
    } catch (error) {
      return diskFailed(error);
    }
  }

  /** The module as it was published, if the one with that hash is on this node's disk. */
  original(service: Id, codeHash: string): Uint8Array | null {
    const stored = this.#packages.load(service);
    return stored !== null && hexOf(stored.manifest.codeHash) === codeHash ? stored.module : null;
  }

  /**
   * The checked package on this node's disk, to give to other nodes. Null without one, or if the disk failed.
   */
  stored(service: Id): StoredPackage | null {
    try {
      return this.#packages.load(service);
    } catch {
      return null;
    }
  }

  #noteDeclined(service: Id, version: number, detail: string): void {
    this.#declined.delete(service.hex);
    this.#declined.set(service.hex, { version, detail });
    dropOldest(this.#declined, DECLINED_MAX);
  }

  #noteRunning(service: Id, version: number): void {
    this.#running.delete(service.hex);
    this.#running.set(service.hex, version);
    dropOldest(this.#running, INSTALLED_SERVICES_MAX);
  }

  /** Fetches; when the fetch fails or takes long and there is a package on disk, that one. */
  async #fetchOrLoad(service: Id, previous: NodeHandle | null): Promise<FetchOutcome> {
    const fetch = this.#shareFetch(service, (untilMs) => this.#fetchPublished(service, untilMs, previous));
    if (this.#packages.load(service) === null) return fetch;
    const fetched = await this.#within(DISK_FALLBACK_MS, fetch);
    if (fetched?.ok) return fetched;
    // Read again: the fetch may have replaced it.
    const stored = this.#packages.load(service);
    if (stored === null) return fetch;
    const why = fetched ?? refused("unavailable", "the overlay did not answer in time");
    this.#warn(service, why, stored.manifest.version, "service runs from disk");
    return this.#prepare(stored, stored.module, "local", false);
  }

  /** The fetch of that service under way, or a new one. */
  #shareFetch(service: Id, begin: (untilMs: number) => Promise<FetchOutcome>): Promise<FetchOutcome> {
    const underWay = this.#fetches.get(service.hex);
    if (underWay !== undefined) return underWay;
    if (this.#fetches.size >= LOOKUPS_MAX)
      return Promise.resolve(refused("overloaded", "too many services are being fetched; try again"));
    const fetch = begin(this.#parts.clock.now() + DEADLINE_MS)
      .catch(diskFailed)
      .finally(() => this.#fetches.delete(service.hex));
    this.#fetches.set(service.hex, fetch);
    return fetch;
  }

  async #fetchPublished(service: Id, untilMs: number, previous: NodeHandle | null): Promise<FetchOutcome> {
    const near = previous === null ? null : await this.#fetchFromPreviousHop(service, untilMs, previous);
    if (near?.ok) return near;
    const offer = await this.#offers.ofOverlay(service, untilMs, false);
    if (offer.ok) return this.#install(service, offer, untilMs, null);
    if (offer.version !== undefined) this.#noteDeclined(service, offer.version, offer.detail);
    return offer;
  }

  async #fetchFromPreviousHop(service: Id, untilMs: number, node: NodeHandle): Promise<FetchOutcome | null> {
    const near = await this.#offers.ofPreviousHop(service, node);
    if (near === null) return null;
    const { offer, code } = near;
    return offer.ok ? this.#install(service, offer, untilMs, code) : offer;
  }

  async #checkAfter(service: Id, running: number, isQuorumRead: boolean): Promise<boolean> {
    const untilMs = this.#parts.clock.now() + DEADLINE_MS;
    const offer = await this.#offers.ofOverlay(service, untilMs, isQuorumRead);
    if (!offer.ok) {
      if (offer.version !== undefined) this.#noteDeclined(service, offer.version, offer.detail);
      return false;
    }
    this.#declined.delete(service.hex);
    if (offer.manifest.version <= running) return false;
    const outcome = await this.#shareFetch(service, (until) => this.#install(service, offer, until, null));
    const failure = outcome.ok ? await outcome.package.remembered : null;
    if (failure !== null) {
      this.#warn(service, failure, running, "a newer version cannot be remembered");
      return false;
    }
    if (outcome.ok) return outcome.package.manifest.version > running;
    this.#noteDeclined(service, offer.manifest.version, outcome.detail);
    this.#warn(service, outcome, running, "a newer version is published and cannot run here");
    return false;
  }

  /**
   * Brings the code of a manifest to this node's disk. `near`: the node that offered it. Null when the
   * overlay offered it.
   */
  async #install(service: Id, offer: Offer, untilMs: number, near: NearCode | null): Promise<FetchOutcome> {
    const { clock } = this.#parts;
    const { envelope, manifest, remembered } = offer;
    const isNewest = near === null;
    const stored = this.#packages.load(service);
    if (stored !== null && sameBytes(stored.envelope, envelope))
      return withRemembered(this.#prepare(offer, stored.module, "local", isNewest), remembered);
    const hash = hexOf(sha256(envelope));
    const known = this.#refused.get(hash);
    if (known !== undefined && clock.now() < known.untilMs) return known.outcome;

    const isSameCode = stored !== null && sameBytes(stored.manifest.codeHash, manifest.codeHash);
    if (stored !== null && !isSameCode && !this.#downloads.mayReplace(manifest))
      return refused("overloaded", "its publisher publishes new code faster than this node takes it");
    const code = isSameCode
      ? { ok: true as const, module: stored.module, from: "local" }
      : await this.#downloads.fetch(manifest, near, untilMs);
    if (!code.ok) return code;
    const outcome = this.#prepare(offer, code.module, code.from, isNewest);
    if (outcome.ok) {
      // The service also runs when the disk is full; then the code is fetched again another time.
      this.#packages.save(service, { envelope, module: code.module }).catch((error: unknown) => {
        this.#warn(service, diskFailed(error), manifest.version, "the code could not be written to disk");
      });
    } else this.#noteRefused(hash, outcome);
    return withRemembered(outcome, remembered);
  }

  #noteRefused(hash: string, outcome: FetchRefusal): void {
    this.#refused.delete(hash);
    this.#refused.set(hash, { outcome, untilMs: this.#parts.clock.now() + REFUSED_MS });
    dropOldest(this.#refused, REFUSED_MAX);
  }

  #prepare(published: Publication, module: Uint8Array, codeFrom: string, isNewest: boolean): FetchOutcome {
    const outcome = preparePackage(this.#admission, published, module, { codeFrom, isNewest });
    if (!outcome.ok) return outcome;
    this.#publishers.add(hexOf(published.manifest.rootId));
    if (this.#publishers.size > INSTALLED_SERVICES_MAX) this.#publishers.delete([...this.#publishers][0]);
    return outcome;
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
