import { existsSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Id, isCloser } from "../../runtime/base/id.ts";
import { Cluster, type ClusterNode } from "./cluster.ts";
import { type LookupMode, lookup } from "./lookups.ts";

/** Records of applications belong to a service; no node runs this one. */
const SERVICE = Id.hashOf("a service of the tests of clusters");
const FIELD = new Uint8Array([1]);
/** Longer than a lease and the failure detection together. */
const LOOKUP_MS = 40_000;
let cluster: Cluster;

beforeAll(async () => {
  cluster = await Cluster.start({ nodes: 4, delayMs: () => 2 });
});

afterAll(async () => {
  await cluster.close();
  expect(existsSync(cluster.folder)).toBe(false);
});

test("a killed node restarts with its id and takes its old place", async () => {
  const [, victim] = cluster.nodes;
  const before = victim.nodeId;
  await cluster.kill(victim);
  expect(cluster.running()).toHaveLength(3);
  await expect(victim.control.status()).rejects.toMatchObject({ code: "UNAVAILABLE" });

  await cluster.restart(victim);

  expect(victim.nodeId).toBe(before);
  const status = await victim.control.status();
  expect(status).toMatchObject({ overlay: "active", leafSet: 3 });
});

test("a record written through one node is read through another, over delayed links", async () => {
  const [writer, , , reader] = cluster.nodes;
  const key = Id.hashOf("a key");
  await writer.control.put(SERVICE, key, FIELD, new Uint8Array([42]), 600);
  expect(await reader.control.get(SERVICE, key, FIELD)).toEqual(new Uint8Array([42]));
});

test("a register is set through one node, and a second set with the same version gets the current value", async () => {
  const [one, , , other] = cluster.nodes;
  const key = Id.hashOf("a register");
  const value = new Uint8Array([7]);
  expect(await one.control.setRegister(SERVICE, key, 0, value)).toEqual({ wasSet: true, version: 1, value });
  const refused = await other.control.setRegister(SERVICE, key, 0, new Uint8Array([8]));
  expect(refused).toEqual({ wasSet: false, version: 1, value });
  expect(await other.control.readRegister(SERVICE, key)).toEqual({ version: 1, value });
});

test("a stopped process does not answer until it continues", async () => {
  const [, , node] = cluster.nodes;
  cluster.pause(node);
  let hasAnswered = false;
  const answer = node.control.status().then((status) => {
    hasAnswered = true;
    return status;
  });
  await cluster.nodes[0].control.status();
  expect(hasAnswered).toBe(false);
  cluster.resume(node);
  expect((await answer).nodeId).toBe(node.nodeId);
});

test("nodes on different sides of a partition receive nothing from each other until it heals", async () => {
  const [alone, ...others] = cluster.nodes;
  const received = async () => (await alone.control.status()).bytesReceived;
  cluster.partition([alone]);
  const write = (value: number) =>
    others[0].control.put(SERVICE, Id.hashOf("during a cut"), FIELD, new Uint8Array([value]), 600);
  // Packets that were under way before the partition have arrived by then.
  await write(1);
  const before = await received();
  await write(2);
  expect(await received()).toBe(before);
  cluster.heal();
  await alone.control.put(SERVICE, Id.hashOf("after a cut"), FIELD, new Uint8Array([3]), 600);
  expect(await received()).toBeGreaterThan(before);
});

/** The node of `nodes` that is the root of the key. */
function rootOf(key: string, nodes: readonly ClusterNode[]): ClusterNode {
  const id = Id.fromHex(key);
  return nodes.reduce((best, node) =>
    isCloser(id, Id.fromHex(node.nodeId), Id.fromHex(best.nodeId)) ? node : best,
  );
}

/** The id of the node that answers a lookup of the key as its root. */
async function answerer(from: ClusterNode, key: string, mode: LookupMode): Promise<string | null> {
  const found = await lookup(cluster, from, Id.fromHex(key), mode, LOOKUP_MS);
  return found?.root ?? null;
}

const holdsInLeafSet = async (node: ClusterNode, other: string) =>
  (await node.control.status()).leafNodes.some(({ nodeId }) => nodeId === other);

test("while a node leaves on SIGTERM no lookup is lost, and its keys have a new root at once", async () => {
  const leaver = cluster.nodes[2];
  const others = cluster.nodes.filter((node) => node !== leaver);
  const key = leaver.nodeId;
  expect(await answerer(others[0], key, "strict")).toBe(key);
  let isLeaving = true;
  const answers: (string | null)[] = [];
  const lookups = others.map(async (from, i) => {
    while (isLeaving) answers.push(await answerer(from, key, i === 0 ? "strict" : "tree"));
  });
  await cluster.leave(leaver);
  isLeaving = false;
  await Promise.all(lookups);
  const nextRoot = rootOf(key, others).nodeId;
  expect(answers.every((root) => root === key || root === nextRoot)).toBe(true);
  for (const node of others) expect(await holdsInLeafSet(node, key)).toBe(false);
  expect(await answerer(others[0], key, "strict")).toBe(nextRoot);
  await cluster.restart(leaver);
});
