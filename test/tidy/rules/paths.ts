/** Each file and folder that a page or a comment names exists, and each numbered section of a page that it cites. */
import { posix } from "node:path";
import { codeSpans } from "../markdown.ts";
import { isSource, sourceOf } from "../source.ts";
import type { Rule, Tree, Violation } from "../tree.ts";

/** `folder/file.ts`, `file.ts`, `page.md`, in running text. */
const FILE =
  /(?<![\w./<>*$:{@-])((?:\.{1,2}\/)*[\w.-]+(?:\/[\w.-]+)*\.(?:ts|js|mjs|md|proto))(?![\w/*-]|\.\w)/g;
/** A file of another kind is looked for only with its folder: its name alone may be a user's file. */
const DATA_FILE = /^(?:[\w.-]+\/)+[\w.-]+\.(?:json|toml|sh|yml|svg)$/;
const FOLDER = /^(?:[\w.-]+\/)+$/;
/** After the name of a page: `B2`, `2.2`, `§ 4`, `section 3.1`. */
const SECTION = /^[,\s]*(?:§+\s*|section\s+)?([A-Z]?\d+(?:\.\d+)*)\b/;
const PLACES = ["", "runtime/", "docs/", "services-as/", "test/"];
/** History tells of files that were. */
const HISTORY = new Set(["CHANGELOG.md"]);

export const paths: Rule = (tree) => {
  const known = new Known(tree);
  return [...tree.keys()]
    .filter((path) => !HISTORY.has(path) && !path.startsWith("test/tidy/"))
    .flatMap((path) =>
      mentionsIn(tree, path).flatMap(({ text, line, rest }) => {
        const problem = problemOf(known, path, text, rest);
        return problem === null ? [] : [{ path, line, message: problem } satisfies Violation];
      }),
    );
};

interface Mention {
  readonly text: string;
  readonly line: number;
  /** What follows it, where that may be the number of a section. */
  readonly rest: string;
}

function mentionsIn(tree: Tree, path: string): readonly Mention[] {
  if (path.endsWith(".md")) {
    const page = tree.get(path)!;
    const examples = new Set([...page.matchAll(/^```\w+ file=(\S+)/gm)].map(([, name]) => name));
    return codeSpans(page)
      .flatMap(({ text, line }) => {
        if (/\s/.test(text)) return [];
        return FOLDER.test(text) || DATA_FILE.test(text) ? [{ text, line, rest: "" }] : filesIn(text, line);
      })
      .filter(({ text }) => !examples.has(text));
  }
  if (!isSource(path)) return [];
  return sourceOf(tree, path).comments.flatMap(({ text, line }) => filesIn(text, line));
}

function filesIn(text: string, line: number): readonly Mention[] {
  return [...text.matchAll(FILE)].map(({ 1: file, index }) => ({
    text: file,
    line: line + text.slice(0, index).split("\n").length - 1,
    rest: text.slice(index + file.length, index + file.length + 40),
  }));
}

function problemOf(known: Known, from: string, text: string, rest: string): string | null {
  if (text.startsWith("node_modules/") || text.startsWith("dist/")) return null;
  const file = known.find(from, text);
  if (file === null)
    return `${text} does not exist: name the file or folder that is meant, or drop the mention`;
  const section = file.endsWith(".md") ? SECTION.exec(rest)?.[1] : undefined;
  if (section === undefined || known.hasSection(file, section)) return null;
  return `${file} has no section ${section}: cite a heading that exists, or the paper`;
}

/** The files of a tree, found by the ends of their paths. */
class Known {
  readonly #tree: Tree;
  /** Each path and each end of it, from a name on: `gate/gate.ts`, `gate.ts`. Folders end with a slash. */
  readonly #ends = new Map<string, string>();

  constructor(tree: Tree) {
    this.#tree = tree;
    for (const path of tree.keys()) {
      const steps = path.split("/");
      for (let to = 1; to <= steps.length; to++)
        for (let from = 0; from < to; from++) {
          const end = `${steps.slice(from, to).join("/")}${to < steps.length ? "/" : ""}`;
          if (!this.#ends.has(end)) this.#ends.set(end, path);
        }
    }
  }

  find(from: string, text: string): string | null {
    const near = posix.normalize(posix.join(posix.dirname(from), text));
    for (const place of [near, ...PLACES.map((place) => place + text)])
      if (this.#tree.has(place)) return place;
    return this.#ends.get(text) ?? this.#ends.get(near) ?? null;
  }

  hasSection(page: string, section: string): boolean {
    return new RegExp(`^#+\\s+(?:§\\s*)?${section.replaceAll(".", "\\.")}\\b`, "m").test(
      this.#tree.get(page) ?? "",
    );
  }
}
