/** The control API of a node, as its own socket: who may open it, and what those who can may do to it. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { connect as connectHttp2 } from "node:http2";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Client, credentials } from "@grpc/grpc-js";
import { Id } from "../../base/id.ts";
import { generateKeyPair, networkIdOf } from "../../base/identity.ts";
import { createLog, silentLog } from "../../base/log.ts";
import { ControlClient } from "../../control/client.ts";
import { startControlServer } from "../../control/server.ts";
import { MESSAGE_BYTES_MAX, METHODS } from "../../control/wire.ts";
import { makeManifest } from "../../deployment/manifest.ts";
import { signPublication } from "../../deployment/publication.ts";
import { soleRootId } from "../../deployment/root.ts";
import { loadConfig } from "../../node/config.ts";
import { startNode } from "../../node/node.ts";
import type { AttackCase } from "../arenas/arena.ts";
import { CompromisedCell, mustBeGone } from "../kit/compromised-cell.ts";
import { echoService } from "../kit/modules.ts";

const PROST = fileURLToPath(new URL("../../../bin/prost.js", import.meta.url));
const CELL_HOST = new URL("../../sandbox/cell/cell-host.ts", import.meta.url).href;
const COMMAND_MS = 60_000;
const NOBODY = 65_534;
const CONNECTIONS = 300;
const STREAMS = 20_000;
const ROUNDS = 20;

interface Attacked {
  readonly folder: string;
  readonly socket: string;
  readonly client: ControlClient;
  /** All that the node has logged, at its most talkative. */
  readonly logged: () => string;
}

export const CASES: readonly AttackCase[] = [
  {
    id: "CA01",
    title: "nobody but the node's user can open the socket: another user is refused by the system",
    isLocal: true,
    run: () =>
      withNode(async ({ socket, folder }) => {
        assert.equal(statSync(socket).mode & 0o777, 0o600);
        assert.equal(statSync(folder).mode & 0o077, 0);
        if (process.getuid?.() !== 0) return;
        const script = `require("net").connect(${JSON.stringify(socket)}).on("error",(e)=>{console.log(e.code);process.exit()}).on("connect",()=>{console.log("let in");process.exit()})`;
        const { stdout } = spawnSync(process.execPath, ["-e", script], {
          uid: NOBODY,
          gid: NOBODY,
          encoding: "utf8",
        });
        assert.notEqual(stdout.trim(), "let in");
      }),
  },
  {
    id: "CA02",
    title:
      "what is planted at the socket's path (a file, a link to one, a folder) stays as it is, and no node starts there",
    isLocal: true,
    async run() {
      const folder = mkdtempSync(join(tmpdir(), "prost-ca-"));
      try {
        writeFileSync(join(folder, "precious"), "untouched");
        symlinkSync(join(folder, "precious"), join(folder, "link"));
        mkdirSync(join(folder, "folder"));
        for (const planted of ["precious", "link", "folder"])
          await assert.rejects(
            startControlServer({ socket: join(folder, planted), control: NO_CONTROL, log: silentLog }),
            { code: "ALREADY_EXISTS" },
            planted,
          );
        assert.equal(readFileSync(join(folder, "precious"), "utf8"), "untouched");
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  },
  {
    id: "CA03",
    title: "control has no address on any network: what looks like one is the name of a socket in a folder",
    isLocal: true,
    async run() {
      const folder = mkdtempSync(join(tmpdir(), "prost-ca-"));
      try {
        const socket = join(folder, "127.0.0.1:0");
        const server = await startControlServer({ socket, control: NO_CONTROL, log: silentLog });
        assert.ok(statSync(socket).isSocket());
        await server.close();
        assert.throws(() => loadConfig(null, { control: "0.0.0.0:1" } as object), {
          code: "INVALID_ARGUMENT",
        });
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  },
  {
    id: "CA04",
    title: "what a browser can be made to say is never answered, and nothing is done for it",
    isLocal: true,
    run: () =>
      withNode(async ({ socket, client }) => {
        const path = METHODS.Status.path;
        for (const said of [
          `POST ${path} HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example\r\nContent-Type: application/grpc\r\nContent-Length: 5\r\n\r\n\0\0\0\0\0`,
          `POST ${path} HTTP/1.1\r\nHost: evil.example\r\nContent-Type: application/grpc-web+proto\r\nContent-Length: 5\r\n\r\n\0\0\0\0\0`,
          `GET ${path} HTTP/1.1\r\nHost: localhost\r\nUpgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: \r\n\r\n`,
          `OPTIONS * HTTP/1.1\r\nHost: localhost\r\nOrigin: null\r\n\r\n`,
        ]) {
          const answer = await answerTo(socket, Buffer.from(said));
          assert.ok(!/HTTP\/1\.1 2|grpc-status: 0|access-control/i.test(answer), answer.slice(0, 200));
        }
        await client.status();
      }),
  },
  {
    id: "CA05",
    title: "messages over the limit, or that claim to be, are refused without memory for them",
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
        // Four gigabytes are to come.
        stream.write(Buffer.from([0, 0xff, 0xff, 0xff, 0xff]));
        stream.resume();
        await Promise.race([once(stream, "close"), once(stream, "trailers"), once(stream, "response")]);
        session.destroy();
        await client.status();
      }),
  },
  {
    id: "CA06",
    title:
      "hundreds of connections that say nothing are let go in time, and do not keep the operator out for ever",
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
        assert.equal(gone, CONNECTIONS, "connections that say nothing are still there");
        const raw = rawClient(socket);
        // It comes to the control, which has nothing to say: 14 would be that nobody is there.
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
    title: "floods of streams that are reset, of pings and of settings end with their connection at the most",
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
        // PING, SETTINGS, empty CONTINUATION behind HEADERS that never end, PRIORITY; each for as long as it is taken.
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
    title:
      "no method falls over what is no request of its kind, nor over one whose fields have other lengths",
    isLocal: true,
    run: () =>
      withNode(async ({ socket, client }) => {
        const raw = rawClient(socket);
        for (const { path } of Object.values(METHODS))
          for (let round = 0; round < ROUNDS; round++) {
            const { code } = await unary(raw, path, rubbish(`${path} ${round}`, 1 + 37 * round));
            // An empty list of services is a fair answer to what decodes to nothing.
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
    id: "CA09",
    title: "names that are paths reach no file: publications under them are refused",
    isLocal: true,
    run: () =>
      withNode(async ({ client, folder }) => {
        const pair = generateKeyPair();
        const module = echoService();
        for (const name of ["../../escaped", "/etc/passwd", "a/../../b", "..", "a\0b", "C:\\x", "~/x"]) {
          const manifest = {
            ...makeManifest({
              rootId: soleRootId(pair.publicKey),
              name: "fair",
              version: 1,
              capabilities: [],
              module,
              createdMs: 0,
            }),
            name,
          };
          await assert.rejects(async () => {
            await client.publish(
              { module, manifest: signPublication(pair, networkIdOf("prost"), manifest) },
              () => {},
            );
          }, name);
        }
        assert.ok(!existsSync(join(folder, "..", "escaped")) && !existsSync(join(folder, "../../escaped")));
      }),
  },
  {
    id: "CA10",
    title:
      "a device without end, a pipe that nobody writes to, and a folder are no modules, and are not waited for",
    isLocal: true,
    run() {
      const folder = mkdtempSync(join(tmpdir(), "prost-ca-"));
      try {
        const pipe = join(folder, "pipe");
        assert.equal(spawnSync("mkfifo", [pipe]).status, 0);
        for (const path of ["/dev/zero", pipe, folder, join(folder, "none")]) {
          const { status, stdout, stderr, signal } = spawnSync(process.execPath, [PROST, "inspect", path], {
            encoding: "utf8",
            timeout: COMMAND_MS,
          });
          assert.equal(signal, null, `${path}: it was waited for`);
          assert.notEqual(status, 0, path);
          assert.match(stdout + stderr, /not a regular file|no file/, path);
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  },
  {
    id: "CA11",
    title:
      "headers of a megabyte, and such as bring lines of their own, are refused or ignored, and stand in no log",
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
            // Node's own client does not send it.
          }
          session.destroy();
        }
        await client.status();
        assert.ok(!logged().includes("forged") && !logged().includes("hhhhhhhh"));
      }),
  },
  {
    id: "CA14",
    title:
      "neither payloads nor keys stand in the log at its most talkative, in the status or in the list of services",
    isLocal: true,
    run: () =>
      withNode(async ({ client, folder, logged }) => {
        const pair = generateKeyPair();
        const module = echoService();
        const manifest = makeManifest({
          rootId: soleRootId(pair.publicKey),
          name: "told",
          version: 1,
          capabilities: ["message", "store"],
          module,
          createdMs: Date.now(),
        });
        await client.publish(
          { module, manifest: signPublication(pair, networkIdOf("prost"), manifest) },
          () => {},
        );
        const [service] = await client.services();
        const secret = "what only these two know 77ac";
        const answer = await client.send({
          service: Id.fromHex(service.serviceId),
          key: Id.hashOf("k"),
          payload: Buffer.from(secret),
          timeoutMs: 20_000,
        });
        assert.equal(Buffer.from(answer.payload).toString(), secret);
        const shown = JSON.stringify([await client.status(), await client.services()]) + logged();
        const key = readFileSync(join(folder, "node.key"));
        for (const hidden of [
          secret,
          Buffer.from(secret).toString("hex"),
          Buffer.from(secret).toString("base64"),
        ])
          assert.ok(!shown.includes(hidden), "the payload is shown");
        const lines = key
          .toString("latin1")
          .split("\n")
          .filter((line) => line.length > 20 && !line.startsWith("-"));
        for (const part of [key.toString("hex"), key.toString("base64"), ...lines])
          assert.ok(!shown.includes(part), "the node's key is shown");
        assert.ok(logged().length > 0, "nothing was logged at all");
      }),
  },
  {
    id: "CA15",
    title: "the API tells nothing of its own make, and the signal for Node's debugger opens none",
    isLocal: true,
    run: () =>
      withNode(async ({ socket }) => {
        const raw = rawClient(socket);
        for (const path of [
          "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
          "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
          "/grpc.channelz.v1.Channelz/GetServers",
          "/grpc.health.v1.Health/Check",
        ])
          assert.equal((await unary(raw, path, Buffer.alloc(0))).code, 12, path);
        raw.close();
        const folder = mkdtempSync(join(tmpdir(), "prost-ca-"));
        const node = spawn(process.execPath, [PROST, "node", "--data", join(folder, "n"), "--json"], {
          stdio: ["ignore", "pipe", "pipe"],
        });
        try {
          let said = "";
          node.stdout.on("data", (chunk) => (said += chunk));
          node.stderr.on("data", (chunk) => (said += chunk));
          for (let i = 0; i < 400 && !existsSync(join(folder, "n/control.sock")); i++) await pause(50);
          const client = new ControlClient(join(folder, "n/control.sock"));
          await client.status();
          node.kill("SIGUSR1");
          await client.status();
          await client.status();
          client.close();
          assert.ok(!/Debugger|inspector/i.test(said), said);
          assert.ok(!/127\.0\.0\.1:9229/.test(listening()), "a debugger listens");
        } finally {
          node.kill("SIGKILL");
          await once(node, "close");
          rmSync(folder, { recursive: true, force: true });
        }
      }),
  },
  {
    id: "CA16",
    title: "no variable of the node's environment comes to a cell, nor what Node makes of one",
    isLocal: true,
    async run() {
      const taken = new CompromisedCell();
      process.env.PROST_ATTACK_TOKEN = "a token 5519";
      const options = process.env.NODE_OPTIONS;
      process.env.NODE_OPTIONS = "--title=told-by-the-environment";
      try {
        await taken.startEcho();
        const environment = readFileSync(`/proc/${taken.pid}/environ`, "latin1");
        assert.ok(environment === "" || environment === "PWD=/\0", JSON.stringify(environment));
        assert.doesNotMatch(readFileSync(`/proc/${taken.pid}/cmdline`, "latin1"), /told-by-the-environment/);
      } finally {
        delete process.env.PROST_ATTACK_TOKEN;
        if (options === undefined) delete process.env.NODE_OPTIONS;
        else process.env.NODE_OPTIONS = options;
        await taken.cell.close();
      }
    },
  },
  {
    id: "CA17",
    title: "a configuration cannot hand flags to the engine: what is not among its keys is refused by name",
    isLocal: true,
    run() {
      const folder = mkdtempSync(join(tmpdir(), "prost-ca-"));
      try {
        for (const text of [
          '[policy.cells]\nflags = ["--no-liftoff-only"]',
          '[policy.cells]\nprofile = "hardened --inspect"',
          'nodeOptions = "--inspect"',
          '[services]\nexecArgv = ["--allow-natives-syntax"]',
          '["__proto__"]\nflags = ["--inspect"]',
        ]) {
          writeFileSync(join(folder, "node.toml"), text);
          assert.throws(() => loadConfig(join(folder, "node.toml")), { code: "INVALID_ARGUMENT" }, text);
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  },
  {
    id: "CA18",
    title: "when a node is killed its cells end, busy ones too",
    isLocal: true,
    async run() {
      const program = `
        import { CellHost } from ${JSON.stringify(CELL_HOST)};
        const runner = new CellHost({ name: "orphan" });
        runner.warm();
        const tell = setInterval(() => {
          const { pid, rssBytes } = runner.usage();
          if (pid !== null && rssBytes > 0) { console.log(pid); clearInterval(tell); }
        }, 20);
        setInterval(() => {}, 1000);`;
      const node = spawn(process.execPath, ["--input-type=module", "-e", program], {
        cwd: fileURLToPath(new URL("../../..", import.meta.url)),
        stdio: ["ignore", "pipe", "inherit"],
      });
      const [line] = (await once(node.stdout, "data")) as [Buffer];
      node.kill("SIGKILL");
      await once(node, "close");
      await mustBeGone(Number(line));
    },
  },
];

/** A control that is asked nothing. */
const NO_CONTROL = new Proxy({} as Parameters<typeof startControlServer>[0]["control"], {
  get: () => () => {
    throw new Error("nothing is attached");
  },
});

/** A node of its own: real links, disk and socket. */
async function withNode(attack: (node: Attacked) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "prost-ca-"));
  const lines: string[] = [];
  const config = loadConfig(null, { data: join(folder, "node"), log: "debug" });
  const log = createLog({ level: "debug", json: true, write: (line: string) => lines.push(line) });
  const node = await startNode({ ...config, services: { ...config.services, spareCell: false } }, log);
  const client = new ControlClient(node.socket);
  try {
    await attack({ folder: config.data, socket: node.socket, client, logged: () => lines.join("\n") });
    // Whatever it was, the operator is still served.
    await client.status();
  } finally {
    client.close();
    await node.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same ones each time. */
function rubbish(seed: string, outputLength: number): Buffer {
  return createHash("shake256", { outputLength }).update(seed).digest();
}

function rawClient(socket: string): Client {
  return new Client(`unix:${socket}`, credentials.createInsecure(), {
    "grpc.max_send_message_length": -1,
    "grpc.use_local_subchannel_pool": 1,
  });
}

/** One request, of whatever bytes; whether the method streams does not matter on the wire. */
function unary(raw: Client, path: string, bytes: Buffer): Promise<{ readonly code: number }> {
  const same = (buffer: Buffer) => buffer;
  return new Promise((resolve) => {
    const deadline = Date.now() + COMMAND_MS;
    const call = raw.makeServerStreamRequest(path, same, same, bytes, { deadline });
    call.on("data", () => {});
    call.on("error", () => {});
    call.on("status", ({ code }) => resolve({ code }));
  });
}

function grpcHeaders(path: string) {
  return { ":method": "POST", ":path": path, "content-type": "application/grpc", te: "trailers" };
}

/** All that comes until the other side closes; it is waited for a while. */
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

/** Addresses on which processes of this machine listen; empty where the system does not tell. */
function listening(): string {
  if (!existsSync("/proc/net/tcp")) return "";
  return readFileSync("/proc/net/tcp", "utf8")
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state]) => state === "0A")
    .map(([, local]) => {
      const [address, port] = local.split(":");
      const bytes = Buffer.from(address, "hex").reverse();
      return `${[...bytes].join(".")}:${Number.parseInt(port, 16)}`;
    })
    .join(" ");
}
