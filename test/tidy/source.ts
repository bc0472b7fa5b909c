/** A TypeScript file as the rules see it: its imports, exports and comments, by the parser that vitest brings along. */
import { posix } from "node:path";
import { parseSync } from "rolldown/utils";
import { lineAt, type Tree } from "./tree.ts";

interface Import {
  /** The path of the imported file in the tree, or the specifier as it stands when it names no file here. */
  readonly target: string;
  /** Names that are imported; `*` for all of them. */
  readonly names: readonly string[];
  /** `url`: a file that is named by `new URL("…", import.meta.url)`, to run or to read. */
  readonly kind: "static" | "dynamic" | "url";
  readonly line: number;
}

interface Export {
  readonly name: string;
  readonly line: number;
}

interface Comment {
  /** Without the delimiters. */
  readonly text: string;
  readonly isDoc: boolean;
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

export interface Source {
  readonly imports: readonly Import[];
  readonly exports: readonly Export[];
  readonly comments: readonly Comment[];
  /** The text with each comment replaced by as many blanks. */
  readonly code: string;
  /** The syntax tree (ESTree). Takes a while: for the rules that need it. */
  readonly program: () => SyntaxNode;
}

/** A node of ESTree, of which a rule knows the fields that it reads. */
export type SyntaxNode = {
  readonly type: string;
  readonly start: number;
  readonly end: number;
} & Readonly<Record<string, unknown>>;

const DYNAMIC = /\bimport\(\s*["'`]([^"'`$]+)["'`]\s*\)(?:\.(\w+))?/g;
const URL_OF_FILE = /\bnew URL\(\s*["'`]([^"'`$]+)["'`],\s*import\.meta\.url/g;

export function isSource(path: string): boolean {
  return /\.(ts|js|mjs)$/.test(path) && !path.startsWith("runtime/gen/");
}

/** AssemblyScript: TypeScript in its looks, but compiled to WebAssembly and not imported by the rest. */
export function isAssemblyScript(path: string): boolean {
  return path.startsWith("services-as/") || path.endsWith(".as.ts");
}

const parsed = new Map<string, { readonly text: string; readonly source: Source }>();

export function sourceOf(tree: Tree, path: string): Source {
  const text = tree.get(path) ?? "";
  const known = parsed.get(path);
  if (known?.text === text) return known.source;
  const source = parse(path, text);
  parsed.set(path, { text, source });
  return source;
}

function parse(path: string, text: string): Source {
  const { module, comments, program } = lazily(path, text);
  const blank = (from: string) => from.replace(/[^\n]/g, " ");
  let code = "";
  let at = 0;
  for (const { start, end } of comments) {
    code += text.slice(at, start) + blank(text.slice(start, end));
    at = end;
  }
  code += text.slice(at);
  const resolve = (specifier: string) =>
    specifier.startsWith(".") ? posix.normalize(posix.join(posix.dirname(path), specifier)) : specifier;
  const imports: Import[] = module.staticImports.map(({ moduleRequest, entries, start }) => ({
    target: resolve(moduleRequest.value),
    names: entries.map(({ importName }) =>
      importName.kind === "Name" ? (importName.name ?? "*") : importName.kind === "Default" ? "default" : "*",
    ),
    kind: "static",
    line: lineAt(text, start),
  }));
  const exports: Export[] = [];
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, importName, exportName, start } of entries) {
      if (moduleRequest !== null && moduleRequest !== undefined)
        imports.push({
          target: resolve(moduleRequest.value),
          names: [importName.kind === "Name" ? (importName.name ?? "*") : "*"],
          kind: "static",
          line: lineAt(text, start),
        });
      if (exportName.kind === "Name" && exportName.name !== null && exportName.name !== undefined)
        exports.push({ name: exportName.name, line: lineAt(text, exportName.start ?? start) });
    }
  }
  for (const match of code.matchAll(DYNAMIC))
    imports.push({
      target: resolve(match[1]),
      names: match[2] === undefined ? ["*"] : [match[2]],
      kind: "dynamic",
      line: lineAt(text, match.index),
    });
  for (const match of code.matchAll(URL_OF_FILE))
    imports.push({
      target: posix.normalize(posix.join(posix.dirname(path), match[1])),
      names: [],
      kind: "url",
      line: lineAt(text, match.index),
    });
  return {
    imports,
    exports,
    comments: comments.map(({ type, value, start, end }) => ({
      text: value,
      isDoc: type === "Block" && value.startsWith("*"),
      start,
      end,
      line: lineAt(text, start),
    })),
    code,
    program,
  };
}

/** The parser builds the syntax tree only when `program` is read. */
function lazily(path: string, text: string) {
  const result = parseSync(path, text);
  return {
    module: result.module,
    comments: result.comments,
    program: () => result.program as unknown as SyntaxNode,
  };
}
