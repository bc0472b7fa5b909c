/** A Node of this machine that is older than prost needs. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** From 20 on and before 24; null: this machine has none, and there is nothing to test. */
export function olderNode(): string | null {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const node = join(folder, "node");
    if (!existsSync(node)) continue;
    const major = Number(
      execFileSync(node, ["-p", "process.versions.node.split('.')[0]"], { encoding: "utf8" }),
    );
    if (major >= 20 && major < 24) return node;
  }
  return null;
}
