/** All experiments, by id. Sizes are chosen so that all of them take less than an hour of one core. */
import { E11, E12 } from "./ablations.ts";
import { E6, E7, E8, E9, E10 } from "./churn-and-loss.ts";
import { E14, E23 } from "./comparisons.ts";
import type { Experiment } from "./experiment.ts";
import { E4, E5, E18, E19 } from "./mass-events.ts";
import { E26, E27 } from "./simulator-itself.ts";
import { E1, E2, E3, E15 } from "./static-routing.ts";

export const EXPERIMENTS: readonly Experiment[] = [
  E1,
  E2,
  E3,
  E4,
  E5,
  E6,
  E7,
  E8,
  E9,
  E10,
  E11,
  E12,
  E14,
  E15,
  E18,
  E19,
  E23,
  E26,
  E27,
];
