/** The files that a rule looks at: path → text. A real tree is what git tracks; a test writes a small one. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export type Tree = ReadonlyMap<string, string>;

/** One place that breaks a rule. The message is one sentence: what is wrong, and how to mend it. */
export interface Violation {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  readonly message: string;
}

export type Rule = (tree: Tree) => readonly Violation[];

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

const TEXT = /(\.(ts|js|mjs|md|json|toml|proto|yml|yaml|sh|txt|wat)|(^|\/)(LICENSE|\.[a-z]+|run))$/;

/** All tracked files that exist. Files that hold no text are in the tree with an empty text. */
export function trackedTree(): Tree {
  const paths = execFileSync("git", ["ls-files", "-z"], { cwd: ROOT, encoding: "utf8" }).split("\0");
  const existing = paths.filter((path) => path !== "" && existsSync(join(ROOT, path)));
  return new Map(
    existing.map((path) => [path, TEXT.test(path) ? readFileSync(join(ROOT, path), "utf8") : ""]),
  );
}

/** A tree for a test of a rule. */
export function smallTree(files: Readonly<Record<string, string>>): Tree {
  return new Map(Object.entries(files));
}

export function linesOf(text: string): readonly string[] {
  return text.split("\n");
}

/** The line of an offset, counted from 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) line++;
  return line;
}
