/**
 * The rules that make a well-formed module a service: it imports only functions of the ABI, has all required
 * exports, each with the right type, and needs no capability that it was not granted. The first breach is
 * noted, not thrown: a malformed or invalid module is reported as such, even if the breach comes earlier in
 * it.
 */
import { type Capability, EXPORTS, IMPORTS } from "../../../abi/imports.ts";
import type { AnyFunctionType } from "./gated-module.ts";
import { RESERVED_PREFIX } from "./profile.ts";
import { type RefusalCode, Refused } from "./refusal.ts";

/** Kinds of imports and exports, by number. */
export const ENTITY_KINDS = ["a function", "a table", "a memory", "a global"];
const MEMORY_KIND = 2;

export class ServiceRules {
  /** Null when all capabilities are granted. */
  readonly #granted: readonly Capability[] | null;
  #breach: Refused | null = null;

  constructor(granted: readonly Capability[] | null) {
    this.#granted = granted;
  }

  /** The first breach; null when there is none. */
  get breach(): Refused | null {
    return this.#breach;
  }

  note(code: RefusalCode, found: string, allowed: string, offset: number): void {
    this.#breach ??= new Refused(code, offset, found, allowed);
  }

  /**
   * Returns the capability of the imported function; null when it needs none, or is not in the ABI. `name`:
   * "module.name".
   */
  checkImport(name: string, type: AnyFunctionType, offset: number): Capability | null {
    const spec = IMPORTS.get(name);
    if (spec === undefined) {
      this.note("import", `import ${quoted(name)}`, "the functions of the ABI (abi/README.md)", offset);
      return null;
    }
    const text = typeText(type);
    if (text !== typeText(spec))
      this.note("import-type", `import ${quoted(name)} of type ${text}`, typeText(spec), offset);
    this.#checkGrant(`import ${quoted(name)}`, spec.capability, offset);
    return spec.capability;
  }

  /** `kind`: an index of ENTITY_KINDS. `type`: the type of an exported function, null for the other kinds. */
  checkExport(name: string, kind: number, type: AnyFunctionType | null, offset: number): void {
    if (name.startsWith(RESERVED_PREFIX))
      this.note(
        "reserved-name",
        `export ${quoted(name)}`,
        `names that do not begin with ${RESERVED_PREFIX}`,
        offset,
      );
    if (name === "memory" && kind !== MEMORY_KIND)
      this.note("export-type", `export "memory", ${ENTITY_KINDS[kind]}`, "the memory", offset);
    const spec = EXPORTS.get(name);
    if (spec === undefined) return;
    const text = type === null ? ENTITY_KINDS[kind] : typeText(type);
    if (text !== typeText(spec))
      this.note("export-type", `export ${quoted(name)}: ${text}`, `a function ${typeText(spec)}`, offset);
    this.#checkGrant(`export ${quoted(name)}`, spec.capability, offset);
  }

  /** `exported`: the names of all exports. */
  checkRequiredExports(exported: { has(name: string): boolean }, offset: number): void {
    if (!exported.has("memory"))
      this.note("abi", "no exported memory", 'a memory, exported as "memory"', offset);
    for (const [name, { required }] of EXPORTS) {
      if (required && !exported.has(name))
        this.note(
          "abi",
          `no export ${name}`,
          "what ABI version 1 needs: prost_abi_1, memory, deliver",
          offset,
        );
    }
  }

  #checkGrant(what: string, capability: Capability | null, offset: number): void {
    if (capability === null || this.#granted === null || this.#granted.includes(capability)) return;
    const named = this.#granted.join(", ") || "none";
    this.note(
      "capability",
      `${what}, which needs the capability ${capability}`,
      `what the manifest names: ${named}`,
      offset,
    );
  }
}

export function typeText({
  params,
  results,
}: {
  params: readonly string[];
  results: readonly string[];
}): string {
  return `(${params.join(", ")}) -> (${results.join(", ")})`;
}

export function quoted(name: string): string {
  return JSON.stringify(name);
}
