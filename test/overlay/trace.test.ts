import { beforeAll, describe, expect, test } from "vitest";
import { Id } from "../../runtime/base/id.ts";
import type { Application } from "../../runtime/overlay/api.ts";
import { TRACE_SERVICE, type TracedHop, type TraceOptions, Tracer } from "../../runtime/overlay/trace.ts";
import { SERVICE, SLOW_RETRY, startOverlay, type TestOverlay } from "./support.ts";

const OPTIONS: TraceOptions = { mode: "tree", timeoutMs: 5_000, rootOnly: false };

describe("an overlay of 100 nodes", () => {
  const tracers: Tracer[] = [];
  let overlay: TestOverlay;

  beforeAll(() => {
    overlay = startOverlay({
      nodes: 100,
      seed: 31,
      overlay: SLOW_RETRY,
      onNode: (node) => tracers.push(new Tracer(node.overlay, node.clock)),
    });
  });

  /** The hops that a trace from a node found. */
  async function traced(from: number, key: Id, options = OPTIONS): Promise<readonly TracedHop[]> {
    const hops: TracedHop[] = [];
    await overlay.simulation.settle(tracers[from].trace(key, options, (hop) => hops.push(hop)));
    return hops;
  }

  test("a trace shows the nodes on the route to the key, in order, and ends at the root", async () => {
    const { simulation, recorders } = overlay;
    for (let i = 0; i < 20; i++) {
      const key = Id.hashOf(`traced ${i}`);
      const hops = await traced(i, key);
      for (const recorder of recorders) recorder.passed.length = 0;
      simulation.nodes[i].overlay.route(SERVICE, key, new Uint8Array(1));
      simulation.run(2_000);
      const passed = recorders
        .flatMap(({ passed: seen, node }) =>
          seen.map(({ message }) => ({ hop: message.hops, node: node.handle })),
        )
        .filter(({ hop }) => hop > 0)
        .sort((a, b) => a.hop - b.hop);
      const root = simulation.trueRoot(key);
      const isHere = root.index === i;
      expect(hops.map(({ node }) => node?.id.hex)).toEqual(
        isHere ? [root.handle.id.hex] : passed.map(({ node }) => node.id.hex),
      );
      expect(hops.at(-1)).toMatchObject({ isRoot: true });
      expect(hops.slice(0, -1).some(({ isRoot }) => isRoot)).toBe(false);
    }
  });

  test("a trace of the root alone sends one request and reports the number of hops", async () => {
    const { simulation } = overlay;
    const key = Id.hashOf("far away");
    const all = await traced(3, key);
    const before = simulation.nodes[3].overlay.counters.sent.route ?? 0;
    const [root, ...more] = await traced(3, key, { ...OPTIONS, rootOnly: true });
    expect(more).toEqual([]);
    expect(root).toMatchObject({ isRoot: true, hop: all.length });
    expect(simulation.nodes[3].overlay.counters.sent.route).toBe(before + 1);
  });

  test("one request has one response, and no node sends to a third node", async () => {
    const { simulation } = overlay;
    const count = (kind: "route" | "response" | "direct") =>
      simulation.nodes.reduce((sum, node) => sum + (node.overlay.counters.sent[kind] ?? 0), 0);
    const before = { response: count("response"), direct: count("direct") };
    const hops = await traced(8, Id.hashOf("how much"));
    expect(count("response") - before.response).toBe(hops.filter(({ hop }) => hop > 0).length);
    expect(count("direct")).toBe(before.direct);
  });

  test("a hop that drops messages is shown as silent, and the trace ends after a few", async () => {
    const { simulation } = overlay;
    // The application registered last handles the service.
    const hole: Application = {
      forward: () => "taken",
      deliver: () => {},
      direct: () => {},
      update: () => {},
    };
    let key = Id.hashOf("none");
    let hops: readonly TracedHop[] = [];
    for (let i = 0; i < 100 && hops.length < 2; i++) {
      key = Id.hashOf(`through a hole ${i}`);
      hops = await traced(5, key);
    }
    expect(hops).toHaveLength(2);
    const first = simulation.nodes.find(({ handle }) => handle.id.hex === hops[0].node?.id.hex);
    first?.overlay.register(TRACE_SERVICE, hole);
    const during = await traced(5, key, { ...OPTIONS, timeoutMs: 1_000 });
    expect(during.map(({ hop, node }) => [hop, node])).toEqual([1, 2, 3].map((hop) => [hop, null]));
  });

  test("a root that answers only the second request is reported once, with its own number of hops", async () => {
    const { simulation } = overlay;
    let key = Id.hashOf("none");
    let hops: readonly TracedHop[] = [];
    for (let i = 0; i < 100 && (hops.length !== 1 || hops[0].hop !== 1); i++) {
      key = Id.hashOf(`one hop away ${i}`);
      hops = await traced(7, key);
    }
    expect(hops).toHaveLength(1);
    const root = simulation.trueRoot(key);
    const tracer = tracers[root.index];
    let isFirst = true;
    root.overlay.register(TRACE_SERVICE, {
      forward: (message, next) => tracer.forward(message, next),
      deliver: (message) => {
        if (!isFirst) tracer.deliver(message);
        isFirst = false;
      },
      direct: () => {},
      update: () => {},
    });
    const found = await traced(7, key, { ...OPTIONS, timeoutMs: 1_000 });
    expect(found.map(({ hop, isRoot }) => [hop, isRoot])).toEqual([[1, true]]);
  });
});
