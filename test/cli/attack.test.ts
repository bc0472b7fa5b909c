import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { countingService, endlessLoopInDeliver, hugeTable } from "../../runtime/attack/kit/modules.ts";
import { LocalOverlay } from "../../runtime/cli/local-overlay.ts";

const PROST = fileURLToPath(new URL("../../bin/prost.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "prost-attack-cli-"));
let overlay: LocalOverlay;

beforeAll(async () => {
  writeFileSync(join(folder, "counting.wasm"), countingService());
  writeFileSync(join(folder, "endless.wasm"), endlessLoopInDeliver());
  writeFileSync(join(folder, "table.wasm"), hugeTable());
  overlay = await LocalOverlay.start({ nodes: 1 });
});
afterAll(async () => {
  await overlay?.close();
  rmSync(folder, { recursive: true });
});

function prost(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, PROST_SOCKET: overlay.nodes[0].socket };
    const child = spawn(process.execPath, [PROST, ...args], { cwd: folder, env });
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

test("prost try runs a module that was never published, and publishes nothing", async () => {
  const { code, stdout } = await prost("try", "counting.wasm", "--times", "3", "--hex");
  expect(code).toBe(0);
  for (const count of ["01", "02", "03"]) expect(stdout).toContain(`answered ${count}, `);
  expect(stdout).toContain("writes 00: 01");
  const [line] = (await prost("try", "counting.wasm", "--json")).stdout.trim().split("\n");
  expect(JSON.parse(line)).toMatchObject({ ok: true, answerHex: "01", writes: [{ key: "00", value: "01" }] });
  expect((await prost("services", "--json")).stdout.trim()).toBe("[]");
});

test("prost try says what ends an event and what is refused, with exit code 1", async () => {
  const endless = await prost("try", "endless.wasm", "--fuel", "100000");
  expect(endless.code).toBe(1);
  expect(endless.stdout).toContain("undone (fuel)");
  const table = await prost("try", "table.wasm", "--json");
  expect(table.code).toBe(1);
  expect(JSON.parse(table.stdout)).toMatchObject({ ok: false, refusedBy: "gate", code: "table" });
});

test("prost attack makes a group against the node and says what each came to", async () => {
  const { code, stdout, stderr } = await prost("attack", "--group", "HF", "--json");
  expect(code, stderr).toBe(0);
  const { safe, unsafe, results, uncovered } = JSON.parse(stdout);
  expect(unsafe).toBe(0);
  expect(safe).toBe(results.length);
  expect(results.map(({ id }: { id: string }) => id)).toContain("HF01");
  // What is published is attacked in an overlay that the command makes itself.
  const elsewhere = results.filter(({ where }: { where: string }) => where !== "node");
  expect([...new Set(elsewhere.map(({ id }: { id: string }) => id))].sort()).toEqual(["HF06", "HF07"]);
  expect(uncovered).toEqual([]);
});

test("prost attack --list names all ids without a node", async () => {
  const { code, stdout } = await prost("attack", "--list", "--json", "--socket", "none.sock");
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toHaveLength(231);
});
