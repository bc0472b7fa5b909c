/** A Markdown page as the rules see it: which lines are code, its headings, links, tables and code spans. */

export interface MarkdownLine {
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
  /** In a block of code between fences, the fences among them. */
  readonly isCode: boolean;
  /** The word after the opening fence, of a line in a block of code. */
  readonly language: string;
}

export interface Span {
  readonly text: string;
  readonly line: number;
}

interface Link {
  /** As it stands: a path, `#anchor`, or an address. */
  readonly target: string;
  readonly line: number;
}

const FENCE = /^\s*(```+|~~~+)\s*([^`\s]*)/;

export function markdownLines(page: string): readonly MarkdownLine[] {
  let fence: string | null = null;
  let language = "";
  return page.split("\n").map((text, i) => {
    const mark = FENCE.exec(text);
    const closes = fence !== null && mark?.[2] === "" && mark[1].startsWith(fence);
    if (fence === null && mark !== null) {
      fence = mark[1];
      language = mark[2];
    }
    const isCode = fence !== null;
    const result = { text, line: i + 1, isCode, language: isCode ? language : "" };
    if (closes) fence = null;
    return result;
  });
}

/** The page with the inside of generated blocks blanked: their text is judged where it comes from. */
export function withoutGenerated(page: string): string {
  return page.replace(
    /(<!-- generated: [^>]*-->)([\s\S]*?)(?=<!-- end -->)/g,
    (_, mark: string, text: string) => {
      return mark + text.replace(/[^\n]/g, " ");
    },
  );
}

/** Code spans of one line or several; a span ends with its paragraph. */
export function codeSpans(page: string): readonly Span[] {
  const prose = markdownLines(page)
    .map(({ text, isCode }) => (isCode ? "" : text))
    .join("\n");
  const spans: Span[] = [];
  let line = 1;
  let at = 0;
  for (const match of prose.matchAll(/(?<![`\\])(`+)(?!`)((?:(?!\n\s*\n)[\s\S])*?)(?<!`)\1(?!`)/g)) {
    for (; at < match.index; at++) if (prose[at] === "\n") line++;
    spans.push({ text: match[2].replaceAll("\n", " ").trim(), line });
  }
  return spans;
}

export function links(page: string): readonly Link[] {
  return markdownLines(page)
    .filter(({ isCode }) => !isCode)
    .flatMap(({ text, line }) =>
      [...withoutMarks(text).matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)].map((match) => ({
        target: match[1],
        line,
      })),
    );
}

/** A code span may be the text of a link: only what is inside the span is blanked. */
function withoutMarks(text: string): string {
  return text.replace(/(`+)(?!`)(.*?)(?<!`)\1(?!`)/g, (span) => span.replace(/[[\]()]/g, " "));
}

/** The anchors of a page, as GitHub makes them of its headings, and those that `<a id="…">` names. */
export function anchors(page: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { text, isCode } of markdownLines(page)) {
    if (isCode) continue;
    for (const named of text.matchAll(/<a (?:id|name)="([^"]+)"/g)) found.add(named[1]);
    const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(text);
    if (heading === null) continue;
    const slug = slugOf(heading[1]);
    let anchor = slug;
    for (let i = 1; found.has(anchor); i++) anchor = `${slug}-${i}`;
    found.add(anchor);
  }
  return found;
}

function slugOf(heading: string): string {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/\s/g, "-");
}

/** Rows that stand directly below each other, each with its first line. */
export function tables(page: string): readonly (readonly MarkdownLine[])[] {
  const found: MarkdownLine[][] = [];
  let rows: MarkdownLine[] = [];
  for (const line of markdownLines(page)) {
    if (!line.isCode && /^\s*\|/.test(line.text)) rows.push(line);
    else if (rows.length > 0) {
      found.push(rows);
      rows = [];
    }
  }
  if (rows.length > 0) found.push(rows);
  return found;
}

/** The cells of a row. As GitHub reads it, a pipe parts cells even within a code span, unless it is escaped. */
export function cells(row: string): readonly string[] {
  const inner = row
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "");
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim());
}

export function isSeparator(row: string): boolean {
  return cells(row).every((cell) => /^:?-+:?$/.test(cell));
}
