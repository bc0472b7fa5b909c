/** The tables of abi/README.md: functions from abi/imports.ts, constants from abi/abi.ts. */
import { EXPORTS, type FunctionType, IMPORTS } from "../../abi/imports.ts";
import type { Tree } from "../../test/tidy/tree.ts";
import { table } from "./table.ts";

/** `capability`: "none" for the functions that every service may import. */
export function importsTable(capability: string): string | null {
  const rows = [...IMPORTS]
    .filter(([, spec]) => (spec.capability ?? "none") === capability)
    .map(([name, spec]) => [
      `\`${name.replace("prost.", "")}(${spec.names.join(", ")})\``,
      `\`${typeText(spec)}\``,
      spec.does,
    ]);
  return rows.length === 0 ? null : table(["function", "type", "effect"], rows);
}

export function exportsTable(): string {
  return table(
    ["export", "type", "required", "capability", "called"],
    [...EXPORTS].map(([name, spec]) => [
      `\`${name}\``,
      `\`${typeText(spec)}\``,
      spec.required ? "yes" : "",
      spec.capability ?? "",
      spec.does,
    ]),
  );
}

/** The constants of abi.ts that start with `prefix`, or that end with it if it starts with an underscore. */
export function constantsTable(tree: Tree, prefix: string): string | null {
  const text = tree.get("abi/abi.ts") ?? "";
  const rows = [...text.matchAll(/(?:\/\*\* (.*) \*\/\n)?export const (\w+) = (-?\d+);/g)]
    .filter(([, , name]) =>
      prefix.startsWith("_")
        ? name.endsWith(prefix)
        : name.startsWith(prefix) || (prefix === "E_" && name === "OK"),
    )
    .map(([, meaning = "", name, value]) => [`\`${name}\``, value, meaning]);
  return rows.length === 0 ? null : table(["name", "value", "meaning"], rows);
}

function typeText({ params, results }: FunctionType): string {
  return `(${params.join(", ")}) -> (${results.join(", ")})`;
}
