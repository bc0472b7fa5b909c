import { createPrivateKey, createPublicKey } from "node:crypto";
import { describe, expect, test } from "vitest";
import { rawPublicKey } from "../../runtime/base/ed25519.ts";
import { hexOf } from "../../runtime/base/hex.ts";
import { generateKeyPair, type KeyPair } from "../../runtime/base/identity.ts";
import {
  isSignedBy,
  MODULE_SIGNATURES_MAX,
  sectionKeyId,
  signedHashOf,
  signModule,
  splitModule,
} from "../../runtime/deployment/module-signature.ts";

/** The bytes that wasmsign2 0.2.6 writes for this key and this module, derived from its source. */
const SEED = Buffer.from(Array.from({ length: 32 }, (_, i) => i));
const MODULE = Uint8Array.from(Buffer.from("0061736d01000000010401600000", "hex"));
const PUBLIC_KEY = "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8";
const KEY_ID = "cb80e88977ac950ca3986b14";
const HASH = "5f25e6a5674a70ef44d90473c43ae014a542ccb424724dfabc21c61165616744";
const SIGNATURE =
  "316977483061ec16099ef7749bd65c9ade2ba9f2cac10808c2dc453f6d4a701571b4e7d7cbda79ca46a260bdd3151757441f12448bace549c158eb9757ab1601";

function pairOfSeed(): KeyPair {
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), SEED]);
  const privateKey = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  return { privateKey, publicKey: rawPublicKey(createPublicKey(privateKey)) };
}

describe("a module's signature section", () => {
  test("has the bytes that wasmsign2 writes", () => {
    const pair = pairOfSeed();
    expect(hexOf(pair.publicKey)).toBe(PUBLIC_KEY);
    expect(hexOf(sectionKeyId(pair.publicKey))).toBe(KEY_ID);
    expect(hexOf(signedHashOf(MODULE))).toBe(HASH);
    const signed = signModule(pair, MODULE);
    expect(signed).toHaveLength(146);
    const payload = `01010101720 1${HASH}014f0c${KEY_ID}0140${SIGNATURE}`.replace(" ", "");
    expect(hexOf(signed)).toContain(payload);
    expect(WebAssembly.validate(signed)).toBe(true);
  });

  test("can be removed, and leaves the module unchanged", () => {
    const [one, other] = [generateKeyPair(), generateKeyPair()];
    const twice = signModule(other, signModule(one, MODULE));
    const apart = splitModule(twice);
    expect(apart).toMatchObject({ ok: true, module: MODULE });
    if (!apart.ok) return;
    expect(apart.signatures).toHaveLength(2);
    expect([one, other, generateKeyPair()].map(({ publicKey }) => isSignedBy(publicKey, apart))).toEqual([
      true,
      true,
      false,
    ]);
    expect(signModule(one, twice)).toEqual(twice);
  });

  test("has at most MODULE_SIGNATURES_MAX signatures", () => {
    let signed: Uint8Array = MODULE;
    for (let i = 0; i < MODULE_SIGNATURES_MAX; i++) signed = signModule(generateKeyPair(), signed);
    expect(() => signModule(generateKeyPair(), signed)).toThrow(RangeError);
    expect(splitModule(signed)).toMatchObject({ ok: true, module: MODULE });
  });

  test("is refused with any byte of it changed", () => {
    const pair = generateKeyPair();
    const signed = signModule(pair, MODULE);
    for (let at = 8; at < signed.length; at++) {
      const changed = Uint8Array.from(signed);
      changed[at] ^= 1;
      const apart = splitModule(changed);
      expect(apart.ok && isSignedBy(pair.publicKey, apart)).toBe(false);
    }
  });
});
