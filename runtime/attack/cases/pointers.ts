/** Forged pointers and lengths: each probe is made for every parameter that names a place or a length, of every import. */
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
import type { Arena, AttackCase } from "../arenas/arena.ts";
import { ECHO, service, wat } from "../kit/modules.ts";
import {
  FILLER,
  GOOD_AT,
  importText,
  inEvents,
  isCut,
  isUntouched,
  MEMORY_BYTES,
  type ParameterRole,
  PROBED,
  type Probed,
  Prober,
  replaced,
  validArguments,
} from "../kit/probes.ts";

const MEMORY = BigInt(MEMORY_BYTES);
const WILD_POINTERS = [
  -1n,
  -2n,
  -4n,
  -16n,
  0x7fff_ffffn,
  0x8000_0000n,
  0xffff_fff0n,
  -0x8000_0000n,
  MEMORY,
  MEMORY + 1n,
];
const WILD_LENGTHS = [-1n, -2n, -16n, 0x8000_0000n, -0x7fff_ffffn];
/** Statuses that say that a range was wrong. */
const OF_RANGES: readonly bigint[] = [E_FAULT, E_INVALID, E_TOO_BIG].map(BigInt);
/** What an import that changes nothing here answers to sound arguments is neither a fault nor a wrong argument. */
const isTaken = (result: bigint) => !OF_RANGES.includes(result);

type Pointer = Extract<ParameterRole, { readonly is: "block" | "range" }>;
type Length = Extract<ParameterRole, { readonly is: "length" }>;

/** Calls of one import, and what each must answer. */
interface Expected {
  readonly call: readonly bigint[];
  readonly isRight: (result: bigint) => boolean;
  readonly what: string;
}

const is = (...statuses: readonly number[]) => {
  const allowed = statuses.map(BigInt);
  return (result: bigint) => allowed.includes(result);
};

function pointers({ roles }: Probed): readonly (readonly [index: number, role: Pointer])[] {
  return [...roles.entries()].filter((entry): entry is [number, Pointer] =>
    ["block", "range"].includes(entry[1].is),
  );
}

function lengths({ roles }: Probed): readonly (readonly [index: number, role: Length])[] {
  return [...roles.entries()].filter((entry): entry is [number, Length] => entry[1].is === "length");
}

/** How many bytes the pointer names with these arguments. */
function bytesNamed(role: Pointer, call: readonly bigint[]): bigint {
  return role.is === "block" ? BigInt(role.bytes) : call[role.at] * BigInt(role.unit);
}

/** How many bytes a call wrote that answered so. */
function bytesWritten(role: Pointer, result: bigint): number {
  if (role.is === "block") return result >= 0n ? role.bytes : 0;
  return result > 0n ? Number(result) * role.unit : 0;
}

/** Makes the calls of every import that `expect` has some for. A refused call must have written nothing. */
async function everyImport(
  arena: Arena,
  expect: (probed: Probed, sound: readonly bigint[]) => readonly Expected[],
): Promise<void> {
  let made = 0;
  for (const probed of PROBED) {
    const expected = expect(probed, validArguments(probed));
    if (expected.length === 0) continue;
    made++;
    const prober = await Prober.start(arena, probed);
    const right = new Map(expected.map((one) => [one.call, one]));
    await inEvents(
      prober,
      expected.map(({ call }) => call),
      (result, call, { memory }) => {
        const one = right.get(call);
        assert(one?.isRight(result), `${probed.name}: ${one?.what}: (${call.join(", ")}) answered ${result}`);
        const isRefused = expected.every((other) => !other.isRight(0n));
        if (isRefused) assert(isUntouched(memory), `${probed.name}: ${one?.what}: it wrote all the same`);
      },
    );
    await prober.end();
  }
  assert(made > 0, "no import was tried");
}

/** One import's pointers, each in turn replaced by each of these. */
function withPointers(
  probed: Probed,
  sound: readonly bigint[],
  wild: readonly bigint[],
): readonly Expected[] {
  return pointers(probed).flatMap(([i]) =>
    wild.map((pointer) => ({
      call: replaced(sound, { [i]: pointer }),
      isRight: is(E_FAULT),
      what: `parameter ${i} points to ${pointer}`,
    })),
  );
}

export const CASES: readonly AttackCase[] = [
  {
    id: "AB01",
    title: "a wild pointer in any place of any import is E_FAULT and nothing is written",
    stoppedBy: [1, 2, 3],
    run: (arena) => everyImport(arena, (probed, sound) => withPointers(probed, sound, WILD_POINTERS)),
  },
  {
    id: "AB02",
    title: "a negative length in any place of any import is E_INVALID, a vast one is refused",
    stoppedBy: [1, 2, 3],
    run: (arena) =>
      everyImport(arena, (probed, sound) =>
        lengths(probed).flatMap(([i]) => [
          ...WILD_LENGTHS.map((length) => ({
            call: replaced(sound, { [i]: length }),
            isRight: is(E_INVALID),
            what: `length ${length}`,
          })),
          {
            call: replaced(sound, { [i]: 0x7fff_ffffn }),
            isRight: is(E_TOO_BIG, E_FAULT),
            what: "a length of 2^31-1",
          },
        ]),
      ),
  },
  {
    id: "AB03",
    title: "a pointer and a length that wrap around 32 bits are E_FAULT",
    stoppedBy: [1, 2, 3],
    run: (arena) =>
      everyImport(arena, (probed, sound) =>
        pointers(probed).flatMap(([i, role]) => {
          const changes = role.is === "range" ? { [role.at]: 32n / BigInt(role.unit) } : {};
          return [0xffff_fff0n, 0xffff_ffe1n].map((pointer) => ({
            call: replaced(sound, { ...changes, [i]: pointer }),
            isRight: is(E_FAULT),
            what: `${pointer} and 32`,
          }));
        }),
      ),
  },
  {
    id: "AB04",
    title: "a range may end with the memory, and not one byte later",
    stoppedBy: [1, 2, 3],
    run: (arena) =>
      everyImport(arena, (probed, sound) =>
        pointers(probed).flatMap(([i, role]): readonly Expected[] => {
          const named = bytesNamed(role, sound);
          const fits = {
            call: replaced(sound, { [i]: MEMORY - named }),
            isRight: isTaken,
            what: "ends with it",
          };
          const overruns = {
            call: replaced(sound, { [i]: MEMORY - named + 1n }),
            isRight: is(E_FAULT),
            what: "ends one byte later",
          };
          if (role.is === "block") return [fits, overruns];
          const empty = (pointer: bigint) => replaced(sound, { [i]: pointer, [role.at]: 0n });
          return [
            fits,
            overruns,
            { call: empty(MEMORY), isRight: isTaken, what: "nothing, at the end" },
            { call: empty(MEMORY + 1n), isRight: is(E_FAULT), what: "nothing, behind the end" },
            ...(role.unit > 1
              ? []
              : [
                  {
                    call: replaced(sound, { [i]: MEMORY - 1n, [role.at]: 1n }),
                    isRight: isTaken,
                    what: "the last byte",
                  },
                  {
                    call: replaced(sound, { [i]: MEMORY - 1n, [role.at]: 2n }),
                    isRight: is(E_FAULT),
                    what: "the last byte and one more",
                  },
                ]),
          ];
        }),
      ),
  },
  {
    id: "AB05",
    title: "ranges that a view would clamp or count from its end are refused and write nothing",
    stoppedBy: [1, 2, 3],
    run: (arena) =>
      everyImport(arena, (probed, sound) =>
        pointers(probed).flatMap(([i, role]): readonly Expected[] => {
          if (role.is === "block") return withPointers(probed, sound, [-4n, -32n, -64n]);
          const pairs = [
            [-16n, 8n],
            [-4n, 4n],
            [-16n, -8n],
            [16n, -8n],
            [MEMORY - 4n, 64n],
          ] as const;
          return pairs.map(([pointer, length]) => ({
            call: replaced(sound, { [i]: pointer, [role.at]: length }),
            isRight: is(E_FAULT, E_INVALID),
            what: `${pointer} and ${length}`,
          }));
        }),
      ),
  },
  {
    id: "AB06",
    title: "where a result is written over an argument, the argument was read before",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      for (const probed of PROBED) {
        const outs = pointers(probed).filter(([, role]) => role.writes);
        const ins = pointers(probed).filter(([, role]) => !role.writes);
        if (outs.length === 0) continue;
        const sound = validArguments(probed);
        const prober = await Prober.start(arena, probed);
        for (const [out, role] of outs) {
          const apart = await once(prober, probed, sound);
          const from = Number(sound[out]);
          const bytes = bytesWritten(role, apart.result);
          const expected = apart.memory.slice(from, from + bytes);
          // Over each argument, over the mailbox, and over where the module keeps its own things.
          for (const over of [...ins.map(([i]) => sound[i]), 1_024n, 0n]) {
            const { result, memory } = await once(prober, probed, replaced(sound, { [out]: over }));
            assert.equal(result, apart.result, `${probed.name}, written over ${over}`);
            assert.deepEqual(memory.slice(Number(over), Number(over) + bytes), expected, probed.name);
          }
        }
        await prober.end();
      }
    },
  },
  {
    id: "AB07",
    title: "pointers that are not aligned work as others do",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      for (const probed of PROBED) {
        const sound = validArguments(probed);
        if (pointers(probed).length === 0) continue;
        const prober = await Prober.start(arena, probed);
        const { result } = await once(prober, probed, sound);
        // A token is a number of its own each time.
        const isToken = probed.type.results[0] === "i64";
        for (const odd of [1n, 2n, 3n, 5n, 7n]) {
          const changes = Object.fromEntries(pointers(probed).map(([i]) => [i, sound[i] + odd]));
          const shifted = await once(prober, probed, replaced(sound, changes));
          const isSame = isToken ? shifted.result > 0n : shifted.result === result;
          assert(isSame, `${probed.name}, ${odd} bytes on, answered ${shifted.result}`);
        }
        await prober.end();
      }
    },
  },
  {
    id: "AB08",
    title: "memory that has grown in the event, or in the one before, is read and written where it is now",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      for (const probed of PROBED) {
        const sound = validArguments(probed);
        if (pointers(probed).length === 0) continue;
        const prober = await Prober.start(arena, probed, {
          // Two pages more each time, up to twelve.
          prepare: "(if (i32.lt_u (memory.size) (i32.const 12)) (then (drop (memory.grow (i32.const 2)))))",
        });
        for (const pages of [4n, 6n, 8n]) {
          const end = pages * 65_536n;
          const calls = pointers(probed).flatMap(([i, role]) => {
            const named = bytesNamed(role, sound);
            return [replaced(sound, { [i]: end - named }), replaced(sound, { [i]: end - named + 1n })];
          });
          const { results, outcome } = await prober.calls(calls);
          assert(outcome.ok, `${probed.name}: the event faulted`);
          for (const [i, result] of results.entries())
            assert(
              i % 2 === 0 ? isTaken(result) : result === BigInt(E_FAULT),
              `${probed.name}, ${pages} pages: (${calls[i].join(", ")}) answered ${result}`,
            );
        }
        await prober.end();
      }
      await seesWhatWasWrittenIntoNewPages(arena);
    },
  },
  {
    id: "AB09",
    title: "no import calls an allocator, or any other export, of the guest",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      const names = [
        "__new",
        "__alloc",
        "__pin",
        "__collect",
        "malloc",
        "realloc",
        "alloc",
        "allocate",
        "free",
      ];
      const exports = names.map(
        (name) => `(func (export "${name}") (param i32 i32) (result i32) unreachable)`,
      );
      for (const probed of PROBED) {
        const call = `(call $probed ${probed.type.params.map((type, i) => `(${type}.const ${validArguments(probed)[i]})`).join(" ")})`;
        const imports = `${importText(probed.name, "probed")} ${importText("prost.respond", "respond")}`;
        const offered = await arena.offer(
          service({
            imports,
            more: exports.join(" "),
            deliver: `(drop ${call}) ${ECHO}`,
            ...(probed.kind === "forward" ? { forward: "(i32.const 0)" } : {}),
          }),
        );
        assert(offered.ok, offered.ok ? "" : offered.detail);
        assert.deepEqual(await offered.trial.ask("x"), Uint8Array.from(Buffer.from("x")), probed.name);
        await offered.trial.end();
      }
    },
  },
  {
    id: "AB10",
    title:
      "text that is no UTF-8, that ends lines or turns a terminal around becomes one escaped, bounded line",
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
      const imports = `${importText("prost.log", "log")} ${importText("prost.metric", "metric")} ${importText("prost.respond", "respond")}`;
      const said = `(i32.load (i32.const 1172))`;
      const offered = await arena.offer(
        service({
          imports,
          deliver: `(drop (call $log (i32.const 1) (i32.const 1184) ${said}))
            (drop (call $metric (i32.const 1184) (select (i32.const 64) ${said} (i32.gt_u ${said} (i32.const 64))) (i64.const 1)))`,
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
        assert.match(written[0], /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*\n$/u, "it could do something to a terminal");
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
          { call: replaced(sound, zero), isRight: isTaken, what: "all lengths zero" },
          ...lengths(probed).map(([i]) => ({
            call: replaced(sound, { [i]: 0n }),
            isRight: isTaken,
            what: `length ${i} zero`,
          })),
        ];
      }),
  },
  {
    id: "AB12",
    title: "one more than a ceiling is E_TOO_BIG, before it is looked whether there is so much memory",
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
    title: "fractions cannot come where whole numbers are expected: such types are refused",
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
    title: "a buffer that is too small is told the size, and nothing of the value is in it",
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
            (i32.store (i32.const 20488) (call $scan (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 16384) (i32.const 109)))
            (i32.store (i32.const 20492) (call $scan (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 16384) (i32.const 0)))
            (drop (call $respond (i64.load (i32.const 1152)) (i32.const 16384) (i32.const 4112)))`,
        }),
      );
      assert(offered.ok, offered.ok ? "" : offered.detail);
      const answer = await offered.trial.ask("");
      assert(answer !== null);
      assert(
        answer.subarray(0, 4_096).every((byte) => byte === FILLER),
        "something was written",
      );
      const view = new DataView(answer.buffer, answer.byteOffset + 4_096);
      assert.deepEqual(
        [0, 4, 8, 12].map((at) => view.getInt32(at, true)),
        [100, 100, E_RANGE, E_RANGE],
      );
    },
  },
  {
    id: "AB17",
    title:
      "behind an answer the buffer is as the guest left it, and behind a message's header there are zeroes",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      for (const probed of PROBED) {
        const out = pointers(probed).find(([, role]) => role.writes);
        if (out === undefined) continue;
        const sound = validArguments(probed);
        const prober = await Prober.start(arena, probed);
        const { result, memory } = await once(prober, probed, sound);
        await prober.end();
        const [index, role] = out;
        const named = bytesWritten(role, result);
        // What the overlay's functions write depends on who else there is.
        assert(named > 0 || probed.type.capability === "overlay", `${probed.name} wrote nothing`);
        const from = Number(sound[index]);
        assert(isUntouched(memory, [[from, from + named]]), `${probed.name} wrote behind its answer`);
        assert(memory.subarray(1_024 + 152, 1_024 + 160).every((byte) => byte === 0));
      }
      // A new instance after a fault holds nothing of the one before.
      const offered = await arena.offer(
        service({
          deliver: `(if (i32.eq (i32.load8_u (i32.const 1184)) (i32.const 33))
              (then (memory.fill (i32.const 20000) (i32.const 83) (i32.const 4096)) unreachable))
            (drop (call $respond (i64.load (i32.const 1152)) (i32.const 20000) (i32.const 4096)))`,
        }),
      );
      assert(offered.ok);
      assert.equal(await offered.trial.ask("!"), null);
      const after = await offered.trial.ask("?");
      assert(after?.length === 4_096 && after.every((byte) => byte === 0));
    },
  },
  {
    id: "AB18",
    title: "a read that begins behind the message gives nothing, one that ends behind it what there is",
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
    title: "every import called for ever ends with the event's fuel",
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
          `${probed.name} called for ever did not end with its fuel`,
        );
        await offered.trial.end();
      }
    },
  },
  {
    id: "AB20",
    title: "a host function that fails in the middle tells nothing of the host: no paths, no stack",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      for (const probed of PROBED) {
        const sound = validArguments(probed);
        const given = probed.type.params.map((type, i) => `(${type}.const ${sound[i]})`).join(" ");
        // The deepest calls of the host have hardly any stack left.
        const more = `(func $down (drop (call $probed ${given})) (call $down))`;
        const imports = importText(probed.name, "probed");
        const limits = { fuelPerEvent: 20_000_000 };
        const offered = await arena.offer(service({ imports, more, deliver: "(call $down)" }), { limits });
        assert(offered.ok, offered.ok ? "" : offered.detail);
        const outcome = await offered.trial.send();
        assert(!outcome.ok);
        requireTold(outcome.detail);
        await offered.trial.end();
      }
    },
  },
];

/** A fault's words are short, and tell nothing of the host. */
export function requireTold(detail: string): void {
  assert(detail.length <= 300, `a text of ${detail.length} characters`);
  assert.match(detail, /^[\x20-\x7e]*$/, "characters that are not plain");
  assert.doesNotMatch(detail, /file:|\.ts\b|\.js\b|node_modules|\bat .*:\d+/, "it tells of the host");
}

function byName(name: string): Probed {
  const probed = PROBED.find((one) => one.name === name);
  assert(probed !== undefined, name);
  return probed;
}

async function once(
  prober: Prober,
  { name }: Probed,
  call: readonly bigint[],
): Promise<{ readonly result: bigint; readonly memory: Uint8Array }> {
  const { results, memory, outcome } = await prober.calls([call]);
  assert(outcome.ok, `${name}: the event faulted: ${outcome.ok ? "" : outcome.detail}`);
  return { result: results[0], memory };
}

/** Grows, has the node write into the new page, and answers with what it finds there. */
async function seesWhatWasWrittenIntoNewPages(arena: Arena): Promise<void> {
  const offered = await arena.offer(
    service({
      imports: `${importText("prost.read", "read")} ${importText("prost.respond", "respond")}`,
      deliver: `(local $end i32)
        (drop (memory.grow (i32.const 1)))
        (local.set $end (i32.mul (memory.size) (i32.const 65536)))
        (drop (call $read (i32.const 0) (i32.sub (local.get $end) (i32.const 5)) (i32.const 5)))
        (drop (call $respond (i64.load (i32.const 1152)) (i32.sub (local.get $end) (i32.const 5)) (i32.const 5)))`,
    }),
  );
  assert(offered.ok);
  for (const text of ["first", "again", "third"])
    assert.deepEqual(await offered.trial.ask(text), Uint8Array.from(Buffer.from(text)));
}
