/**
 * A cell program without the second wall: the same frames and the same glue, which runs in the process's own
 * realm. It shows which attacks the other walls stop. Only tests start it (local-arena.ts).
 */
import { serve } from "./serving.ts";

try {
  serve();
} finally {
  process.kill(process.pid, "SIGKILL");
}
