/** What a publisher withdraws ends on every node; what an operator's policy forbids ends on that one. */
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
import { NETWORK, startWhole } from "./support.ts";

const pair = generateKeyPair();
const publisher = solePublisher(pair, NETWORK);
const rootId = rootIdOfPublisher(publisher);

/** Of that publisher's service "test". */
function withdrawalOf(below: number, before = null as ReturnType<typeof nextRevocation> | null) {
  const more = { minimumVersions: [{ name: "test", version: below }] };
  const revocation = nextRevocation(rootId, before, more, {
    reason: "loses data",
    issuedMs: 1_700_000_000_000,
  });
  return { revocation, record: signWithdrawal(publisher, NETWORK, revocation) };
}

const TEN_SECONDS_MS = 10_000;

test("a revocation ends a service on every node within ten seconds, though messages get lost, and it does not come back", async () => {
  const overlay = startWhole(24, 81, undefined, {}, { lossRate: 0.05 });
  const { simulation, nodes } = overlay;
  const service = await overlay.publish(echoService(), { pair });
  await simulation.settle(Promise.all(nodes.map(({ host }) => host.ensure(service))));
  const running = () => nodes.filter(({ host }) => host.packageOf(service) !== null).length;
  expect(running()).toBe(24);
  const { record } = withdrawalOf(2);
  await simulation.settle(nodes[5].control.revoke(rootId, record));
  await simulation.runAsync(TEN_SECONDS_MS);
  expect(running()).toBe(0);
  for (const { host } of nodes) {
    expect(await simulation.settle(host.ensure(service))).toMatchObject({
      ok: false,
      reason: "revoked",
      detail: expect.stringContaining("loses data"),
    });
  }
  // A version above what was withdrawn runs.
  await overlay.publish(echoService(), { pair, version: 2 });
  await simulation.runAsync(20_000);
  const reply = await overlay.ask(nodes[3], service, Id.hashOf("k"), "again");
  expect(reply.text).toBe("again");
});

test("a node that was away when something was revoked learns of it when it is back, and remembers it on its disk", async () => {
  const overlay = startWhole(6, 82);
  const { simulation, nodes } = overlay;
  const service = await overlay.publish(echoService(), { pair });
  await simulation.settle(Promise.all(nodes.map(({ host }) => host.ensure(service))));
  simulation.crash(4);
  await simulation.settle(nodes[0].control.revoke(rootId, withdrawalOf(2).record));
  await simulation.runAsync(TEN_SECONDS_MS);
  const back = await overlay.restart(4, POLICY_DEFAULT, true);
  await simulation.runAsync(TEN_SECONDS_MS);
  expect(back.deployment.publishers.revocation(rootId)).toMatchObject({ sequence: 1 });
  const again = await overlay.restart(back.simulated.index);
  expect(again.deployment.publishers.revocation(rootId)).toMatchObject({ sequence: 1 });
});

test("a policy that is changed ends what it forbids at once, there alone, and lets in what it allows again", async () => {
  const overlay = startWhole(3, 83);
  const { simulation, nodes } = overlay;
  const service = await overlay.publish(echoService(), { pair });
  await simulation.settle(Promise.all(nodes.map(({ host }) => host.ensure(service))));
  nodes[1].setPolicy(policySchema.parse({ names: ["other", "tests/*"] }));
  expect(nodes.map(({ host }) => host.packageOf(service) !== null)).toEqual([true, false, true]);
  expect(await simulation.settle(nodes[1].host.ensure(service))).toMatchObject({
    ok: false,
    reason: "policy",
  });
  nodes[1].setPolicy(POLICY_DEFAULT);
  expect(await simulation.settle(nodes[1].host.ensure(service))).toEqual({ ok: true });
});

test("a version that asks for more waits at each node for its operator, who is told for what", async () => {
  const overlay = startWhole(3, 84);
  const { simulation, nodes } = overlay;
  const [{ host, control }] = nodes;
  const service = await overlay.publish(simpleService(), { pair });
  await simulation.settle(host.ensure(service));
  await overlay.publish(echoService(), { pair, version: 2 });
  await simulation.settle(host.upgrade(service));
  expect(host.packageOf(service)?.manifest.version).toBe(1);
  const [{ detail }] = await control.services();
  expect(detail).toMatch(/version 2 waits for `prost consent .*store/);
  const agreed = await simulation.settle(control.consent(service));
  expect(agreed).toContain("store");
  expect(host.packageOf(service)?.manifest.version).toBe(2);
  expect(await simulation.settle(control.consent(service))).toEqual([]);
});

test("a version whose limits grow waits for the operator as well, who may grant more than the policy does", async () => {
  const overlay = startWhole(3, 85, () => policySchema.parse({ limits: { memoryPages: 64 } }));
  const { simulation, nodes } = overlay;
  const [{ host, control }] = nodes;
  const service = await overlay.publish(simpleService(), { pair, limits: { memoryPages: 16 } });
  await simulation.settle(host.ensure(service));
  const larger = 65;
  // A store that shrinks makes up for nothing.
  const terms = { limits: { memoryPages: larger, storeBytes: 0 } };
  await overlay.publish(simpleService(), { pair, version: 2, ...terms });
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
  // What was agreed to once is not asked for again.
  await overlay.publish(simpleService(), { pair, version: 3, ...terms });
  await simulation.settle(host.upgrade(service));
  expect(host.packageOf(service)?.manifest.version).toBe(3);
});

test("what has expired ends within a minute of what clocks may differ by, though no message comes", async () => {
  const overlay = startWhole(3, 86, undefined, { idleMs: 1_000_000_000 });
  const { simulation, nodes } = overlay;
  const validMs = 3_600_000;
  const service = await overlay.publish(echoService(), { pair, validMs });
  await simulation.settle(Promise.all(nodes.map(({ host }) => host.ensure(service))));
  const running = () => nodes.filter(({ host }) => host.packageOf(service) !== null).length;
  await simulation.runAsync(validMs - simulation.now);
  expect(running()).toBe(3);
  await simulation.runAsync(SKEW_MS + 60_000);
  expect(running()).toBe(0);
});

test("what its publisher has signed anew before it expires goes on, though no message comes", async () => {
  const overlay = startWhole(3, 87, undefined, { idleMs: 1_000_000_000 });
  const { simulation, nodes } = overlay;
  const validMs = 3_600_000;
  const service = await overlay.publish(echoService(), { pair, validMs });
  await simulation.settle(Promise.all(nodes.map(({ host }) => host.ensure(service))));
  await overlay.publish(echoService(), { pair, version: 2 });
  await simulation.runAsync(validMs + SKEW_MS + 60_000);
  expect(nodes.map(({ host }) => host.packageOf(service)?.manifest.version)).toEqual([2, 2, 2]);
});

test("a node whose disk takes neither the code nor the revocation ends what was revoked all the same", async () => {
  const overlay = startWhole(3, 88);
  const { simulation, nodes } = overlay;
  const { host, store, control } = nodes[1];
  const write = store.write.bind(store);
  vi.spyOn(store, "write").mockImplementation((writes) =>
    writes.some(({ space }) => /^package\/(code|revocation)/.test(space))
      ? Promise.reject(new Error("no space left"))
      : write(writes),
  );
  const service = await overlay.publish(echoService(), { pair });
  expect(await simulation.settle(host.ensure(service))).toEqual({ ok: true });
  await simulation.settle(nodes[0].control.revoke(rootId, withdrawalOf(2).record));
  await simulation.runAsync(TEN_SECONDS_MS);
  expect(host.packageOf(service)).toBeNull();
  expect(await simulation.settle(host.ensure(service))).toMatchObject({ ok: false, reason: "revoked" });
  expect(await simulation.settle(control.revoke(rootId, null))).not.toBeNull();
});

test("two manifests of one version are shown to whoever asks a node that has seen both", async () => {
  const overlay = startWhole(3, 89);
  const { simulation, nodes } = overlay;
  const service = await overlay.publish(echoService(), { pair });
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
  const twin = signPublication(pair, NETWORK, manifest);
  await simulation.settle(nodes[2].storage.put(manifestRecord(service), twin));
  for (const { control } of nodes) {
    const { publications, equivocation } = await simulation.settle(control.versions(service, 0));
    const codes = [publications[0], equivocation!].map((record) => {
      const opened = openPublication(record, NETWORK);
      return opened.ok ? Buffer.from(opened.manifest.codeHash).toString("hex") : "";
    });
    expect(codes).toContain(Buffer.from(manifest.codeHash).toString("hex"));
    expect(new Set(codes).size).toBe(2);
  }
});
