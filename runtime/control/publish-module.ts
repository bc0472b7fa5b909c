/** Publishing a module through a node: what `prost publish` does, and the demo. */
import { CAPABILITIES, type Capability } from "../../abi/imports.ts";
import { ProstError } from "../base/errors.ts";
import { Id } from "../base/id.ts";
import { type KeyPair, serviceIdOf } from "../base/identity.ts";
import { mustBeSigned } from "../deployment/cosigning.ts";
import { exportsHashOf } from "../deployment/exports-hash.ts";
import {
  type BuildInfo,
  hasSameTerms,
  LIMITS_MAX,
  type Manifest,
  makeManifest,
  manifestHashOf,
  serviceOf,
  VALID_MS_MAX,
} from "../deployment/manifest.ts";
import { takeApart } from "../deployment/module-signature.ts";
import {
  delegationHashesOf,
  openPublication,
  type Publisher,
  rootIdOfPublisher,
  signedParts,
  signPublication,
  solePublisher,
} from "../deployment/publication.ts";
import type { PublishProgress } from "../deployment/publisher.ts";
import { soleRootId } from "../deployment/root.ts";
import type { ServiceLimits } from "../sandbox/contract.ts";
import { gate } from "../sandbox/gate/gate.ts";
import { inspectModule } from "../sandbox/gate/inspect.ts";
import type { ControlClient } from "./client.ts";

export interface PublishInput {
  readonly module: Uint8Array;
  readonly pair: KeyPair;
  /** Who signs; left out: the publisher that has the pair as its one key. */
  readonly publisher?: Publisher;
  readonly name: string;
  /** Null: one more than what is published. */
  readonly version: number | null;
  readonly label?: string;
  /** Null: what its imports and exports need. */
  readonly capabilities: readonly Capability[] | null;
  readonly limits?: Partial<ServiceLimits>;
  readonly build?: BuildInfo;
  /** The least version of prost. */
  readonly minRuntime?: string;
}

/**
 * The manifest that would be signed. `before`: what is published, which it follows; null: nothing. Throws
 * FAILED_PRECONDITION for a module that nodes would refuse.
 */
export function draftManifest(publication: PublishInput, before: Manifest | null = null): Manifest {
  const { pair, publisher, name, version, label, capabilities, limits, build, minRuntime } = publication;
  const module = bareModule(publication.module);
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
  return makeManifest({
    rootId: publisher === undefined ? soleRootId(pair.publicKey) : rootIdOfPublisher(publisher),
    name,
    version: version ?? (before?.version ?? 0) + 1,
    ...(label === undefined ? {} : { label }),
    ...(before === null ? {} : { previousHash: manifestHashOf(before) }),
    capabilities: capabilities ?? inspection.capabilities,
    ...(limits === undefined ? {} : { limits }),
    module,
    exportsHash: exportsHashIn(module),
    ...(build === undefined ? {} : { build }),
    ...(minRuntime === undefined ? {} : { minRuntime }),
    createdMs: Date.now(),
    ...(publisher === undefined ? {} : { delegationHashes: delegationHashesOf(publisher) }),
  });
}

/** Of a module that the gate has let pass. */
function exportsHashIn(module: Uint8Array): Uint8Array {
  const gated = gate(module);
  return gated.ok ? exportsHashOf(gated.module) : new Uint8Array(0);
}

/** Without the `signature` section: what is published. */
export function bareModule(module: Uint8Array): Uint8Array {
  const apart = takeApart(module);
  // What is no module is the gate's to refuse.
  return apart.ok ? apart.module : module;
}

/** The newest manifest that is published of a service, by what a node says; null: nothing. */
export async function publishedManifest(
  client: ControlClient,
  networkId: Id,
  serviceId: Id,
): Promise<Manifest | null> {
  const [record] = (await client.versions(serviceId, 1)).publications;
  const opened = record === undefined ? null : openPublication(record, networkId);
  return opened?.ok && serviceOf(opened.manifest).equals(serviceId) ? opened.manifest : null;
}

/** What is to be signed: what is published, signed anew, where it says the same; else what follows it. */
export function nextManifest(publication: PublishInput, before: Manifest | null): Manifest {
  const draft = draftManifest(publication, before);
  if (before === null || publication.version !== null) return draft;
  const isFresh = before.expiresMs - Date.now() > VALID_MS_MAX / 2;
  return hasSameTerms(draft, before) && isFresh ? before : draft;
}

/** Signs and publishes. Returns the service's id. */
export async function publishModule(
  client: ControlClient,
  publication: PublishInput,
  onProgress: (progress: PublishProgress) => void = () => {},
  /** Until all that are to hold it have it on their disks. */
  waits = false,
): Promise<Id> {
  const networkId = Id.fromHex((await client.status()).networkId);
  const { rootId, name } = draftManifest(publication);
  const before =
    publication.version === 1 ? null : await publishedManifest(client, networkId, serviceIdOf(rootId, name));
  const manifest = nextManifest(publication, before);
  await publishManifest(client, networkId, publication, manifest, onProgress, waits);
  return serviceOf(manifest);
}

/** Signs and publishes a manifest of that module. */
export async function publishManifest(
  client: ControlClient,
  networkId: Id,
  { publisher, pair, module }: Pick<PublishInput, "publisher" | "pair" | "module">,
  manifest: Manifest,
  onProgress: (progress: PublishProgress) => void,
  waits: boolean,
): Promise<void> {
  const issuedMs = Math.max(Date.now(), manifest.notBeforeMs);
  const by = publisher ?? solePublisher(pair, networkId);
  const { roots, delegations } = by;
  const draft = { network: "", roots, delegations, revocation: null };
  mustBeSigned(
    { ...draft, ...signedParts(by.pairs, networkId, manifest, issuedMs) },
    networkId,
    "name further keys with --key, or write it with --out and have it signed: prost sign FILE --with KEY",
  );
  const envelope = signPublication(by, networkId, manifest, issuedMs);
  await client.publish({ module: bareModule(module), manifest: envelope, waits }, onProgress);
}

/** "memoryPages=64". */
export function parseLimits(texts: readonly string[]): Partial<ServiceLimits> {
  const fields = Object.keys(LIMITS_MAX) as (keyof ServiceLimits)[];
  return Object.fromEntries(
    texts.map((text) => {
      const [name, number = ""] = text.split("=");
      const field = fields.find((one) => one === name);
      if (field === undefined || !/^\d{1,16}$/.test(number))
        throw new ProstError(
          "INVALID_ARGUMENT",
          `${JSON.stringify(text)} is not a limit, as memoryPages=64; there are ${fields.join(", ")}`,
        );
      return [field, Number(number)];
    }),
  );
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
