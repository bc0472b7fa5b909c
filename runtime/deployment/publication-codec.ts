/** The encoding of publication records and of the pointers in them. */
import { prost } from "../gen/package.js";
import { sameBytes } from "./chunks.ts";
import { DELEGATIONS_MAX } from "./delegation.ts";
import { canonical, copyOf, HASH_BYTES, isCount } from "./envelope.ts";
import { ROOTS_MAX } from "./root.ts";

/**
 * Maximum size of the whole record, in bytes: the largest manifest, all root documents and two delegations.
 */
export const PUBLICATION_BYTES_MAX = 32 * 1024;
const FORMAT = 1;

export interface Pointer {
  readonly rootId: Uint8Array;
  readonly name: string;
  readonly version: number;
  readonly manifestHash: Uint8Array;
  /** Milliseconds since 1970. */
  readonly issuedMs: number;
  readonly expiresMs: number;
}

const { Publication: Wire, Pointer: WirePointer } = prost.package_.v1;

export interface PublicationEnvelopes {
  readonly pointer: Uint8Array;
  readonly manifest: Uint8Array;
  readonly roots: readonly Uint8Array[];
  readonly delegations: readonly Uint8Array[];
}

export function encodePublication({
  pointer,
  manifest,
  roots,
  delegations,
}: PublicationEnvelopes): Uint8Array {
  return canonical(Wire, { pointer, manifest, roots: [...roots], delegations: [...delegations] });
}

/**
 * The envelopes of a record, unchecked. Null when the bytes are not a canonical encoding, or when they exceed
 * the limits of size, root documents or delegations.
 */
export function decodePublication(bytes: Uint8Array): PublicationEnvelopes | null {
  if (bytes.length > PUBLICATION_BYTES_MAX) return null;
  try {
    const wire = Wire.decode(bytes);
    if (wire.roots.length > ROOTS_MAX || wire.delegations.length > DELEGATIONS_MAX) return null;
    const envelopes = {
      pointer: copyOf(wire.pointer),
      manifest: copyOf(wire.manifest),
      roots: wire.roots.map(copyOf),
      delegations: wire.delegations.map(copyOf),
    };
    return sameBytes(encodePublication(envelopes), bytes) ? envelopes : null;
  } catch {
    return null;
  }
}

export function encodePointer(pointer: Pointer): Uint8Array {
  return canonical(WirePointer, { ...pointer, format: FORMAT });
}

/** Null when the payload is not the canonical encoding of a pointer, or when a field is out of range. */
export function decodePointer(payload: Uint8Array): Pointer | null {
  try {
    const wire = WirePointer.decode(payload);
    const { name, version, issuedMs, expiresMs } = wire;
    const pointer: Pointer = {
      rootId: copyOf(wire.rootId),
      name,
      version,
      manifestHash: copyOf(wire.manifestHash),
      issuedMs,
      expiresMs,
    };
    const isSound =
      wire.format === FORMAT &&
      pointer.rootId.length === HASH_BYTES &&
      pointer.manifestHash.length === HASH_BYTES &&
      [version, issuedMs, expiresMs].every(isCount);
    return isSound && sameBytes(encodePointer(pointer), payload) ? pointer : null;
  } catch {
    return null;
  }
}
