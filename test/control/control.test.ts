import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, test } from "vitest";
import type { NodeControl, NodeStatus, ServiceStatus } from "../../runtime/control/api.ts";
import { ControlClient } from "../../runtime/control/client.ts";
import { type ControlServer, startControlServer } from "../../runtime/control/server.ts";
import { ProstError } from "../../runtime/errors.ts";
import { createLog, silentLog } from "../../runtime/log.ts";
import { Id } from "../../runtime/overlay/id.ts";

const folder = mkdtempSync(join(tmpdir(), "prost-control-"));
afterAll(() => rmSync(folder, { recursive: true }));

const SERVICE = Id.hashOf("service");
const KEY = Id.hashOf("key");

const STATUS: NodeStatus = {
  networkId: "n",
  nodeId: "abc",
  address: "127.0.0.1:1",
  overlay: "active",
  leafSet: 3,
  routingTable: 0,
  forwarded: 2 ** 40,
  delivered: 0,
  rerouted: 1,
  retransmitted: 2,
  dropped: 0,
  malformed: 4,
  bytesSent: 5,
  bytesReceived: 6,
  recordsHeld: 7,
  recordBytes: 8,
  pid: 9,
  rssBytes: 10,
  uptimeMs: 11,
  version: "0",
};

const RUNNING: ServiceStatus = {
  serviceId: SERVICE.hex,
  publisherKey: "",
  name: "s",
  version: 0,
  label: "",
  codeHash: "",
  codeFrom: "local",
  state: "running",
  detail: "",
  capabilities: ["message"],
  upcalls: 0,
  forwardUpcalls: 0,
  faults: 0,
  lastFault: "",
  fuelUsed: 2 ** 45,
  storeBytes: 0,
  cellPid: 0,
  cellRssBytes: 0,
  cellRestarts: 0,
};

/** Does in memory what a node does. */
class FakeControl implements NodeControl {
  readonly records = new Map<string, Uint8Array | null>();
  readonly subscribers = new Set<(payload: Uint8Array) => void>();
  published = 0;

  async status() {
    return STATUS;
  }

  async services() {
    return [RUNNING];
  }

  async publish({ module }: { module: Uint8Array }, onProgress: Parameters<NodeControl["publish"]>[1]) {
    this.published = module.length;
    for (let done = 1; done <= 3; done++)
      onProgress({ stage: "chunks", done, total: 3, serviceId: SERVICE.hex });
    if (module.length === 13) throw new ProstError("PERMISSION_DENIED", "not with thirteen bytes");
  }

  async send({ payload, timeoutMs }: { payload: Uint8Array; timeoutMs: number }) {
    if (timeoutMs === 1) throw new ProstError("DEADLINE_EXCEEDED", "too slow");
    if (timeoutMs === 2) throw new TypeError("a secret of the inside");
    return { payload: payload.map((byte) => byte + 1), from: "abc", hops: 2 };
  }

  subscribe(_service: Id, receive: (payload: Uint8Array) => void) {
    this.subscribers.add(receive);
    return () => this.subscribers.delete(receive);
  }

  async put(_service: Id, key: Id, field: Uint8Array, value: Uint8Array | null) {
    this.records.set(key.hex + Buffer.from(field).toString("hex"), value);
  }

  async get(_service: Id, key: Id, field: Uint8Array) {
    return this.records.get(key.hex + Buffer.from(field).toString("hex")) ?? null;
  }
}

const open: (ControlServer | ControlClient)[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

let count = 0;
async function start(log = silentLog) {
  const socket = join(folder, `${count++}.sock`);
  const control = new FakeControl();
  const server = await startControlServer({ socket, control, log });
  const client = new ControlClient(socket);
  open.push(server, client);
  return { socket, control, server, client };
}

test("every call does at the node what was asked, and brings back all of the answer", async () => {
  const { client, control } = await start();
  expect(await client.status()).toEqual(STATUS);
  expect(await client.services()).toEqual([RUNNING]);
  expect(
    await client.send({ service: SERVICE, key: KEY, payload: Uint8Array.of(1, 2), timeoutMs: 1_000 }),
  ).toEqual({
    payload: Uint8Array.of(2, 3),
    from: "abc",
    hops: 2,
  });
  const field = Uint8Array.of(7);
  await client.put(SERVICE, KEY, field, Uint8Array.of(1), 0);
  expect(await client.get(SERVICE, KEY, field)).toEqual(Uint8Array.of(1));
  await client.put(SERVICE, KEY, field, null, 0);
  expect(await client.get(SERVICE, KEY, field)).toBeNull();
  await client.put(SERVICE, KEY, field, new Uint8Array(0), 0);
  expect(await client.get(SERVICE, KEY, field)).toEqual(new Uint8Array(0));
  const stages: number[] = [];
  await client.publish({ module: new Uint8Array(1_000_000), manifest: Uint8Array.of(1) }, ({ done }) =>
    stages.push(done),
  );
  expect(stages).toEqual([1, 2, 3]);
  expect(control.published).toBe(1_000_000);
});

test("what a service emits comes to who subscribed, until they cancel", async () => {
  const { client, control } = await start();
  const received: number[] = [];
  let notice = () => {};
  const cancel = client.subscribe(SERVICE, (payload) => {
    received.push(payload[0]);
    notice();
  });
  const until = (condition: () => boolean) =>
    new Promise<void>((resolve) => {
      notice = () => condition() && resolve();
      const poll = setInterval(() => {
        if (!condition()) return;
        clearInterval(poll);
        resolve();
      }, 2);
    });
  await until(() => control.subscribers.size === 1);
  for (const receive of control.subscribers) for (const value of [1, 2, 3]) receive(Uint8Array.of(value));
  await until(() => received.length === 3);
  expect(received).toEqual([1, 2, 3]);
  cancel();
  await until(() => control.subscribers.size === 0);
});

test("errors of the world come back as they are; those of the inside stay inside, and are logged", async () => {
  const lines: string[] = [];
  const { client } = await start(
    createLog({ level: "error", json: true, write: (line) => lines.push(line) }),
  );
  const ask = (timeoutMs: number) =>
    client.send({ service: SERVICE, key: KEY, payload: new Uint8Array(0), timeoutMs });
  await expect(ask(1)).rejects.toMatchObject({ code: "DEADLINE_EXCEEDED", message: "too slow" });
  await expect(ask(2)).rejects.toMatchObject({
    code: "INTERNAL",
    message: expect.not.stringContaining("secret"),
  });
  expect(lines.join()).toContain("a secret of the inside");
  await expect(
    client.publish({ module: new Uint8Array(13), manifest: Uint8Array.of(1) }, () => {}),
  ).rejects.toMatchObject({
    code: "PERMISSION_DENIED",
  });
  await expect(
    client.send({ service: SERVICE, key: KEY, payload: new Uint8Array(300_000), timeoutMs: 9 }),
  ).rejects.toMatchObject({
    code: "INVALID_ARGUMENT",
  });
  await expect(
    client.publish({ module: new Uint8Array(6_000_000), manifest: Uint8Array.of(1) }, () => {}),
  ).rejects.toMatchObject({
    code: "RESOURCE_EXHAUSTED",
  });
});

test("where no node listens, that is what is said", async () => {
  const client = new ControlClient(join(folder, "nobody.sock"));
  open.push(client);
  await expect(client.status()).rejects.toMatchObject({
    code: "UNAVAILABLE",
    message: expect.stringContaining("prost node"),
  });
});

test("the socket is its user's alone, and gone when the server is", async () => {
  const { socket, server } = await start();
  expect(statSync(socket).mode & 0o777).toBe(0o600);
  await server.close();
  expect(existsSync(socket)).toBe(false);
});

test("a socket that a living node has is left to it; one that was left behind is replaced", async () => {
  const { socket } = await start();
  await expect(
    startControlServer({ socket, control: new FakeControl(), log: silentLog }),
  ).rejects.toMatchObject({
    code: "ALREADY_EXISTS",
  });
  const file = join(folder, "file");
  writeFileSync(file, "");
  await expect(
    startControlServer({ socket: file, control: new FakeControl(), log: silentLog }),
  ).rejects.toMatchObject({
    code: "ALREADY_EXISTS",
  });
  // A socket without a listener, as a node that was killed leaves it.
  const stale = join(folder, "stale.sock");
  const { spawnSync } = await import("node:child_process");
  spawnSync(process.execPath, [
    "-e",
    `require("net").createServer().listen(${JSON.stringify(stale)}, () => process.kill(process.pid, "SIGKILL"))`,
  ]);
  expect(existsSync(stale)).toBe(true);
  open.push(await startControlServer({ socket: stale, control: new FakeControl(), log: silentLog }));
  const client = new ControlClient(stale);
  open.push(client);
  expect((await client.status()).nodeId).toBe("abc");
});

test("garbage on the socket does not harm the others", async () => {
  const { socket, client } = await start();
  const stranger = connect(socket);
  stranger.on("error", () => {});
  stranger.resume();
  stranger.write(Buffer.alloc(4_096, 0xa5));
  await new Promise((resolve) => stranger.once("close", resolve));
  expect((await client.status()).nodeId).toBe("abc");
});

test("a folder that cannot be written is said", async () => {
  const closed = mkdtempSync(join(folder, "closed-"));
  chmodSync(closed, 0o500);
  const started = startControlServer({
    socket: join(closed, "x", "s.sock"),
    control: new FakeControl(),
    log: silentLog,
  });
  await expect(started).rejects.toMatchObject({ name: "ProstError" });
});
