/** Attacker code in the process of a cell, as after an exploit of V8, with all of Node's modules. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { fileURLToPath } from "node:url";
import { cellLaunch, FILTER_FD, jail, type Launch, missingOf } from "../../sandbox/cell/jail.ts";
import { syscalls } from "../../sandbox/cell/seccomp.ts";
import { FRAME_RUN, frame } from "../../sandbox/wire/frames.ts";
import type { AttackCase } from "../arenas/arena.ts";
import { command } from "../kit/command.ts";
import { CompromisedCell } from "../kit/compromised-cell.ts";
import type { Attempts } from "../kit/jail-escapes.ts";
import { launchOf } from "../kit/launch-as-cell.ts";

const INSPECTION = fileURLToPath(new URL("../kit/jail-escapes.ts", import.meta.url));
const INSPECTION_MS = 60_000;
/** Part of every Debian and of similar systems. It can make any system call by its number. */
const PERL = "/usr/bin/perl";
const EPERM = 1;
const AS_CELLS = "as cells are";
const SIGNALS: readonly string[] = ["end the node", "stop every process"];

export const CASES: readonly AttackCase[] = [
  {
    id: "OS01",
    title: "files of the machine, of the node and of its user cannot be read, listed, written or linked to",
    isLocal: true,
    async run() {
      const data = mkdtempSync(join(tmpdir(), "prost-os-"));
      try {
        writeFileSync(join(data, "node.key"), "a key");
        const paths = ["/etc/passwd", "/etc/hostname", "/root", join(data, "node.key"), data];
        for (const [how, launch] of launches())
          for (const [name, outcome] of Object.entries(await tryInside(launch, "files", paths.join())))
            assert.notEqual(outcome, null, `${how}: ${name}`);
        assert.ok(!existsSync(join(import.meta.dirname, "prost-was-here")));
      } finally {
        rmSync(data, { recursive: true, force: true });
      }
    },
  },
  {
    id: "OS02",
    title:
      "no socket of any kind can be opened at level full, and at other levels the node reports the missing isolation",
    isLocal: true,
    async run() {
      if (jail().level !== "full") {
        assert.match(missingOf(jail()).join(), /namespaces|filter/);
        return;
      }
      const folder = mkdtempSync(join(tmpdir(), "prost-os-"));
      const path = join(folder, "control.sock");
      let visitors = 0;
      const control = createServer(() => visitors++).listen(path);
      try {
        for (const [how, launch] of launches())
          for (const [name, outcome] of Object.entries(await tryInside(launch, "sockets", path)))
            assert.notEqual(outcome, null, `${how}: ${name}`);
        assert.equal(visitors, 0);
      } finally {
        control.close();
        rmSync(folder, { recursive: true, force: true });
      }
    },
  },
  {
    id: "OS03",
    title: "no other program can be started, and no other process can be seen, stopped or read",
    isLocal: true,
    async run() {
      for (const [how, launch] of launches()) {
        const attempts = await tryInside(launch, "processes", String(process.pid));
        for (const [name, outcome] of Object.entries(attempts)) {
          // Node's permission model does not cover signals: only a namespace does.
          if (SIGNALS.includes(name) && jail().level !== "full") continue;
          // Without the permission model a cell may start threads: they share its jail.
          if (how !== AS_CELLS && name === "a thread with a program") continue;
          assert.notEqual(outcome, null, `${how}: ${name}`);
        }
      }
    },
  },
  {
    id: "OS03",
    title: "the kernel refuses each denied system call, from any program",
    isLocal: true,
    run() {
      if (jail().level !== "full" || !existsSync(PERL)) return;
      const denied = [...syscalls("denied", process.arch === "arm64" ? "arm64" : "x64")];
      // Calls that the filter judges by their arguments: `clone` of a child (SIGCHLD), of a user namespace,
      // `clone3`.
      const answers = underFilter(denied.map(([, number]) => number));
      for (const [name, number] of denied) assert.equal(answers.get(number), EPERM, `${name} (${number})`);
      assert.ok(answers.size > 90, `${answers.size} calls were tried`);
    },
  },
  {
    id: "OS04",
    title: "priorities and users cannot be changed, descriptors and memory end, and the node lives",
    isLocal: true,
    async run() {
      const attempts = await tryInside(launchOf(INSPECTION), "limits", "");
      // A process that allocates too much memory may be killed.
      for (const [name, outcome] of Object.entries(attempts))
        if (jail().level === "full" || name.startsWith("ten thousand")) assert.notEqual(outcome, null, name);
    },
  },
  {
    id: "OS05",
    title: "a cell has no environment, no channel to its parent, and no descriptor or secret of the node",
    isLocal: true,
    async run() {
      const attempts = await tryInside(launchOf(INSPECTION), "secrets", "");
      for (const [name, outcome] of Object.entries(attempts)) assert.notEqual(outcome, null, name);
      const secret = randomBytes(32);
      const hex = secret.toString("hex");
      process.env.PROST_ATTACK_SECRET = hex;
      const compromised = new CompromisedCell({ launch: () => cellLaunch() });
      try {
        const echo = await compromised.startEcho();
        await echo.ask("x");
        const at = `/proc/${compromised.pid}`;
        for (const name of ["environ", "cmdline"])
          assert.ok(!readFileSync(`${at}/${name}`, "latin1").includes(hex), name);
        for (const what of [secret, Buffer.from(hex)])
          assert.ok(!isInMemory(compromised.pid, what), "the secret is in its memory");
        // The search finds bytes that are in memory.
        await echo.ask(Buffer.from("known bytes are found 5f3a"));
        assert.ok(isInMemory(compromised.pid, Buffer.from("known bytes are found 5f3a")) !== false);
      } finally {
        delete process.env.PROST_ATTACK_SECRET;
        await compromised.cell.close();
      }
    },
  },
  {
    id: "OS06",
    title: "frames of a cell count for that cell alone: they do not change events of another cell",
    isLocal: true,
    async run() {
      const [mine, theirs] = [new CompromisedCell(), new CompromisedCell()];
      try {
        const victim = await theirs.startCounter();
        await theirs.mustContinue(victim);
        const hostile = await mine.startEcho();
        // A valid answer to one event, as the other cell would send it. No field of it names a cell.
        const forged = Buffer.concat([frame(FRAME_RUN, Buffer.from("0100000000", "hex"))]);
        const both = await Promise.all([
          hostile.send({ payload: command("flood", forged) }),
          theirs.mustContinue(victim),
        ]);
        assert.ok(!both[0].ok && both[0].fault === "lost");
        await theirs.mustContinue(victim);
        assert.equal(theirs.cell.usage().restarts, 0);
        assert.equal(mine.cell.usage().restarts, 1);
      } finally {
        await Promise.all([mine.cell.close(), theirs.cell.close()]);
      }
    },
  },
];

/**
 * The launch of cells. At level full also a launch without Node's permission model, which code in the process
 * may disable.
 */
function launches(): readonly (readonly [how: string, launch: Launch])[] {
  const launch = launchOf(INSPECTION);
  const asCells = [AS_CELLS, launch] as const;
  if (jail().level !== "full") return [asCells];
  const args = launch.args.filter((arg) => arg !== "--permission" && !arg.startsWith("--allow-"));
  return [asCells, ["without Node's permission model", { ...launch, args }]];
}

function tryInside(launch: Launch, what: string, argument: string): Promise<Attempts> {
  const { command, args, filter } = launch;
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args, what, argument], {
      stdio: ["ignore", "pipe", "pipe", "pipe", ...(filter === undefined ? [] : ["pipe" as const])],
      env: {},
      cwd: "/",
      timeout: INSPECTION_MS,
      killSignal: "SIGKILL",
    });
    if (filter !== undefined) (child.stdio[FILTER_FD] as Duplex).on("error", () => {}).end(filter);
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout?.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr?.on("data", (chunk: Buffer) => errors.push(chunk));
    child.on("error", reject);
    child.on("close", () => {
      try {
        resolve(JSON.parse(Buffer.concat(output).toString()) as Attempts);
      } catch (cause) {
        reject(new Error(`the attacker printed nothing: ${Buffer.concat(errors)}`, { cause }));
      }
    });
  });
}

/**
 * The kernel's error for each call by its number, with meaningless arguments, under a cell's filter; 0: none.
 */
function underFilter(numbers: readonly number[]): ReadonlyMap<number, number> {
  const { command, args, filter } = cellLaunch();
  const folder = mkdtempSync(join(tmpdir(), "prost-os-"));
  try {
    const file = join(folder, "filter");
    writeFileSync(file, filter ?? "");
    const script =
      "for (@ARGV) { $! = 0; my $r = syscall($_+0, -1, -1, -1, -1, -1, -1);" +
      " print $_, ' ', $r == -1 ? $!+0 : 0, qq(\\n) }";
    const before = args.slice(0, args.indexOf(process.execPath, args.indexOf("--seccomp")));
    const bind = ["--ro-bind", PERL, PERL];
    const at = before.indexOf("--remount-ro");
    const jailed = [
      ...before.slice(0, at),
      ...bind,
      ...before.slice(at),
      PERL,
      "-e",
      script,
      ...numbers.map(String),
    ];
    const { stdout, stderr } = spawnSync(
      "/bin/sh",
      ["-c", `exec ${FILTER_FD}<"$0"; exec "$@"`, file, command, ...jailed],
      {
        encoding: "utf8",
      },
    );
    const lines = stdout
      .trim()
      .split("\n")
      .map((line) => line.split(" ").map(Number) as [number, number]);
    assert.equal(lines.length, numbers.length, `the program ended early: ${stderr}`);
    return new Map(lines);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Null: the system does not allow reading its memory. */
function isInMemory(pid: number, what: Buffer): boolean | null {
  let memory: number;
  try {
    memory = openSync(`/proc/${pid}/mem`, "r");
  } catch {
    return null;
  }
  try {
    for (const line of readFileSync(`/proc/${pid}/maps`, "utf8").split("\n")) {
      const [, from, to] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? [];
      if (from === undefined) continue;
      const [start, end] = [Number.parseInt(from, 16), Number.parseInt(to, 16)];
      // A longer range is reserved, not used.
      if (end - start > 256 * 1024 * 1024) continue;
      const bytes = Buffer.alloc(end - start);
      try {
        const count = readSync(memory, bytes, 0, bytes.length, start);
        if (bytes.subarray(0, count).includes(what)) return true;
      } catch {
        // Reserved, or unmapped.
      }
    }
    return false;
  } finally {
    closeSync(memory);
  }
}
