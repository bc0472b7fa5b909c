/** `prost inspect`: what the gate says of modules. */
import { open } from "node:fs/promises";
import type { Command } from "commander";
import { GATE_LIMITS } from "../../sandbox/gate.ts";
import { type Inspection, inspectModule } from "../../sandbox/inspect.ts";
import { EXIT } from "../exit.ts";
import { print, printJson, withExamples } from "../options.ts";
import { formatBytes } from "../table.ts";

export function registerInspect(program: Command): void {
  const command = program
    .command("inspect <file...>")
    .description(
      "say of each module whether the gate accepts it, and what it needs; exit code 0 only if all are accepted",
    )
    .option("--json", "one JSON line a file")
    .action(async (files: readonly string[], { json }: { json?: boolean }) => {
      for (const file of files) {
        const inspection = await inspectFile(file);
        if (!inspection.ok) process.exitCode = EXIT.refused;
        if (json === true) {
          const { ok, code, detail, imports, exports, memory, functions, bytes, capabilities } = inspection;
          printJson({ file, ok, code, detail, imports, capabilities, exports, memory, functions, bytes });
        } else {
          print(asText(file, inspection));
        }
      }
    });
  withExamples(command, "prost inspect hello.wasm", "prost inspect *.wasm --json");
}

async function inspectFile(file: string): Promise<Omit<Inspection, "code"> & { code: string | null }> {
  const nothing = {
    ok: false,
    imports: [],
    capabilities: [],
    exports: [],
    memory: null,
    functions: 0,
    bytes: 0,
  };
  try {
    await using handle = await open(file);
    const { size } = await handle.stat();
    // Read one byte more than may be: the gate says that it is too long.
    const bytes = new Uint8Array(Math.min(size, GATE_LIMITS.module + 1));
    await handle.read(bytes, 0, bytes.length, 0);
    return inspectModule(bytes);
  } catch (error) {
    return { ...nothing, code: "unreadable", detail: (error as Error).message };
  }
}

function asText(file: string, inspection: Omit<Inspection, "code"> & { code: string | null }): string {
  const { ok, detail, code, capabilities, memory, functions, bytes, exports } = inspection;
  if (!ok) return `${file}: refused (${code}): ${detail}`;
  const max = memory?.max ?? null;
  return [
    `${file}: accepted`,
    `  size          ${formatBytes(bytes)}, ${functions} functions`,
    `  memory        ${memory?.min} pages at first, ${max === null ? "no maximum stated" : `at most ${max}`}`,
    `  capabilities  ${capabilities.join(", ") || "none"}`,
    `  imports       ${inspection.imports.map(({ name }) => name).join(", ") || "none"}`,
    `  exports       ${exports.join(", ")}`,
  ].join("\n");
}
