/** Compares what a rule finds with what is excepted from it. */
import { posix } from "node:path";
import type { Violation } from "./tree.ts";

/** Violations that a file may have, by its path. */
type Allowed = Readonly<Record<string, number>>;

/**
 * What is to be mended: all violations of each file that has more than it may have.
 *
 * Code that moves within a folder takes its violations along: a file may have more than its share while its folder
 * as a whole does not.
 */
export function unexcused(violations: readonly Violation[], allowed: Allowed): readonly Violation[] {
  const counts = countsOf(violations);
  const folders = sums(counts);
  const allowedOfFolders = sums(allowed);
  const grew = (path: string) =>
    counts[path] > (allowed[path] ?? 0) && folders[folderOf(path)] > (allowedOfFolders[folderOf(path)] ?? 0);
  return violations.filter(({ path }) => grew(path));
}

/** The exceptions that are still needed: never more than `allowed`. */
export function needed(violations: readonly Violation[], allowed: Allowed): Allowed {
  const counts = countsOf(violations);
  const within = unexcused(violations, allowed).length === 0;
  return Object.fromEntries(
    Object.entries(counts)
      .map(([path, count]): [string, number] => [path, within ? count : Math.min(count, allowed[path] ?? 0)])
      .filter(([, count]) => count > 0)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function countsOf(violations: readonly Violation[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { path } of violations) counts[path] = (counts[path] ?? 0) + 1;
  return counts;
}

function sums(counts: Allowed): Record<string, number> {
  const folders: Record<string, number> = {};
  for (const [path, count] of Object.entries(counts))
    folders[folderOf(path)] = (folders[folderOf(path)] ?? 0) + count;
  return folders;
}

/** `runtime/overlay` of `runtime/overlay/handlers/join.ts`; a file above all folders is on its own. */
function folderOf(path: string): string {
  const folder = posix.dirname(path);
  return folder === "." ? path : folder.split("/").slice(0, 2).join("/");
}
