/**
 * Checked publications by their bytes, so that the same bytes are not checked again. A node receives the same
 * record from its disk, from previous hops and from holders, and the same root documents with each service of
 * a publisher.
 */
import { dropOldest } from "../base/bounded.ts";
import type { Id } from "../base/id.ts";
import { sha256 } from "./chunks.ts";
import type { StatementRefusal } from "./envelope.ts";
import { openPublication, type Publication } from "./publication.ts";
import { openRoots, type RootChain } from "./root.ts";

/** Maximum number of cached publications; each has a few KiB. */
const PUBLICATIONS_MAX = 512;
const ROOTS_MAX = 512;

export class PublicationCache {
  readonly #networkId: Id;
  readonly #publications = new Map<string, Publication>();
  readonly #roots = new Map<string, RootChain>();

  constructor(networkId: Id) {
    this.#networkId = networkId;
  }

  /** Like `openPublication`. Refusals are not cached: a sender of refused bytes must send them each time. */
  open(bytes: Uint8Array): Publication | StatementRefusal {
    const name = nameOf(bytes);
    const known = this.#publications.get(name);
    if (known !== undefined) return known;
    const opened = openPublication(bytes, this.#networkId, (roots) => this.#chainOf(roots));
    if (opened.ok) {
      this.#publications.set(name, opened);
      dropOldest(this.#publications, PUBLICATIONS_MAX);
    }
    return opened;
  }

  #chainOf(roots: readonly Uint8Array[]): RootChain | StatementRefusal {
    const name = roots.map(nameOf).join();
    const known = this.#roots.get(name);
    if (known !== undefined) return known;
    const chain = openRoots(roots, this.#networkId);
    if (chain.ok) {
      this.#roots.set(name, chain);
      dropOldest(this.#roots, ROOTS_MAX);
    }
    return chain;
  }
}

function nameOf(bytes: Uint8Array): string {
  return Buffer.from(sha256(bytes)).toString("latin1");
}
