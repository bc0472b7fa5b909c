/**
 * One node of a simulated overlay. All code of a node runs, except cells: services run in this process.
 * Clock, randomness, network and disk are simulated.
 */

import type { Id } from "../base/id.ts";
import type { KeyPair } from "../base/identity.ts";
import type { Log } from "../base/log.ts";
import type { NodeControl, SendReply } from "../control/api.ts";
import type { Policy } from "../deployment/policy.ts";
import { assemble, type NodeParts } from "../node/assemble.ts";
import { Quarantine } from "../sandbox/cell/quarantine.ts";
import { InlineRunner } from "../sandbox/inline/inline-runner.ts";
import { Recorder } from "../sandbox/recording/recorder.ts";
import type { HibernationOptions } from "../services/hibernation.ts";
import type { SimulatedNode } from "../simulator/simulation.ts";
import { nameOfStoredKey, recordOf } from "../storage/codec.ts";
import type { MemoryStore } from "../storage/local/memory.ts";
import type { StorageRecord } from "../storage/record.ts";
import { RECORDS_SPACE } from "../storage/replication/record-store.ts";

/** How long a request waits for its reply, in virtual milliseconds. */
const TIMEOUT_MS = 30_000;

export interface Reply extends SendReply {
  /** The payload as UTF-8. */
  readonly text: string;
}

export interface TestNodeOptions {
  readonly networkId: Id;
  readonly identity: KeyPair;
  readonly policy: Policy;
  readonly store: MemoryStore;
  readonly wallClock: () => number;
  readonly hibernation: Partial<HibernationOptions>;
  readonly log: Log;
  readonly republishMs?: number;
}

/** Advances virtual time until the promise settles. Rejects after `maxMs` of virtual time. */
export type Settle = <Value>(promise: Promise<Value>, maxMs?: number) => Promise<Value>;

export class TestNode {
  /** @internal */
  readonly simulated: SimulatedNode;
  /**
   * The node's disk: it survives `kill` and `restart`.
   *
   * @internal
   */
  readonly store: MemoryStore;
  /**
   * The parts inside the node, for tests of prost itself. They may change with any version.
   *
   * @internal
   */
  readonly parts: NodeParts;
  /**
   * The quarantine of code that crashed its cell. Code in this process has no cell, so a test fills it. For
   * tests of prost itself.
   *
   * @internal
   */
  readonly quarantine: Quarantine;
  readonly #settle: Settle;
  #policy: Policy;

  /** @internal */
  constructor(simulated: SimulatedNode, settle: Settle, options: TestNodeOptions) {
    const { overlay, clock, random } = simulated;
    this.#settle = settle;
    this.simulated = simulated;
    this.store = options.store;
    this.#policy = options.policy;
    this.quarantine = new Quarantine(() => clock.now());
    this.parts = assemble({
      ...options,
      overlay,
      clock,
      random,
      policy: () => this.#policy,
      runners: { make: () => new Recorder(new InlineRunner()) },
      makeTrialRunner: () => new InlineRunner(),
      quarantine: this.quarantine,
    });
  }

  /** The position in `TestOverlay.nodes`. */
  get index(): number {
    return this.simulated.index;
  }

  get id(): Id {
    return this.simulated.handle.id;
  }

  /** False after `kill`. `TestOverlay.restart` adds a new element to `TestOverlay.nodes`. */
  get isAlive(): boolean {
    return this.simulated.isAlive();
  }

  /** The interface for operators and applications: services, records, registers, emissions, routes. */
  get control(): NodeControl {
    return this.parts.control;
  }

  /**
   * Routes a request to the root node of `key`, and advances virtual time until the service has replied.
   * Rejects with a ProstError if no reply arrives within `timeoutMs` of virtual time, or if the service or
   * its node refuses the request.
   */
  async request(
    service: Id,
    key: Id,
    payload: Uint8Array | string,
    { timeoutMs = TIMEOUT_MS }: { readonly timeoutMs?: number } = {},
  ): Promise<Reply> {
    const request = { service, key, payload: bytesOf(payload), timeoutMs };
    const reply = await this.#settle(this.control.send(request), timeoutMs + 1_000);
    return { ...reply, text: new TextDecoder().decode(reply.payload) };
  }

  /** Routes a message without waiting for it. The message moves when virtual time advances. */
  send(service: Id, key: Id, payload: Uint8Array | string): void {
    this.simulated.overlay.route(service, key, bytesOf(payload));
  }

  /**
   * The records on this node's disk: those of one service, or by default all, with the records of published
   * code.
   */
  records(service: Id | null = null): readonly StorageRecord[] {
    return [...this.store.scan(RECORDS_SPACE, null, null)]
      .map(({ key, value }) => recordOf(nameOfStoredKey(key), value))
      .filter(({ scope }) => service === null || scope.equals(service));
  }

  /** Replaces the operator's policy. Services that the new policy forbids are stopped at once. */
  setPolicy(policy: Policy): void {
    this.#policy = policy;
    this.parts.host.reconsider();
  }
}

function bytesOf(payload: Uint8Array | string): Uint8Array {
  return typeof payload === "string" ? new TextEncoder().encode(payload) : payload;
}
