/** `prost build`: compiles a service written in AssemblyScript and checks the module by the gate. */
import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { ProstError } from "../../base/errors.ts";
import { print, printJson, withExamples } from "../options.ts";
import { formatBytes } from "../table.ts";

export function registerBuild(program: Command): void {
  const command = program
    .command("build <entry>")
    .description("compile a service written in AssemblyScript, and check the module by the gate")
    .option(
      "-o, --output <file>",
      "file for the module (default: the entry's name with .wasm, in this folder)",
    )
    .option("--json", "print JSON")
    .action(async (entry: string, { output, json }: { output?: string; json?: boolean }) => {
      const { buildService } = await import("../build.ts");
      const { inspectModule } = await import("../../sandbox/gate/inspect.ts");
      const { module, diagnostics } = await buildService(entry);
      const name = entry.split("/").pop()?.replace(/\.ts$/, "") ?? "service";
      const file = output ?? `${name}.wasm`;
      await writeFile(file, module).catch((error: Error) => {
        throw new ProstError(
          "FAILED_PRECONDITION",
          `the module cannot be written to ${file}: ${error.message}`,
        );
      });
      if (diagnostics !== "") process.stderr.write(diagnostics);
      const inspection = inspectModule(module);
      if (json === true) printJson({ file, ...inspection });
      else
        print(
          `${file}  ${formatBytes(module.length)}  needs ${inspection.capabilities.join(", ") || "no capability"}`,
        );
      if (!inspection.ok)
        throw new ProstError(
          "FAILED_PRECONDITION",
          `${file} was written, but every node will refuse it: ${inspection.detail}; change the ` +
            "service and build it again",
        );
    });
  withExamples(command, "prost build services-as/hello/hello.ts", "prost build my/service.ts -o my.wasm");
}
