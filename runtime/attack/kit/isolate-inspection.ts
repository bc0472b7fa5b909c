/**
 * Inspects the isolate of a started cell: a program that replaces cell.ts. It loads cell.ts unchanged, keeps
 * a reference to the context that cell.ts makes, and inspects it when the cell waits for its first frame. It
 * prints its findings as JSON. Only the case of GL11 and GL12 starts it.
 */
import fs from "node:fs";
import { registerHooks, syncBuiltinESMExports } from "node:module";
import ivm from "isolated-vm";

const NODE = 3;
const FOUND = 1;
const ERRORS = 2;

export interface Found {
  /** Own names of the global object. */
  readonly globals: readonly string[];
  /**
   * Paths, as "globalThis.Array.prototype", with the name of the function, or of the object's constructor.
   */
  readonly named: readonly (readonly [path: string, name: string])[];
  /** Paths to objects that are not frozen. */
  readonly changeable: readonly string[];
  /** The type of the result of each attempt to run text; null: it failed. */
  readonly attempts: Readonly<Record<string, string | null>>;
}

/**
 * Runs in the isolate. It refers to nothing outside itself, and starts from values that syntax alone makes.
 */
function inspect(): Found {
  type Maker = () => unknown;
  const attempt = (run: Maker): unknown => {
    try {
      return run();
    } catch (error) {
      return error;
    }
  };
  // The text is no module, so `this` of a plain call is the global object. No name refers to it any more.
  const everything = (function (this: unknown) {
    return this;
  })() as object;
  const O = {}.constructor as ObjectConstructor;
  const iterator = O.getOwnPropertySymbols(O.getPrototypeOf([])).find(
    (symbol) => symbol.description === "Symbol.iterator",
  ) as unknown as "keys";
  const named: [string, string][] = [];
  const changeable: string[] = [];
  const seen: unknown[] = [];
  const queue: [string, unknown][] = [["globalThis", everything]];
  const makers: Record<string, Maker> = {
    object: () => ({}),
    array: () => [],
    function: () => () => {},
    class: () => class {},
    bound: () => (() => {}).bind(null),
    async: () => async () => {},
    promise: () => (async () => {})(),
    generator: () => function* () {},
    asyncGenerator: () => async function* () {},
    // Prototypes that only instances of these functions have.
    generated: () => O.getPrototypeOf((function* () {})()),
    asyncGenerated: () => O.getPrototypeOf((async function* () {})()),
    arrayIterator: () => ([] as unknown[])[iterator](),
    stringIterator: () => (O("") as unknown[])[iterator](),
    mappedIterator: () => ([].values() as unknown as { map: (to: Maker) => unknown }).map(() => 0),
    expression: () => /x/,
    expressionIterator: () => "x".matchAll(/x/g),
    symbol: () => O(iterator),
    string: () => O(""),
    number: () => O(1),
    big: () => O(1n),
    boolean: () => O(true),
    rangeError: () => attempt(() => [].concat().length.toFixed(200)),
    typeError: () => attempt(() => (null as unknown as { x: unknown }).x),
    referenceError: () => attempt(() => undeclared),
    syntaxError: () => attempt(() => new (/x/.constructor as RegExpConstructor)("(")),
    arguments: () =>
      (function () {
        // biome-ignore lint/complexity/noArguments: the object itself is inspected.
        return arguments;
      })(),
    meta: () => new.target,
  };
  for (const name of O.keys(makers)) {
    const made = attempt(makers[name]);
    if (made !== null && made !== undefined) queue.push([name, O.getPrototypeOf(made)]);
  }
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const [path, value] = next;
    if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.includes(value))
      continue;
    seen.push(value);
    if (!O.isFrozen(value)) changeable.push(path);
    const own = O.getOwnPropertyDescriptor(value, "name")?.value;
    named.push([path, `${typeof value === "function" ? own : O.prototype.toString.call(value)}`]);
    queue.push([`${path}.[[Prototype]]`, O.getPrototypeOf(value)]);
    for (const key of [...O.getOwnPropertyNames(value), ...O.getOwnPropertySymbols(value)]) {
      const property = O.getOwnPropertyDescriptor(value, key);
      const to = `${path}.${typeof key === "symbol" ? key.description : key}`;
      queue.push([to, property?.value], [`${to}.get`, property?.get], [`${to}.set`, property?.set]);
    }
  }
  const make = (of: unknown, text = "return 1") => (of as (text: string) => Maker)(text)();
  const texts: Record<string, Maker> = {
    "a function's constructor": () => make((() => {}).constructor),
    "an async function's constructor": () => make((async () => {}).constructor),
    "a generator's constructor": () => make(function* () {}.constructor),
    "an async generator's constructor": () => make(async function* () {}.constructor),
    "the constructor of a constructor": () => make(O.constructor),
    "the constructor of a class": () => make(O.getPrototypeOf(class {}).constructor),
    "a bound function's constructor": () => make((() => {}).bind(null).constructor),
    "a built-in method's constructor": () => make([].map.constructor),
    "the constructor of a getter": () =>
      make(O.getOwnPropertyDescriptor(O.prototype, "__proto__")?.get?.constructor),
    eval: () => (everything as unknown as { eval: Maker }).eval(),
    "a timer of text": () =>
      (everything as unknown as { setTimeout: (text: string) => unknown }).setTimeout("1"),
    "a new global": () => {
      (everything as unknown as { made: number }).made = 1;
      return (everything as unknown as { made: number | undefined }).made;
    },
    "frames of the stack": () => {
      const error = attempt(() => (null as unknown as { x: unknown }).x) as Error;
      const E = O.getPrototypeOf(error.constructor) as {
        prepareStackTrace: unknown;
        captureStackTrace?: Maker;
      };
      let frames: unknown;
      E.prepareStackTrace = (_error: unknown, sites: unknown) => {
        frames = sites;
        return "";
      };
      void (attempt(() => (null as unknown as { x: unknown }).x) as Error).stack;
      return frames;
    },
    "the stack's text names files": () => {
      const error = attempt(() => (null as unknown as { x: unknown }).x) as Error;
      return /\.ts|\.js|node:|\//.test(`${error.stack}`) ? error.stack : undefined;
    },
  };
  const attempts: Record<string, string | null> = {};
  for (const name of O.keys(texts)) {
    try {
      const result = texts[name]();
      attempts[name] = result === null || result === undefined ? null : typeof result;
    } catch {
      attempts[name] = null;
    }
  }
  return { globals: O.getOwnPropertyNames(everything), named, changeable, attempts };
}

/** Has no value, so that its use throws a ReferenceError. */
declare const undeclared: unknown;

if (import.meta.main) {
  const contexts: SeenContext[] = [];
  const seen = globalThis as unknown as { seenByProst: unknown };
  seen.seenByProst = watched(contexts);
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === "isolated-vm"
        ? { url: "prost:isolated-vm", format: "module", shortCircuit: true }
        : next(specifier, context),
    load: (url, context, next) =>
      url === "prost:isolated-vm"
        ? { format: "module", source: "export default globalThis.seenByProst;", shortCircuit: true }
        : next(url, context),
  });
  const { readSync } = fs;
  const read = (...all: Parameters<typeof readSync>): number => {
    if (all[0] !== NODE) return readSync(...all);
    try {
      const found = contexts
        // The canary's isolate is disposed by then.
        .filter(({ isolate }) => !isolate.isDisposed)
        .map(({ context }) => context.evalSync(`(${inspect})()`, { copy: true }));
      const text = Buffer.from(`${JSON.stringify(found)}\n`);
      for (let at = 0; at < text.length; ) at += fs.writeSync(FOUND, text, at);
    } catch (error) {
      fs.writeSync(ERRORS, `${error}\n`);
    }
    // End of input, as when the node has ended: the cell ends.
    return 0;
  };
  fs.readSync = read as typeof readSync;
  syncBuiltinESMExports();
  await import("../../sandbox/cell/cell.ts");
}

interface SeenContext {
  readonly isolate: ivm.Isolate;
  readonly context: ivm.Context;
}

/** isolated-vm, with isolates that record the contexts they make. */
function watched(contexts: SeenContext[]): typeof ivm {
  const recording = (isolate: ivm.Isolate) =>
    new Proxy(isolate, {
      get: (target, name) => {
        const value = Reflect.get(target, name, target);
        if (typeof value !== "function") return value;
        return (...given: unknown[]) => {
          const result = Reflect.apply(value, target, given);
          if (name === "createContextSync") contexts.push({ isolate, context: result as ivm.Context });
          return result;
        };
      },
    });
  const Isolate = new Proxy(ivm.Isolate, {
    construct: (made, given) => recording(Reflect.construct(made, given)),
  });
  return new Proxy({} as typeof ivm, {
    get: (_target, name) => (name === "Isolate" ? Isolate : Reflect.get(ivm, name, ivm)),
  });
}
