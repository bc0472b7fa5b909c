/** Publishing a module through a node: what `prost publish` does, and the demo. */
import { CAPABILITIES, type Capability } from "../../abi/imports.ts";
import type { PublishProgress } from "../control/api.ts";
import type { ControlClient } from "../control/client.ts";
import { type Manifest, makeManifest, serviceOf, signManifest } from "../deployment/manifest.ts";
import { ProstError } from "../errors.ts";
import type { KeyPair } from "../identity.ts";
import { Id } from "../overlay/id.ts";
import type { ServiceLimits } from "../sandbox/contract.ts";
import { inspectModule } from "../sandbox/inspect.ts";

export interface Publication {
  readonly module: Uint8Array;
  readonly pair: KeyPair;
  readonly name: string;
  /** Null: the moment in seconds, so that each publication is newer than the one before. */
  readonly version: number | null;
  readonly label?: string;
  /** Null: what its imports and exports need. */
  readonly capabilities: readonly Capability[] | null;
  readonly limits?: Partial<ServiceLimits>;
}

/** The manifest that would be signed. Throws FAILED_PRECONDITION for a module that nodes would refuse. */
export function draftManifest({
  module,
  pair,
  name,
  version,
  label,
  capabilities,
  limits,
}: Publication): Manifest {
  const inspection = inspectModule(module);
  if (!inspection.ok)
    throw new ProstError("FAILED_PRECONDITION", `nodes would refuse the module: ${inspection.detail}`);
  const missing = inspection.capabilities.filter(
    (needed) => capabilities !== null && !capabilities.includes(needed),
  );
  if (missing.length > 0) {
    throw new ProstError(
      "FAILED_PRECONDITION",
      `the module needs ${missing.join(", ")}, which the manifest would not name; add --capability ${missing.join(" --capability ")}`,
    );
  }
  const createdMs = Date.now();
  return makeManifest({
    publisherKey: pair.publicKey,
    name,
    version: version ?? Math.floor(createdMs / 1000),
    ...(label === undefined ? {} : { label }),
    capabilities: capabilities ?? inspection.capabilities,
    ...(limits === undefined ? {} : { limits }),
    module,
    createdMs,
  });
}

/** Signs and publishes. Returns the service's id. */
export async function publishModule(
  client: ControlClient,
  publication: Publication,
  onProgress: (progress: PublishProgress) => void = () => {},
  waits = false,
): Promise<Id> {
  const manifest = draftManifest(publication);
  const { networkId } = await client.status();
  const envelope = signManifest(publication.pair, Id.fromHex(networkId), manifest);
  await client.publish({ module: publication.module, manifest: envelope, waits }, onProgress);
  return serviceOf(manifest);
}

export function parseCapability(text: string): Capability {
  const found = CAPABILITIES.find((capability) => capability === text);
  if (found === undefined)
    throw new ProstError(
      "INVALID_ARGUMENT",
      `there is no capability ${text}; there are ${CAPABILITIES.join(", ")}`,
    );
  return found;
}
