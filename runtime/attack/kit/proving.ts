/** What the runner of cases works on: an arena, and ways to see that all around it is well. */
import type { Arena } from "../arenas/arena.ts";

export interface Proving {
  readonly arena: Arena;
  /** Ends what a case has left running in the arena. */
  settle(): Promise<void>;
  /** Milliseconds in which a neighbour answered just now. Throws when it did not. */
  neighbourMs(): Promise<number>;
  /** Memory of the node, in bytes; what can be freed is freed first, which takes long. */
  memoryBytes(): Promise<number>;
  /** The same at once, with what could be freed. */
  memoryBytesAtMost(): Promise<number>;
  /** What is there and was not before the first case, each in words. */
  leftovers(): Promise<readonly string[]>;
  close(): Promise<void>;
}
