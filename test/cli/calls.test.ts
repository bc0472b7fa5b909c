/** The commands that talk to a node, against a control of which the test knows everything. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { ProstError } from "../../runtime/base/errors.ts";
import { Id } from "../../runtime/base/id.ts";
import { serviceIdOf } from "../../runtime/base/identity.ts";
import { LocalOverlay } from "../../runtime/cli/local-overlay.ts";
import { SERVICE, STATUS, startFixture } from "../control/support.ts";

const PROST = fileURLToPath(new URL("../../bin/prost.js", import.meta.url));

function start(socket: string, args: readonly string[]) {
  const child = spawn(process.execPath, [PROST, ...args], { env: { ...process.env, PROST_SOCKET: socket } });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.setEncoding("utf8").on("data", (chunk) => {
    stderr += chunk;
  });
  const ended = once(child, "close").then(([code]) => ({ code: code as number | null, stdout, stderr }));
  return { child, ended };
}

const prost = (socket: string, ...args: readonly string[]) => start(socket, args).ended;

test("a service is found by its name, the first digits of its id, its id, and its publisher's key and name", async () => {
  await using fixture = await startFixture();
  const byKey = `${SERVICE.rootId}/other`;
  const names = [SERVICE.name, SERVICE.serviceId.slice(0, 8), SERVICE.serviceId, byKey];
  const sent = await Promise.all(names.map((name) => prost(fixture.socket, "send", name, "abc")));
  for (const { code, stdout } of sent) expect([code, stdout]).toEqual([0, "cba\n"]);
  const other = serviceIdOf(Uint8Array.from(Buffer.from(SERVICE.rootId, "hex")), "other");
  const asked = fixture.control.sent.map(({ service }) => service.hex);
  expect(asked.sort()).toEqual([SERVICE.serviceId, SERVICE.serviceId, SERVICE.serviceId, other.hex].sort());
});

test("a name that the node does not know ends with code 3, an error of the node with its own", async () => {
  await using fixture = await startFixture();
  const unknown = await prost(fixture.socket, "send", "nobody", "x");
  expect([unknown.code, unknown.stdout]).toEqual([3, ""]);
  expect(unknown.stderr).toContain("knows no service called nobody");
  fixture.control.failure = new ProstError("RESOURCE_EXHAUSTED", "too many requests are waiting; try later");
  const full = await prost(fixture.socket, "status");
  expect([full.code, full.stderr]).toEqual([6, "prost: too many requests are waiting; try later\n"]);
});

test("a key is a name within the service or 64 digits, and a payload a text, hex or a file", async () => {
  await using fixture = await startFixture();
  const { socket, control, folder } = fixture;
  const file = join(folder, "payload");
  writeFileSync(file, Buffer.from([0, 1, 255]));
  const hex = await prost(socket, "send", "hello", "00ff", "--hex", "--key", Id.hashOf("k").hex);
  expect(hex.stdout).toBe("ff00\n");
  const json = await prost(
    socket,
    "send",
    "hello",
    "--file",
    file,
    "--key",
    "page-1",
    "--timeout",
    "2",
    "--json",
  );
  expect(JSON.parse(json.stdout)).toMatchObject({ hex: "ff0100", from: STATUS.nodeId, hops: 2 });
  const [first, second] = control.sent;
  expect(first.key.hex).toBe(Id.hashOf("k").hex);
  expect(second.timeoutMs).toBe(2_000);
  const { createHash } = await import("node:crypto");
  const named = createHash("sha256")
    .update(Id.fromHex(SERVICE.serviceId).bytes)
    .update("page-1")
    .digest("hex");
  expect(second.key.hex).toBe(named);
});

test("what a service emits is printed as it comes, harmless to a terminal, until the command is told to stop", async () => {
  await using fixture = await startFixture();
  const { child, ended } = start(fixture.socket, ["subscribe", "hello"]);
  await once(createInterface(child.stderr), "line");
  fixture.control.emit(new TextEncoder().encode("one\u001b[31m"));
  fixture.control.emit(new TextEncoder().encode("two"));
  const lines = createInterface(child.stdout);
  const printed: string[] = [];
  for await (const line of lines) {
    printed.push(line);
    if (printed.length === 2) child.kill("SIGINT");
  }
  expect(printed).toEqual(["one\\u{1b}[31m", "two"]);
  expect((await ended).code).toBe(0);
});

test("a node that stops during a call ends the command with code 4 and one line", async () => {
  await using fixture = await startFixture();
  const { control, socket } = fixture;
  let waiting = 0;
  let resolveAll = () => {};
  const allWait = new Promise<void>((resolve) => {
    resolveAll = resolve;
  });
  const never = () => {
    if (++waiting === commands.length - 1) resolveAll();
    return new Promise<never>(() => {});
  };
  control.get = never;
  control.send = never;
  control.trace = never;
  const subscribed = start(socket, ["subscribe", "hello"]);
  await once(createInterface(subscribed.child.stderr), "line");
  const commands = [
    subscribed.ended,
    prost(socket, "get", "a-key"),
    prost(socket, "send", "hello", "x"),
    prost(socket, "trace", "a-key"),
  ];
  await allWait;
  await fixture.server.close();
  for (const { code, stderr } of await Promise.all(commands)) {
    expect(code).toBe(4);
    expect(stderr.trim().split("\n").at(-1)).toMatch(/^prost: the node at .* stopped during the /);
    expect(stderr).not.toContain("    at ");
  }
});

test.each(["SIGTERM", "SIGKILL"] as const)(
  "a node ended by %s ends a subscription with code 4",
  async (signal) => {
    await using overlay = await LocalOverlay.start({ nodes: 1, args: ["--log", "error"] });
    const [node] = overlay.nodes;
    const { child, ended } = start(node.socket, ["subscribe", SERVICE.serviceId]);
    await once(createInterface(child.stderr), "line");
    node.process.kill(signal);
    const { code, stderr } = await ended;
    expect([code, stderr]).toEqual([
      4,
      expect.stringMatching(/^prost: the node at .* stopped during the .*$/m),
    ]);
  },
);

test("a reader that has had enough is no error", async () => {
  await using fixture = await startFixture();
  const { child, ended } = start(fixture.socket, ["subscribe", "hello"]);
  await once(createInterface(child.stderr), "line");
  child.stdout.destroy();
  const emitting = setInterval(() => fixture.control.emit(new Uint8Array(1_000)), 1);
  const { code } = await ended;
  clearInterval(emitting);
  expect(code).toBe(0);
});

test("of many services people see what runs first, how many there are, and all on request; programs see all", async () => {
  await using fixture = await startFixture();
  fixture.control.list = Array.from({ length: 120 }, (_, i) => ({
    ...SERVICE,
    serviceId: Id.hashOf(`${i}`).hex,
    name: `service-${i}`,
    lastFault: "",
    isInline: i === 1,
    state: i < 3 ? ("running" as const) : ("asleep" as const),
    ...(i < 3 ? {} : { cellPid: 0 }),
  }));
  const [some, all, running, json, wrong] = await Promise.all([
    prost(fixture.socket, "services"),
    prost(fixture.socket, "services", "--all"),
    prost(fixture.socket, "services", "--state", "running"),
    prost(fixture.socket, "services", "--json"),
    prost(fixture.socket, "services", "--state", "dreaming"),
  ]);
  const rows = (text: string) => text.split("\n").filter((line) => line.startsWith("service-"));
  expect(rows(some.stdout)).toHaveLength(50);
  expect(
    rows(some.stdout)
      .slice(0, 3)
      .map((row) => row.includes("running")),
  ).toEqual([true, true, true]);
  expect(some.stdout).toContain("120 services: 3 running, 117 asleep; 50 shown");
  expect(rows(all.stdout)).toHaveLength(120);
  expect(all.stdout).not.toContain("shown");
  expect(some.stdout).toContain("--all shows all rows.");
  expect(rows(running.stdout)).toHaveLength(3);
  expect(running.stdout).toContain("3 shown. Without --state, services in all states are shown.");
  expect(running.stdout).not.toContain("--all");
  expect(rows(running.stdout)[1]).toContain("inline");
  expect(JSON.parse(json.stdout)).toHaveLength(120);
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("There is no state dreaming")]);
});

test("tables are for people, JSON is for programs", async () => {
  await using fixture = await startFixture();
  const [status, statusJson, services, servicesJson, usage, usageJson] = await Promise.all([
    prost(fixture.socket, "status"),
    prost(fixture.socket, "status", "--json"),
    prost(fixture.socket, "services"),
    prost(fixture.socket, "services", "--json"),
    prost(fixture.socket, "services", "--usage"),
    prost(fixture.socket, "services", "--usage", "--json"),
  ]);
  expect(status.stdout).toContain(STATUS.nodeId);
  expect(status.stdout).toContain("3 awake (1 inline), 9000 asleep");
  expect(status.stdout).toMatch(/^warning .*1 of the services run inline/m);
  expect(JSON.parse(statusJson.stdout)).toEqual(STATUS);
  expect(services.stdout).toContain("last fault: unreachable executed");
  expect(JSON.parse(servicesJson.stdout)).toEqual([SERVICE]);
  expect(usage.stdout).toContain("dropped: credit 12");
  expect(usage.stdout).toContain("waits: its quota for this second is used up");
  expect(JSON.parse(usageJson.stdout)).toMatchObject([{ name: "hello", usage: SERVICE.usage }]);
});
