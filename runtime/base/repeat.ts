/** A repeated timer. */
import type { Clock } from "./environment.ts";

/**
 * Repeats a timer: calls `run` again and again until the returned function is called. `nextMs` returns the
 * delay before each call, in milliseconds.
 */
export function repeat(clock: Clock, nextMs: () => number, run: () => void): () => void {
  let isStopped = false;
  let cancel = clock.after(nextMs(), tick);
  function tick() {
    run();
    if (!isStopped) cancel = clock.after(nextMs(), tick);
  }
  return () => {
    isStopped = true;
    cancel();
  };
}
