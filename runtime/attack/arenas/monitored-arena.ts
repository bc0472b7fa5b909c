/** An arena with the health checks that the runner of cases makes around each case. */
import type { AttackArena } from "./arena.ts";

export interface MonitoredArena {
  readonly arena: AttackArena;
  /** Stops the services that a case left running in the arena. */
  settle(): Promise<void>;
  /** Milliseconds in which a neighbour answers now. Throws if it does not answer. */
  neighbourMs(): Promise<number>;
  /** Memory of the node, in bytes, after a garbage collection. Slow. */
  memoryBytes(): Promise<number>;
  /** The same without a garbage collection: an upper bound. */
  memoryBytesAtMost(): Promise<number>;
  /** Processes and changes that did not exist before the first case, each as a phrase. */
  leftovers(): Promise<readonly string[]>;
  close(): Promise<void>;
}
