/**
 * Keys and what is made of them: ids of nodes and services, signatures under a domain.
 *
 * Signatures are Ed25519 (RFC 8032), checked strictly: implementations differ on encodings that are not canonical and on points
 * of small order, and nodes must agree on what is valid.
 */

import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, open, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { assert } from "./assert.ts";
import { dropOldest } from "./bounded.ts";
import { ProstError } from "./errors.ts";
import { hexOf } from "./hex.ts";
import { Id } from "./id.ts";
import { isSealed, openKey, sealKey } from "./key-encryption.ts";

export const PUBLIC_KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;
/** A key file is much shorter. */
const KEY_FILE_BYTES_MAX = 4096;

/** Keys that are kept in the form that verifying needs. */
const KEY_OBJECTS_MAX = 1_024;

export interface KeyPair {
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly privateKey: KeyObject;
}

export function generateKeyPair(): KeyPair {
  return pairOf(generateKeyPairSync("ed25519").privateKey);
}

/** Writes a new file that only its owner can read, as PKCS #8 in PEM, or under a passphrase (key-encryption.ts). Never writes over another. */
export async function saveKeyPair(
  file: string,
  pair: KeyPair,
  passphrase: string | null = null,
): Promise<void> {
  const text =
    passphrase === null
      ? pair.privateKey.export({ type: "pkcs8", format: "pem" })
      : await sealKey(pair.privateKey.export({ type: "pkcs8", format: "der" }), passphrase);
  await saveNewFile(file, text);
}

/** Writes a new file that only its owner can read, and lasts. */
export async function saveNewFile(file: string, content: string | Uint8Array): Promise<void> {
  const handle = await open(file, "wx", 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EEXIST") {
      throw new ProstError(
        "ALREADY_EXISTS",
        `there is a file ${file} already; it is never written over. Choose another name`,
      );
    }
    throw new ProstError("FAILED_PRECONDITION", `${file} cannot be written: ${error.message}`, {
      cause: error,
    });
  });
  try {
    await handle.writeFile(content);
    await handle.sync();
  } catch (error) {
    // Half a key would be in the way of the next attempt.
    await unlink(file).catch(() => {});
    throw new ProstError("FAILED_PRECONDITION", `${file} cannot be written: ${(error as Error).message}`, {
      cause: error,
    });
  } finally {
    await handle.close();
  }
  await syncFolder(dirname(file));
}

/**
 * Refuses a file that others can read, and a symbolic link: its target may be changed by others. `passphrase` is asked when there is one; left out:
 * such a key is refused.
 */
export async function loadKeyPair(file: string, passphrase?: () => Promise<string>): Promise<KeyPair> {
  const pem = await readKeyFile(file);
  let privateKey: KeyObject;
  try {
    privateKey = isSealed(pem.toString("latin1"))
      ? await unsealed(file, pem, passphrase)
      : createPrivateKey(pem);
  } catch (error) {
    throw error instanceof ProstError ? error : notAKey(file, error);
  } finally {
    pem.fill(0);
  }
  if (privateKey.asymmetricKeyType !== "ed25519") throw notAKey(file);
  return pairOf(privateKey);
}

async function unsealed(file: string, text: Buffer, passphrase?: () => Promise<string>): Promise<KeyObject> {
  if (passphrase === undefined)
    throw new ProstError(
      "FAILED_PRECONDITION",
      `the key file ${file} has a passphrase, and nobody is there to give it`,
    );
  const der = await openKey(text.toString("utf8"), await passphrase());
  if (der === null)
    throw new ProstError(
      "PERMISSION_DENIED",
      `the passphrase of ${file} is another, or the file was changed`,
    );
  try {
    return createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  } finally {
    der.fill(0);
  }
}

/** What is checked is what is read: one opening, whatever happens to the name meanwhile. */
async function readKeyFile(file: string): Promise<Buffer> {
  // Without O_NONBLOCK the opening of a pipe would wait for its writer.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const handle = await open(file, flags).catch((error: NodeJS.ErrnoException) => {
    throw cannotOpen(file, error);
  });
  try {
    return await readChecked(file, handle);
  } catch (error) {
    if (error instanceof ProstError) throw error;
    throw cannotOpen(file, error as NodeJS.ErrnoException);
  } finally {
    await handle.close();
  }
}

async function readChecked(file: string, handle: FileHandle): Promise<Buffer> {
  const info = await handle.stat();
  if (!info.isFile() || info.size > KEY_FILE_BYTES_MAX) throw notAKey(file);
  if ((info.mode & 0o077) !== 0) {
    throw new ProstError(
      "PERMISSION_DENIED",
      `the key file ${file} can be read by others; \`chmod 600 ${file}\` mends that`,
    );
  }
  const bytes = Buffer.alloc(KEY_FILE_BYTES_MAX);
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
  return bytes.subarray(0, bytesRead);
}

function cannotOpen(file: string, error: NodeJS.ErrnoException): ProstError {
  const cause = { cause: error };
  switch (error.code) {
    case "ENOENT":
      return new ProstError(
        "NOT_FOUND",
        `there is no key file ${file}; \`prost keys new ${file}\` makes one`,
        cause,
      );
    case "ELOOP":
      return new ProstError(
        "PERMISSION_DENIED",
        `the key file ${file} is a symbolic link; name the file itself`,
        cause,
      );
    case "EACCES":
      return new ProstError(
        "PERMISSION_DENIED",
        `this user may not read the key file ${file}; it must belong to who runs prost`,
        cause,
      );
    default:
      return new ProstError(
        "FAILED_PRECONDITION",
        `the key file ${file} cannot be read: ${error.message}`,
        cause,
      );
  }
}

/** Makes the new name itself last. Some file systems cannot: the key is written all the same. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY).catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

/** The pair in the file; a new one, saved there, when there is no file. */
export async function loadOrCreateKeyPair(file: string, make = generateKeyPair): Promise<KeyPair> {
  try {
    return await loadKeyPair(file);
  } catch (error) {
    if (!(error instanceof ProstError) || error.code !== "NOT_FOUND") throw error;
  }
  const pair = make();
  await saveKeyPair(file, pair);
  return pair;
}

export function nodeIdOf(publicKey: Uint8Array): Id {
  return Id.hashOf("prost-node-v1", publicKey);
}

/** The same for every version: new code keeps the key space and the data. */
export function serviceIdOf(rootId: Uint8Array, name: string): Id {
  return Id.hashOf("prost-service-v1", rootId, name);
}

/** How a signature names its key: SHA-256. It selects a key and proves nothing. */
export function keyIdOf(publicKey: Uint8Array): Uint8Array {
  return new Uint8Array(createHash("sha256").update(publicKey).digest());
}

/** Overlays of different names do not mix, and a statement signed for one means nothing in another. */
export function networkIdOf(name: string): Id {
  return Id.hashOf("prost-network-v1", name);
}

/** 64 bytes. `type` says what is stated, so that no statement can be taken for one of another type. */
export function signStatement(pair: KeyPair, type: string, networkId: Id, payload: Uint8Array): Uint8Array {
  return new Uint8Array(sign(null, statement(type, networkId, payload), pair.privateKey));
}

/** Of the bare bytes, for formats of others that have a domain of their own. */
export function signRaw(pair: KeyPair, message: Uint8Array): Uint8Array {
  return new Uint8Array(sign(null, message, pair.privateKey));
}

export function verifyStatement(
  publicKey: Uint8Array,
  signature: Uint8Array,
  type: string,
  networkId: Id,
  payload: Uint8Array,
): boolean {
  return verifyStrictly(publicKey, signature, statement(type, networkId, payload));
}

/**
 * Ed25519 (RFC 8032, section 5.1.7) of the bare bytes, with what implementations disagree on refused before anyone is asked: a scalar
 * that is not below the group's order, a key or a point that is not canonical or of small order. Never throws.
 */
export function verifyStrictly(publicKey: Uint8Array, signature: Uint8Array, message: Uint8Array): boolean {
  if (!isSoundKey(publicKey) || signature.length !== SIGNATURE_BYTES) return false;
  if (!isSoundPoint(signature.subarray(0, 32)) || !isBelow(signature.subarray(32), GROUP_ORDER)) return false;
  try {
    return verify(null, message, keptKeyObject(publicKey), signature);
  } catch {
    return false;
  }
}

/** Making one takes a fifth of the time that verifying does, and the same keys come again and again. */
const keyObjects = new Map<string, KeyObject>();

function keptKeyObject(publicKey: Uint8Array): KeyObject {
  const name = Buffer.from(publicKey).toString("latin1");
  const known = keyObjects.get(name);
  if (known !== undefined) return known;
  const made = publicKeyObject(publicKey);
  keyObjects.set(name, made);
  dropOldest(keyObjects, KEY_OBJECTS_MAX);
  return made;
}

/** Whether somebody may own the key: under one of small order everybody can sign. */
export function isSoundKey(publicKey: Uint8Array): boolean {
  return publicKey.length === PUBLIC_KEY_BYTES && isSoundPoint(publicKey);
}

/** The raw key as Node's crypto wants it. Throws for bytes that are no key. */
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

function pairOf(privateKey: KeyObject): KeyPair {
  return { privateKey, publicKey: rawPublicKey(createPublicKey(privateKey)) };
}

function notAKey(file: string, cause?: unknown): ProstError {
  return new ProstError(
    "INVALID_ARGUMENT",
    `${file} is not a key file (an Ed25519 private key as PKCS #8 in PEM); \`prost keys new FILE\` makes one`,
    { cause },
  );
}

/** Tag, length and text of the type, network, length of the payload, payload: no two statements have the same bytes. */
function statement(type: string, networkId: Id, payload: Uint8Array): Uint8Array {
  const text = Buffer.from(type);
  assert(text.length <= 255, "the name of a statement's type has a length of one byte");
  const length = Buffer.alloc(8);
  length.writeBigUInt64BE(BigInt(payload.length));
  const tag = Buffer.from("prost-sig-v1\0");
  return Buffer.concat([tag, Uint8Array.of(text.length), text, networkId.bytes, length, payload]);
}

/** ℓ = 2^252 + 27742317777372353535851937790883648493, little-endian (RFC 8032, section 5.1). */
const GROUP_ORDER = littleEndian((1n << 252n) + 27742317777372353535851937790883648493n);
const FIELD = (1n << 255n) - 19n;
/** p, little-endian. */
const FIELD_ORDER = littleEndian(FIELD);

/**
 * The y coordinates of the points whose order divides 8, that is, of the torsion subgroup; sign bit cleared: 0, 1, −1 and two of
 * order 8. Computed below from the curve's equation rather than listed.
 */
const SMALL_ORDER_Y: ReadonlySet<string> = new Set(smallOrderY().map((y) => hexOf(littleEndian(y))));

/** Canonical (y < p), and not of small order. */
function isSoundPoint(point: Uint8Array): boolean {
  // A copy whatever it is: `slice` of a Buffer is a window on it.
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
 * On −x² + y² = 1 + d·x²·y²: order 1 has y = 1, order 2 y = −1, order 4 y = 0. A point of order 8 doubles to one with y = 0, so
 * y² = −x² there, and the equation becomes d·y⁴ + 2·y² − 1 = 0, or y² = (−1 ± √(1 + d)) / d.
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

/** For p ≡ 5 (mod 8). Null when there is none. */
function squareRoot(value: bigint): bigint | null {
  const candidate = power(value, (FIELD + 3n) / 8n);
  if (mod(candidate * candidate) === value) return candidate;
  const other = mod(candidate * power(2n, (FIELD - 1n) / 4n));
  return mod(other * other) === value ? other : null;
}
