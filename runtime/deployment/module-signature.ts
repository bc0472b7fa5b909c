/**
 * The optional `signature` section at the start of a module, as wasmsign2 0.2.6 writes it, for tools that
 * know nothing of overlays ("WebAssembly Module Signatures", tool-conventions, December 2025). Nodes do not
 * need it: they trust the manifest.
 *
 * wasmsign2 accepts many forms, some of which sign only the beginning of the module. prost accepts one form:
 * the section comes first; it has one set with one hash over the whole module and at least one signature;
 * lengths use as few bytes as possible; there are no delimiters.
 */
import { createHmac } from "node:crypto";
import { SIGNATURE_BYTES, verifyStrictly } from "../base/ed25519.ts";
import { type KeyPair, signRaw } from "../base/identity.ts";
import { sameBytes, sha256 } from "./chunks.ts";

/** The magic number and the version, which the signature does not cover. */
const HEADER_BYTES = 8;
const CUSTOM = 0;
const NAME = new TextEncoder().encode("signature");
const DELIMITER = new TextEncoder().encode("signature_delimiter");
/** Version of the specification, content type `module`, hash function SHA-256. */
const FORMAT = Uint8Array.of(1, 1, 1);
const ED25519 = 1;
const HASH_BYTES = 32;
const KEY_ID_BYTES = 12;
/** Maximum number of signatures in the section. */
export const MODULE_SIGNATURES_MAX = 8;
const LEB_BYTES_MAX = 5;

interface SectionSignature {
  /** The first 12 bytes of HMAC-SHA-256 of the public key. It selects a key and proves nothing. */
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}

type SplitModule =
  /** `signatures` is empty when the module has no such section. */
  | {
      readonly ok: true;
      /** The module without the section, in the form that is published. */
      readonly module: Uint8Array;
      readonly signatures: readonly SectionSignature[];
    }
  | { readonly ok: false; readonly detail: string };

/** The signed hash: SHA-256 of a module's sections. The module must not have a `signature` section. */
export function signedHashOf(module: Uint8Array): Uint8Array {
  return sha256(module.subarray(HEADER_BYTES));
}

/** The id of a public key, as wasmsign2 computes it. */
export function sectionKeyId(publicKey: Uint8Array): Uint8Array {
  const hmac = createHmac("sha256", "key_id").update(publicKey).digest();
  return new Uint8Array(hmac.subarray(0, KEY_ID_BYTES));
}

/**
 * Adds a signature to the module's section, or a section to the module. Throws when the module has the
 * section in another form.
 */
export function signModule(pair: KeyPair, module: Uint8Array): Uint8Array {
  const apart = splitModule(module);
  if (!apart.ok) throw new RangeError(apart.detail);
  const keyId = sectionKeyId(pair.publicKey);
  const signature = signRaw(pair, signedBytesOf(apart.module));
  const others = apart.signatures.filter((one) => !sameBytes(one.keyId, keyId));
  const signatures = [...others, { keyId, signature }].sort((a, b) => Buffer.compare(a.keyId, b.keyId));
  if (signatures.length > MODULE_SIGNATURES_MAX)
    throw new RangeError(`a module has at most ${MODULE_SIGNATURES_MAX} signatures`);
  const payload = payloadOf(apart.module, signatures);
  const body = Buffer.concat([leb(NAME.length), NAME, payload]);
  const code = apart.module;
  return new Uint8Array(
    Buffer.concat([
      code.subarray(0, HEADER_BYTES),
      Uint8Array.of(CUSTOM),
      leb(body.length),
      body,
      code.subarray(HEADER_BYTES),
    ]),
  );
}

/** Whether the module has a valid signature of that key. */
export function isSignedBy(publicKey: Uint8Array, apart: SplitModule & { readonly ok: true }): boolean {
  const message = signedBytesOf(apart.module);
  const id = sectionKeyId(publicKey);
  return apart.signatures.some(
    ({ keyId, signature }) => sameBytes(keyId, id) && verifyStrictly(publicKey, signature, message),
  );
}

/**
 * Splits a module into the module without the section and its signatures, which are not verified. Otherwise
 * returns how the section differs from the accepted form. Never throws.
 */
export function splitModule(module: Uint8Array): SplitModule {
  try {
    return parse(module);
  } catch (error) {
    if (!(error instanceof SectionError)) throw error;
    return { ok: false, detail: error.message };
  }
}

function parse(module: Uint8Array): SplitModule {
  let at = HEADER_BYTES;
  let payload: Uint8Array | null = null;
  let rest = HEADER_BYTES;
  while (at < module.length) {
    const id = module[at];
    const size = readLeb(module, at + 1);
    const end = size.next + size.value;
    if (end > module.length) break; // The gate refuses bytes that are not a module.
    const name = id === CUSTOM ? nameAt(module, size.next, end) : null;
    if (name !== null && sameBytes(name.text, DELIMITER))
      throw new SectionError(
        "the module has a signature delimiter, so that a signature of a part could be taken for one of " +
          "the whole module",
      );
    if (name !== null && sameBytes(name.text, NAME)) {
      if (payload !== null) throw new SectionError("the module has two signature sections");
      if (at !== HEADER_BYTES) throw new SectionError("the signature section is not the first of the module");
      payload = module.subarray(name.next, end);
      rest = end;
    }
    at = end;
  }
  if (payload === null) return { ok: true, module, signatures: [] };
  const bare = new Uint8Array(HEADER_BYTES + module.length - rest);
  bare.set(module.subarray(0, HEADER_BYTES));
  bare.set(module.subarray(rest), HEADER_BYTES);
  const signatures = readSignatures(payload);
  const headBytes = HEADER_BYTES + 1 + leb(payload.length + 1 + NAME.length).length + 1 + NAME.length;
  if (rest !== headBytes + payload.length || !sameBytes(payloadOf(bare, signatures), payload))
    throw new SectionError("the signature section does not have the accepted form, or signs another module");
  return { ok: true, module: bare, signatures };
}

/** Reads without strictness: the caller encodes the result again and compares the bytes. */
function readSignatures(payload: Uint8Array): SectionSignature[] {
  let at = FORMAT.length;
  const count = (what: string, most: number) => {
    const { value, next } = readLeb(payload, at);
    if (value === 0 || value > most) throw new SectionError(`the signature section has ${value} ${what}`);
    at = next;
    return value;
  };
  const bytes = (length: number) => {
    if (at + length > payload.length) throw new SectionError("the signature section is cut short");
    at += length;
    return Uint8Array.from(payload.subarray(at - length, at));
  };
  count("sets of hashes; prost accepts one", 1);
  count("bytes in a set", payload.length);
  count("hashes in a set; prost accepts one", 1);
  bytes(HASH_BYTES);
  const signatures = count("signatures", MODULE_SIGNATURES_MAX);
  const read: SectionSignature[] = [];
  for (let i = 0; i < signatures; i++) {
    count("bytes in a signature", payload.length);
    const keyId = bytes(count("bytes in a key's id", KEY_ID_BYTES));
    bytes(1);
    const signature = bytes(count("bytes in a signature", SIGNATURE_BYTES));
    if (i > 0 && Buffer.compare(read[i - 1].keyId, keyId) >= 0)
      throw new SectionError("signatures must be sorted by key id, with each key once");
    read.push({ keyId, signature });
  }
  return read;
}

function payloadOf(module: Uint8Array, signatures: readonly SectionSignature[]): Uint8Array {
  const entries = signatures.map(({ keyId, signature }) =>
    withLength(
      Buffer.concat([leb(keyId.length), keyId, Uint8Array.of(ED25519), leb(signature.length), signature]),
    ),
  );
  const set = Buffer.concat([leb(1), signedHashOf(module), leb(signatures.length), ...entries]);
  return Buffer.concat([FORMAT, leb(1), withLength(set)]);
}

function signedBytesOf(module: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from("wasmsig"), FORMAT, signedHashOf(module)]);
}

function withLength(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([leb(bytes.length), bytes]);
}

function nameAt(
  module: Uint8Array,
  from: number,
  end: number,
): { readonly text: Uint8Array; readonly next: number } | null {
  const { value, next } = readLeb(module, from);
  return next + value > end ? null : { text: module.subarray(next, next + value), next: next + value };
}

class SectionError extends Error {}

function leb(value: number): Uint8Array {
  const bytes: number[] = [];
  let left = value;
  do {
    const low = left % 128;
    left = Math.floor(left / 128);
    bytes.push(left > 0 ? low + 128 : low);
  } while (left > 0);
  return Uint8Array.from(bytes);
}

function readLeb(bytes: Uint8Array, at: number): { readonly value: number; readonly next: number } {
  let value = 0;
  for (let i = 0; i < LEB_BYTES_MAX; i++) {
    const byte = bytes[at + i];
    if (byte === undefined) break;
    value += (byte & 127) * 128 ** i;
    if (byte < 128) return { value, next: at + i + 1 };
  }
  throw new SectionError("the module has a malformed length");
}
