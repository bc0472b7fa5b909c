/** Generated parts of pages are what the code says. */
import { blocksOf, type Generate } from "../../../tools/docs/blocks.ts";
import { lineAt, type Tree, type Violation } from "../tree.ts";

export function generated(tree: Tree, generate: Generate): readonly Violation[] {
  return [...tree]
    .filter(([path]) => path.endsWith(".md"))
    .flatMap(([path, page]) =>
      blocksOf(page, generate)
        .filter(({ text, before }) => text !== before)
        .map(({ name, text, start }) => ({
          path,
          line: lineAt(page, start),
          message:
            text === null
              ? `no generator is named "${name}": the code may call it otherwise today (tools/docs/generators.ts)`
              : `"${name}" is not what the code says: run npm run docs`,
        })),
    );
}
