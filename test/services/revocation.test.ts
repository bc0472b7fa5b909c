/** What a publisher withdraws ends on every node; what an operator's policy forbids ends on that one. */
import { expect, test } from "vitest";
import { echoService } from "../../runtime/attack/modules.ts";
import { simpleService } from "../../runtime/attack/publisher-arena.ts";
import { POLICY_DEFAULT, policySchema } from "../../runtime/deployment/policy.ts";
import { rootIdOfPublisher, solePublisher } from "../../runtime/deployment/publication.ts";
import { nextRevocation, signWithdrawal } from "../../runtime/deployment/revocation.ts";
import { generateKeyPair } from "../../runtime/identity.ts";
import { Id } from "../../runtime/overlay/id.ts";
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
