/** Addresses of nodes by id: services name nodes by id alone, the overlay needs the address too. */
import { dropOldest } from "../base/bounded.ts";
import { Id } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Overlay } from "../overlay/api.ts";

/** Nodes remembered beyond those the overlay keeps itself: origins and previous hops of recent messages. */
const HANDLES_MAX = 4096;

export class Handles {
  readonly #overlay: Overlay;
  readonly #recent = new Map<string, NodeHandle>();
  readonly #known = new Map<string, NodeHandle>();

  constructor(overlay: Overlay) {
    this.#overlay = overlay;
    this.refresh();
  }

  /** Reads anew whom the overlay knows. */
  refresh(): void {
    this.#known.clear();
    for (const node of this.#overlay.knownNodes()) this.#known.set(node.id.hex, node);
    this.#known.set(this.#overlay.self.id.hex, this.#overlay.self);
  }

  /** The latest seen is forgotten last. */
  remember(node: NodeHandle): void {
    const hex = node.id.hex;
    if (this.#known.has(hex)) return;
    this.#recent.delete(hex);
    this.#recent.set(hex, node);
    dropOldest(this.#recent, HANDLES_MAX);
  }

  /** Null: a node this one has not heard of lately. */
  find(id: Uint8Array): NodeHandle | null {
    const hex = new Id(id).hex;
    return this.#known.get(hex) ?? this.#recent.get(hex) ?? null;
  }
}
