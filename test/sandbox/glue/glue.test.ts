import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  E_NOT_FOUND,
  E_PHASE,
  E_QUOTA,
  E_RANGE,
  E_TOKEN,
  OK,
  STORE_KEY_BYTES_MAX,
  TIMERS_MAX,
} from "../../../abi/abi.ts";
import { type Capability, IMPORTS } from "../../../abi/imports.ts";
import { service, wat } from "../../../runtime/attack/kit/modules.ts";
import { Id, isCloser } from "../../../runtime/base/id.ts";
import type { OverlayView, Runner } from "../../../runtime/sandbox/contract.ts";
import { InlineRunner } from "../../../runtime/sandbox/inline/inline-runner.ts";
import { MemoryStore } from "../../../runtime/storage/local/memory.ts";
import { event, host, installRequest, ready } from "../support.ts";

const MAILBOX = 1024;
const TOKEN = MAILBOX + 128;
const PAYLOAD = MAILBOX + 160;
/** Exports of all modules in this file. */
const FRAME = `(memory (export "memory") 4) (func (export "prost_abi_1") (result i32) (i32.const ${MAILBOX}))`;

function imported(...names: readonly string[]): string {
  return ["respond", ...names]
    .map((name) => {
      const spec = IMPORTS.get(`prost.${name}`);
      if (spec === undefined) throw new Error(name);
      return `(import "prost" "${name}" (func $${name} (param ${spec.params.join(" ")}) (result ${spec.results.join(" ")})))`;
    })
    .join("\n");
}

const answer = (bytes: number) =>
  `(drop (call $respond (i64.load (i32.const ${TOKEN})) (i32.const 8192) (i32.const ${bytes})))`;

/** Answers with the statuses of `calls`, as i32s. */
function statuses(calls: readonly string[], ...names: readonly string[]) {
  const stores = calls.map((call, i) => `(i32.store (i32.const ${8192 + 4 * i}) ${call})`).join("\n");
  return service({
    imports: imported(...names),
    memory: '(memory (export "memory") 4)',
    deliver: `${stores} ${answer(4 * calls.length)}`,
  });
}

const numbers = (bytes: Uint8Array | null) =>
  bytes === null ? null : [...new Int32Array(bytes.slice().buffer)];

describe("an import", () => {
  const install = (runner: Runner, module: Uint8Array, capabilities: readonly Capability[]) =>
    runner.install({ ...installRequest(ready(module)), capabilities, readStore: () => [] });

  test.each([...IMPORTS])(
    "%s exists with its capability, and not without",
    async (name, { capability, params, results }) => {
      const [from, field] = name.split(".");
      const type = `${params.length > 0 ? `(param ${params.join(" ")})` : ""} ${results.length > 0 ? `(result ${results[0]})` : ""}`;
      const module = wat(
        `(module (import "${from}" "${field}" (func ${type})) ${FRAME} (func (export "deliver")))`,
      );
      const runner = new InlineRunner();
      const granted: readonly Capability[] = capability === null ? [] : [capability];
      expect(await install(runner, module, granted)).toMatchObject({ ok: true });
      expect((await install(runner, module, [])).ok).toBe(capability === null);
    },
  );

  test.each([
    ["constructor", "constructor"],
    ["prost", "constructor"],
    ["prost", "toString"],
    ["prost", "__proto__"],
    ["__proto__", "constructor"],
    ["env", "hasOwnProperty"],
  ])("%s.%s does not exist, even without the gate", async (from, field) => {
    const module = wat(
      `(module (import "${from}" "${field}" (func (param i32))) ${FRAME} (func (export "deliver")))`,
    );
    const outcome = await new InlineRunner().install({ ...installRequest(module), readStore: () => [] });
    expect(outcome).toMatchObject({ ok: false });
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe("an event", () => {
  test("sees its own writes among the stored entries, in byte order", async () => {
    const entry = (key: string) => ({
      space: "service/test",
      key: Buffer.from(key),
      value: Buffer.from(key),
    });
    const store = new MemoryStore();
    await store.write([entry("b"), entry("d"), entry("f")]);
    // The payload is "aceg d": puts a, c, e and g, deletes d, scans everything.
    const put = (at: number) =>
      `(drop (call $store_put (i32.const ${PAYLOAD + at}) (i32.const 1) (i32.const ${PAYLOAD}) (i32.const 0)))`;
    const module = service({
      imports: imported("store_put", "store_delete", "store_scan"),
      deliver: `${[2, 0, 3, 1].map(put).join("")}
        (drop (call $store_delete (i32.const ${PAYLOAD + 5}) (i32.const 1)))
        (drop (call $respond (i64.load (i32.const ${TOKEN})) (i32.const 8192)
          (call $store_scan (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 8192) (i32.const 4096))))`,
    });
    const hosted = await host(new InlineRunner(), module, { store });
    const keys = (packed: Uint8Array | null) => {
      const bytes = Buffer.from(packed ?? []);
      const found: string[] = [];
      for (let at = 0; at < bytes.length; at += 6 + bytes.readUInt16LE(at) + bytes.readUInt32LE(at + 2)) {
        found.push(bytes.toString("latin1", at + 6, at + 6 + bytes.readUInt16LE(at)));
      }
      return found.join("");
    };
    expect(keys(await hosted.ask("aceg d"))).toBe("abcefg");
    expect(keys(await hosted.ask("aceg b"))).toBe("acefg");
    expect(
      [...store.scan("service/test", null, null)].map(({ key }) => Buffer.from(key).toString()).join(""),
    ).toBe("acefg");
  });

  test("that writes hundreds of entries keeps them in order", async () => {
    // Keys are multiples of an odd number, so each is new. The second event removes every other key.
    const count = 1_000;
    const key = "(i32.store (i32.const 0) (i32.mul (local.get $i) (i32.const -1640531535)))";
    const each = (step: number, call: string) =>
      `(local.set $i (i32.const 0)) (loop $again ${key} (drop ${call})
        (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const ${step}))) (i32.const ${count}))))`;
    const module = service({
      imports: imported("store_put", "store_delete", "store_scan"),
      memory: '(memory (export "memory") 4)',
      deliver: `(local $i i32)
        (if (i32.eqz (i32.load8_u (i32.const ${PAYLOAD})))
          (then ${each(1, "(call $store_put (i32.const 0) (i32.const 4) (i32.const 0) (i32.const 0))")})
          (else ${each(2, "(call $store_delete (i32.const 0) (i32.const 4))")}))
        (drop (call $respond (i64.load (i32.const ${TOKEN})) (i32.const 8192)
          (call $store_scan (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 8192) (i32.const 100000))))
        `,
      more: `(func (export "call")
        (drop (call $respond (i64.load (i32.const ${TOKEN})) (i32.const 8192)
          (call $store_scan (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 8192) (i32.const 100000)))))`,
    });
    const hosted = await host(new InlineRunner(), module);
    for (const step of [0, 1]) {
      const during = await hosted.ask(Uint8Array.of(step));
      const outcome = await hosted.send({ kind: "call", token: 77n });
      const after = outcome.ok && outcome.effects[0].kind === "respond" ? outcome.effects[0].payload : null;
      const stored = [...hosted.store.scan("service/test", null, null)].map((entry) =>
        Buffer.from(entry.key).toString("hex"),
      );
      expect(stored).toHaveLength(step === 0 ? count : count / 2);
      const bytes = Buffer.from(after ?? []);
      const found: string[] = [];
      for (let at = 0; at < bytes.length; at += 10) found.push(bytes.toString("hex", at + 6, at + 10));
      expect(found).toEqual(stored);
      expect(during).toEqual(after);
    }
  });

  test("that traps leaves no write, no effect and no token behind", async () => {
    const module = service({
      imports: imported("store_put", "store_get", "timer_set", "emit"),
      deliver: `
        (drop (call $emit (i32.const 0) (i32.const 4)))
        (i64.store (i32.const 8192) (call $timer_set (i32.const 5)))
        (i32.store (i32.const 8200) (call $store_get (i32.const 0) (i32.const 1) (i32.const 0) (i32.const 0)))
        (drop (call $store_put (i32.const 0) (i32.const 1) (i32.const 0) (i32.const 1)))
        ${answer(12)}
        (if (i32.load8_u (i32.const ${PAYLOAD})) (then unreachable))`,
    });
    const hosted = await host(new InlineRunner(), module);
    expect(await hosted.ask(Uint8Array.of(1))).toBe(null);
    expect(hosted.effects).toEqual([]);
    const first = await hosted.ask(Uint8Array.of(0));
    expect(new DataView((first as Uint8Array).slice().buffer).getInt32(8, true)).toBe(E_NOT_FOUND);
    expect(hosted.effects.filter(({ kind }) => kind === "emit")).toHaveLength(1);
  });

  test("has the same outcome with the same seed and the same time", async () => {
    const module = service({
      imports: imported("random", "now"),
      deliver: `(i64.store (i32.const 8192) (call $random)) (i64.store (i32.const 8200) (call $random)) (i64.store (i32.const 8208) (call $now)) ${answer(24)}`,
    });
    const hosted = await host(new InlineRunner(), module);
    const run = async (seed: bigint, nowMs: number) => {
      const outcome = await hosted.send({ seed, nowMs, token: seed });
      const words =
        outcome.ok && outcome.effects[0].kind === "respond"
          ? outcome.effects[0].payload.slice().buffer
          : null;
      return words === null ? null : [...new BigInt64Array(words)];
    };
    const first = await run(5n, 123_456.7);
    expect(first?.[2]).toBe(123_456n);
    expect(first?.[0]).not.toBe(first?.[1]);
    expect(await run(5n, 123_456.7)).toEqual(first);
    expect((await run(6n, 123_456.7))?.[0]).not.toBe(first?.[0]);
  });

  test("answers a message once, and no message that it did not get", async () => {
    const respond = `(call $respond (i64.load (i32.const ${TOKEN})) (i32.const 0) (i32.const 0))`;
    const module = statuses(["(call $respond (i64.const 4711) (i32.const 0) (i32.const 0))"]);
    expect(numbers(await (await host(new InlineRunner(), module)).ask(""))).toEqual([E_TOKEN]);
    const twice = service({
      imports: imported("emit"),
      deliver: `(i32.store (i32.const 8192) ${respond}) (i32.store (i32.const 8196) ${respond}) (drop (call $emit (i32.const 8192) (i32.const 8)))`,
    });
    const hosted = await host(new InlineRunner(), twice);
    await hosted.ask("");
    const emitted = hosted.effects.find((effect) => effect.kind === "emit");
    expect(numbers(emitted?.kind === "emit" ? emitted.payload : null)).toEqual([OK, E_TOKEN]);
  });

  test("gets a status for each call that it may not make", async () => {
    const put = (bytes: number) =>
      `(call $store_put (i32.const 0) (i32.const 1) (i32.const 0) (i32.const ${bytes}))`;
    const module = statuses(
      [
        "(call $forward_set_key (i32.const 0))",
        "(call $timer_cancel (i64.const 5))",
        put(1_000),
        put(2_000),
        "(call $store_scan (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 8))",
        `(call $store_get (i32.const 0) (i32.const ${STORE_KEY_BYTES_MAX}) (i32.const 0) (i32.const 0))`,
      ],
      "forward_set_key",
      "timer_cancel",
      "store_put",
      "store_get",
      "store_scan",
    );
    const hosted = await host(new InlineRunner(), module, { limits: { storeBytes: 2_000 } });
    expect(numbers(await hosted.ask(""))).toEqual([E_PHASE, E_TOKEN, OK, E_QUOTA, E_RANGE, E_NOT_FOUND]);
  });

  test("has a limit on its effects and its timers", async () => {
    const timers = "(i32.wrap_i64 (call $timer_set (i32.const 9)))";
    const many = statuses([...Array(TIMERS_MAX + 1)].fill(timers), "timer_set");
    const counted = numbers(await (await host(new InlineRunner(), many)).ask(""));
    expect(counted?.slice(0, -1).every((token) => token > 0)).toBe(true);
    expect(counted?.at(-1)).toBe(E_QUOTA);
    const emits = statuses([...Array(4)].fill("(call $emit (i32.const 0) (i32.const 30))"), "emit");
    const hosted = await host(new InlineRunner(), emits, { limits: { effectBytesPerEvent: 110 } });
    expect(numbers(await hosted.ask(""))).toEqual([OK, OK, OK, E_QUOTA]);
  });
});

describe("the view of the overlay", () => {
  const id = fc.uint8Array({ minLength: 32, maxLength: 32 });
  const ids = fc.uniqueArray(id, {
    minLength: 2,
    maxLength: 12,
    selector: (bytes) => Buffer.from(bytes).toString("hex"),
  });

  test("gives the same root and next hops as the overlay", async () => {
    const module = service({
      imports: imported("is_root", "replica_set"),
      deliver: `(i32.store8 (i32.const 8192) (call $is_root (i32.const ${PAYLOAD})))
        (drop (call $respond (i64.load (i32.const ${TOKEN})) (i32.const 8192) (i32.add (i32.const 1)
          (i32.mul (i32.const 32) (call $replica_set (i32.const ${PAYLOAD}) (i32.const 4) (i32.const 8193))))))`,
    });
    const runner = new InlineRunner();
    const hosted = await host(runner, module);
    await fc.assert(
      fc.asyncProperty(ids, id, async ([self, ...others], key) => {
        const view: OverlayView = { self, leaves: others, isWholeRing: true, table: [] };
        runner.setView(view);
        const answer = await hosted.ask(key);
        const order = [self, ...others].sort((a, b) =>
          isCloser(new Id(key), new Id(a), new Id(b)) ? -1 : 1,
        );
        const expected = Buffer.concat([Uint8Array.of(order[0] === self ? 1 : 0), ...order.slice(0, 4)]);
        expect(Buffer.from(answer ?? []).toString("hex")).toBe(expected.toString("hex"));
      }),
      { numRuns: 100 },
    );
  });
});

test("services with ids that have a common prefix are distinguished, also after a replacement or removal", async () => {
  const runner = new InlineRunner();
  const saying = (byte: number) =>
    ready(
      service({
        deliver: `(i32.store8 (i32.const 8192) (i32.const ${byte}))
          (drop (call $respond (i64.load (i32.const ${TOKEN})) (i32.const 8192) (i32.const 1)))`,
      }),
    );
  const install = async (name: string, byte: number) => {
    const request = { ...installRequest(saying(byte), name), readStore: () => [] };
    expect(await runner.install(request)).toMatchObject({ ok: true });
    return request.serviceId;
  };
  const ask = async (serviceId: Uint8Array) => {
    const outcomes = await runner.run(serviceId, [event({ token: 1n }), event({ token: 2n })]);
    return outcomes.map((outcome) => {
      if (!outcome.ok) return outcome.detail;
      const [effect] = outcome.effects;
      return effect?.kind === "respond" ? effect.payload[0] : null;
    });
  };
  const [first, second] = [await install("alike 1", 1), await install("alike 2", 2)];
  for (let turn = 0; turn < 3; turn++) {
    expect(await ask(first)).toEqual([1, 1]);
    expect(await ask(second)).toEqual([2, 2]);
  }
  await install("alike 2", 3);
  expect(await ask(second)).toEqual([3, 3]);
  runner.uninstall(second);
  expect(await ask(second)).toEqual(["not installed", "not installed"]);
  expect(await ask(first)).toEqual([1, 1]);
});
