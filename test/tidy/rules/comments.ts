/** No orphaned comments: a doc comment stands directly above what it describes, and names only what exists in code. */
import { isSource, sourceOf } from "../source.ts";
import type { Rule, Tree, Violation } from "../tree.ts";

export const orphans: Rule = (tree) =>
  [...tree.keys()].filter(isSource).flatMap((path) => {
    const text = tree.get(path)!;
    const { comments } = sourceOf(tree, path);
    return comments
      .filter(
        ({ isDoc, start, end }) =>
          isDoc && text.slice(0, start).replace(/^#!.*/, "").trim() !== "" && isOrphan(text.slice(end)),
      )
      .map(({ line }) => ({
        path,
        line,
        message:
          "this comment stands above no declaration: move it directly above what it describes, or remove it",
      }));
  });

/** `rest`: what follows the comment. Directives for tools may stand between a comment and its declaration. */
function isOrphan(rest: string): boolean {
  const after = rest.replace(/^[^\S\n]*\n?/, "").replace(/^([^\S\n]*\/\/ (biome-ignore|@ts-)[^\n]*\n)+/, "");
  return after.trim() === "" || /^\s*(\n|\/\*|\/\/|[}\])])/.test(after);
}

/** `name`, `#name`, `Class.name`, `name()`. */
const IDENTIFIER = /^#?[A-Za-z_$][\w$]*(\.#?[A-Za-z_$][\w$]*)*(\(\))?$/;
const SPAN = /`([^`\n]+)`/g;

/** Names of others: of system calls, of a paper. */
const FOREIGN = new Set(["clone3", "rt_scale"]);

export const names: Rule = (tree) => {
  const known = identifiers(tree);
  const violations: Violation[] = [];
  for (const path of tree.keys()) {
    if (!isSource(path) || path.startsWith("test/tidy/")) continue;
    for (const { text, line } of sourceOf(tree, path).comments)
      for (const { 1: span, index } of text.matchAll(SPAN)) {
        if (!IDENTIFIER.test(span)) continue;
        const missing = span
          .replace("()", "")
          .split(".")
          .find((name) => name.length > 2 && !known.has(name.replace("#", "")) && !FOREIGN.has(name));
        if (missing === undefined) continue;
        violations.push({
          path,
          line: line + text.slice(0, index).split("\n").length - 1,
          message: `\`${missing}\` occurs nowhere in code: name what is meant today, or drop the backticks`,
        });
      }
  }
  return violations;
};

/** All words of the code, those in strings and in file names among them. */
function identifiers(tree: Tree): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (text: string) => {
    for (const word of text.match(/[A-Za-z_$][\w$]*/g) ?? []) found.add(word);
  };
  for (const [path, text] of tree) {
    add(path);
    if (isSource(path)) add(sourceOf(tree, path).code);
    else if (/\.(ts|js|json|proto|toml|wat)$/.test(path) && !path.endsWith("package-lock.json")) add(text);
  }
  return found;
}
