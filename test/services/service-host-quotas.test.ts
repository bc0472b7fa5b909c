/** Quotas on a whole overlay: services run within the limits of each operator. */
import { expect, test } from "vitest";
import { echoService, service as wasm } from "../../runtime/attack/kit/modules.ts";
import { Id } from "../../runtime/base/id.ts";
import { generateKeyPair } from "../../runtime/base/identity.ts";
import { POLICY_DEFAULT, policySchema } from "../../runtime/deployment/policy.ts";
import { CREDIT_MAX } from "../../runtime/overlay/api.ts";
import { simulate } from "../../runtime/testing/index.ts";

const IMPORTS = `
  (import "prost" "respond" (func $respond (param i64 i32 i32) (result i32)))
  (import "prost" "route" (func $route (param i32 i32 i32 i32 i32) (result i32)))
  (import "prost" "random" (func $random (result i64)))`;
const ROUTE = `(i64.store (i32.const 512) (call $random))
  (drop (call $route (i32.const 512) (i32.const 0) (i32.const 1) (i32.const 0) (i32.const 0)))`;

test("services that send two messages for each one run out of credit, and nodes count the drops", async () => {
  await using overlay = await simulate({ nodes: 6, seed: 31 });
  const { simulation, nodes } = overlay;
  const services = [
    await overlay.publish(wasm({ imports: IMPORTS, deliver: `${ROUTE} ${ROUTE}` }), { name: "ping" }),
    await overlay.publish(wasm({ imports: IMPORTS, deliver: `${ROUTE} ${ROUTE}` }), { name: "pong" }),
  ];
  const usages = async () => {
    const all = await Promise.all(nodes.map(({ control }) => control.services()));
    return all.flat().flatMap(({ usage }) => (usage === null ? [] : [usage]));
  };
  const events = async () => (await usages()).reduce((sum, { events: { total } }) => sum + total, 0);
  for (const service of services)
    await nodes[0].control.send({ service, key: Id.hashOf("k"), payload: new Uint8Array(1), timeoutMs: 0 });
  await simulation.runAsync(60_000);
  const after = await events();
  expect(after).toBeGreaterThan(1_000);
  expect(after).toBeLessThanOrEqual(2 * (CREDIT_MAX + 1));
  await simulation.runAsync(60_000);
  expect(await events()).toBe(after);
  const dropped = (await usages()).flatMap(({ drops }) => drops.filter(({ cause }) => cause === "credit"));
  expect(dropped.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(1_000);
});

test("a lower credit limit in a policy holds at that node", async () => {
  const policy = policySchema.parse({ creditMax: 3 });
  await using overlay = await simulate({ nodes: 1, seed: 32, policy: policy });
  const ping = await overlay.publish(wasm({ imports: IMPORTS, deliver: `${ROUTE} ${ROUTE}` }));
  const [{ control }] = overlay.nodes;
  await control.send({ service: ping, key: Id.hashOf("k"), payload: new Uint8Array(1), timeoutMs: 0 });
  await overlay.simulation.runAsync(10_000);
  expect(await control.services()).toMatchObject([{ upcalls: 3 }]);
});

test("a service beyond the policy's totals does not start and the node says why; elsewhere it starts", async () => {
  const policy = policySchema.parse({ totals: { services: 1 } });
  await using overlay = await simulate({
    nodes: 4,
    seed: 33,
    policy: (index) => (index === 0 ? policy : POLICY_DEFAULT),
  });
  const pair = generateKeyPair();
  const first = await overlay.publish(echoService(), { publisher: pair, name: "first" });
  const second = await overlay.publish(echoService(), { publisher: pair, name: "second" });
  const here = overlay.nodes[0].simulated.handle.id;
  const there = overlay.nodes[1].simulated.handle.id;
  expect(await overlay.nodes[2].request(first, here, "one")).toMatchObject({ text: "one" });
  await expect(overlay.nodes[2].request(second, here, "two")).rejects.toMatchObject({ code: "ABORTED" });
  expect(await overlay.nodes[0].control.services()).toMatchObject([
    { serviceId: second.hex, state: "refused", detail: expect.stringContaining("maximum of totals") },
    { name: "first", state: "running" },
  ]);
  expect(await overlay.nodes[2].request(second, there, "two")).toMatchObject({ text: "two" });
});

test("a greedy service uses no more than its fuel per second, and another service still answers", async () => {
  const policy = policySchema.parse({ rates: { fuelPerSecond: 2_000_000 } });
  await using overlay = await simulate({ nodes: 1, seed: 34, policy: policy });
  const [node] = overlay.nodes;
  const greedy = await overlay.publish(
    wasm({
      deliver: `(local $i i32) (loop $again
        (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 100000))))`,
    }),
    { name: "greedy" },
  );
  const quiet = await overlay.publish(echoService(), { name: "quiet" });
  for (let i = 0; i < 500; i++)
    await node.control.send({
      service: greedy,
      key: Id.hashOf("k"),
      payload: new Uint8Array(1),
      timeoutMs: 0,
    });
  await overlay.simulation.runAsync(5_000);
  expect(await node.request(quiet, Id.hashOf("k"), "hello")).toMatchObject({ text: "hello" });
  const [used] = (await node.control.services()).filter(({ name }) => name === "greedy");
  expect(used.usage).toMatchObject({ throttled: true, fuelPerSecond: 2_000_000 });
  // Before the first batch the fuel of an event is unknown.
  expect(used.fuelUsed).toBeGreaterThan(2_000_000);
  expect(used.fuelUsed).toBeLessThan(2_000_000 * 6 + 128 * 1_500_000);
  const before = used.fuelUsed;
  await overlay.simulation.runAsync(100_000);
  const [later] = (await node.control.services()).filter(({ name }) => name === "greedy");
  expect(later.fuelUsed - before).toBeLessThanOrEqual(2_000_000 * 101);
});

test("timers beyond the limit begin when others have ended, and none is lost", async () => {
  const policy = policySchema.parse({ rates: { timers: 2 } });
  await using overlay = await simulate({ nodes: 1, seed: 35, policy: policy });
  const timers = await overlay.publish(
    wasm({
      imports: '(import "prost" "timer_set" (func $timer_set (param i32) (result i64)))',
      deliver: `(local $i i32) (loop $again (drop (call $timer_set (i32.const 1000)))
        (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 6))))`,
      more: '(func (export "timer"))',
    }),
  );
  const [{ control }] = overlay.nodes;
  const set = () =>
    control.send({ service: timers, key: Id.hashOf("k"), payload: new Uint8Array(1), timeoutMs: 0 });
  await set();
  await overlay.simulation.runAsync(1_500);
  expect(await control.services()).toMatchObject([{ upcalls: 1 + 2, usage: { timers: 4 } }]);
  await overlay.simulation.runAsync(2_000);
  expect(await control.services()).toMatchObject([{ upcalls: 1 + 6, usage: { timers: 0 } }]);
  // Over many events, more timers than the ABI allows at a time.
  for (let round = 0; round < 20; round++) {
    await set();
    await overlay.simulation.runAsync(4_000);
  }
  expect(await control.services()).toMatchObject([{ upcalls: 21 * 7, faults: 0 }]);
});
