/** The contract between a node and a service. docs/versions.md says when it may change. */
import { expect, test } from "vitest";
import * as constants from "../../abi/abi.ts";
import { EXPORTS, type ExportSpec, IMPORTS, type ImportSpec } from "../../abi/imports.ts";

test("imports, exports and constants are those of this ABI version", async () => {
  const text = [
    ...[...IMPORTS].map(([name, spec]) => `import ${name} ${importText(spec)}`),
    "",
    ...[...EXPORTS].map(([name, spec]) => `export ${name} ${exportText(spec)}`),
    "",
    ...Object.entries(constants).map(([name, value]) => `${name} = ${value}`),
  ];
  await expect(`${text.join("\n")}\n`).toMatchFileSnapshot("abi.txt");
});

function importText({ isPure, ...spec }: ImportSpec): string {
  return `${typeText(spec)}${isPure ? ", pure" : ""}`;
}

function exportText({ required, ...spec }: ExportSpec): string {
  return `${typeText(spec)}${required ? ", required" : ""}`;
}

function typeText({
  params,
  results,
  capability,
}: Pick<ImportSpec, "params" | "results" | "capability">): string {
  return `(${params.join(" ")}) -> (${results.join(" ")}), ${capability ?? "no capability"}`;
}
