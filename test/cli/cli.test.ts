import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { echoService, hugeTable } from "../../runtime/attack/kit/modules.ts";
import { LocalOverlay } from "../../runtime/cli/local-overlay.ts";

const PROST = fileURLToPath(new URL("../../bin/prost.js", import.meta.url));
const HELLO = fileURLToPath(new URL("../../services-as/hello/hello.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "prost-cli-"));
const [CONFIG, DATA] = [join(folder, "config"), join(folder, "data")];
afterAll(() => rmSync(folder, { recursive: true }));

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function prost(...args: string[]): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [PROST, ...args], {
      cwd: folder,
      env: { ...process.env, PROST_SOCKET: "", XDG_CONFIG_HOME: CONFIG, XDG_DATA_HOME: DATA },
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
    });
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

test("a key and a node's data lie in the user's own folders when no place is given", async () => {
  const { code, stdout } = await prost("keys", "new");
  expect(code).toBe(0);
  expect(statSync(join(CONFIG, "prost/publisher.key")).mode & 0o777).toBe(0o600);
  expect((await prost("keys", "show")).stdout).toBe(stdout);
  expect((await prost("doctor")).stdout).toContain(join(DATA, "prost"));
});

test.each([
  ["--help"],
  ["node", "--help"],
  ["publish", "--help"],
  ["keys", "new", "--help"],
  ["demo", "--help"],
  ["inspect", "--help"],
  ["try", "--help"],
  ["attack", "--help"],
])("help is there: %s %s", async (...args) => {
  const { code, stdout } = await prost(...args);
  expect(code).toBe(0);
  expect(stdout).toContain("Usage: prost");
});

test.each([
  [2, ["gibberish"]],
  [2, ["demo", "--nodes", "0"]],
  [2, ["node", "--listen", "nowhere"]],
  [3, ["node", "--config", "none.toml"]],
  [3, ["keys", "show", "none.key"]],
  [3, ["build", "none.ts"]],
  [4, ["status", "--socket", "none.sock"]],
  [1, ["inspect", "none.wasm"]],
  [3, ["try", "none.wasm"]],
  [2, ["attack", "--group", "ZZ"]],
  [2, ["attack", "--id", "EL"]],
  [3, ["attack", "--id", "EL99"]],
  [4, ["attack", "--group", "HF", "--socket", "none.sock"]],
] as const)("exit code %i for %j, with one line that says why", async (expected, args) => {
  const { code, stderr, stdout } = await prost(...args);
  expect(code).toBe(expected);
  expect(`${stderr}${stdout}`).not.toContain("    at ");
  expect((stderr + stdout).trim().split("\n").length).toBeLessThanOrEqual(2);
});

test("inspect says of each file what the gate says, one JSON line each", async () => {
  writeFileSync(join(folder, "good.wasm"), echoService());
  writeFileSync(join(folder, "bad.wasm"), hugeTable());
  const good = await prost("inspect", "good.wasm", "--json");
  expect(good.code).toBe(0);
  expect(JSON.parse(good.stdout)).toMatchObject({
    file: "good.wasm",
    ok: true,
    exports: ["memory", "prost_abi_1", "deliver"],
    memory: { min: 2 },
  });
  const both = await prost("inspect", "good.wasm", "bad.wasm", "--json");
  expect(both.code).toBe(1);
  const lines = both.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.map(({ ok, code }) => [ok, code])).toEqual([
    [true, null],
    [false, "table"],
  ]);
});

test("a service that does not compile is said, with the place", async () => {
  writeFileSync(join(folder, "broken.ts"), "export function deliver(): void { nonsense(); }\n");
  const { code, stderr } = await prost("build", "broken.ts");
  expect(code).toBe(2);
  expect(stderr).toContain("broken.ts(1,");
});

describe("with an overlay of three nodes", () => {
  test("a key, a build, a publication, and the service answers through every node", async () => {
    await using overlay = await LocalOverlay.start({ nodes: 3, args: ["--log", "error"] });
    const [first, second] = overlay.nodes;
    expect((await prost("keys", "new", "me.key")).code).toBe(0);
    expect(statSync(join(folder, "me.key")).mode & 0o777).toBe(0o600);
    expect((await prost("keys", "new", "me.key")).code).toBe(6);
    expect((await prost("build", HELLO, "-o", "hello.wasm")).code).toBe(0);
    const dry = await prost(
      "publish",
      "hello.wasm",
      "--key",
      "me.key",
      "--dry-run",
      "--json",
      "--socket",
      first.socket,
    );
    expect(JSON.parse(dry.stdout)).toMatchObject({
      name: "hello",
      capabilities: ["message"],
      published: false,
    });
    const published = await prost(
      "publish",
      "hello.wasm",
      "--key",
      "me.key",
      "--wait",
      "--json",
      "--socket",
      first.socket,
    );
    const { serviceId, copies } = JSON.parse(published.stdout);
    expect(copies).toEqual([
      { what: "chunk 1", held: 3, of: 3 },
      { what: "manifest", held: 3, of: 3 },
    ]);
    const deployed = await prost("deploy", serviceId, "--everywhere", "--json", "--socket", second.socket);
    expect(JSON.parse(deployed.stdout)).toMatchObject({ asked: 3, answered: 3, running: 3, refused: 0 });
    const nowhere = await prost("deploy", serviceId, "--socket", second.socket);
    expect(nowhere).toMatchObject({ code: 2, stderr: expect.stringContaining("--count") });
    for (const { socket } of overlay.nodes) {
      const sent = await prost("send", serviceId, "Ada", "--json", "--socket", socket);
      expect(JSON.parse(sent.stdout)).toMatchObject({ text: "hello, Ada!" });
    }
    expect((await prost("send", "hello", "by name", "--socket", first.socket)).stdout).toBe(
      "hello, by name!\n",
    );

    const label = ["publish", "hello.wasm", "--key", "me.key", "--label", "two", "--json"];
    const two = await prost(...label, "--socket", second.socket);
    expect(JSON.parse(two.stdout)).toMatchObject({ version: 2, replaces: 1, added: [] });
    // Refused: an older version, a missing capability, a stranger's change to the code.
    const older = await prost(
      "publish",
      "hello.wasm",
      "--key",
      "me.key",
      "--service-version",
      "1",
      "--socket",
      second.socket,
    );
    expect([older.code, older.stderr]).toEqual([1, expect.stringContaining("version")]);
    const without = await prost(
      "publish",
      "hello.wasm",
      "--key",
      "me.key",
      "--capability",
      "store",
      "--socket",
      first.socket,
    );
    expect([without.code, without.stderr]).toEqual([1, expect.stringContaining("message")]);
    const broken = readFileSync(join(folder, "hello.wasm"));
    broken[broken.length >> 1] ^= 255;
    writeFileSync(join(folder, "broken.wasm"), broken);
    expect(
      (await prost("publish", "broken.wasm", "--key", "me.key", "--socket", first.socket)).code,
    ).not.toBe(0);

    const services = JSON.parse((await prost("services", "--json", "--socket", first.socket)).stdout);
    expect(services).toMatchObject([{ name: "hello" }]);
    expect((await prost("put", "greeting", "good morning", "--socket", first.socket)).code).toBe(0);
    expect((await prost("get", "greeting", "--socket", second.socket)).stdout).toBe("good morning\n");
    const set = (value: string, version: string) =>
      prost("put", "leader", value, "--if-version", version, "--socket", first.socket);
    expect((await set("me", "0")).code).toBe(0);
    expect((await set("you", "0")).code).toBe(1);
    expect((await prost("get", "leader", "--register", "--socket", second.socket)).stdout).toBe("1\tme\n");
    expect((await prost("get", "nothing", "--socket", second.socket)).code).toBe(3);

    const immutable = await prost("put", "--immutable", "for ever", "--socket", first.socket, "--json");
    const { key } = JSON.parse(immutable.stdout);
    expect((await prost("get", key, "--immutable", "--socket", second.socket)).stdout).toBe("for ever");
    const signed = (value: string, ...more: string[]) =>
      prost(
        "put",
        "--signed",
        "me.key",
        value,
        "--field",
        "status",
        "--json",
        "--socket",
        first.socket,
        ...more,
      );
    const { owner } = JSON.parse((await signed("at work")).stdout);
    expect(JSON.parse((await signed("at home")).stdout)).toMatchObject({ sequence: 2, owner });
    expect((await signed("at sea", "--sequence", "1")).code).not.toBe(0);
    const of = (...more: string[]) =>
      prost("get", owner, "--field", "status", "--socket", second.socket, ...more);
    expect((await of("--signed")).stdout).toBe("2\tat home\n");
    expect((await of("--evidence")).code).toBe(3);
    await signed("at large", "--sequence", "2");
    await expect.poll(async () => (await of("--evidence")).code, { timeout: 20_000 }).toBe(0);
    expect((await of("--evidence")).stdout).toContain("\tat large\n");

    const status = JSON.parse((await prost("status", "--json", "--socket", second.socket)).stdout);
    expect(status).toMatchObject({ overlay: "active", leafSet: 2 });
    expect(status.leafNodes.map(({ nodeId }: { nodeId: string }) => nodeId)).toContain(first.nodeId);
    // A key that is a node's own id ends at that node.
    const trace = await prost("trace", first.nodeId, "--json", "--socket", second.socket);
    expect(JSON.parse(trace.stdout.trim().split("\n").at(-1) ?? "")).toMatchObject({
      nodeId: first.nodeId,
      isRoot: true,
      hop: 1,
    });

    // A second node with the same folder, and one that nobody lets in.
    const twice = await prost("node", "--data", first.folder);
    expect([twice.code, twice.stderr]).toEqual([6, expect.stringContaining("another node")]);
  }, 240_000);
});
