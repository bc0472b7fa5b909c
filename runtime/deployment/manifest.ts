/**
 * A service's manifest: its publisher, its code, and the limits and capabilities that the code asks for. It
 * is signed for the publisher's role `release`. Nodes read it as bytes from an untrusted peer.
 */
import { ABI_VERSION } from "../../abi/abi.ts";
import { CAPABILITIES, type Capability } from "../../abi/imports.ts";
import { ProstError } from "../base/errors.ts";
import type { Id } from "../base/id.ts";
import { serviceIdOf } from "../base/identity.ts";
import { isVersion } from "../base/version.ts";
import { prost } from "../gen/package.js";
import { LIMITS_DEFAULT, type ServiceLimits } from "../sandbox/contract.ts";
import { GATE_PROFILE } from "../sandbox/gate/profile.ts";
import { METERING_SCHEDULE } from "../sandbox/instrument/rewrite.ts";
import { CHUNK_BYTES, chunkCount, chunksOf, MODULE_BYTES_MAX, sameBytes, sha256 } from "./chunks.ts";
import { DELEGATIONS_MAX } from "./delegation.ts";
import { canonical, copyOf, HASH_BYTES, isCount } from "./envelope.ts";
import { excessOf, LIMITS_MAX, limitFault, limitsOf } from "./limits.ts";
import { merkleRoot } from "./merkle.ts";
import { signedHashOf } from "./module-signature.ts";
import { isName, NAME_RULE } from "./service-name.ts";

export { CHUNK_BYTES, chunksOf, LIMITS_MAX, MODULE_BYTES_MAX, sameBytes, sha256 };

/** Maximum size of a manifest, in bytes: up to 64 chunk hashes of 34 bytes each, and room for the rest. */
export const MANIFEST_BYTES_MAX = 4096;
/** Maximum size of a label, in bytes of UTF-8. A label is for people: "1.4.0", "2026-03-01". */
const LABEL_BYTES_MAX = 64;
/**
 * The largest step from one version to the next, and the highest first version, so that no publisher can use
 * up the numbers.
 */
export const VERSION_STEP_MAX = 2 ** 20;
/** A manifest is valid for at most 90 days; then it must be signed again. */
export const VALID_MS_MAX = 90 * 86_400_000;
/** Counts additions to the ABI that do not break it. */
const ABI_MINOR = 0;
/** Maximum size of each text in `build`, in bytes of UTF-8. */
const BUILD_TEXT_BYTES_MAX = 64;
const FORMAT = 1;

export interface Manifest {
  /** The publisher's id, 32 bytes. Together with the name it gives the service's id. */
  readonly rootId: Uint8Array;
  readonly name: string;
  /** From 1. A higher version replaces a lower one. */
  readonly version: number;
  readonly label: string;
  /** SHA-256 of the payload of the manifest before; empty in the first manifest. */
  readonly previousHash: Uint8Array;
  /** SHA-256 of the module as it is published, without a `signature` section. */
  readonly codeHash: Uint8Array;
  readonly codeBytes: number;
  /** SHA-256 of each chunk, in order. */
  readonly chunkHashes: readonly Uint8Array[];
  /** The Merkle root over the chunk hashes; see merkle.ts. */
  readonly merkleRoot: Uint8Array;
  /** What a `signature` section of the module would sign; see module-signature.ts. */
  readonly sectionHash: Uint8Array;
  readonly abiVersion: number;
  readonly abiMinor: number;
  readonly gateProfile: string;
  readonly meteringSchedule: number;
  /** Sorted, each once. */
  readonly capabilities: readonly Capability[];
  readonly limits: ServiceLimits;
  /** Milliseconds since 1970, by the publisher's clock. */
  readonly notBeforeMs: number;
  readonly expiresMs: number;
  /** The version of the service's stored data, for the service's author. Nodes do not read it. */
  readonly storageSchema: number;
  /**
   * SHA-256 of the payload of each delegation that the signature depends on; the publisher's delegation is
   * first.
   */
  readonly delegationHashes: readonly Uint8Array[];
  /** See exports-hash.ts. Empty when not stated. */
  readonly exportsHash: Uint8Array;
  /** Null when not stated. */
  readonly build: BuildInfo | null;
  /** The lowest version of prost that runs the service. Empty when any version does. */
  readonly minRuntime: string;
}

/** How the module was built, for people who want to build it again. Nodes do not read it. */
export interface BuildInfo {
  readonly compiler: string;
  readonly version: string;
  /** SHA-256, or empty. */
  readonly sourceHash: Uint8Array;
}

export interface ManifestInput {
  readonly rootId: Uint8Array;
  readonly name: string;
  readonly version: number;
  readonly label?: string;
  /** The hash of the manifest before. Default: this is the first manifest. */
  readonly previousHash?: Uint8Array;
  /** In any order. */
  readonly capabilities: readonly Capability[];
  /** Default for each limit: LIMITS_DEFAULT. */
  readonly limits?: Partial<ServiceLimits>;
  /** Without a `signature` section. */
  readonly module: Uint8Array;
  /** The start of its validity, which is the current time. Milliseconds since 1970. */
  readonly createdMs: number;
  /** Default: VALID_MS_MAX. */
  readonly validMs?: number;
  readonly storageSchema?: number;
  readonly delegationHashes?: readonly Uint8Array[];
  readonly exportsHash?: Uint8Array;
  readonly build?: BuildInfo;
  readonly minRuntime?: string;
}

/** The manifest of a module. Throws INVALID_ARGUMENT with the rule that a part breaks. */
export function makeManifest(input: ManifestInput): Manifest {
  const { module } = input;
  if (module.length === 0 || module.length > MODULE_BYTES_MAX) {
    throw new ProstError(
      "INVALID_ARGUMENT",
      `a module of ${module.length} bytes cannot be published; it must have 1 to ${MODULE_BYTES_MAX}`,
    );
  }
  const chunkHashes = chunksOf(module).map(sha256);
  const manifest: Manifest = {
    rootId: Uint8Array.from(input.rootId),
    name: input.name,
    version: input.version,
    label: input.label ?? "",
    previousHash: input.previousHash ?? new Uint8Array(0),
    codeHash: sha256(module),
    codeBytes: module.length,
    chunkHashes,
    merkleRoot: merkleRoot(chunkHashes, module.length),
    sectionHash: signedHashOf(module),
    abiVersion: ABI_VERSION,
    abiMinor: ABI_MINOR,
    gateProfile: GATE_PROFILE,
    meteringSchedule: METERING_SCHEDULE,
    capabilities: [...new Set(input.capabilities)].sort(),
    limits: { ...LIMITS_DEFAULT, ...input.limits },
    notBeforeMs: input.createdMs,
    expiresMs: input.createdMs + (input.validMs ?? VALID_MS_MAX),
    storageSchema: input.storageSchema ?? 0,
    delegationHashes: input.delegationHashes ?? [],
    exportsHash: input.exportsHash ?? new Uint8Array(0),
    build: input.build ?? null,
    minRuntime: input.minRuntime ?? "",
  };
  const fault = faultOf(manifest);
  if (fault !== null) throw new ProstError("INVALID_ARGUMENT", `the service cannot be published: ${fault}`);
  return manifest;
}

/** The code and the terms of an earlier manifest, as a later version. */
export function makeAgain(
  { label, ...earlier }: Manifest,
  next: Required<Pick<ManifestInput, "version" | "previousHash" | "createdMs" | "delegationHashes">>,
): Manifest {
  const { createdMs, ...change } = next;
  return { ...earlier, label, ...change, notBeforeMs: createdMs, expiresMs: createdMs + VALID_MS_MAX };
}

/**
 * Whether two manifests of one service give nodes the same code on the same terms. They may differ in
 * version, previous hash, dates, and in `build`, which no node reads.
 */
export function hasSameTerms(a: Manifest, b: Manifest): boolean {
  return (
    sameBytes(a.codeHash, b.codeHash) &&
    a.label === b.label &&
    a.capabilities.join() === b.capabilities.join() &&
    excessOf(a.limits, b.limits).length === 0 &&
    excessOf(b.limits, a.limits).length === 0 &&
    a.minRuntime === b.minRuntime &&
    a.storageSchema === b.storageSchema &&
    sameBytes(a.exportsHash, b.exportsHash) &&
    sameBytes(Buffer.concat(a.delegationHashes), Buffer.concat(b.delegationHashes))
  );
}

/** The id of the service that a manifest describes. It is the same for all versions. */
export function serviceOf(manifest: Manifest): Id {
  return serviceIdOf(manifest.rootId, manifest.name);
}

/** The hash by which pointers and later manifests name a manifest: SHA-256 of its payload. */
export function manifestHashOf(manifest: Manifest): Uint8Array {
  return sha256(encodeManifest(manifest));
}

/** Which rule the manifest breaks, in words. Null when it breaks none. */
function faultOf(manifest: Manifest): string | null {
  const { rootId, name, version, label, codeHash, codeBytes, chunkHashes } = manifest;
  if (rootId.length !== HASH_BYTES) return "a publisher's id has 32 bytes";
  if (!isName(name)) return NAME_RULE;
  if (!isCount(version) || version === 0) return "a version is a whole number from 1";
  if (Buffer.byteLength(label) > LABEL_BYTES_MAX) return `a label has at most ${LABEL_BYTES_MAX} bytes`;
  if (!isPrintable(label)) return "a label has no control characters";
  if (codeHash.length !== HASH_BYTES) return "a code hash has 32 bytes";
  if (!isCount(codeBytes) || codeBytes === 0 || codeBytes > MODULE_BYTES_MAX) {
    return `a module has 1 to ${MODULE_BYTES_MAX} bytes`;
  }
  const chunks = chunkCount(codeBytes);
  if (chunkHashes.length !== chunks || chunkHashes.some((hash) => hash.length !== HASH_BYTES)) {
    return `${codeBytes} bytes of code have ${chunks} chunk hashes of 32 bytes`;
  }
  if (!sameBytes(manifest.merkleRoot, merkleRoot(chunkHashes, codeBytes)))
    return "the Merkle root is not that of the chunk hashes";
  if (manifest.sectionHash.length !== HASH_BYTES) return "a section hash has 32 bytes";
  if (manifest.abiVersion !== ABI_VERSION) {
    return `it needs version ${manifest.abiVersion} of the ABI, and this node has ${ABI_VERSION}`;
  }
  if (!isCount(manifest.abiMinor) || manifest.abiMinor > ABI_MINOR)
    return `it needs ABI ${ABI_VERSION}.${manifest.abiMinor}, and this node has ${ABI_VERSION}.${ABI_MINOR}`;
  if (manifest.gateProfile !== GATE_PROFILE) return `it is for a gate profile other than ${GATE_PROFILE}`;
  if (manifest.meteringSchedule !== METERING_SCHEDULE)
    return `it is for metering schedule ${manifest.meteringSchedule}, and this node has ${METERING_SCHEDULE}`;
  return (
    lineageFault(manifest) ??
    timeFault(manifest) ??
    buildFault(manifest) ??
    capabilityFault(manifest.capabilities) ??
    limitFault(manifest.limits)
  );
}

function buildFault({ exportsHash, build, minRuntime }: Manifest): string | null {
  if (exportsHash.length !== 0 && exportsHash.length !== HASH_BYTES)
    return "a hash of exports has 32 bytes, or none";
  if (minRuntime !== "" && !isVersion(minRuntime))
    return 'the lowest version of prost must be written like "0.2.0"';
  if (build === null) return null;
  const { compiler, version, sourceHash } = build;
  if (compiler === "") return "the build names no compiler";
  for (const text of [compiler, version])
    if (Buffer.byteLength(text) > BUILD_TEXT_BYTES_MAX || !isPrintable(text))
      return `each text of the build has at most ${BUILD_TEXT_BYTES_MAX} bytes and no control characters`;
  return sourceHash.length === 0 || sourceHash.length === HASH_BYTES
    ? null
    : "a hash of the source has 32 bytes, or none";
}

function lineageFault({ version, previousHash, delegationHashes, storageSchema }: Manifest): string | null {
  if (previousHash.length !== 0 && previousHash.length !== HASH_BYTES)
    return "the hash of the manifest before has 32 bytes, or none";
  if (previousHash.length === 0 && version > VERSION_STEP_MAX)
    return `the first version is at most ${VERSION_STEP_MAX}`;
  if (delegationHashes.length > DELEGATIONS_MAX || delegationHashes.some((one) => one.length !== HASH_BYTES))
    return `a manifest names at most ${DELEGATIONS_MAX} delegations, by hashes of 32 bytes`;
  return isCount(storageSchema) ? null : "a storage schema is a whole number";
}

function timeFault({ notBeforeMs, expiresMs }: Manifest): string | null {
  if (!isCount(notBeforeMs) || !isCount(expiresMs))
    return "a time is a whole number of milliseconds since 1970";
  return expiresMs > notBeforeMs && expiresMs - notBeforeMs <= VALID_MS_MAX
    ? null
    : "a manifest is valid for at most 90 days";
}

function capabilityFault(capabilities: readonly string[]): string | null {
  const known: readonly string[] = CAPABILITIES;
  for (const [index, capability] of capabilities.entries()) {
    if (!known.includes(capability)) {
      return `there is no capability ${JSON.stringify(capability.slice(0, 32))}; there are ${known.join(", ")}`;
    }
    if (index > 0 && capabilities[index - 1] >= capability)
      return "capabilities must be sorted, each named once";
  }
  return null;
}

function isPrintable(text: string): boolean {
  return text.isWellFormed() && !/\p{C}/u.test(text);
}

const { Manifest: Wire } = prost.package_.v1;

/** The canonical payload, which is signed. */
export function encodeManifest(manifest: Manifest): Uint8Array {
  return canonical(Wire, {
    ...manifest,
    chunkHashes: [...manifest.chunkHashes],
    capabilities: [...manifest.capabilities],
    delegationHashes: [...manifest.delegationHashes],
    build: manifest.build,
    format: FORMAT,
    chunkBytes: CHUNK_BYTES,
  });
}

function buildOf(wire: prost.package_.v1.IBuild | null | undefined): BuildInfo | null {
  if (wire === null || wire === undefined) return null;
  const { compiler, version, sourceHash } = new prost.package_.v1.Build(wire);
  return { compiler, version, sourceHash: copyOf(sourceHash) };
}

/** The manifest, or in words why the payload is refused. */
export function decodeManifest(payload: Uint8Array): Manifest | string {
  try {
    const wire = Wire.decode(payload);
    if (wire.format !== FORMAT)
      return `a manifest of format ${wire.format}; this node knows format ${FORMAT}`;
    if (wire.chunkBytes !== CHUNK_BYTES)
      return `chunks of ${wire.chunkBytes} bytes; this node knows chunks of ${CHUNK_BYTES}`;
    const { name, version, label, codeBytes, abiVersion, abiMinor, gateProfile, meteringSchedule } = wire;
    const { notBeforeMs, expiresMs, storageSchema } = wire;
    const manifest: Manifest = {
      rootId: copyOf(wire.rootId),
      name,
      version,
      label,
      previousHash: copyOf(wire.previousHash),
      codeHash: copyOf(wire.codeHash),
      codeBytes,
      chunkHashes: wire.chunkHashes.map(copyOf),
      merkleRoot: copyOf(wire.merkleRoot),
      sectionHash: copyOf(wire.sectionHash),
      abiVersion,
      abiMinor,
      gateProfile,
      meteringSchedule,
      // Checked by faultOf.
      capabilities: wire.capabilities as Capability[],
      limits: limitsOf(wire.limits),
      notBeforeMs,
      expiresMs,
      storageSchema,
      delegationHashes: wire.delegationHashes.map(copyOf),
      exportsHash: copyOf(wire.exportsHash),
      build: buildOf(wire.build),
      minRuntime: wire.minRuntime,
    };
    const fault = faultOf(manifest);
    if (fault !== null) return fault;
    return sameBytes(encodeManifest(manifest), payload)
      ? manifest
      : "not the canonical encoding of a manifest";
  } catch {
    return "not the encoding of a manifest";
  }
}
