/** Attacks with bytes on the control socket: HTTP/1, HTTP/2 and gRPC. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect as connectHttp2 } from "node:http2";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { silentLog } from "../../base/log.ts";
import { startControlServer } from "../../control/server.ts";
import { MESSAGE_BYTES_MAX, METHODS } from "../../control/wire.ts";
import type { AttackCase } from "../arenas/arena.ts";
import { grpcHeaders, NO_CONTROL, rawClient, unary, withNode } from "../arenas/control-node.ts";

const CONNECTIONS = 300;

const STREAMS = 20_000;

const ROUNDS = 20;
const GRPC = "Content-Type: application/grpc";
const FIVE_BYTES = "Content-Length: 5";

export const CASES: readonly AttackCase[] = [
  {
    id: "CA04",
    title: "requests that a browser can be made to send get no answer and have no effect",
    isLocal: true,
    run: () =>
      withNode(async ({ socket, client }) => {
        const path = METHODS.Status.path;
        for (const said of [
          head("POST", path, "Host: localhost", "Origin: https://evil.example", GRPC, FIVE_BYTES) +
            "\0".repeat(5),
          head("POST", path, "Host: evil.example", `${GRPC}-web+proto`, FIVE_BYTES) + "\0".repeat(5),
          head(
            "GET",
            path,
            "Host: localhost",
            "Upgrade: h2c",
            "Connection: Upgrade, HTTP2-Settings",
            "HTTP2-Settings: ",
          ),
          head("OPTIONS", "*", "Host: localhost", "Origin: null"),
        ]) {
          const answer = await answerTo(socket, Buffer.from(said));
          assert.ok(!/HTTP\/1\.1 2|grpc-status: 0|access-control/i.test(answer), answer.slice(0, 200));
        }
        await client.status();
      }),
  },
  {
    id: "CA05",
    title: "messages with a length over the limit are refused before memory is allocated",
    isLocal: true,
    run: () =>
      withNode(async ({ socket, client }) => {
        const raw = rawClient(socket);
        for (const { path } of Object.values(METHODS)) {
          const { code } = await unary(raw, path, Buffer.alloc(MESSAGE_BYTES_MAX + 1));
          assert.notEqual(code, 0, path);
        }
        raw.close();
        const session = connectHttp2("http://localhost", { createConnection: () => connect(socket) });
        session.on("error", () => {});
        const stream = session.request(grpcHeaders(METHODS.Publish.path));
        stream.on("error", () => {});
        // Announces four gigabytes.
        stream.write(Buffer.from([0, 0xff, 0xff, 0xff, 0xff]));
        stream.resume();
        await Promise.race([once(stream, "close"), once(stream, "trailers"), once(stream, "response")]);
        session.destroy();
        await client.status();
      }),
  },
  {
    id: "CA06",
    title: "hundreds of silent connections are closed in time, and do not lock out the operator",
    isLocal: true,
    async run() {
      const folder = mkdtempSync(join(tmpdir(), "prost-ca-"));
      const socket = join(folder, "control.sock");
      const server = await startControlServer({
        socket,
        control: NO_CONTROL,
        log: silentLog,
        keepaliveMs: 300,
      });
      const silent: Socket[] = [];
      let gone = 0;
      try {
        for (let i = 0; i < CONNECTIONS; i++)
          silent.push(
            connect(socket)
              .on("error", () => {})
              .on("close", () => gone++)
              .resume(),
          );
        for (let i = 0; i < 400 && gone < CONNECTIONS; i++) await pause(25);
        assert.equal(gone, CONNECTIONS, "silent connections are still open");
        const raw = rawClient(socket);
        // The request reaches the control, which throws. Code 14 would mean that no server listens.
        assert.ok([2, 13].includes((await unary(raw, METHODS.Status.path, Buffer.alloc(0))).code));
        raw.close();
      } finally {
        for (const one of silent) one.destroy();
        await server.close();
        rmSync(folder, { recursive: true, force: true });
      }
    },
  },
  {
    id: "CA07",
    title: "floods of reset streams, of pings and of settings harm at most their own connection",
    isLocal: true,
    run: () =>
      withNode(async ({ socket, client }) => {
        const session = connectHttp2("http://localhost", { createConnection: () => connect(socket) });
        session.on("error", () => {});
        for (let i = 0; i < STREAMS && !session.closed && !session.destroyed; i++) {
          try {
            const stream = session.request(grpcHeaders(METHODS.Status.path));
            stream.on("error", () => {});
            stream.close(8);
          } catch {
            break;
          }
          if (i % 500 === 0) await pause(0);
        }
        session.destroy();
        // PING, SETTINGS, empty CONTINUATION after HEADERS without an end, PRIORITY: each until the server
        // stops reading.
        for (const [what, one] of Object.entries(HTTP2_FRAMES)) {
          const connection = connect(socket);
          connection.on("error", () => {}).resume();
          connection.write(Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
          connection.write(http2Frame(4, 0, 0));
          if (what === "continuation") connection.write(http2Frame(1, 0, 1, Buffer.from([0x82])));
          const many = Buffer.concat(Array(1_000).fill(one));
          for (let i = 0; i < 100 && !connection.destroyed; i++)
            if (!connection.write(many)) await Promise.race([drained(connection), pause(200)]);
          connection.destroy();
          await client.status();
        }
      }),
  },
  {
    id: "CA08",
    title: "no method fails on bytes that are not its request, nor on fields of other lengths",
    isLocal: true,
    run: () =>
      withNode(async ({ socket, client }) => {
        const raw = rawClient(socket);
        for (const { path } of Object.values(METHODS))
          for (let round = 0; round < ROUNDS; round++) {
            const { code } = await unary(raw, path, garbage(`${path} ${round}`, 1 + 37 * round));
            // Bytes may decode to an empty request, which these two methods answer.
            assert.ok(code !== 0 || path === METHODS.ListServices.path || path === METHODS.Status.path, path);
          }
        // Field 1 of 31 bytes: no id has that length.
        for (const name of ["Send", "Put", "Get", "Subscribe", "Record", "StopRecording", "Trace"] as const) {
          const { code } = await unary(
            raw,
            METHODS[name].path,
            Buffer.concat([Buffer.from([10, 31]), Buffer.alloc(31)]),
          );
          assert.equal(code, 3, `${name}: ${code}`);
        }
        raw.close();
        await client.status();
      }),
  },
  {
    id: "CA11",
    title: "headers of a megabyte, and headers with line breaks, are refused or ignored, and never logged",
    isLocal: true,
    run: () =>
      withNode(async ({ socket, client, logged }) => {
        for (const headers of [
          { "x-long": "h".repeat(1024 * 1024) },
          Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`x-${i}`, "y".repeat(100)])),
          { "user-agent": "\u001b[31mforged line" },
        ]) {
          const session = connectHttp2("http://localhost", { createConnection: () => connect(socket) });
          session.on("error", () => {});
          try {
            const stream = session.request({ ...grpcHeaders(METHODS.Status.path), ...headers });
            stream.on("error", () => {});
            stream.end(Buffer.alloc(5));
            stream.resume();
            await Promise.race([once(stream, "close"), pause(2_000)]);
          } catch {
            // Node's client refuses to send it.
          }
          session.destroy();
        }
        await client.status();
        assert.ok(!logged().includes("forged") && !logged().includes("hhhhhhhh"));
      }),
  },
];

/** Deterministic. */
function garbage(seed: string, outputLength: number): Buffer {
  return createHash("shake256", { outputLength }).update(seed).digest();
}

/** All bytes until the other side closes the connection, at most for some seconds. */
async function answerTo(socket: string, said: Buffer): Promise<string> {
  const connection = connect(socket);
  const chunks: Buffer[] = [];
  connection.on("error", () => {}).on("data", (chunk: Buffer) => chunks.push(chunk));
  connection.end(said);
  await Promise.race([once(connection, "close"), pause(2_000)]);
  connection.destroy();
  return Buffer.concat(chunks).toString("latin1");
}

function drained(connection: Socket): Promise<void> {
  return new Promise((resolve) => connection.once("drain", resolve).once("close", resolve));
}

function http2Frame(kind: number, flags: number, stream: number, payload: Buffer = Buffer.alloc(0)): Buffer {
  const header = Buffer.alloc(9);
  header.writeUIntBE(payload.length, 0, 3);
  header[3] = kind;
  header[4] = flags;
  header.writeUInt32BE(stream, 5);
  return Buffer.concat([header, payload]);
}

const HTTP2_FRAMES = {
  ping: http2Frame(6, 0, 0, Buffer.alloc(8)),
  settings: http2Frame(4, 0, 0, Buffer.from([0, 4, 0, 0, 255, 255])),
  continuation: http2Frame(9, 0, 1, Buffer.from([0x82])),
  priority: http2Frame(2, 0, 3, Buffer.from([0, 0, 0, 1, 255])),
} as const;

/** The head of an HTTP/1.1 request. */
function head(method: string, path: string, ...fields: readonly string[]): string {
  return [`${method} ${path} HTTP/1.1`, ...fields, "", ""].join("\r\n");
}
