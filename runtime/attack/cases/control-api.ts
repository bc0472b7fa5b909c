/** Attacks on the control API of a node: access to its socket, its files, its processes and its output. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
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
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Id } from "../../base/id.ts";
import { generateKeyPair, networkIdOf } from "../../base/identity.ts";
import { silentLog } from "../../base/log.ts";
import { ControlClient } from "../../control/client.ts";
import { startControlServer } from "../../control/server.ts";
import { makeManifest } from "../../deployment/manifest.ts";
import { signPublication } from "../../deployment/publication.ts";
import { soleRootId } from "../../deployment/root.ts";
import { loadConfig } from "../../node/config.ts";
import type { AttackCase } from "../arenas/arena.ts";
import { COMMAND_MS, NO_CONTROL, rawClient, unary, withNode } from "../arenas/control-node.ts";
import { CompromisedCell, mustBeGone } from "../kit/compromised-cell.ts";
import { echoService } from "../kit/modules.ts";

const PROST = fileURLToPath(new URL("../../../bin/prost.js", import.meta.url));

const CELL_HOST = new URL("../../sandbox/cell/cell-host.ts", import.meta.url).href;

const NOBODY_UID = 65_534;

export const CASES: readonly AttackCase[] = [
  {
    id: "CA01",
    title: "only the node's user can open the socket: the system refuses another user",
    isLocal: true,
    run: () =>
      withNode(async ({ socket, folder }) => {
        assert.equal(statSync(socket).mode & 0o777, 0o600);
        assert.equal(statSync(folder).mode & 0o077, 0);
        if (process.getuid?.() !== 0) return;
        const script = `require("net").connect(${JSON.stringify(socket)})
          .on("error", (e) => { console.log(e.code); process.exit(); })
          .on("connect", () => { console.log("connected"); process.exit(); })`;
        const { stdout } = spawnSync(process.execPath, ["-e", script], {
          uid: NOBODY_UID,
          gid: NOBODY_UID,
          encoding: "utf8",
        });
        assert.notEqual(stdout.trim(), "connected");
      }),
  },
  {
    id: "CA02",
    title: "a file, link or folder at the socket's path stays unchanged, and no node starts there",
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
    title: "control listens on no network: an address in its setting is the name of a socket file",
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
    id: "CA09",
    title: "a name that is a path reaches no file: publishing it is refused",
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
    title: "an endless device, a pipe without a writer and a folder are refused as modules at once",
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
          assert.equal(signal, null, `${path}: the command did not end in time`);
          assert.notEqual(status, 0, path);
          assert.match(stdout + stderr, /not a regular file|does not exist/, path);
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  },
  {
    id: "CA14",
    title: "payloads and keys appear neither in the debug log nor in the status or the list of services",
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
        const secret = "a secret of two 77ac";
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
          assert.ok(!shown.includes(hidden), "the payload appears");
        const lines = key
          .toString("latin1")
          .split("\n")
          .filter((line) => line.length > 20 && !line.startsWith("-"));
        for (const part of [key.toString("hex"), key.toString("base64"), ...lines])
          assert.ok(!shown.includes(part), "the node's key appears");
        assert.ok(logged().length > 0, "the log is empty");
      }),
  },
  {
    id: "CA15",
    title: "the API has no reflection, and the signal of Node's debugger opens no debugger",
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
    title: "no variable of the node's environment reaches a cell, nor a flag of Node from one",
    isLocal: true,
    async run() {
      const compromised = new CompromisedCell();
      process.env.PROST_ATTACK_TOKEN = "a token 5519";
      const options = process.env.NODE_OPTIONS;
      process.env.NODE_OPTIONS = "--title=from-the-environment";
      try {
        await compromised.startEcho();
        const environment = readFileSync(`/proc/${compromised.pid}/environ`, "latin1");
        assert.ok(environment === "" || environment === "PWD=/\0", JSON.stringify(environment));
        assert.doesNotMatch(
          readFileSync(`/proc/${compromised.pid}/cmdline`, "latin1"),
          /from-the-environment/,
        );
      } finally {
        delete process.env.PROST_ATTACK_TOKEN;
        if (options === undefined) delete process.env.NODE_OPTIONS;
        else process.env.NODE_OPTIONS = options;
        await compromised.cell.close();
      }
    },
  },
  {
    id: "CA17",
    title: "a configuration cannot set flags of the engine: unknown keys are refused by name",
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
    title: "when a node is killed, its cells end, busy cells too",
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

/** TCP addresses on which processes of this machine listen. Linux only: elsewhere empty. */
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
