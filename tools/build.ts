/**
 * Builds dist/, which a package runs: JavaScript, declarations, source maps. `npm pack` calls it (`prepack`).
 *
 * dist/ is laid out as the checkout, so a path relative to a file is the same in both. A checkout never uses
 * its dist/.
 */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const DIST = join(ROOT, "dist");

/** Files that are copied as they are. */
const COPIED = [
  "bin/prost.js",
  "abi/abi.ts",
  "runtime/gen/*.{js,d.ts}",
  "runtime/attack/kit/*.js",
  "services-as/sdk/**/*.{ts,json}",
  "services-as/*/*.ts",
];
/** Programs for Node that lie among the services. */
const NOT_COPIED = ["services-as/search/client.ts", "services-as/search/reference.ts"];

/** The package is built from these. */
const PACKED_FOLDERS = ["abi", "bin", "docs", "proto", "runtime", "services-as"];

/** A relative URL of a TypeScript file names a program, as an import names a module. */
const PROGRAM_URL = /new URL\("(\.{1,2}\/[^"]+)\.ts", import\.meta\.url\)/g;

build();

/** Makes dist/ anew. Throws when the compiler finds an error, or a program that is named is missing. */
function build(): void {
  refuseUntracked();
  rmSync(DIST, { recursive: true, force: true });
  execFileSync(
    process.execPath,
    [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.build.json"],
    {
      cwd: ROOT,
      stdio: ["ignore", "inherit", "inherit"],
    },
  );
  for (const file of globSync("**/*.js", { cwd: DIST })) renamePrograms(join(DIST, file));
  for (const file of globSync(COPIED, { cwd: ROOT, exclude: NOT_COPIED }))
    cpSync(join(ROOT, file), join(DIST, file));
  const { name, version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  // The nearest package.json says that .js files are modules; cells may read dist/ and nothing above it.
  writeFileSync(
    join(DIST, "package.json"),
    `${JSON.stringify({ name, version, type: "module" }, null, 2)}\n`,
  );
}

/**
 * An untracked file in a folder that is packed may be a key or a note, so it must not get into a package by
 * accident.
 */
function refuseUntracked(): void {
  if (!existsSync(join(ROOT, ".git"))) return;
  const args = ["ls-files", "--others", "--exclude-standard", "--", ...PACKED_FOLDERS];
  const files = execFileSync("git", args, { cwd: ROOT, encoding: "utf8" }).trim();
  if (files !== "")
    throw new Error(`git does not track these files, which would be packed: commit or move them\n${files}`);
}

/** The compiler renames imports, and leaves the URLs of programs as they are. */
function renamePrograms(file: string): void {
  const before = readFileSync(file, "utf8");
  const after = before.replaceAll(PROGRAM_URL, (_, path) => {
    const program = resolve(dirname(file), `${path}.js`);
    if (!existsSync(program)) throw new Error(`${file} names ${path}.ts, and the build has no ${program}`);
    return `new URL("${path}.js", import.meta.url)`;
  });
  if (after !== before) writeFileSync(file, after);
}
