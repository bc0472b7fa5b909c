/**
 * How code reaches the nodes that get messages: from the previous hop or the replicas, while messages wait.
 */
import { describe, expect, test, vi } from "vitest";
import { countingService, echoService, service as wasm } from "../../runtime/attack/kit/modules.ts";
import { Id } from "../../runtime/base/id.ts";
import { generateKeyPair } from "../../runtime/base/identity.ts";
import { CODE_SERVICE, CodeExchange } from "../../runtime/deployment/code-exchange.ts";
import type { StoredPackage } from "../../runtime/deployment/package-store.ts";
import { InlineRunner } from "../../runtime/sandbox/inline/inline-runner.ts";
import { simulate, type TestNode, type TestOverlay } from "../../runtime/testing/index.ts";

/**
 * A node that runs the service, and the root of a key, which does not know it and gets messages from the
 * first directly.
 */
async function runnerAndRoot(overlay: TestOverlay, service: Id) {
  const [runner] = overlay.nodes;
  await overlay.simulation.settle(runner.parts.host.ensure(service));
  const key = Id.hashOf("a key");
  const root = overlay.nodes[overlay.simulation.trueRoot(key).index];
  expect(root).not.toBe(runner);
  return { runner, root, key };
}

function codeFrom(node: TestNode, service: Id): string | undefined {
  return node.parts.host.packageOf(service)?.codeFrom;
}

describe("a node that gets a message of an unknown service", () => {
  test("fetches the code from the previous hop in one request", async () => {
    await using overlay = await simulate({ nodes: 8, seed: 31 });
    const service = await overlay.publish(echoService());
    const { runner, root, key } = await runnerAndRoot(overlay, service);
    expect((await runner.request(service, key, "hello")).text).toBe("hello");
    expect(codeFrom(root, service)).toBe(runner.simulated.handle.id.hex);
    expect(runner.parts.deployment.exchange.counters).toMatchObject({ offered: 1, pieces: 0, refused: 0 });
  });

  test("starts the service while its version is written to disk, and releases effects after that", async () => {
    await using overlay = await simulate({ nodes: 8, seed: 31 });
    const service = await overlay.publish(echoService());
    const { runner, root, key } = await runnerAndRoot(overlay, service);
    const write = root.store.write.bind(root.store);
    let release = () => {};
    const isReleased = new Promise<void>((resolve) => {
      release = resolve;
    });
    vi.spyOn(root.store, "write").mockImplementation(async (writes) => {
      if (writes.some(({ space }) => space === "package/seen")) await isReleased;
      return write(writes);
    });
    const install = vi.spyOn(InlineRunner.prototype, "install");
    let answer = "";
    const request = runner.request(service, key, "hello").then(({ text }) => {
      answer = text;
    });
    await overlay.simulation.runAsync(1_000);
    expect([install.mock.calls.length, answer, root.parts.host.packageOf(service)]).toEqual([1, "", null]);
    release();
    await request;
    expect(answer).toBe("hello");
    install.mockRestore();
  });

  test("runs the neighbour's old version at once, and the newest one when the overlay has reported it", async () => {
    await using overlay = await simulate({ nodes: 8, seed: 32 });
    const pair = generateKeyPair();
    const service = await overlay.publish(countingService(), { publisher: pair, version: 1 });
    const { runner, root, key } = await runnerAndRoot(overlay, service);
    // Longer than nodes on the route cache replaceable records.
    await overlay.simulation.runAsync(6_000);
    await overlay.publish(echoService(), { publisher: pair, version: 2 });
    const { payload } = await runner.request(service, key, "x");
    expect(payload).toEqual(Uint8Array.of(1));
    await overlay.simulation.runAsync(3_000);
    expect(await root.control.services()).toMatchObject([{ version: 2, state: "running" }]);
    expect((await runner.request(service, key, "x")).text).toBe("x");
  });

  test.each([
    ["other code than the publisher signed for", (bytes: Uint8Array) => bytes, flippedLast],
    ["a manifest that the publisher did not sign", flippedLast, (bytes: Uint8Array) => bytes],
  ])("fetches from the replicas when the neighbour has %s", async (_what, envelopeOf, moduleOf) => {
    await using overlay = await simulate({ nodes: 8, seed: 33 });
    const service = await overlay.publish(echoService());
    const { runner, root, key } = await runnerAndRoot(overlay, service);
    const kept = runner.parts.deployment.installer.stored(service) as StoredPackage;
    const { overlay: lower, clock } = runner.simulated;
    const forged = { envelope: envelopeOf(kept.envelope), module: moduleOf(kept.module) };
    const malicious = new CodeExchange({ overlay: lower, clock, stored: () => forged });
    expect((await runner.request(service, key, "hello")).text).toBe("hello");
    expect(malicious.counters.offered).toBe(1);
    expect(codeFrom(root, service)).not.toBe(runner.simulated.handle.id.hex);
  });

  test("fetches from the replicas when the neighbour does not answer", async () => {
    await using overlay = await simulate({ nodes: 8, seed: 34 });
    const service = await overlay.publish(echoService());
    const { runner, root, key } = await runnerAndRoot(overlay, service);
    const silent = {
      forward: () => "continue" as const,
      deliver: () => {},
      update: () => {},
      direct: () => {},
    };
    runner.simulated.overlay.register(CODE_SERVICE, silent);
    expect((await runner.request(service, key, "hello")).text).toBe("hello");
    expect(codeFrom(root, service)).toMatch(/^[0-9a-f]{64}$/);
    expect(codeFrom(root, service)).not.toBe(runner.simulated.handle.id.hex);
  });
});

describe("a module of five chunks", () => {
  const chunks = 5;
  const text = Array.from(
    { length: chunks * 65_536 - 2_000 },
    (_, i) => "abcdefgh"[(i * 7 + (i >> 9)) % 8],
  ).join("");
  const long = wasm({
    memory: `(memory (export "memory") ${chunks + 2})`,
    more: `(data (i32.const 16384) "${text}")`,
  });

  test("is fetched in two steps: the manifest with the first two chunks, then the others", async () => {
    await using overlay = await simulate({ nodes: 8, seed: 36 });
    const service = await overlay.publish(long);
    const { runner, root, key } = await runnerAndRoot(overlay, service);
    expect((await runner.request(service, key, "hello")).text).toBe("hello");
    expect(codeFrom(root, service)).toBe(runner.simulated.handle.id.hex);
    expect(runner.parts.deployment.exchange.counters).toMatchObject({ offered: 1, pieces: chunks - 2 });
  });

  test("is fetched whole although one of the neighbour's later chunks is wrong", async () => {
    await using overlay = await simulate({ nodes: 8, seed: 38 });
    const service = await overlay.publish(long);
    const { runner, root, key } = await runnerAndRoot(overlay, service);
    const kept = runner.parts.deployment.installer.stored(service) as StoredPackage;
    const { overlay: lower, clock } = runner.simulated;
    const module = kept.module.with(3 * 65_536 + 5, kept.module[3 * 65_536 + 5] ^ 1);
    const malicious = new CodeExchange({ overlay: lower, clock, stored: () => ({ ...kept, module }) });
    expect((await runner.request(service, key, "hello")).text).toBe("hello");
    expect(malicious.counters.offered).toBe(1);
    expect(root.parts.host.packageOf(service)?.codeHash).toBe(runner.parts.host.packageOf(service)?.codeHash);
  });
});

describe("messages to services that run nowhere yet", () => {
  test("are all answered, 400 of them, while packets are lost, nodes fail and others join", async () => {
    await using overlay = await simulate({ nodes: 16, seed: 35, lossRate: 0.03 });
    const { simulation, nodes } = overlay;
    const services: Id[] = [];
    for (let i = 0; i < 8; i++) {
      const module = wasm({ more: `(data (i32.const 9000) "service ${i}")` });
      services.push(await overlay.publish(module, { name: `service-${i}` }));
    }
    const dying = [11, 12, 13];
    const senders = nodes.filter(({ simulated }) => !dying.includes(simulated.index));
    const answers = Array.from({ length: 400 }, (_, i) =>
      senders[i % senders.length].request(services[i % 8], Id.hashOf(`key ${i}`), Uint8Array.of(i % 251)),
    );
    const churn = (async () => {
      for (const index of dying) {
        await simulation.runAsync(40);
        simulation.crash(index);
        simulation.add();
      }
    })();
    const payloads = await Promise.all(answers);
    await churn;
    expect(payloads.map(({ payload }) => payload[0])).toEqual(Array.from({ length: 400 }, (_, i) => i % 251));
  });
});

function flippedLast(bytes: Uint8Array): Uint8Array {
  return bytes.with(bytes.length - 1, bytes[bytes.length - 1] ^ 1);
}
