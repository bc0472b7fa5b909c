import { createPrivateKey } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import {
  generateKeyPair,
  loadKeyPair,
  loadOrCreateKeyPair,
  networkIdOf,
  nodeIdOf,
  saveKeyPair,
  serviceIdOf,
  signStatement,
  verifyStatement,
} from "../runtime/identity.ts";

const folder = mkdtempSync(join(tmpdir(), "prost-keys-"));
afterAll(() => rmSync(folder, { recursive: true }));
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

test("keys and points of small order sign nothing", () => {
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

test("a scalar of the group's order or more is refused: the signature would have a twin", () => {
  const pair = generateKeyPair();
  const signature = signStatement(pair, "t", network, payload);
  const order = (1n << 252n) + 27742317777372353535851937790883648493n;
  let scalar = 0n;
  for (let i = 31; i >= 0; i--) scalar = (scalar << 8n) | BigInt(signature[32 + i]);
  const twin = signature.slice();
  for (let i = 0; i < 32; i++) twin[32 + i] = Number(((scalar + order) >> BigInt(8 * i)) & 255n);
  expect(verifyStatement(pair.publicKey, twin, "t", network, payload)).toBe(false);
});

test("the public key is that of RFC 8032, section 7.1, test 1", async () => {
  const seed = Buffer.from("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "hex");
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
  const file = join(folder, "rfc.key");
  writeFileSync(
    file,
    createPrivateKey({ key: der, format: "der", type: "pkcs8" }).export({ type: "pkcs8", format: "pem" }),
    { mode: 0o600 },
  );
  const { publicKey } = await loadKeyPair(file);
  expect(Buffer.from(publicKey).toString("hex")).toBe(
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
  );
});

test("a key file is its owner's alone, and is never written over", async () => {
  const file = join(folder, "a.key");
  const pair = await loadOrCreateKeyPair(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(Buffer.from((await loadOrCreateKeyPair(file)).publicKey).equals(Buffer.from(pair.publicKey))).toBe(
    true,
  );
  await expect(saveKeyPair(file, generateKeyPair())).rejects.toMatchObject({ code: "ALREADY_EXISTS" });
});

test("what is wrong with a key file is said", async () => {
  await expect(loadKeyPair(join(folder, "none"))).rejects.toMatchObject({
    code: "NOT_FOUND",
    message: expect.stringContaining("keys new"),
  });
  const file = join(folder, "bad.key");
  writeFileSync(file, "not a key", { mode: 0o600 });
  await expect(loadKeyPair(file)).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  chmodSync(file, 0o644);
  await expect(loadKeyPair(file)).rejects.toMatchObject({
    code: "PERMISSION_DENIED",
    message: expect.stringContaining("chmod 600"),
  });
});

test("ids of nodes, services and networks are all different things", () => {
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
