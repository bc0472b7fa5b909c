import { describe, expect, test } from "vitest";
import { Id } from "../../runtime/base/id.ts";
import { generateKeyPair, networkIdOf, nodeIdOf } from "../../runtime/base/identity.ts";
import { type DeployPolicy, type DeployReport, Placement } from "../../runtime/deployment/placement.ts";
import { Simulation } from "../../runtime/simulator/simulation.ts";

const NETWORK = networkIdOf("test");
const SERVICE = Id.hashOf("service");

type Ensured = { ok: true } | { ok: false; reason: string; detail: string };

/** Nodes with key pairs, and what happened to the service at each. */
async function overlayOf(
  count: number,
  seed: number,
  {
    policy = () => "any",
    ensured = () => ({ ok: true }),
    lossRate = 0,
  }: {
    policy?: (index: number) => DeployPolicy;
    ensured?: (index: number) => Ensured;
    lossRate?: number;
  } = {},
) {
  const pairs = Array.from({ length: count }, generateKeyPair);
  const deployers: Placement[] = [];
  /** The number of times that each node was made to run the service. */
  const runs = new Map<number, number>();
  const simulation = new Simulation({
    nodes: 0,
    seed,
    meanDelayMs: 10,
    lossRate,
    onNode: ({ index, overlay, clock, random }) => {
      deployers[index] = new Placement({
        overlay,
        networkId: NETWORK,
        identity: pairs[index],
        clock,
        random,
        wallClock: () => 1_700_000_000_000 + Math.round(clock.now()),
        policy: policy(index),
        ensure: async (service) => {
          expect(service.equals(SERVICE)).toBe(true);
          runs.set(index, (runs.get(index) ?? 0) + 1);
          return ensured(index);
        },
      });
    },
  });
  for (const { publicKey } of pairs) {
    const { overlay } = simulation.add(nodeIdOf(publicKey));
    await simulation.runUntilAsync(() => overlay.status === "active", 30_000);
  }
  await simulation.runAsync(3_000);
  const deploy = async (from: number, target: Parameters<Placement["deploy"]>[1]) => {
    const progress: DeployReport[] = [];
    const report = await simulation.settle(
      deployers[from].deploy(SERVICE, target, (one) => progress.push(one)),
      400_000,
    );
    return { report, progress };
  };
  return { simulation, deployers, runs, deploy };
}

describe("a service that is deployed", () => {
  test("everywhere runs on all nodes, once each, even with packet loss", async () => {
    const { runs, deploy } = await overlayOf(50, 61, { lossRate: 0.02 });
    const { report, progress } = await deploy(7, { kind: "everywhere" });
    expect(report).toMatchObject({ answered: 50, running: 50, refused: 0, causes: [] });
    expect([...runs.values()]).toEqual(Array(50).fill(1));
    expect(progress.map(({ answered }) => answered)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
  });

  test("on a range runs on the nodes of that range and on no other", async () => {
    const { runs, deploy, simulation } = await overlayOf(20, 62);
    const first = Id.fromHex("4".padEnd(64, "0"));
    const last = Id.fromHex("b".padEnd(64, "f"));
    const { report } = await deploy(0, { kind: "range", first, last });
    const meant = simulation.nodes.filter(
      ({ handle }) => handle.id.hex >= first.hex && handle.id.hex <= last.hex,
    );
    expect(meant.length).toBeGreaterThan(3);
    expect([...runs.keys()].sort((a, b) => a - b)).toEqual(meant.map(({ index }) => index));
    expect(report).toMatchObject({ asked: meant.length, answered: meant.length, running: meant.length });
  });

  test("on a number of nodes runs on that number, with others in place of those that refuse", async () => {
    const refuses = (index: number) => index % 3 === 0;
    const ensured = (index: number): Ensured =>
      refuses(index) ? { ok: false, reason: "policy", detail: "not that publisher" } : { ok: true };
    const { report } = await (await overlayOf(40, 63, { ensured })).deploy(1, { kind: "count", count: 12 });
    expect(report.running).toBeGreaterThanOrEqual(12);
    expect(report.running).toBeLessThan(20);
    expect(report.refused).toBeGreaterThan(0);
  });
});

test("in an overlay with fewer nodes than the count, all run it, and the deployment ends at once", async () => {
  const { deploy, runs, simulation } = await overlayOf(5, 68);
  const sinceMs = simulation.now;
  const { report } = await deploy(2, { kind: "count", count: 9 });
  expect(report).toMatchObject({ asked: 9, answered: 5, running: 5 });
  expect([...runs.values()]).toEqual(Array(5).fill(1));
  expect(simulation.now - sinceMs).toBeLessThan(2_000);
});

describe("a node that refuses", () => {
  test("is reported with its reason, and the causes are counted", async () => {
    const ensured = (index: number): Ensured =>
      index < 5
        ? { ok: false, reason: "policy", detail: "publisher abc is not among those that may run here" }
        : index === 5
          ? { ok: false, reason: "gate", detail: `line\u0007 ${"x".repeat(400)}` }
          : { ok: true };
    const { report } = await (await overlayOf(12, 64, { ensured })).deploy(11, { kind: "everywhere" });
    expect(report).toMatchObject({ answered: 12, running: 6, refused: 6 });
    expect(report.causes).toEqual([
      { reason: "policy", count: 5 },
      { reason: "gate", count: 1 },
    ]);
    const gate = report.refusals.find(({ reason }) => reason === "gate");
    expect(gate?.detail.length).toBeLessThanOrEqual(200);
    expect(gate?.detail).not.toContain("\u0007");
  });

  test("may refuse all requesters, or all but the nodes in its policy, before it fetches anything", async () => {
    const { deploy, runs, simulation } = await overlayOf(6, 65, {
      policy: (index) => (index === 1 ? "none" : index === 2 ? [Id.hashOf("another requester").hex] : "any"),
    });
    const { report } = await deploy(0, { kind: "everywhere" });
    expect(report).toMatchObject({ answered: 6, running: 4, causes: [{ reason: "policy", count: 2 }] });
    expect(runs.has(1) || runs.has(2)).toBe(false);
    expect(report.refusals.map(({ nodeId }) => nodeId).sort()).toEqual(
      [1, 2].map((index) => simulation.nodes[index].handle.id.hex).sort(),
    );
  });

  test("refuses a requester that asks too often, and not another one", async () => {
    const { deploy } = await overlayOf(6, 66);
    const outcomes: number[] = [];
    for (let i = 0; i < 9; i++) outcomes.push((await deploy(0, { kind: "everywhere" })).report.running);
    expect(outcomes[0]).toBe(6);
    expect(outcomes.at(-1)).toBeLessThan(6);
    expect((await deploy(1, { kind: "everywhere" })).report.running).toBe(6);
  });
});

test("a request that another node replays, or that is not signed, has no effect", async () => {
  const { simulation, runs, deployers } = await overlayOf(8, 67);
  const caught: Uint8Array[] = [];
  const [requester, attacker] = simulation.nodes;
  const multicast = requester.overlay.multicast.bind(requester.overlay);
  requester.overlay.multicast = (service, first, last, payload) => {
    caught.push(payload);
    multicast(service, first, last, payload);
  };
  await simulation.settle(
    deployers[0].deploy(SERVICE, { kind: "everywhere" }, () => {}),
    400_000,
  );
  expect([...runs.values()]).toEqual(Array(8).fill(1));
  const [signed] = caught;
  const [first, last] = [new Id(new Uint8Array(32)), new Id(new Uint8Array(32).fill(255))];
  const service = Id.hashOf("prost-deploy-v1");
  // A replay in a later job: the signature covers the job's id.
  const altered = signed.slice();
  altered[96] ^= 1;
  for (const payload of [signed, altered, new Uint8Array(0), signed.subarray(1)])
    attacker.overlay.multicast(service, first, last, payload);
  await simulation.runAsync(5_000);
  expect([...runs.values()]).toEqual(Array(8).fill(1));
});
