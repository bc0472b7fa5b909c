/**
 * The services that have run at this node, on its disk: after a restart it knows them, asleep, without having fetched or verified
 * anything. What is said here is for lists and for the way of messages; before it runs, a service's code is checked as ever.
 */
import type { Capability } from "../../abi/imports.ts";
import { Id } from "../base/id.ts";
import type { LocalStore } from "../storage/local/local-store.ts";

const SPACE = "services/roster";
const ID_BYTES = 32;

/** What is known of a service while it sleeps. */
export interface Resident {
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

export class Roster {
  readonly #store: LocalStore;
  /** What many services have in common is kept once: names of exports and capabilities, keys of publishers. */
  readonly #shared = new Map<string, readonly string[] | string>();

  constructor(store: LocalStore) {
    this.#store = store;
  }

  /** Everything that was noted. What cannot be read is left out: the service is fetched when it is needed. */
  *read(): Iterable<{ readonly serviceId: Id; readonly resident: Resident }> {
    for (const { key, value } of this.#store.scan(SPACE, null, null)) {
      const resident = key.length === ID_BYTES ? this.#decode(value) : null;
      if (resident !== null) yield { serviceId: new Id(key), resident };
    }
    this.#shared.clear();
  }

  /** Resolves when it is on disk; at once when it is there already. */
  async note(serviceId: Id, resident: Resident): Promise<void> {
    const value = new TextEncoder().encode(JSON.stringify(resident));
    const held = this.#store.get(SPACE, serviceId.bytes);
    if (held !== null && Buffer.compare(held, value) === 0) return;
    await this.#store.write([{ space: SPACE, key: serviceId.bytes, value }]);
  }

  async forget(serviceId: Id): Promise<void> {
    await this.#store.write([{ space: SPACE, key: serviceId.bytes, value: null }]);
  }

  #decode(value: Uint8Array): Resident | null {
    try {
      const read = JSON.parse(new TextDecoder().decode(value)) as Resident;
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
      // Disks err.
      return null;
    }
  }

  #once<Value extends readonly string[] | string>(name: string, value: Value): Value {
    const known = this.#shared.get(name);
    if (known === undefined) this.#shared.set(name, value);
    return (known ?? value) as Value;
  }
}
