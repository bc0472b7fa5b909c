import { describe, expect, test } from "vitest";
import type { Response } from "../../runtime/overlay/api.ts";
import { bytes, SERVICE, SLOW_RETRY, startOverlay, text } from "./support.ts";

describe("in an overlay of 300 nodes", () => {
  const { simulation, deliveries, recorders } = startOverlay({ nodes: 300, seed: 1, overlay: SLOW_RETRY });

  test("every leaf set is correct", () => {
    simulation.run(60_000);
    expect(simulation.leafSetErrors()).toBe(0);
  });

  test("a message reaches the node closest to its key, in about log16 N hops", () => {
    deliveries.length = 0;
    const expected = new Map<string, number>();
    for (let i = 0; i < 500; i++) {
      const key = simulation.randomId();
      expected.set(`message ${i}`, simulation.trueRoot(key).index);
      simulation.pick(simulation.nodes).overlay.route(SERVICE, key, bytes(`message ${i}`));
    }
    simulation.run(10_000);
    expect(deliveries).toHaveLength(500);
    for (const { text, node } of deliveries) expect(node).toBe(expected.get(text));
    const meanHops = deliveries.reduce((sum, { hops }) => sum + hops, 0) / deliveries.length;
    expect(meanHops).toBeLessThan(Math.log(300) / Math.log(16) + 0.3);
  });

  test("forward is called at the source, at each hop, and at the root with the root itself as next", () => {
    for (const recorder of recorders) recorder.passed.length = 0;
    const key = simulation.randomId();
    const root = simulation.trueRoot(key);
    const source = simulation.nodes.find(
      (node) =>
        node.overlay.localLookup(key, 1, false)[0]?.id.equals(root.handle.id) === false && node !== root,
    );
    expect(source).toBeDefined();
    source?.overlay.route(SERVICE, key, bytes("watched"));
    simulation.run(5_000);
    const seen = recorders.flatMap((recorder) =>
      recorder.passed
        .filter(({ text }) => text === "watched")
        .map((pass) => ({ at: recorder.node, ...pass })),
    );
    seen.sort((a, b) => a.message.hops - b.message.hops);
    expect(seen[0].at).toBe(source);
    expect(seen.at(-1)?.at).toBe(root);
    expect(seen.at(-1)?.next.id.equals(root.handle.id)).toBe(true);
    for (let i = 1; i < seen.length; i++) expect(seen[i].at.handle.id.hex).toBe(seen[i - 1].next.id.hex);
  });

  test("after a tenth of the nodes has failed at once, requests still reach the true root", () => {
    for (let i = 0; i < 30; i++) simulation.crash(simulation.pick(simulation.alive()).index);
    deliveries.length = 0;
    const responses: Response[] = [];
    const roots: number[] = [];
    for (let i = 0; i < 200; i++) {
      const key = simulation.randomId();
      roots[i] = simulation.trueRoot(key).index;
      simulation
        .pick(simulation.alive())
        .overlay.request(SERVICE, key, bytes(`${i}`), { timeoutMs: 30_000 }, (response) =>
          responses.push(response),
        );
    }
    simulation.run(40_000);
    expect(responses.filter(({ ok }) => ok)).toHaveLength(200);
    for (const { text, node } of deliveries) expect(node).toBe(roots[Number(text)]);
    expect(new Set(deliveries.map(({ text }) => text)).size).toBe(deliveries.length);
    expect(simulation.runUntil(() => simulation.leafSetErrors() === 0, 120_000, 500)).toBe(true);
  });
});

test("with 5 % of packets lost and 2 % duplicated, each request is answered and delivered once", () => {
  const { simulation, deliveries } = startOverlay({
    nodes: 60,
    seed: 2,
    lossRate: 0.05,
    duplicateRate: 0.02,
  });
  const responses: Response[] = [];
  for (let i = 0; i < 300; i++) {
    simulation
      .pick(simulation.nodes)
      .overlay.request(SERVICE, simulation.randomId(), bytes(`${i}`), { timeoutMs: 30_000 }, (response) =>
        responses.push(response),
      );
  }
  simulation.run(40_000);
  expect(responses.filter(({ ok }) => ok)).toHaveLength(300);
  expect(deliveries).toHaveLength(300);
});

test("an overlay of one node delivers to itself, one of two to the closer node", () => {
  const { simulation, deliveries } = startOverlay({ nodes: 1, seed: 3 });
  const [first] = simulation.nodes;
  first.overlay.route(SERVICE, simulation.randomId(), bytes("alone"));
  expect(deliveries.map(({ node }) => node)).toEqual([0]);
  const second = simulation.add();
  expect(simulation.runUntil(() => second.overlay.status === "active", 10_000)).toBe(true);
  first.overlay.route(SERVICE, second.handle.id, bytes("to the second"));
  simulation.run(1_000);
  expect(deliveries.at(-1)).toMatchObject({ node: 1, text: "to the second", hops: 1 });
});

test("fifteen nodes that join at the same moment through one node all get correct leaf sets", () => {
  const { simulation } = startOverlay({ nodes: 1, seed: 4 });
  for (let i = 0; i < 15; i++) simulation.add();
  expect(
    simulation.runUntil(() => simulation.nodes.every(({ overlay }) => overlay.status === "active"), 20_000),
  ).toBe(true);
  expect(simulation.leafSetErrors()).toBe(0);
});

test("a taken message is routed when it is resumed, also with another key and payload", () => {
  const { simulation, recorders, deliveries } = startOverlay({ nodes: 40, seed: 5 });
  const key = simulation.randomId();
  const otherKey = simulation.randomId();
  const source = simulation.nodes.find((node) => node !== simulation.trueRoot(key)) ?? simulation.nodes[0];
  recorders[source.index].onForward = () => "taken";
  source.overlay.route(SERVICE, key, bytes("before"));
  simulation.run(5_000);
  expect(deliveries).toHaveLength(0);
  const { message } = recorders[source.index].passed[0];
  recorders[source.index].onForward = () => "continue";
  source.overlay.resume(message, { key: otherKey, payload: bytes("after") });
  simulation.run(5_000);
  expect(deliveries).toMatchObject([{ node: simulation.trueRoot(otherKey).index, text: "after" }]);
});

test("a message takes the hinted first hop, and a next hop that an application sets", () => {
  const { simulation, recorders, deliveries } = startOverlay({ nodes: 40, seed: 6 });
  const key = simulation.randomId();
  const root = simulation.trueRoot(key);
  const [source, hint, detour] = simulation.nodes.filter((node) => node !== root);
  recorders[hint.index].onForward = (message) => {
    hint.overlay.resume(message, { next: detour.handle });
    return "taken";
  };
  source.overlay.route(SERVICE, key, bytes("by a detour"), { hint: hint.handle });
  simulation.run(5_000);
  expect(recorders[detour.index].passed.map(({ text }) => text)).toEqual(["by a detour"]);
  expect(deliveries).toMatchObject([{ node: root.index, text: "by a detour" }]);
});

test("direct messages and requests reach the node itself, also when it is this one", () => {
  const { simulation, recorders } = startOverlay({ nodes: 5, seed: 7 });
  const [a, b] = simulation.nodes;
  const answers: string[] = [];
  const note = (response: Response) => answers.push(response.ok ? text(response.payload) : response.reason);
  a.overlay.send(SERVICE, b.handle, bytes("hello"));
  a.overlay.requestNode(SERVICE, b.handle, bytes("question"), 5_000, note);
  a.overlay.requestNode(SERVICE, a.handle, bytes("to myself"), 5_000, note);
  simulation.run(1_000);
  expect(recorders[1].direct_.sort()).toEqual(["hello", "question"]);
  expect(answers.sort()).toEqual(["direct answer to question", "direct answer to to myself"]);
});

test("a request ends once: refused, or timed out when it gets no response", () => {
  const { simulation, recorders } = startOverlay({ nodes: 5, seed: 8 });
  const endings: string[] = [];
  const note = (response: Response) => endings.push(response.ok ? "ok" : response.reason);
  for (const recorder of recorders) recorder.answer = null;
  simulation.nodes[0].overlay.request(
    SERVICE,
    simulation.nodes[1].handle.id,
    bytes("silence"),
    { timeoutMs: 3_000 },
    note,
  );
  simulation.run(10_000);
  for (const recorder of recorders) {
    recorder.answer = (message) => {
      recorder.node.overlay.refuse(message.origin, message.requestId);
      return null;
    };
  }
  simulation.nodes[0].overlay.request(
    SERVICE,
    simulation.nodes[1].handle.id,
    bytes("no"),
    { timeoutMs: 3_000 },
    note,
  );
  simulation.run(10_000);
  expect(endings).toEqual(["timeout", "refused"]);
});

test("one seed gives one trace, another seed another", () => {
  const trace = (seed: number) => {
    const { simulation } = startOverlay({ nodes: 40, seed, lossRate: 0.02 });
    for (let i = 0; i < 50; i++)
      simulation.pick(simulation.nodes).overlay.route(SERVICE, simulation.randomId(), bytes("x"));
    simulation.run(20_000);
    return simulation.traceHash;
  };
  expect(trace(9)).toBe(trace(9));
  expect(trace(9)).not.toBe(trace(10));
});
