/**
 * The services that have run at this node, on its disk. After a restart the node lists them as asleep,
 * without having fetched or verified anything. The entries serve lists and routing only: before a service
 * runs, its code is checked as always.
 */
import type { Capability } from "../../abi/imports.ts";
import { Id } from "../base/id.ts";
import type { LocalStore } from "../storage/local/local-store.ts";

/** The name is older than the term "registry"; it is part of the stored format. */
const SPACE = "services/roster";
const ID_BYTES = 32;

/** The stored facts about a service. */
export interface RegistryEntry {
  /** In hex. */
  readonly rootId: string;
  readonly name: string;
  readonly version: number;
  readonly label: string;
  /** SHA-256 of the module as it was published, in hex. */
  readonly codeHash: string;
  readonly capabilities: readonly Capability[];
  readonly exports: readonly string[];
}

export class ServiceRegistry {
  readonly #store: LocalStore;
  /** Values that many entries have in common are kept in memory once. */
  readonly #shared = new Map<string, readonly string[] | string>();

  constructor(store: LocalStore) {
    this.#store = store;
  }

  /**
   * All entries without the damaged ones: a service with a damaged entry is fetched again when a message for
   * it arrives.
   */
  *read(): Iterable<{ readonly serviceId: Id; readonly installed: RegistryEntry }> {
    for (const { key, value } of this.#store.scan(SPACE, null, null)) {
      const installed = key.length === ID_BYTES ? this.#decode(value) : null;
      if (installed !== null) yield { serviceId: new Id(key), installed };
    }
    this.#shared.clear();
  }

  /** Resolves when the entry is on disk; at once when it is there already. */
  async put(serviceId: Id, installed: RegistryEntry): Promise<void> {
    const value = new TextEncoder().encode(JSON.stringify(installed));
    const stored = this.#store.get(SPACE, serviceId.bytes);
    if (stored !== null && Buffer.compare(stored, value) === 0) return;
    await this.#store.write([{ space: SPACE, key: serviceId.bytes, value }]);
  }

  async remove(serviceId: Id): Promise<void> {
    await this.#store.write([{ space: SPACE, key: serviceId.bytes, value: null }]);
  }

  #decode(value: Uint8Array): RegistryEntry | null {
    try {
      const read = JSON.parse(new TextDecoder().decode(value)) as RegistryEntry;
      const isWhole =
        [read.rootId, read.name, read.label, read.codeHash].every((text) => typeof text === "string") &&
        Number.isSafeInteger(read.version) &&
        [read.capabilities, read.exports].every((list) => Array.isArray(list));
      if (!isWhole) return null;
      return {
        ...read,
        rootId: this.#once(read.rootId, read.rootId),
        codeHash: this.#once(read.codeHash, read.codeHash),
        capabilities: this.#once(read.capabilities.join(), read.capabilities),
        exports: this.#once(`exports ${read.exports.join()}`, read.exports),
      };
    } catch {
      // A damaged entry: disks fail.
      return null;
    }
  }

  #once<Value extends readonly string[] | string>(name: string, value: Value): Value {
    const known = this.#shared.get(name);
    if (known === undefined) this.#shared.set(name, value);
    return (known ?? value) as Value;
  }
}
