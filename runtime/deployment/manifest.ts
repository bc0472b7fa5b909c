/**
 * A service's manifest: who publishes it, which code it runs, what that code asks for. It is signed for the
 * publisher's role `release`; nodes read it as bytes from a stranger.
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

/** The payload of an envelope: at most 64 chunk hashes of 34 bytes, and room for the rest. */
export const MANIFEST_BYTES_MAX = 4096;
/** A label is for people: "1.4.0", "2026-03-01". In bytes of UTF-8. */
export const LABEL_BYTES_MAX = 64;
/** A version is so much above the one before at the most, and the first so high: nobody uses up the numbers. */
export const VERSION_STEP_MAX = 2 ** 20;
/** A manifest is good for 90 days at the most; then it is signed again. */
export const VALID_MS_MAX = 90 * 86_400_000;
/** What can be added to the ABI without breaking it is counted here. */
const ABI_MINOR = 0;
/** Of each text that says how a module was made, in bytes of UTF-8. */
const BUILD_TEXT_BYTES_MAX = 64;
const FORMAT = 1;

export interface Manifest {
  /** 32 bytes: the publisher. With the name it gives the service's id. */
  readonly rootId: Uint8Array;
  readonly name: string;
  /** From 1 on; a higher one replaces a lower one. The sequence number of the service's manifests. */
  readonly version: number;
  readonly label: string;
  /** SHA-256 of the payload of the manifest before; empty for the first. */
  readonly previousHash: Uint8Array;
  /** SHA-256 of the module without a `signature` section, as it is published. */
  readonly codeHash: Uint8Array;
  readonly codeBytes: number;
  /** SHA-256 of each chunk, in order. */
  readonly chunkHashes: readonly Uint8Array[];
  /** Over the chunk hashes; see merkle.ts. */
  readonly merkleRoot: Uint8Array;
  /** What a `signature` section of the module signs; see module-signature.ts. */
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
  /** Of what the service keeps; for the service's author. */
  readonly storageSchema: number;
  /** SHA-256 of the payloads of the delegations that the signature rests on, from the root's on. */
  readonly delegationHashes: readonly Uint8Array[];
  /** See exports-hash.ts; empty: not stated. */
  readonly exportsHash: Uint8Array;
  /** Null: not stated. */
  readonly build: BuildInfo | null;
  /** The least version of prost that runs it; "": any. */
  readonly minRuntime: string;
}

/** For whoever wants to make the module again. Nodes do not look at it. */
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
  /** Of the manifest before; left out: it is the first. */
  readonly previousHash?: Uint8Array;
  /** In any order. */
  readonly capabilities: readonly Capability[];
  /** What is not given is LIMITS_DEFAULT's. */
  readonly limits?: Partial<ServiceLimits>;
  /** Without a `signature` section. */
  readonly module: Uint8Array;
  /** When it begins to be valid: the moment. */
  readonly createdMs: number;
  /** Default: VALID_MS_MAX. */
  readonly validMs?: number;
  readonly storageSchema?: number;
  readonly delegationHashes?: readonly Uint8Array[];
  readonly exportsHash?: Uint8Array;
  readonly build?: BuildInfo;
  readonly minRuntime?: string;
}

/** The manifest of a module. Throws INVALID_ARGUMENT, saying which part breaks which rule. */
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

/** The id of the service that a manifest describes: the same from version to version. */
export function serviceOf(manifest: Manifest): Id {
  return serviceIdOf(manifest.rootId, manifest.name);
}

/** What pointers and later manifests name it by: SHA-256 of what is signed. */
export function manifestHashOf(manifest: Manifest): Uint8Array {
  return sha256(encodeManifest(manifest));
}

/** Which rule the manifest breaks, in words; null: none. */
function faultOf(manifest: Manifest): string | null {
  const { rootId, name, version, label, codeHash, codeBytes, chunkHashes } = manifest;
  if (rootId.length !== HASH_BYTES) return "a publisher's id has 32 bytes";
  if (!isName(name)) return NAME_RULE;
  if (!isCount(version) || version === 0) return "a version is a whole number from 1 on";
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
    return "the chunk hashes do not come to the root of the Merkle tree";
  if (manifest.sectionHash.length !== HASH_BYTES) return "a section hash has 32 bytes";
  if (manifest.abiVersion !== ABI_VERSION) {
    return `it is for version ${manifest.abiVersion} of the ABI, known is ${ABI_VERSION}`;
  }
  if (!isCount(manifest.abiMinor) || manifest.abiMinor > ABI_MINOR)
    return `it is for ABI ${ABI_VERSION}.${manifest.abiMinor}, known is ${ABI_VERSION}.${ABI_MINOR}`;
  if (manifest.gateProfile !== GATE_PROFILE) return `it is for another gate than ${GATE_PROFILE}`;
  if (manifest.meteringSchedule !== METERING_SCHEDULE)
    return `it is for metering schedule ${manifest.meteringSchedule}, known is ${METERING_SCHEDULE}`;
  return (
    lineageFault(manifest) ??
    timeFault(manifest) ??
    madeFault(manifest) ??
    capabilityFault(manifest.capabilities) ??
    limitFault(manifest.limits)
  );
}

function madeFault({ exportsHash, build, minRuntime }: Manifest): string | null {
  if (exportsHash.length !== 0 && exportsHash.length !== HASH_BYTES)
    return "a hash of exports has 32 bytes, or none";
  if (minRuntime !== "" && !isVersion(minRuntime)) return 'the least version of prost is like "0.2.0"';
  if (build === null) return null;
  const { compiler, version, sourceHash } = build;
  if (compiler === "") return "what a module was built with has a name";
  for (const text of [compiler, version])
    if (Buffer.byteLength(text) > BUILD_TEXT_BYTES_MAX || !isPrintable(text))
      return `what a module was built with is told in ${BUILD_TEXT_BYTES_MAX} bytes each, without control characters`;
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
    return `a manifest rests on ${DELEGATIONS_MAX} delegations at the most, by hashes of 32 bytes`;
  return isCount(storageSchema) ? null : "a storage schema is a whole number";
}

function timeFault({ notBeforeMs, expiresMs }: Manifest): string | null {
  if (!isCount(notBeforeMs) || !isCount(expiresMs))
    return "a time is a whole number of milliseconds since 1970";
  return expiresMs > notBeforeMs && expiresMs - notBeforeMs <= VALID_MS_MAX
    ? null
    : "a manifest is valid for 90 days at the most";
}

function capabilityFault(capabilities: readonly string[]): string | null {
  const known: readonly string[] = CAPABILITIES;
  for (const [index, capability] of capabilities.entries()) {
    if (!known.includes(capability)) {
      return `there is no capability ${JSON.stringify(capability.slice(0, 32))}; there are ${known.join(", ")}`;
    }
    if (index > 0 && capabilities[index - 1] >= capability) return "capabilities are sorted, each named once";
  }
  return null;
}

function isPrintable(text: string): boolean {
  return text.isWellFormed() && !/\p{C}/u.test(text);
}

const { Manifest: Wire } = prost.package_.v1;

/** The payload that is signed. */
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

/** The manifest, or what is wrong with it. */
export function decodeManifest(payload: Uint8Array): Manifest | string {
  try {
    const wire = Wire.decode(payload);
    if (wire.format !== FORMAT) return `a manifest of format ${wire.format}; known is ${FORMAT}`;
    if (wire.chunkBytes !== CHUNK_BYTES) return `chunks of ${wire.chunkBytes} bytes; known is ${CHUNK_BYTES}`;
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
    return sameBytes(encodeManifest(manifest), payload) ? manifest : "not the one encoding of a manifest";
  } catch {
    return "not the encoding of a manifest";
  }
}
