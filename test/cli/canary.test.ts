/**
 * A node on a machine whose bubblewrap leaves the filter of system calls out: in a mount namespace of the test's own a program of that kind
 * stands in bubblewrap's place, so that node, commands and cells are those that everybody runs.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { countingService } from "../../runtime/attack/kit/modules.ts";
import { endProcess, readyLine } from "../../runtime/cli/local-overlay.ts";
import { jail, missingOf } from "../../runtime/sandbox/cell/jail.ts";

const PROST = fileURLToPath(new URL("../../bin/prost.js", import.meta.url));
const BUBBLEWRAP = "/usr/bin/bwrap";
const folder = mkdtempSync(join(tmpdir(), "prost-canary-"));
let node: ChildProcess | null = null;

afterAll(async () => {
  if (node !== null) await endProcess(node, "SIGKILL", 10_000);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** Why it cannot be tried here; null: it can. */
function trouble(): string | null {
  if (jail().level !== "full") return missingOf(jail()).join("; ");
  if (!existsSync(BUBBLEWRAP)) return `bubblewrap is not ${BUBBLEWRAP}`;
  const { status } = spawnSync("unshare", [
    "-rm",
    "mount",
    "--bind",
    folder,
    BUBBLEWRAP.replace("/bwrap", ""),
  ]);
  return status === 0 ? null : "unshare makes no mount namespace";
}

function prost(...args: string[]): { readonly code: number | null; readonly text: string } {
  const env = { ...process.env, PROST_SOCKET: join(folder, "data/control.sock") };
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROST, ...args], {
    cwd: folder,
    env,
    encoding: "utf8",
  });
  return { code: status, text: stdout + stderr };
}

const why = trouble();

test.skipIf(why !== null)(
  `a node uses no cell whose canary fails, and prost status says what it saw${why === null ? "" : ` (skipped: ${why})`}`,
  { timeout: 60_000 },
  async () => {
    copyFileSync(BUBBLEWRAP, join(folder, "real"));
    const leavesOutTheFilter = `#!/bin/sh
n=$#
while [ $n -gt 0 ]; do
  a=$1; shift; n=$((n-1))
  if [ "$a" = --seccomp ]; then shift; n=$((n-1)); else set -- "$@" "$a"; fi
done
exec ${join(folder, "real")} "$@"
`;
    writeFileSync(join(folder, "bwrap"), leavesOutTheFilter);
    chmodSync(join(folder, "bwrap"), 0o755);
    writeFileSync(join(folder, "counting.wasm"), countingService());
    const start = `mount --bind ${join(folder, "bwrap")} ${BUBBLEWRAP} && exec ${process.execPath} ${PROST} node --data data --json --until-stdin-ends`;
    node = spawn("unshare", ["-rm", "sh", "-c", start], { cwd: folder, stdio: ["pipe", "pipe", "pipe"] });
    await readyLine(node, 0);
    expect(prost("keys", "new", "me.key").code).toBe(0);
    expect(prost("publish", "counting.wasm", "--key", "me.key", "--name", "counting").code).toBe(0);

    const sent = prost("send", "counting", "x");
    expect(sent.code).not.toBe(0);
    const [service] = JSON.parse(prost("services", "--json").text);
    expect(service).toMatchObject({ state: "refused" });
    expect(JSON.stringify(service)).toContain("its canary failed: a socket can be opened");
    const status = JSON.parse(prost("status", "--json").text);
    expect(status.isolation).toBe("none");
    expect(status.isolationMissing.join()).toContain("canary: a socket can be opened");
  },
);
