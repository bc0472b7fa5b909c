/** A type that other files can import has a name of its own. */
import { isSource, sourceOf } from "../source.ts";
import { lineAt, type Rule } from "../tree.ts";

const TYPE = /^export (?:abstract )?(?:interface|type|class) (\w+)/gm;

export const homonyms: Rule = (tree) => {
  const declared = new Map<string, { readonly path: string; readonly line: number }[]>();
  for (const path of tree.keys()) {
    if (!path.startsWith("runtime/") || !isSource(path)) continue;
    const { code } = sourceOf(tree, path);
    for (const { 1: name, index } of code.matchAll(TYPE)) {
      const places = declared.get(name) ?? [];
      places.push({ path, line: lineAt(code, index) });
      declared.set(name, places);
    }
  }
  return [...declared].flatMap(([name, places]) =>
    places
      .filter(({ path }) => places.some((other) => other.path !== path))
      .map(({ path, line }) => {
        const other = places.find((place) => place.path !== path)?.path;
        return {
          path,
          line,
          message: `${other} exports a type ${name} as well: give each a name of its own`,
        };
      }),
  );
};
