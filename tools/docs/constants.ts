/** Numbers that the code names: by name, or by object and field. */
import type { Tree } from "../../test/tidy/tree.ts";

/**
 * The number that `name` stands for; null when the sources have none, or several different ones.
 * With a file and a colon before it, it is for a name that several files have.
 */
export function constantOf(tree: Tree, name: string): number | null {
  const [file, constant] = name.includes(":") ? name.split(":") : [null, name];
  const values = new Set<number>();
  for (const [path, text] of tree) {
    if (!/^(runtime|abi)\/.*\.ts$/.test(path) || (file !== null && !path.endsWith(`/${file}`))) continue;
    const value = valueIn(tree, text, constant, 0);
    if (value !== null) values.add(value);
  }
  return values.size === 1 ? [...values][0] : null;
}

/** Constants that are made of constants, at most. */
const DEPTH_MAX = 8;

function valueIn(tree: Tree, text: string, name: string, depth: number): number | null {
  const [object, field] = name.split(".");
  if (!text.includes(`const ${object}`)) return null;
  const declared = new RegExp(`^(?:export )?const ${object}(?:: [^=]+)? =\\s*([^;]*);`, "m").exec(text)?.[1];
  if (declared === undefined) return null;
  const expression = field === undefined ? declared : new RegExp(`\\b${field}:([^,}]+)`).exec(declared)?.[1];
  if (expression === undefined) return null;
  return evaluate(expression, (other) => {
    if (depth === DEPTH_MAX) return null;
    return valueIn(tree, text, other, depth + 1) ?? (text === "" ? null : constantOf(tree, other));
  });
}

/** The fields of an object of constants with their expressions evaluated; those that are no numbers are left out. */
export function fieldsOf(tree: Tree, object: string): ReadonlyMap<string, number> {
  const fields = new Map<string, number>();
  for (const [path, text] of tree) {
    if (!/^(runtime|abi)\/.*\.ts$/.test(path)) continue;
    const declared = new RegExp(`^(?:export )?const ${object}(?:: [^=]+)? = \\{([^;]*)\\}`, "m").exec(
      text,
    )?.[1];
    for (const [, field] of declared?.matchAll(/^\s+(\w+):/gm) ?? []) {
      const value = constantOf(tree, `${object}.${field}`);
      if (value !== null) fields.set(field, value);
    }
  }
  return fields;
}

const TOKEN = /\s*(\d[\d_]*(?:\.\d+)?(?:e\d+)?n?|\*\*|[-+*/()]|[A-Za-z_$][\w$.]*)/y;

/** Arithmetic with + - * / ** and names; null for all else. */
function evaluate(expression: string, lookUp: (name: string) => number | null): number | null {
  const tokens: string[] = [];
  const text = expression
    .replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, "")
    .replace(/\bas const\b/, "")
    .trim();
  for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text);
    if (token === null) return null;
    tokens.push(token[1]);
  }
  const value = sum(tokens, lookUp);
  return tokens.length === 0 && value !== null && Number.isFinite(value) ? value : null;
}

type LookUp = (name: string) => number | null;

function sum(tokens: string[], lookUp: LookUp): number | null {
  let value = product(tokens, lookUp);
  while (tokens[0] === "+" || tokens[0] === "-") {
    const sign = tokens.shift() === "+" ? 1 : -1;
    const next = product(tokens, lookUp);
    value = value === null || next === null ? null : value + sign * next;
  }
  return value;
}

function product(tokens: string[], lookUp: LookUp): number | null {
  let value = power(tokens, lookUp);
  while (tokens[0] === "*" || tokens[0] === "/") {
    const isProduct = tokens.shift() === "*";
    const next = power(tokens, lookUp);
    value = value === null || next === null ? null : isProduct ? value * next : value / next;
  }
  return value;
}

function power(tokens: string[], lookUp: LookUp): number | null {
  const base = atom(tokens, lookUp);
  if (tokens[0] !== "**") return base;
  tokens.shift();
  const exponent = power(tokens, lookUp);
  return base === null || exponent === null ? null : base ** exponent;
}

function atom(tokens: string[], lookUp: LookUp): number | null {
  const token = tokens.shift();
  if (token === undefined) return null;
  if (token === "(") {
    const value = sum(tokens, lookUp);
    return tokens.shift() === ")" ? value : null;
  }
  if (/^\d/.test(token)) return Number(token.replaceAll("_", "").replace(/n$/, ""));
  return /^[A-Za-z_$]/.test(token) ? lookUp(token) : null;
}
