/** An overlay whose authority admits its nodes, as its operator makes it, of real processes. */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { LocalOverlay } from "../../runtime/cli/local-overlay.ts";

const PROST = fileURLToPath(new URL("../../bin/prost.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "prost-network-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function prost(
  ...args: string[]
): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [PROST, ...args], { cwd: folder });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
    });
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

test("nodes that the authority admits form an overlay, and nobody else comes in", async () => {
  const made = await prost("network", "new", "authority.key", "--json");
  expect(statSync(join(folder, "authority.key")).mode & 0o077).toBe(0);
  const { authority } = JSON.parse(made.stdout);
  const config = join(folder, "prost.toml");
  const settings = "[services]\nspareCell = false\n";
  writeFileSync(config, `[admission]\nauthority = "${authority}"\n${settings}`);
  await using overlay = await LocalOverlay.create(["--config", config]);
  for (const name of ["n1", "n2"]) {
    const admitted = await prost("network", "admit", "--authority", "authority.key", "--data", name);
    expect([admitted.code, admitted.stdout]).toEqual([0, expect.stringContaining("is admitted until")]);
    await overlay.add(join(folder, name));
  }
  const [first, second] = overlay.nodes;
  const status = JSON.parse((await prost("status", "--json", "--socket", second.socket)).stdout);
  expect(status.leafNodes).toEqual([{ nodeId: first.nodeId, address: first.address }]);

  const without = await prost("node", "--config", config, "--data", "n3", "--join", first.address);
  expect([without.code, without.stderr]).toEqual([5, expect.stringContaining("prost network admit")]);
  // One that asks for no admission itself, and one that another authority has admitted.
  const open = join(folder, "open.toml");
  writeFileSync(open, `joinTimeout = 1\n${settings}`);
  const uninvited = await prost("node", "--config", open, "--data", "n4", "--join", first.address);
  expect(uninvited.code).toBe(4);
  const forged = JSON.parse((await prost("network", "new", "forged.key", "--json")).stdout);
  await prost("network", "admit", "--authority", "forged.key", "--data", "n5");
  const other = join(folder, "other.toml");
  writeFileSync(other, `joinTimeout = 1\n[admission]\nauthority = "${forged.authority}"\n${settings}`);
  const foreigner = await prost("node", "--config", other, "--data", "n5", "--join", first.address);
  expect(foreigner.code).toBe(4);
});

test("what is wrong with an admission is said, and what to do", async () => {
  await prost("network", "new", "a.key");
  const both = await prost("network", "admit", "--authority", "a.key", "--data", "x", "--node", "00");
  expect([both.code, both.stderr]).toEqual([2, expect.stringContaining("either --data FOLDER or --node")]);
  const noKey = await prost("network", "admit", "--authority", "a.key", "--node", "1234");
  expect([noKey.code, noKey.stderr]).toEqual([2, expect.stringContaining("64 hex digits")]);
  const config = join(folder, "spoilt.toml");
  const { authority } = JSON.parse((await prost("network", "new", "b.key", "--json")).stdout);
  writeFileSync(config, `[admission]\nauthority = "${authority}"\n`);
  await prost("network", "admit", "--authority", "b.key", "--data", "n6");
  writeFileSync(join(folder, "n6", "node.admission"), "not hex\n");
  const spoilt = await prost("node", "--config", config, "--data", "n6");
  expect([spoilt.code, spoilt.stderr]).toEqual([2, expect.stringContaining("node.admission")]);
  writeFileSync(config, '[admission]\nauthority = "xyz"\n');
  const noAuthority = await prost("node", "--config", config, "--data", "n6");
  expect([noAuthority.code, noAuthority.stderr]).toEqual([2, expect.stringContaining("admission.authority")]);
});

test("a node whose key shows too little work for the overlay says so at its start", async () => {
  // Asks for more than any key has that was not looked for.
  await prost("keys", "new", join(folder, "lazy.key"));
  const config = join(folder, "work.toml");
  writeFileSync(config, "[admission]\nworkBits = 30\n");
  mkdirSync(join(folder, "lazy"));
  renameSync(join(folder, "lazy.key"), join(folder, "lazy", "node.key"));
  const lazy = await prost("node", "--config", config, "--data", "lazy");
  expect([lazy.code, lazy.stderr]).toEqual([1, expect.stringContaining("30 bits")]);
});
