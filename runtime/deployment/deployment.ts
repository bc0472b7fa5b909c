/** The parts of deployment at one node, and how they are connected. */

import type { Clock, Random } from "../base/environment.ts";
import type { Id } from "../base/id.ts";
import type { Log } from "../base/log.ts";
import type { Overlay } from "../overlay/api.ts";
import type { LocalStore } from "../storage/local/local-store.ts";
import type { ReplicatedStorage } from "../storage/record.ts";
import { QuorumReader } from "../storage/replication/quorum-read.ts";
import { CodeExchange } from "./code-exchange.ts";
import { Installer } from "./installer.ts";
import { CHUNK_TAG, deploymentKinds } from "./kinds.ts";
import { PathCache } from "./path-cache.ts";
import type { Policy } from "./policy.ts";
import { PublisherStore } from "./publisher-store.ts";
import { ReplicaCounter } from "./replica-count.ts";
import { Republisher } from "./republisher.ts";
import type { Revocation } from "./revocation.ts";
import { RevocationGossip } from "./revocation-gossip.ts";

/**
 * How long a cache on the route keeps a replaceable record, in milliseconds. The cache delays the news of a
 * newer version by at most this time.
 */
const REPLACEABLE_KEPT_MS = 5_000;

interface DeploymentParts {
  readonly overlay: Overlay;
  /** The kinds of deployment are defined in it already. */
  readonly storage: ReplicatedStorage;
  readonly store: LocalStore;
  readonly networkId: Id;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly random: Random;
  /** Milliseconds since 1970. */
  readonly wallClock: () => number;
  /** A publisher has revoked something: the services that run here must be checked again. */
  readonly onRevocation?: (revocation: Revocation) => void;
  readonly log?: Log;
  /**
   * The ids, in hex, of the services installed here. Default: those that the installer returned since the
   * start.
   */
  readonly installedServices?: () => readonly string[];
  /** The period at which each of these services is republished, in milliseconds. Default: REPUBLISH_MS. */
  readonly republishMs?: number;
}

export interface Deployment {
  readonly installer: Installer;
  readonly exchange: CodeExchange;
  readonly pathCache: PathCache;
  /** Reads from several holders, where a single lying holder would do harm. */
  readonly quorumReader: QuorumReader;
  readonly replicaCounter: ReplicaCounter;
  readonly publishers: PublisherStore;
  readonly revocations: RevocationGossip;
  readonly republisher: Republisher;
}

export function createDeployment(parts: DeploymentParts): Deployment {
  const { overlay, storage, clock, random, networkId } = parts;
  const kinds = deploymentKinds(networkId);
  const pathKinds = kinds.map((kind) => ({
    kind,
    keptMs: kind.tag === CHUNK_TAG ? Number.POSITIVE_INFINITY : REPLACEABLE_KEPT_MS,
  }));
  const pathCache = new PathCache({ overlay, storage, clock, kinds: pathKinds });
  const quorumReader = new QuorumReader({ overlay, storage, clock, random, kinds });
  const replicaCounter = new ReplicaCounter({ overlay, storage, clock, kinds });
  const exchange = new CodeExchange({ overlay, clock, stored: (service) => installer.stored(service) });
  const publishers = new PublisherStore(parts.store, networkId);
  const installer: Installer = new Installer({
    ...parts,
    // A getter, since the operator may change the policy.
    get policy() {
      return parts.policy;
    },
    publishers,
    pathCache,
    quorumReader,
    exchange,
  });
  const revocations = new RevocationGossip({
    ...parts,
    publishers,
    isOfInterest: (rootId) => installer.knows(rootId),
    onRevocation: (revocation) => parts.onRevocation?.(revocation),
  });
  const republisher = new Republisher({
    ...parts,
    installer,
    replicaCounter,
    reader: quorumReader,
    installedServices: parts.installedServices ?? (() => installer.handedOut),
    ...(parts.republishMs === undefined ? {} : { everyMs: parts.republishMs }),
  });
  return {
    republisher,
    installer,
    exchange,
    pathCache,
    quorumReader,
    publishers,
    revocations,
    replicaCounter,
  };
}
