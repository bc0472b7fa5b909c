/**
 * Downloads of code, within bounds: any node can name services at no cost, and some sources may be slow on
 * purpose.
 */
import { dropOldest } from "../base/bounded.ts";
import type { Clock } from "../base/environment.ts";
import { hexOf } from "../base/hex.ts";
import { Semaphore } from "../base/retry.ts";
import { TokenBucket } from "../base/token-bucket.ts";
import { type CodeOutcome, fetchModule, type NearCode, type RecordSource } from "./code.ts";
import type { Manifest } from "./manifest.ts";
import { type FetchRefusal, refused } from "./package.ts";

/**
 * Maximum number of modules downloaded at a time. Each is in memory as a whole; the gate takes up to 1 MiB.
 */
const DOWNLOADS_MAX = 32;
const BYTES_PER_SECOND = 8 * 1024 * 1024;
const BURST_BYTES = 64 * 1024 * 1024;
/** New code of one publisher that replaces older code. Each is gated and rewritten. */
const REPLACEMENTS_PER_SECOND = 1;
const REPLACEMENTS_BURST = 64;
/** Maximum number of publishers with a remembered count of replacements. */
const PUBLISHERS_MAX = 1_024;

export class Downloads {
  readonly #clock: Clock;
  readonly #records: readonly RecordSource[];
  readonly #slots = new Semaphore(DOWNLOADS_MAX);
  readonly #bytes: TokenBucket;
  /** Replacements of code, by publisher. */
  readonly #replacements = new Map<string, TokenBucket>();

  /** `records`: the source of each attempt to read a chunk; the last one also serves all further attempts. */
  constructor(clock: Clock, records: readonly RecordSource[]) {
    this.#clock = clock;
    this.#records = records;
    this.#bytes = new TokenBucket(BYTES_PER_SECOND, clock.now(), BURST_BYTES);
  }

  /** Returns false when this publisher replaces code faster than this node accepts it. */
  mayReplace({ rootId }: Manifest): boolean {
    const nowMs = this.#clock.now();
    const publisher = hexOf(rootId);
    const bucket =
      this.#replacements.get(publisher) ??
      new TokenBucket(REPLACEMENTS_PER_SECOND, nowMs, REPLACEMENTS_BURST);
    this.#replacements.set(publisher, bucket);
    dropOldest(this.#replacements, PUBLISHERS_MAX);
    return bucket.take(1, nowMs);
  }

  /**
   * The module of a manifest. `near`: a node to ask first. `untilMs`: no further attempt starts after this
   * time, in ms of the clock.
   */
  fetch(manifest: Manifest, near: NearCode | null, untilMs: number): Promise<CodeOutcome | FetchRefusal> {
    if (!this.#bytes.take(manifest.codeBytes, this.#clock.now()))
      return Promise.resolve(
        refused("overloaded", "this node has used up its download rate; try again in some seconds"),
      );
    return this.#slots.run(() =>
      fetchModule({ near, records: this.#records }, this.#clock, manifest, untilMs),
    );
  }
}
