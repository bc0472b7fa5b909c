/** A cell without a complete jail is not used. Each test starts cells without one part of the jail. */
import { afterEach, describe, expect, test } from "vitest";
import { echoService, wat } from "../../../runtime/attack/kit/modules.ts";
import { BOMBS, canary, LOOP as FUELLED, problemWith } from "../../../runtime/sandbox/cell/canary.ts";
import { CANARY_CHECKS, decodeFailed, encodeFailed } from "../../../runtime/sandbox/cell/canary-checks.ts";
import { LOOP, MEMORY, TABLE } from "../../../runtime/sandbox/cell/canary-inside.ts";
import { CellHost } from "../../../runtime/sandbox/cell/cell-host.ts";
import { CellIsolation } from "../../../runtime/sandbox/cell/isolation.ts";
import {
  CELL_PROFILES,
  cellLaunch,
  isEnough,
  jail,
  type Launch,
  missingOf,
} from "../../../runtime/sandbox/cell/jail.ts";
import { Violation } from "../../../runtime/sandbox/wire/frames.ts";
import { host } from "../support.ts";

const isFull = jail().level === "full";
const skipped = isFull ? "" : ` (skipped: ${missingOf(jail()).join("; ")})`;

const open: CellHost[] = [];
afterEach(() => Promise.all(open.splice(0).map((made) => made.close())));

/** A runner that starts its cells with `launch`, and the results of their canaries. */
function cells(launch: () => Launch): { readonly runner: CellHost; readonly results: (readonly string[])[] } {
  const results: (readonly string[])[] = [];
  const runner = new CellHost({ name: "canary", launch, onCanary: (failed) => results.push(failed) });
  open.push(runner);
  return { runner, results };
}

const without = (launch: Launch, isLeftOut: (arg: string) => boolean): Launch => ({
  ...launch,
  args: launch.args.filter((arg) => !isLeftOut(arg)),
});
const bare = () => cellLaunch({ namespaces: false });

test.each(CELL_PROFILES)("a cell of the profile %s is used", async (profile) => {
  const { runner, results } = cells(() => cellLaunch({ profile }));
  const { ask } = await host(runner, echoService());
  expect(await ask("x")).toEqual(new TextEncoder().encode("x"));
  expect(results).toEqual([[]]);
});

test.each([
  [
    "Node's permission model",
    (arg: string) => arg === "--permission" || arg.startsWith("--allow-"),
    ["files of the machine can be read", "files can be written", "other programs can be started"],
  ],
  ["the flag for tables", (arg: string) => arg.startsWith("--wasm-max-table"), [CANARY_CHECKS[4]]],
  ["the flag for memories", (arg: string) => arg.startsWith("--wasm-max-mem"), [CANARY_CHECKS[5]]],
  ["the flag for compilers", (arg: string) => arg === "--liftoff-only", [CANARY_CHECKS[6]]],
])(
  "without %s no service runs, and a waiting install fails with the reason",
  async (_part, isLeftOut, failed) => {
    const { runner, results } = cells(() => without(bare(), isLeftOut));
    const { started } = await host(runner, echoService());
    expect(started).toMatchObject({
      ok: false,
      fault: "lost",
      detail: expect.stringContaining("canary failed"),
    });
    expect(results[0]).toEqual(failed);
  },
);

describe.skipIf(!isFull)(`on a machine with a full jail${skipped}`, () => {
  test("without the system call filter no service runs", async () => {
    const { runner, results } = cells(() => {
      const { command, args } = cellLaunch();
      const at = args.indexOf("--seccomp");
      return { command, args: [...args.slice(0, at), ...args.slice(at + 2)] };
    });
    expect((await host(runner, echoService())).started.ok).toBe(false);
    expect(results[0]).toEqual(["a socket can be opened"]);
  });
});

test("a cell with a complete jail is used after one without", async () => {
  let starts = 0;
  const { runner, results } = cells(() =>
    starts++ === 0 ? without(bare(), (arg) => arg.startsWith("--wasm-max-table")) : bare(),
  );
  expect((await host(runner, echoService())).started.ok).toBe(false);
  const { ask } = await host(runner, echoService());
  expect(await ask("x")).toEqual(new TextEncoder().encode("x"));
  expect(results.map((failed) => failed.length)).toEqual([1, 0]);
});

test("when a cell's processes end before they are ready, a waiting install fails with the reason", async () => {
  const { runner, results } = cells(() => ({ command: process.execPath, args: ["-e", "process.exit(7)"] }));
  const { started } = await host(runner, echoService());
  expect(started).toMatchObject({ ok: false, fault: "lost", detail: expect.stringContaining("exit code 7") });
  expect(results).toHaveLength(1);
});

test("while the newest cell's canary fails, the level is none and its findings are missing parts", () => {
  const isolation = new CellIsolation({ level: "full", parts: jail().parts });
  isolation.report(["a socket can be opened"]);
  expect(isEnough(isolation.level, "reduced")).toBe(false);
  expect(missingOf(isolation).join()).toContain("canary: a socket can be opened");
  isolation.report([]);
  expect(isolation.level).toBe("full");
});

test("failed checks are decoded strictly", () => {
  expect(decodeFailed(encodeFailed(CANARY_CHECKS))).toEqual(CANARY_CHECKS);
  expect(decodeFailed(new Uint8Array(0))).toEqual([]);
  for (const bytes of [[CANARY_CHECKS.length], [1, 1], [2, 1], [255]])
    expect(() => decodeFailed(Uint8Array.from(bytes))).toThrow(Violation);
});

test("the canary's service passes only if it ends when its fuel is used up", () => {
  expect(canary().failed).toEqual([]);
  expect(problemWith({ ok: false, fault: "fuel", fuelUsed: 1, detail: "" })).toBe(null);
  expect(problemWith({ ok: true, fuelUsed: 1, effects: [], writes: [], verdict: null })).not.toBe(null);
  expect(problemWith(undefined)).not.toBe(null);
});

test("the canary's modules are the bytes of the text in their comments", () => {
  const hex = (text: string) => Buffer.from(wat(`(module ${text})`)).toString("hex");
  expect(TABLE).toBe(hex("(table 20000 funcref)"));
  expect(MEMORY).toBe(hex("(memory 257)"));
  expect(LOOP).toBe(
    hex(`(memory 4 4) (global (export "g") (mut i32) (i32.const 0))
      (func (export "f") (loop $again (global.set 0 (i32.add (global.get 0) (i32.const 1)))
        (memory.fill (i32.const 0) (i32.const 0) (i32.const 262144)) (br $again)))`),
  );
  expect(FUELLED).toBe(
    hex(`(memory (export "memory") 1) (func (export "prost_abi_1") (result i32) (i32.const 1024))
      (func (export "deliver") (loop $again (memory.fill (i32.const 0) (i32.const 0) (i32.const 65536)) (br $again)))`),
  );
  expect(BOMBS[0]).toBe(hex("(table 1000000 funcref)"));
  expect(WebAssembly.validate(Buffer.from(BOMBS[1], "hex"))).toBe(true);
});
