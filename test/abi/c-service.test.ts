import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { InlineRunner } from "../../runtime/sandbox/inline/inline-runner.ts";
import { host } from "../sandbox/support.ts";

const README = readFileSync(new URL("../../abi/README.md", import.meta.url), "utf8");

/** The first fenced block of a language. */
function block(language: string): string {
  const text = new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, "m").exec(README)?.[1];
  if (text === undefined) throw new Error(`abi/README.md has no block of ${language}`);
  return text;
}

const hasCompiler =
  spawnSync("clang", ["--version"]).status === 0 && spawnSync("wasm-ld", ["--version"]).status === 0;

test.skipIf(!hasCompiler)(
  "the C service of the ABI page builds with the page's command, and answers",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "prost-c-"));
    try {
      writeFileSync(join(folder, "greeter.c"), block("c"));
      const [build] = block("sh").split(/\n(?=prost )/);
      const built = spawnSync("sh", ["-c", build], { cwd: folder, encoding: "utf8" });
      expect(built.stderr).toBe("");
      const service = await host(new InlineRunner(), readFileSync(join(folder, "greeter.wasm")));
      expect(service.started).toMatchObject({ ok: true });
      expect(Buffer.from((await service.ask("Ada")) ?? []).toString()).toBe("Hello, Ada");
      expect((await service.ask("Grace"))?.length).toBe(12);
      const counts = [...service.store.scan("service/test", null, null)].map(({ value }) => [...value]);
      expect(counts).toEqual([[2, 0, 0, 0, 0, 0, 0, 0]]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
