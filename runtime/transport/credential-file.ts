/**
 * The file in a node's data folder that holds the credential of the overlay's authority, in hex, so that it
 * fits into a mail.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ProstError } from "../base/errors.ts";
import { hexOf } from "../base/hex.ts";
import { CREDENTIAL_BYTES } from "./admission.ts";

export function credentialFile(dataFolder: string): string {
  return join(dataFolder, "node.admission");
}

/** Resolves to null without a file. Rejects with INVALID_ARGUMENT for a file with other content. */
export async function readCredential(file: string): Promise<Uint8Array | null> {
  const text = await readFile(file, "latin1").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw new ProstError("FAILED_PRECONDITION", `${file} cannot be read: ${error.message}`, { cause: error });
  });
  if (text === null) return null;
  const hex = text.trim();
  if (hex.length !== 2 * CREDENTIAL_BYTES || !/^[0-9a-f]*$/.test(hex))
    throw new ProstError(
      "INVALID_ARGUMENT",
      `${file} is not an admission, which has ${2 * CREDENTIAL_BYTES} hex digits; \`prost network admit\` makes one`,
    );
  return Uint8Array.from(Buffer.from(hex, "hex"));
}

/** Replaces an older credential: this is how a credential is renewed. */
export async function writeCredential(file: string, credential: Uint8Array): Promise<void> {
  await writeFile(file, `${hexOf(credential)}\n`, { mode: 0o644 }).catch((error: Error) => {
    throw new ProstError("FAILED_PRECONDITION", `${file} cannot be written: ${error.message}`, {
      cause: error,
    });
  });
}
