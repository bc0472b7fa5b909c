/** No file imports itself by way of others; imports of types count. */
import { isSource, sourceOf } from "../source.ts";
import type { Rule, Tree } from "../tree.ts";

export const circles: Rule = (tree) => {
  const graph = graphOf(tree);
  return components(graph)
    .filter((members) => members.length > 1)
    .flatMap((members) =>
      members.map((path) => {
        const inside = (graph.get(path) ?? []).find(({ target }) => members.includes(target));
        return {
          path,
          line: inside?.line ?? 1,
          message: `the import of ${inside?.target} closes a circle of ${members.length} files: move what both need to a file of its own, or hand it in`,
        };
      }),
    );
};

type Graph = ReadonlyMap<string, readonly { readonly target: string; readonly line: number }[]>;

function graphOf(tree: Tree): Graph {
  const paths = [...tree.keys()].filter((path) => /^(runtime|bench|test)\//.test(path) && isSource(path));
  return new Map(
    paths.map((path) => [
      path,
      sourceOf(tree, path).imports.filter(({ kind, target }) => kind !== "url" && tree.has(target)),
    ]),
  );
}

/** The strongly connected components (Tarjan, "Depth-first search and linear graph algorithms", 1972). */
function components(graph: Graph): readonly (readonly string[])[] {
  const found: string[][] = [];
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const visit = (path: string): void => {
    index.set(path, index.size);
    low.set(path, index.size - 1);
    stack.push(path);
    for (const { target } of graph.get(path) ?? []) {
      if (!graph.has(target)) continue;
      if (!index.has(target)) {
        visit(target);
        low.set(path, Math.min(low.get(path)!, low.get(target)!));
      } else if (stack.includes(target)) low.set(path, Math.min(low.get(path)!, index.get(target)!));
    }
    if (low.get(path) !== index.get(path)) return;
    found.push(stack.splice(stack.indexOf(path)));
  };
  for (const path of graph.keys()) if (!index.has(path)) visit(path);
  return found;
}
