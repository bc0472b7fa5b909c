/** The declarations of the package's entry points. docs/versions.md says when they may change. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { interfaceOf } from "./declarations.ts";

const CHECKOUT = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "prost-declarations-"));

beforeAll(() => {
  const options = ["--emitDeclarationOnly", "--sourceMap", "false", "--inlineSources", "false"];
  execFileSync(
    process.execPath,
    ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json", ...options, "--outDir", folder],
    { cwd: CHECKOUT, stdio: "inherit" },
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ["prost", "index"],
  ["prost/simulator", "simulator/index"],
  ["prost/testing", "testing/index"],
])("%s declares what this version promises", async (name, file) => {
  const text = interfaceOf(folder, join(folder, "runtime", `${file}.d.ts`));
  await expect(text).toMatchFileSnapshot(`api/${name.replace("/", "-")}.txt`);
});
