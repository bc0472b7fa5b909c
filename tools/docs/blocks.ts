/**
 * Generated parts of a page. A block is what stands between `<!-- generated: NAME -->` and `<!-- end -->`; a value in
 * running text stands between `<!-- value: NAME -->` and `<!-- end -->`.
 */

/** The text for a name, without the marks; null: there is no such name. */
export type Generate = (name: string) => string | null;

interface Block {
  readonly name: string;
  /** The block as it should be, marks included; null: no generator has its name. */
  readonly text: string | null;
  /** As it stands. */
  readonly before: string;
  /** Offset in the page. */
  readonly start: number;
}

const BLOCK = /<!-- (generated|value): ([^>]*?) -->[\s\S]*?<!-- end -->/g;
const FENCED = /^(```+|~~~+)[\s\S]*?^\1/gm;

export function blocksOf(page: string, generate: Generate): readonly Block[] {
  const fenced = [...page.matchAll(FENCED)].map(({ 0: text, index }) => ({
    start: index,
    end: index + text.length,
  }));
  return [...page.matchAll(BLOCK)]
    .filter(({ index }) => !fenced.some(({ start, end }) => start < index && index < end))
    .map(({ 0: before, 1: kind, 2: name, index }) => {
      const text = generate(name);
      const content = kind === "generated" ? `\n\n${text}\n\n` : text;
      return {
        name,
        before,
        start: index,
        text: text === null ? null : `<!-- ${kind}: ${name} -->${content}<!-- end -->`,
      };
    });
}

/** The page with each block as it should be. Throws when no generator has the name of a block. */
export function rendered(page: string, generate: Generate): string {
  let text = "";
  let at = 0;
  for (const block of blocksOf(page, generate)) {
    if (block.text === null)
      throw new Error(`no generator is named "${block.name}": see tools/docs/generators.ts`);
    text += page.slice(at, block.start) + block.text;
    at = block.start + block.before.length;
  }
  return text + page.slice(at);
}
