/**
 * Generates the protobuf codecs in this folder from proto/. Run by `npm run gen`, or for some packages only by
 * `npm run gen -- overlay control`. The output is committed; test/gen.test.ts checks it against proto/.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The names of the packages under proto/prost, as `overlay` for prost.overlay.v1. */
export function packageNames(): string[] {
  return readdirSync(join(root, "proto/prost")).sort();
}

/** Writes `<name>.js` and `<name>.d.ts` into `folder` for one package. */
export function generate(name: string, folder: string): void {
  const proto = join(root, `proto/prost/${name}/v1/${name}.proto`);
  const js = join(folder, `${name}.js`);
  const types = join(folder, `${name}.d.ts`);
  run("pbjs", [
    "--target",
    "static-module",
    "--wrap",
    "es6",
    "--dependency",
    "protobufjs/minimal.js",
    "--no-verify",
    "--no-delimited",
    "--no-typeurl",
    "--no-service",
    "--force-number",
    "--root",
    `prost_${name}`,
    "--out",
    js,
    proto,
  ]);
  run("pbts", ["--out", types, js]);
  // 64-bit fields become numbers: what is read is checked to be a safe integer where it matters.
  const numbers = "$protobuf.util.Long = null;\n$protobuf.configure();\n\n// Common aliases";
  writeFileSync(js, readFileSync(js, "utf8").replace("// Common aliases", numbers));
  writeFileSync(types, readFileSync(types, "utf8").replace('import Long = require("long");\n', ""));
}

function run(command: string, args: string[]): void {
  execFileSync(process.execPath, [join(root, "node_modules/protobufjs-cli/bin", command), ...args], {
    stdio: ["ignore", "ignore", "inherit"],
  });
}

if (import.meta.main) {
  const names = process.argv.slice(2);
  for (const name of names.length > 0 ? names : packageNames()) generate(name, join(root, "runtime/gen"));
}
