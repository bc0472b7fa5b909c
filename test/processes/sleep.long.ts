/** A real process that is paused while the other nodes continue. */
import { expect, test } from "vitest";
import { Id, isCloser } from "../../runtime/base/id.ts";
import { Cluster, type ClusterNode } from "./cluster.ts";
import { type LookupMode, lookup } from "./lookups.ts";

/** Longer than a lease and the failure detection together. */
const LOOKUP_MS = 40_000;

/** The node of `nodes` that is the root of the key. */
function rootOf(key: string, nodes: readonly ClusterNode[]): ClusterNode {
  const id = Id.fromHex(key);
  return nodes.reduce((best, node) =>
    isCloser(id, Id.fromHex(node.nodeId), Id.fromHex(best.nodeId)) ? node : best,
  );
}

const holdsInLeafSet = async (node: ClusterNode, other: string) =>
  (await node.control.status()).leafNodes.some(({ nodeId }) => nodeId === other);

test("a process that continues after its lease has expired delivers nothing for a new node", async () => {
  await using cluster = await Cluster.start({ nodes: 5, delayMs: () => 2 });
  const answerer = async (from: ClusterNode, key: string, mode: LookupMode) =>
    (await lookup(cluster, from, Id.fromHex(key), mode, LOOKUP_MS))?.root ?? null;
  // Checks again, with a lookup over the overlay in between, until the condition holds.
  const until = async (from: ClusterNode, holds: () => Promise<boolean>) => {
    while (!(await holds())) await answerer(from, from.nodeId, "tree");
  };
  const [, comer] = cluster.nodes;
  const others = cluster.nodes.filter((node) => node !== comer);
  // The root of those keys while `comer` is away: it would deliver them if it did not know of `comer`.
  const sleeper = rootOf(comer.nodeId, others);
  const [witness] = others.filter((node) => node !== sleeper);
  await cluster.leave(comer);
  await until(witness, async () => !(await holdsInLeafSet(sleeper, comer.nodeId)));
  expect(await answerer(witness, sleeper.nodeId, "strict")).toBe(sleeper.nodeId);
  cluster.pause(sleeper);
  // Another node answers only after the leases of the sleeper have expired.
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
