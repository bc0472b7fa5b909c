/** Attacks with garbage, text and other formats in or after a module. */
import assert from "node:assert/strict";
import { gate, type RefusalCode } from "../../sandbox/gate/gate.ts";
import type { AttackCase } from "../arenas/arena.ts";
import { body, bytesOf, custom, HEADER, joined, name, plainService, section, u32 } from "../kit/binary.ts";
import { mustAccept, mustRefuse } from "../kit/refusals.ts";

const text = (content: string) => new TextEncoder().encode(content);

export const CASES: readonly AttackCase[] = [
  {
    id: "MB10",
    title: "garbage in custom sections is dropped, and neither read nor shown",
    stoppedBy: [1],
    async run(arena) {
      const rubbish = Uint8Array.from({ length: 4_000 }, (_, i) => (i * 37 + 11) & 255);
      for (const title of [
        "name",
        "producers",
        "sourceMappingURL",
        "target_features",
        "dylink.0",
        "linking",
        "x",
        "",
      ])
        for (const before of [1, 2, 3, 5, 7, 10, 13]) {
          const module = plainService({ extra: { before, bytes: custom(title, rubbish) } });
          await mustAccept(arena, `garbage in "${title}"`, module);
        }
      const terminal = text("\u001b[2J\u202e<script>");
      const invalid = plainService({
        functions: [{ type: 0, body: body([0x1a]) }],
        extra: { before: 13, bytes: nameSection(3, 2, terminal) },
      });
      await mustRefuse(arena, ["an invalid function with a hostile name", invalid, "invalid"]);
    },
  },
  {
    id: "MB12",
    title: "bytes after the last section, and files of two formats at once, are refused",
    stoppedBy: [1],
    async run(arena) {
      const module = plainService();
      await mustRefuse(
        arena,
        ["one more byte", joined([module, bytesOf(0)]), "truncated"],
        [
          "a module twice",
          joined([module, module]),
          "section-order",
          "section-size",
          "truncated",
          "section-unknown",
        ],
        ["a zip archive after it", joined([module, ZIP]), ...BEHIND],
        ["HTML after it", joined([module, text("<html><script>1</script>")]), ...BEHIND],
        ["HTML before it", joined([text("<!--"), module]), "header"],
        ["a zip archive before it", joined([ZIP, module]), "header"],
      );
    },
  },
  {
    id: "MB13",
    title: "a huge custom section is refused by its size",
    stoppedBy: [1],
    async run(arena) {
      const ofBytes = (count: number) =>
        plainService({ extra: { before: 13, bytes: section(0, name("x"), new Uint8Array(count - 2)) } });
      await mustAccept(arena, "one at the limit", ofBytes(65_536));
      await mustRefuse(
        arena,
        ["one byte over the limit", ofBytes(65_537), "section-size"],
        [
          "100 MB announced",
          plainService({ extra: { before: 13, bytes: bytesOf(0, u32(100_000_000), 1, 65) } }),
          "section-size",
        ],
        [
          "100 MB announced, and a megabyte sent",
          plainService({ extra: { before: 13, bytes: section(0, name("x"), new Uint8Array(1_048_576)) } }),
          "module-size",
        ],
      );
      // The most that a sender can send at a time. The manifest bounds the code that nodes fetch.
      const huge = new Uint8Array(100_000_000);
      huge.set(joined([bytesOf(HEADER), bytesOf(0, u32(huge.length - 13))]));
      const gated = gate(huge);
      assert.equal(gated.ok ? "ok" : gated.code, "module-size");
    },
  },
  {
    id: "MB14",
    title: "text, asm.js and JavaScript offered as modules are refused",
    stoppedBy: [1],
    async run(arena) {
      for (const source of [
        "(module)",
        '(module binary "\\00asm\\01\\00\\00\\00")',
        ";; a comment\n(module)",
        'function M(stdlib, foreign, heap) { "use asm"; function f() { return 0; } return { f: f }; }',
        "export function deliver() {}",
        "process.exit(0)",
        "#!/usr/bin/env node\n",
        "{}",
        "\u0000asm",
        "\ufeff\u0000asm\u0001\u0000\u0000\u0000",
        "AGFzbQEAAAA=",
        "\u007fELF\u0002\u0001\u0001",
        "\u001b[31mred\u001b[0m \u202eright to left",
      ])
        await mustRefuse(arena, [source.slice(0, 30), text(source), "header"]);
    },
  },
];

const BEHIND: readonly RefusalCode[] = [
  "section-size",
  "section-unknown",
  "section-order",
  "truncated",
  "leb",
];

/** The end of an empty archive. */
const ZIP = bytesOf(0x50, 0x4b, 0x05, 0x06, new Uint8Array(18));

function nameSection(functionIndex: number, index: number, title: Uint8Array): Uint8Array {
  const names = bytesOf(u32(1), u32(index), u32(title.length), title);
  return custom("name", 1, u32(names.length), names, u32(functionIndex));
}
