/** Key pairs, the ids made of public keys, and signed statements. */
import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { assert } from "./assert.ts";
import { rawPublicKey, verifyStrictly } from "./ed25519.ts";
import { Id } from "./id.ts";

export interface KeyPair {
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly privateKey: KeyObject;
}

export function generateKeyPair(): KeyPair {
  return pairOf(generateKeyPairSync("ed25519").privateKey);
}

export function pairOf(privateKey: KeyObject): KeyPair {
  return { privateKey, publicKey: rawPublicKey(createPublicKey(privateKey)) };
}

export function nodeIdOf(publicKey: Uint8Array): Id {
  return Id.hashOf("prost-node-v1", publicKey);
}

/**
 * The id of a service. It is the same for all versions, so that new code keeps the key space and the data.
 * `rootId`: the id of the publisher, which is the hash of its first root document.
 */
export function serviceIdOf(rootId: Uint8Array, name: string): Id {
  return Id.hashOf("prost-service-v1", rootId, name);
}

/** The name of a key in a signature: its SHA-256. It selects a key and proves nothing. */
export function keyIdOf(publicKey: Uint8Array): Uint8Array {
  return new Uint8Array(createHash("sha256").update(publicKey).digest());
}

/** Overlays of different names do not mix: a statement signed for one network is invalid in every other. */
export function networkIdOf(name: string): Id {
  return Id.hashOf("prost-network-v1", name);
}

/**
 * Returns a signature of 64 bytes. The signature covers `type` and `networkId`, so that it is invalid for a
 * statement of another type or network.
 */
export function signStatement(pair: KeyPair, type: string, networkId: Id, payload: Uint8Array): Uint8Array {
  return new Uint8Array(sign(null, statement(type, networkId, payload), pair.privateKey));
}

/** Signs the bare bytes, for formats of others that contain their own domain separation. */
export function signRaw(pair: KeyPair, message: Uint8Array): Uint8Array {
  return new Uint8Array(sign(null, message, pair.privateKey));
}

/** Whether `signature` is the key's signature of that statement, as `signStatement` makes it. */
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
 * Tag, length and text of the type, network, length of the payload, payload: different statements have
 * different bytes.
 */
function statement(type: string, networkId: Id, payload: Uint8Array): Uint8Array {
  const text = Buffer.from(type);
  assert(text.length <= 255, "the length of a statement's type fits into one byte");
  const length = Buffer.alloc(8);
  length.writeBigUInt64BE(BigInt(payload.length));
  const tag = Buffer.from("prost-sig-v1\0");
  return Buffer.concat([tag, Uint8Array.of(text.length), text, networkId.bytes, length, payload]);
}
