/** A newer version replaces the running one under traffic: no message is lost or delivered twice, and counts stay. */
import { describe, expect, test } from "vitest";
import { echoService, service as wasm } from "../../runtime/attack/kit/modules.ts";
import { Id } from "../../runtime/base/id.ts";
import { policySchema } from "../../runtime/deployment/policy.ts";
import { simulate } from "../../runtime/testing/index.ts";
import { inMemory, inStore, PAYLOAD, TOKEN, VERSION } from "./upgrade-modules.ts";
import { countsIn, pair, underTraffic, upgradeAll } from "./upgrade-traffic.ts";

/** These versions have other capabilities than the ones before. */
const agreeing = policySchema.parse({ consent: false });

describe("under traffic, over 100 upgrades,", () => {
  test("a service with its state in the store loses no message, gets none twice, and keeps its store", async () => {
    const { answers, sent } = await underTraffic(41, inStore, { upgrades: 100 });
    expect(sent).toBe(10 + 12 * 100);
    expect(answers.every((payload) => payload.length === 1 && payload[0] === 1)).toBe(true);
    expect(answers.length).toBe(sent);
  });

  test("a service with `snapshot` and `restore` keeps its memory and its pending requests", async () => {
    const { answers, sent, root, service } = await underTraffic(42, inMemory, { upgrades: 100 });
    expect(root.parts.host.lastUpgrade(service)).toMatchObject({ hasRestored: true });
    // Each reply is the count at its time; the highest shows that every message was counted once.
    expect(Math.max(...countsIn(answers))).toBe(sent);
    expect(answers.length).toBe(sent);
  });
});

describe("a version that does not start", () => {
  test.each([
    ["traps in `restore`", inMemory(2, "unreachable"), "trap"],
    [
      "does not end its start",
      wasm({ more: "(func $start (loop $again (br $again))) (start $start)" }),
      "fuel",
    ],
  ])(
    "because it %s leaves the old version and its memory unchanged, and the node says why",
    async (_what, broken, fault) => {
      await using overlay = await simulate({ nodes: 4, seed: 43, policy: agreeing });
      const service = await overlay.publish(inMemory(1), { publisher: pair, version: 1 });
      const key = Id.hashOf("k");
      const root = overlay.nodes[overlay.simulation.trueRoot(key).index];
      const count = async () => (await overlay.nodes[0].request(service, key, "x")).payload[0];
      expect([await count(), await count()]).toEqual([1, 2]);
      await overlay.publish(broken, { publisher: pair, version: 2 });
      const [, during] = await Promise.all([upgradeAll(overlay, service), count()]);
      expect(during).toBe(3);
      expect(await count()).toBe(4);
      expect(root.parts.host.packageOf(service)?.manifest.version).toBe(1);
      const [{ detail }] = await root.control.services();
      expect(detail).toContain(`version 2 does not start: ${fault}`);
      expect(root.parts.host.lastUpgrade(service)).toMatchObject({
        ok: false,
        fromVersion: 1,
        toVersion: 2,
        detail: expect.stringContaining(fault),
      });
    },
  );

  test("does not run after a restart of the node; the next version that starts does", async () => {
    await using overlay = await simulate({ nodes: 4, seed: 44 });
    const service = await overlay.publish(inStore(1), { publisher: pair, version: 1 });
    const key = Id.hashOf("k");
    const at = overlay.simulation.trueRoot(key).index;
    const ask = async () => (await overlay.nodes[(at + 1) % 4].request(service, key, "abcd")).payload[0];
    expect(await ask()).toBe(1);
    await overlay.publish(wasm({ more: "(func $start unreachable) (start $start)" }), {
      publisher: pair,
      version: 2,
    });
    await upgradeAll(overlay, service);
    const again = await overlay.restart(at);
    expect(await ask()).toBe(2);
    expect(again.parts.host.packageOf(service)?.manifest.version).toBe(1);
    await overlay.publish(inStore(3), { publisher: pair, version: 3 });
    await overlay.simulation.settle(again.parts.host.upgrade(service));
    expect(again.parts.host.packageOf(service)?.manifest.version).toBe(3);
    expect(await ask()).toBe(3);
  });
});

test("a version without a snapshot first finishes its begun work, while messages wait for the next one", async () => {
  await using overlay = await simulate({ nodes: 6, seed: 45, policy: agreeing });
  const { simulation, nodes } = overlay;
  const service = await overlay.publish(inMemory(1), { publisher: pair, version: 1 });
  const key = Id.hashOf("the key");
  const root = nodes[simulation.trueRoot(key).index];
  await nodes[0].request(service, key, "x");
  await overlay.publish(echoService(), { publisher: pair, version: 2 });
  // The messages arrive during the upgrade: some before the old version is paused, some after.
  const upgraded = root.parts.host.upgrade(service);
  const answers = Array.from({ length: 60 }, async (_, i) => {
    await simulation.runAsync(i);
    return nodes[i % 6].request(service, key, "x");
  });
  await simulation.settle(upgraded);
  const payloads = (await Promise.all(answers)).map(({ payload }) => [...payload]);
  // The old version replies with four bytes, the new one with the message itself.
  expect(payloads.every((bytes) => bytes.length === 4 || bytes[0] === 120)).toBe(true);
  expect(payloads.filter(({ length }) => length === 1).length).toBeGreaterThan(0);
  expect(root.parts.host.lastUpgrade(service)).toMatchObject({ ok: true, hasRestored: false });
  expect((await nodes[0].request(service, key, "echo")).text).toBe("echo");
});

test("while nodes run different versions, each message carries the version of its sender", async () => {
  /**
   * Forwards an application's message to the root of the key in it. The root replies with the sender's
   * version and its own.
   */
  const asks = (version: number) =>
    wasm({
      imports: `
        (import "prost" "respond" (func $respond (param i64 i32 i32) (result i32)))
        (import "prost" "request" (func $request (param i32 i32 i32 i32) (result i64)))`,
      deliver: `
        (if (i32.eqz (i32.load (i32.const ${VERSION})))
          (then
            (i64.store (i32.const 200) (i64.load (i32.const ${TOKEN})))
            (drop (call $request (i32.const ${PAYLOAD}) (i32.const 0) (i32.const 0) (i32.const 10000)))
            (return)))
        (i32.store8 (i32.const 300) (i32.load (i32.const ${VERSION})))
        (i32.store8 (i32.const 301) (i32.const ${version}))
        (drop (call $respond (i64.load (i32.const ${TOKEN})) (i32.const 300) (i32.const 2)))`,
      more: `(func (export "complete")
        (drop (call $respond (i64.load (i32.const 200)) (i32.const ${PAYLOAD}) (i32.const 2))))`,
    });
  await using overlay = await simulate({ nodes: 4, seed: 46 });
  const [one, other] = overlay.nodes;
  const service = await overlay.publish(asks(1), { publisher: pair, version: 1 });
  const here = one.simulated.handle.id;
  const there = other.simulated.handle.id;
  const ask = async (at: Id, to: Id) => [...(await overlay.nodes[2].request(service, at, to.bytes)).payload];
  expect(await ask(here, there)).toEqual([1, 1]);
  await overlay.publish(asks(2), { publisher: pair, version: 2 });
  await overlay.simulation.settle(other.parts.host.upgrade(service));
  expect(await ask(here, there)).toEqual([1, 2]);
  expect(await ask(there, here)).toEqual([2, 1]);
});
