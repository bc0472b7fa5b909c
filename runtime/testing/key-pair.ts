/**
 * Signing keys that depend only on the seed of a test and a name, so that runs with equal seeds are equal.
 */

import { createHash, createPrivateKey, createPublicKey } from "node:crypto";
import { rawPublicKey } from "../base/ed25519.ts";
import type { KeyPair } from "../base/identity.ts";

/** PKCS #8 of an Ed25519 private key, without the 32 bytes of its seed (RFC 8410, section 10.3). */
const PKCS8_HEAD = Buffer.from("302e020100300506032b657004220420", "hex");

/** The private key is not secret: it follows from `seed` and `name`. */
export function keyPairOf(seed: number, name: string): KeyPair {
  const secret = createHash("sha256").update(`prost testing ${seed} ${name}`).digest();
  const key = Buffer.concat([PKCS8_HEAD, secret]);
  const privateKey = createPrivateKey({ key, format: "der", type: "pkcs8" });
  return { privateKey, publicKey: rawPublicKey(createPublicKey(privateKey)) };
}
