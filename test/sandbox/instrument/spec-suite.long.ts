/**
 * `PROST_SPEC=FOLDER npm run test:long -- spec`: the WebAssembly test suite's `.wast` files in a folder
 * (those of the repositories WebAssembly/testsuite or WebAssembly/spec, or of Debian's source of binaryen),
 * with `wast2json` of Debian's package wabt.
 */
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { runSuite } from "./spec-suite.ts";

const FOLDER = process.env.PROST_SPEC;
const hasTool = spawnSync("wast2json", ["--version"]).status === 0;
const missing =
  FOLDER === undefined
    ? " (set PROST_SPEC to a folder of .wast files)"
    : hasTool
      ? ""
      : " (install wabt: apt-get install wabt)";

test.skipIf(missing !== "")(`the official test suite passes when instrumented${missing}`, () => {
  const count = runSuite(FOLDER as string);
  console.log(JSON.stringify(count));
  expect(count.malformed + count.invalid).toBeGreaterThan(0);
  expect(count.calls).toBeGreaterThan(0);
});
