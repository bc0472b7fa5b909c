/** The gate on foreign modules: of compilers, of the WebAssembly test suite, and for feature detection. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";
import { afterAll, expect, test } from "vitest";
import { padded } from "../../../runtime/attack/kit/padding.ts";
import { gate, type RefusalCode } from "../../../runtime/sandbox/gate/gate.ts";
import { rewrite } from "../../../runtime/sandbox/instrument/rewrite.ts";
import { seededRandom } from "../../../runtime/simulator/random.ts";

const folder = mkdtempSync(join(tmpdir(), "prost-corpora-"));
afterAll(() => rmSync(folder, { recursive: true }));

const packages = new URL("../../../node_modules/", import.meta.url);

test("of the suite's valid modules the gate refuses those outside the profile; instrumented others are valid", () => {
  const modules = fileURLToPath(new URL("wasm-json-toolkit/test/wasm/", packages));
  const refused = new Map<RefusalCode, number>();
  let accepted = 0;
  for (const file of readdirSync(modules).filter((name) => name.endsWith(".wasm"))) {
    const bytes = readFileSync(join(modules, file));
    expect(WebAssembly.validate(bytes), file).toBe(true);
    const result = gate(bytes, { rules: "profile" });
    if (!result.ok) {
      refused.set(result.code, (refused.get(result.code) ?? 0) + 1);
      continue;
    }
    accepted++;
    const rewritten = rewrite(result.module, { memoryPages: 65_536 });
    expect(WebAssembly.validate(rewritten as Uint8Array<ArrayBuffer>), file).toBe(true);
  }
  // Imports of memories, tables and globals; a branch table of 24,615 targets; 472 exports; 1,056 locals.
  expect(Object.fromEntries(refused)).toEqual({ "import-kind": 43, "branch-table": 1, export: 1, locals: 1 });
  expect(accepted).toBe(324);
});

test.each([
  ["all", 1],
  ["half", 0.5],
  ["few", 0.05],
] as const)("a module with %s of its numbers padded leaves the gate without padding", (_how, share) => {
  const random = seededRandom(3);
  const modules = fileURLToPath(new URL("wasm-json-toolkit/test/wasm/", packages));
  let changed = 0;
  for (const file of readdirSync(modules).filter((name) => name.endsWith(".wasm"))) {
    const bytes = Uint8Array.from(readFileSync(join(modules, file)));
    const result = gate(bytes, { rules: "profile" });
    if (!result.ok) continue;
    const dense = result.module.bytes;
    const wide = padded(dense, () => random.next() < share);
    if (wide.length === dense.length) continue;
    changed++;
    const again = gate(wide, { rules: "profile" });
    expect(again.ok ? null : again.detail, file).toBe(null);
    expect(again.ok && Buffer.from(again.module.bytes).equals(dense), file).toBe(true);
  }
  expect(changed).toBeGreaterThan(100);
});

test("of the modules for feature detection, exactly those of the profile pass", async () => {
  const detectors: Readonly<Record<string, () => Promise<boolean>>> = await import("wasm-feature-detect");
  const passing: string[] = [];
  for (const [feature, detect] of Object.entries(detectors)) {
    const modules = await modulesUsedBy(detect);
    if (modules.length > 0 && modules.every((module) => gate(module, { rules: "profile" }).ok))
      passing.push(feature);
  }
  expect(Object.keys(detectors).length).toBeGreaterThan(20);
  // bigInt: a function with an i64, which JavaScript passes as a BigInt.
  expect(passing.sort()).toEqual(["bigInt", "bulkMemory", "saturatedFloatToInt", "signExtensions"]);
});

test.each([[[]], [["-O3"]], [["-Oz", "--runtime", "minimal"]], [["--runtime", "stub", "--debug"]]])(
  "the output of the AssemblyScript compiler with the options %j passes",
  async (options) => {
    const { error, stdout } = await asc.main(["input.ts", "-o", "output.wasm", ...options], {
      readFile: (name) => (name === "input.ts" ? PROGRAM : null),
      writeFile: (name, content) => {
        if (name === "output.wasm") writeFileSync(join(folder, name), content);
      },
      listFiles: () => [],
    });
    expect(error, stdout.toString()).toBe(null);
    const result = gate(readFileSync(join(folder, "output.wasm")), { rules: "profile" });
    expect(result.ok ? null : result.detail).toBe(null);
  },
);

const hasClang = ["clang", "wasm-ld"].every((tool) => spawnSync(tool, ["--version"]).status === 0);

test.skipIf(!hasClang).each(["-O0", "-O1", "-O2", "-Os"])(
  "a service in C, linked by wasm-ld with its numbers padded, passes and comes out without padding (%s)",
  (level) => {
    const source = join(folder, "service.c");
    const output = join(folder, "service.wasm");
    writeFileSync(source, C_SERVICE);
    const object = `${source}.o`;
    run("clang", "--target=wasm32", level, "-c", source, "-o", object);
    run("wasm-ld", "--no-entry", "--export=prost_abi_1", "--export=deliver", object, "-o", output);
    const bytes = readFileSync(output);
    const result = gate(bytes);
    if (!result.ok) throw new Error(result.detail);
    expect(result.module.bytes.length).toBeLessThan(bytes.length);
    const again = gate(result.module.bytes);
    expect(again.ok && again.module.bytes).toEqual(result.module.bytes);
  },
);

function run(command: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args);
  expect(status, stderr.toString()).toBe(0);
}

const PROGRAM = `
  class Node { next: Node | null = null; constructor(public value: string, public weight: f64) {} }
  const counts = new Map<string, i32>();
  export function add(word: string, weight: f64): i32 {
    const node = new Node(word.toUpperCase(), weight * 1.5);
    counts.set(node.value, counts.has(node.value) ? counts.get(node.value) + 1 : i32(weight));
    return counts.keys().sort().map<i32>((key) => counts.get(key)).reduce((sum, count) => sum + count, 0);
  }`;

const C_SERVICE = `
  static char mailbox[512];
  static int twice(int x) { return 2 * x; }
  static int square(int x) { return x * x; }
  static int (*volatile chosen)(int) = twice;
  int prost_abi_1(void) { return (int)mailbox; }
  void deliver(void) {
    chosen = mailbox[0] ? square : twice;
    for (int i = 0; i < 512; i++) mailbox[i] = (char)chosen(mailbox[i] + i);
  }`;

/** All modules that `detect` validates or compiles. */
async function modulesUsedBy(detect: () => Promise<boolean>): Promise<readonly Uint8Array[]> {
  const seen: Uint8Array[] = [];
  const note = ([bytes]: readonly unknown[]) => {
    if (bytes instanceof Uint8Array || bytes instanceof ArrayBuffer) seen.push(new Uint8Array(bytes));
  };
  const originals = ["validate", "compile", "instantiate", "Module"].map(
    (name) => [name, Reflect.get(WebAssembly, name) as new () => object] as const,
  );
  for (const [name, original] of originals) {
    const watched = new Proxy(original, {
      apply(target, self, args) {
        note(args);
        return Reflect.apply(target as unknown as () => unknown, self, args);
      },
      construct(target, args) {
        note(args);
        return Reflect.construct(target, args);
      },
    });
    Reflect.set(WebAssembly, name, watched);
  }
  try {
    await detect();
  } catch {
    // Some detections use an error.
  } finally {
    for (const [name, original] of originals) Reflect.set(WebAssembly, name, original);
  }
  return seen;
}
