/** Runs modules at a node without publishing them. */
import type { Capability } from "../../abi/imports.ts";
import type { Outcome, ServiceEvent, ServiceLimits } from "../sandbox/contract.ts";

export interface TrialOffer {
  readonly module: Uint8Array;
  readonly capabilities: readonly Capability[];
  /** Default: the default limits of services. No limit above the node's policy is granted. */
  readonly limits: Partial<ServiceLimits>;
}

export type TrialOffered =
  | {
      readonly ok: true;
      /** The number of this service within the trial. */
      readonly service: number;
      readonly exports: readonly string[];
      /** Fuel used by `init`. */
      readonly fuelUsed: number;
    }
  | {
      readonly ok: false;
      readonly by: "gate" | "policy" | "start";
      /** The gate's refusal code, or the fault of the start. */
      readonly code: string;
      readonly detail: string;
    };

/** A trial: a separate cell for modules that are not published. Failures are ProstErrors. */
export interface TrialRun {
  offer(offer: TrialOffer): Promise<TrialOffered>;
  /**
   * Events of one service run in the order given. Their effects are returned and not carried out. What they
   * store is kept until `end`.
   */
  send(service: number, event: ServiceEvent): Promise<Outcome>;
  /** Ends one service of the trial. */
  end(service: number): void;
  /** Ends the whole trial. Requests that are still under way may get no reply. */
  close(): Promise<void>;
}
