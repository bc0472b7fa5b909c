/** How well cells are held at this node: what the machine has for it, and what the canary of the newest cell has seen of that. */
import type { Jail, JailLevel, JailPart } from "./jail.ts";

export class Isolation implements Jail {
  readonly #jail: Jail;
  #failed: readonly string[] = [];

  constructor(jail: Jail) {
    this.#jail = jail;
  }

  /** Of a cell that was started just now: what its canary found wrong; empty: nothing. */
  report(failed: readonly string[]): void {
    this.#failed = failed;
  }

  get level(): JailLevel {
    return this.#failed.length === 0 ? this.#jail.level : "none";
  }

  get parts(): readonly JailPart[] {
    if (this.#failed.length === 0) return this.#jail.parts;
    const problem = `${this.#failed.join(", ")}; no cell is used like that: look into flags of Node (NODE_OPTIONS) and bubblewrap's setup`;
    return [...this.#jail.parts, { name: "canary", isAvailable: false, problem }];
  }
}
