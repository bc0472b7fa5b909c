import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { generateKeyPair } from "../../runtime/base/identity.ts";
import { loadKeyPair, loadOrCreateKeyPair, saveKeyPair } from "../../runtime/base/key-file.ts";

const folder = mkdtempSync(join(tmpdir(), "prost-keys-"));
afterAll(() => rmSync(folder, { recursive: true }));

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

test("only its owner can read a key file, and it is never overwritten", async () => {
  const file = join(folder, "a.key");
  const pair = await loadOrCreateKeyPair(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(Buffer.from((await loadOrCreateKeyPair(file)).publicKey).equals(Buffer.from(pair.publicKey))).toBe(
    true,
  );
  await expect(saveKeyPair(file, generateKeyPair())).rejects.toMatchObject({ code: "ALREADY_EXISTS" });
});

test("the error names the fault of a key file and its remedy", async () => {
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

test("a key file that is a link, a folder, of another kind or too large is refused", async () => {
  const real = join(folder, "real.key");
  await saveKeyPair(real, generateKeyPair());
  const link = join(folder, "link.key");
  symlinkSync(real, link);
  await expect(loadKeyPair(link)).rejects.toMatchObject({ code: "PERMISSION_DENIED" });
  const inside = join(folder, "folder.key");
  mkdirSync(inside, { mode: 0o700 });
  await expect(loadKeyPair(inside)).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  const other = join(folder, "x25519.key");
  const { privateKey } = generateKeyPairSync("x25519");
  writeFileSync(other, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  await expect(loadKeyPair(other)).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  const large = join(folder, "large.key");
  writeFileSync(large, Buffer.concat([readFileSync(real), Buffer.alloc(1 << 20, 10)]), { mode: 0o600 });
  await expect(loadKeyPair(large)).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
});

test("a key is not written into a missing folder, and leaves no file", async () => {
  const file = join(folder, "nowhere", "a.key");
  await expect(saveKeyPair(file, generateKeyPair())).rejects.toMatchObject({ code: "FAILED_PRECONDITION" });
  expect(existsSync(file)).toBe(false);
});
