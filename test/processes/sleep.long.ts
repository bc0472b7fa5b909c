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
  const rootAt = async (from: ClusterNode, key: string, mode: LookupMode) =>
    (await lookup(cluster, from, Id.fromHex(key), mode, LOOKUP_MS))?.root ?? null;
  // Checks again, with a lookup over the overlay in between, until the condition holds.
  const until = async (from: ClusterNode, holds: () => Promise<boolean>) => {
    while (!(await holds())) await rootAt(from, from.nodeId, "tree");
  };
  const [, newcomer] = cluster.nodes;
  const others = cluster.nodes.filter((node) => node !== newcomer);
  // The root of those keys while `newcomer` is away: it would deliver them if it did not know `newcomer`.
  const sleeper = rootOf(newcomer.nodeId, others);
  const [witness] = others.filter((node) => node !== sleeper);
  await cluster.leave(newcomer);
  await until(witness, async () => !(await holdsInLeafSet(sleeper, newcomer.nodeId)));
  expect(await rootAt(witness, sleeper.nodeId, "strict")).toBe(sleeper.nodeId);
  cluster.pause(sleeper);
  // Another node answers only after the leases of the sleeper have expired.
  const nextRoot = await rootAt(witness, sleeper.nodeId, "strict");
  expect([null, sleeper.nodeId]).not.toContain(nextRoot);
  await cluster.restart(newcomer, { join: [witness.address] });
  cluster.resume(sleeper);
  const roots = await Promise.all([
    rootAt(sleeper, newcomer.nodeId, "tree"),
    rootAt(sleeper, newcomer.nodeId, "strict"),
    rootAt(witness, newcomer.nodeId, "tree"),
  ]);
  expect(roots).toEqual([newcomer.nodeId, newcomer.nodeId, newcomer.nodeId]);
  await until(witness, async () => await holdsInLeafSet(newcomer, sleeper.nodeId));
  expect(await rootAt(witness, sleeper.nodeId, "strict")).toBe(sleeper.nodeId);
});
