/** No dead exports: another file, a test at least, imports each exported name, or the package offers it. */
import { posix } from "node:path";
import { isAssemblyScript, isSource, sourceOf } from "../source.ts";
import type { Rule, Tree } from "../tree.ts";

const ALL = "*";
/** An import of one of several files of a folder, chosen as the program runs. */
const CHOSEN = /\bimport\(\s*`(\.[^`$]*\/)\$\{/g;

export const exports: Rule = (tree) => {
  const used = usedNames(tree);
  return [...tree.keys()].filter(isJudged).flatMap((path) => {
    const names = used.get(path);
    if (names?.has(ALL)) return [];
    return sourceOf(tree, path)
      .exports.filter(({ name }) => !names?.has(name))
      .map(({ name, line }) => ({
        path,
        line,
        message: `no other file imports ${name}: remove the word "export", or the whole declaration if nothing uses it`,
      }));
  });
};

function isJudged(path: string): boolean {
  return isSource(path) && !isAssemblyScript(path) && posix.dirname(path) !== ".";
}

function usedNames(tree: Tree): ReadonlyMap<string, ReadonlySet<string>> {
  const used = new Map<string, Set<string>>();
  const use = (path: string, name: string) => {
    const names = used.get(path) ?? new Set();
    used.set(path, names.add(name));
  };
  const useFolder = (folder: string) => {
    const files = [...tree.keys()].filter(
      (path) => posix.dirname(path) === posix.normalize(folder).replace(/\/$/, ""),
    );
    for (const path of files) use(path, ALL);
  };
  for (const path of entryPoints(tree)) use(path, ALL);
  for (const path of tree.keys()) {
    if (!isSource(path)) continue;
    const { imports, code } = sourceOf(tree, path);
    for (const { target, names, kind } of imports) {
      for (const name of names) {
        use(target, name);
        use(`${target}.ts`, name);
      }
      if (kind === "url" && !tree.has(target)) useFolder(target);
    }
    for (const [, prefix] of code.matchAll(CHOSEN)) useFolder(posix.join(posix.dirname(path), prefix));
  }
  return used;
}

/** What the package offers to others. */
function entryPoints(tree: Tree): readonly string[] {
  const manifest = JSON.parse(tree.get("package.json") ?? "{}");
  const found: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value === "string") found.push(posix.normalize(value));
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(collect);
  };
  collect(manifest.exports);
  return found.flatMap((path) => {
    // What is built to dist/ has its source at the same place of the tree, or of runtime/.
    const source = path.replace(/(\.d)?\.[jt]s$/, ".ts");
    return [source, source.replace(/^dist\//, ""), source.replace(/^dist\//, "runtime/")];
  });
}
