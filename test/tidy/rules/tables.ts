/** Tables of Markdown pages parse: a head, a separator, and as many cells in each row. */
import { posix } from "node:path";
import { cells, isSeparator, type MarkdownLine, tables as tablesOf } from "../markdown.ts";
import type { Rule, Violation } from "../tree.ts";

export const tables: Rule = (tree) =>
  [...tree]
    .filter(([path]) => posix.extname(path) === ".md")
    .flatMap(([path, page]) => tablesOf(page).flatMap((rows) => problems(path, rows)));

function problems(path: string, rows: readonly MarkdownLine[]): readonly Violation[] {
  const at = ({ line }: MarkdownLine, message: string) => ({ path, line, message });
  if (rows.length < 2 || !isSeparator(rows[1].text)) {
    const message =
      "these rows have no head and separator: remove the blank line or paragraph that splits the table";
    return [at(rows[0], message)];
  }
  const columns = cells(rows[0].text).length;
  return rows
    .filter(({ text }) => cells(text).length !== columns)
    .map((row) => {
      const count = cells(row.text).length;
      return at(
        row,
        `this row has ${count} cells, its table ${columns}: add the missing ones, or escape pipes as \\|`,
      );
    });
}
