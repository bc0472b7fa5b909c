/** A repeated timer. */
import type { Clock } from "./environment.ts";

/** Calls `run` repeatedly, after intervals from `nextMs`, until the returned function is called. */
export function every(clock: Clock, nextMs: () => number, run: () => void): () => void {
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
