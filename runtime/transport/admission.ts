/**
 * Who may be a node of an overlay. Open: whoever has found a key whose id shows work, so that ids by the thousand, or one beside a key
 * that is aimed at, take time. By an authority: whoever its key has signed for, until a date. All nodes of an overlay must have the same.
 */
import { createHash } from "node:crypto";
import type { Id } from "../base/id.ts";
import {
  generateKeyPair,
  type KeyPair,
  nodeIdOf,
  PUBLIC_KEY_BYTES,
  SIGNATURE_BYTES,
  signStatement,
  verifyStatement,
} from "../base/identity.ts";

export type Admission =
  /** The hash of a node's id begins with so many zero bits. */
  | { readonly kind: "open"; readonly workBits: number }
  /** A public key. */
  | { readonly kind: "authority"; readonly key: Uint8Array };

/** A few hundred keys, or about 20 ms. Each bit more doubles it. */
export const WORK_BITS_DEFAULT = 8;
/** Days of looking for a key on one processor. */
export const WORK_BITS_MAX = 30;

/** Until when, in ms since 1970 (6 bytes), and the authority's signature. */
export const CREDENTIAL_BYTES = 6 + SIGNATURE_BYTES;
export const NO_CREDENTIAL = new Uint8Array(0);

/**
 * The work is in the key itself: the id is made of the key alone, so for an id in a certain place one must find a key that fits both
 * (after the static puzzle of Baumgart and Mies, "S/Kademlia", 2007).
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

/** A key that an open overlay lets in; looks for it as long as that takes, on average 2^workBits keys. */
export function findKeyPair(workBits: number): KeyPair {
  for (;;) {
    const pair = generateKeyPair();
    if (workBitsOf(nodeIdOf(pair.publicKey)) >= workBits) return pair;
  }
}

/** What an authority gives a node: valid until `untilMs`, in ms since 1970. */
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

/** Until when it is valid, in ms since 1970. Throws for other lengths. */
export function credentialUntilMs(credential: Uint8Array): number {
  return Buffer.from(credential).readUIntBE(0, 6);
}

/** Whether the node with that key may take part, by what it shows. */
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
