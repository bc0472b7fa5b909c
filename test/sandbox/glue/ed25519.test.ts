import { createPrivateKey, sign } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { verifyStrictly } from "../../../runtime/base/ed25519.ts";
import { generateKeyPair, signRaw } from "../../../runtime/base/identity.ts";
import { makeEd25519 } from "../../../runtime/sandbox/glue/ed25519.ts";

const { verify } = makeEd25519();
const hex = (digits: string) => Uint8Array.from(Buffer.from(digits, "hex"));

test("the vectors of RFC 8032 are signatures", () => {
  const vectors = [
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
  ];
  for (const [key, message, signature] of vectors)
    expect(verify(hex(key), hex(signature), hex(message))).toBe(true);
});

test("the check for guests agrees with the node's, for valid and changed signatures of messages of any length", () => {
  const pair = generateKeyPair();
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 300 }),
      fc.nat({ max: 96 * 8 }),
      fc.boolean(),
      (message, bit, isChanged) => {
        const bytes = new Uint8Array(96);
        bytes.set(pair.publicKey);
        bytes.set(signRaw(pair, message), 32);
        if (isChanged && bit < 96 * 8) bytes[bit >> 3] ^= 1 << (bit & 7);
        const [key, signature] = [bytes.subarray(0, 32), bytes.subarray(32)];
        expect(verify(key, signature, message)).toBe(verifyStrictly(key, signature, message));
      },
    ),
    { numRuns: 60 },
  );
});

test("signatures on which implementations disagree are refused, as by the node", () => {
  const pair = generateKeyPair();
  const message = new Uint8Array(3);
  const sound = signRaw(pair, message);
  const order = (1n << 252n) + 27742317777372353535851937790883648493n;
  const little = (value: bigint) =>
    Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 255n));
  const scalar = BigInt(`0x${Buffer.from(sound.subarray(32)).reverse().toString("hex")}`);
  // The same signature with a scalar that is not reduced.
  const unreduced = Uint8Array.from([...sound.subarray(0, 32), ...little(scalar + order)]);
  expect(verify(pair.publicKey, sound, message)).toBe(true);
  expect(verify(pair.publicKey, unreduced, message)).toBe(false);
  const small = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    // Not canonical.
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  ].flatMap((digits) => [
    hex(digits),
    Uint8Array.from(hex(digits), (byte, i) => (i === 31 ? byte | 128 : byte)),
  ]);
  for (const point of small) {
    const zero = Uint8Array.from([...point, ...new Uint8Array(32)]);
    for (const key of [point, pair.publicKey]) {
      expect(verify(key, zero, message)).toBe(false);
      expect(verifyStrictly(key, zero, message)).toBe(false);
    }
  }
});

test("SHA-512 pads messages of all lengths around the end of a block", () => {
  const seed = Buffer.alloc(32, 7);
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
  const privateKey = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const { x } = privateKey.export({ format: "jwk" });
  const key = Uint8Array.from(Buffer.from(x as string, "base64url"));
  for (const length of [47, 48, 111 - 64, 112 - 64, 127 - 64, 128 - 64, 1_000]) {
    const message = new Uint8Array(length).fill(length);
    expect(verify(key, new Uint8Array(sign(null, message, privateKey)), message), `${length}`).toBe(true);
  }
});
