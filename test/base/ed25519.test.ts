import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { isSoundKey, verifyStrictly } from "../../runtime/base/ed25519.ts";
import { generateKeyPair, networkIdOf, signStatement, verifyStatement } from "../../runtime/base/identity.ts";

const network = networkIdOf("test");
const payload = new TextEncoder().encode("payload");

test("signatures with keys or points of small order are invalid", () => {
  const identity = new Uint8Array(32);
  identity[0] = 1;
  const signature = new Uint8Array(64);
  signature[0] = 1;
  expect(verifyStatement(identity, signature, "t", network, payload)).toBe(false);
  // Order 8, as listed in "Taming the many EdDSAs" (Chalkias et al. 2020), table 2, sign bit set and clear.
  for (const hex of [
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
  ]) {
    const key = Uint8Array.from(Buffer.from(hex, "hex"));
    expect(verifyStatement(key, signature, "t", network, payload)).toBe(false);
  }
});

test("a scalar not below the group's order is refused, since a signature has one form", () => {
  const pair = generateKeyPair();
  const signature = signStatement(pair, "t", network, payload);
  const order = (1n << 252n) + 27742317777372353535851937790883648493n;
  let scalar = 0n;
  for (let i = 31; i >= 0; i--) scalar = (scalar << 8n) | BigInt(signature[32 + i]);
  const second = signature.slice();
  for (let i = 0; i < 32; i++) second[32 + i] = Number(((scalar + order) >> BigInt(8 * i)) & 255n);
  expect(verifyStatement(pair.publicKey, second, "t", network, payload)).toBe(false);
});

/** RFC 8032, section 7.1: public key, message, signature of tests 1 to 3 and "SHA(abc)". */
const RFC_8032 = [
  [
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "",
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
  ],
  [
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    "72",
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
  ],
  [
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    "af82",
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
  ],
  [
    "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
    createHash("sha512").update("abc").digest("hex"),
    "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
  ],
] as const;

test.each(RFC_8032)(
  "the signature of RFC 8032 under %s verifies, and for no other message",
  (key, message, signature) => {
    const [k, m, s] = [key, message, signature].map((hex) => Uint8Array.from(Buffer.from(hex, "hex")));
    expect(verifyStrictly(k, s, m)).toBe(true);
    expect(verifyStrictly(k, s, Uint8Array.of(...m, 0))).toBe(false);
  },
);

test("a second encoding of a key or a point is refused: y and y + p are the same point", () => {
  const FIELD = (1n << 255n) - 19n;
  // Only y below 19 have a second form in 255 bits.
  for (let y = 0n; y < 19n; y++) {
    for (const sign of [0, 128]) {
      const second = Uint8Array.from({ length: 32 }, (_, i) => Number(((y + FIELD) >> BigInt(8 * i)) & 255n));
      second[31] |= sign;
      expect(isSoundKey(second)).toBe(false);
      const signature = new Uint8Array(64);
      signature.set(second);
      expect(verifyStrictly(generateKeyPair().publicKey, signature, payload)).toBe(false);
    }
  }
});

test("a key or signature of another length is invalid, and nothing is thrown", () => {
  const pair = generateKeyPair();
  const signature = signStatement(pair, "t", network, payload);
  for (const length of [0, 31, 33, 63, 65, 128]) {
    const bytes = new Uint8Array(length).fill(2);
    expect(verifyStatement(bytes, signature, "t", network, payload)).toBe(false);
    expect(verifyStatement(pair.publicKey, bytes, "t", network, payload)).toBe(false);
  }
});
