/**
 * A service without its publisher: its pointer expires after two days, and all nodes that store it may fail.
 */
import { expect, test } from "vitest";
import { echoService } from "../../runtime/attack/kit/modules.ts";
import { Id } from "../../runtime/base/id.ts";
import { generateKeyPair } from "../../runtime/base/identity.ts";
import { chunkRecord, manifestRecord } from "../../runtime/deployment/kinds.ts";
import { sha256, VALID_MS_MAX } from "../../runtime/deployment/manifest.ts";
import { SKEW_MS } from "../../runtime/deployment/publication.ts";
import { simulate, type TestNode } from "../../runtime/testing/index.ts";

const DAY_MS = 86_400_000;

test("a service starts with an expired pointer until its manifest expires", async () => {
  await using overlay = await simulate({ nodes: 12, seed: 91 });
  const { simulation, nodes } = overlay;
  const service = await overlay.publish(echoService());
  const start = (index: number) => simulation.settle(nodes[index].parts.host.ensure(service));
  expect(await start(0)).toEqual({ ok: true });
  overlay.skipWallClock(5 * DAY_MS);
  expect(await start(1)).toEqual({ ok: true });
  const newcomer = simulation.add();
  await simulation.runUntilAsync(() => newcomer.overlay.status === "active", 30_000);
  expect(await start(newcomer.index)).toEqual({ ok: true });
  overlay.skipWallClock(VALID_MS_MAX - 5 * DAY_MS + SKEW_MS);
  expect(await start(2)).toMatchObject({ ok: false, reason: "expired" });
});

test("a neighbour's old version is not used when other nodes have a newer one", async () => {
  await using overlay = await simulate({ nodes: 12, seed: 92 });
  const { simulation, nodes } = overlay;
  const pair = generateKeyPair();
  const service = await overlay.publish(echoService(), { publisher: pair });
  const key = Id.hashOf("a key");
  const root = nodes[simulation.trueRoot(key).index];
  const runner = nodes.find((node) => node !== root) ?? root;
  await simulation.settle(runner.parts.host.ensure(service));
  overlay.skipWallClock(3 * DAY_MS);
  await overlay.publish(echoService(), {
    publisher: pair,
    version: 2,
    createdMs: 1_700_000_000_000 + 3 * DAY_MS,
  });
  expect((await runner.request(service, key, "hello")).text).toBe("hello");
  expect(root.parts.host.packageOf(service)?.manifest.version).toBe(2);
});

test("a service that loses all its replicas at once is restored by the nodes that run it", async () => {
  await using overlay = await simulate({ nodes: 30, seed: 93, republishMs: 60_000 });
  const { simulation, nodes } = overlay;
  const service = await overlay.publish(echoService());
  // The module has one chunk.
  const names = [manifestRecord(service), chunkRecord(sha256(echoService()))];
  const isHolder = ({ parts: { storage } }: TestNode) => names.some((name) => storage.peek(name) !== null);
  const [holders, others] = [nodes.filter(isHolder), nodes.filter((node) => !isHolder(node))];
  const runners = others.slice(0, 3);
  await simulation.settle(Promise.all(runners.map(({ parts }) => parts.host.ensure(service))));
  for (const { simulated } of holders) simulation.crash(simulated.index);
  expect(others.filter(isHolder)).toEqual([]);
  // The remaining nodes miss so many neighbours at once that they suspect a partition, and write nothing for
  // ten minutes.
  await simulation.runAsync(900_000);
  expect(runners.reduce((sum, { parts }) => sum + parts.deployment.republisher.restored, 0)).toBeGreaterThan(
    0,
  );
  const newcomer = simulation.add();
  await simulation.runUntilAsync(() => newcomer.overlay.status === "active", 30_000);
  await simulation.runAsync(60_000);
  expect(await simulation.settle(nodes[newcomer.index].parts.host.ensure(service))).toEqual({ ok: true });
});
