/** A revocation ends a service on every node; a change of policy ends it on the node of that operator. */
import { expect, test, vi } from "vitest";
import { simpleService } from "../../runtime/attack/arenas/publisher-arena.ts";
import { echoService } from "../../runtime/attack/kit/modules.ts";
import { Id } from "../../runtime/base/id.ts";
import { generateKeyPair } from "../../runtime/base/identity.ts";
import { manifestRecord } from "../../runtime/deployment/kinds.ts";
import { makeManifest } from "../../runtime/deployment/manifest.ts";
import { POLICY_DEFAULT, policySchema } from "../../runtime/deployment/policy.ts";
import {
  openPublication,
  rootIdOfPublisher,
  SKEW_MS,
  signPublication,
  solePublisher,
} from "../../runtime/deployment/publication.ts";
import { nextRevocation, signWithdrawal } from "../../runtime/deployment/revocation.ts";
import { NETWORK_ID, simulate } from "../../runtime/testing/index.ts";

const pair = generateKeyPair();
const publisher = solePublisher(pair, NETWORK_ID);
const rootId = rootIdOfPublisher(publisher);

/** A withdrawal of the versions of the service "test" below `below`. */
function withdrawalOf(below: number, before = null as ReturnType<typeof nextRevocation> | null) {
  const more = { minimumVersions: [{ name: "test", version: below }] };
  const revocation = nextRevocation(rootId, before, more, {
    reason: "loses data",
    issuedMs: 1_700_000_000_000,
  });
  return { revocation, record: signWithdrawal(publisher, NETWORK_ID, revocation) };
}

const TEN_SECONDS_MS = 10_000;

test("a revocation ends a service on every node within ten seconds, despite packet loss", async () => {
  await using overlay = await simulate({ nodes: 24, seed: 81, lossRate: 0.05 });
  const { simulation, nodes } = overlay;
  const service = await overlay.publish(echoService(), { publisher: pair });
  await simulation.settle(Promise.all(nodes.map(({ parts }) => parts.host.ensure(service))));
  const running = () => nodes.filter(({ parts }) => parts.host.packageOf(service) !== null).length;
  expect(running()).toBe(24);
  const { record } = withdrawalOf(2);
  await simulation.settle(nodes[5].control.revoke(rootId, record));
  await simulation.runAsync(TEN_SECONDS_MS);
  expect(running()).toBe(0);
  for (const { parts } of nodes) {
    expect(await simulation.settle(parts.host.ensure(service))).toMatchObject({
      ok: false,
      reason: "revoked",
      detail: expect.stringContaining("loses data"),
    });
  }
  // A version above the withdrawn ones runs.
  await overlay.publish(echoService(), { publisher: pair, version: 2 });
  await simulation.runAsync(20_000);
  const reply = await nodes[3].request(service, Id.hashOf("k"), "again");
  expect(reply.text).toBe("again");
});

test("a node that was down during a revocation learns of it after its restart, and stores it on its disk", async () => {
  await using overlay = await simulate({ nodes: 6, seed: 82 });
  const { simulation, nodes } = overlay;
  const service = await overlay.publish(echoService(), { publisher: pair });
  await simulation.settle(Promise.all(nodes.map(({ parts }) => parts.host.ensure(service))));
  simulation.crash(4);
  await simulation.settle(nodes[0].control.revoke(rootId, withdrawalOf(2).record));
  await simulation.runAsync(TEN_SECONDS_MS);
  const back = await overlay.restart(4);
  await simulation.runAsync(TEN_SECONDS_MS);
  expect(back.parts.deployment.publishers.revocation(rootId)).toMatchObject({ sequence: 1 });
  const again = await overlay.restart(back.simulated.index);
  expect(again.parts.deployment.publishers.revocation(rootId)).toMatchObject({ sequence: 1 });
});

test("a new policy ends the services that it forbids at once, on that node alone", async () => {
  await using overlay = await simulate({ nodes: 3, seed: 83 });
  const { simulation, nodes } = overlay;
  const service = await overlay.publish(echoService(), { publisher: pair });
  await simulation.settle(Promise.all(nodes.map(({ parts }) => parts.host.ensure(service))));
  nodes[1].setPolicy(policySchema.parse({ names: ["other", "tests/*"] }));
  expect(nodes.map(({ parts }) => parts.host.packageOf(service) !== null)).toEqual([true, false, true]);
  expect(await simulation.settle(nodes[1].parts.host.ensure(service))).toMatchObject({
    ok: false,
    reason: "policy",
  });
  nodes[1].setPolicy(POLICY_DEFAULT);
  expect(await simulation.settle(nodes[1].parts.host.ensure(service))).toEqual({ ok: true });
});

test("a version with more capabilities waits at each node for its operator, and the node lists them", async () => {
  await using overlay = await simulate({ nodes: 3, seed: 84 });
  const { simulation, nodes } = overlay;
  const [{ parts, control }] = nodes;
  const { host } = parts;
  const service = await overlay.publish(simpleService(), { publisher: pair });
  await simulation.settle(host.ensure(service));
  await overlay.publish(echoService(), { publisher: pair, version: 2 });
  await simulation.settle(host.upgrade(service));
  expect(host.packageOf(service)?.manifest.version).toBe(1);
  const [{ detail }] = await control.services();
  expect(detail).toMatch(/version 2 waits for `prost consent .*store/);
  const agreed = await simulation.settle(control.consent(service));
  expect(agreed).toContain("store");
  expect(host.packageOf(service)?.manifest.version).toBe(2);
  expect(await simulation.settle(control.consent(service))).toEqual([]);
});

test("a version with higher limits also waits for the operator, and consent may exceed the policy", async () => {
  await using overlay = await simulate({
    nodes: 3,
    seed: 85,
    policy: () => policySchema.parse({ limits: { memoryPages: 64 } }),
  });
  const { simulation, nodes } = overlay;
  const [{ parts, control }] = nodes;
  const { host } = parts;
  const service = await overlay.publish(simpleService(), { publisher: pair, limits: { memoryPages: 16 } });
  await simulation.settle(host.ensure(service));
  const larger = 65;
  // A smaller store does not outweigh the larger memory.
  const terms = { limits: { memoryPages: larger, storeBytes: 0 } };
  await overlay.publish(simpleService(), { publisher: pair, version: 2, ...terms });
  await simulation.settle(host.upgrade(service));
  expect(host.packageOf(service)?.manifest.version).toBe(1);
  const [{ detail }] = await control.services();
  expect(detail).toContain(`memoryPages=${larger}`);
  expect((await simulation.settle(control.versions(service, 1))).declined).toMatch(
    /^version 2: .*memoryPages/,
  );
  expect(await simulation.settle(control.consent(service))).toEqual([`memoryPages=${larger}`]);
  expect(host.packageOf(service)).toMatchObject({
    manifest: { version: 2 },
    limits: { memoryPages: larger },
  });
  expect((await simulation.settle(control.versions(service, 1))).declined).toBe("");
  // The operator has already consented, so the next version needs no new consent.
  await overlay.publish(simpleService(), { publisher: pair, version: 3, ...terms });
  await simulation.settle(host.upgrade(service));
  expect(host.packageOf(service)?.manifest.version).toBe(3);
});

test("an expired service ends within a minute after the allowed clock skew, without a message", async () => {
  await using overlay = await simulate({ nodes: 3, seed: 86, hibernation: { idleMs: 1_000_000_000 } });
  const { simulation, nodes } = overlay;
  const validMs = 3_600_000;
  const service = await overlay.publish(echoService(), { publisher: pair, validMs });
  await simulation.settle(Promise.all(nodes.map(({ parts }) => parts.host.ensure(service))));
  const running = () => nodes.filter(({ parts }) => parts.host.packageOf(service) !== null).length;
  await simulation.runAsync(validMs - simulation.now);
  expect(running()).toBe(3);
  await simulation.runAsync(SKEW_MS + 60_000);
  expect(running()).toBe(0);
});

test("a service that its publisher renews before it expires keeps running, without a message", async () => {
  await using overlay = await simulate({ nodes: 3, seed: 87, hibernation: { idleMs: 1_000_000_000 } });
  const { simulation, nodes } = overlay;
  const validMs = 3_600_000;
  const service = await overlay.publish(echoService(), { publisher: pair, validMs });
  await simulation.settle(Promise.all(nodes.map(({ parts }) => parts.host.ensure(service))));
  await overlay.publish(echoService(), { publisher: pair, version: 2 });
  await simulation.runAsync(validMs + SKEW_MS + 60_000);
  expect(nodes.map(({ parts }) => parts.host.packageOf(service)?.manifest.version)).toEqual([2, 2, 2]);
});

test("a node with a disk that stores neither code nor revocation still ends the revoked service", async () => {
  await using overlay = await simulate({ nodes: 3, seed: 88 });
  const { simulation, nodes } = overlay;
  const { parts, store, control } = nodes[1];
  const { host } = parts;
  const write = store.write.bind(store);
  vi.spyOn(store, "write").mockImplementation((writes) =>
    writes.some(({ space }) => /^package\/(code|revocation)/.test(space))
      ? Promise.reject(new Error("no space left"))
      : write(writes),
  );
  const service = await overlay.publish(echoService(), { publisher: pair });
  expect(await simulation.settle(host.ensure(service))).toEqual({ ok: true });
  await simulation.settle(nodes[0].control.revoke(rootId, withdrawalOf(2).record));
  await simulation.runAsync(TEN_SECONDS_MS);
  expect(host.packageOf(service)).toBeNull();
  expect(await simulation.settle(host.ensure(service))).toMatchObject({ ok: false, reason: "revoked" });
  expect(await simulation.settle(control.revoke(rootId, null))).not.toBeNull();
});

test("each node shows both manifests of one version when the publisher has signed two", async () => {
  await using overlay = await simulate({ nodes: 3, seed: 89 });
  const { simulation, nodes } = overlay;
  const service = await overlay.publish(echoService(), { publisher: pair });
  expect((await simulation.settle(nodes[0].control.versions(service, 0))).equivocation).toBeNull();
  const module = simpleService();
  const manifest = makeManifest({
    rootId,
    name: "test",
    version: 1,
    capabilities: ["message"],
    module,
    createdMs: 1_700_000_000_000,
  });
  const other = signPublication(pair, NETWORK_ID, manifest);
  await simulation.settle(nodes[2].parts.storage.put(manifestRecord(service), other));
  for (const { control } of nodes) {
    const { publications, equivocation } = await simulation.settle(control.versions(service, 0));
    const codes = [publications[0], equivocation!].map((record) => {
      const opened = openPublication(record, NETWORK_ID);
      return opened.ok ? Buffer.from(opened.manifest.codeHash).toString("hex") : "";
    });
    expect(codes).toContain(Buffer.from(manifest.codeHash).toString("hex"));
    expect(new Set(codes).size).toBe(2);
  }
});
