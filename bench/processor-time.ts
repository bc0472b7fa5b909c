/** Processor time of this process, its threads, and its descendants. */
import { readdirSync, readFileSync } from "node:fs";

/** Ticks per second of times in /proc: the same on every Linux that Node supports. */
const TICKS_PER_SECOND = 100;

interface Stat {
  readonly parent: number;
  readonly ms: number;
}

/** The current descendants of this process; none without /proc. */
export function processesBelow(): readonly number[] {
  const parents = new Map<number, number>();
  for (const pid of pids()) {
    const stat = statOf(pid);
    if (stat !== null) parents.set(pid, stat.parent);
  }
  const isBelow = (pid: number | undefined): boolean =>
    pid !== undefined && (pid === process.pid || isBelow(parents.get(pid)));
  return [...parents.keys()].filter((pid) => pid !== process.pid && isBelow(parents.get(pid)));
}

/** Processor time of this process and of those in `below`, in milliseconds. The latter counts in steps of 10. */
export function processorMs(below: readonly number[]): number {
  const { user, system } = process.cpuUsage();
  return below.reduce((sum, pid) => sum + (statOf(pid)?.ms ?? 0), (user + system) / 1000);
}

function statOf(pid: number): Stat | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name is in parentheses, and can contain any characters.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const ticks = Number(fields[11]) + Number(fields[12]);
    return { parent: Number(fields[1]), ms: (1000 * ticks) / TICKS_PER_SECOND };
  } catch {
    // The process has ended.
    return null;
  }
}

function pids(): readonly number[] {
  try {
    return readdirSync("/proc").map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}
