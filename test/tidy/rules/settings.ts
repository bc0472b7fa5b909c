/** Every setting of a node and every environment variable that is read stands in a page, and pages name no others. */
import { lineAt, type Tree, type Violation } from "../tree.ts";

const PAGE = "docs/configuration.md";
const VARIABLE = /\bPROST_[A-Z][A-Z_]*[A-Z]\b/g;
const HISTORY = new Set(["CHANGELOG.md"]);

/** `keys`: settings, as `policy.limits.memoryPages`. */
export function settingsDocumented(tree: Tree, keys: readonly string[]): readonly Violation[] {
  const pages = [...tree].filter(([path]) => path.endsWith(".md")).map(([, page]) => page);
  return keys
    .filter((key) => !pages.some((page) => page.includes(`\`${key}\``)))
    .map((key) => ({ path: PAGE, line: 1, message: `the setting ${key} is on no page: add it` }));
}

/** `inner`: variables that are set by a process for its own children, and not for users. */
export function variables(
  tree: Tree,
  listed: readonly string[],
  inner: ReadonlySet<string>,
): readonly Violation[] {
  const violations: Violation[] = [];
  const read = new Set<string>();
  for (const [path, text] of tree) {
    if (!/^(runtime|bench|test|bin)\/|^vitest[^/]*\.ts$/.test(path) || path.startsWith("test/tidy/"))
      continue;
    for (const [name] of text.matchAll(VARIABLE)) read.add(name);
  }
  const page = tree.get(PAGE) ?? "";
  for (const name of read)
    if (!inner.has(name) && (!listed.includes(name) || !page.includes(`\`${name}\``)))
      violations.push({
        path: PAGE,
        line: 1,
        message: `the variable ${name} is not on this page: add it to tools/docs/variables.ts`,
      });
  for (const [path, text] of tree) {
    if (!path.endsWith(".md") || HISTORY.has(path)) continue;
    for (const { 0: name, index } of text.matchAll(VARIABLE))
      if (!read.has(name))
        violations.push({
          path,
          line: lineAt(text, index),
          message: `no code reads ${name}: name a variable that exists`,
        });
  }
  return violations;
}
