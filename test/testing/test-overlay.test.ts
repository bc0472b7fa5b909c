import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { countingService, echoService, service as wasm } from "../../runtime/attack/kit/modules.ts";
import { Id } from "../../runtime/base/id.ts";
import { buildService } from "../../runtime/cli/build.ts";
import { NETWORK_ID, POLICY_DEFAULT, simulate, WALL_START_MS } from "../../runtime/testing/index.ts";

const KEY = Id.hashOf("a key");

/** Publishes a service that counts its messages, sends some through two nodes, and returns the observable results. */
async function observe(seed: number) {
  await using overlay = await simulate({ nodes: 8, seed, lossRate: 0.02 });
  const service = await overlay.publish(countingService());
  const counts: number[] = [];
  for (const node of [overlay.nodes[2], overlay.nodes[5]])
    counts.push((await node.request(service, KEY, "")).payload[0]);
  await overlay.advance(10_000);
  return { service: service.hex, counts, trace: overlay.traceHash };
}

describe("a test overlay", () => {
  test("runs a published service at the node nearest to the key", async () => {
    await using overlay = await simulate({ nodes: 8, seed: 1 });
    const service = await overlay.publish(echoService());
    const reply = await overlay.nodes[3].request(service, KEY, "hello");
    expect(reply).toMatchObject({ text: "hello", from: overlay.rootOf(KEY).id.hex });
  });

  test("has the same trace for the same seed and the same calls", async () => {
    const first = await observe(2);
    expect(first.counts).toEqual([1, 2]);
    expect(await observe(2)).toEqual(first);
    expect((await observe(3)).trace).not.toBe(first.trace);
  });

  test("delivers a message that was sent without a reply once virtual time passes", async () => {
    await using overlay = await simulate({ nodes: 4, seed: 4 });
    const service = await overlay.publish(countingService());
    const [node] = overlay.nodes;
    node.send(service, KEY, "");
    await overlay.advance(5_000);
    expect((await node.request(service, KEY, "")).payload[0]).toBe(2);
  });

  test("rejects a request that no service answers, in virtual time", async () => {
    await using overlay = await simulate({ nodes: 4, seed: 5 });
    const service = await overlay.publish(wasm({ deliver: "" }));
    const startMs = overlay.wallMs;
    const request = overlay.nodes[0].request(service, KEY, "", { timeoutMs: 600_000 });
    await expect(request).rejects.toMatchObject({ code: "DEADLINE_EXCEEDED" });
    expect(overlay.wallMs - startMs).toBeGreaterThanOrEqual(600_000);
  });

  test("lets a service run again after its root was killed, at the next nearest node", async () => {
    await using overlay = await simulate({ nodes: 8, seed: 6 });
    const service = await overlay.publish(echoService());
    const root = overlay.rootOf(KEY);
    overlay.kill(root.index);
    await overlay.advance(60_000);
    const from = overlay.nodes.find(({ isAlive }) => isAlive);
    expect(await from?.request(service, KEY, "again")).toMatchObject({
      text: "again",
      from: overlay.rootOf(KEY).id.hex,
    });
    expect(overlay.rootOf(KEY)).not.toBe(root);
  });

  test("restarts a node with its id, its disk and the services that ran there", async () => {
    await using overlay = await simulate({ nodes: 4, seed: 7 });
    const service = await overlay.publish(countingService());
    const root = overlay.rootOf(KEY);
    await overlay.nodes[0].request(service, KEY, "");
    const restarted = await overlay.restart(root.index);
    expect([root.isAlive, restarted.isAlive, restarted.id.hex]).toEqual([false, true, root.id.hex]);
    expect((await restarted.request(service, KEY, "")).payload[0]).toBe(2);
  });

  test("adds a node that joins and takes part at once", async () => {
    await using overlay = await simulate({ nodes: 4, seed: 13 });
    const service = await overlay.publish(echoService());
    const added = await overlay.addNode();
    expect(added).toBe(overlay.nodes[4]);
    expect(await overlay.nodes[0].request(service, added.id, "x")).toMatchObject({ from: added.id.hex });
  });

  test("answers for a paused node after it resumes", async () => {
    await using overlay = await simulate({ nodes: 4, seed: 14 });
    const service = await overlay.publish(echoService());
    const [from, paused] = overlay.nodes;
    await from.request(service, paused.id, "before");
    overlay.pause(paused.index);
    let isAnswered = false;
    const request = from.control
      .send({ service, key: paused.id, payload: new Uint8Array(1), timeoutMs: 20_000 })
      .finally(() => {
        isAnswered = true;
      });
    await overlay.advance(500);
    expect(isAnswered).toBe(false);
    overlay.resume(paused.index);
    expect(await overlay.settle(request)).toMatchObject({ from: paused.id.hex });
  });

  test("shows the copies of a record on the disks of live nodes alone", async () => {
    await using overlay = await simulate({ nodes: 12, seed: 8 });
    const service = await overlay.publish(echoService());
    const value = new TextEncoder().encode("stored");
    await overlay.settle(overlay.nodes[0].control.put(service, KEY, new Uint8Array(0), value, 0));
    await overlay.advance(5_000);
    const copies = overlay.copies(service, KEY);
    expect(copies.length).toBeGreaterThan(1);
    expect(copies.map(({ record }) => record.value)).toEqual(copies.map(() => value));
    overlay.kill(copies[0].node.index);
    expect(overlay.copies(service, KEY)).toHaveLength(copies.length - 1);
  });

  test("upgrades a service to a higher version of the same publisher and name", async () => {
    await using overlay = await simulate({ nodes: 3, seed: 9 });
    const service = await overlay.publish(countingService());
    await overlay.nodes[0].request(service, KEY, "");
    expect((await overlay.publish(echoService(), { version: 2 })).hex).toBe(service.hex);
    await overlay.settle(overlay.rootOf(KEY).parts.host.upgrade(service));
    expect((await overlay.nodes[0].request(service, KEY, "echo")).text).toBe("echo");
  });

  test("gives each publisher a key pair that depends on seed and name alone", async () => {
    await using one = await simulate({ nodes: 1, seed: 10 });
    await using other = await simulate({ nodes: 1, seed: 10 });
    expect(one.publisher("a").publicKey).toEqual(other.publisher("a").publicKey);
    expect(one.publisher("a").publicKey).not.toEqual(one.publisher("b").publicKey);
  });

  test("applies a policy to each node by its index", async () => {
    const policy = (index: number) =>
      index === 1 ? { ...POLICY_DEFAULT, publishers: "none" as const } : POLICY_DEFAULT;
    await using overlay = await simulate({ nodes: 4, seed: 11, policy });
    const service = await overlay.publish(echoService());
    const [from, refusing] = overlay.nodes;
    await expect(from.request(service, refusing.id, "x")).rejects.toMatchObject({ code: "ABORTED" });
    refusing.setPolicy(POLICY_DEFAULT);
    expect((await from.request(service, refusing.id, "x")).text).toBe("x");
  });

  test("moves the wall clocks of all nodes without a timer firing", async () => {
    await using overlay = await simulate({ nodes: 2, seed: 12 });
    const now = overlay.simulation.now;
    overlay.skipWallClock(86_400_000);
    expect(overlay.simulation.now).toBe(now);
    expect(overlay.wallMs).toBe(WALL_START_MS + 86_400_000 + Math.round(now));
    expect((await overlay.nodes[0].control.status()).networkId).toBe(NETWORK_ID.hex);
  });
});

test("the example of docs/testing.md passes", async () => {
  await using overlay = await simulate({ nodes: 8, seed: 7 });
  const source = fileURLToPath(new URL("../../services-as/counter/counter.ts", import.meta.url));
  const service = await overlay.publish((await buildService(source)).module, { name: "counter" });
  const key = Id.hashOf(service.bytes, "page");
  const count = async () => (await overlay.nodes[2].request(service, key, "")).text;

  expect([await count(), await count()]).toEqual(["1", "2"]);
  await overlay.restart(overlay.rootOf(key).index);
  expect(await count()).toBe("3");
});
