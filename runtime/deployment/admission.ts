/**
 * Whether a service may run at this node: not revoked, valid now, not older than a version seen before,
 * within the operator's policy and consent. The code itself is checked later, by the gate.
 */
import type { Capability } from "../../abi/imports.ts";
import { dropOldest } from "../base/bounded.ts";
import type { Id } from "../base/id.ts";
import type { Log } from "../base/log.ts";
import { isAtLeast, VERSION } from "../base/version.ts";
import { GATE_LIMITS } from "../sandbox/gate/gate.ts";
import { excessOf } from "./limits.ts";
import { type Manifest, manifestHashOf, sameBytes, serviceOf, VERSION_STEP_MAX } from "./manifest.ts";
import { type FetchRefusal, refused } from "./package.ts";
import type { PackageStore } from "./package-store.ts";
import { admit, consentedLimit, type Policy, type PolicyDecision } from "./policy.ts";
import { type Authorization, isPacedAfter, type Publication, timeRefusal } from "./publication.ts";
import type { PublisherStore } from "./publisher-store.ts";

/** Maximum number of services that wait for the operator's consent. Beyond it the oldest is dropped. */
const PENDING_CONSENTS_MAX = 1_000;

interface AdmissionParts {
  readonly packages: PackageStore;
  readonly publishers: PublisherStore;
  /** Read at each decision: the operator may change it. */
  readonly policy: () => Policy;
  /** Milliseconds since 1970. */
  readonly wallClock: () => number;
  readonly log?: Log | undefined;
}

/** A version that waits for the operator's consent. */
export interface PendingConsent {
  readonly manifest: Manifest;
  /** Capabilities, and limits as "memoryPages=64". */
  readonly asks: readonly string[];
}

export class AdmissionControl {
  readonly #parts: AdmissionParts;
  /** Versions that wait for consent, by service. */
  readonly #pendingConsents = new Map<string, PendingConsent>();

  constructor(parts: AdmissionParts) {
    this.#parts = parts;
  }

  /** Services that wait for the operator's consent, since the start of the process. */
  get pendingConsents(): ReadonlyMap<string, PendingConsent> {
    return this.#pendingConsents;
  }

  /**
   * The operator agrees. Resolves, when the consent is on disk, to the agreed items. The result is empty when
   * the service does not wait for consent.
   */
  async consent(service: Id): Promise<readonly string[]> {
    const asks = this.#pendingConsents.get(service.hex)?.asks ?? [];
    if (asks.length > 0) await this.#parts.packages.consent(service, asks);
    this.#pendingConsents.delete(service.hex);
    return asks;
  }

  /** Why the publication is not valid at this moment: revoked, early or expired. Null when it is valid. */
  validityRefusal(published: Authorization): FetchRefusal | null {
    const { publishers, wallClock } = this.#parts;
    return publishers.refusal(published) ?? timeRefusal(published, wallClock());
  }

  /** The grant of the policy and of the operator's consents. */
  grant(manifest: Manifest): PolicyDecision {
    const { policy, packages } = this.#parts;
    return admit(policy(), manifest, packages.consents(serviceOf(manifest)));
  }

  /** Why a service that was admitted may not run any longer. Null when it may. */
  runRefusal(published: Authorization): FetchRefusal | null {
    const { publishers, wallClock } = this.#parts;
    try {
      const late = this.validityRefusal(published);
      if (late !== null) return late;
      const decision = this.grant(published.manifest);
      return decision.ok ? null : decision;
    } catch {
      // The disk failed: decide by the state in memory.
      return publishers.withdrawn(published) ?? timeRefusal(published, wallClock());
    }
  }

  /**
   * Why this publication is not accepted from the overlay: its version, then its terms. Null when it is
   * accepted.
   */
  async offerRefusal(service: Id, offered: Publication, envelope: Uint8Array): Promise<FetchRefusal | null> {
    const { manifest } = offered;
    const version = await this.#versionRefusal(service, manifest, envelope);
    return (
      version ?? runtimeRefusal(manifest) ?? this.#termsRefusal(service, manifest) ?? sizeRefusal(manifest)
    );
  }

  /**
   * Remembers version and root document. Resolves when both are on disk; to false when no more services can
   * be remembered.
   */
  async remember(service: Id, published: Publication): Promise<boolean> {
    const { packages, publishers } = this.#parts;
    const { manifest } = published;
    const seen = packages.see(service, manifest.version, manifestHashOf(manifest));
    await Promise.all([seen, publishers.see(published)]);
    return seen;
  }

  /**
   * Stores the evidence of an equivocation. `seen`: the publication seen first, or null when it is not known.
   */
  async noteEquivocation(service: Id, other: Uint8Array, seen: Uint8Array | null): Promise<void> {
    const { packages, log } = this.#parts;
    if (await packages.saveEquivocation(service, other, seen))
      log?.warn(
        { service: service.short },
        "the publisher signed two manifests of one version; both are kept as evidence",
      );
  }

  async #versionRefusal(service: Id, manifest: Manifest, envelope: Uint8Array): Promise<FetchRefusal | null> {
    const { packages } = this.#parts;
    const { version } = manifest;
    const highest = packages.highestSeen(service);
    if (version < highest)
      return refused("rollback", `version ${version} is offered, and version ${highest} was seen before`);
    const seen = packages.manifestSeen(service);
    if (version === highest && seen !== null && !sameBytes(seen, manifestHashOf(manifest))) {
      const before = packages.load(service);
      const isSeen = before !== null && sameBytes(manifestHashOf(before.manifest), seen);
      await this.noteEquivocation(service, envelope, isSeen ? before.envelope : null);
      return refused(
        "equivocation",
        `another manifest of version ${highest} was seen before; its publisher can publish a higher version`,
      );
    }
    if (highest > 0 && version - highest > VERSION_STEP_MAX)
      return refused("invalid", `version ${version} is too far above ${highest}, which was seen last`);
    const stored = packages.load(service);
    if (stored !== null && version > stored.manifest.version && !isPacedAfter(envelope, stored.envelope))
      return refused(
        "scope",
        `version ${version} follows ${stored.manifest.version} sooner than its delegate may publish`,
      );
    return null;
  }

  /**
   * The policy, and the operator's consent. A first version that asks for higher limits than the policy's is
   * taken and granted less. A limit that grows from one version to the next needs consent, whatever the
   * policy's ceiling.
   */
  #termsRefusal(service: Id, manifest: Manifest): FetchRefusal | null {
    const policy = this.#parts.policy();
    const consents = this.#parts.packages.consents(service);
    const before = this.#parts.packages.load(service)?.manifest ?? null;
    const isUngranted = (one: Capability) => !policy.capabilities.includes(one) && !consents.includes(one);
    const isNew = (one: Capability) =>
      policy.consent && before !== null && !before.capabilities.includes(one) && !consents.includes(one);
    const capabilities = manifest.capabilities.filter((one) => isUngranted(one) || isNew(one));
    const limits = policy.consent ? grownLimits(manifest, before, consents) : [];
    const asks = [...capabilities, ...limits];
    const decision = admit(policy, manifest, [...consents, ...asks]);
    if (!decision.ok) return decision;
    this.#pendingConsents.delete(service.hex);
    if (asks.length === 0) return null;
    this.#pendingConsents.set(service.hex, { manifest, asks });
    dropOldest(this.#pendingConsents, PENDING_CONSENTS_MAX);
    const advice = `\`prost consent ${service.hex}\` grants it`;
    return before === null
      ? refused(
          "policy",
          `it asks for ${manifest.capabilities.filter(isUngranted).join(", ")}, which is not granted here; ${advice}`,
        )
      : refused(
          "consent",
          `version ${manifest.version} asks for ${asks.join(", ")} beyond its grant; ${advice}`,
        );
  }
}

/**
 * Limits that are higher than in the version before and that the operator has not consented to, as
 * "memoryPages=64".
 */
function grownLimits(manifest: Manifest, before: Manifest | null, consents: readonly string[]): string[] {
  if (before === null || before.version >= manifest.version) return [];
  return excessOf(manifest.limits, before.limits)
    .filter((field) => manifest.limits[field] > consentedLimit(consents, field))
    .map((field) => `${field}=${manifest.limits[field]}`);
}

function runtimeRefusal({ version, minRuntime }: Manifest): FetchRefusal | null {
  return minRuntime === "" || isAtLeast(VERSION, minRuntime)
    ? null
    : refused(
        "runtime",
        `version ${version} needs prost ${minRuntime}, and this node is ${VERSION}; it runs when the node is updated`,
      );
}

/** The gate refuses a larger module anyway, so it is not downloaded. */
function sizeRefusal({ codeBytes }: Manifest): FetchRefusal | null {
  return codeBytes <= GATE_LIMITS.module
    ? null
    : refused("gate", `a module of ${codeBytes} bytes; at most ${GATE_LIMITS.module} run here`);
}
