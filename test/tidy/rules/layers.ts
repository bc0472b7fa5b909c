/** Imports point to a layer further left, or stay in their own. */
import { isSource, sourceOf } from "../source.ts";
import type { Rule, Violation } from "../tree.ts";

/** From left to right. Layers of one group do not import each other. */
const LAYERS = [
  ["abi", "gen"],
  ["base"],
  ["overlay"],
  ["storage", "transport"],
  ["sandbox", "simulator"],
  ["deployment"],
  ["services"],
  ["control"],
  ["node"],
  ["attack", "testing", "index"],
  ["cli"],
] as const;

const rank = new Map(LAYERS.flatMap((group, i) => group.map((layer): [string, number] => [layer, i])));

export const layers: Rule = (tree) => {
  const violations: Violation[] = [];
  for (const path of tree.keys()) {
    const from = layerOf(path);
    if (from === null || !isSource(path)) continue;
    for (const { target, line } of sourceOf(tree, path).imports) {
      if (!tree.has(target) || !isSource(target)) continue;
      const to = layerOf(target);
      if (to === from || isAllowed(from, to, target)) continue;
      const layer = to === null ? "outside the layers" : `in the layer ${to}`;
      violations.push({
        path,
        line,
        message: `${target} is ${layer}, which ${from} may not import: move what both need further left, or pass it in`,
      });
    }
  }
  return violations;
};

/** The programs at the top may also use what lies beside the runtime: the command in `bin/`, the bundled services. */
const OUTSIDE = /^(bin|services-as)\//;

function isAllowed(from: string, to: string | null, target: string): boolean {
  if (to !== null) return rankOf(to) < rankOf(from);
  return OUTSIDE.test(target) && rankOf(from) > rankOf("node");
}

/** A folder that is in no layer ranks above all, so that nothing may import it before LAYERS names it. */
function rankOf(layer: string): number {
  return rank.get(layer) ?? LAYERS.length;
}

function layerOf(path: string): string | null {
  if (path.startsWith("abi/")) return "abi";
  const inside = /^runtime\/([^/]+)\//.exec(path) ?? /^runtime\/(index)\.ts$/.exec(path);
  return inside?.[1] ?? null;
}
