/**
 * The tarball and the repository contain no keys and no data folders of a session, and all pages that pages
 * link to.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generateKeyPair } from "../../runtime/base/identity.ts";
import { saveKeyPair } from "../../runtime/base/key-file.ts";
import { CHECKOUT } from "./installed.ts";

/** Usual places of keys and data of nodes, with those of README's first session. */
const LEFT = [
  "me.key",
  "n1/node.key",
  "n2/node.key",
  "prost-data/node.key",
  "runtime/me.key",
  "docs/me.key",
  "bin/me.key",
  "proto/prost/control/v1/me.key",
  "services-as/hello/me.key",
  "dist/me.key",
];
const folder = mkdtempSync(join(tmpdir(), "prost-secrets-"));
/** A folder that no list of ignored names has. */
const DATA = "my node/node.key";

beforeAll(async () => {
  for (const file of git(CHECKOUT, "ls-files", "-z").split("\0").filter(Boolean))
    cpSync(join(CHECKOUT, file), join(folder, file));
  for (const file of [...LEFT, DATA]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    await saveKeyPair(join(folder, file), generateKeyPair(), null);
    writeFileSync(join(folder, dirname(file), "data.mdb"), "records");
  }
  git(folder, "init", "--quiet");
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the tarball has no key and no data of a node, wherever they lie in the checkout", () => {
  // Without the build, which would empty dist/ first.
  const packed = packedFiles();
  expect(packed).toContain("package.json");
  expect(packed.filter((file) => /\.(key|root|mdb|sock|rec)$/.test(file))).toEqual([]);
});

test("every link of a packed page leads to a packed file", () => {
  const packed = new Set(packedFiles());
  const broken: string[] = [];
  for (const page of [...packed].filter((file) => file.endsWith(".md")))
    for (const [, target] of readFileSync(join(folder, page), "utf8").matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g))
      if (!packed.has(join(dirname(page), target))) broken.push(`${page}: ${target}`);
  expect(broken).toEqual([]);
});

test("git ignores usual names of secrets and data in every folder", () => {
  const names = [
    ".env",
    ".env.local",
    "docs/.env",
    "a.pem",
    "id_ed25519",
    "node.admission",
    "data.mdb",
    "a/n1/x",
    "prost-0.2.0.tgz",
  ];
  const kept = names.filter(
    (name) => spawnSync("git", ["check-ignore", "--quiet", name], { cwd: folder }).status !== 0,
  );
  expect(kept).toEqual([]);
});

test("git ignores them", () => {
  git(folder, "add", "--all");
  const added = git(folder, "ls-files").split("\n");
  expect(added).toContain("package.json");
  expect(added.filter((file) => file.endsWith(".key"))).toEqual([]);
});

function packedFiles(): readonly string[] {
  const args = ["pack", "--dry-run", "--json", "--ignore-scripts"];
  const [{ files }] = JSON.parse(execFileSync("npm", args, { cwd: folder, encoding: "utf8" }));
  return files.map(({ path }: { path: string }) => path);
}

function git(cwd: string, ...args: readonly string[]): string {
  return execFileSync("git", args, { cwd, encoding: "utf8" });
}
