/**
 * Admission of nodes to an overlay. In an open overlay a node id must show work, so that thousands of ids, or
 * an id near a chosen key, take time to make. With an authority, the authority's key signs a credential with
 * an end date for each node key. All nodes of an overlay must have the same admission rule.
 */
import { createHash } from "node:crypto";
import { PUBLIC_KEY_BYTES, SIGNATURE_BYTES } from "../base/ed25519.ts";
import type { Id } from "../base/id.ts";
import { generateKeyPair, type KeyPair, nodeIdOf, signStatement, verifyStatement } from "../base/identity.ts";

export type Admission =
  /** The hash of a node id must begin with `workBits` zero bits. */
  | { readonly kind: "open"; readonly workBits: number }
  /** `key`: the authority's public key. */
  | { readonly kind: "authority"; readonly key: Uint8Array };

/** A search of a few hundred keys, about 20 ms. Each further bit doubles the search. */
export const WORK_BITS_DEFAULT = 8;
/** A search of days on one processor. */
export const WORK_BITS_MAX = 30;

/** A credential: its end in ms since 1970 (6 bytes), then the authority's signature. */
export const CREDENTIAL_BYTES = 6 + SIGNATURE_BYTES;
export const NO_CREDENTIAL = new Uint8Array(0);

/**
 * Bits of work that a node id shows. The id depends on the key alone, so an id at a chosen place needs a key
 * that satisfies both conditions (the static crypto puzzle of Baumgart and Mies, "S/Kademlia", 2007).
 */
export function workBitsOf(nodeId: Id): number {
  const hash = createHash("sha256").update("prost-work-v1").update(nodeId.bytes).digest();
  let bits = 0;
  for (const byte of hash) {
    if (byte !== 0) return bits + Math.clz32(byte) - 24;
    bits += 8;
  }
  return bits;
}

/**
 * Searches for a key pair that an open overlay admits: 2^workBits keys on average. Blocks until it is found.
 */
export function findKeyPair(workBits: number): KeyPair {
  for (;;) {
    const pair = generateKeyPair();
    if (workBitsOf(nodeIdOf(pair.publicKey)) >= workBits) return pair;
  }
}

/** The credential that an authority issues for a node key; valid until `untilMs`, in ms since 1970. */
export function issueCredential(
  authority: KeyPair,
  networkId: Id,
  nodeKey: Uint8Array,
  untilMs: number,
): Uint8Array {
  const until = Buffer.alloc(6);
  until.writeUIntBE(untilMs, 0, 6);
  const signature = signStatement(authority, "admission", networkId, Buffer.concat([nodeKey, until]));
  return new Uint8Array(Buffer.concat([until, signature]));
}

/** The end of a credential's validity, in ms since 1970. Throws for a credential of another length. */
export function credentialUntilMs(credential: Uint8Array): number {
  return Buffer.from(credential).readUIntBE(0, 6);
}

/** Whether the node with that key may take part, given the credential that it shows. */
export function isAdmitted(
  admission: Admission,
  networkId: Id,
  nodeKey: Uint8Array,
  credential: Uint8Array,
  nowMs: number,
): boolean {
  if (nodeKey.length !== PUBLIC_KEY_BYTES) return false;
  if (admission.kind === "open")
    return credential.length === 0 && workBitsOf(nodeIdOf(nodeKey)) >= admission.workBits;
  if (credential.length !== CREDENTIAL_BYTES || credentialUntilMs(credential) < nowMs) return false;
  const statement = Buffer.concat([nodeKey, credential.subarray(0, 6)]);
  return verifyStatement(admission.key, credential.subarray(6), "admission", networkId, statement);
}
