/**
 * Attacks with forged texts, lengths, numbers and flags, and with buffers of the wrong size, on every import.
 */
import assert from "node:assert/strict";
import {
  E_FAULT,
  E_INVALID,
  E_RANGE,
  E_TOKEN,
  E_TOO_BIG,
  LOG_BYTES_MAX,
  PAYLOAD_BYTES_MAX,
} from "../../../abi/abi.ts";
import { createLog } from "../../base/log.ts";
import type { AttackCase } from "../arenas/arena.ts";
import { mustHideHost } from "../kit/fault-text.ts";
import { byName, everyImport, is, isAccepted, lengths } from "../kit/import-calls.ts";
import { service, wat } from "../kit/modules.ts";
import {
  FILLER,
  GOOD_AT,
  importText,
  inEvents,
  isCut,
  PROBED,
  Prober,
  replaced,
  validArguments,
} from "../kit/probes.ts";

export const CASES: readonly AttackCase[] = [
  {
    id: "AB10",
    title: "text that is not UTF-8, has line breaks or reverses a terminal becomes one escaped, bounded line",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      const texts = [
        [0xff, 0xfe, 0x80, 0xc0, 0xaf],
        // Half of a surrogate pair; overlong; beyond the last character.
        [0xed, 0xa0, 0x80],
        [0xf0, 0x82, 0x82, 0xac],
        [0xf5, 0x80, 0x80, 0x80],
        [0x61, 0x00, 0x62],
        [...Buffer.from("a\nlevel=error forged\r\n\u2028\u2029\u0085")],
        [...Buffer.from("\x1b[2J\x1b]0;title\x07\x9b31m")],
        [...Buffer.from("\u202e\u2066\u200f\ufeff\u{e0041}right to left")],
        Array.from({ length: 5_000 }, () => 0x1b),
      ];
      const imports = `${importText("prost.log", "log")} ${importText("prost.metric", "metric")}
        ${importText("prost.respond", "respond")}`;
      const said = `(i32.load (i32.const 1172))`;
      const offered = await arena.offer(
        service({
          imports,
          deliver: `(drop (call $log (i32.const 1) (i32.const 1184) ${said}))
            (drop (call $metric (i32.const 1184) (select (i32.const 64) ${said} (i32.gt_u ${said}
              (i32.const 64))) (i64.const 1)))`,
        }),
      );
      assert(offered.ok);
      for (const text of texts) {
        const outcome = await offered.trial.send({ payload: Uint8Array.from(text.slice(0, 4_096)) });
        assert(outcome.ok);
        const line = outcome.effects.find((effect) => effect.kind === "log");
        assert(line?.kind === "log" && line.text.length <= LOG_BYTES_MAX);
        const written: string[] = [];
        const log = createLog({ level: "debug", json: false, write: (some) => void written.push(some) });
        log.guest("hostile", line.level, line.text);
        assert.equal(written.length, 1);
        assert.match(written[0], /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*\n$/u, "the line could control a terminal");
      }
    },
  },
  {
    id: "AB11",
    title: "lengths of zero everywhere have a defined result",
    stoppedBy: [1, 2, 3],
    run: (arena) =>
      everyImport(arena, (probed, sound) => {
        const zero = Object.fromEntries(lengths(probed).map(([i]) => [i, 0n]));
        if (lengths(probed).length === 0) return [];
        return [
          { call: replaced(sound, zero), isRight: isAccepted, what: "all lengths zero" },
          ...lengths(probed).map(([i]) => ({
            call: replaced(sound, { [i]: 0n }),
            isRight: isAccepted,
            what: `length ${i} zero`,
          })),
        ];
      }),
  },
  {
    id: "AB12",
    title: "one more than a ceiling is E_TOO_BIG, before the size of memory is checked",
    stoppedBy: [1, 2, 3],
    run: (arena) =>
      everyImport(arena, (probed, sound) =>
        lengths(probed).flatMap(([i, { max }]) =>
          max === null
            ? []
            : [
                {
                  call: replaced(sound, { [i]: BigInt(max) + 1n }),
                  isRight: is(E_TOO_BIG),
                  what: `length ${max + 1}`,
                },
              ],
        ),
      ),
  },
  {
    id: "AB12",
    title: "a log line longer than its ceiling is cut",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      const probed = byName("prost.log");
      assert(isCut(probed));
      const prober = await Prober.start(arena, probed);
      const { outcome, results } = await prober.calls([[1n, BigInt(GOOD_AT), BigInt(LOG_BYTES_MAX) + 1n]]);
      assert.deepEqual(results, [0n]);
      const line = outcome.ok ? outcome.effects.find(({ kind }) => kind === "log") : undefined;
      assert(line?.kind === "log" && line.text.length === LOG_BYTES_MAX);
    },
  },
  {
    id: "AB13",
    title: "fractions cannot take the place of integers: such types are refused",
    stoppedBy: [1],
    async run(arena) {
      for (const result of ["f32", "f64", "i64"]) {
        for (const name of ["prost_abi_1", "forward"]) {
          const zero = `(${result}.const 0)`;
          const marker =
            name === "prost_abi_1"
              ? `(func (export "prost_abi_1") (result ${result}) ${zero})`
              : '(func (export "prost_abi_1") (result i32) (i32.const 1024))';
          const forward = name === "forward" ? `(func (export "forward") (result ${result}) ${zero})` : "";
          const offered = await arena.offer(
            wat(`(module (memory (export "memory") 2) ${marker} (func (export "deliver")) ${forward})`),
          );
          assert(!offered.ok && offered.by === "gate", `${name} of type ${result} was accepted`);
        }
      }
      for (const { name, type } of PROBED) {
        for (const [i] of type.params.entries()) {
          for (const other of ["f32", "f64"]) {
            const params = type.params.map((param, at) => (at === i ? other : param)).join(" ");
            const [module, field] = name.split(".");
            const results = type.results.join(" ");
            const offered = await arena.offer(
              service({
                imports: `(import "${module}" "${field}" (func (param ${params}) (result ${results})))`,
                deliver: "",
              }),
            );
            assert(!offered.ok && offered.by === "gate", `${name} with ${other} was accepted`);
          }
        }
      }
    },
  },
  {
    id: "AB14",
    title: "64-bit numbers beyond 2^53 and negative ones are exact, or a status",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      const wild = [2n ** 53n + 1n, 2n ** 63n - 1n, -1n, -(2n ** 63n), -(2n ** 53n) - 1n];
      for (const name of ["prost.respond", "prost.timer_cancel"]) {
        const prober = await Prober.start(arena, byName(name));
        const sound = validArguments(byName(name));
        await inEvents(
          prober,
          wild.map((token) => replaced(sound, { 0: token })),
          (result, call) => assert.equal(result, BigInt(E_TOKEN), `${name} of ${call[0]}`),
        );
      }
      const metric = await Prober.start(arena, byName("prost.metric"));
      const { outcome } = await metric.calls(wild.map((value) => [BigInt(GOOD_AT), 4n, value]));
      assert(outcome.ok);
      const counted = outcome.effects.flatMap((effect) => (effect.kind === "metric" ? [effect.value] : []));
      assert.deepEqual(counted, wild);
      const echo = await Prober.start(arena, byName("prost.self"));
      for (const token of wild) {
        const answered = await echo.calls([[BigInt(GOOD_AT)]], { token });
        assert(answered.outcome.ok);
        assert(
          answered.outcome.effects.some((effect) => effect.kind === "respond" && effect.token === token),
        );
      }
    },
  },
  {
    id: "AB15",
    title: "unknown flags, levels and kinds are E_INVALID",
    stoppedBy: [1, 2, 3],
    run: (arena) =>
      everyImport(arena, (probed, sound) =>
        probed.roles.flatMap((role, i) =>
          role.is !== "value"
            ? []
            : role.bad.map((value) => ({
                call: replaced(sound, { [i]: value }),
                isRight: is(E_INVALID),
                what: `value ${value}`,
              })),
        ),
      ),
  },
  {
    id: "AB16",
    title: "a buffer that is too small gets the size as status, and no byte of the value",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      const offered = await arena.offer(
        service({
          imports: `${importText("prost.store_put", "put")} ${importText("prost.store_get", "get")}
            ${importText("prost.store_scan", "scan")} ${importText("prost.respond", "respond")}`,
          deliver: `
            (memory.fill (i32.const 8192) (i32.const 0x53) (i32.const 100))
            (drop (call $put (i32.const 8192) (i32.const 4) (i32.const 8192) (i32.const 100)))
            (memory.fill (i32.const 16384) (i32.const ${FILLER}) (i32.const 4096))
            (i32.store (i32.const 20480) (call $get (i32.const 8192) (i32.const 4) (i32.const 16384) (i32.const 99)))
            (i32.store (i32.const 20484) (call $get (i32.const 8192) (i32.const 4) (i32.const 16384) (i32.const 0)))
            (i32.store (i32.const 20488) (call $scan (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0)
              (i32.const 16384) (i32.const 109)))
            (i32.store (i32.const 20492) (call $scan (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0)
              (i32.const 16384) (i32.const 0)))
            (drop (call $respond (i64.load (i32.const 1152)) (i32.const 16384) (i32.const 4112)))`,
        }),
      );
      assert(offered.ok, offered.ok ? "" : offered.detail);
      const answer = await offered.trial.ask("");
      assert(answer !== null);
      assert(
        answer.subarray(0, 4_096).every((byte) => byte === FILLER),
        "a byte was written",
      );
      const view = new DataView(answer.buffer, answer.byteOffset + 4_096);
      assert.deepEqual(
        [0, 4, 8, 12].map((at) => view.getInt32(at, true)),
        [100, 100, E_RANGE, E_RANGE],
      );
    },
  },
  {
    id: "AB18",
    title:
      "a read that begins after the message returns nothing, and one that ends after it returns the bytes that exist",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      const probed = byName("prost.read");
      const out = BigInt(GOOD_AT);
      const size = 6_000n;
      const calls: readonly (readonly [call: readonly bigint[], expected: bigint])[] = [
        [[0n, out, 0n], 0n],
        [[0n, out, 100n], 100n],
        [[5_999n, out, 100n], 1n],
        [[6_000n, out, 100n], 0n],
        [[6_001n, out, 1n], 0n],
        [[0x7fff_ffffn, out, 0x4000n], 0n],
        [[0x7fff_ffffn, out, BigInt(PAYLOAD_BYTES_MAX)], BigInt(E_FAULT)],
        [[-1n, out, 1n], BigInt(E_INVALID)],
        [[-6_000n, out, 6_000n], BigInt(E_INVALID)],
        [[0x8000_0000n, out, 1n], BigInt(E_INVALID)],
        [[5_000n, out, 1_001n], 1_000n],
      ];
      const prober = await Prober.start(arena, probed);
      const words = new BigInt64Array([BigInt(calls.length), ...calls.flatMap(([call]) => call)]);
      const payload = new Uint8Array(Number(size));
      payload.set(new Uint8Array(words.buffer));
      const { results } = await prober.calls(
        calls.map(([call]) => call),
        { payload },
      );
      assert.deepEqual(
        results,
        calls.map(([, expected]) => expected),
      );
    },
  },
  {
    id: "AB19",
    title: "an endless loop of calls of any import ends with the event's fuel",
    stoppedBy: [1],
    async run(arena) {
      for (const probed of PROBED) {
        const sound = validArguments(probed);
        const given = probed.type.params.map((type, i) => `(${type}.const ${sound[i]})`).join(" ");
        const forEver = `(loop $again (drop (call $probed ${given})) (br $again))`;
        const offered = await arena.offer(
          service({
            imports: importText(probed.name, "probed"),
            deliver: forEver,
            ...(probed.kind === "forward" ? { forward: `${forEver} (i32.const 0)` } : {}),
          }),
          { limits: { fuelPerEvent: 5_000_000 } },
        );
        assert(offered.ok, offered.ok ? "" : offered.detail);
        const outcome = await offered.trial.send({ kind: probed.kind });
        assert(
          !outcome.ok && outcome.fault === "fuel",
          `an endless loop of ${probed.name} did not end with its fuel`,
        );
        await offered.trial.end();
      }
    },
  },
  {
    id: "AB20",
    title: "a host function that fails midway shows no paths and no stack of the host",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      for (const probed of PROBED) {
        const sound = validArguments(probed);
        const given = probed.type.params.map((type, i) => `(${type}.const ${sound[i]})`).join(" ");
        // The deepest calls of the host have almost no stack left.
        const more = `(func $down (drop (call $probed ${given})) (call $down))`;
        const imports = importText(probed.name, "probed");
        const limits = { fuelPerEvent: 20_000_000 };
        const offered = await arena.offer(service({ imports, more, deliver: "(call $down)" }), { limits });
        assert(offered.ok, offered.ok ? "" : offered.detail);
        const outcome = await offered.trial.send();
        assert(!outcome.ok);
        mustHideHost(outcome.detail);
        await offered.trial.end();
      }
    },
  },
];
