/**
 * Follows the way of messages for a key hop by hop, as traceroute does: one request for each hop, which is answered by the node where it
 * has left so many nodes, and by the key's root at the latest. One question, one answer, so that nothing is amplified; and where a
 * message is lost on the way, the hops before are known.
 */

import type { Clock } from "../base/environment.ts";
import { Id } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Application, Overlay, RoutedMessage } from "./api.ts";
import { HOPS_MAX, type Mode } from "./packets.ts";

export const TRACE_SERVICE = Id.hashOf("prost-trace-v1");
/** Hops that do not answer, one after another, before the rest is given up. */
const SILENT_MAX = 3;
const PASSED = 0;
const IS_ROOT = 1;

export interface TraceOptions {
  readonly mode: Mode;
  /** For each hop's answer, in milliseconds. */
  readonly timeoutMs: number;
  /** Only where it ends, by one request: a lookup. */
  readonly rootOnly: boolean;
}

export interface TracedHop {
  /** How many nodes the message had left. */
  readonly hop: number;
  /** Null: no answer in time. */
  readonly node: NodeHandle | null;
  /** From here by the way of the message to that node, and straight back, in milliseconds. */
  readonly delayMs: number;
  /** It is the root of the key: the trace ends. */
  readonly isRoot: boolean;
}

export class Tracer implements Application {
  readonly #overlay: Overlay;
  readonly #clock: Clock;

  /** Registers itself: each node of an overlay should have one. */
  constructor(overlay: Overlay, clock: Clock) {
    this.#overlay = overlay;
    this.#clock = clock;
    overlay.register(TRACE_SERVICE, this);
  }

  /** Resolves at the root, or when it is given up. `onHop` is called in the order of the hops, also for those that do not answer. */
  async trace(key: Id, options: TraceOptions, onHop: (hop: TracedHop) => void): Promise<void> {
    if (options.rootOnly) {
      onHop(await this.#ask(key, HOPS_MAX, options));
      return;
    }
    let silent = 0;
    for (let hop = 1; hop <= HOPS_MAX && silent < SILENT_MAX; hop++) {
      const found = await this.#ask(key, hop, options);
      onHop(found);
      if (found.isRoot) return;
      silent = found.node === null ? silent + 1 : 0;
    }
  }

  forward(message: RoutedMessage, next: NodeHandle): "continue" | "taken" {
    const isHere = message.hops > 0 && message.hops >= (message.payload.at(0) ?? HOPS_MAX);
    if (!isHere || next.id.equals(this.#overlay.self.id)) return "continue";
    this.#answer(message, PASSED);
    return "taken";
  }

  deliver(message: RoutedMessage): void {
    this.#answer(message, IS_ROOT);
  }

  direct(): void {}

  update(): void {}

  #answer({ origin, requestId, hops }: RoutedMessage, what: number): void {
    this.#overlay.respond(origin, requestId, hops, Uint8Array.of(what));
  }

  #ask(key: Id, hop: number, { mode, timeoutMs }: TraceOptions): Promise<TracedHop> {
    const sentMs = this.#clock.now();
    return new Promise((resolve) => {
      this.#overlay.request(TRACE_SERVICE, key, Uint8Array.of(hop), { mode, timeoutMs }, (response) => {
        const delayMs = this.#clock.now() - sentMs;
        if (!response.ok) resolve({ hop, node: null, delayMs, isRoot: false });
        else
          resolve({
            hop: response.hops,
            node: response.from,
            delayMs,
            isRoot: response.payload.at(0) === IS_ROOT,
          });
      });
    });
  }
}
