/**
 * Publishes a module through a node: makes the manifest, signs it, and sends both. Used by `prost publish`
 * and the demo.
 */
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
import { splitModule } from "../deployment/module-signature.ts";
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
  /** Default: the publisher with `pair` as its only key. */
  readonly publisher?: Publisher;
  readonly name: string;
  /** When null, the version after the published one. */
  readonly version: number | null;
  readonly label?: string;
  /** When null, the capabilities that the imports and exports of the module need. */
  readonly capabilities: readonly Capability[] | null;
  readonly limits?: Partial<ServiceLimits>;
  readonly build?: BuildInfo;
  /** The lowest version of prost that runs it. */
  readonly minRuntime?: string;
}

/**
 * The manifest to sign. `before`: the published manifest that it follows; null when there is none. Throws
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
      `the module needs ${missing.join(", ")}, which the manifest does not name; add --capability ${missing.join(" --capability ")}`,
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

/** The module must have passed the gate. */
function exportsHashIn(module: Uint8Array): Uint8Array {
  const gated = gate(module);
  return gated.ok ? exportsHashOf(gated.module) : new Uint8Array(0);
}

/** The module without its `signature` section, in the form that is published. */
export function bareModule(module: Uint8Array): Uint8Array {
  const apart = splitModule(module);
  // The gate refuses bytes that are not a module.
  return apart.ok ? apart.module : module;
}

/** The newest published manifest of a service, as a node reports it. Resolves to null when there is none. */
export async function publishedManifest(
  client: ControlClient,
  networkId: Id,
  serviceId: Id,
): Promise<Manifest | null> {
  const [record] = (await client.versions(serviceId, 1)).publications;
  const opened = record === undefined ? null : openPublication(record, networkId);
  return opened?.ok && serviceOf(opened.manifest).equals(serviceId) ? opened.manifest : null;
}

/**
 * The manifest to sign: the published one, to be signed again, if the terms are the same and it is less than
 * half expired; otherwise one that follows it.
 */
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
  /** Wait until all holders have all records on disk. */
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
    "name further keys with --key, or write it with --out and sign it with further keys: prost sign FILE --with KEY",
  );
  const envelope = signPublication(by, networkId, manifest, issuedMs);
  await client.publish({ module: bareModule(module), manifest: envelope, waits }, onProgress);
}

/** Parses limits like "memoryPages=64". Throws INVALID_ARGUMENT. */
export function parseLimits(texts: readonly string[]): Partial<ServiceLimits> {
  const fields = Object.keys(LIMITS_MAX) as (keyof ServiceLimits)[];
  return Object.fromEntries(
    texts.map((text) => {
      const [name, number = ""] = text.split("=");
      const field = fields.find((one) => one === name);
      if (field === undefined || !/^\d{1,16}$/.test(number))
        throw new ProstError(
          "INVALID_ARGUMENT",
          `${JSON.stringify(text)} is not a limit like memoryPages=64; the limits are ${fields.join(", ")}`,
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
      `there is no capability ${text}; the capabilities are ${CAPABILITIES.join(", ")}`,
    );
  return found;
}
