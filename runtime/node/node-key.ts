/** The key of a node and the credential that admits it to the overlay. */

import { join } from "node:path";
import { ProstError } from "../base/errors.ts";
import { hexOf } from "../base/hex.ts";
import type { Id } from "../base/id.ts";
import type { KeyPair } from "../base/identity.ts";
import { loadOrCreateKeyPair } from "../base/key-file.ts";
import { findKeyPair, isAdmitted, NO_CREDENTIAL } from "../transport/admission.ts";
import { credentialFile, readCredential } from "../transport/credential-file.ts";
import type { NodeConfig } from "./config.ts";

export interface AdmittedKey {
  readonly identity: KeyPair;
  /** The credential that an authority signed for the key; empty in an open overlay. */
  readonly credential: Uint8Array;
}

/**
 * Reads the key from the data folder, or makes one. Rejects with FAILED_PRECONDITION or PERMISSION_DENIED
 * when the other nodes of the overlay would not admit the key. `nowMs`: milliseconds since 1970.
 */
export async function admittedKey(
  { data, admission }: Pick<NodeConfig, "data" | "admission">,
  networkId: Id,
  nowMs: number,
): Promise<AdmittedKey> {
  const file = join(data, "node.key");
  if (admission.kind === "open") {
    const identity = await loadOrCreateKeyPair(file, () => findKeyPair(admission.workBits));
    if (isAdmitted(admission, networkId, identity.publicKey, NO_CREDENTIAL, nowMs))
      return { identity, credential: NO_CREDENTIAL };
    throw new ProstError(
      "FAILED_PRECONDITION",
      `the key ${file} shows too little work for this overlay, which requires ${admission.workBits} bits; ` +
        "move the file away and start again to make a new key",
    );
  }
  const identity = await loadOrCreateKeyPair(file);
  const credential = await readCredential(credentialFile(data));
  if (credential !== null && isAdmitted(admission, networkId, identity.publicKey, credential, nowMs))
    return { identity, credential };
  const problem =
    credential === null
      ? "this node has no admission"
      : "the admission of this node is not valid or has expired";
  const out = credentialFile(data);
  const command = `prost network admit --authority FILE --node ${hexOf(identity.publicKey)} --out ${out}`;
  throw new ProstError(
    "PERMISSION_DENIED",
    `${problem}; the overlay's authority makes one with \`${command}\``,
  );
}
