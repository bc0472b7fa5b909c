/** A real process that stands still while others go on without it. */
import { expect, test } from "vitest";
import { Id, isCloser } from "../../runtime/base/id.ts";
import { Cluster, type ClusterNode } from "./cluster.ts";
import { type LookupMode, lookup } from "./lookups.ts";

/** Longer than a lease, than a verdict, and than both. */
const LOOKUP_MS = 40_000;

/** Of these the root of the key. */
function rootOf(key: string, nodes: readonly ClusterNode[]): ClusterNode {
  const id = Id.fromHex(key);
  return nodes.reduce((best, node) =>
    isCloser(id, Id.fromHex(node.nodeId), Id.fromHex(best.nodeId)) ? node : best,
  );
}

const holdsInLeafSet = async (node: ClusterNode, other: string) =>
  (await node.control.status()).leafNodes.some(({ nodeId }) => nodeId === other);

test("a process that is continued after its lease is over delivers nothing for a node that came meanwhile", async () => {
  await using cluster = await Cluster.start({ nodes: 5, delayMs: () => 2 });
  const answerer = async (from: ClusterNode, key: string, mode: LookupMode) =>
    (await lookup(cluster, from, Id.fromHex(key), mode, LOOKUP_MS))?.root ?? null;
  // Looks again, with a question that takes its way over the overlay between, until it holds.
  const until = async (from: ClusterNode, holds: () => Promise<boolean>) => {
    while (!(await holds())) await answerer(from, from.nodeId, "tree");
  };
  const [, comer] = cluster.nodes;
  const others = cluster.nodes.filter((node) => node !== comer);
  // The one that is root of its keys without it, so that it would deliver them if it knew of nothing.
  const sleeper = rootOf(comer.nodeId, others);
  const [witness] = others.filter((node) => node !== sleeper);
  await cluster.leave(comer);
  await until(witness, async () => !(await holdsInLeafSet(sleeper, comer.nodeId)));
  expect(await answerer(witness, sleeper.nodeId, "strict")).toBe(sleeper.nodeId);
  cluster.pause(sleeper);
  // Answered by another only when what was promised to the sleeper has run out.
  const heir = await answerer(witness, sleeper.nodeId, "strict");
  expect([null, sleeper.nodeId]).not.toContain(heir);
  await cluster.restart(comer, { join: [witness.address] });
  cluster.resume(sleeper);
  const roots = await Promise.all([
    answerer(sleeper, comer.nodeId, "tree"),
    answerer(sleeper, comer.nodeId, "strict"),
    answerer(witness, comer.nodeId, "tree"),
  ]);
  expect(roots).toEqual([comer.nodeId, comer.nodeId, comer.nodeId]);
  await until(witness, async () => await holdsInLeafSet(comer, sleeper.nodeId));
  expect(await answerer(witness, sleeper.nodeId, "strict")).toBe(sleeper.nodeId);
});
