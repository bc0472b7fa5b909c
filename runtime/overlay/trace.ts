/**
 * Traces the route to a key hop by hop, as traceroute does: one request for each hop, which the node at that
 * hop answers, or the root if the route is shorter. One request has one response, so nothing is amplified. If
 * a message is lost, the previous hops are known.
 */

import type { Clock } from "../base/environment.ts";
import { Id } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Application, Overlay, RoutedMessage } from "./api.ts";
import { HOPS_MAX, type Mode } from "./packets.ts";

export const TRACE_SERVICE = Id.hashOf("prost-trace-v1");
/** Consecutive hops without an answer after which the trace ends. */
const SILENT_MAX = 3;
const PASSED = 0;
const IS_ROOT = 1;

export interface TraceOptions {
  readonly mode: Mode;
  /** Timeout of each hop's answer, in milliseconds. */
  readonly timeoutMs: number;
  /** Sends one request that only the root answers: a lookup. */
  readonly rootOnly: boolean;
}

export interface TracedHop {
  /** The number of hops. */
  readonly hop: number;
  /** Null when no answer arrived in time. */
  readonly node: NodeHandle | null;
  /** From here along the route to that node and directly back, in milliseconds. */
  readonly delayMs: number;
  /** The node is the root of the key: the trace ends. */
  readonly isRoot: boolean;
}

export class Tracer implements Application {
  readonly #overlay: Overlay;
  readonly #clock: Clock;

  /** Registers itself as an application. Each node of an overlay should have a tracer. */
  constructor(overlay: Overlay, clock: Clock) {
    this.#overlay = overlay;
    this.#clock = clock;
    overlay.register(TRACE_SERVICE, this);
  }

  /**
   * Resolves at the root, or after SILENT_MAX silent hops. `onHop` is called in the order of the hops. A
   * silent hop is reported with the next answer, or at the end. It is not reported if the root then answers
   * at this hop or before: the root's first answer was late or lost.
   */
  async trace(key: Id, options: TraceOptions, onHop: (hop: TracedHop) => void): Promise<void> {
    if (options.rootOnly) {
      onHop(await this.#request(key, HOPS_MAX, options));
      return;
    }
    let silent: TracedHop[] = [];
    for (let hop = 1; hop <= HOPS_MAX && silent.length < SILENT_MAX; hop++) {
      const found = await this.#request(key, hop, options);
      if (found.node === null) {
        silent.push(found);
        continue;
      }
      for (const earlier of silent) if (earlier.hop < found.hop) onHop(earlier);
      silent = [];
      onHop(found);
      if (found.isRoot) return;
    }
    for (const unanswered of silent) onHop(unanswered);
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

  #answer({ origin, requestId, hops }: RoutedMessage, answer: number): void {
    this.#overlay.respond(origin, requestId, hops, Uint8Array.of(answer));
  }

  #request(key: Id, hop: number, { mode, timeoutMs }: TraceOptions): Promise<TracedHop> {
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
