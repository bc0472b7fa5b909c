/**
 * Finds the newest manifest of a service, at the previous hop or in the overlay, and checks it before any
 * code is downloaded. Checks run in the order of their cost: signatures, revocation and time, version,
 * policy.
 */
import type { Clock } from "../base/environment.ts";
import type { Id } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import { type RetryOptions, retry } from "../base/retry.ts";
import type { GetOutcome, ReplicatedStorage } from "../storage/record.ts";
import type { AdmissionControl } from "./admission.ts";
import type { NearCode, QuorumSource, RecordSource } from "./code.ts";
import type { CodeExchange } from "./code-exchange.ts";
import { manifestRecord } from "./kinds.ts";
import { serviceOf } from "./manifest.ts";
import { type FetchRefusal, refused } from "./package.ts";
import { type Publication, staleRefusal } from "./publication.ts";
import type { PublicationCache } from "./publication-cache.ts";

const ATTEMPTS = 4;
const PAUSE_MS = 250;

interface OfferParts {
  readonly storage: ReplicatedStorage;
  readonly publications: PublicationCache;
  readonly admission: AdmissionControl;
  readonly clock: Clock;
  /** Milliseconds since 1970. */
  readonly wallClock: () => number;
  /** Default: the previous hop is not asked. */
  readonly exchange?: CodeExchange | undefined;
  /** Default: the storage is read. */
  readonly pathCache?: RecordSource | undefined;
  /** Default: the storage is read. */
  readonly quorumReader?: QuorumSource | undefined;
}

/** A publication that passed all checks. */
export interface Offer extends Publication {
  readonly envelope: Uint8Array;
  /**
   * Resolves when its version is on disk as the highest seen; to false when no more services can be
   * remembered.
   */
  readonly remembered: Promise<boolean>;
}

interface DeclinedOffer extends FetchRefusal {
  /** The refused version, when its publisher signed it. */
  readonly version?: number;
  /** Its pointer has expired, and the other checks so far found nothing wrong. */
  readonly isStale?: boolean;
}

interface PreviousHopOffer {
  readonly offer: Offer | DeclinedOffer;
  readonly code: NearCode;
}

export class Offers {
  readonly #parts: OfferParts;

  constructor(parts: OfferParts) {
    this.#parts = parts;
  }

  /** The offer of that node. Resolves to null when it has none or does not answer. */
  async ofPreviousHop(service: Id, node: NodeHandle): Promise<PreviousHopOffer | null> {
    const { exchange } = this.#parts;
    const answer = (await exchange?.requestOffer(node, service)) ?? null;
    if (exchange === undefined || answer === null) return null;
    const offer = await this.#check(service, answer.envelope, false);
    return { offer, code: { exchange, node, service, pieces: answer.pieces } };
  }

  /**
   * The publication in the overlay. `untilMs`: no further attempt starts after this time, in ms of the clock.
   * `isQuorumRead`: the first attempt already reads from several holders.
   */
  async ofOverlay(service: Id, untilMs: number, isQuorumRead: boolean): Promise<Offer | DeclinedOffer> {
    const got = await this.#read(service, { attempts: ATTEMPTS, pauseMs: PAUSE_MS, untilMs }, isQuorumRead);
    const offer = await this.#checkRecord(service, got, false);
    return offer.ok || offer.isStale !== true ? offer : ((await this.#confirmStale(service)) ?? offer);
  }

  /**
   * The first attempt may read from a cache on the route; further ones do not, since that node may be what
   * failed.
   */
  async #read(service: Id, options: RetryOptions, isQuorumRead: boolean): Promise<GetOutcome> {
    const { storage, pathCache, clock, quorumReader = storage } = this.#parts;
    let isCached = !isQuorumRead && pathCache !== undefined;
    const mayBeCached = isCached;
    const got = await retry(
      clock,
      options,
      () => {
        const source = isCached && pathCache !== undefined ? pathCache : quorumReader;
        isCached = false;
        return source.get(manifestRecord(service));
      },
      (outcome) => outcome.ok || outcome.reason !== "unavailable",
    );
    // "None" from a single node on the route is not trusted.
    return mayBeCached && !got.ok && got.reason === "none" ? quorumReader.get(manifestRecord(service)) : got;
  }

  /**
   * The publisher may be away and not have renewed its pointer. If several holders have the manifest and none
   * has a newer one, the pointer stays valid until the manifest expires. Resolves to null when too few
   * holders answered.
   */
  async #confirmStale(service: Id): Promise<Offer | DeclinedOffer | null> {
    const read = await this.#parts.quorumReader?.read(manifestRecord(service));
    return read?.isConfirmed ? this.#checkRecord(service, read.outcome, true) : null;
  }

  async #checkRecord(service: Id, got: GetOutcome, isConfirmed: boolean): Promise<Offer | DeclinedOffer> {
    if (!got.ok && got.reason === "unavailable")
      return refused("unavailable", "the nodes that hold the manifest could not be reached");
    const envelope = got.ok ? got.record.value : null;
    return envelope === null
      ? refused("none", "no such service is published")
      : this.#check(service, envelope, isConfirmed);
  }

  /** `isConfirmed`: several holders have nothing newer, so that an expired pointer is accepted. */
  async #check(service: Id, envelope: Uint8Array, isConfirmed: boolean): Promise<Offer | DeclinedOffer> {
    const { publications, admission, wallClock } = this.#parts;
    const opened = publications.open(envelope);
    if (!opened.ok) return opened;
    const { version } = opened.manifest;
    if (!serviceOf(opened.manifest).equals(service))
      return refused("identity", "the manifest is of another service");
    const stale = staleRefusal(opened, wallClock());
    const invalid = admission.validityRefusal(opened);
    if (invalid === null && stale !== null && !(isConfirmed && stale.reason === "expired"))
      return { ...stale, isStale: stale.reason === "expired", version };
    const refusal = invalid ?? (await admission.offerRefusal(service, opened, envelope));
    if (refusal !== null) return { ...refusal, version };
    const remembered = admission.remember(service, opened);
    // The service's start waits for this promise. Until then a rejection must not count as unhandled.
    remembered.catch(() => {});
    return { ...opened, envelope, remembered };
  }
}
