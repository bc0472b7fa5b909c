/** The stored result of one experiment: the figures of each case and seed, and with which delays they were made. */
import type { Values } from "./experiment.ts";

/** One file of docs/experiments/. */
export interface ExperimentResult {
  readonly id: string;
  /** Name of the delay model: "synthetic", "matrix", "uniform". */
  readonly delays: string;
  readonly seeds: readonly number[];
  readonly cases: readonly { readonly name: string; readonly runs: readonly Values[] }[];
  /** Processor time of all seeds, in seconds. Null: unknown, because the seeds were run in separate processes. */
  readonly processorS: number | null;
}
