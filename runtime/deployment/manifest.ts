/**
 * A service's manifest: who publishes it, which code it runs, what that code asks for. The publisher signs it; nodes read it
 * as bytes from a stranger.
 *
 * There is one encoding of a manifest and of its envelope, so that equal content is equal bytes everywhere.
 */
import { ABI_VERSION, EFFECT_BYTES_MAX, EFFECTS_MAX, ID_BYTES, MEMORY_PAGES_MAX } from "../../abi/abi.ts";
import { CAPABILITIES, type Capability } from "../../abi/imports.ts";
import { ProstError } from "../errors.ts";
import { prost } from "../gen/package.js";
import {
  type KeyPair,
  PUBLIC_KEY_BYTES,
  SIGNATURE_BYTES,
  serviceIdOf,
  signStatement,
  verifyStatement,
} from "../identity.ts";
import type { Id } from "../overlay/id.ts";
import { LIMITS_DEFAULT, type ServiceLimits } from "../sandbox/contract.ts";
import { CHUNK_BYTES, chunksOf, MODULE_BYTES_MAX, sameBytes, sha256 } from "./chunks.ts";

export { CHUNK_BYTES, chunksOf, MODULE_BYTES_MAX, sameBytes, sha256 };

/** An envelope: at most 64 chunk hashes of 34 bytes, and room for the rest. */
export const MANIFEST_BYTES_MAX = 4096;
/** A label is for people: "1.4.0", "2026-03-01". In bytes of UTF-8. */
export const LABEL_BYTES_MAX = 64;
const NAME = /^[a-z0-9][a-z0-9._/-]{0,63}$/;
const FORMAT = 1;
/** What a signature is for: one made for anything else is worth nothing here. */
const STATEMENT = "manifest";

/** The most a manifest may ask for. What a node grants is its operator's policy. */
export const LIMITS_MAX: ServiceLimits = {
  memoryPages: MEMORY_PAGES_MAX,
  // Ten times the default: seconds of work in the worst case, which the node's watchdog cuts short.
  fuelPerEvent: 500_000_000,
  // A store is held in the cell's memory as well.
  storeBytes: 64 * 1024 * 1024,
  effectsPerEvent: EFFECTS_MAX,
  effectBytesPerEvent: EFFECT_BYTES_MAX,
};

export interface Manifest {
  /** 32 bytes. With the name it gives the service's id. */
  readonly publisherKey: Uint8Array;
  readonly name: string;
  /** From 1 on; a higher one replaces a lower one. */
  readonly version: number;
  readonly label: string;
  /** SHA-256 of the module as it was published. */
  readonly codeHash: Uint8Array;
  readonly codeBytes: number;
  /** SHA-256 of each chunk, in order. */
  readonly chunkHashes: readonly Uint8Array[];
  readonly abiVersion: number;
  /** Sorted, each once. */
  readonly capabilities: readonly Capability[];
  readonly limits: ServiceLimits;
  /** Milliseconds since 1970, by the publisher's clock. For people; nothing is decided by it. */
  readonly createdMs: number;
}

/**
 * `malformed`: not the encoding of a signed manifest. `signature`: not made by the key it names, for this network.
 * `invalid`: signed, and yet against the rules.
 */
export type ManifestRefusal = "malformed" | "signature" | "invalid";

export type OpenedManifest =
  | { readonly ok: true; readonly manifest: Manifest }
  | { readonly ok: false; readonly reason: ManifestRefusal; readonly detail: string };

export interface ManifestInput {
  readonly publisherKey: Uint8Array;
  readonly name: string;
  readonly version: number;
  readonly label?: string;
  /** In any order. */
  readonly capabilities: readonly Capability[];
  /** What is not given is LIMITS_DEFAULT's. */
  readonly limits?: Partial<ServiceLimits>;
  readonly module: Uint8Array;
  readonly createdMs: number;
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
  const manifest: Manifest = {
    publisherKey: Uint8Array.from(input.publisherKey),
    name: input.name,
    version: input.version,
    label: input.label ?? "",
    codeHash: sha256(module),
    codeBytes: module.length,
    chunkHashes: chunksOf(module).map(sha256),
    abiVersion: ABI_VERSION,
    capabilities: [...new Set(input.capabilities)].sort(),
    limits: { ...LIMITS_DEFAULT, ...input.limits },
    createdMs: input.createdMs,
  };
  const fault = faultOf(manifest);
  if (fault !== null) throw new ProstError("INVALID_ARGUMENT", `the service cannot be published: ${fault}`);
  return manifest;
}

/** The envelope that is published: the manifest, signed for one network. The pair must be the publisher's. */
export function signManifest(pair: KeyPair, networkId: Id, manifest: Manifest): Uint8Array {
  if (!sameBytes(pair.publicKey, manifest.publisherKey)) {
    throw new ProstError(
      "INVALID_ARGUMENT",
      "the manifest names another publisher than the key that signs it",
    );
  }
  const payload = encodeManifest(manifest);
  const signature = signStatement(pair, STATEMENT, networkId, payload);
  return encodeEnvelope({ type: STATEMENT, payload, publicKey: pair.publicKey, signature });
}

/** Checks and reads an envelope. The signature is verified over the bytes as they came, before they are parsed. Never throws. */
export function openManifest(bytes: Uint8Array, networkId: Id): OpenedManifest {
  const envelope = decodeEnvelope(bytes);
  if (envelope === null) return refusal("malformed", "not the envelope of a manifest");
  const { payload, publicKey, signature } = envelope;
  if (!verifyStatement(publicKey, signature, STATEMENT, networkId, payload)) {
    return refusal("signature", "not signed by the key it names, or for another network");
  }
  const manifest = decodeManifest(payload);
  if (typeof manifest === "string") return refusal("invalid", manifest);
  if (!sameBytes(publicKey, manifest.publisherKey)) {
    return refusal("invalid", "it names another publisher than the key that signed it");
  }
  return { ok: true, manifest };
}

/** The version an envelope states, unchecked: for ordering records that were checked when they were taken. 0: unreadable. */
export function statedVersion(bytes: Uint8Array): number {
  const envelope = decodeEnvelope(bytes);
  const manifest = envelope === null ? null : decodeManifest(envelope.payload);
  return manifest === null || typeof manifest === "string" ? 0 : manifest.version;
}

/** The id of the service that a manifest describes: the same from version to version. */
export function serviceOf(manifest: Manifest): Id {
  return serviceIdOf(manifest.publisherKey, manifest.name);
}

/** Which rule the manifest breaks, in words; null: none. */
function faultOf(manifest: Manifest): string | null {
  const { publisherKey, name, version, label, codeHash, codeBytes, chunkHashes, createdMs } = manifest;
  if (publisherKey.length !== PUBLIC_KEY_BYTES) return "a publisher's key has 32 bytes";
  if (!NAME.test(name)) {
    return "a name has 1 to 64 characters of a-z, 0-9, '.', '_', '/' and '-', and starts with a letter or digit";
  }
  if (!isCount(version) || version === 0) return "a version is a whole number from 1 on";
  if (Buffer.byteLength(label) > LABEL_BYTES_MAX) return `a label has at most ${LABEL_BYTES_MAX} bytes`;
  if (!isPrintable(label)) return "a label has no control characters";
  if (codeHash.length !== ID_BYTES) return "a code hash has 32 bytes";
  if (!isCount(codeBytes) || codeBytes === 0 || codeBytes > MODULE_BYTES_MAX) {
    return `a module has 1 to ${MODULE_BYTES_MAX} bytes`;
  }
  const chunks = Math.ceil(codeBytes / CHUNK_BYTES);
  if (chunkHashes.length !== chunks || chunkHashes.some((hash) => hash.length !== ID_BYTES)) {
    return `${codeBytes} bytes of code have ${chunks} chunk hashes of 32 bytes`;
  }
  if (manifest.abiVersion !== ABI_VERSION) {
    return `it is for version ${manifest.abiVersion} of the ABI, known is ${ABI_VERSION}`;
  }
  if (!isCount(createdMs)) return "a time is a whole number of milliseconds since 1970";
  return capabilityFault(manifest.capabilities) ?? limitFault(manifest.limits);
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

function limitFault(limits: ServiceLimits): string | null {
  for (const field of Object.keys(LIMITS_MAX) as (keyof ServiceLimits)[]) {
    const least = field === "memoryPages" || field === "fuelPerEvent" ? 1 : 0;
    if (!isCount(limits[field]) || limits[field] < least || limits[field] > LIMITS_MAX[field]) {
      return `the limit ${field} is a whole number from ${least} to ${LIMITS_MAX[field]}`;
    }
  }
  return null;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isPrintable(text: string): boolean {
  return text.isWellFormed() && !/\p{C}/u.test(text);
}

const { Envelope, Manifest: Wire } = prost.package_.v1;

interface SignedBytes {
  readonly type: string;
  readonly payload: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly signature: Uint8Array;
}

function encodeEnvelope(envelope: SignedBytes): Uint8Array {
  return Uint8Array.from(Envelope.encode(envelope).finish());
}

function decodeEnvelope(bytes: Uint8Array): SignedBytes | null {
  if (bytes.length > MANIFEST_BYTES_MAX) return null;
  try {
    const { type, payload, publicKey, signature } = Envelope.decode(bytes);
    if (type !== STATEMENT || publicKey.length !== PUBLIC_KEY_BYTES || signature.length !== SIGNATURE_BYTES)
      return null;
    // Copies: what protobufjs returns are Buffers, windows on the bytes that came.
    const envelope = {
      type,
      payload: Uint8Array.from(payload),
      publicKey: Uint8Array.from(publicKey),
      signature: Uint8Array.from(signature),
    };
    return sameBytes(encodeEnvelope(envelope), bytes) ? envelope : null;
  } catch {
    // protobufjs throws for bytes that are no protobuf at all.
    return null;
  }
}

function encodeManifest(manifest: Manifest): Uint8Array {
  const wire = {
    ...manifest,
    chunkHashes: [...manifest.chunkHashes],
    capabilities: [...manifest.capabilities],
  };
  const bytes = Wire.encode({ ...wire, format: FORMAT, chunkBytes: CHUNK_BYTES }).finish();
  // Decoding leaves out zeroes and empty strings, and so does the one encoding.
  return Uint8Array.from(Wire.encode(Wire.decode(bytes)).finish());
}

/** The manifest, or what is wrong with it. */
function decodeManifest(payload: Uint8Array): Manifest | string {
  try {
    const wire = Wire.decode(payload);
    if (wire.format !== FORMAT) return `a manifest of format ${wire.format}; known is ${FORMAT}`;
    if (wire.chunkBytes !== CHUNK_BYTES) return `chunks of ${wire.chunkBytes} bytes; known is ${CHUNK_BYTES}`;
    const { memoryPages, fuelPerEvent, storeBytes, effectsPerEvent, effectBytesPerEvent } =
      new prost.package_.v1.Limits(wire.limits ?? {});
    const manifest: Manifest = {
      publisherKey: Uint8Array.from(wire.publisherKey),
      name: wire.name,
      version: wire.version,
      label: wire.label,
      codeHash: Uint8Array.from(wire.codeHash),
      codeBytes: wire.codeBytes,
      chunkHashes: wire.chunkHashes.map((hash) => Uint8Array.from(hash)),
      abiVersion: wire.abiVersion,
      // Checked by faultOf.
      capabilities: wire.capabilities as Capability[],
      limits: { memoryPages, fuelPerEvent, storeBytes, effectsPerEvent, effectBytesPerEvent },
      createdMs: wire.createdMs,
    };
    const fault = faultOf(manifest);
    if (fault !== null) return fault;
    return sameBytes(encodeManifest(manifest), payload) ? manifest : "not the one encoding of a manifest";
  } catch {
    return "not the encoding of a manifest";
  }
}

function refusal(reason: ManifestRefusal, detail: string): OpenedManifest {
  return { ok: false, reason, detail };
}
