/**
 * An attack case and the arena it runs in. A case offers a hostile module, or hostile bytes, to an arena, and
 * throws unless the outcome is the safe one. The runner of cases (run.ts) checks after each case that the
 * node, its memory and a neighbour are unharmed.
 */

import type { Capability } from "../../../abi/imports.ts";
import type { Outcome, ServiceLimits } from "../../sandbox/contract.ts";
import type { RefusalCode } from "../../sandbox/gate/gate.ts";
import type { EventFields } from "../../sandbox/wire/event-fields.ts";

/** 1: gate and rewrite. 2: the isolate. 3: the process with its jail. */
export type Wall = 1 | 2 | 3;

export interface TrialOptions {
  /** Default: all. */
  readonly capabilities?: readonly Capability[];
  /** Default: LIMITS_DEFAULT of contract.ts. */
  readonly limits?: Partial<ServiceLimits>;
}

/** A started hostile service. */
export interface Trial {
  /** Sends one event. Default of each field: that of a `deliver` with an empty payload. */
  send(event?: Partial<EventFields>): Promise<Outcome>;
  /** Delivers the payload. Resolves to the answer; null: none. */
  ask(payload: Uint8Array | string): Promise<Uint8Array | null>;
  /** Stops the service. */
  end(): Promise<void>;
}

export type OfferOutcome =
  | { readonly ok: true; readonly trial: Trial }
  /** The gate refused it. */
  | { readonly ok: false; readonly by: "gate"; readonly code: RefusalCode; readonly detail: string }
  /** Its `init` failed. */
  | { readonly ok: false; readonly by: "start"; readonly fault: string; readonly detail: string };

export interface AttackArena {
  /**
   * The walls that stand. Without wall 1, modules reach the cell as they are, neither gated nor rewritten.
   */
  readonly walls: ReadonlySet<Wall>;
  /** Treats the module like that of an unknown publisher: gate, rewrite, install, `init`. */
  offer(module: Uint8Array, options?: TrialOptions): Promise<OfferOutcome>;
}

export interface AttackCase {
  /** In the catalogue, as "EL04". Several cases may share an id. */
  readonly id: string;
  /** A sentence that the safe outcome makes true: "a fill of all memory in a loop ends with its fuel". */
  readonly title: string;
  /** Walls that must each stop the attack alone. Default: all walls together stop it. */
  readonly stoppedBy?: readonly Wall[];
  /** The case makes its own frames or processes, so it cannot run against a running node. */
  readonly isLocal?: true;
  /** The case takes more than a few seconds: short runs leave it out. */
  readonly isLong?: true;
  /** Throws unless the outcome is the safe one. */
  run(arena: AttackArena): Promise<void> | void;
}
