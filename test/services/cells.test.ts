import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { countingService, trapOnEveryMessage } from "../../runtime/attack/kit/modules.ts";
import { hexOf } from "../../runtime/base/hex.ts";
import { Id } from "../../runtime/base/id.ts";
import { generateKeyPair, type KeyPair } from "../../runtime/base/identity.ts";
import { silentLog } from "../../runtime/base/log.ts";
import { ControlClient } from "../../runtime/control/client.ts";
import { publishModule } from "../../runtime/control/publish-module.ts";
import { soleRootId } from "../../runtime/deployment/root.ts";
import { loadConfig, type NodeConfig } from "../../runtime/node/config.ts";
import { type ProstNode, startNode } from "../../runtime/node/node.ts";
import type { Runner } from "../../runtime/sandbox/contract.ts";
import { Cells, type SpareRunner } from "../../runtime/services/cells.ts";
import { VirtualClock } from "../../runtime/simulator/virtual-clock.ts";
import { inMemory } from "./upgrade-modules.ts";

/** Cells that run nothing and log their own life cycle. */
function idleCells() {
  const clock = new VirtualClock();
  const log: string[] = [];
  let made = 0;
  const runner = (kind: string): SpareRunner => {
    const name = `${kind}${made++}`;
    log.push(`${name} made`);
    return {
      install: () => Promise.reject(new Error("nothing is installed here")),
      uninstall: () => {},
      setView: () => log.push(`${name} sees`),
      run: () => Promise.resolve([]),
      usage: () => ({ pid: made, rssBytes: 1, restarts: 0 }),
      close: async () => void log.push(`${name} ends`),
      warm: () => log.push(`${name} starts`),
      rename: (to) => log.push(`${name} is ${to}`),
    };
  };
  const cells = new Cells({
    clock,
    make: (_key, spare) => spare ?? runner("cell"),
    spare: () => runner("spare"),
  });
  const run = (ms: number) => {
    const untilMs = clock.now() + ms;
    while (clock.step(untilMs));
    clock.advanceTo(untilMs);
  };
  return { cells, log, run };
}

const [A, B] = [new Uint8Array(32).fill(0xaa), new Uint8Array(32).fill(0xbb)];

test("a publisher's cell serves all its services, and ends some time after the last has left", () => {
  const { cells, log, run } = idleCells();
  const first = cells.enter(A);
  expect(cells.enter(A)).toBe(first);
  cells.leave(A);
  run(60_000);
  expect(log).not.toContain("cell0 ends");
  cells.leave(A);
  // A service enters before the cell has ended: the cell stays.
  expect(cells.enter(A)).toBe(first);
  run(60_000);
  expect(log).not.toContain("cell0 ends");
  cells.leave(A);
  run(60_000);
  expect(log).toContain("cell0 ends");
  expect(cells.usage(A)).toBeNull();
  expect(cells.services).toBe(0);
});

test("the spare cell goes to the next publisher that needs one, gets the view then, and is replaced", () => {
  const { cells, log, run } = idleCells();
  cells.setView({ self: A, leaves: [], isWholeRing: true, table: [] });
  const first = cells.enter(A);
  expect(log).toEqual(["cell0 made", "cell0 sees"]);
  run(5_000);
  expect(log.slice(2)).toEqual(["spare1 made", "spare1 starts"]);
  const second = cells.enter(B);
  expect(second).not.toBe(first);
  expect(log.slice(4)).toEqual(["spare1 is bbbbbbbb", "spare1 sees"]);
  run(5_000);
  expect(log.slice(6)).toEqual(["spare2 made", "spare2 starts"]);
});

test("closing ends the cells of all publishers, and the spare", async () => {
  const { cells, log, run } = idleCells();
  cells.enter(A);
  cells.enter(B);
  run(5_000);
  await cells.close();
  expect(log.filter((line) => line.endsWith("ends"))).toEqual(["cell0 ends", "cell1 ends", "spare2 ends"]);
  run(60_000);
  expect(log.filter((line) => line.endsWith("made"))).toHaveLength(3);
});

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "prost-cells-"));
  opened.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function nodeOf(folder: string, settings: Partial<NodeConfig> = {}) {
  const config = loadConfig(null, { data: folder, listen: "127.0.0.1:0", log: "silent" });
  const node = await startNode({ ...config, ...settings }, silentLog);
  const client = new ControlClient(node.socket);
  let isOpen = true;
  const close = async () => {
    if (!isOpen) return;
    isOpen = false;
    client.close();
    await node.close();
  };
  opened.push(close);
  return { node, client, close };
}

const publish = (client: ControlClient, pair: KeyPair, name: string, module = countingService()) =>
  publishModule(client, { module, pair, name, version: 1, capabilities: null });

function count({ overlay }: ProstNode, service: Id): Promise<number | string> {
  return new Promise((resolve) => {
    const key = Id.hashOf("key");
    overlay.request(service, key, new Uint8Array(0), { timeoutMs: 20_000 }, (response) =>
      resolve(response.ok ? response.payload[0] : response.reason),
    );
  });
}

/** The count of a service that counts in memory, from the reply. */
function countInMemory({ overlay }: ProstNode, service: Id): Promise<number | string> {
  return new Promise((resolve) => {
    overlay.request(service, Id.hashOf("key"), Uint8Array.of(1), { timeoutMs: 20_000 }, (response) =>
      resolve(response.ok ? response.payload[0] : response.reason),
    );
  });
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const SLEEPY = { sleepAfter: 0.5, awakeMax: 100, cellMemoryMiB: null, spareCell: true };

test("a cell ends when all its services sleep; they wake in another cell with their stores", async () => {
  const folder = await temporaryFolder();
  const { node, client, close } = await nodeOf(folder, { services: SLEEPY });
  const service = await publish(client, generateKeyPair(), "sleepy");
  expect(await count(node, service)).toBe(1);
  const [{ cellPid }] = await client.services();
  expect(isAlive(cellPid)).toBe(true);
  await vi.waitFor(() => expect(isAlive(cellPid)).toBe(false), { timeout: 20_000, interval: 100 });
  expect(await client.services()).toMatchObject([{ state: "asleep", cellPid: 0, upcalls: 1 }]);
  const answers = await Promise.all(Array.from({ length: 20 }, () => count(node, service)));
  expect(answers).toEqual(Array.from({ length: 20 }, (_, i) => i + 2));
  const [woken] = await client.services();
  expect(woken).toMatchObject({ state: "running", upcalls: 21 });
  expect(woken.cellPid).not.toBe(cellPid);
  await close();
  expect(isAlive(woken.cellPid)).toBe(false);
  const again = await nodeOf(folder, { services: SLEEPY });
  expect(await again.client.services()).toMatchObject([{ name: "sleepy", state: "asleep" }]);
  expect(await again.client.status()).toMatchObject({ servicesAwake: 0, servicesAsleep: 1 });
  expect(await count(again.node, service)).toBe(22);
}, 60_000);

test("a service starts in the next cell and answers after its cell was killed while it woke", async () => {
  const { node, client } = await nodeOf(await temporaryFolder(), {
    services: { ...SLEEPY, sleepAfter: 60, awakeMax: 1, spareCell: false },
  });
  const pair = generateKeyPair();
  const [first, second] = [await publish(client, pair, "first"), await publish(client, pair, "second")];
  expect([await count(node, first), await count(node, second), await count(node, first)]).toEqual([1, 1, 2]);
  const { cellPid } = (await client.services()).find(({ state }) => state === "running") ?? { cellPid: 0 };
  const answers = [count(node, second), count(node, second)];
  process.kill(cellPid, "SIGKILL");
  expect(await Promise.all(answers)).toEqual([2, 3]);
  expect(await count(node, first)).toBe(3);
}, 60_000);

test("only services of publishers in policy.inline run in the node's process", async () => {
  const [trusted, other] = [generateKeyPair(), generateKeyPair()];
  const { policy } = loadConfig(null);
  const { node, client } = await nodeOf(await temporaryFolder(), {
    policy: { ...policy, inline: [hexOf(soleRootId(trusted.publicKey))] },
  });
  const services = await Promise.all([
    publish(client, trusted, "a-inline"),
    publish(client, trusted, "b-traps", trapOnEveryMessage()),
    publish(client, other, "c-cell"),
  ]);
  expect(await Promise.all(services.map((service) => count(node, service)))).toEqual([1, "refused", 1]);
  expect(await count(node, services[0])).toBe(2);
  const list = await client.services();
  expect(list).toMatchObject([
    { name: "a-inline", isInline: true, cellPid: 0, faults: 0 },
    { name: "b-traps", isInline: true, cellPid: 0, faults: 1, storeBytes: 0 },
    { name: "c-cell", isInline: false },
  ]);
  expect(list[2].cellPid).toBeGreaterThan(0);
  expect(await client.status()).toMatchObject({ servicesAwake: 3, servicesInline: 2 });
}, 60_000);

test("by default nothing runs in the node's process", async () => {
  expect(loadConfig(null).policy.inline).toEqual([]);
  const make = (): Runner => idleCells().cells.enter(A);
  const cells = new Cells({ clock: new VirtualClock(), make });
  cells.enter(A);
  expect(cells.isInline(A)).toBe(false);
  expect(cells.inlineServices).toBe(0);
});

test("in a real cell a newer version restores the old one's memory, and one that fails changes nothing", async () => {
  const { node, client } = await nodeOf(await temporaryFolder());
  const pair = generateKeyPair();
  const publishAs = (version: number, module: Uint8Array) =>
    publishModule(client, { module, pair, name: "counts", version, capabilities: null });
  const service = await publishAs(1, inMemory(1));
  const deploy = () => client.deploy({ service, target: { kind: "everywhere" } }, () => {});
  expect([await countInMemory(node, service), await countInMemory(node, service)]).toEqual([1, 2]);
  await publishAs(2, inMemory(2));
  const counting = Array.from({ length: 20 }, () => countInMemory(node, service));
  expect(await deploy()).toMatchObject({ running: 1, refused: 0 });
  const counted = [...(await Promise.all(counting)), await countInMemory(node, service)];
  expect(Math.max(...counted.map(Number))).toBe(23);
  expect(await client.services()).toMatchObject([
    {
      version: 2,
      state: "running",
      lastUpgrade: { ok: true, hasRestored: true, fromVersion: 1, toVersion: 2 },
    },
  ]);
  const [{ cellPid }] = await client.services();
  await publishAs(3, inMemory(3, "unreachable"));
  expect(await deploy()).toMatchObject({
    running: 0,
    refused: 1,
    refusals: [{ reason: "upgrade", detail: expect.stringMatching(/version 3: trap/) }],
  });
  expect(await countInMemory(node, service)).toBe(24);
  expect(await client.services()).toMatchObject([
    { version: 2, state: "running", cellPid, lastUpgrade: { ok: false, toVersion: 3 } },
  ]);
}, 60_000);
