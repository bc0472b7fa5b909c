/**
 * The isolation of cells at this node: the jail that the machine has, and the problems that the canary of the
 * newest cell found with it.
 */
import type { Jail, JailLevel, JailPart } from "./jail.ts";

export class CellIsolation implements Jail {
  readonly #jail: Jail;
  #failed: readonly string[] = [];

  constructor(jail: Jail) {
    this.#jail = jail;
  }

  /** Stores the problems that the canary of the newest cell found. */
  report(failed: readonly string[]): void {
    this.#failed = failed;
  }

  get level(): JailLevel {
    return this.#failed.length === 0 ? this.#jail.level : "none";
  }

  get parts(): readonly JailPart[] {
    if (this.#failed.length === 0) return this.#jail.parts;
    const todo = "no such cell is used: check the flags of Node (NODE_OPTIONS) and the setup of bubblewrap";
    const problem = `${this.#failed.join(", ")}; ${todo}`;
    return [...this.#jail.parts, { name: "canary", isAvailable: false, problem }];
  }
}
