/** The parts of deployment at one node, wired: fetching, handing on to neighbours, keeping what passes. */
import type { Log } from "../log.ts";
import type { Overlay } from "../overlay/api.ts";
import type { Clock } from "../overlay/environment.ts";
import type { Id } from "../overlay/id.ts";
import type { LocalStore } from "../storage/local.ts";
import type { ReplicatedStorage } from "../storage/record.ts";
import { CodeExchange } from "./code-exchange.ts";
import { CopyCensus } from "./copy-census.ts";
import { Installer } from "./installer.ts";
import { CHUNK_TAG, deploymentKinds } from "./kinds.ts";
import type { Policy } from "./policy.ts";
import { WayCache } from "./way-cache.ts";

/** How old what can be replaced may be on the way: nobody learns of a new version later than this by it. */
const REPLACEABLE_KEPT_MS = 5_000;

export interface DeploymentParts {
  readonly overlay: Overlay;
  /** Its kinds are defined already. */
  readonly storage: ReplicatedStorage;
  readonly store: LocalStore;
  readonly networkId: Id;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly log?: Log;
}

export interface Deployment {
  readonly installer: Installer;
  readonly exchange: CodeExchange;
  readonly way: WayCache;
  readonly census: CopyCensus;
}

export function createDeployment(parts: DeploymentParts): Deployment {
  const { overlay, storage, clock, networkId } = parts;
  const kinds = deploymentKinds(networkId);
  const wayKinds = kinds.map((kind) => ({
    kind,
    keptMs: kind.tag === CHUNK_TAG ? Number.POSITIVE_INFINITY : REPLACEABLE_KEPT_MS,
  }));
  const way = new WayCache({ overlay, storage, clock, kinds: wayKinds });
  const census = new CopyCensus({ overlay, storage, clock, kinds });
  const exchange = new CodeExchange({ overlay, clock, kept: (service) => installer.kept(service) });
  const installer: Installer = new Installer({ ...parts, way, exchange });
  return { installer, exchange, way, census };
}
