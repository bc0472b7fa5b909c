/** Each rule, shown once broken and once kept. */
import { describe, expect, test } from "vitest";
import { needed, unexcused } from "./judge.ts";
import { circles } from "./rules/circles.ts";
import { layers } from "./rules/layers.ts";
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
