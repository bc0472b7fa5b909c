#!/usr/bin/env node
// Plain JavaScript for Node 20 and later. prost needs Node 24. On an older Node this program starts the Node 24
// that is installed as a package.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import nodeModule, { createRequire } from "node:module";
import { constants, homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";

const OLDEST = 24;

if (Number(process.versions.node.split(".")[0]) >= OLDEST) {
  endWithParent();
  useCompileCache();
  // A checkout has this file in bin/ and runs TypeScript. A package has it in dist/bin/ and runs JavaScript. So a checkout
  // never runs its own dist/, which may be old.
  const program = existsSync(new URL("../runtime/cli/main.ts", import.meta.url))
    ? import("../runtime/cli/main.ts")
    : import("../runtime/cli/main.js");
  const { main } = await program.catch(incomplete);
  await main(process.argv.slice(2));
} else {
  runInstalledNode();
}

// Commands start in a third of the time. In the user's own folder: anyone who can write there chooses what runs.
function useCompileCache() {
  const { XDG_CACHE_HOME = "" } = process.env;
  const home = homedir();
  if (isAbsolute(XDG_CACHE_HOME)) nodeModule.enableCompileCache(join(XDG_CACHE_HOME, "prost"));
  else if (isAbsolute(home) && existsSync(home)) nodeModule.enableCompileCache(join(home, ".cache/prost"));
}

function incomplete(error) {
  if (error.code !== "ERR_MODULE_NOT_FOUND") throw error;
  console.error(`prost: this installation is incomplete: ${error.message}; install prost again`);
  process.exit(2);
}

// A parent that opened a channel to this process expects it to end with the parent, even when the parent is killed.
function endWithParent() {
  if (process.channel === undefined) return;
  process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel.unref();
}

function runInstalledNode() {
  const node = installedNode();
  if (node === null) {
    console.error(
      `prost: needs Node ${OLDEST} or later, and this is ${process.version}; add one with \`npm install node@${OLDEST}\``,
    );
    process.exit(2);
  }
  const args = [fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  // The channel carries no messages: it closes when this process ends, whatever ends it.
  const child = spawn(node, args, { stdio: ["inherit", "inherit", "inherit", "ipc"] });
  // A terminal sends its signals to both processes; a signal sent to this process alone is passed on.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    // The package downloads nothing: its install script puts the binary of this platform in place.
    const remedy = error.code === "ENOENT" ? "; run `npm rebuild node`, which puts its binary in place" : "";
    console.error(`prost: Node ${OLDEST} cannot be started: ${error.message}${remedy}`);
    process.exit(2);
  });
  child.on("exit", (code, signal) =>
    process.exit(signal === null ? (code ?? 1) : 128 + constants.signals[signal]),
  );
}

// The npm package `node`, installed beside prost; null: there is none, or it is too old.
function installedNode() {
  try {
    const file = createRequire(import.meta.url).resolve("node/package.json");
    const { version } = JSON.parse(readFileSync(file, "utf8"));
    if (Number(version.split(".")[0]) < OLDEST) return null;
    return join(dirname(file), "bin", process.platform === "win32" ? "node.exe" : "node");
  } catch {
    return null;
  }
}
