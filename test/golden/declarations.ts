/** The public interface of an entry point as text: its exports, and every type that these declarations lead to. */
import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** A declaration, in the file that makes it. */
interface Place {
  readonly file: string;
  readonly name: string;
}

interface DeclarationFile {
  /** Without comments. Overloads of one name stand together. */
  readonly declared: ReadonlyMap<string, string>;
  /** Names that another file declares, by the name they have here. */
  readonly borrowed: ReadonlyMap<string, Place>;
  readonly exported: ReadonlySet<string>;
}

const STATEMENT = /^(?=(?:export|declare|import|interface|type|class|abstract|const|function)\b)/m;
const DECLARATION =
  /^(?:export )?(?:declare )?(?:abstract )?(?:interface|type|class|const|function) ([\w$]+)/;
const FROM = /^(?:import|export) (?:type )?(?:\{([^}]*)\}|\* as ([\w$]+)) from "([^"]+)"/;
const INLINE_IMPORT = /import\("(\.[^"]+)"\)\.([\w$]+)/g;

/**
 * `entry`: a declaration file that tsc has written below `root`. The text is sorted, so that moving a declaration
 * changes nothing.
 */
export function interfaceOf(root: string, entry: string): string {
  const files = new Map<string, DeclarationFile>();
  const read = (file: string) => {
    const known = files.get(file) ?? parse(file);
    files.set(file, known);
    return known;
  };
  const texts = new Map<string, string>();
  const visit = ({ file, name }: Place): void => {
    if (!file.startsWith(root)) return;
    const { declared, borrowed } = read(file);
    const text = declared.get(name);
    if (text === undefined) {
      const origin = borrowed.get(name);
      if (origin !== undefined) visit(origin);
      return;
    }
    const key = `${name} ${relative(root, file)}`;
    if (texts.has(key)) return;
    texts.set(key, text);
    for (const used of new Set(text.match(/[A-Za-z_$][\w$]*/g))) visit({ file, name: used });
    for (const [, from, used] of text.matchAll(INLINE_IMPORT))
      visit({ file: targetOf(file, from), name: used });
  };
  const names = [...read(entry).exported].sort();
  for (const name of names) visit({ file: entry, name });
  const declarations = [...texts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
  return `exports ${names.join(", ")}\n\n${declarations.join("\n\n")}\n`;
}

function parse(file: string): DeclarationFile {
  const declared = new Map<string, string>();
  const borrowed = new Map<string, Place>();
  const exported = new Set<string>();
  const text = readFileSync(file, "utf8").replaceAll(/\/\*[\s\S]*?\*\/|^\/\/.*$/gm, "");
  for (const statement of text.split(STATEMENT)) {
    const own = DECLARATION.exec(statement)?.[1];
    if (own !== undefined) {
      declared.set(own, [...(declared.has(own) ? [declared.get(own)] : []), tidied(statement)].join("\n"));
      if (statement.startsWith("export")) exported.add(own);
      continue;
    }
    const [, list, all, from] = FROM.exec(statement) ?? [];
    if (from === undefined || all !== undefined) continue;
    for (const item of list.split(",").filter((part) => part.trim() !== "")) {
      const [theirs, ours = theirs] = item
        .trim()
        .replace(/^type /, "")
        .split(" as ");
      borrowed.set(ours, { file: targetOf(file, from), name: theirs });
      if (statement.startsWith("export")) exported.add(ours);
    }
  }
  return { declared, borrowed, exported };
}

function tidied(statement: string): string {
  return statement
    .replace(/^export |^declare |^export declare /, "")
    .replace(/^declare /, "")
    .replace(/=\s*\n\s*/g, "= ")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .join("\n");
}

/** "" for a package: its declarations are its own promise. */
function targetOf(file: string, from: string): string {
  return from.startsWith(".") ? join(dirname(file), from.replace(/\.[jt]s$/, ".d.ts")) : "";
}
