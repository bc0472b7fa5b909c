/** The commands of docs/replay.md do what it says. */
import { type ChildProcessWithoutNullStreams, execFile, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

const PROST = fileURLToPath(new URL("../../bin/prost.js", import.meta.url));
const page = readFileSync(new URL("../../docs/replay.md", import.meta.url), "utf8");
const folder = mkdtempSync(join(tmpdir(), "prost-docs-"));
const background: ReturnType<typeof spawn>[] = [];
afterAll(() => {
  for (const child of background) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const environment = {
  ...process.env,
  PATH: `${folder}:${process.env.PATH}`,
  PROST_SOCKET: "n1/control.sock",
};

/** Resolves when a command that lasts has said that it is under way. */
function isReady(child: ChildProcessWithoutNullStreams): Promise<void> {
  return new Promise((resolve) => {
    const look = (text: Buffer) => {
      if (/control socket|prost: recording/.test(text.toString())) resolve();
    };
    child.stdout.on("data", look);
    child.stderr.on("data", look);
  });
}

/** What a block of commands says on both outputs. */
function run(commands: string): Promise<string> {
  return new Promise((resolve) => {
    execFile("sh", ["-c", commands], { cwd: folder, env: environment }, (_error, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  });
}

test("the walkthrough finds the bug", async () => {
  writeFileSync(join(folder, "prost"), `#!/bin/sh\nexec "${process.execPath}" "${PROST}" "$@"\n`);
  chmodSync(join(folder, "prost"), 0o755);
  for (const [, name, source] of page.matchAll(/^```ts file=(\S+)\n(.*?)^```/gms))
    writeFileSync(join(folder, name), source);
  const said: string[] = [];
  for (const [, commands] of page.matchAll(/^```sh\n(.*?)^```/gms)) {
    const isLasting = commands.startsWith("prost node") || commands.startsWith("prost record");
    if (!isLasting) {
      said.push(await run(commands));
      continue;
    }
    const [command, ...args] = commands.trim().split(" ");
    const child = spawn(join(folder, command), args, { cwd: folder, env: environment });
    background.push(child);
    await isReady(child);
  }
  const [made, bids, replayed, shown, fixed] = said;
  expect(made).toContain("highest bid: 20\n");
  expect(bids).toBe(["30", "30", "90", "90"].map((bid) => `highest bid: ${bid}\n`).join(""));
  expect(replayed).toContain('"100"  respond\n');
  expect(replayed).toContain('"90"  store respond\n');
  expect(replayed).toContain("✓ as recorded");
  expect(shown).toContain('respond  token 4  "highest bid: 90"');
  expect(fixed).toContain("✗ event 2 did something else than was recorded");
  expect(fixed).toContain('respond  token 3  "highest bid: 100"');
});
