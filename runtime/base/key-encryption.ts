/** Encrypts a private key under a passphrase: AES-256-GCM with a key that scrypt (RFC 7914) derives. */
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from "node:crypto";

const FORMAT = "prost-key-1";
/** scrypt's N. Each guess of a passphrase costs 128 MiB and a few tenths of a second. */
const COST = 2 ** 17;
const BLOCK = 8;
const KEY_BYTES = 32;
const SALT_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

interface EncryptedKey {
  readonly kind: typeof FORMAT;
  readonly cost: number;
  readonly salt: string;
  readonly iv: string;
  readonly tag: string;
  readonly data: string;
}

/** The encrypted key as JSON text. */
export async function encryptKey(secret: Uint8Array, passphrase: string): Promise<string> {
  const [salt, iv] = [randomBytes(SALT_BYTES), randomBytes(IV_BYTES)];
  const cipher = createCipheriv("aes-256-gcm", await deriveKey(passphrase, salt), iv);
  cipher.setAAD(Buffer.from(FORMAT));
  const data = Buffer.concat([cipher.update(secret), cipher.final()]);
  const hex = (bytes: Buffer) => bytes.toString("hex");
  const encrypted: EncryptedKey = {
    kind: FORMAT,
    cost: COST,
    salt: hex(salt),
    iv: hex(iv),
    tag: hex(cipher.getAuthTag()),
    data: hex(data),
  };
  return `${JSON.stringify(encrypted, null, 1)}\n`;
}

/**
 * Whether the text may be an encrypted key: it begins with "{", and PEM does not. `decryptKey` checks the
 * rest.
 */
export function isEncrypted(text: string): boolean {
  return text.startsWith("{");
}

/**
 * Resolves to the decrypted key, or to null when the passphrase is wrong or the text was changed. Rejects
 * with a SyntaxError when the text is not JSON, and with a RangeError when its format or its parameters are
 * others.
 */
export async function decryptKey(text: string, passphrase: string): Promise<Buffer | null> {
  const encrypted = JSON.parse(text) as Partial<EncryptedKey>;
  const bytes = (hex: unknown) => Buffer.from(typeof hex === "string" ? hex : "", "hex");
  const [salt, iv, tag, data] = [encrypted.salt, encrypted.iv, encrypted.tag, encrypted.data].map(bytes);
  if (
    encrypted.kind !== FORMAT ||
    encrypted.cost !== COST ||
    iv.length !== IV_BYTES ||
    tag.length !== TAG_BYTES
  )
    throw new RangeError("an encrypted key of an unknown kind");
  const decipher = createDecipheriv("aes-256-gcm", await deriveKey(passphrase, salt), iv, {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(FORMAT));
  decipher.setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(data), decipher.final()]);
  } catch {
    return null;
  }
}

function deriveKey(passphrase: string, salt: Buffer): Promise<Buffer> {
  const options = { N: COST, r: BLOCK, p: 1, maxmem: 2 * 128 * BLOCK * COST };
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize("NFC"), salt, KEY_BYTES, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
