/** Attacks with forged pointers and ranges, on every import. */
import assert from "node:assert/strict";
import { E_FAULT, E_INVALID, E_TOO_BIG } from "../../../abi/abi.ts";
import type { AttackArena, AttackCase } from "../arenas/arena.ts";
import {
  bytesNamed,
  bytesWritten,
  type Expected,
  everyImport,
  is,
  isAccepted,
  lengths,
  once,
  pointers,
} from "../kit/import-calls.ts";
import { ECHO, service } from "../kit/modules.ts";
import {
  importText,
  isUntouched,
  MEMORY_BYTES,
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

/** Calls of one import, each with one of its pointers replaced by one of these. */
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
    title: "a wild pointer in any parameter of any import is E_FAULT, and nothing is written",
    stoppedBy: [1, 2, 3],
    run: (arena) => everyImport(arena, (probed, sound) => withPointers(probed, sound, WILD_POINTERS)),
  },
  {
    id: "AB02",
    title: "a negative length in any parameter of any import is E_INVALID, and a huge one is refused",
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
    title: "a pointer plus a length over 32 bits is E_FAULT",
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
    title: "a range may end at the end of memory, and not one byte later",
    stoppedBy: [1, 2, 3],
    run: (arena) =>
      everyImport(arena, (probed, sound) =>
        pointers(probed).flatMap(([i, role]): readonly Expected[] => {
          const named = bytesNamed(role, sound);
          const fits = {
            call: replaced(sound, { [i]: MEMORY - named }),
            isRight: isAccepted,
            what: "ends at the end",
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
            { call: empty(MEMORY), isRight: isAccepted, what: "nothing, at the end" },
            { call: empty(MEMORY + 1n), isRight: is(E_FAULT), what: "nothing, after the end" },
            ...(role.unit > 1
              ? []
              : [
                  {
                    call: replaced(sound, { [i]: MEMORY - 1n, [role.at]: 1n }),
                    isRight: isAccepted,
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
    title: "ranges that a typed array would clamp or count from its end are refused, and write nothing",
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
    title: "an argument is read before a result is written over it",
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
          // Over each argument, over the mailbox, and over the module's own data.
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
    title: "unaligned pointers work like any others",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      for (const probed of PROBED) {
        const sound = validArguments(probed);
        if (pointers(probed).length === 0) continue;
        const prober = await Prober.start(arena, probed);
        const { result } = await once(prober, probed, sound);
        // Each token is a new number.
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
    title:
      "memory that has grown in this event, or in the one before, is read and written at its present address",
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
              i % 2 === 0 ? isAccepted(result) : result === BigInt(E_FAULT),
              `${probed.name}, ${pages} pages: (${calls[i].join(", ")}) answered ${result}`,
            );
        }
        await prober.end();
      }
      await readsNewPages(arena);
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
        const constants = probed.type.params.map((type, i) => `(${type}.const ${validArguments(probed)[i]})`);
        const call = `(call $probed ${constants.join(" ")})`;
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
    id: "AB17",
    title: "bytes of the buffer after an answer are unchanged, and bytes after a message's header are zero",
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
        // The output of the overlay's functions depends on the other nodes.
        assert(named > 0 || probed.type.capability === "overlay", `${probed.name} wrote nothing`);
        const from = Number(sound[index]);
        assert(
          isUntouched(memory, [[from, from + named]]),
          `${probed.name} wrote after the end of its answer`,
        );
        assert(memory.subarray(1_024 + 152, 1_024 + 160).every((byte) => byte === 0));
      }
      // A new instance after a fault has no data of the one before.
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
];

/** Grows its memory, lets the node write into the new page, and answers with the bytes there. */
async function readsNewPages(arena: AttackArena): Promise<void> {
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
