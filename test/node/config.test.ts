import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { loadConfig } from "../../runtime/node/config.ts";

const folder = mkdtempSync(join(tmpdir(), "prost-config-"));
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;
function file(text: string): string {
  const path = join(folder, `${count++}.toml`);
  writeFileSync(path, text);
  return path;
}

test("without a file every setting has a default", () => {
  expect(loadConfig(null)).toMatchObject({
    listen: { host: "127.0.0.1", port: 0 },
    advertise: null,
    join: [],
    network: "prost",
    log: "info",
    policy: { publishers: "any" },
  });
});

test("a file sets the settings it names, and the command line overrides it", () => {
  const path = file(`
    data = "/tmp/x"
    listen = "[::1]:7000"
    join = ["127.0.0.1:1", "host.example:2"]
    [policy]
    publishers = "none"
    [policy.limits]
    memoryPages = 16
  `);
  const config = loadConfig(path, { join: ["127.0.0.1:9"], log: "warn" });
  expect(config).toMatchObject({
    data: "/tmp/x",
    socket: "/tmp/x/control.sock",
    listen: { host: "::1", port: 7000 },
    join: ["127.0.0.1:9"],
    log: "warn",
    policy: { publishers: "none", limits: { memoryPages: 16 } },
  });
});

test("the limits per neighbour have defaults, and the operator may change them within bounds", () => {
  expect(loadConfig(null).links).toEqual({ packetsPerSecond: 20_000, bytesPerSecond: 64 * 1024 * 1024 });
  const path = file("[links]\npacketsPerSecond = 100000\nmebibytesPerSecond = 128\n");
  expect(loadConfig(path).links).toEqual({ packetsPerSecond: 100_000, bytesPerSecond: 128 * 1024 * 1024 });
  expect(() => loadConfig(file("[links]\npacketsPerSecond = 1\n"))).toThrow("links.packetsPerSecond");
});

test.each([
  ["an unknown setting", 'lissten = "127.0.0.1:1"', "lissten"],
  ["an unknown setting of the policy", "[policy]\npublisher = 1", "policy.publisher"],
  ["an invalid address", 'listen = "localhost"', "listen"],
  ["an invalid port", 'listen = "127.0.0.1:70000"', "listen"],
  ["a value of the wrong type", "join = 3", "join"],
  ["an unknown capability", '[policy]\ncapabilities = ["fly"]', "policy.capabilities"],
  ["text that is not TOML", "listen = ", "line 1"],
])("%s is refused, and the error names it", (_what, text, named) => {
  const path = file(text);
  expect(() => loadConfig(path)).toThrowError(
    expect.objectContaining({ code: "INVALID_ARGUMENT", message: expect.stringContaining(named) }),
  );
  expect(() => loadConfig(path)).toThrow(path);
});

test.each([
  ['lissten = "127.0.0.1:1"', "there is no setting lissten (did you mean listen?)"],
  [
    "[policy.limits]\nmemoryPage = 1",
    "there is no setting policy.limits.memoryPage (did you mean memoryPages?)",
  ],
  ["[policy]\nwhatever = 1", "(there are publishers, names, consent, capabilities, limits, "],
])("for an unknown setting the error suggests the nearest one: %j", (text, hint) => {
  expect(() => loadConfig(file(text))).toThrow(hint);
});

test("one error reports all problems of a file", () => {
  const path = file('listen = "x"\njoin = 3\nnonsense = 1\n');
  for (const named of ["listen:", "join:", "nonsense"]) expect(() => loadConfig(path)).toThrow(named);
});

test("a missing file and a too long socket path are reported", () => {
  expect(() => loadConfig(join(folder, "none"))).toThrowError(expect.objectContaining({ code: "NOT_FOUND" }));
  expect(() => loadConfig(null, { data: `/tmp/${"x".repeat(120)}` })).toThrow("--socket");
});
