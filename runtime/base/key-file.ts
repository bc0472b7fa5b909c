/** Files with private keys, readable by their owner alone. */
import { createPrivateKey, type KeyObject } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, open, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { ProstError } from "./errors.ts";
import { generateKeyPair, type KeyPair, pairOf } from "./identity.ts";
import { decryptKey, encryptKey, isEncrypted } from "./key-encryption.ts";

/** Maximum size of a key file, in bytes. Real key files are much smaller. */
const KEY_FILE_BYTES_MAX = 4096;

/**
 * Writes a new key file: PKCS #8 in PEM, or encrypted under a passphrase (key-encryption.ts). Never
 * overwrites a file.
 */
export async function saveKeyPair(
  file: string,
  pair: KeyPair,
  passphrase: string | null = null,
): Promise<void> {
  const text =
    passphrase === null
      ? pair.privateKey.export({ type: "pkcs8", format: "pem" })
      : await encryptKey(pair.privateKey.export({ type: "pkcs8", format: "der" }), passphrase);
  await saveNewFile(file, text);
}

/**
 * Writes a new file that only its owner can read. Resolves when file and name are on disk. Never overwrites a
 * file.
 */
export async function saveNewFile(file: string, content: string | Uint8Array): Promise<void> {
  const handle = await open(file, "wx", 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EEXIST") {
      throw new ProstError(
        "ALREADY_EXISTS",
        `the file ${file} exists already, and prost never overwrites it; choose another name`,
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
    // Remove half a key, so that the next attempt can use the name.
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
 * Rejects for a file that others can read, and for a symbolic link, as others may change its target.
 * `passphrase` is called for an encrypted key. Default: an encrypted key is refused.
 */
export async function loadKeyPair(file: string, passphrase?: () => Promise<string>): Promise<KeyPair> {
  const pem = await readKeyFile(file);
  let privateKey: KeyObject;
  try {
    privateKey = isEncrypted(pem.toString("latin1"))
      ? await decryptPrivateKey(file, pem, passphrase)
      : createPrivateKey(pem);
  } catch (error) {
    throw error instanceof ProstError ? error : notAKey(file, error);
  } finally {
    pem.fill(0);
  }
  if (privateKey.asymmetricKeyType !== "ed25519") throw notAKey(file);
  return pairOf(privateKey);
}

async function decryptPrivateKey(
  file: string,
  text: Buffer,
  passphrase?: () => Promise<string>,
): Promise<KeyObject> {
  if (passphrase === undefined)
    throw new ProstError(
      "FAILED_PRECONDITION",
      `the key file ${file} is encrypted, and no passphrase was given`,
    );
  const der = await decryptKey(text.toString("utf8"), await passphrase());
  if (der === null)
    throw new ProstError("PERMISSION_DENIED", `the passphrase of ${file} is wrong, or the file was changed`);
  try {
    return createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  } finally {
    der.fill(0);
  }
}

/**
 * Opens the file once and checks the open file, so that a change of the name between check and read has no
 * effect.
 */
async function readKeyFile(file: string): Promise<Buffer> {
  // Without O_NONBLOCK, opening a pipe would wait for its writer.
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
      `other users can read the key file ${file}; run \`chmod 600 ${file}\``,
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
        `this user may not read the key file ${file}; it must belong to the user that runs prost`,
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

/**
 * Syncs the folder, so that the new name is on disk. Some file systems cannot sync folders; the file is
 * written all the same.
 */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY).catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

/** The key pair in the file. When there is no file, makes a pair and saves it there. */
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

function notAKey(file: string, cause?: unknown): ProstError {
  return new ProstError(
    "INVALID_ARGUMENT",
    `${file} is not a key file (an Ed25519 private key as PKCS #8 in PEM); \`prost keys new FILE\` makes one`,
    { cause },
  );
}
