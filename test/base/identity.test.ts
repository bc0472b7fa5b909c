import { expect, test } from "vitest";
import {
  generateKeyPair,
  networkIdOf,
  nodeIdOf,
  serviceIdOf,
  signStatement,
  verifyStatement,
} from "../../runtime/base/identity.ts";

const network = networkIdOf("test");
const payload = new TextEncoder().encode("payload");

test("a statement verifies under its own key, type, network and payload, and under no other", () => {
  const pair = generateKeyPair();
  const signature = signStatement(pair, "manifest", network, payload);
  expect(verifyStatement(pair.publicKey, signature, "manifest", network, payload)).toBe(true);
  expect(verifyStatement(generateKeyPair().publicKey, signature, "manifest", network, payload)).toBe(false);
  expect(verifyStatement(pair.publicKey, signature, "manifes", network, payload)).toBe(false);
  expect(verifyStatement(pair.publicKey, signature, "manifest", networkIdOf("other"), payload)).toBe(false);
  expect(verifyStatement(pair.publicKey, signature, "manifest", network, payload.slice(1))).toBe(false);
});

test("every changed bit of a signature makes it invalid", () => {
  const pair = generateKeyPair();
  const signature = signStatement(pair, "t", network, payload);
  for (let bit = 0; bit < 512; bit++) {
    const changed = signature.slice();
    changed[bit >> 3] ^= 1 << (bit & 7);
    expect(verifyStatement(pair.publicKey, changed, "t", network, payload)).toBe(false);
  }
});

test("ids of nodes, services and networks never coincide", () => {
  const { publicKey } = generateKeyPair();
  const ids = [
    nodeIdOf(publicKey),
    serviceIdOf(publicKey, ""),
    serviceIdOf(publicKey, "a"),
    serviceIdOf(publicKey, "b"),
    networkIdOf("a"),
  ];
  expect(new Set(ids.map(({ hex }) => hex)).size).toBe(ids.length);
});

test("bytes that move from type to payload make another statement", () => {
  const pair = generateKeyPair();
  const signature = signStatement(pair, "ab", network, Uint8Array.of(99));
  expect(verifyStatement(pair.publicKey, signature, "abc", network, new Uint8Array())).toBe(false);
});
