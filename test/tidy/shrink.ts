/**
 * `node test/tidy/shrink.ts`: rewrites the exceptions to what is still needed.
 *
 * `node test/tidy/shrink.ts RULE…` is for a new rule: what breaks it today is excepted, other rules are left as they are.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EXCEPTIONS, type Exceptions } from "./exceptions.ts";
import { needed } from "./judge.ts";
import { RULES } from "./rules/index.ts";
import { ROOT, trackedTree, type Violation } from "./tree.ts";

const FILE = join(ROOT, "test/tidy/exceptions.ts");

const named = process.argv.slice(2);
const tree = trackedTree();
const kept: Exceptions = Object.fromEntries(
  Object.entries(RULES).map(([name, rule]) => {
    const allowed = EXCEPTIONS[name] ?? {};
    if (named.includes(name)) return [name, countsOf(rule(tree))];
    return [name, named.length === 0 ? needed(rule(tree), allowed) : allowed];
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
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function section([rule, files]: [string, Readonly<Record<string, number>>]): string {
  const lines = Object.entries(files).map(([path, count]) => `    "${path}": ${count},\n`);
  return lines.length === 0 ? `  ${rule}: {},\n` : `  ${rule}: {\n${lines.join("")}  },\n`;
}
