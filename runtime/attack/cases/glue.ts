/** Attacks on the JavaScript around the guest. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "smol-toml";
import { CAPABILITIES, EXPORTS, IMPORTS } from "../../../abi/imports.ts";
import { prost as control } from "../../gen/control.js";
import { LIMITS_DEFAULT } from "../../sandbox/contract.ts";
import { gate } from "../../sandbox/gate/gate.ts";
import { GLUE_CONSTANTS, GLUE_PARTS, glueText } from "../../sandbox/glue/constants.ts";
import { makeGlue } from "../../sandbox/glue/glue.ts";
import { rewrite } from "../../sandbox/instrument/rewrite.ts";
import { encodeInstall, encodeView } from "../../sandbox/wire/requests.ts";
import type { AttackCase } from "../arenas/arena.ts";
import { mustHideHost } from "../kit/fault-text.ts";
import { echoService, service, wat } from "../kit/modules.ts";
import { importText, MEMORY_BYTES } from "../kit/probes.ts";

const RUNTIME = fileURLToPath(new URL("../..", import.meta.url));

export const CASES: readonly AttackCase[] = [
  {
    id: "GL01",
    title: "exports with the names of members of every object are never read, and no prototype changes",
    stoppedBy: [1, 2],
    async run(arena) {
      const names = [
        "__proto__",
        "constructor",
        "toString",
        "valueOf",
        "hasOwnProperty",
        "prototype",
        "0",
        "length",
      ];
      const offered = await arena.offer(
        service({ more: names.map((name) => `(func (export "${name}") unreachable)`).join(" ") }),
      );
      assert(offered.ok, offered.ok ? "" : offered.detail);
      assert.deepEqual(await offered.trial.ask("x"), Uint8Array.from(Buffer.from("x")));
      for (const odd of ["", "a\\00b"]) {
        const strange = await arena.offer(service({ more: `(func (export "${odd}") unreachable)` }));
        if (!strange.ok) continue;
        assert.deepEqual(await strange.trial.ask("x"), Uint8Array.from(Buffer.from("x")));
      }
      assert.equal(Object.getPrototypeOf({}), Object.prototype);
      assert.equal(({} as Record<string, unknown>)["7"], undefined);
    },
  },
  {
    id: "GL02",
    title: "an export called then is never called",
    stoppedBy: [1, 2],
    async run(arena) {
      const counted = service({
        more: `(global $n (mut i32) (i32.const 0))
          (func (export "then") (param i32 i32) (global.set $n (i32.const 1)))`,
        deliver: `(i32.store (i32.const 200) (global.get $n))
          (drop (call $respond (i64.load (i32.const 1152)) (i32.const 200) (i32.const 4)))`,
      });
      const offered = await arena.offer(counted);
      assert(offered.ok, offered.ok ? "" : offered.detail);
      assert.deepEqual(await offered.trial.ask(""), new Uint8Array(4));
    },
  },
  {
    id: "GL03",
    title: "no program that runs services imports the AssemblyScript loader",
    isLocal: true,
    run() {
      const files = readdirSync(RUNTIME, { recursive: true, encoding: "utf8" }).filter((file) =>
        file.endsWith(extname(import.meta.filename)),
      );
      assert(files.length > 50);
      for (const file of files) {
        const text = readFileSync(join(RUNTIME, file), "utf8");
        assert.doesNotMatch(text, /from\s+"@assemblyscript\/loader/, file);
        assert.doesNotMatch(text, /import\(\s*"@assemblyscript\/loader/, file);
      }
    },
  },
  {
    id: "GL03",
    title: "export names that the AssemblyScript loader splits have no effect",
    stoppedBy: [1, 2],
    async run(arena) {
      const names = ["constructor#polluted", "constructor#get:x", "__proto__#set:y", "Object#constructor"];
      const offered = await arena.offer(
        service({
          more: names.map((name) => `(func (export "${name}") (result i32) (i32.const 7))`).join(" "),
        }),
      );
      assert(offered.ok, offered.ok ? "" : offered.detail);
      assert.deepEqual(await offered.trial.ask("x"), Uint8Array.from(Buffer.from("x")));
      assert.equal(({} as Record<string, unknown>).polluted, undefined);
      assert.equal(({} as Record<string, unknown>).x, undefined);
    },
  },
  {
    id: "GL04",
    title: "a name of 90,000 characters and a million names are refused",
    stoppedBy: [1],
    async run(arena) {
      const long = await arena.offer(service({ more: `(func (export "${"n".repeat(90_000)}"))` }));
      assert(!long.ok && long.by === "gate", "a name of 90,000 characters was accepted");
      const many = await arena.offer(manyExports(1_000_000));
      assert(!many.ok && many.by === "gate", "a million names were accepted");
    },
  },
  {
    id: "GL05",
    title: "the glue reads only the strings of abort, within the memory, whatever their headers claim",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      const end = MEMORY_BYTES;
      // A text, and the length in its header.
      const lies: readonly (readonly [pointer: number, length: number])[] = [
        [8_192, 0x7fff_ffff],
        [8_192, -1],
        [8_193, 0x7fff_fffe],
        [4, 0x4000_0000],
        [3, 64],
        [0, 64],
        [-1, 64],
        [-4, 64],
        [end, 64],
        [end - 1, 64],
        [end - 2, 64],
        [end + 1, 64],
        [0x7fff_ffff, 64],
        [-0x8000_0000, 64],
      ];
      for (const [pointer, length] of lies) {
        const at = (pointer >>> 0) - 4;
        const header = at >= 0 && at + 4 <= end ? `(i32.store (i32.const ${at}) (i32.const ${length}))` : "";
        const offered = await arena.offer(
          service({
            imports: importText("env.abort", "abort"),
            deliver: `${header} (call $abort (i32.const ${pointer}) (i32.const ${pointer}) (i32.const -1)
              (i32.const -1))`,
          }),
        );
        assert(offered.ok, offered.ok ? "" : offered.detail);
        const outcome = await offered.trial.send();
        assert(!outcome.ok && outcome.fault === "abort", `${pointer}: no abort`);
        mustHideHost(outcome.detail);
        await offered.trial.end();
      }
    },
  },
  {
    id: "GL06",
    title: "exports of an event's name that are no functions, or have another type, are refused",
    stoppedBy: [1],
    async run(arena) {
      const marker = '(func (export "prost_abi_1") (result i32) (i32.const 1024))';
      for (const [name, { params, results }] of EXPORTS) {
        if (name === "prost_abi_1") continue;
        const deliver = name === "deliver" ? "" : '(func (export "deliver"))';
        const others = [
          `(global $g (mut i32) (i32.const 0)) (export "${name}" (global $g))`,
          `(table $t 1 funcref) (export "${name}" (table $t))`,
          `(export "${name}" (memory 0))`,
          `(func (export "${name}") (param i32) ${results.length === 0 ? "" : "(result i32) (i32.const 0)"})`,
          `(func (export "${name}") ${results.length === 0 ? "(result i32) (i32.const 0)" : ""})`,
        ];
        assert.equal(params.length, 0);
        for (const other of others) {
          const offered = await arena.offer(
            wat(`(module (memory (export "memory") 1) ${marker} ${deliver} ${other})`),
          );
          assert(!offered.ok && offered.by === "gate", `${other} was accepted`);
        }
      }
    },
  },
  {
    id: "GL07",
    title: "imports and exports of the ABI have integer parameters and results only",
    isLocal: true,
    run() {
      for (const [name, { params, results }] of [...IMPORTS, ...EXPORTS]) {
        for (const type of [...params, ...results])
          assert(type === "i32" || type === "i64", `${name}: ${type}`);
        assert(results.length <= 1, name);
      }
    },
  },
  {
    id: "GL09",
    title: "the text of an abort arrives short and printable, whatever its length",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      const offered = await arena.offer(
        service({
          memory: '(memory (export "memory") 200)',
          imports: importText("env.abort", "abort"),
          // 10 MB of text: quotes, controls, halves of surrogates.
          deliver: `(local $at i32)
            (i32.store (i32.const 8188) (i32.const 10000000))
            (local.set $at (i32.const 8192))
            (loop $l (i32.store (local.get $at) (i32.mul (local.get $at) (i32.const -1640531535)))
              (local.set $at (i32.add (local.get $at) (i32.const 4)))
              (br_if $l (i32.lt_u (local.get $at) (i32.const 40000))))
            (call $abort (i32.const 8192) (i32.const 0) (i32.const 1) (i32.const 2))`,
        }),
      );
      assert(offered.ok, offered.ok ? "" : offered.detail);
      const outcome = await offered.trial.send();
      assert(!outcome.ok && outcome.fault === "abort");
      mustHideHost(outcome.detail);
    },
  },
  {
    id: "GL10",
    title: "the glue returns bytes at once, and awaits no promise",
    isLocal: true,
    run() {
      const glue = makeGlue(GLUE_CONSTANTS, GLUE_PARTS);
      const gated = gate(service({ more: '(func (export "then") unreachable)' }));
      assert(gated.ok);
      const request = {
        serviceId: new Uint8Array(32).fill(1),
        nodeId: new Uint8Array(32),
        module: rewrite(gated.module, { memoryPages: 2 }),
        capabilities: CAPABILITIES,
        limits: LIMITS_DEFAULT,
        readStore: () => [],
        nowMs: 0,
        seed: 0n,
        firstToken: 1n,
      };
      assert(glue.install(bufferOf(encodeInstall(request, false))) instanceof ArrayBuffer);
      const view = { self: new Uint8Array(32), leaves: [], isWholeRing: true, table: [] };
      assert.equal(glue.setView(bufferOf(encodeView(view))), undefined);
      assert.doesNotMatch(glueText(), /\b(async|await|Promise)\b/);
    },
  },
  {
    id: "GL13",
    title: "names of prototypes in decoded bytes change no prototype of the node",
    isLocal: true,
    run() {
      const before = Reflect.ownKeys(Object.prototype).length;
      for (const text of [
        "[__proto__]\npolluted = true",
        "[constructor.prototype]\npolluted = true",
        '"__proto__" = 1',
      ]) {
        try {
          parse(text);
        } catch {}
      }
      JSON.parse('{"__proto__": {"polluted": true}}');
      const { SendRequest, ServiceStatus } = control.control.v1;
      const named = JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"polluted": true}}');
      // Field 1, 9 bytes: __proto__
      const field = Buffer.from("0a095f5f70726f746f5f5f", "hex");
      SendRequest.decode(field);
      SendRequest.decode(SendRequest.encode(SendRequest.create(named)).finish());
      ServiceStatus.decode(field);
      ServiceStatus.decode(ServiceStatus.encode(ServiceStatus.create(named)).finish());
      assert.equal(({} as Record<string, unknown>).polluted, undefined);
      assert.equal(Reflect.ownKeys(Object.prototype).length, before);
    },
  },
];

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}

/** As bytes: the parser of the text format would be slow. */
function manyExports(count: number): Uint8Array {
  const module = Buffer.from(echoService());
  const entryBytes = 10;
  const entries = Buffer.alloc(count * entryBytes);
  for (let i = 0; i < count; i++) {
    const at = i * entryBytes;
    entries[at] = 7;
    entries.write(String(i).padStart(7, "e"), at + 1, "latin1");
    entries[at + 9] = 4;
  }
  const body = Buffer.concat([leb(count), entries]);
  // The sections of the echo service, with other exports.
  const parts: Buffer[] = [module.subarray(0, 8)];
  for (let at = 8; at < module.length; ) {
    const id = module[at];
    let length = 0;
    let size = 0;
    do {
      length += (module[at + 1 + size] & 127) * 2 ** (7 * size);
    } while (module[at + 1 + size++] >= 128);
    const end = at + 1 + size + length;
    parts.push(
      id === 7 ? Buffer.concat([Buffer.from([7]), leb(body.length), body]) : module.subarray(at, end),
    );
    at = end;
  }
  return Uint8Array.from(Buffer.concat(parts));
}

function leb(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest & 127) | 128);
  return Buffer.from([...bytes, rest]);
}
