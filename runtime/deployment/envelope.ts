/**
 * The envelope of every signed statement: its type, the signed bytes, and the signatures of one or more keys.
 *
 * An envelope, and each statement, has one canonical encoding. Decoded bytes are encoded again and must give
 * the same bytes, so that equal content means equal bytes everywhere.
 */

import { SIGNATURE_BYTES } from "../base/ed25519.ts";
import { hexOf } from "../base/hex.ts";
import type { Id } from "../base/id.ts";
import { type KeyPair, keyIdOf, signStatement, verifyStatement } from "../base/identity.ts";
import { prost } from "../gen/package.js";
import { sameBytes } from "./chunks.ts";

/** The types of statements about services. Nodes sign other types of their own. */
export type StatementType = "root" | "manifest" | "delegation" | "revocation" | "pointer";

/** Maximum number of signatures in one envelope. */
export const SIGNATURES_MAX = 8;
export const HASH_BYTES = 32;
/** Ed25519. */
const ALG = 1;

interface Signature {
  readonly alg: number;
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}

export interface Envelope {
  readonly type: string;
  readonly payload: Uint8Array;
  readonly signatures: readonly Signature[];
}

/**
 * Why a statement is refused. `malformed`: not canonically encoded. `signature`: not signed by keys that may
 * sign it for this network. `invalid`: signed, but it breaks a rule. `scope`: its delegate exceeds the
 * delegation. `expired`, `early`: not valid at this time. `revoked`: withdrawn by its publisher.
 */
export type StatementRefusalReason =
  | "malformed"
  | "signature"
  | "invalid"
  | "scope"
  | "expired"
  | "early"
  | "revoked";

export interface StatementRefusal {
  readonly ok: false;
  readonly reason: StatementRefusalReason;
  readonly detail: string;
}

export function refusal(reason: StatementRefusalReason, detail: string): StatementRefusal {
  return { ok: false, reason, detail };
}

const { Envelope: Wire } = prost.package_.v1;

/** The envelope of a statement, signed by each of the pairs. */
export function signEnvelope(
  pairs: readonly KeyPair[],
  type: StatementType,
  networkId: Id,
  payload: Uint8Array,
): Uint8Array {
  const signatures = pairs.map((pair) => ({
    alg: ALG,
    keyId: keyIdOf(pair.publicKey),
    signature: signStatement(pair, type, networkId, payload),
  }));
  signatures.sort((a, b) => Buffer.compare(a.keyId, b.keyId));
  return encodeEnvelope({ type, payload, signatures });
}

export function encodeEnvelope({ type, payload, signatures }: Envelope): Uint8Array {
  return canonical(Wire, { type, payload, signatures: [...signatures] });
}

/**
 * Null when the bytes are longer than `bytesMax`, are not the canonical encoding of an envelope, or when the
 * envelope has another type, no signature or too many, a signature with another algorithm or a wrong length,
 * or signatures that are not sorted by key id with each key once. Signatures are not verified here. Never
 * throws.
 */
export function decodeEnvelope(bytes: Uint8Array, type: StatementType, bytesMax: number): Envelope | null {
  if (bytes.length > bytesMax) return null;
  try {
    const wire = Wire.decode(bytes);
    if (wire.type !== type || wire.signatures.length === 0 || wire.signatures.length > SIGNATURES_MAX)
      return null;
    const signatures = wire.signatures.map(({ alg, keyId, signature }) => ({
      alg: alg ?? 0,
      keyId: copyOf(keyId),
      signature: copyOf(signature),
    }));
    for (const [index, { alg, keyId, signature }] of signatures.entries()) {
      if (alg !== ALG || keyId.length !== HASH_BYTES || signature.length !== SIGNATURE_BYTES) return null;
      if (index > 0 && Buffer.compare(signatures[index - 1].keyId, keyId) >= 0) return null;
    }
    const envelope = { type, payload: copyOf(wire.payload), signatures };
    return sameBytes(encodeEnvelope(envelope), bytes) ? envelope : null;
  } catch {
    // protobufjs throws when the bytes are not protobuf.
    return null;
  }
}

/**
 * The ids, in hex, of the keys that signed. Null when a signature is wrong or its key is not among `keys`: an
 * envelope must not carry a signature without meaning.
 */
export function signersOf(
  { type, payload, signatures }: Envelope,
  networkId: Id,
  keys: readonly Uint8Array[],
): ReadonlySet<string> | null {
  const byId = new Map(keys.map((key) => [hexOf(keyIdOf(key)), key]));
  const signers = new Set<string>();
  for (const { keyId, signature } of signatures) {
    const key = byId.get(hexOf(keyId));
    if (key === undefined || !verifyStatement(key, signature, type, networkId, payload)) return null;
    signers.add(hexOf(keyId));
  }
  return signers;
}

interface Codec<Message, Read> {
  encode(message: Message): { finish(): Uint8Array };
  decode(bytes: Uint8Array): Read;
}

/**
 * The canonical encoding of a message. It omits fields that are zero or empty.
 */
export function canonical<Message, Read extends Message>(
  codec: Codec<Message, Read>,
  message: Message,
): Uint8Array {
  return Uint8Array.from(codec.encode(codec.decode(codec.encode(message).finish())).finish());
}

/** A copy: protobufjs returns views of the received bytes. */
export function copyOf(bytes: Uint8Array | null | undefined): Uint8Array {
  return Uint8Array.from(bytes ?? []);
}

export function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
