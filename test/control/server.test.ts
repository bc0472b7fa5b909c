import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { connect, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { Client, credentials } from "@grpc/grpc-js";
import { describe, expect, test } from "vitest";
import { DELAY_MS_MAX, PAYLOAD_BYTES_MAX, STORE_VALUE_BYTES_MAX } from "../../abi/abi.ts";
import { type ErrorCode, ProstError } from "../../runtime/base/errors.ts";
import { Id } from "../../runtime/base/id.ts";
import { silentLog } from "../../runtime/base/log.ts";
import type { TraceHop } from "../../runtime/control/api.ts";
import { ControlClient, connectControl } from "../../runtime/control/client.ts";
import { startControlServer } from "../../runtime/control/server.ts";
import { MESSAGE_BYTES_MAX, METHODS, wire } from "../../runtime/control/wire.ts";
import {
  FakeControl,
  key,
  makeFolder,
  removeFolder,
  SERVICE,
  STATUS,
  service,
  startFixture,
} from "./support.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

async function refusal(promise: Promise<unknown>): Promise<ProstError> {
  const thrown = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(ProstError);
  return thrown as ProstError;
}

describe("a call", () => {
  test("brings the whole status, zeroes and large counts included", async () => {
    await using fixture = await startFixture();
    expect(await fixture.client.status()).toEqual(STATUS);
  });

  test("lists services with every field", async () => {
    await using fixture = await startFixture();
    expect(await fixture.client.services()).toEqual([SERVICE]);
  });

  test("lists more services than fit into one message, each once, by name; and in parts as they are asked for", async () => {
    await using fixture = await startFixture();
    const names = Array.from({ length: 10_000 }, (_, i) => `service-${String(i).padStart(5, "0")}`);
    fixture.control.list = names.map((name) => ({
      ...SERVICE,
      name,
      serviceId: Id.hashOf(name).hex,
      detail: "x".repeat(400),
    }));
    expect((await fixture.client.services()).map(({ name }) => name)).toEqual(names);
    const part = await fixture.client.services({ after: "80", max: 2 });
    expect(part).toHaveLength(2);
    for (const { serviceId } of part) expect(serviceId > "80").toBe(true);
  });

  test("sends bytes to a key of a service and brings the answer back", async () => {
    await using fixture = await startFixture();
    const payload = Uint8Array.from({ length: PAYLOAD_BYTES_MAX }, (_, i) => i % 251);
    const reply = await fixture.client.send({ service, key, payload, timeoutMs: 1_000 });
    expect(reply.hops).toBe(2);
    expect(reply.from).toBe(STATUS.nodeId);
    expect(Buffer.compare(reply.payload, payload.toReversed())).toBe(0);
    const [sent] = fixture.control.sent;
    expect(sent.service.equals(service) && sent.key.equals(key)).toBe(true);
    expect(sent.timeoutMs).toBe(1_000);
  });

  test("stores, reads and removes a record", async () => {
    await using fixture = await startFixture();
    const { client } = fixture;
    expect(await client.get(service, key, bytes("field"))).toBeNull();
    await client.put(service, key, bytes("field"), bytes("value"), 0);
    expect(await client.get(service, key, bytes("field"))).toEqual(bytes("value"));
    expect(await client.get(service, key, bytes("another"))).toBeNull();
    await client.put(service, key, bytes("field"), null, 0);
    expect(await client.get(service, key, bytes("field"))).toBeNull();
  });

  test("keeps records of one key and of different forms apart", async () => {
    await using fixture = await startFixture();
    const { client } = fixture;
    await client.put(service, key, bytes(""), bytes("by anybody"), 0);
    await client.put(service, key, bytes(""), bytes("by its owner"), 0, "signed");
    expect(await client.get(service, key, bytes(""))).toEqual(bytes("by anybody"));
    expect(await client.get(service, key, bytes(""), "signed")).toEqual(bytes("by its owner"));
    expect(await client.get(service, key, bytes(""), "immutable")).toBeNull();
  });

  test("sets a register of the expected version only, and says what there is", async () => {
    await using fixture = await startFixture();
    const { client } = fixture;
    expect(await client.readRegister(service, key)).toEqual({ version: 0, value: null });
    const value = bytes("one");
    expect(await client.setRegister(service, key, 0, value)).toEqual({ wasSet: true, version: 1, value });
    expect(await client.setRegister(service, key, 0, null)).toEqual({ wasSet: false, version: 1, value });
    expect(await client.setRegister(service, key, 1, null)).toEqual({
      wasSet: true,
      version: 2,
      value: null,
    });
    expect((await refusal(client.setRegister(service, key, 2 ** 60, value))).code).toBe("INVALID_ARGUMENT");
  });

  test("tells an empty value from none", async () => {
    await using fixture = await startFixture();
    await fixture.client.put(service, key, bytes(""), new Uint8Array(0), 0);
    expect(await fixture.client.get(service, key, bytes(""))).toEqual(new Uint8Array(0));
  });

  test("deploys a service on all nodes, on a range or on a number of them, and brings the whole report", async () => {
    await using fixture = await startFixture();
    const service = Id.hashOf("service");
    const targets = [
      { kind: "everywhere" },
      { kind: "range", first: Id.hashOf("first"), last: Id.hashOf("last") },
      { kind: "count", count: 7 },
    ] as const;
    for (const target of targets) {
      const told: number[] = [];
      const report = await fixture.client.deploy({ service, target }, ({ answered }) => told.push(answered));
      expect(report).toEqual({
        asked: 5,
        answered: 4,
        running: 2,
        refused: 2,
        causes: [{ reason: "policy", count: 2 }],
        refusals: [{ nodeId: STATUS.nodeId, reason: "policy", detail: "not here" }],
      });
      expect(told).toEqual([1, 4]);
    }
    expect(fixture.control.deployed.map(({ target }) => target)).toEqual(targets);
  });

  test("publishes a module with its manifest, and says how far it is", async () => {
    await using fixture = await startFixture();
    const module = new Uint8Array(4 * 1024 * 1024).fill(7);
    const stages: string[] = [];
    await fixture.client.publish(
      { module, manifest: bytes("signed") },
      ({ stage, done, total, serviceId }) => {
        expect(serviceId).toBe(SERVICE.serviceId);
        stages.push(`${stage} ${done}/${total}`);
      },
    );
    expect(stages).toEqual(["checked 1/1", "chunks 1/2", "done 1/1"]);
    const [published] = fixture.control.published;
    expect(Buffer.compare(published.module, module)).toBe(0);
    expect(published.manifest).toEqual(bytes("signed"));
  });
});

describe("a trace", () => {
  test("brings each hop as it comes, silent ones too, and asks as it was told", async () => {
    await using fixture = await startFixture();
    const hops: TraceHop[] = [];
    const request = { key, mode: "strict", timeoutMs: 1_000, rootOnly: true } as const;
    await fixture.client.trace(request, (hop) => hops.push(hop));
    expect(hops).toEqual([
      { hop: 1, nodeId: "", address: "", delayMs: 1_000.5, isRoot: false },
      { hop: 2, nodeId: STATUS.nodeId, address: STATUS.address, delayMs: 2.5, isRoot: true },
    ]);
    expect(fixture.control.traced).toEqual([request]);
  });

  test("for a key of other length, or without a time to wait, is refused", async () => {
    await using fixture = await startFixture();
    const options = { mode: "tree", timeoutMs: 1_000, rootOnly: false } as const;
    const short = { bytes: new Uint8Array(31) } as Id;
    const refused = await refusal(fixture.client.trace({ ...options, key: short }, () => {}));
    expect([refused.code, refused.message]).toEqual(["INVALID_ARGUMENT", expect.stringContaining("key")]);
    const timeless = await refusal(fixture.client.trace({ ...options, key, timeoutMs: 0 }, () => {}));
    expect(timeless.code).toBe("INVALID_ARGUMENT");
  });
});

describe("a subscription", () => {
  test("receives what is emitted from its start to its end", async () => {
    await using fixture = await startFixture();
    const { client, control } = fixture;
    const received: string[] = [];
    const two = Promise.withResolvers<void>();
    const started = Promise.withResolvers<void>();
    const unsubscribe = client.subscribe(
      service,
      (payload) => {
        received.push(Buffer.from(payload).toString());
        if (received.length === 2) two.resolve();
      },
      { onStart: started.resolve },
    );
    await started.promise;
    control.emit(bytes("one"));
    control.emit(bytes("two"));
    await two.promise;
    expect(received).toEqual(["one", "two"]);
    unsubscribe();
    await expect.poll(() => control.subscribers.size).toBe(0);
  });

  test("ends without an error when the node stops", async () => {
    await using fixture = await startFixture();
    const started = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<ProstError | null>();
    fixture.client.subscribe(service, () => {}, { onStart: started.resolve, onEnd: ended.resolve });
    await started.promise;
    await fixture.server.close();
    expect(await ended.promise).toBeNull();
    expect(fixture.control.subscribers.size).toBe(0);
  });

  test("of an application that closes or vanishes is given up", async () => {
    await using fixture = await startFixture();
    const { server: wire, path, cut } = await relay(fixture.socket, join(fixture.folder, "relay.sock"));
    const polite = new ControlClient(fixture.socket);
    const rude = new ControlClient(path);
    for (const client of [polite, rude]) {
      const started = Promise.withResolvers<void>();
      client.subscribe(service, () => {}, { onStart: started.resolve });
      await started.promise;
    }
    expect(fixture.control.subscribers.size).toBe(2);
    polite.close();
    await expect.poll(() => fixture.control.subscribers.size).toBe(1);
    cut();
    await expect.poll(() => fixture.control.subscribers.size).toBe(0);
    rude.close();
    await new Promise((resolve) => wire.close(resolve));
  });

  test("to what is no service id is refused, and takes no place", async () => {
    await using fixture = await startFixture();
    const raw = rawClient(fixture.socket);
    for (let i = 0; i < 3; i++) {
      const call = raw.makeServerStreamRequest(
        METHODS.Subscribe.path,
        METHODS.Subscribe.requestSerialize,
        METHODS.Subscribe.responseDeserialize,
        new wire.SubscribeRequest({ service: new Uint8Array(31) }),
      );
      call.resume();
      const [error] = await once(call, "error").catch((thrown) => [thrown]);
      expect(error.details).toBe("a service has 32 bytes, not 31");
    }
    expect(fixture.control.subscribers.size).toBe(0);
    raw.close();
  });

  test("of a slow application is bounded, and what it missed is counted", async () => {
    await using fixture = await startFixture();
    const { control } = fixture;
    const raw = rawClient(fixture.socket);
    const call = raw.makeServerStreamRequest(
      METHODS.Subscribe.path,
      METHODS.Subscribe.requestSerialize,
      METHODS.Subscribe.responseDeserialize,
      new wire.SubscribeRequest({ service: service.bytes }),
    );
    call.on("error", () => {});
    await once(call, "metadata");
    const emissions = 100;
    for (let i = 0; i < emissions; i++) control.emit(new Uint8Array(PAYLOAD_BYTES_MAX));
    let received = 0;
    let missed = 0;
    const last = Promise.withResolvers<void>();
    call.on("data", (emission) => {
      received++;
      missed += emission.missed;
      if (emission.payload.length === 1) last.resolve();
      // All that had waited is here: room for one that says how many did not.
      else if (received === 15) setImmediate(() => control.emit(new Uint8Array(1)));
    });
    await last.promise;
    expect(missed).toBeGreaterThan(emissions / 2);
    expect(received + missed).toBe(emissions + 1);
    call.cancel();
    raw.close();
  });
});

describe("errors", () => {
  const CODES: readonly ErrorCode[] = [
    "CANCELLED",
    "INVALID_ARGUMENT",
    "DEADLINE_EXCEEDED",
    "NOT_FOUND",
    "ALREADY_EXISTS",
    "PERMISSION_DENIED",
    "RESOURCE_EXHAUSTED",
    "FAILED_PRECONDITION",
    "ABORTED",
    "OUT_OF_RANGE",
    "UNIMPLEMENTED",
    "UNAVAILABLE",
    "DATA_LOSS",
    "UNAUTHENTICATED",
  ];

  test("of the world arrive with their code and their words", async () => {
    await using fixture = await startFixture();
    for (const code of CODES) {
      fixture.control.failure = new ProstError(code, `what happened – ${code}; what to do`);
      const error = await refusal(fixture.client.status());
      expect(error.code).toBe(code);
      expect(error.message).toBe(`what happened – ${code}; what to do`);
    }
  });

  test("of ours say nothing of the inside, and are in the log", async () => {
    await using fixture = await startFixture();
    for (const failure of [
      new TypeError("secret.path is undefined"),
      new ProstError("INTERNAL", "secret.path"),
    ]) {
      fixture.logged.length = 0;
      fixture.control.failure = failure;
      const error = await refusal(fixture.client.status());
      expect(error.code).toBe("INTERNAL");
      expect(error.message).not.toContain("secret");
      expect(fixture.logged.join("")).toContain("secret.path");
    }
  });

  test("as long as a book are cut rather than lost", async () => {
    await using fixture = await startFixture();
    fixture.control.failure = new ProstError("ABORTED", "é".repeat(100_000));
    const error = await refusal(fixture.client.status());
    expect(error.code).toBe("ABORTED");
    expect(error.message.length).toBeLessThan(5_000);
  });

  test("in the middle of a publication end it", async () => {
    await using fixture = await startFixture();
    fixture.control.failure = new ProstError("FAILED_PRECONDITION", "version 3 is published already");
    const stages: string[] = [];
    const error = await refusal(
      fixture.client.publish({ module: bytes("m"), manifest: bytes("s") }, ({ stage }) => stages.push(stage)),
    );
    expect(error.code).toBe("FAILED_PRECONDITION");
    expect(stages).toEqual(["checked"]);
  });

  test("name what is too long, and the node is not asked", async () => {
    await using fixture = await startFixture();
    const { client, control } = fixture;
    const long = new Uint8Array(PAYLOAD_BYTES_MAX + 1);
    expect((await refusal(client.send({ service, key, payload: long, timeoutMs: 1 }))).message).toContain(
      `payload of ${long.length} bytes`,
    );
    const value = new Uint8Array(STORE_VALUE_BYTES_MAX + 1);
    expect((await refusal(client.put(service, key, bytes(""), value, 0))).code).toBe("INVALID_ARGUMENT");
    expect(
      (await refusal(client.send({ service, key, payload: bytes(""), timeoutMs: DELAY_MS_MAX + 1 }))).code,
    ).toBe("INVALID_ARGUMENT");
    const module = new Uint8Array(MESSAGE_BYTES_MAX);
    expect((await refusal(client.publish({ module, manifest: bytes("s") }, () => {}))).code).toBe(
      "RESOURCE_EXHAUSTED",
    );
    expect(control.sent).toEqual([]);
    expect(control.published).toEqual([]);
    expect(control.records.size).toBe(0);
  });

  test("say that a message is over the limit of the connection", async () => {
    await using fixture = await startFixture();
    const raw = rawClient(fixture.socket);
    const module = new Uint8Array(MESSAGE_BYTES_MAX + 1);
    const call = raw.makeServerStreamRequest(
      METHODS.Publish.path,
      METHODS.Publish.requestSerialize,
      METHODS.Publish.responseDeserialize,
      new wire.PublishRequest({ module }),
    );
    call.resume();
    const [error] = await once(call, "error").catch((thrown) => [thrown]);
    expect(error.details).toContain("larger than max");
    expect(fixture.control.published).toEqual([]);
    raw.close();
  });
});

describe("strangers at the socket", () => {
  test("who send garbage are let go, and others are still served", async () => {
    await using fixture = await startFixture();
    for (const garbage of [
      Buffer.from("GET / HTTP/1.1\r\n\r\n"),
      Buffer.alloc(70_000, 0xff),
      Buffer.alloc(0),
    ]) {
      const connection = connect(fixture.socket);
      connection.on("error", () => {});
      const closed = once(connection, "close");
      connection.end(garbage);
      connection.resume();
      await closed;
    }
    expect((await fixture.client.status()).nodeId).toBe(STATUS.nodeId);
  });

  test("who send what is no message are told so, and others are still served", async () => {
    await using fixture = await startFixture();
    const raw = rawClient(fixture.socket);
    const error = await new Promise<{ code: number } | null>((resolve) => {
      raw.makeUnaryRequest(
        METHODS.Send.path,
        (request: Buffer) => request,
        (reply: Buffer) => reply,
        Buffer.alloc(100, 0xff),
        resolve,
      );
    });
    expect(error?.code).toBeGreaterThan(0);
    expect(fixture.control.sent).toEqual([]);
    expect((await fixture.client.status()).nodeId).toBe(STATUS.nodeId);
    raw.close();
  });

  test("who ask for a method that does not exist are told so", async () => {
    await using fixture = await startFixture();
    const raw = rawClient(fixture.socket);
    const error = await new Promise<{ details: string } | null>((resolve) => {
      const same = (buffer: Buffer) => buffer;
      raw.makeUnaryRequest("/prost.control.v1.Node/Shutdown", same, same, Buffer.alloc(0), resolve);
    });
    expect(error?.details).toContain("does not implement");
    raw.close();
  });

  test("who say nothing do not keep the server from closing", async () => {
    await using fixture = await startFixture();
    const silent = connect(fixture.socket).resume();
    silent.on("error", () => {});
    await once(silent, "connect");
    const closed = once(silent, "close");
    await fixture.server.close();
    await closed;
  });
});

describe("the socket", () => {
  test("can be opened by its user alone, in a folder of its user alone, and goes with the server", async () => {
    const folder = await makeFolder();
    const socket = join(folder, "new", "control.sock");
    const server = await startControlServer({ socket, control: new FakeControl(), log: silentLog });
    expect(statSync(socket).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, "new")).mode & 0o777).toBe(0o700);
    await server.close();
    expect(existsSync(socket)).toBe(false);
    await removeFolder(folder);
  });

  test("of a node that runs is not taken from it", async () => {
    await using fixture = await startFixture();
    const error = await refusal(
      startControlServer({ socket: fixture.socket, control: new FakeControl(), log: silentLog }),
    );
    expect(error.code).toBe("ALREADY_EXISTS");
    expect(error.message).toContain(fixture.socket);
    expect((await fixture.client.status()).nodeId).toBe(STATUS.nodeId);
  });

  test("that a killed node left behind is replaced", async () => {
    const folder = await makeFolder();
    const socket = join(folder, "control.sock");
    await leaveSocketBehind(socket);
    expect(existsSync(socket)).toBe(true);
    const server = await startControlServer({ socket, control: new FakeControl(), log: silentLog });
    const client = await connectControl(socket);
    expect((await client.status()).nodeId).toBe(STATUS.nodeId);
    client.close();
    await server.close();
    await removeFolder(folder);
  });

  test("does not replace a file that is no socket", async () => {
    const folder = await makeFolder();
    const socket = join(folder, "control.sock");
    await writeFile(socket, "precious");
    const error = await refusal(startControlServer({ socket, control: new FakeControl(), log: silentLog }));
    expect(error.code).toBe("ALREADY_EXISTS");
    expect(statSync(socket).isFile()).toBe(true);
    await removeFolder(folder);
  });

  test("in a place where there can be none is refused with the reason", async () => {
    const error = await refusal(
      startControlServer({ socket: "/dev/null/control.sock", control: new FakeControl(), log: silentLog }),
    );
    expect(error.code).toBe("FAILED_PRECONDITION");
    expect(error.message).toContain("/dev/null/control.sock");
  });
});

describe("without a node", () => {
  test("every call says where nobody answers and what to do", async () => {
    const folder = await makeFolder();
    const socket = join(folder, "control.sock");
    const client = new ControlClient(socket);
    const calls: Promise<unknown>[] = [
      client.status(),
      client.services(),
      client.send({ service, key, payload: bytes("x"), timeoutMs: 1_000 }),
      client.get(service, key, bytes("")),
      client.put(service, key, bytes(""), null, 0),
      client.publish({ module: bytes("m"), manifest: bytes("s") }, () => {}),
      connectControl(socket),
      new Promise((_, reject) =>
        client.subscribe(Id.hashOf("x"), () => {}, { onEnd: (error) => reject(error) }),
      ),
    ];
    for (const error of await Promise.all(calls.map(refusal))) {
      expect(error.code).toBe("UNAVAILABLE");
      expect(error.message).toContain(`no node answers at ${socket}; start one with \`prost node\``);
    }
    client.close();
    await removeFolder(folder);
  });

  test("a socket that was left behind says the same", async () => {
    const folder = await makeFolder();
    const socket = join(folder, "control.sock");
    await leaveSocketBehind(socket);
    expect((await refusal(connectControl(socket))).message).toContain("no node answers at");
    await removeFolder(folder);
  });
});

function rawClient(socket: string): Client {
  return new Client(`unix:${socket}`, credentials.createInsecure(), {
    "grpc.max_send_message_length": -1,
    "grpc.max_receive_message_length": -1,
  });
}

/** Passes bytes on in both directions, until they are cut off. */
async function relay(to: string, path: string): Promise<{ server: Server; path: string; cut: () => void }> {
  const ends: Socket[] = [];
  const server = createServer((near) => {
    const far = connect(to);
    ends.push(near, far);
    for (const end of [near, far]) end.on("error", () => {});
    near.pipe(far).pipe(near);
  });
  server.listen(path);
  await once(server, "listening");
  return { server, path, cut: () => ends.forEach((end) => void end.destroy()) };
}

/** As a process that was killed does. */
async function leaveSocketBehind(path: string): Promise<void> {
  const code = `require("net").createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, "SIGKILL"))`;
  await once(spawn(process.execPath, ["-e", code], { stdio: "ignore" }), "exit");
}
