import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { Client, credentials } from "@grpc/grpc-js";
import { describe, expect, test } from "vitest";
import { DELAY_MS_MAX, PAYLOAD_BYTES_MAX, STORE_VALUE_BYTES_MAX } from "../../abi/abi.ts";
import { type ErrorCode, ProstError } from "../../runtime/base/errors.ts";
import { Id } from "../../runtime/base/id.ts";
import type { TraceHop } from "../../runtime/control/api.ts";
import { ControlClient } from "../../runtime/control/client.ts";
import { MESSAGE_BYTES_MAX, METHODS, wire } from "../../runtime/control/wire.ts";
import { key, refusal, SERVICE, STATUS, service, startFixture } from "./support.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("a call", () => {
  test("returns the whole status, including zeroes and large counts", async () => {
    await using fixture = await startFixture();
    expect(await fixture.client.status()).toEqual(STATUS);
  });

  test("lists services with every field", async () => {
    await using fixture = await startFixture();
    expect(await fixture.client.services()).toEqual([SERVICE]);
  });

  test("lists more services than fit into one message, each once and by name, and pages as requested", async () => {
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

  test("sends bytes to a key of a service and returns the reply", async () => {
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
    await client.put(service, key, bytes(""), bytes("by any node"), 0);
    await client.put(service, key, bytes(""), bytes("by its owner"), 0, "signed");
    expect(await client.get(service, key, bytes(""))).toEqual(bytes("by any node"));
    expect(await client.get(service, key, bytes(""), "signed")).toEqual(bytes("by its owner"));
    expect(await client.get(service, key, bytes(""), "immutable")).toBeNull();
  });

  test("sets a register only at the expected version, and returns its state", async () => {
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

  test("distinguishes an empty value from no value", async () => {
    await using fixture = await startFixture();
    await fixture.client.put(service, key, bytes(""), new Uint8Array(0), 0);
    expect(await fixture.client.get(service, key, bytes(""))).toEqual(new Uint8Array(0));
  });

  test("deploys a service on all nodes, on a range or on a number of nodes, and returns the whole report", async () => {
    await using fixture = await startFixture();
    const service = Id.hashOf("service");
    const targets = [
      { kind: "everywhere" },
      { kind: "range", first: Id.hashOf("first"), last: Id.hashOf("last") },
      { kind: "count", count: 7 },
    ] as const;
    for (const target of targets) {
      const progress: number[] = [];
      const report = await fixture.client.deploy({ service, target }, ({ answered }) =>
        progress.push(answered),
      );
      expect(report).toEqual({
        asked: 5,
        answered: 4,
        running: 2,
        refused: 2,
        causes: [{ reason: "policy", count: 2 }],
        refusals: [{ nodeId: STATUS.nodeId, reason: "policy", detail: "not here" }],
      });
      expect(progress).toEqual([1, 4]);
    }
    expect(fixture.control.deployed.map(({ target }) => target)).toEqual(targets);
  });

  test("publishes a module with its manifest, and reports progress", async () => {
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
  test("reports each hop as it arrives, including silent hops, with the requested options", async () => {
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

  test("for a key of another length, or without a timeout, is refused", async () => {
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
  test("receives every emission from its start to its end", async () => {
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

  test("of an application that closes or vanishes is ended", async () => {
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

  test("to a malformed service id is refused, and uses up no slot", async () => {
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

  test("of a slow application is bounded, and the missed emissions are counted", async () => {
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
      // Everything that waited has arrived: there is room for an emission that counts the missed ones.
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

  test("that a user can act on arrive with their code and text", async () => {
    await using fixture = await startFixture();
    for (const code of CODES) {
      fixture.control.failure = new ProstError(code, `what happened – ${code}; what to do`);
      const error = await refusal(fixture.client.status());
      expect(error.code).toBe(code);
      expect(error.message).toBe(`what happened – ${code}; what to do`);
    }
  });

  test("that are bugs reveal nothing internal, and are logged", async () => {
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

  test("with a very long text are cut rather than lost", async () => {
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

  test("name a field that is too long, and the node is not called", async () => {
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

  test("say that a message exceeds the limit of the connection", async () => {
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

describe("a faulty application at the socket", () => {
  test("that sends garbage is disconnected, and others are still served", async () => {
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

  test("that sends a malformed message gets an error, and others are still served", async () => {
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

  test("that calls an unknown method gets an error", async () => {
    await using fixture = await startFixture();
    const raw = rawClient(fixture.socket);
    const error = await new Promise<{ details: string } | null>((resolve) => {
      const same = (buffer: Buffer) => buffer;
      raw.makeUnaryRequest("/prost.control.v1.Node/Shutdown", same, same, Buffer.alloc(0), resolve);
    });
    expect(error?.details).toContain("does not implement");
    raw.close();
  });

  test("that sends nothing does not keep the server from closing", async () => {
    await using fixture = await startFixture();
    const silent = connect(fixture.socket).resume();
    silent.on("error", () => {});
    await once(silent, "connect");
    const closed = once(silent, "close");
    await fixture.server.close();
    await closed;
  });
});

function rawClient(socket: string): Client {
  return new Client(`unix:${socket}`, credentials.createInsecure(), {
    "grpc.max_send_message_length": -1,
    "grpc.max_receive_message_length": -1,
  });
}

/** Forwards bytes in both directions until the connection is cut. */
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
