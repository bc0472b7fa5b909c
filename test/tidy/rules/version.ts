/** One version: of the package, of its lock, of the command, and of the changelog's newest heading. */
import { lineAt, type Rule, type Violation } from "../tree.ts";

const SOURCE = "runtime/base/version.ts";

export const version: Rule = (tree) => {
  const stated = JSON.parse(tree.get("package.json") ?? "{}").version;
  const violations: Violation[] = [];
  const compare = (path: string, found: string | undefined, line: number) => {
    if (found !== stated)
      violations.push({
        path,
        line,
        message: `the version here is ${found}, that of package.json ${stated}: make them one`,
      });
  };
  const lock = JSON.parse(tree.get("package-lock.json") ?? "null");
  if (lock !== null) {
    compare("package-lock.json", lock.version, 1);
    compare("package-lock.json", lock.packages?.[""]?.version, 1);
  }
  const source = tree.get(SOURCE) ?? "";
  const constant = /VERSION = "([^"]*)"/.exec(source);
  if (constant !== null) compare(SOURCE, constant[1], lineAt(source, constant.index));
  const changelog = tree.get("CHANGELOG.md");
  if (changelog !== undefined) {
    const heading = /^## +\[?v?([^\]\s]+)/m.exec(changelog);
    compare("CHANGELOG.md", heading?.[1], heading === null ? 1 : lineAt(changelog, heading.index));
  }
  return violations;
};
