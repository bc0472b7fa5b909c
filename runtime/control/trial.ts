/** Running modules at a node without publishing them. */
import type { Capability } from "../../abi/imports.ts";
import type { Outcome, ServiceEvent, ServiceLimits } from "../sandbox/contract.ts";

export interface TrialOffer {
  readonly module: Uint8Array;
  readonly capabilities: readonly Capability[];
  /** Left out: what services are granted by default. More than the node's policy allows is not granted. */
  readonly limits: Partial<ServiceLimits>;
}

export type TrialOffered =
  | {
      readonly ok: true;
      /** Names it among those of the trial. */
      readonly service: number;
      readonly exports: readonly string[];
      /** Of `init`. */
      readonly fuelUsed: number;
    }
  | {
      readonly ok: false;
      readonly by: "gate" | "policy" | "start";
      /** Of a refusal by the gate; the fault of a start. */
      readonly code: string;
      readonly detail: string;
    };

/** A cell of its own for modules that nobody has published. Failures are ProstErrors. */
export interface TrialRun {
  offer(offer: TrialOffer): Promise<TrialOffered>;
  /**
   * Events of a service run in the order given. What they ask for is told, not done; what they write is kept
   * until `end`.
   */
  send(service: number, event: ServiceEvent): Promise<Outcome>;
  end(service: number): void;
  /** Ends all of it. */
  close(): Promise<void>;
}
