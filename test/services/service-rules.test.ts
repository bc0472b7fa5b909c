import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { E_NOT_FOUND, E_REFUSED, OK } from "../../abi/abi.ts";
import { service as wasm } from "../../runtime/attack/kit/modules.ts";
import { Id } from "../../runtime/base/id.ts";
import { generateKeyPair, signRaw } from "../../runtime/base/identity.ts";
import { buildService } from "../../runtime/cli/build.ts";
import { POLICY_DEFAULT } from "../../runtime/deployment/policy.ts";
import { immutableRecord } from "../../runtime/storage/kinds/immutable.ts";
import { mergedRecord } from "../../runtime/storage/kinds/merged.ts";
import { signValue } from "../../runtime/storage/kinds/signed.ts";
import { NETWORK_ID, simulate, type TestNode, type TestOverlay } from "../../runtime/testing/index.ts";

const source = (name: string) =>
  fileURLToPath(new URL(`../../services-as/${name}/${name}.ts`, import.meta.url));
const keyOf = (service: Id, name: string) => Id.hashOf(service.bytes, name);
const NO_FIELD = new Uint8Array(0);
const refusal = (acting: Promise<unknown>) =>
  acting.then(
    () => "accepted",
    (error: Error) => error.message,
  );

/** Partitions the overlay: every other node is on one side. Returns the sides. */
function cut({ simulation, nodes }: TestOverlay): readonly [TestNode[], TestNode[]] {
  const isLeft = new Set(nodes.filter((_, i) => i % 2 === 0).map(({ simulated }) => simulated.handle.id.hex));
  simulation.network.partition((node) => (isLeft.has(node.id.hex) ? 0 : 1));
  const onLeft = ({ simulated }: TestNode) => isLeft.has(simulated.handle.id.hex);
  return [nodes.filter(onLeft), nodes.filter((node) => !onLeft(node))];
}

describe("a shopping list", () => {
  let module: Uint8Array;
  beforeAll(async () => {
    ({ module } = await buildService(source("shopping")));
  });

  test("merges the changes of several people at any nodes into one list, which survives its root", async () => {
    await using overlay = await simulate({ nodes: 8, seed: 11 });
    const service = await overlay.publish(module);
    const key = keyOf(service, "flat");
    const say = async (node: TestNode, words: string) => (await node.request(service, key, words)).text;
    const { nodes } = overlay;
    expect(await say(nodes[0], "list")).toBe("");
    for (const [i, thing] of ["milk", "bread", "tea"].entries())
      expect(await say(nodes[i], `add ${thing}`)).toBe("thank you");
    expect(await say(nodes[4], "bought bread")).toBe("thank you");
    expect(await say(nodes[5], "list")).toBe("milk\ntea\n");
    expect(await say(nodes[6], "add bread")).toBe("thank you");
    overlay.simulation.crash(overlay.simulation.trueRoot(key).index);
    await overlay.simulation.runAsync(20_000);
    const other = nodes.find(({ simulated }) => simulated.isAlive()) as TestNode;
    expect(await say(other, "list")).toBe("bread\nmilk\ntea\n");
  });

  test("keeps the additions of both sides of a partition after it heals", async () => {
    await using overlay = await simulate({ nodes: 12, seed: 12 });
    const service = await overlay.publish(module);
    const key = keyOf(service, "flat");
    const say = async (node: TestNode, words: string) => (await node.request(service, key, words)).text;
    expect(await say(overlay.nodes[0], "add milk")).toBe("thank you");
    await overlay.simulation.runAsync(10_000);
    const [left, right] = cut(overlay);
    await overlay.simulation.runAsync(60_000);
    for (const [side, thing] of [
      [left, "salt"],
      [right, "rice"],
    ] as const)
      await say(side[1], `add ${thing}`).catch(() => {});
    overlay.simulation.network.heal();
    await overlay.simulation.runAsync(200_000);
    const lists = new Set<string>();
    for (const node of [left[2], right[2]]) lists.add(await say(node, "list"));
    expect([...lists]).toHaveLength(1);
    expect([...lists][0]).toContain("milk\n");
    // All replicas have the same value.
    const replicas = overlay.nodes.flatMap(
      ({ parts }) => parts.storage.peek(mergedRecord(service, key, NO_FIELD)) ?? [],
    );
    expect(new Set(replicas.map(({ writer }) => writer.hex)).size).toBe(1);
  });

  test("accepts from an application the values that its service accepts, and says why it refuses others", async () => {
    await using overlay = await simulate({ nodes: 6, seed: 14 });
    const service = await overlay.publish(module);
    const key = keyOf(service, "flat");
    const [{ control }] = overlay.nodes;
    const settle = <Value>(promise: Promise<Value>) => overlay.simulation.settle(promise);
    const egg = Uint8Array.from([3, 0, 4, 0, 0, 0, ...Buffer.from("egg"), 1, 0, 0, 0]);
    await settle(control.put(service, key, NO_FIELD, egg, 0, "merged"));
    expect((await overlay.nodes[3].request(service, key, "list")).text).toBe("egg\n");
    const why = await settle(refusal(control.put(service, key, NO_FIELD, egg.subarray(1), 0, "merged")));
    expect(why).toContain("its service's validate refuses it");
    expect(await settle(control.get(service, key, NO_FIELD, "merged"))).toEqual(egg);
    // A plain record of the same name is another record.
    expect(await settle(control.get(service, key, NO_FIELD))).toBeNull();
  });

  test("is not reported as empty by a node that may not run its service", async () => {
    const never: typeof POLICY_DEFAULT = { ...POLICY_DEFAULT, publishers: "none" };
    await using overlay = await simulate({
      nodes: 8,
      seed: 15,
      policy: (index) => (index === 7 ? never : POLICY_DEFAULT),
    });
    const service = await overlay.publish(module);
    const barred = overlay.nodes[7];
    // A key of which that node is the root.
    const key = barred.simulated.handle.id;
    const { control } = overlay.nodes[1];
    const settle = <Value>(promise: Promise<Value>) => overlay.simulation.settle(promise);
    const egg = Uint8Array.from([3, 0, 4, 0, 0, 0, ...Buffer.from("egg"), 1, 0, 0, 0]);
    await settle(control.put(service, key, NO_FIELD, egg, 0, "merged"));
    await overlay.simulation.runAsync(100_000);
    expect(await settle(control.get(service, key, NO_FIELD, "merged"))).toEqual(egg);
  });
});

describe("hostile rules", () => {
  const rules = (validate: string, merge: string) =>
    wasm({
      more: `(func (export "validate") (result i32) ${validate}) (func (export "merge") ${merge})`,
    });
  const APPEND =
    "(drop (call $respond (i64.load (i32.const 1152)) (i32.const 1184) (i32.load (i32.const 1172))))";

  test.each([
    ["validate that loops", rules("(loop $again (br $again)) (i32.const 1)", ""), "fuel"],
    ["validate that traps", rules("(unreachable)", ""), "trap"],
  ])("refuse the value, and the service answers on: %s", async (_what, module, fault) => {
    await using overlay = await simulate({ nodes: 5, seed: 21 });
    const service = await overlay.publish(module);
    const key = keyOf(service, "k");
    const value = Uint8Array.of(1);
    const settle = <Value>(promise: Promise<Value>) => overlay.simulation.settle(promise);
    for (const { control } of overlay.nodes)
      expect(await settle(refusal(control.put(service, key, NO_FIELD, value, 0, "merged")))).toContain(fault);
    expect((await overlay.nodes[1].request(service, key, "hello")).text).toBe("hello");
  });

  test("with a merge that always grows are not evaluated forever: each replica keeps its value", async () => {
    await using overlay = await simulate({ nodes: 5, seed: 22 });
    const service = await overlay.publish(rules("(i32.const 1)", APPEND));
    const key = keyOf(service, "k");
    const settle = <Value>(promise: Promise<Value>) => overlay.simulation.settle(promise);
    const put = (node: TestNode, byte: number) =>
      settle(refusal(node.control.put(service, key, NO_FIELD, Uint8Array.of(byte), 0, "merged")));
    expect(await put(overlay.nodes[0], 1)).toBe("accepted");
    expect(await put(overlay.nodes[1], 2)).toContain("does not settle");
    const upcalls = () =>
      overlay.nodes.reduce((sum, { parts }) => {
        for (const { serviceId, hosted } of parts.host.list())
          if (serviceId === service.hex) sum += hosted?.queue?.usage.upcalls ?? 0;
        return sum;
      }, 0);
    await overlay.simulation.runAsync(200_000);
    const before = upcalls();
    await overlay.simulation.runAsync(600_000);
    expect(upcalls()).toBe(before);
    expect(await settle(overlay.nodes[2].control.get(service, key, NO_FIELD, "merged"))).toEqual(
      Uint8Array.of(1),
    );
  });
});

describe("a service with immutable and signed records", () => {
  /**
   * Commands: "k" stores an immutable value, "g" reads one; "p" stores a signed value, "s" reads one; "v"
   * verifies a signature.
   */
  const SOURCE = `
    import { Bytes, immutable, Key, message, net, signed, utf8, verify } from "prost/service";
    const NO_FIELD = new Uint8Array(0);
    const waiting = new Map<i64, i64>();
    export function deliver(): void {
      const payload = message.payload();
      const rest = payload.slice(1);
      const owner = rest.slice(0, 32);
      switch (payload[0]) {
        case 0x6b: return wait(immutable.put(rest));
        case 0x67: return wait(immutable.get(new Key(rest)));
        case 0x70: return wait(signed.put(owner, NO_FIELD, rest));
        case 0x73: return wait(signed.get(owner, NO_FIELD));
        default:
          message.respond(verify(owner, rest.slice(32, 96), rest.slice(96)) ? "signed" : "forged");
      }
    }
    function wait(token: i64): void {
      if (token > 0) waiting.set(token, message.token());
      else message.respond("status " + token.toString());
    }
    export function complete(): void {
      const reply = waiting.get(message.token());
      waiting.delete(message.token());
      const answer = message.payload();
      net.respond(reply, answer.length > 0 ? answer : utf8("status " + message.status().toString()));
    }`;
  let module: Uint8Array;
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), "prost-forms-"));
    await writeFile(join(folder, "vault.ts"), SOURCE);
    ({ module } = await buildService(join(folder, "vault.ts")));
    await rm(folder, { recursive: true });
  });

  test("learns whether the storage accepts a value, and verifies signatures itself", async () => {
    await using overlay = await simulate({ nodes: 6, seed: 17 });
    const service = await overlay.publish(module);
    const ask = (node: number, letter: string, ...parts: Uint8Array[]) =>
      overlay.nodes[node].request(
        service,
        keyOf(service, "vault"),
        Uint8Array.from([...Buffer.from(letter), ...parts.flatMap((part) => [...part])]),
      );
    const value = Buffer.from("for ever");
    expect((await ask(0, "k", value)).text).toBe(`status ${OK}`);
    const { key } = immutableRecord(service, value);
    expect((await ask(1, "g", key.bytes)).text).toBe("for ever");
    expect((await ask(1, "g", Id.hashOf("nothing").bytes)).text).toBe(`status ${E_NOT_FOUND}`);

    const pair = generateKeyPair();
    const sign = (sequence: number) =>
      signValue(
        pair,
        NETWORK_ID,
        { scope: service, field: NO_FIELD },
        sequence,
        Buffer.from(`number ${sequence}`),
      );
    expect((await ask(2, "p", sign(2))).text).toBe(`status ${OK}`);
    expect((await ask(3, "p", sign(1))).text).toBe(`status ${E_REFUSED}`);
    const forged = sign(3);
    forged[forged.length - 1] ^= 1;
    expect((await ask(3, "p", forged)).text).toBe(`status ${E_REFUSED}`);
    expect((await ask(4, "s", pair.publicKey)).payload).toEqual(sign(2));

    const message = Buffer.from("said");
    expect((await ask(5, "v", pair.publicKey, signRaw(pair, message), message)).text).toBe("signed");
    expect((await ask(5, "v", pair.publicKey, signRaw(pair, value), message)).text).toBe("forged");
  });
});

describe("tickets", () => {
  let module: Uint8Array;
  beforeAll(async () => {
    ({ module } = await buildService(source("tickets")));
  });

  test("are given out once each, even when many nodes ask at once", async () => {
    await using overlay = await simulate({ nodes: 8, seed: 13 });
    const service = await overlay.publish(module);
    const key = keyOf(service, "hall");
    const take = async (node: TestNode) => (await node.request(service, key, "take")).text;
    const first = await take(overlay.nodes[0]);
    const rest = await Promise.all(overlay.nodes.map(take));
    const given = [first, ...rest].filter((words) => /^\d+$/.test(words));
    expect(new Set(given).size).toBe(given.length);
    expect(given.length).toBeGreaterThan(4);
    expect(given.every((words) => Number(words) <= 9)).toBe(true);
  });

  test("are refused on the side of a partition without a majority", async () => {
    await using overlay = await simulate({ nodes: 8, seed: 16 });
    const service = await overlay.publish(module);
    const key = keyOf(service, "hall");
    const take = async (node: TestNode) => (await node.request(service, key, "take")).text;
    expect(await take(overlay.nodes[0])).toBe("1");
    const { simulation, nodes } = overlay;
    const root = simulation.trueRoot(key);
    simulation.network.partition((node) => (node.id.equals(root.handle.id) ? 1 : 0));
    expect(await take(nodes[root.index])).toMatch(/^not now/);
    simulation.network.heal();
    await simulation.runAsync(60_000);
    expect(Number(await take(nodes[0]))).toBeGreaterThan(1);
  });
});
