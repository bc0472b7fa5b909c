/** `validate` and `merge` of hostile services, in a real cell and in this process. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { E_PHASE, FLAG_WRITE, RULE_FUEL } from "../../../abi/abi.ts";
import { IMPORTS } from "../../../abi/imports.ts";
import { countingService, service } from "../../../runtime/attack/kit/modules.ts";
import { generateKeyPair, signRaw } from "../../../runtime/base/identity.ts";
import { CellHost } from "../../../runtime/sandbox/cell/cell-host.ts";
import type { Outcome, Runner } from "../../../runtime/sandbox/contract.ts";
import { InlineRunner } from "../../../runtime/sandbox/inline/inline-runner.ts";
import { event, host } from "../support.ts";

const MERGE = '(func (export "merge"))';
const rules = (validate: string, more = MERGE) =>
  service({ imports: "", deliver: "", more: `(func (export "validate") (result i32) ${validate}) ${more}` });
const ACCEPTS = "(i32.const 1)";
/** Counts in memory, and accepts only the first time. */
const REMEMBERS = rules(
  "(i32.store (i32.const 8) (i32.add (i32.load (i32.const 8)) (i32.const 1))) (i32.eq (i32.load (i32.const 8)) (i32.const 1))",
);
/** `init` makes it refuse everything. */
const AFTER_INIT = rules(
  "(i32.eqz (i32.load (i32.const 8)))",
  `${MERGE} (func (export "init") (i32.store (i32.const 8) (i32.const 1)))`,
);

/** Accepts if each impure function answers E_PHASE. */
function tryingAll(): Uint8Array {
  const impure = [...IMPORTS].filter(([, { isPure }]) => !isPure);
  const imports = impure
    .map(([name, { params, results }], i) => {
      const [module, field] = name.split(".");
      const takes = params.length === 0 ? "" : `(param ${params.join(" ")})`;
      return `(import "${module}" "${field}" (func $f${i} ${takes} (result ${results[0]})))`;
    })
    .join("\n");
  const calls = impure
    .map(([, { params, results }], i) => {
      const call = `(call $f${i} ${params.map((type) => `(${type}.const 0)`).join(" ")})`;
      const asNumber = results[0] === "i64" ? `(i32.wrap_i64 ${call})` : call;
      return `(if (i32.ne ${asNumber} (i32.const ${E_PHASE})) (then (return (i32.const 0))))`;
    })
    .join("\n");
  return service({
    imports,
    deliver: "",
    more: `(func (export "validate") (result i32) ${calls} (i32.const 1)) ${MERGE}`,
  });
}

const accepts = (outcome: Outcome) => outcome.ok && outcome.effects.length === 1;

describe.each([
  ["in a cell", () => new CellHost({ name: "rules" }) as Runner],
  ["in this process", () => new InlineRunner() as Runner],
])("rules %s", (_where, make) => {
  let runner: Runner;
  beforeAll(() => {
    runner = make();
  });
  afterAll(() => runner.close());
  const start = (module: Uint8Array, name: string) => host(runner, module, { name });
  const validate = { kind: "validate", token: 1n, flags: FLAG_WRITE } as const;

  test("decide whether a value may be stored, and have no other effect", async () => {
    const yes = await start(rules(ACCEPTS), "yes");
    const no = await start(rules("(i32.const 0)"), "no");
    const other = await start(rules("(i32.const 2)"), "other");
    expect(accepts(await yes.send(validate))).toBe(true);
    expect(accepts(await no.send(validate))).toBe(false);
    expect(accepts(await other.send(validate))).toBe(false);
    expect(yes.effects).toEqual([]);
  });

  test.each([
    ["loops", rules("(loop $again (br $again)) (i32.const 1)"), "fuel"],
    ["traps", rules("(unreachable)"), "trap"],
    [
      "calls itself without end",
      rules("(call $down) (i32.const 1)", `${MERGE} (func $down (call $down))`),
      "stack",
    ],
    [
      "grows its memory without end",
      rules("(loop $again (drop (memory.grow (i32.const 1))) (br $again)) (i32.const 1)"),
      "fuel",
    ],
  ])(
    "refuse the value if a rule %s, in bounded fuel, and the service continues",
    async (what, module, fault) => {
      const hostile = await start(module, what.slice(0, 12));
      for (let i = 0; i < 3; i++) {
        const outcome = await hostile.send(validate);
        expect(outcome).toMatchObject({ ok: false, fault });
        expect(outcome.fuelUsed).toBeLessThanOrEqual(RULE_FUEL);
      }
      expect(hostile.service.usage.faults).toBe(0);
      expect(await hostile.send()).toMatchObject({ ok: true });
    },
  );

  test("have no state of an earlier call or of init, and leave none", async () => {
    const remembering = await start(REMEMBERS, "remembers");
    for (let i = 0; i < 3; i++) expect(accepts(await remembering.send(validate))).toBe(true);
    const initialised = await start(AFTER_INIT, "initialised");
    expect(accepts(await initialised.send(validate))).toBe(true);
  });

  test("can call no function with a result that depends on the node", async () => {
    const trying = await start(tryingAll(), "trying");
    expect(accepts(await trying.send(validate))).toBe(true);
    expect(trying.effects).toEqual([]);
  });

  test("run between other events without an effect on their instance", async () => {
    const module = service({
      deliver: `(i32.store8 (i32.const 100) (i32.add (i32.load8_u (i32.const 100)) (i32.const 1)))
        (drop (call $respond (i64.load (i32.const 1152)) (i32.const 100) (i32.const 1)))`,
      more: `(func (export "validate") (result i32) (i32.store8 (i32.const 100) (i32.const 77)) (i32.const 1)) ${MERGE}`,
    });
    const counting = await start(module, "counting");
    expect(await counting.ask("")).toEqual(Uint8Array.of(1));
    expect(accepts(await counting.send(validate))).toBe(true);
    expect(await counting.ask("")).toEqual(Uint8Array.of(2));
  });

  test("answer a merge with bytes once, or refuse it without an answer", async () => {
    const module = service({
      more: `(func (export "merge")
        (drop (call $respond (i64.load (i32.const 1152)) (i32.const 1184) (i32.const 3)))
        (drop (call $respond (i64.load (i32.const 1152)) (i32.const 1184) (i32.const 5))))`,
    });
    const merging = await start(module, "merging");
    const payload = new TextEncoder().encode("merged");
    const outcome = await merging.send({ kind: "merge", token: 1n, payload });
    expect(outcome.ok && outcome.effects).toEqual([
      { kind: "respond", token: 1n, payload: new TextEncoder().encode("mer") },
    ]);
    const silent = await start(rules(ACCEPTS), "silent");
    expect(await silent.send({ kind: "merge", token: 1n })).toMatchObject({ ok: true, effects: [] });
  });

  test("verify signatures as the node does", async () => {
    const pair = generateKeyPair();
    const message = new TextEncoder().encode("signed");
    const verifying = await start(
      service({
        imports: '(import "prost" "verify" (func $verify (param i32 i32 i32 i32) (result i32)))',
        deliver: "",
        more: `(func (export "validate") (result i32)
          (call $verify (i32.const 1184) (i32.const 1216) (i32.const 1280) (i32.const 6))) ${MERGE}`,
      }),
      "verifying",
    );
    const payload = Uint8Array.from([...pair.publicKey, ...signRaw(pair, message), ...message]);
    const outcome = await verifying.send({ ...validate, payload });
    expect(accepts(outcome)).toBe(true);
    expect(outcome.fuelUsed).toBeGreaterThan(5_000_000);
    payload[100] ^= 1;
    expect(accepts(await verifying.send({ ...validate, payload }))).toBe(false);
  });

  test("have the same fuel, whatever the service was granted", async () => {
    const module = rules(`(local $i i32) (loop $again (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $again (i32.lt_u (local.get $i) (i32.const 100000)))) (i32.const 1)`);
    const used: number[] = [];
    for (const fuelPerEvent of [50_000, 200_000_000]) {
      const poor = await host(runner, module, { name: `fuel ${fuelPerEvent}`, limits: { fuelPerEvent } });
      const outcome = await poor.send(validate);
      expect(accepts(outcome)).toBe(true);
      used.push(outcome.fuelUsed);
    }
    expect(used[0]).toBe(used[1]);
  });
});

test("a call of a rule that a service does not export has no effect", async () => {
  const plain = await host(new InlineRunner(), countingService());
  expect(await plain.send(event({ kind: "validate" }))).toMatchObject({ ok: true, effects: [] });
});
