/**
 * Strict verification of Ed25519 (RFC 8032). Implementations differ on encodings that are not canonical and
 * on points of small order, and all nodes must agree on which signatures are valid, so both are refused.
 */
import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { dropOldest } from "./bounded.ts";
import { hexOf } from "./hex.ts";

export const PUBLIC_KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;

/** Maximum number of cached keys, in the form that Node's verification needs. */
const KEY_OBJECTS_MAX = 1_024;

/**
 * Verifies a signature of the bare bytes (RFC 8032, section 5.1.7). Refuses before verification what
 * implementations disagree on: a scalar that is not below the group's order, a key or a point that is not
 * canonical or has a small order. Never throws.
 */
export function verifyStrictly(publicKey: Uint8Array, signature: Uint8Array, message: Uint8Array): boolean {
  if (!isSoundKey(publicKey) || signature.length !== SIGNATURE_BYTES) return false;
  if (!isSoundPoint(signature.subarray(0, 32)) || !isBelow(signature.subarray(32), GROUP_ORDER)) return false;
  try {
    return verify(null, message, cachedKeyObject(publicKey), signature);
  } catch {
    return false;
  }
}

/**
 * Creating a key object takes a fifth of the time of a verification, and the same keys are used again and
 * again.
 */
const keyObjects = new Map<string, KeyObject>();

function cachedKeyObject(publicKey: Uint8Array): KeyObject {
  const name = Buffer.from(publicKey).toString("latin1");
  const known = keyObjects.get(name);
  if (known !== undefined) return known;
  const made = publicKeyObject(publicKey);
  keyObjects.set(name, made);
  dropOldest(keyObjects, KEY_OBJECTS_MAX);
  return made;
}

/**
 * Whether the key has 32 bytes, is canonical and not of small order: for a key of small order, everyone can
 * make valid signatures. Does not check that the key is a point of the curve; no signature verifies if it is
 * not.
 */
export function isSoundKey(publicKey: Uint8Array): boolean {
  return publicKey.length === PUBLIC_KEY_BYTES && isSoundPoint(publicKey);
}

/** The raw key in the form of Node's crypto. Throws when it does not have 32 bytes; checks nothing else. */
export function publicKeyObject(publicKey: Uint8Array): KeyObject {
  return createPublicKey({
    key: { kty: "OKP", crv: "Ed25519", x: Buffer.from(publicKey).toString("base64url") },
    format: "jwk",
  });
}

/** The raw 32 bytes of an Ed25519 key. */
export function rawPublicKey(key: KeyObject): Uint8Array {
  const { x } = key.export({ format: "jwk" });
  return Uint8Array.from(Buffer.from(x as string, "base64url"));
}

/** ℓ = 2^252 + 27742317777372353535851937790883648493, little-endian (RFC 8032, section 5.1). */
const GROUP_ORDER = littleEndian((1n << 252n) + 27742317777372353535851937790883648493n);
const FIELD = (1n << 255n) - 19n;
/** p, little-endian. */
const FIELD_ORDER = littleEndian(FIELD);

/**
 * The y coordinates of the points whose order divides 8 (the torsion subgroup), with the sign bit cleared: 0,
 * 1, −1 and two of order 8. Computed below from the curve's equation rather than listed.
 */
const SMALL_ORDER_Y: ReadonlySet<string> = new Set(smallOrderY().map((y) => hexOf(littleEndian(y))));

/** Whether the encoded point is canonical (y < p) and not of small order. */
function isSoundPoint(point: Uint8Array): boolean {
  // `slice` of a Buffer would be a view, not a copy.
  const y = Uint8Array.from(point);
  y[31] &= 127;
  return isBelow(y, FIELD_ORDER) && !SMALL_ORDER_Y.has(hexOf(y));
}

function isBelow(value: Uint8Array, bound: Uint8Array): boolean {
  for (let i = 31; i >= 0; i--) if (value[i] !== bound[i]) return value[i] < bound[i];
  return false;
}

function littleEndian(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 255n));
}

/**
 * On −x² + y² = 1 + d·x²·y²: order 1 has y = 1, order 2 y = −1, order 4 y = 0. The double of a point of order
 * 8 has y = 0, so y² = −x² for the point, and the equation becomes d·y⁴ + 2·y² − 1 = 0, or y² = (−1 ± √(1 +
 * d)) / d.
 */
function smallOrderY(): bigint[] {
  const d = mod(-121665n * power(121666n, FIELD - 2n));
  const root = squareRoot(mod(1n + d));
  const found = [0n, 1n, FIELD - 1n];
  for (const sign of root === null ? [] : [root, FIELD - root]) {
    const y = squareRoot(mod((sign - 1n) * power(d, FIELD - 2n)));
    if (y !== null) found.push(y, mod(-y));
  }
  return found;
}

function mod(value: bigint): bigint {
  return ((value % FIELD) + FIELD) % FIELD;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let b = mod(base), e = exponent; e > 0n; e >>= 1n) {
    if ((e & 1n) === 1n) result = (result * b) % FIELD;
    b = (b * b) % FIELD;
  }
  return result;
}

/** A square root for p ≡ 5 (mod 8); null when there is none. */
function squareRoot(value: bigint): bigint | null {
  const candidate = power(value, (FIELD + 3n) / 8n);
  if (mod(candidate * candidate) === value) return candidate;
  const other = mod(candidate * power(2n, (FIELD - 1n) / 4n));
  return mod(other * other) === value ? other : null;
}
