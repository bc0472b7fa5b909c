/** `node test/tidy/shrink.ts`: rewrites the exceptions to what is still needed. The rules that are named are accepted as they stand today. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EXCEPTIONS, type Exceptions } from "./exceptions.ts";
import { needed } from "./judge.ts";
import { RULES } from "./rules/index.ts";
import { ROOT, trackedTree, type Violation } from "./tree.ts";

const FILE = join(ROOT, "test/tidy/exceptions.ts");

const accepted = process.argv.slice(2).filter((word) => word in RULES);
const tree = trackedTree();
const kept: Exceptions = Object.fromEntries(
  Object.entries(RULES).map(([name, rule]) => {
    const violations = rule(tree);
    return [
      name,
      needed(violations, accepted.includes(name) ? countsOf(violations) : (EXCEPTIONS[name] ?? {})),
    ];
  }),
);
const head = readFileSync(FILE, "utf8").split("export const EXCEPTIONS")[0];
writeFileSync(
  FILE,
  `${head}export const EXCEPTIONS: Exceptions = {\n${Object.entries(kept).map(section).join("")}};\n`,
);

function countsOf(violations: readonly Violation[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { path } of violations) counts[path] = (counts[path] ?? 0) + 1;
  return counts;
}

function section([rule, files]: [string, Readonly<Record<string, number>>]): string {
  const lines = Object.entries(files).map(([path, count]) => `    "${path}": ${count},\n`);
  return lines.length === 0 ? `  ${rule}: {},\n` : `  ${rule}: {\n${lines.join("")}  },\n`;
}
