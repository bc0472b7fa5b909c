/** Commands that pages, comments and error texts show exist with their options; all commands are documented. */
import { posix } from "node:path";
import type { CommandText } from "../../../tools/docs/commands.ts";
import { codeSpans, markdownLines, type Span } from "../markdown.ts";
import { isSource, sourceOf } from "../source.ts";
import type { Tree, Violation } from "../tree.ts";

/** The page that has all commands. */
const PAGE = "docs/cli.md";
const HISTORY = new Set(["CHANGELOG.md"]);
const SHELLS = new Set(["", "sh", "bash", "console", "shell"]);
/** Programs that packages of another name bring. */
const PROGRAMS: Readonly<Record<string, string>> = {
  tsc: "typescript",
  biome: "@biomejs/biome",
  asc: "assemblyscript",
};

export function commandsExist(tree: Tree, commands: readonly CommandText[]): readonly Violation[] {
  const known = new Known(tree, commands);
  return [...tree.keys()]
    .filter((path) => !HISTORY.has(path) && !path.startsWith("test/"))
    .flatMap((path) =>
      shownIn(tree, path).flatMap(({ text, line }) =>
        known.problemsOf(text).map((message) => ({ path, line, message })),
      ),
    );
}

/** Each command and each of its options stands on the page of commands. */
export function commandsDocumented(tree: Tree, commands: readonly CommandText[]): readonly Violation[] {
  const page = tree.get(PAGE) ?? "";
  const flags = new Set(page.match(/--[a-z][\w-]*/g) ?? []);
  return commands
    .filter(({ isHidden }) => !isHidden)
    .flatMap(({ name, options, hasSubcommands }) => {
      const missing = options
        .filter(({ long, isHidden }) => !isHidden && !flags.has(long))
        .map(({ long }) => long);
      const isMissing = !hasSubcommands && !new RegExp(`${name}\\b`).test(page);
      return [...(isMissing ? ["itself"] : []), ...missing].map((what) => ({
        path: PAGE,
        line: 1,
        message: `${name}: ${what === "itself" ? "the command" : what} is not on this page: add it`,
      }));
    });
}

/** Commands, one a line, in blocks of code and in code spans; in sources, those between backticks. */
function shownIn(tree: Tree, path: string): readonly Span[] {
  const text = tree.get(path)!;
  if (path.endsWith(".md"))
    return [
      ...markdownLines(text)
        .filter(({ isCode, language }) => isCode && SHELLS.has(language))
        .map(({ text, line }) => ({ text: text.replace(/\s#.*$/, ""), line })),
      ...codeSpans(text),
    ];
  if (!isSource(path) || !path.startsWith("runtime/")) return [];
  return text.includes("prost ") || text.includes("npm run")
    ? [...spansOfComments(tree, path), ...spansOfStrings(sourceOf(tree, path).code)]
    : [];
}

function spansOfComments(tree: Tree, path: string): readonly Span[] {
  return sourceOf(tree, path).comments.flatMap(({ text, line }) =>
    [...text.matchAll(/`([^`\n]+)`/g)].map(({ 1: span, index }) => ({
      text: span,
      line: line + text.slice(0, index).split("\n").length - 1,
    })),
  );
}

/** Text between escaped backticks, or between backticks within quotes. */
function spansOfStrings(code: string): readonly Span[] {
  return code.split("\n").flatMap((text, i) =>
    [...text.matchAll(/\\?`((?:prost|npm run) [^`\\$]*?)\\?`/g)].map(([, span]) => ({
      text: span,
      line: i + 1,
    })),
  );
}

class Known {
  readonly #tree: Tree;
  readonly #commands: ReadonlyMap<string, CommandText>;
  readonly #scripts: Readonly<Record<string, string>>;
  readonly #packages: ReadonlySet<string>;
  readonly #programs: ReadonlySet<string>;

  constructor(tree: Tree, commands: readonly CommandText[]) {
    this.#tree = tree;
    this.#commands = new Map(commands.map((command) => [command.name, command]));
    const { scripts, dependencies, devDependencies, bin } = JSON.parse(tree.get("package.json") ?? "{}");
    this.#scripts = scripts ?? {};
    this.#packages = new Set(Object.keys({ ...dependencies, ...devDependencies }));
    this.#programs = new Set(Object.keys(bin ?? {}));
  }

  problemsOf(shown: string): readonly string[] {
    const line = shown.replace(/^[$>]\s+/, "");
    return line
      .split(/&&|;|\|\|? (?=prost|npm|npx|node)|\$\(/)
      .flatMap((part) => this.#problems(part.trim().replace(/^(?:[A-Z_]+=\S+\s+)+/, "")));
  }

  #problems(command: string): readonly string[] {
    const words = command.split(/\s+/);
    if (words[0] === "npm" && words[1] === "run") return this.#script(words[2]);
    if (words[0] === "npx") return this.#program(words.slice(1).find((word) => !word.startsWith("-")));
    if (/^(?:node_modules\/\.bin\/)?node$/.test(words[0]))
      return this.#file(words.slice(1).find((word) => /\.[mc]?[jt]s$/.test(word)));
    if (/^(?:\.\/bin\/|bin\/)?prost(?:\.js)?$/.test(words[0])) return this.#prost(words.slice(1));
    return [];
  }

  #script(name: string | undefined): readonly string[] {
    if (name === undefined || !/^[a-z][\w:-]*$/.test(name) || name in this.#scripts) return [];
    return [`npm run ${name} is no script of package.json: name one that exists`];
  }

  #program(name: string | undefined): readonly string[] {
    if (name === undefined || !/^[a-z@]/.test(name)) return [];
    if (this.#packages.has(PROGRAMS[name] ?? name) || this.#programs.has(name)) return [];
    return [`npx ${name} is a program of no dependency: name one that is installed`];
  }

  #file(path: string | undefined): readonly string[] {
    if (path === undefined || path.includes("…") || this.#tree.has(posix.normalize(path))) return [];
    return [`node ${path}: this file does not exist, name one that does`];
  }

  #prost(words: readonly string[]): readonly string[] {
    const names: string[] = [];
    let name = "prost";
    for (const word of words.map(bare)) {
      if (!this.#commands.has(`${name} ${word}`)) break;
      name = `${name} ${word}`;
      names.push(word);
    }
    const command = this.#commands.get(name);
    const first = words[names.length];
    if (command === undefined || command.hasSubcommands) {
      const isName = first !== undefined && /^[a-z][a-z-]+$/.test(first);
      return isName ? [`${name} ${first} is no command: name one that exists`] : [];
    }
    const options = words.join(" ").match(/(?<![\w-])--[a-z][\w-]*/g) ?? [];
    return options
      .filter((option) => option !== "--help" && !command.options.some(({ long }) => long === option))
      .map((option) => `${name} has no option ${option}: name one that exists`);
  }
}

/** Without the brackets around what may be left out. */
function bare(word: string): string {
  return word.replace(/[[\]()|,]/g, "");
}
