/** Doc comments of the sources: they give the meaning of settings and options. */
import { type SyntaxNode, sourceOf } from "../../test/tidy/source.ts";
import type { Tree } from "../../test/tidy/tree.ts";

/** The doc comment directly above each property of a constant, by the property's path: `services.sleepAfter`. */
export function commentsOfProperties(
  tree: Tree,
  path: string,
  constant: string,
): ReadonlyMap<string, string> {
  const { comments, program } = sourceOf(tree, path);
  const text = tree.get(path) ?? "";
  const found = new Map<string, string>();
  const visit = (node: unknown, at: readonly string[], isInside: boolean): void => {
    if (Array.isArray(node)) for (const part of node) visit(part, at, isInside);
    else if (typeof node === "object" && node !== null) {
      const { type, start, key, id } = node as SyntaxNode &
        Partial<Record<"key" | "id", { readonly name?: string }>>;
      const isConstant = type === "VariableDeclarator" && id?.name === constant;
      const isProperty = isInside && type === "Property" && key?.name !== undefined;
      const place = isProperty ? [...at, key?.name ?? ""] : at;
      const above = isProperty
        ? comments.find(({ isDoc, end }) => isDoc && end <= start && text.slice(end, start).trim() === "")
        : undefined;
      if (above !== undefined) found.set(place.join("."), plain(above.text));
      for (const part of Object.values(node))
        if (typeof part === "object") visit(part, place, isInside || isConstant);
    }
  };
  visit(program(), [], false);
  return found;
}

/** The doc comments of the fields of interfaces in a file, by the field's name. `named`: which interfaces. */
export function commentsOfFields(tree: Tree, path: string, named = /./): ReadonlyMap<string, string> {
  const text = tree.get(path) ?? "";
  const found = new Map<string, string>();
  for (const { isDoc, start, end, text: comment } of sourceOf(tree, path).comments) {
    const field = isDoc ? /^\s*readonly (\w+)\??:/.exec(text.slice(end, end + 120)) : null;
    const owner = [...text.slice(0, start).matchAll(/\binterface (\w+)/g)].at(-1)?.[1] ?? "";
    if (field !== null && named.test(owner)) found.set(field[1], plain(comment));
  }
  return found;
}

/** A comment without its stars, in one line. */
function plain(comment: string): string {
  return comment
    .replace(/^\*+/, "")
    .split("\n")
    .map((line) => line.replace(/^\s*\*? ?/, "").trim())
    .join(" ")
    .trim();
}
