import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { echoService } from "../../../runtime/attack/kit/modules.ts";
import { CellHost } from "../../../runtime/sandbox/cell/cell-host.ts";
import { cellLaunch, isEnough, jail, jailWith, missingOf } from "../../../runtime/sandbox/cell/jail.ts";
import { seccompFilter, syscalls } from "../../../runtime/sandbox/cell/seccomp.ts";
import { host } from "../support.ts";

const isFull = jail().level === "full";
const why = isFull ? "" : ` (skipped: ${missingOf(jail()).join("; ")})`;

const folder = mkdtempSync(join(tmpdir(), "prost-jail-"));
const filterFile = join(folder, "filter");
writeFileSync(filterFile, cellLaunch().filter ?? "");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open: CellHost[] = [];
async function cell(namespaces: boolean): Promise<{
  readonly pid: number;
  readonly hosted: Awaited<ReturnType<typeof host>>;
  readonly runner: CellHost;
}> {
  const runner = new CellHost({ name: "jail", namespaces });
  open.push(runner);
  const hosted = await host(runner, echoService(), { name: "echo" });
  const { pid } = runner.usage();
  if (pid === null) throw new Error("the cell does not run");
  return { pid, hosted, runner };
}
afterEach(() => Promise.all(open.splice(0).map((made) => made.close())));

const namespaceOf = (pid: number | "self", kind: string) => readlinkSync(`/proc/${pid}/ns/${kind}`);
const statusOf = (pid: number, field: string) =>
  new RegExp(`^${field}:\\s+(.*)$`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];

test("a level is enough if it is the required one or a better one", () => {
  expect(isEnough("full", "reduced")).toBe(true);
  expect(isEnough("reduced", "reduced")).toBe(true);
  expect(isEnough("reduced", "full")).toBe(false);
  expect(isEnough("none", "none")).toBe(true);
});

test("without namespaces the level is at most reduced, and the missing parts are named", async () => {
  expect(jailWith({ namespaces: false }).level).not.toBe("full");
  expect(missingOf(jailWith({ namespaces: false })).join()).toMatch(/namespaces: \S/);
  expect(cellLaunch({ namespaces: false }).filter).toBeUndefined();
  const { hosted } = await cell(false);
  expect(await hosted.ask("still")).toEqual(new TextEncoder().encode("still"));
});

describe.skipIf(!isFull)(`a cell on a machine with a full jail${why}`, () => {
  test("has its own namespaces, and the identity and rights of nobody", async () => {
    const { pid, hosted } = await cell(true);
    for (const kind of ["user", "pid", "net", "ipc", "uts", "mnt", "cgroup"])
      expect(namespaceOf(pid, kind), kind).not.toBe(namespaceOf("self", kind));
    expect(statusOf(pid, "CapEff")).toBe("0000000000000000");
    expect(statusOf(pid, "CapBnd")).toBe("0000000000000000");
    expect(statusOf(pid, "NoNewPrivs")).toBe("1");
    expect(readFileSync(`/proc/${pid}/environ`, "utf8")).not.toMatch(/HOME|PATH|KEY|TOKEN/);
    expect(await hosted.ask("works")).toEqual(new TextEncoder().encode("works"));
  });

  test("runs under a system call filter", async () => {
    const { pid } = await cell(true);
    expect(statusOf(pid, "Seccomp")).toBe("2");
  });

  test("sees no file of the machine but its own program, and can write none", async () => {
    const { pid } = await cell(true);
    const root = `/proc/${pid}/root`;
    for (const path of ["/etc/passwd", "/etc/shadow", "/root", "/home", "/var", "/usr/bin", "/bin"])
      expect(existsSync(`${root}${path}`), path).toBe(false);
    const mounts = readFileSync(`/proc/${pid}/mounts`, "utf8").trim().split("\n");
    const writable = mounts.filter((line) => {
      const [, where, kind, options] = line.split(" ");
      return (
        options.split(",").includes("rw") && kind !== "proc" && !where.startsWith("/dev") && where !== "/proc"
      );
    });
    expect(writable).toEqual([]);
  });

  test("has no file descriptors but its socket and those that it opened", async () => {
    const { pid } = await cell(true);
    const targets = readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));
    const foreign = targets.filter(
      (target) => !/^(socket:|pipe:|anon_inode:|\/dev\/null|\/dev\/)/.test(target),
    );
    expect(
      foreign.filter((target) => !target.startsWith("/proc/") && !target.includes("node_modules")),
    ).toEqual([]);
  });

  test("ends when any process of its chain is killed, and is started again", async () => {
    const { pid, hosted, runner } = await cell(true);
    process.kill(pid, "SIGKILL");
    await vi.waitFor(() => expect(existsSync(`/proc/${pid}`)).toBe(false), { timeout: 10_000 });
    // An event that is sent before the node has noticed is lost with the process.
    await vi.waitFor(async () => expect(await hosted.ask("again")).not.toBe(null), { timeout: 10_000 });
    expect(runner.usage().pid).not.toBe(pid);
    expect(runner.usage().restarts).toBe(1);
    const { pid: second } = runner.usage();
    await runner.close();
    await vi.waitFor(() => expect(existsSync(`/proc/${second}`)).toBe(false), { timeout: 10_000 });
  });

  test.each([
    ["a socket", "require('net').createServer().listen(0)"],
    ["a socket of the machine's own", "require('net').createServer().listen('/tmp/x')"],
    ["a connection", "require('net').connect(80, '127.0.0.1')"],
    ["a datagram socket", "require('dgram').createSocket('udp4').bind(0)"],
    [
      "another process",
      "const { error } = require('child_process').spawnSync('/proc/self/exe', ['-e', '0']); if (error) throw error",
    ],
    ["a file of the machine", "require('fs').readFileSync('/etc/passwd')"],
    ["a file of its own", "require('fs').writeFileSync('/tmp/x', 'x')"],
  ])("cannot use %s, although Node itself would allow it", (_what, code) => {
    const launch = cellLaunch();
    // Only the restrictions of the operating system: the same launch without Node's permission model.
    const at = launch.args.indexOf("--permission");
    const args = [
      ...launch.args.slice(0, at),
      "-e",
      `process.on('uncaughtException', (e) => { require('fs').writeSync(1, e.code); process.exit(3) });
      ${code}; setTimeout(() => process.exit(0), 500)`,
    ];
    const { stdout, status } = spawnSync(
      "/bin/sh",
      ["-c", 'exec 4<"$0"; exec "$@"', filterFile, launch.command, ...args],
      { encoding: "utf8" },
    );
    expect(status).toBe(3);
    expect(stdout.trim()).toMatch(/^(EPERM|EACCES|ENOENT|EROFS|ENOSYS)$/);
  });
});

test("no system call is both allowed and denied", () => {
  for (const architecture of ["x64", "arm64"] as const) {
    const allowed = new Set(syscalls("allowed", architecture).values());
    for (const [name, number] of syscalls("denied", architecture))
      expect(allowed.has(number), name).toBe(false);
    expect(seccompFilter("deny", architecture)?.length).toBeGreaterThan(8 * 100);
  }
  expect(seccompFilter("deny", "mips")).toBe(null);
});
