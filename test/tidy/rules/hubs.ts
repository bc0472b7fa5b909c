/** No file and no class of the runtime is a hub, unless a comment says why it is one; functions stay short. */
import { isSource, type Source, type SyntaxNode, sourceOf } from "../source.ts";
import { lineAt, linesOf, type Rule, type Tree, type Violation } from "../tree.ts";

const FILE_LINES_MAX = 400;
const CLASS_FIELDS_MAX = 15;
const FUNCTION_LINES_MEDIAN_MAX = 8;

export const hubs: Rule = (tree) => {
  const violations: Violation[] = [];
  for (const path of runtimeFiles(tree)) {
    const text = tree.get(path)!;
    const source = sourceOf(tree, path);
    const count = linesOf(text).length - 1;
    if (count > FILE_LINES_MAX && !hasReason(source, "One file:", 0, text.search(/^(?!\s|\/|\*)/m)))
      violations.push({
        path,
        line: 1,
        message: `the file has ${count} lines: split it along its nouns, or open it with a comment "One file:" and the reason`,
      });
    // A class is looked into only where there is one: a syntax tree takes time.
    if (!/\bclass\b/.test(source.code)) continue;
    let previousEnd = 0;
    for (const { name, node, fields } of classesIn(source.program())) {
      if (fields > CLASS_FIELDS_MAX && !hasReason(source, "One class:", previousEnd, node.start))
        violations.push({
          path,
          line: lineAt(text, node.start),
          message: `the class ${name} has ${fields} fields: split it by what changes together, or say "One class:" and the reason above it`,
        });
      previousEnd = node.end;
    }
  }
  return violations;
};

/**
 * The median length of a function over the runtime.
 *
 * Counted is each function, method and arrow function whose body is a block: the lines from its first to its last.
 */
export const functions: Rule = (tree) => {
  const lengths = runtimeFiles(tree).flatMap((path) =>
    functionLengths(tree.get(path)!, sourceOf(tree, path).program()),
  );
  lengths.sort((a, b) => a - b);
  const median = lengths.length === 0 ? 0 : lengths[Math.floor(lengths.length / 2)];
  if (median <= FUNCTION_LINES_MEDIAN_MAX) return [];
  const message = `functions have a median of ${median} lines, more than ${FUNCTION_LINES_MEDIAN_MAX}: split the long ones`;
  return [{ path: "runtime", line: 1, message }];
};

function runtimeFiles(tree: Tree): readonly string[] {
  return [...tree.keys()].filter((path) => path.startsWith("runtime/") && isSource(path));
}

function hasReason(source: Source, opening: string, from: number, to: number): boolean {
  return source.comments.some(
    ({ text, start, end }) =>
      start >= from &&
      end <= (to < 0 ? Number.POSITIVE_INFINITY : to) &&
      new RegExp(`(^|\\n)[\\s*]*${opening}\\s*\\S`).test(text),
  );
}

interface ClassFields {
  readonly name: string;
  readonly node: SyntaxNode;
  readonly fields: number;
}

function classesIn(program: SyntaxNode): readonly ClassFields[] {
  const found: ClassFields[] = [];
  visit(program, (node) => {
    if (node.type !== "ClassDeclaration" && node.type !== "ClassExpression") return;
    const id = node.id as { readonly name: string } | null;
    const members = (node.body as { readonly body: readonly SyntaxNode[] }).body;
    const fields = members.filter(
      ({ type, static: isStatic }) => type === "PropertyDefinition" && isStatic !== true,
    );
    found.push({ name: id?.name ?? "without a name", node, fields: fields.length });
  });
  return found;
}

function functionLengths(text: string, program: SyntaxNode): number[] {
  const lengths: number[] = [];
  visit(program, ({ type, body, start, end }) => {
    const isFunction = /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(type);
    if (!isFunction || (body as SyntaxNode | null)?.type !== "BlockStatement") return;
    lengths.push(text.slice(start, end).split("\n").length);
  });
  return lengths;
}

function visit(node: unknown, look: (node: SyntaxNode) => void): void {
  if (Array.isArray(node)) for (const part of node) visit(part, look);
  else if (typeof node === "object" && node !== null) {
    if (typeof (node as SyntaxNode).type === "string") look(node as SyntaxNode);
    for (const part of Object.values(node)) if (typeof part === "object") visit(part, look);
  }
}
