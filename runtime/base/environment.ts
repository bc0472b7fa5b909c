/**
 * Time and randomness, which every part takes as parameters. The real ones are in transport/system.ts, the
 * simulated ones in simulator/.
 */

export interface Clock {
  /** Milliseconds since some fixed moment. Never goes back. */
  now(): number;
  /** Runs `callback` once, in `delayMs`. Returns a function that cancels it. */
  after(delayMs: number, callback: () => void): () => void;
}

export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** `count` uniform bytes. */
  bytes(count: number): Uint8Array;
}
