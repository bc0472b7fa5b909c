/**
 * Where attacks are made, and what an attack is. An attack case offers a hostile module, or hostile bytes, to an arena and
 * throws when the outcome is not the safe one; what every case must leave well (the node, a neighbour, its memory) its runner
 * looks at (run.ts).
 */

import type { Capability } from "../../../abi/imports.ts";
import type { Outcome, ServiceLimits } from "../../sandbox/contract.ts";
import type { RefusalCode } from "../../sandbox/gate/gate.ts";
import type { EventFields } from "../../sandbox/wire/event-fields.ts";

/** 1: gate and rewrite. 2: the isolate. 3: the process and what is around it. */
export type Wall = 1 | 2 | 3;

export interface TrialOptions {
  /** Left out: all. */
  readonly capabilities?: readonly Capability[];
  /** Left out: LIMITS_DEFAULT of contract.ts. */
  readonly limits?: Partial<ServiceLimits>;
}

/** A hostile service that was started. */
export interface Trial {
  /** One event; fields left out are those of a `deliver` with an empty payload. */
  send(event?: Partial<EventFields>): Promise<Outcome>;
  /** Delivers the payload; what was answered, or null. */
  ask(payload: Uint8Array | string): Promise<Uint8Array | null>;
  /** Ends it. */
  end(): Promise<void>;
}

export type Offered =
  | { readonly ok: true; readonly trial: Trial }
  /** The gate refused it. */
  | { readonly ok: false; readonly by: "gate"; readonly code: RefusalCode; readonly detail: string }
  /** Its `init` did not end well. */
  | { readonly ok: false; readonly by: "start"; readonly fault: string; readonly detail: string };

export interface Arena {
  /** Which walls stand. With wall 1 off, modules go to the cell as they are, neither gated nor rewritten. */
  readonly walls: ReadonlySet<Wall>;
  /** Offers a module as a stranger would: gate, rewrite, install, `init`. */
  offer(module: Uint8Array, options?: TrialOptions): Promise<Offered>;
}

export interface AttackCase {
  /** Of the catalogue: "EL04"; several cases may share one. */
  readonly id: string;
  /** What is tried, as a sentence that the safe outcome makes true: "a fill of all memory in a loop ends with its fuel". */
  readonly title: string;
  /** Walls of which each alone must hold this one; left out: all walls together. */
  readonly heldBy?: readonly Wall[];
  /** Needs more than an arena: frames of its own, a process of its own. Not run against a running node. */
  readonly isLocal?: true;
  /** Takes more than some seconds: left out where only a short run is asked for. */
  readonly isLong?: true;
  /** Throws when the outcome is not the safe one. */
  run(arena: Arena): Promise<void> | void;
}
