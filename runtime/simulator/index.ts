/** The package's entry point `prost/simulator`: runs the overlay's own code on virtual time, and measures it. */

export {
  type Churn,
  GNUTELLA,
  noChurn,
  OVERNET,
  poissonChurn,
  type TraceMoments,
  traceChurn,
} from "./churn.ts";
export { type DelayModel, matrixDelays, syntheticDelays, uniformDelays } from "./delays.ts";
export { seededRandom } from "./random.ts";
export { type RunOptions, type RunResult, runSimulation } from "./run.ts";
export {
  createSimulation,
  type SimulatedNode,
  type Simulation,
  type SimulationOptions,
} from "./simulation.ts";
