import { expect, test, vi } from "vitest";
import { countingService, echoService, service as wasm } from "../../runtime/attack/kit/modules.ts";
import { Id } from "../../runtime/base/id.ts";
import { generateKeyPair } from "../../runtime/base/identity.ts";
import { POLICY_DEFAULT } from "../../runtime/deployment/policy.ts";
import type { HibernationOptions } from "../../runtime/services/hibernation.ts";
import { seededRandom } from "../../runtime/simulator/random.ts";
import { simulate, type TestNode, type TestOverlay } from "../../runtime/testing/index.ts";

const IDLE_MS = 60_000;
const LONG_MS = 3 * IDLE_MS;
/** Longer than a node remembers that a service owes a reply. */
const OWED_MS = 130_000;
const KEY = Id.hashOf("key");

const simulateIdling = (count: number, seed: number, hibernation: Partial<HibernationOptions> = {}) =>
  simulate({ nodes: count, seed, hibernation: { idleMs: IDLE_MS, ...hibernation } });

const rootOf = (overlay: TestOverlay, key = KEY): TestNode =>
  overlay.nodes[overlay.simulation.trueRoot(key).index];

const statesAt = async (node: TestNode) =>
  Object.fromEntries((await node.control.services()).map(({ name, state }) => [name, state]));

const IMPORTS = `
  (import "prost" "respond" (func $respond (param i64 i32 i32) (result i32)))
  (import "prost" "request" (func $request (param i32 i32 i32 i32) (result i64)))
  (import "prost" "timer_set" (func $timer_set (param i32) (result i64)))`;
/** Replies with the number of calls of this instance: one byte, from its memory alone. */
const COUNT_IN_MEMORY = `
  (i32.store8 (i32.const 100) (i32.add (i32.load8_u (i32.const 100)) (i32.const 1)))
  (drop (call $respond (i64.load (i32.const 1152)) (i32.const 100) (i32.const 1)))`;
const COUNTS_IN_MEMORY = wasm({ deliver: COUNT_IN_MEMORY });
const TICKS = wasm({
  imports: IMPORTS,
  deliver: COUNT_IN_MEMORY,
  more: `(func (export "init") (drop (call $timer_set (i32.const 3600000)))) (func (export "timer"))`,
});
const NEVER_ANSWERS = wasm({ deliver: "" });

test("an unused service goes to sleep, and its next message finds its store unchanged", async () => {
  await using overlay = await simulateIdling(4, 31);
  const service = await overlay.publish(countingService());
  const root = rootOf(overlay);
  const count = async () => (await overlay.nodes[0].request(service, KEY, "")).payload[0];
  expect([await count(), await count()]).toEqual([1, 2]);
  expect(await statesAt(root)).toEqual({ test: "running" });
  await overlay.simulation.runAsync(LONG_MS);
  expect(await root.control.services()).toMatchObject([{ state: "asleep", version: 1, upcalls: 2 }]);
  expect(await root.control.status()).toMatchObject({ servicesAwake: 0, servicesAsleep: 1 });
  expect(await count()).toBe(3);
  expect(await root.control.services()).toMatchObject([{ state: "running", upcalls: 3 }]);
});

test("sleep ends the instance: its memory is lost", async () => {
  await using overlay = await simulateIdling(1, 32);
  const service = await overlay.publish(COUNTS_IN_MEMORY);
  const count = async () => (await overlay.nodes[0].request(service, KEY, "")).payload[0];
  expect([await count(), await count()]).toEqual([1, 2]);
  await overlay.simulation.runAsync(IDLE_MS / 2);
  expect(await count()).toBe(3);
  await overlay.simulation.runAsync(LONG_MS);
  expect(await count()).toBe(1);
});

test("messages that arrive while a service wakes are all answered, once each and in order", async () => {
  await using overlay = await simulateIdling(1, 33);
  const service = await overlay.publish(countingService());
  const [node] = overlay.nodes;
  await node.request(service, KEY, "");
  await overlay.simulation.runAsync(LONG_MS);
  expect(await statesAt(node)).toEqual({ test: "asleep" });
  const install = vi.spyOn(node.parts.cells, "enter");
  const answers = await Promise.all(Array.from({ length: 200 }, () => node.request(service, KEY, "")));
  expect(answers.map(({ payload }) => payload[0])).toEqual(Array.from({ length: 200 }, (_, i) => i + 2));
  expect(install).toHaveBeenCalledTimes(1);
});

test("messages beyond the limit of waiting ones are refused, and those that wait are answered", async () => {
  await using overlay = await simulateIdling(1, 34);
  const service = await overlay.publish(countingService());
  const [node] = overlay.nodes;
  await node.request(service, KEY, "");
  await overlay.simulation.runAsync(LONG_MS);
  const outcomes = await Promise.allSettled(
    Array.from({ length: 1_500 }, () => node.request(service, KEY, "")),
  );
  const answered = outcomes.filter(({ status }) => status === "fulfilled");
  expect(answered).toHaveLength(1_024);
  for (const outcome of outcomes) {
    if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "ABORTED" });
  }
  // One message before, and each answered message is counted once; the counter is a byte.
  const after = await node.request(service, KEY, "");
  expect(after.payload[0]).toBe((1 + 1_024 + 1) % 256);
});

test("a service with a timer set stays awake", async () => {
  await using overlay = await simulateIdling(1, 35);
  const service = await overlay.publish(TICKS);
  const count = async () => (await overlay.nodes[0].request(service, KEY, "")).payload[0];
  expect(await count()).toBe(1);
  await overlay.simulation.runAsync(10 * LONG_MS);
  expect(await count()).toBe(2);
});

test("a service that owes a reply stays awake while the sender may wait for it", async () => {
  await using overlay = await simulateIdling(1, 36);
  const service = await overlay.publish(NEVER_ANSWERS);
  const [node] = overlay.nodes;
  await expect(node.request(service, KEY, "")).rejects.toMatchObject({ code: "DEADLINE_EXCEEDED" });
  await overlay.simulation.runAsync(IDLE_MS);
  expect(await statesAt(node)).toEqual({ test: "running" });
  await overlay.simulation.runAsync(OWED_MS);
  expect(await statesAt(node)).toEqual({ test: "asleep" });
});

test("a service that waits for a reply stays awake until the reply arrives or times out", async () => {
  await using overlay = await simulateIdling(1, 37);
  const [node] = overlay.nodes;
  // Sends itself a request under another key, and never answers it.
  const requester = wasm({
    imports: IMPORTS,
    deliver: `(if (i32.eqz (i32.load (i32.const 1172))) (then
      (drop (call $request (i32.const 200) (i32.const 0) (i32.const 1) (i32.const 170000)))
      (drop (call $respond (i64.load (i32.const 1152)) (i32.const 0) (i32.const 0)))))`,
    more: '(func (export "complete"))',
  });
  const service = await overlay.publish(requester);
  await node.request(service, KEY, "");
  await overlay.simulation.runAsync(160_000);
  expect(await statesAt(node)).toEqual({ test: "running" });
  await overlay.simulation.runAsync(LONG_MS);
  expect(await statesAt(node)).toEqual({ test: "asleep" });
});

test("messages on their route wake a service that exports forward, and no other", async () => {
  await using overlay = await simulateIdling(8, 38);
  const away = overlay.nodes.find(({ simulated }) => !simulated.overlay.isRoot(KEY)) as TestNode;
  const [has, hasNone] = await Promise.all([
    overlay.publish(wasm({ forward: "(i32.const 0)" }), { name: "has" }),
    overlay.publish(echoService(), { name: "has-none" }),
  ]);
  for (const service of [has, hasNone]) {
    for (let i = 0; i < 4; i++) await away.request(service, KEY, "x");
  }
  await overlay.simulation.runAsync(LONG_MS);
  expect(await statesAt(away)).toEqual({ has: "asleep", "has-none": "asleep" });
  const upcalls = async () => (await away.control.services()).map(({ forwardUpcalls }) => forwardUpcalls);
  const [before] = await upcalls();
  for (const service of [has, hasNone]) {
    const answers = await Promise.all(["a", "b"].map((text) => away.request(service, KEY, text)));
    expect(answers.map(({ text }) => text)).toEqual(["a", "b"]);
  }
  expect(await statesAt(away)).toEqual({ has: "running", "has-none": "asleep" });
  expect(await upcalls()).toEqual([before + 2, 0]);
});

test("a version published while a service slept replaces it soon after it wakes", async () => {
  await using overlay = await simulateIdling(4, 39);
  const pair = generateKeyPair();
  const service = await overlay.publish(countingService(), { publisher: pair, version: 1 });
  const root = rootOf(overlay);
  await root.request(service, KEY, "");
  await overlay.simulation.runAsync(LONG_MS);
  expect(await statesAt(root)).toEqual({ test: "asleep" });
  await overlay.publish(wasm({ deliver: COUNT_BY_TEN }), { publisher: pair, version: 2 });
  const count = async () => (await root.request(service, KEY, "")).payload[0];
  expect(await count()).toBe(2);
  // This message makes the node check for a newer version; replies of the old version count as well.
  expect([3, 12]).toContain(await count());
  await overlay.simulation.runAsync(5_000);
  const [before, after] = [await count(), await count()];
  expect(after - before).toBe(10);
  expect(await root.control.services()).toMatchObject([{ version: 2, state: "running" }]);
});

test("if a service cannot start again, waiting messages are refused; a forbidden one is removed", async () => {
  await using overlay = await simulateIdling(1, 40);
  const service = await overlay.publish(countingService());
  await overlay.nodes[0].request(service, KEY, "");
  const node = await overlay.restart(0, { ...POLICY_DEFAULT, publishers: "none" });
  expect(await statesAt(node)).toEqual({ test: "asleep" });
  const outcomes = await Promise.allSettled(["a", "b"].map((text) => node.request(service, KEY, text)));
  for (const outcome of outcomes) expect(outcome).toMatchObject({ reason: { code: "ABORTED" } });
  expect(await node.control.services()).toMatchObject([
    { state: "refused", detail: expect.stringContaining("policy") },
  ]);
  await overlay.simulation.runAsync(1_000);
  expect((await overlay.restart(node.simulated.index)).parts.host.counts()).toMatchObject({ asleep: 0 });
});

test("a restarted node knows its services and wakes them without fetching their code", async () => {
  await using overlay = await simulateIdling(3, 41);
  const service = await overlay.publish(countingService(), { name: "kept" });
  const index = overlay.simulation.trueRoot(KEY).index;
  await overlay.nodes[index].request(service, KEY, "");
  await overlay.nodes[index].request(service, KEY, "");
  const node = await overlay.restart(index);
  expect(await node.control.services()).toMatchObject([
    { name: "kept", state: "asleep", version: 1, capabilities: ["message", "store"], codeFrom: "local" },
  ]);
  const get = vi.spyOn(node.parts.storage, "get");
  const from = overlay.nodes.find(({ simulated }) => simulated.index !== index) as TestNode;
  expect((await from.request(service, KEY, "")).payload[0]).toBe(3);
  expect(get).not.toHaveBeenCalled();
  expect(await node.control.services()).toMatchObject([{ state: "running", codeFrom: "local" }]);
});

test("when the limit of awake services is reached, the longest unused ones go to sleep", async () => {
  await using overlay = await simulateIdling(1, 42, { awakeMax: 3 });
  const [node] = overlay.nodes;
  const services: Id[] = [];
  for (const name of ["a", "b", "c", "d"]) services.push(await overlay.publish(countingService(), { name }));
  const ask = async (i: number) => {
    await overlay.simulation.runAsync(10);
    return (await node.request(services[i], KEY, "")).payload[0];
  };
  for (const i of [0, 1, 2, 0]) await ask(i);
  await ask(3);
  expect(await statesAt(node)).toEqual({ a: "running", b: "asleep", c: "running", d: "running" });
  expect(await ask(1)).toBe(2);
  expect(await statesAt(node)).toEqual({ a: "running", b: "running", c: "asleep", d: "running" });
});

test("timers that never end do not keep the services of other publishers asleep", async () => {
  await using overlay = await simulateIdling(1, 43, { awakeMax: 3 });
  const [node] = overlay.nodes;
  const pair = generateKeyPair();
  for (const name of ["t1", "t2", "t3"])
    await node.request(await overlay.publish(TICKS, { name, publisher: pair }), KEY, "");
  const other = await overlay.publish(countingService(), { name: "other" });
  expect((await node.request(other, KEY, "")).payload[0]).toBe(1);
  expect(await statesAt(node)).toEqual({ t1: "asleep", t2: "running", t3: "running", other: "running" });
  const more = await overlay.publish(TICKS, { name: "t4", publisher: pair });
  // "other" is quiet by now, so it makes room. After that only services of the same publisher are left, and
  // none makes room.
  await node.request(more, KEY, "");
  const most = await overlay.publish(TICKS, { name: "t5", publisher: pair });
  await expect(node.request(most, KEY, "")).rejects.toMatchObject({ code: "ABORTED" });
});

test("with far more services in use than may be awake, every message is answered and counted once", async () => {
  await using overlay = await simulateIdling(1, 48, { awakeMax: 3 });
  const [node] = overlay.nodes;
  const services: Id[] = [];
  for (let i = 0; i < 12; i++) services.push(await overlay.publish(countingService(), { name: `s${i}` }));
  const random = seededRandom(48);
  const chosen = Array.from({ length: 300 }, () => Math.floor(random.next() * services.length));
  const answers = await Promise.all(chosen.map((i) => node.request(services[i], KEY, "")));
  expect(node.parts.host.counts().awake).toBeLessThanOrEqual(3);
  const counted = services.map(() => 0);
  expect(answers.map(({ payload }) => payload[0])).toEqual(chosen.map((i) => ++counted[i]));
});

test("a service that wakes gets an update for each neighbour that joined or left meanwhile", async () => {
  await using overlay = await simulateIdling(4, 44);
  // Counts the updates of its instance: joined in one byte, left in the next.
  const counts = wasm({
    deliver: "(drop (call $respond (i64.load (i32.const 1152)) (i32.const 100) (i32.const 2)))",
    more: `(func (export "update") (local $at i32)
      (local.set $at (i32.sub (i32.const 101)
        (i32.and (i32.shr_u (i32.load (i32.const 1164)) (i32.const 1)) (i32.const 1))))
      (i32.store8 (local.get $at) (i32.add (i32.load8_u (local.get $at)) (i32.const 1))))`,
  });
  const service = await overlay.publish(counts);
  const root = rootOf(overlay);
  const { id } = root.simulated.handle;
  await root.request(service, id, "");
  await overlay.simulation.runAsync(LONG_MS);
  expect(await statesAt(root)).toEqual({ test: "asleep" });
  overlay.simulation.add();
  overlay.simulation.add();
  const gone = overlay.nodes.find((node) => node !== root) as TestNode;
  overlay.simulation.crash(gone.simulated.index);
  await overlay.simulation.runAsync(LONG_MS);
  expect(await statesAt(root)).toEqual({ test: "asleep" });
  expect([...(await root.request(service, id, "")).payload]).toEqual([2, 1]);
});

test("a reply to a request of an ended instance does not reach the next instance", async () => {
  await using overlay = await simulateIdling(2, 45, { awakeMax: 1 });
  const [node, other] = overlay.nodes;
  const here = node.simulated.handle.id;
  // A payload of 32 bytes is a key for an empty request; one byte asks for the number of completions; an
  // empty message gets no reply.
  const requester = wasm({
    imports: IMPORTS,
    deliver: `
      (if (i32.eq (i32.load (i32.const 1172)) (i32.const 32)) (then
        (drop (call $request (i32.const 1184) (i32.const 0) (i32.const 0) (i32.const 20000)))))
      (if (i32.load (i32.const 1172)) (then
        (drop (call $respond (i64.load (i32.const 1152)) (i32.const 100) (i32.const 1)))))`,
    more: `(func (export "complete")
      (i32.store8 (i32.const 100) (i32.add (i32.load8_u (i32.const 100)) (i32.const 1))))`,
  });
  const service = await overlay.publish(requester, { name: "requester" });
  const answers = async () => (await node.request(service, here, "?")).payload[0];
  await node.request(service, here, other.simulated.handle.id.bytes);
  await overlay.simulation.runAsync(25_000);
  expect(await answers()).toBe(1);
  await node.request(service, here, other.simulated.handle.id.bytes);
  await node.request(
    await overlay.publish(TICKS, { name: "ticks", publisher: overlay.publisher("other") }),
    here,
    "",
  );
  expect(await statesAt(node)).toEqual({ requester: "asleep", ticks: "running" });
  expect(await answers()).toBe(0);
  await overlay.simulation.runAsync(25_000);
  expect(await answers()).toBe(0);
});

test("services are listed in pages by their ids, each once", async () => {
  await using overlay = await simulateIdling(1, 47);
  const [{ control }] = overlay.nodes;
  const ids: string[] = [];
  for (let i = 0; i < 7; i++) ids.push((await overlay.publish(echoService(), { name: `s${i}` })).hex);
  await Promise.all(ids.map((id) => overlay.nodes[0].request(Id.fromHex(id), KEY, "")));
  const parts: string[][] = [];
  for (let after = ""; ; after = parts.at(-1)?.at(-1) ?? "") {
    parts.push((await control.services({ after, max: 3 })).map(({ serviceId }) => serviceId));
    if (parts.at(-1)?.length !== 3) break;
  }
  expect(parts.map(({ length }) => length)).toEqual([3, 3, 1]);
  expect(parts.flat()).toEqual([...ids].sort());
  expect((await control.services()).map(({ name }) => name)).toEqual([
    "s0",
    "s1",
    "s2",
    "s3",
    "s4",
    "s5",
    "s6",
  ]);
});

test("unknown service ids in messages evict no known service", async () => {
  await using overlay = await simulateIdling(1, 46);
  const service = await overlay.publish(echoService(), { name: "known" });
  const [node] = overlay.nodes;
  await node.request(service, KEY, "x");
  await overlay.simulation.runAsync(LONG_MS);
  await Promise.allSettled(
    Array.from({ length: 2_000 }, (_, i) => node.request(Id.hashOf(`unknown ${i}`), KEY, "x")),
  );
  expect((await node.request(service, KEY, "still")).text).toBe("still");
});

const COUNT_BY_TEN = `
  (drop (call $store_get (i32.const 0) (i32.const 1) (i32.const 100) (i32.const 1)))
  (i32.store8 (i32.const 100) (i32.add (i32.load8_u (i32.const 100)) (i32.const 10)))
  (drop (call $store_put (i32.const 0) (i32.const 1) (i32.const 100) (i32.const 1)))
  (drop (call $respond (i64.load (i32.const 1152)) (i32.const 100) (i32.const 1)))`;

test("a recorded service does not sleep until the recording ends", async () => {
  await using overlay = await simulateIdling(1, 33);
  const service = await overlay.publish(COUNTS_IN_MEMORY);
  const [node] = overlay.nodes;
  await node.request(service, KEY, "");
  const ends: string[] = [];
  const receiver = { write: () => true, end: (reason: string) => ends.push(reason) };
  const request = { service, eventsMax: 0, restarts: false, withModule: false };
  const recording = await node.control.record(request, receiver);
  await overlay.simulation.runAsync(LONG_MS);
  expect(await statesAt(node)).toEqual({ test: "running" });
  recording.stop("asked");
  await vi.waitFor(() => expect(ends).toEqual(["asked"]));
  await overlay.simulation.runAsync(LONG_MS);
  expect(await statesAt(node)).toEqual({ test: "asleep" });
});
