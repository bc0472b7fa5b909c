/**
 * Removes all JavaScript from a cell's isolate but the glue. A guest has no JavaScript. A guest that reached
 * it through a flaw of the engine would find no function constructor, no clock, no randomness, no shared
 * memory, and intrinsics that cannot be changed.
 */

/** The globals that the glue uses. The glue keeps them in variables; the isolate loses them. */
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
 * A JavaScript expression. It evaluates `glue`, an expression too, with the globals above as local variables,
 * then deletes all globals and freezes every intrinsic that can be reached. Its value is the value of `glue`.
 */
export function lockDownText(glue: string): string {
  return `(${lockDown})(((${KEPT.join(", ")}) => ${glue})(${KEPT.join(", ")}))`;
}

/** Uses nothing outside itself, since its text runs in the isolate. */
function lockDown<Glue>(glue: Glue): Glue {
  const everything = globalThis;
  const { defineProperty, freeze, getOwnPropertyDescriptor, getPrototypeOf } = Object;
  const { ownKeys, deleteProperty } = Reflect;
  const roots: unknown[] = [everything, getPrototypeOf(everything)];
  const makers = [() => {}, async () => {}, function* () {}, async function* () {}];
  // Intrinsics without a global: the prototypes of iterators, generators and the like.
  for (const make of makers) roots.push(make, getPrototypeOf(make));
  const mapped = ([].values() as unknown as { map: (to: () => void) => Iterable<unknown> }).map(() => {});
  for (const some of [[], new Map(), new Set(), "", mapped, "".matchAll(/x/g)])
    roots.push(getPrototypeOf(some[Symbol.iterator]()));
  for (const prototype of makers.map((make) => getPrototypeOf(make)))
    defineProperty(prototype, "constructor", { value: undefined, writable: false, configurable: false });

  // All objects that can be reached from the roots, by property or by prototype.
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
    // Their results depend on the machine's language.
    for (const key of ownKeys(some))
      if (typeof key === "string" && (key.startsWith("toLocale") || key === "localeCompare"))
        deleteProperty(some, key);
    freeze(some);
  }
  freeze(everything);
  return glue;
}
