/**
 * What is left of JavaScript in a cell's isolate beside the glue: nothing. A guest has no JavaScript; were one to reach it by a fault of the
 * engine, it would find no constructor of functions, no clock, no chance, no shared memory, and intrinsics that cannot be changed.
 */

/** The globals that the glue uses. It keeps them; the isolate does not. */
const KEPT = [
  "Array",
  "ArrayBuffer",
  "BigInt",
  "BigInt64Array",
  "DataView",
  "Error",
  "Map",
  "Math",
  "Number",
  "Object",
  "RangeError",
  "Set",
  "String",
  "Uint8Array",
  "WeakMap",
  "WebAssembly",
];

/**
 * An expression of JavaScript: evaluates `glue`, an expression too, with the globals above as variables of its own, then takes all
 * globals away and freezes every intrinsic that can be reached. Its value is that of `glue`.
 */
export function lockDownText(glue: string): string {
  return `(${lockDown})(((${KEPT.join(", ")}) => ${glue})(${KEPT.join(", ")}))`;
}

/** Refers to nothing outside itself: its text runs in the isolate. */
function lockDown<Glue>(glue: Glue): Glue {
  const everything = globalThis;
  const { defineProperty, freeze, getOwnPropertyDescriptor, getPrototypeOf } = Object;
  const { ownKeys, deleteProperty } = Reflect;
  const roots: unknown[] = [everything, getPrototypeOf(everything)];
  const makers = [() => {}, async () => {}, function* () {}, async function* () {}];
  // What no global names: the prototypes of iterators, generators and the like.
  for (const make of makers) roots.push(make, getPrototypeOf(make));
  const mapped = ([].values() as unknown as { map: (to: () => void) => Iterable<unknown> }).map(() => {});
  for (const some of [[], new Map(), new Set(), "", mapped, "".matchAll(/x/g)])
    roots.push(getPrototypeOf(some[Symbol.iterator]()));
  for (const prototype of makers.map((make) => getPrototypeOf(make)))
    defineProperty(prototype, "constructor", { value: undefined, writable: false, configurable: false });

  // All that can be reached from there, by property or by prototype.
  const reached = new Set<object>();
  const isObject = (value: unknown): value is object =>
    (typeof value === "object" && value !== null) || typeof value === "function";
  const waiting = roots.filter(isObject);
  for (let some = waiting.pop(); some !== undefined; some = waiting.pop()) {
    if (reached.has(some)) continue;
    reached.add(some);
    const prototype = getPrototypeOf(some);
    if (isObject(prototype)) waiting.push(prototype);
    for (const key of ownKeys(some)) {
      const described = getOwnPropertyDescriptor(some, key);
      for (const value of [described?.value, described?.get, described?.set])
        if (isObject(value)) waiting.push(value);
    }
  }
  for (const key of ownKeys(everything)) deleteProperty(everything, key);
  for (const some of reached) {
    if (some === everything) continue;
    // What they answer depends on the machine's language.
    for (const key of ownKeys(some))
      if (typeof key === "string" && (key.startsWith("toLocale") || key === "localeCompare"))
        deleteProperty(some, key);
    freeze(some);
  }
  freeze(everything);
  return glue;
}
