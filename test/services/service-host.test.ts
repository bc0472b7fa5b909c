import { describe, expect, test } from "vitest";
import {
  countingService,
  echoService,
  endlessStart,
  trapOnEveryMessage,
  service as wasm,
} from "../../runtime/attack/kit/modules.ts";
import { Id } from "../../runtime/base/id.ts";
import { generateKeyPair } from "../../runtime/base/identity.ts";
import { POLICY_DEFAULT } from "../../runtime/deployment/policy.ts";
import { simulate, type TestNode } from "../../runtime/testing/index.ts";

describe("a node that does not know a service", () => {
  test("queues the messages for its keys until the code is there, and loses none", async () => {
    await using overlay = await simulate({ nodes: 8, seed: 11 });
    const service = await overlay.publish(echoService());
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        overlay.nodes[i % 8].request(service, Id.hashOf(`key ${i % 5}`), `message ${i}`),
      ),
    );
    expect(answers.map(({ text }) => text)).toEqual(Array.from({ length: 40 }, (_, i) => `message ${i}`));
  });

  test("lets messages pass, and fetches the code after some have passed", async () => {
    await using overlay = await simulate({ nodes: 8, seed: 12 });
    const service = await overlay.publish(wasm({ forward: "(i32.const 0)" }));
    const key = Id.hashOf("key");
    const away = overlay.nodes.find(({ simulated }) => !simulated.overlay.isRoot(key)) as TestNode;
    await away.request(service, key, "one");
    expect(await away.control.services()).toEqual([]);
    for (const text of ["two", "three", "four"]) await away.request(service, key, text);
    await overlay.simulation.runAsync(5_000);
    const [before] = await away.control.services();
    await away.request(service, key, "five");
    expect(await away.control.services()).toMatchObject([
      { state: "running", forwardUpcalls: before.forwardUpcalls + 1 },
    ]);
  });

  test("refuses a message for an unpublished service at once, and lists the refusal", async () => {
    await using overlay = await simulate({ nodes: 4, seed: 13 });
    const unknown = Id.hashOf("unknown");
    await expect(overlay.nodes[0].request(unknown, Id.hashOf("k"), "x")).rejects.toMatchObject({
      code: "ABORTED",
    });
    const root = overlay.simulation.trueRoot(Id.hashOf("k"));
    expect(await overlay.nodes[root.index].control.services()).toMatchObject([
      { state: "refused", detail: expect.stringContaining("none") },
    ]);
  });
});

test("a node with a policy that allows no publisher forwards messages and runs no service", async () => {
  await using overlay = await simulate({
    nodes: 6,
    seed: 14,
    policy: (index) => (index === 2 ? { ...POLICY_DEFAULT, publishers: "none" } : POLICY_DEFAULT),
  });
  const service = await overlay.publish(echoService());
  const { handle } = overlay.nodes[2].simulated;
  await expect(overlay.nodes[0].request(service, handle.id, "x")).rejects.toMatchObject({
    code: "ABORTED",
  });
  expect(await overlay.nodes[2].control.services()).toMatchObject([
    { state: "refused", detail: expect.stringContaining("policy") },
  ]);
  const other = overlay.nodes[3].simulated.handle.id;
  expect((await overlay.nodes[2].request(service, other, "passes")).text).toBe("passes");
});

test("a service keeps its name in the list while it sleeps and while it wakes", async () => {
  await using overlay = await simulate({ nodes: 1, seed: 18, hibernation: { idleMs: 1_000 } });
  const [node] = overlay.nodes;
  const service = await overlay.publish(echoService(), { name: "called" });
  await overlay.simulation.settle(node.parts.host.ensure(service));
  await overlay.simulation.runAsync(5_000);
  expect(await node.control.services()).toMatchObject([{ state: "asleep", name: "called" }]);
  const woken = node.parts.host.ensure(service);
  expect(await node.control.services()).toMatchObject([{ state: "waking", name: "called" }]);
  expect(await overlay.simulation.settle(woken)).toEqual({ ok: true });
});

test("code that has killed its cell is in quarantine under each name of its publisher for a while", async () => {
  await using overlay = await simulate({ nodes: 1, seed: 17 });
  const [node] = overlay.nodes;
  const key = Id.hashOf("k");
  const [pair, other] = [generateKeyPair(), generateKeyPair()];
  const service = await overlay.publish(echoService(), { publisher: pair });
  expect((await node.request(service, key, "well")).text).toBe("well");
  const { codeHash, rootId } = (await node.control.services())[0];
  for (let death = 0; death < 3; death++) node.quarantine.died(`${rootId}/${codeHash}`);
  expect(await node.control.services()).toMatchObject([
    { state: "running", detail: expect.stringContaining("in quarantine"), usage: { quarantined: true } },
  ]);
  const renamed = await overlay.publish(echoService(), { publisher: pair, name: "renamed" });
  await expect(node.request(renamed, key, "x")).rejects.toMatchObject({ code: "ABORTED" });
  expect((await node.control.services()).find(({ serviceId }) => serviceId === renamed.hex)).toMatchObject({
    state: "refused",
    detail: expect.stringContaining("its cell died 3 times while it ran this code"),
  });
  // The same code of another publisher has killed no cell.
  const theirs = await overlay.publish(echoService(), { publisher: other });
  expect((await node.request(theirs, key, "theirs")).text).toBe("theirs");
  await overlay.simulation.runAsync(600_001);
  expect((await node.request(renamed, key, "again")).text).toBe("again");
});

test("a message on which a service traps is refused, and another service is not affected", async () => {
  await using overlay = await simulate({ nodes: 4, seed: 15 });
  const traps = await overlay.publish(trapOnEveryMessage(), { name: "traps" });
  const echo = await overlay.publish(echoService(), { name: "echo" });
  const key = Id.hashOf("k");
  for (let i = 0; i < 3; i++) {
    await expect(overlay.nodes[0].request(traps, key, "x")).rejects.toMatchObject({ code: "ABORTED" });
    expect((await overlay.nodes[0].request(echo, key, "fine")).text).toBe("fine");
  }
});

test("a new version takes over the key space and the store of the old one", async () => {
  await using overlay = await simulate({ nodes: 4, seed: 16 });
  const pair = generateKeyPair();
  const service = await overlay.publish(countingService(), { publisher: pair, version: 1 });
  const key = Id.hashOf("k");
  const root = overlay.nodes[overlay.simulation.trueRoot(key).index];
  const count = async () => (await overlay.nodes[0].request(service, key, "")).payload[0];
  expect([await count(), await count()]).toEqual([1, 2]);
  await overlay.publish(wasm({ deliver: COUNT_BY_TEN }), { publisher: pair, version: 2 });
  await overlay.simulation.settle(root.parts.host.upgrade(service));
  expect([await count(), await count()]).toEqual([12, 22]);
  expect(await root.control.services()).toMatchObject([{ version: 2, state: "running" }]);
});

test("a new version that does not start leaves the old one and its store, and is not tried repeatedly", async () => {
  await using overlay = await simulate({ nodes: 4, seed: 18 });
  const pair = generateKeyPair();
  const service = await overlay.publish(countingService(), { publisher: pair, version: 1 });
  const key = Id.hashOf("k");
  const root = overlay.nodes[overlay.simulation.trueRoot(key).index];
  const count = async () => (await overlay.nodes[0].request(service, key, "")).payload[0];
  expect([await count(), await count()]).toEqual([1, 2]);
  await overlay.publish(endlessStart(), { publisher: pair, version: 2 });
  const upgraded = root.parts.host.upgrade(service);
  const meanwhile = count();
  await overlay.simulation.settle(upgraded);
  expect(await meanwhile).toBe(3);
  expect(await root.control.services()).toMatchObject([{ version: 1, state: "running" }]);
  await overlay.simulation.settle(root.parts.host.upgrade(service));
  expect(await count()).toBe(4);
});

const COUNT_BY_TEN = `
  (drop (call $store_get (i32.const 0) (i32.const 1) (i32.const 100) (i32.const 1)))
  (i32.store8 (i32.const 100) (i32.add (i32.load8_u (i32.const 100)) (i32.const 10)))
  (drop (call $store_put (i32.const 0) (i32.const 1) (i32.const 100) (i32.const 1)))
  (drop (call $respond (i64.load (i32.const 1152)) (i32.const 100) (i32.const 1)))`;

test("a record is read back through any node, and an unwritten one does not exist", async () => {
  await using overlay = await simulate({ nodes: 5, seed: 17 });
  const [first, second] = overlay.nodes;
  const space = new Id(new Uint8Array(32));
  const key = Id.hashOf("record");
  const field = new TextEncoder().encode("field");
  await overlay.simulation.settle(first.control.put(space, key, field, Uint8Array.of(1, 2), 0));
  expect(await overlay.simulation.settle(second.control.get(space, key, field))).toEqual(Uint8Array.of(1, 2));
  expect(await overlay.simulation.settle(second.control.get(space, key, new Uint8Array(0)))).toBeNull();
  await expect(first.control.put(space, key, new Uint8Array(600), Uint8Array.of(1), 0)).rejects.toMatchObject(
    { code: "INVALID_ARGUMENT" },
  );
});
