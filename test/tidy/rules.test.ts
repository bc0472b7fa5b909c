/** Each rule, shown once broken and once kept. */
import { describe, expect, test } from "vitest";
import type { CommandText } from "../../tools/docs/commands.ts";
import { needed, unexcused } from "./judge.ts";
import { circles } from "./rules/circles.ts";
import { commandsDocumented, commandsExist } from "./rules/commands.ts";
import { names, orphans } from "./rules/comments.ts";
import { exports } from "./rules/exports.ts";
import { generated } from "./rules/generated.ts";
import { homonyms } from "./rules/homonyms.ts";
import { functions, hubs } from "./rules/hubs.ts";
import { layers } from "./rules/layers.ts";
import { lines } from "./rules/lines.ts";
import { links } from "./rules/links.ts";
import { mirror } from "./rules/mirror.ts";
import { paths } from "./rules/paths.ts";
import { secrets } from "./rules/secrets.ts";
import { settingsDocumented, variables } from "./rules/settings.ts";
import { tables } from "./rules/tables.ts";
import { version } from "./rules/version.ts";
import { words } from "./rules/words.ts";
import { type Rule, smallTree } from "./tree.ts";

type Files = Readonly<Record<string, string>>;

/** The places that break the rule, as `path:line`. */
function placesIn(rule: Rule, files: Files): readonly string[] {
  return rule(smallTree(files)).map(({ path, line }) => `${path}:${line}`);
}

describe("layers", () => {
  const target = { "runtime/overlay/peer.ts": "export const PEER = 1;\n" };

  test("an import from the right is found, of a type as well", () => {
    expect(
      placesIn(layers, {
        ...target,
        "runtime/base/a.ts": 'import { x } from "../overlay/peer.ts";\n',
        "runtime/base/b.ts": '\nimport type { X } from "../overlay/peer.ts";\n',
        "runtime/base/c.ts": 'export const c = await import("../overlay/peer.ts");\n',
        "runtime/base/d.ts": 'type D = import("../overlay/peer.ts").D;\n',
        "runtime/base/e.ts": 'new URL("../overlay/peer.ts", import.meta.url);\n',
      }),
    ).toEqual([
      "runtime/base/a.ts:1",
      "runtime/base/b.ts:2",
      "runtime/base/c.ts:1",
      "runtime/base/d.ts:1",
      "runtime/base/e.ts:1",
    ]);
  });

  test("layers of one group do not import each other", () => {
    const files = { "runtime/storage/a.ts": 'import "../transport/b.ts";\n', "runtime/transport/b.ts": "" };
    expect(placesIn(layers, files)).toEqual(["runtime/storage/a.ts:1"]);
  });

  test("the runtime does not import tests, and only its top imports the bundled services", () => {
    const hello = { "services-as/hello/hello.ts": "", "test/support.ts": "" };
    expect(
      placesIn(layers, {
        ...hello,
        "runtime/cli/a.ts": 'import "../../services-as/hello/hello.ts";\nimport "../../test/support.ts";\n',
        "runtime/control/b.ts": 'import "../../services-as/hello/hello.ts";\n',
      }),
    ).toEqual(["runtime/cli/a.ts:2", "runtime/control/b.ts:1"]);
  });

  test("imports to the left, and an import that only a comment mentions, keep it", () => {
    expect(
      placesIn(layers, {
        ...target,
        "runtime/storage/a.ts": 'import { x } from "../overlay/peer.ts";\n',
        "runtime/base/b.ts": '// import("../overlay/peer.ts")\n',
      }),
    ).toEqual([]);
  });
});

describe("circles", () => {
  test("files that import each other are found", () => {
    expect(
      placesIn(circles, {
        "bench/a.ts": 'import { b } from "./b.ts";\n',
        "bench/b.ts": '\nimport type { C } from "./c.ts";\n',
        "bench/c.ts": 'export { a } from "./a.ts";\n',
        "bench/d.ts": 'import "./a.ts";\n',
      }),
    ).toEqual(["bench/a.ts:1", "bench/b.ts:2", "bench/c.ts:1"]);
  });

  test("two ways to one file are no circle", () => {
    expect(
      placesIn(circles, {
        "bench/a.ts": 'import "./b.ts";\nimport "./c.ts";\n',
        "bench/b.ts": 'import "./c.ts";\n',
        "bench/c.ts": "",
      }),
    ).toEqual([]);
  });
});

describe("exports", () => {
  test("an export that no file imports is found", () => {
    expect(
      placesIn(exports, {
        "runtime/base/a.ts": "export const a = 1;\nexport interface B {}\nexport { a as c };\n",
        "test/base/a.test.ts": 'import { a } from "../../runtime/base/a.ts";\n',
      }),
    ).toEqual(["runtime/base/a.ts:2", "runtime/base/a.ts:3"]);
  });

  test("imports of types, of all, of a folder, and the package's entry points keep it", () => {
    expect(
      placesIn(exports, {
        "package.json":
          '{ "exports": { ".": { "types": "./dist/index.d.ts", "import": "./dist/index.js" } } }',
        "runtime/index.ts": 'export type { A } from "./base/a.ts";\n',
        "runtime/base/a.ts": "export type A = 1;\nexport type B = 2;\n",
        "runtime/base/b.ts":
          'type B = import("./a.ts").B;\nconst folder = new URL("./cases/", import.meta.url);\n',
        "runtime/base/cases/c.ts": "export const c = 1;\n",
        "runtime/base/d.ts": "export const d = 1;\n",
        "runtime/base/e.ts": 'import * as all from "./d.ts";\n',
      }),
    ).toEqual([]);
  });
});

describe("homonyms", () => {
  test("a type that two files export is found in both", () => {
    expect(
      placesIn(homonyms, {
        "runtime/base/a.ts": "\nexport interface Entry {}\n",
        "runtime/node/b.ts": "export class Entry {}\n",
        "test/c.ts": "export type Entry = 1;\n",
      }),
    ).toEqual(["runtime/base/a.ts:2", "runtime/node/b.ts:1"]);
  });

  test("types that a file keeps to itself keep it", () => {
    const files = {
      "runtime/base/a.ts": "interface Entry {}\n",
      "runtime/node/b.ts": "export class Entry {}\n",
    };
    expect(placesIn(homonyms, files)).toEqual([]);
  });
});

describe("orphans", () => {
  test("a doc comment above a blank line, another comment or a closing brace is found", () => {
    const text =
      "const a = 1;\n/** One. */\n\n/** Two. */\n/** Three. */\nclass B {\n  b = 1;\n  /** Four. */\n}\n";
    expect(placesIn(orphans, { "bench/a.ts": text })).toEqual([
      "bench/a.ts:2",
      "bench/a.ts:4",
      "bench/a.ts:8",
    ]);
  });

  test("the comment of a file, and one directly above a declaration, keep it", () => {
    const text =
      "#!/usr/bin/env node\n/** File. */\n\n/** One. */\n// biome-ignore lint: x\nconst a = 1;\nf(/** two */ a);\n";
    expect(placesIn(orphans, { "bench/a.ts": text })).toEqual([]);
  });
});

describe("names", () => {
  test("an identifier in backticks that no code has is found", () => {
    const text =
      "/**\n * Calls `gone()`, then `here`\n * and `Here.lost`.\n */\nconst here = class Here {};\n";
    expect(placesIn(names, { "bench/a.ts": text })).toEqual(["bench/a.ts:2", "bench/a.ts:3"]);
  });

  test("names in other files, in strings and in file names keep it", () => {
    expect(
      placesIn(names, {
        "bench/a.ts": "// `#field` of `Other`, `O_CREAT`, `b`, `npm ci`\n",
        "bench/b.ts": 'class Other {\n  #field = "O_CREAT";\n}\n',
      }),
    ).toEqual([]);
  });
});

describe("paths", () => {
  test("files, folders and sections that do not exist are found in pages and comments", () => {
    expect(
      placesIn(paths, {
        "docs/a.md": "`overlay/gone.ts`\n`test/gone/`\n",
        "docs/overlay.md": "# Overlay\n",
        "bench/a.ts": "/**\n * overlay.md B2; sandbox.md 2.2\n */\n",
      }),
    ).toEqual(["docs/a.md:1", "docs/a.md:2", "bench/a.ts:2", "bench/a.ts:2"]);
  });

  test("what exists, files of examples and files of other packages keep it", () => {
    expect(
      placesIn(paths, {
        "docs/a.md":
          "`overlay/id.ts`, `id.ts`, `../runtime/overlay/`, `mine.ts`, `node.toml`\n```ts file=mine.ts\n```\n",
        "runtime/overlay/id.ts": "// see a.md, docs/a.md and overlay/id.ts; node_modules/x/y.js\n",
      }),
    ).toEqual([]);
  });
});

describe("commands", () => {
  const option = (long: string) => ({
    flags: long,
    long,
    short: null,
    description: "",
    default: null,
    isHidden: false,
  });
  const command = (name: string, options: readonly string[], hasSubcommands = false): CommandText => {
    return {
      name,
      usage: "",
      description: "",
      options: options.map(option),
      isHidden: false,
      hasSubcommands,
    };
  };
  const known = [
    command("prost keys", [], true),
    command("prost keys new", ["--out"]),
    command("prost send", ["--key", "--no-wait"]),
  ];
  const exist: Rule = (tree) => commandsExist(tree, known);
  const documented: Rule = (tree) => commandsDocumented(tree, known);
  const manifest = {
    "package.json": '{ "scripts": { "bench": "x" }, "devDependencies": { "vitest": "1" } }',
  };

  test("commands, options, scripts and files that do not exist are found", () => {
    expect(
      placesIn(exist, {
        ...manifest,
        "docs/a.md":
          "`prost sent x`\n`prost send --keys 1`\n```sh\nX=1 npm run benches && prost keys make\n```\n`npx jest`\n",
        "runtime/base/a.ts": "// see `node bench/gone.ts`\nthrow new Error(`try \\`prost keys old\\``);\n",
      }),
    ).toEqual([
      "docs/a.md:4",
      "docs/a.md:4",
      "docs/a.md:1",
      "docs/a.md:2",
      "docs/a.md:6",
      "runtime/base/a.ts:1",
      "runtime/base/a.ts:2",
    ]);
  });

  test("what exists, placeholders and options in brackets keep it", () => {
    const page =
      "`prost send S [--key KEY] [--no-wait]`, `prost COMMAND --help`, `npm run bench -- x`, `npx vitest`\n";
    expect(
      placesIn(exist, { ...manifest, "docs/a.md": page, "runtime/base/a.ts": "// `prost keys new`\n" }),
    ).toEqual([]);
  });

  test("a command or option that the page of commands lacks is found", () => {
    const messages = documented(smallTree({ "docs/cli.md": "`prost send --key`" })).map(
      ({ message }) => message,
    );
    expect(messages).toEqual([
      "prost keys new: the command is not on this page: add it",
      "prost keys new: --out is not on this page: add it",
      "prost send: --no-wait is not on this page: add it",
    ]);
  });

  test("a page with all of them keeps it", () => {
    expect(
      placesIn(documented, { "docs/cli.md": "`prost keys new --out`, `prost send`: --key, --no-wait" }),
    ).toEqual([]);
  });
});

describe("settings", () => {
  const settings: Rule = (tree) => settingsDocumented(tree, ["links.packets"]);
  const known: Rule = (tree) => variables(tree, ["PROST_SEED"], new Set(["PROST_INNER"]));
  const code = { "runtime/base/a.ts": "process.env.PROST_INNER ?? process.env.PROST_SEED;\n" };

  test("a setting that is on no page is found", () => {
    expect(placesIn(settings, { "docs/a.md": "links.packets" })).toHaveLength(1);
    expect(placesIn(settings, { "docs/a.md": "`links.packets`" })).toHaveLength(0);
  });

  test("a variable that is read and not listed, or listed and not read, is found", () => {
    const test = { "test/a.test.ts": "process.env.PROST_NEW;\n", "docs/a.md": "\nPROST_OLD\n" };
    expect(placesIn(known, { ...code, ...test, "docs/configuration.md": "`PROST_SEED`" })).toEqual([
      "docs/configuration.md:1",
      "docs/a.md:2",
    ]);
  });

  test("variables that are read and listed keep it", () => {
    expect(placesIn(known, { ...code, "docs/configuration.md": "`PROST_SEED`" })).toEqual([]);
  });
});

describe("generated", () => {
  const rule: Rule = (tree) => generated(tree, (name) => (name === "fuel" ? "200" : null));

  test("a block or value that is not what the code says, or that nothing generates, is found", () => {
    const page = "<!-- value: fuel -->50<!-- end -->\n<!-- generated: gone -->\nx\n<!-- end -->\n";
    expect(placesIn(rule, { "docs/a.md": page })).toEqual(["docs/a.md:1", "docs/a.md:2"]);
  });

  test("blocks as the code has them, and examples in blocks of code, keep it", () => {
    const value = "<!-- value: fuel -->200<!-- end -->\n";
    const block = "<!-- generated: fuel -->\n\n200\n\n<!-- end -->\n";
    const example = "```\n<!-- value: x --><!-- end -->\n```\n";
    expect(placesIn(rule, { "docs/a.md": value + block + example })).toEqual([]);
  });
});

describe("tables", () => {
  const page = (...rows: readonly string[]) => ({ "docs/a.md": rows.join("\n") });

  test("a row with another number of cells is found", () => {
    expect(placesIn(tables, page("| a | b |", "| --- | --- |", "| 1 |", "| `x|y` | 2 |"))).toEqual([
      "docs/a.md:3",
      "docs/a.md:4",
    ]);
  });

  test("a table that a blank line splits is found", () => {
    expect(placesIn(tables, page("| a |", "| --- |", "", "| 1 |"))).toEqual(["docs/a.md:4"]);
  });

  test("escaped pipes, and pipes in a block of code, keep it", () => {
    expect(placesIn(tables, page("| a |", "| :-: |", "| `x\\|y` |", "", "```", "| no table", "```"))).toEqual(
      [],
    );
  });
});

describe("links", () => {
  test("a link to a file or heading that does not exist is found", () => {
    const files = {
      "docs/a.md": "[b](b.md)\n[c](../gone.md)\n[d](b.md#second)\n[e](#first)\n",
      "docs/b.md": "# First\n",
    };
    expect(placesIn(links, files)).toEqual(["docs/a.md:2", "docs/a.md:3", "docs/a.md:4"]);
  });

  test("links to files, folders, headings and addresses keep it", () => {
    expect(
      placesIn(links, {
        "docs/a.md":
          "# One `two`, three\n[b](b.md#first-1) [here](#one-two-three) [up](../) [x](https://x.org/y.md)\n",
        "docs/b.md": "# First\n# First\n",
        "README.md": "`[x](gone.md)` [docs](docs)\n",
      }),
    ).toEqual([]);
  });
});

describe("lines", () => {
  test("a line over 120 characters is found in code and in pages", () => {
    const long = `// ${"x".repeat(118)}\n`;
    expect(placesIn(lines, { "bench/a.ts": long, "docs/a.md": long })).toEqual([
      "bench/a.ts:1",
      "docs/a.md:1",
    ]);
  });

  test("rows of tables, addresses and generated code keep it", () => {
    const long = "x".repeat(130);
    expect(
      placesIn(lines, {
        "docs/a.md": `| ${long} |\nhttps://x.org/${long}\n`,
        "runtime/gen/a.d.ts": long,
        "package.json": long,
      }),
    ).toEqual([]);
  });
});

describe("hubs", () => {
  const long = "export {};\n".repeat(401);
  const wide = `class Wide {\n${Array.from({ length: 16 }, (_, i) => `  readonly #f${i} = 0;\n`).join("")}}\n`;

  test("a long file and a class of many fields are found", () => {
    const files = { "runtime/base/a.ts": long, "runtime/base/b.ts": `/** Wide. */\n${wide}` };
    expect(placesIn(hubs, files)).toEqual(["runtime/base/a.ts:1", "runtime/base/b.ts:2"]);
  });

  test("a reason in a comment keeps it", () => {
    expect(
      placesIn(hubs, {
        "runtime/base/a.ts": `/** Opcodes.\n * One file: a table. */\n${long}`,
        "runtime/base/b.ts": `/** One class: the parser's registers. */\nexport ${wide}`,
        "test/base/c.ts": long,
      }),
    ).toEqual([]);
  });

  test("long functions are found by their median", () => {
    const body = (count: number) => `function f() {\n${"  f();\n".repeat(count)}}\n`;
    expect(functions(smallTree({ "runtime/base/a.ts": body(7) + body(7) + body(1) }))).toHaveLength(1);
    expect(functions(smallTree({ "runtime/base/a.ts": body(6) + body(6) + body(90) }))).toHaveLength(0);
  });
});

describe("version", () => {
  const files = (changelog: string) => ({
    "package.json": '{ "version": "1.2.3" }',
    "package-lock.json": '{ "version": "1.2.3", "packages": { "": { "version": "1.2.3" } } }',
    "runtime/base/version.ts": '\nexport const VERSION = "1.2.3";\n',
    "CHANGELOG.md": changelog,
  });

  test("each place with another version is found", () => {
    const other = { ...files("# Changelog\n## Unreleased\n"), "package.json": '{ "version": "1.2.4" }' };
    expect(placesIn(version, other)).toEqual([
      "package-lock.json:1",
      "package-lock.json:1",
      "runtime/base/version.ts:2",
      "CHANGELOG.md:2",
    ]);
  });

  test("one version keeps it", () => {
    expect(placesIn(version, files("# Changelog\n\n## 1.2.3 (2026-12-01)\n## 1.0.0\n"))).toEqual([]);
  });
});

describe("mirror", () => {
  const subjects = { "runtime/cli/commands/send.ts": "", "runtime/sandbox/gate/gate.ts": "" };

  test("a test without a file that it tests is found", () => {
    expect(placesIn(mirror, { ...subjects, "test/cli/sent.test.ts": "" })).toEqual([
      "test/cli/sent.test.ts:1",
    ]);
  });

  test("a test beside its file, its folder, or one side of it keeps it", () => {
    const tests = {
      "test/cli/send.test.ts": "",
      "test/sandbox/gate.test.ts": "",
      "test/sandbox/gate/gate-fuzz.test.ts": "",
      "test/processes/cluster.test.ts": "",
    };
    expect(placesIn(mirror, { ...subjects, ...tests })).toEqual([]);
  });
});

describe("words", () => {
  test("each word is found, in any case, with what to say instead", () => {
    const [found] = words(smallTree({ "docs/a.md": "\nWhoever asks.\n" }));
    expect(found).toMatchObject({
      line: 2,
      message: '"Whoever" stops readers: say the noun: the node, the caller',
    });
  });

  test("plain words keep it", () => {
    expect(placesIn(words, { "docs/a.md": "The node drops the packet and troubleshoots.\n" })).toEqual([]);
  });
});

describe("secrets", () => {
  test("a key, a path of one machine and an address in the lock are found", () => {
    expect(
      placesIn(secrets, {
        "me.key": "",
        "docs/a.md": "\nsee /home/ada/prost\n",
        "package-lock.json": '{\n"resolved": "https://x.org"\n}',
      }),
    ).toEqual(["me.key:1", "docs/a.md:2", "package-lock.json:2"]);
  });

  test("other paths keep it", () => {
    expect(
      placesIn(secrets, { "runtime/base/key.ts": '"/tmp/x", "../home/x", "https://x.org/work/y"' }),
    ).toEqual([]);
  });
});

describe("exceptions", () => {
  const at = (path: string) => ({ path, line: 1, message: "" });

  test("a file that has more than it may have is to be mended", () => {
    const found = [at("runtime/base/a.ts"), at("runtime/base/a.ts"), at("runtime/base/b.ts")];
    expect(unexcused(found, { "runtime/base/a.ts": 1, "runtime/base/b.ts": 1 })).toEqual(found.slice(0, 2));
  });

  test("what moves within a folder is excused, what moves to another is not", () => {
    const allowed = { "runtime/base/a.ts": 1 };
    expect(unexcused([at("runtime/base/b.ts")], allowed)).toEqual([]);
    expect(unexcused([at("runtime/node/b.ts")], allowed)).toHaveLength(1);
  });

  test("what is needed is what stands, and never more than was allowed", () => {
    const found = [at("runtime/base/a.ts"), at("runtime/node/b.ts"), at("runtime/node/b.ts")];
    const allowed = { "runtime/base/a.ts": 3, "runtime/node/b.ts": 1, "runtime/cli/c.ts": 2 };
    expect(needed(found, allowed)).toEqual({ "runtime/base/a.ts": 1, "runtime/node/b.ts": 1 });
  });
});
