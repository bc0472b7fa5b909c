#!/usr/bin/env node
// Plain JavaScript for any Node from 20 on: services need Node 24, which comes as a package, so it is started where the machine's
// own is older.
import { spawn } from "node:child_process";
import nodeModule, { createRequire } from "node:module";
import { constants, homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const OLDEST = 24;

if (Number(process.versions.node.split(".")[0]) >= OLDEST) {
  endWithParent();
  // Commands start in a third of the time. In a folder of the user's own: whoever could write there would choose what runs.
  nodeModule.enableCompileCache(join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "prost"));
  const { main } = await import("../runtime/cli/main.ts");
  await main(process.argv.slice(2));
} else {
  runBundled();
}

// A parent that opened a channel to this process wants it to end when the parent does, even when that is killed.
function endWithParent() {
  if (process.channel === undefined) return;
  process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel.unref();
}

function runBundled() {
  const node = bundledNode();
  if (node === null) {
    console.error(
      `prost: needs Node ${OLDEST}, and this is ${process.version}; run \`npm ci\`, which brings one along`,
    );
    process.exit(2);
  }
  const args = [fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  // The channel carries no messages: it closes when this process ends, whatever ends it.
  const child = spawn(node, args, { stdio: ["inherit", "inherit", "inherit", "ipc"] });
  // A terminal sends its signals to both; what is sent to this process alone is passed on.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    console.error(`prost: Node ${OLDEST} cannot be started: ${error.message}`);
    process.exit(2);
  });
  child.on("exit", (code, signal) =>
    process.exit(signal === null ? (code ?? 1) : 128 + constants.signals[signal]),
  );
}

function bundledNode() {
  try {
    const found = createRequire(import.meta.url).resolve("node/package.json");
    return join(dirname(found), "bin", process.platform === "win32" ? "node.exe" : "node");
  } catch {
    return null;
  }
}
