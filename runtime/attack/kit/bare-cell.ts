/**
 * A cell without the second wall: the same frames and the same glue, which runs in the process's own realm. For showing what the
 * other walls hold alone; only tests start it (local-arena.ts).
 */
import { serve } from "./serving.ts";

try {
  serve();
} finally {
  process.kill(process.pid, "SIGKILL");
}
