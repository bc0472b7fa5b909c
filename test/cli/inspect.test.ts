import { execFile, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { atEveryLimit } from "../../runtime/attack/kit/limits.ts";
import { echoService, hugeTable, wat } from "../../runtime/attack/kit/modules.ts";

const PROST = fileURLToPath(new URL("../../bin/prost.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "prost-inspect-"));
const HUGE_BYTES = 64 * 1024 ** 3;

beforeAll(() => {
  writeFileSync(join(folder, "good.wasm"), echoService());
  writeFileSync(join(folder, "bad.wasm"), hugeTable());
  writeFileSync(join(folder, "any.wasm"), wat('(module (func (export "f") (result i32) (i32.const 1)))'));
  writeFileSync(join(folder, "limits.wasm"), atEveryLimit());
  writeFileSync(join(folder, "empty.wasm"), "");
  writeFileSync(join(folder, "text.wat"), "(module)");
  mkdirSync(join(folder, "folder"));
  writeFileSync(join(folder, "huge.wasm"), echoService());
  truncateSync(join(folder, "huge.wasm"), HUGE_BYTES);
  spawnSync("mkfifo", [join(folder, "pipe")]);
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function inspect(...args: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    const options = { cwd: folder, maxBuffer: 1024 ** 2 };
    const child = execFile(
      process.execPath,
      [PROST, "inspect", ...args],
      options,
      (_error, stdout, stderr) => {
        resolve({ code: child.exitCode ?? -1, stdout, stderr });
      },
    );
  });
}

test("a module's verdict, what each import needs, and what it costs are shown", async () => {
  const { code, stdout } = await inspect("good.wasm");
  expect(code).toBe(0);
  expect(stdout).toMatch(/^good\.wasm: accepted$/m);
  expect(stdout).toMatch(/capabilities +message, store$/m);
  expect(stdout).toContain("prost.respond (message)");
  expect(stdout).toMatch(/time +gate [\d.]+ ms, rewrite [\d.]+ ms, compile [\d.]+ ms$/m);
  expect(stdout).toMatch(/size +[\d.]+ (B|KiB), 2 functions; /m);
  expect(stdout).toMatch(/bytes of the largest body +\d+ +65536 +\d+ %/);
});

test("with --json a program finds the same in one line a file, and the exit code says whether all were accepted", async () => {
  const { code, stdout } = await inspect("good.wasm", "bad.wasm", "missing.wasm", "--json");
  expect(code).toBe(1);
  const [good, bad, missing] = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(good).toMatchObject({
    ok: true,
    capabilities: ["message", "store"],
    functions: 2,
    cost: { profile: "prost-gate-1", bytes: echoService().length, instanceBytesMin: 2 * 65_536 },
  });
  expect(good.cost.rewrittenBytes).toBeGreaterThan(good.cost.bytes);
  expect(good.cost.compileMs).toBeGreaterThan(0);
  expect(good.limits).toContainEqual({ limit: "memory", used: 2, max: 256 });
  expect(bad).toMatchObject({ ok: false, code: "table", cost: null });
  expect(missing).toMatchObject({ ok: false, code: "unreadable", cost: null });
});

test("a module at every limit of the profile is accepted, and its cost told", async () => {
  const { code, stdout } = await inspect("limits.wasm", "--json");
  expect(code).toBe(0);
  const { cost, limits } = JSON.parse(stdout);
  expect(cost.instanceBytesMax).toBeGreaterThan(256 * 65_536);
  expect(limits.every(({ used, max }: { used: number; max: number }) => used > 0.9 * max)).toBe(true);
});

test("--profile asks only for what holds for every module", async () => {
  expect(await inspect("any.wasm")).toMatchObject({ code: 1 });
  expect(await inspect("any.wasm", "--profile")).toMatchObject({ code: 0 });
  expect(await inspect("bad.wasm", "--profile")).toMatchObject({ code: 1 });
});

test.each([
  ["folder", "not a regular file"],
  ["pipe", "not a regular file"],
  ["/dev/zero", "not a regular file"],
  ["missing.wasm", "file missing.wasm does not exist"],
  ["huge.wasm", "module-size"],
  ["empty.wasm", "found nothing"],
  ["text.wat", "the text format, which must be assembled first"],
  ["\u001b[31mred\u202e.wasm", "file \\u{1b}[31mred\\u{202e}.wasm does not exist"],
])("%j is refused in one line, neither waited for nor read whole", async (file, reason) => {
  const { code, stdout, stderr } = await inspect(file);
  expect(code).toBe(1);
  expect(stdout + stderr).toContain(reason);
  expect((stdout + stderr).trim()).toMatch(/^[^\p{C}]+$/u);
});
