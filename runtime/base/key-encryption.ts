/** A private key under a passphrase: scrypt (RFC 7914) makes the key that AES-256-GCM encrypts it with. */
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from "node:crypto";

const KIND = "prost-key-1";
/** 128 MiB and a few tenths of a second for each guess. */
const COST = 2 ** 17;
const BLOCK = 8;
const KEY_BYTES = 32;
const SALT_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

interface Sealed {
  readonly kind: typeof KIND;
  readonly cost: number;
  readonly salt: string;
  readonly iv: string;
  readonly tag: string;
  readonly data: string;
}

/** JSON. */
export async function sealKey(secret: Uint8Array, passphrase: string): Promise<string> {
  const [salt, iv] = [randomBytes(SALT_BYTES), randomBytes(IV_BYTES)];
  const cipher = createCipheriv("aes-256-gcm", await derived(passphrase, salt), iv);
  cipher.setAAD(Buffer.from(KIND));
  const data = Buffer.concat([cipher.update(secret), cipher.final()]);
  const hex = (bytes: Buffer) => bytes.toString("hex");
  const sealed: Sealed = {
    kind: KIND,
    cost: COST,
    salt: hex(salt),
    iv: hex(iv),
    tag: hex(cipher.getAuthTag()),
    data: hex(data),
  };
  return `${JSON.stringify(sealed, null, 1)}\n`;
}

/** Whether the text is a key under a passphrase. */
export function isSealed(text: string): boolean {
  return text.startsWith("{");
}

/** Null: another passphrase, or the file was changed. Throws for what is no such file. */
export async function openKey(text: string, passphrase: string): Promise<Buffer | null> {
  const sealed = JSON.parse(text) as Partial<Sealed>;
  const bytes = (hex: unknown) => Buffer.from(typeof hex === "string" ? hex : "", "hex");
  const [salt, iv, tag, data] = [sealed.salt, sealed.iv, sealed.tag, sealed.data].map(bytes);
  if (sealed.kind !== KIND || sealed.cost !== COST || iv.length !== IV_BYTES || tag.length !== TAG_BYTES)
    throw new RangeError("a key file of another kind");
  const decipher = createDecipheriv("aes-256-gcm", await derived(passphrase, salt), iv, {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(KIND));
  decipher.setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(data), decipher.final()]);
  } catch {
    return null;
  }
}

function derived(passphrase: string, salt: Buffer): Promise<Buffer> {
  const options = { N: COST, r: BLOCK, p: 1, maxmem: 2 * 128 * BLOCK * COST };
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize("NFC"), salt, KEY_BYTES, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
