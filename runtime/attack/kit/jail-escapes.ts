/**
 * Code of an attacker in the process of a cell, in place of cell.ts. It tries to reach files, sockets,
 * processes, limits or secrets, as its argument says, and prints the outcome of each attempt as JSON. Only
 * the cases of cell-process.ts start it.
 */
import { spawnSync } from "node:child_process";
import { createSocket } from "node:dgram";
import fs from "node:fs";
import { createConnection, createServer } from "node:net";
import os from "node:os";
import { Worker } from "node:worker_threads";

const FOUND = 1;
/** An attempt that has not succeeded by then has failed. */
const ATTEMPT_MS = 2_000;

/** By the attempt: null if it worked, else the code of the error, or its message. */
export type Attempts = Record<string, string | null>;

type Attempt = () => unknown;

const [what, argument] = process.argv.slice(-2);
const groups: Readonly<Record<string, () => Record<string, Attempt>>> = {
  files: () => files(argument.split(",")),
  sockets: () => sockets(argument),
  processes: () => processes(Number(argument)),
  limits,
  secrets,
};

const attempts: Attempts = {};
for (const [name, attempt] of Object.entries(groups[what]())) attempts[name] = await outcomeOf(attempt);
const text = Buffer.from(`${JSON.stringify(attempts)}\n`);
for (let at = 0; at < text.length; ) at += fs.writeSync(FOUND, text, at);
process.kill(process.pid, "SIGKILL");

async function outcomeOf(attempt: Attempt): Promise<string | null> {
  try {
    const late = new Promise((_, reject) =>
      setTimeout(() => reject(new Error("no result in time")), ATTEMPT_MS),
    );
    await Promise.race([attempt(), late]);
    return null;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code ?? message;
  }
}

/** `paths`: files of the machine and of the node. */
function files(paths: readonly string[]): Record<string, Attempt> {
  const tries: Record<string, Attempt> = {};
  for (const path of paths) {
    tries[`read ${path}`] = () => fs.readFileSync(path);
    tries[`read ${path} through /proc`] = () => fs.readFileSync(`/proc/self/root${path}`);
    tries[`read ${path} through an allowed folder`] = () =>
      fs.readFileSync(`${import.meta.dirname}${"/..".repeat(20)}${path}`);
    tries[`list ${path}`] = () => fs.readdirSync(path);
    tries[`write ${path}`] = () => fs.writeFileSync(`${path}.new`, "x");
    tries[`link to ${path}`] = () => fs.symlinkSync(path, "/tmp/link");
  }
  for (const place of ["/tmp", "/dev/shm", "/dev", "/", "/var/tmp", import.meta.dirname])
    tries[`write in ${place}`] = () => fs.writeFileSync(`${place}/prost-was-here`, "x");
  tries["change the cell's program"] = () => fs.appendFileSync(import.meta.filename, " ");
  tries["memory of the machine"] = () => fs.openSync("/dev/mem", "r");
  tries["messages of the kernel"] = () => fs.openSync("/dev/kmsg", "r");
  tries["the first process's environment"] = () => {
    const environment = fs.readFileSync("/proc/1/environ", "latin1");
    // In a process namespace this is the process that started the cell.
    if (!/HOME|PATH/.test(environment)) throw new Error("there is nothing in it");
  };
  return tries;
}

/** `path`: of a listening socket. */
function sockets(path: string): Record<string, Attempt> {
  const opens = (emitter: NodeJS.EventEmitter, event: string): Promise<unknown> =>
    new Promise((resolve, reject) => emitter.once("error", reject).once(event, resolve));
  const listen = (on: number | string) => opens(createServer().listen(on), "listening");
  const connect = (to: { port: number; host: string } | { path: string }) =>
    opens(createConnection(to), "connect");
  const bind = (type: "udp4" | "udp6") => {
    const socket = createSocket(type);
    const bound = opens(socket, "listening");
    socket.bind(0);
    return bound;
  };
  return {
    "listen on TCP": () => listen(0),
    "listen on a Unix socket": () => listen("/tmp/prost-was-here"),
    "listen on an abstract socket": () => listen("\0prost-was-here"),
    "connect to the machine": () => connect({ port: 22, host: "127.0.0.1" }),
    "connect to the control socket": () => connect({ path }),
    "a datagram": () => bind("udp4"),
    "a datagram of IPv6": () => bind("udp6"),
    "fetch a page": () => fetch("http://127.0.0.1:1/"),
    "find a name": async () => (await import("node:dns/promises")).lookup("example.org"),
  };
}

/** `node`: the process of the node. */
function processes(node: number): Record<string, Attempt> {
  const run = (command: string, args: readonly string[]) => {
    const { error, status } = spawnSync(command, args);
    if (error !== undefined) throw error;
    if (status !== 0) throw new Error(`it ended with ${status}`);
  };
  return {
    "another Node": () => run(process.execPath, ["--version"]),
    "itself through /proc": () => run("/proc/self/exe", ["--version"]),
    "a shell": () => run("/bin/sh", ["-c", "true"]),
    "the system's loader": () => run("/lib64/ld-linux-x86-64.so.2", ["--version"]),
    "a thread with a program": () =>
      new Promise((resolve, reject) =>
        new Worker("0", { eval: true }).once("error", reject).once("online", resolve),
      ),
    "a library of the system": () => process.dlopen({ exports: {} }, "/lib/x86_64-linux-gnu/libutil.so.1"),
    "the inspector": async () => {
      const inspector = await import("node:inspector");
      inspector.open(0, "127.0.0.1");
      if (inspector.url() === undefined) throw new Error("it does not listen");
    },
    "end the node": () => process.kill(node, 0),
    "stop every process": () => process.kill(-1, 0),
    "memory of the node": () => fs.openSync(`/proc/${node}/mem`, "r"),
    "arguments of the node": () => fs.readFileSync(`/proc/${node}/cmdline`),
    "descriptors of the node": () => fs.readdirSync(`/proc/${node}/fd`),
  };
}

function limits(): Record<string, Attempt> {
  return {
    "a higher priority": () => os.setPriority(process.pid, -10),
    "another user": () => process.setuid?.(0),
    "another group": () => process.setgid?.(0),
    "ten thousand descriptors": () => {
      const path = import.meta.filename;
      for (let i = 0; i < 10_000; i++) fs.openSync(path, "r");
    },
    "more memory than a cell may have": () => {
      const held: Buffer[] = [];
      for (let i = 0; i < 64; i++) held.push(Buffer.alloc(128 * 1024 * 1024));
    },
  };
}

function secrets(): Record<string, Attempt> {
  return {
    "its environment": () => {
      // bubblewrap sets PWD.
      if (Object.keys(process.env).every((name) => name === "PWD")) throw new Error("empty");
    },
    "a channel to its parent": () => {
      if (process.send === undefined && process.channel === undefined) throw new Error("none");
    },
    "descriptors beyond its own": () => {
      for (let fd = 4; fd < 64; fd++) {
        let target: string;
        try {
          target = fs.fstatSync(fd).isSocket() ? "a socket" : fs.fstatSync(fd).isFile() ? "a file" : "";
        } catch {
          continue;
        }
        if (target !== "") return;
      }
      throw new Error("none");
    },
  };
}
