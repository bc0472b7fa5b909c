/** A publisher's life at the command line, with real nodes: keys, versions, delegates, what is withdrawn. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { service } from "../../runtime/attack/kit/modules.ts";
import { importText } from "../../runtime/attack/kit/probes.ts";
import { generateKeyPair } from "../../runtime/base/identity.ts";
import { LocalOverlay } from "../../runtime/cli/local-overlay.ts";
import { signModule } from "../../runtime/deployment/module-signature.ts";

const PROST = fileURLToPath(new URL("../../bin/prost.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "prost-publishing-"));
let overlay: LocalOverlay;
beforeAll(async () => {
  overlay = await LocalOverlay.start({ nodes: 2, args: ["--log", "error"] });
}, 120_000);
afterAll(async () => {
  await overlay?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const answering = (text: string, imports = "") =>
  service({
    imports: importText("prost.respond", "respond") + imports,
    deliver: `(drop (call $respond (i64.load (i32.const 1152)) (i32.const 200) (i32.const ${text.length})))`,
    more: `(data (i32.const 200) "${text}")`,
  });

function prost(...args: readonly string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const env = { ...process.env, PROST_SOCKET: overlay.nodes[0].socket, PROST_PASSPHRASE: "under the mat" };
  const child = spawn(process.execPath, [PROST, ...args], { cwd: folder, env });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (piece) => {
    stdout += piece;
  });
  child.stderr.on("data", (piece) => {
    stderr += piece;
  });
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, stdout, stderr })));
}

async function json(...args: readonly string[]) {
  const { code, stdout, stderr } = await prost(...args, "--json");
  expect([code, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout);
}

test("versions follow one another, go back, and are withdrawn; a rotated key and a delegate go on, an old key does not", async () => {
  writeFileSync(join(folder, "one.wasm"), answering("one"));
  writeFileSync(join(folder, "two.wasm"), answering("two", importText("prost.now", "now")));
  const { publisher, keyId } = await json("keys", "new", "me.key");
  expect(readFileSync(join(folder, "me.key"), "utf8")).toContain("prost-key-1");
  const publish = (file: string, key: string, name = "acme/tools") =>
    json("publish", file, "--key", key, "--name", name);
  const first = await publish("one.wasm", "me.key");
  expect(first).toMatchObject({ version: 1, replaces: null, publisher });
  const ask = async () => (await prost("send", first.serviceId, "x")).stdout;
  expect(await ask()).toBe("one\n");

  // The same again is signed anew; the other is a version more, and waits for the operator.
  expect(await publish("one.wasm", "me.key")).toMatchObject({ version: 1, replaces: 1 });
  const dry = await prost("publish", "two.wasm", "--key", "me.key", "--name", "acme/tools", "--dry-run");
  expect(dry.stdout).toMatch(/version 2 \(version 1 is published\)\n.*\(\+time\)/);
  expect(await publish("two.wasm", "me.key")).toMatchObject({ version: 2, replaces: 1, added: ["time"] });
  // Whether the node has come upon the second one yet or not.
  await json("consent", first.serviceId);
  expect((await json("rollback", "--key", "me.key", "--name", "acme/tools")).version).toBe(3);
  const { versions } = await json("versions", first.serviceId);
  expect(
    versions.map(({ version, codeHash }: { version: number; codeHash: string }) => [version, codeHash]),
  ).toEqual([
    [3, first.codeHash],
    [2, expect.not.stringContaining(first.codeHash)],
    [1, first.codeHash],
  ]);

  // A new key, and one that may publish a part.
  expect(await json("keys", "rotate", "me.key", "--to", "next.key")).toMatchObject({ publisher });
  const { publicKey } = await json("keys", "new", "ci.key");
  const nameless = ["--to", publicKey, "--prefix", "../tools", "--out", "none.root"];
  const refused = await prost("keys", "delegate", "next.key", ...nameless);
  expect([refused.code, refused.stderr]).toEqual([
    2,
    expect.stringContaining("It is not a valid name of a service"),
  ]);
  await json(
    "keys",
    "delegate",
    "next.key",
    "--to",
    publicKey,
    "--prefix",
    "acme/tools",
    "--out",
    "ci.key.root",
  );
  expect(await publish("one.wasm", "ci.key")).toMatchObject({ version: 4, serviceId: first.serviceId });
  const beyond = await prost("publish", "one.wasm", "--key", "ci.key", "--name", "acme/other");
  expect([beyond.code, beyond.stderr]).toEqual([2, expect.stringContaining("not within")]);

  // Withdrawn: the node that runs it stops, wherever that was said.
  await json("revoke", "--key", "next.key", "--below", "acme/tools@5", "--revoke-key", keyId);
  const ended = await prost("send", first.serviceId, "x");
  expect(ended.code).not.toBe(0);
  expect(await publish("one.wasm", "next.key")).toMatchObject({ version: 5 });
}, 240_000);

test("a signature in a module is made, checked, and not taken from another key", async () => {
  writeFileSync(join(folder, "bare.wasm"), answering("bare"));
  const { publicKey } = await json("keys", "new", "signer.key");
  await json("sign", "bare.wasm", "--key", "signer.key", "-o", "signed.wasm");
  expect(await json("verify", "signed.wasm", "--public-key", publicKey)).toMatchObject({
    checks: [{ publicKey, ok: true }],
  });
  const stranger = generateKeyPair();
  writeFileSync(join(folder, "strange.wasm"), signModule(stranger, answering("bare")));
  expect((await prost("verify", "strange.wasm", "--public-key", publicKey)).code).toBe(1);
  expect((await prost("verify", "bare.wasm")).code).toBe(1);
}, 120_000);

test("two of three keys publish, revoke and rotate together, each from a file of its own, and one alone does not", async () => {
  writeFileSync(join(folder, "team.wasm"), answering("team"));
  const keys = await Promise.all(["a", "b", "c"].map((name) => json("keys", "new", `${name}.key`)));
  const [, b, c] = keys;
  const adding = ["--add", b.publicKey, "--add", c.publicKey, "--threshold", "2"];
  const changed = await json("keys", "change", "a.key", ...adding, "--out", "team.root");
  expect(changed).toMatchObject({ complete: false, publisher: keys[0].publisher, rootVersion: 2 });
  expect(await json("sign", "team.root", "--with", "c.key")).toMatchObject({ complete: true });
  for (const name of ["a", "b", "c"])
    writeFileSync(join(folder, `${name}.key.root`), readFileSync(join(folder, "team.root")));

  const lacking = await prost("publish", "team.wasm", "--key", "a.key");
  expect([lacking.code, lacking.stderr]).toEqual([1, expect.stringContaining("1 of the 2 signatures")]);
  const written = await json("publish", "team.wasm", "--key", "a.key", "--out", "release.draft");
  const early = await prost("publish", "team.wasm", "--signed", "release.draft");
  expect([early.code, early.stderr]).toEqual([1, expect.stringContaining("prost sign release.draft")]);
  await json("sign", "release.draft", "--with", "b.key");
  expect(await json("publish", "team.wasm", "--signed", "release.draft")).toMatchObject({
    serviceId: written.serviceId,
    version: 1,
    published: true,
  });
  expect((await prost("send", written.serviceId, "x")).stdout).toBe("team\n");

  // One of the three changes: the old two and the new two sign.
  const rotated = await json("keys", "rotate", "b.key", "--to", "b2.key", "--with", "c.key");
  expect(rotated).toMatchObject({ publisher: keys[0].publisher });
  expect(
    await json("publish", "team.wasm", "--key", "b2.key", "--key", "a.key", "--label", "two"),
  ).toMatchObject({ version: 2 });

  const below = ["--below", "team@3"];
  await json("revoke", "--key", "b2.key", ...below, "--out", "revoke.draft");
  await json("sign", "revoke.draft", "--with", "c.key");
  expect(await json("revoke", "--signed", "revoke.draft")).toMatchObject({ sequence: 1 });
  expect((await prost("send", written.serviceId, "x")).code).not.toBe(0);
}, 240_000);
