import { describe, expect, test } from "vitest";
import { Id } from "../../runtime/base/id.ts";
import { chunkRecord, deploymentKinds, manifestRecord } from "../../runtime/deployment/kinds.ts";
import { sha256 } from "../../runtime/deployment/manifest.ts";
import { PathCache } from "../../runtime/deployment/path-cache.ts";
import { createSimulation } from "../../runtime/simulator/simulation.ts";
import type { GetOutcome, RecordName } from "../../runtime/storage/record.ts";
import { flipped, MemoryOverlay, network, release, serviceModule } from "./fixtures.ts";

const module = await serviceModule();
const v1 = release(module, { version: 1 });
const v2 = release(module, { version: 2 });
const chunk = sha256(module);
const name = chunkRecord(chunk);
const KEPT_MS = 5_000;

/**
 * Path caches over an overlay with small leaf sets, so that routes are long, and one storage that all
 * of them read.
 */
function overlayOf(nodes: number, seed: number, cacheBytesMax?: number) {
  const storage = new MemoryOverlay();
  const caches: PathCache[] = [];
  const kinds = deploymentKinds(network).map((kind) => ({
    kind,
    keptMs: kind.name === "chunk" ? Number.POSITIVE_INFINITY : KEPT_MS,
  }));
  const simulation = createSimulation({
    nodes,
    seed,
    meanDelayMs: 10,
    overlay: { leafSide: 4 },
    onNode: ({ overlay, clock }) => {
      caches.push(
        new PathCache({
          overlay,
          storage,
          clock,
          kinds,
          ...(cacheBytesMax === undefined ? {} : { cacheBytesMax }),
        }),
      );
    },
  });
  simulation.run(2_000);
  const sum = (count: (cache: PathCache) => number) => caches.reduce((all, cache) => all + count(cache), 0);
  const get = (node: number, what: RecordName): Promise<GetOutcome> =>
    simulation.settle(caches[node].get(what));
  return { simulation, storage, caches, sum, get };
}

describe("a code record that all nodes want at once", () => {
  test("reaches each of them, with few requests at the root", async () => {
    const { storage, caches, sum, get, simulation } = overlayOf(150, 5);
    await storage.put(name, module);
    storage.gets.length = 0;
    const outcomes = await Promise.all(caches.map((_, node) => get(node, name)));
    expect(outcomes.filter((outcome) => outcome.ok && outcome.record.value !== null).length).toBe(150);
    const root = caches[simulation.trueRoot(name.key).index];
    expect(root.counters.asRoot).toBeLessThan(40);
    expect(sum(({ counters }) => counters.asRoot)).toBe(root.counters.asRoot);
    expect(sum(({ counters }) => counters.onBehalf)).toBeGreaterThan(150 - 1 - 40);
  });

  test("is not requested again by a node that has it, nor beyond such a node on the route", async () => {
    const { storage, caches, sum, get, simulation } = overlayOf(150, 6);
    await storage.put(name, module);
    await Promise.all(caches.map((_, node) => get(node, name)));
    const before = sum(({ counters }) => counters.asRoot + counters.onPath);
    await Promise.all(caches.map((_, node) => get(node, name)));
    expect(sum(({ counters }) => counters.asRoot + counters.onPath)).toBe(before);
    const newcomer = simulation.add();
    await simulation.runUntilAsync(() => newcomer.overlay.status === "active", 30_000);
    const onPath = sum(({ counters }) => counters.onPath);
    expect(await get(newcomer.index, name)).toMatchObject({ ok: true });
    expect(sum(({ counters }) => counters.onPath + counters.asRoot)).toBe(before + 1);
    expect(sum(({ counters }) => counters.onPath)).toBeGreaterThanOrEqual(onPath);
  });
});

test("a root with many direct requests redirects most to the other holders, and all get the record", async () => {
  const { storage, caches, simulation } = overlayOf(60, 12);
  await storage.put(name, module);
  const root = simulation.trueRoot(name.key);
  const requesters = simulation.nodes.filter(({ index }) => index !== root.index);
  // Each node requests as if it knew only the root.
  for (const { overlay } of requesters) overlay.localLookup = () => [];
  for (const { overlay } of requesters) {
    const request = overlay.request.bind(overlay);
    overlay.request = (service, key, payload, options, callback) =>
      request(service, key, payload, { ...options, hint: root.handle }, callback);
  }
  const outcomes = await simulation.settle(
    Promise.all(requesters.map(({ index }) => caches[index].get(name))),
  );
  expect(outcomes.every((outcome) => outcome.ok)).toBe(true);
  // That many, and the requests of the seven other holders on behalf of others.
  expect(caches[root.index].counters.asRoot).toBeLessThanOrEqual(24 + 7);
});

describe("a cached record", () => {
  test("is removed when the cache is full, the least recently used first", async () => {
    const room = 2.5 * module.length + 500;
    const { storage, caches, get } = overlayOf(8, 7, room);
    const modules = await Promise.all([2, 3, 4].map((seed) => serviceModule({ seed })));
    for (const one of modules) {
      await storage.put(chunkRecord(sha256(one)), one);
      await get(0, chunkRecord(sha256(one)));
    }
    expect(caches[0].counters.cachedBytes).toBeLessThanOrEqual(room);
    expect(caches[0].counters.cachedBytes).toBeGreaterThan(module.length);
  });

  test("is dropped when it is replaceable and older than its kind allows", async () => {
    const { storage, caches, get, simulation } = overlayOf(40, 8);
    const where = manifestRecord(v1.serviceId);
    await storage.put(where, v1.envelope);
    await Promise.all(caches.map((_, node) => get(node, where)));
    await storage.put(where, v2.envelope);
    expect(await get(3, where)).toMatchObject({ ok: true, record: { value: v1.envelope } });
    await simulation.runAsync(KEPT_MS + 1);
    for (const [node] of caches.entries())
      expect(await get(node, where)).toMatchObject({ ok: true, record: { value: v2.envelope } });
  });

  test("is never one that the rules of its kind refuse, whichever node returned it", async () => {
    const { storage, caches, get } = overlayOf(40, 9);
    storage.forge(name, flipped(module, 20));
    const outcomes = await Promise.all(caches.map((_, node) => get(node, name)));
    expect(outcomes.every((outcome) => !outcome.ok)).toBe(true);
    expect(caches.every(({ counters }) => counters.cachedBytes === 0)).toBe(true);
  });

  test("that does not exist is reported as none, and the absence is not cached", async () => {
    const { storage, get } = overlayOf(40, 10);
    const unknown = chunkRecord(Id.hashOf("nothing").bytes);
    expect(await get(5, unknown)).toEqual({ ok: false, reason: "none" });
    await storage.put(name, module);
    expect(await get(5, name)).toMatchObject({ ok: true });
  });
});

test("a neighbour that requests more than its budget is refused, and others are not", async () => {
  const { storage, caches, get, simulation } = overlayOf(2, 11);
  const big = await serviceModule({ dataBytes: 60_000 });
  const what = chunkRecord(sha256(big));
  await storage.put(what, big);
  const root = simulation.trueRoot(what.key).index;
  const requester = simulation.nodes[1 - root];
  const ask = () =>
    simulation.settle(
      new Promise<boolean>((resolve) =>
        requester.overlay.request(
          Id.hashOf("prost-way-v1"),
          what.key,
          requestFor(what),
          { timeoutMs: 10_000 },
          ({ ok }) => resolve(ok),
        ),
      ),
    );
  const answers = await Promise.all(Array.from({ length: 200 }, ask));
  expect(answers.filter((ok) => ok).length).toBeGreaterThan(10);
  expect(answers.filter((ok) => !ok).length).toBeGreaterThan(50);
  expect(caches[root].counters.refused).toBe(answers.filter((ok) => !ok).length);
  const third = simulation.add();
  await simulation.runUntilAsync(() => third.overlay.status === "active", 30_000);
  expect(await get(third.index, what)).toMatchObject({ ok: true });
});

function requestFor({ kind, scope, key, field }: RecordName): Uint8Array {
  return Uint8Array.of(kind, ...scope.bytes, ...key.bytes, 0, field.length);
}
