/** Addresses of nodes by id: services name nodes by id alone, the overlay needs the address too. */
import { dropOldest } from "../base/bounded.ts";
import { Id } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Overlay } from "../overlay/api.ts";

/** Maximum number of nodes remembered beside those in the overlay's tables: origins and previous hops. */
const RECENT_MAX = 4096;

export class KnownNodes {
  readonly #overlay: Overlay;
  readonly #recent = new Map<string, NodeHandle>();
  readonly #inTables = new Map<string, NodeHandle>();

  constructor(overlay: Overlay) {
    this.#overlay = overlay;
    this.refresh();
  }

  /** Reads the overlay's tables again, after they have changed. */
  refresh(): void {
    this.#inTables.clear();
    for (const node of this.#overlay.knownNodes()) this.#inTables.set(node.id.hex, node);
    this.#inTables.set(this.#overlay.self.id.hex, this.#overlay.self);
  }

  /** Remembers the node. The node that was seen least recently is dropped first. */
  remember(node: NodeHandle): void {
    const hex = node.id.hex;
    if (this.#inTables.has(hex)) return;
    this.#recent.delete(hex);
    this.#recent.set(hex, node);
    dropOldest(this.#recent, RECENT_MAX);
  }

  /** The node with that id. Null when it is unknown, or was not seen for long. */
  find(id: Uint8Array): NodeHandle | null {
    const hex = new Id(id).hex;
    return this.#inTables.get(hex) ?? this.#recent.get(hex) ?? null;
  }
}
