/** No line over 120 characters in code and pages; rows of tables, addresses and generated code apart. */
import { markdownLines } from "../markdown.ts";
import { isSource } from "../source.ts";
import { linesOf, type Rule } from "../tree.ts";

const CHARACTERS_MAX = 120;
/** Addresses, and the marks of generated values: both cannot be broken. */
const UNBREAKABLE = /https?:\/\/\S+|<!-- .*? -->/g;

export const lines: Rule = (tree) =>
  [...tree].flatMap(([path, text]) =>
    linesToJudge(path, text)
      .filter(
        ({ text }) => text.length > CHARACTERS_MAX && text.replace(UNBREAKABLE, "").length > CHARACTERS_MAX,
      )
      .map(({ text, line }) => ({
        path,
        line,
        message: `the line has ${text.length} characters: break it before ${CHARACTERS_MAX}`,
      })),
  );

function linesToJudge(
  path: string,
  text: string,
): readonly { readonly text: string; readonly line: number }[] {
  if (path.endsWith(".md"))
    return markdownLines(text).filter(({ text, isCode }) => isCode || !/^\s*\|/.test(text));
  return isSource(path) ? linesOf(text).map((text, i) => ({ text, line: i + 1 })) : [];
}
