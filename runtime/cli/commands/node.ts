/** `prost node`: runs a node until a signal stops it. */
import type { Command } from "commander";
import { createLog, LOG_LEVELS } from "../../base/log.ts";
import { NODE_FOLDER_TEXT } from "../../base/user-folders.ts";
import { EXIT, fail } from "../exit.ts";
import { print, printJson, withExamples } from "../options.ts";
import { watchPolicy } from "../policy-watch.ts";

interface NodeOptions {
  readonly config?: string;
  readonly data?: string;
  readonly listen?: string;
  readonly advertise?: string;
  readonly join?: string;
  readonly joinTimeout?: number;
  readonly network?: string;
  readonly socket?: string;
  readonly log?: (typeof LOG_LEVELS)[number];
  readonly untilStdinEnds?: boolean;
  readonly json?: boolean;
}

export function registerNode(program: Command): void {
  const command = program
    .command("node")
    .description("run a node: start an overlay, or join one")
    .option("--config <file>", "a TOML file with settings; options of the command line take precedence")
    .option(
      "--data <folder>",
      `data folder, with the node's key and its store (default: ${NODE_FOLDER_TEXT})`,
    )
    .option(
      "--listen <host:port>",
      "address on which to listen for other nodes; port 0: any free port (default: 127.0.0.1:0)",
    )
    .option(
      "--advertise <host:port>",
      "address at which other nodes reach this one, if it is another address",
    )
    .option("--join <host:port,...>", "nodes to join through; without it the node starts an overlay")
    .option("--join-timeout <seconds>", "time within which the node must have joined (default: 30)", Number)
    .option(
      "--network <name>",
      "name of the overlay; overlays with different names do not mix (default: prost)",
    )
    .option("--socket <path>", "control socket (default: control.sock in the data folder)")
    .option("--log <level>", `least severe lines in the log: ${LOG_LEVELS.join(", ")} (default: info)`)
    .option(
      "--until-stdin-ends",
      "stop when standard input ends, for example because the program that started the node has ended",
    )
    .option("--json", "write the log as JSON lines, and print one on stdout when the node has joined")
    .action(async ({ config, join, json, untilStdinEnds, ...overrides }: NodeOptions) => {
      const { loadConfig } = await import("../../node/config.ts");
      const settings = loadConfig(config ?? null, {
        ...overrides,
        ...(join === undefined ? {} : { join: join.split(",").filter((address) => address !== "") }),
      });
      const log = createLog({ level: settings.log, json: json === true });
      const { startNode } = await import("../../node/node.ts");
      const stopped = stopSignal(untilStdinEnds === true, config === undefined);
      const starting = startNode(settings, log);
      // Stopped before it has joined: no graceful leave is needed.
      const node = await Promise.race([starting, stopped.then(() => null)]).catch((error: unknown) => {
        fail(error);
        // Only sockets that close keep the event loop alive.
        return process.exit();
      });
      if (node === null) process.exit(EXIT.interrupted);
      const { nodeId, address, socket } = node;
      if (json === true) printJson({ event: "ready", nodeId, address, socket });
      else print(`node ${nodeId.slice(0, 8)} at ${address}, control socket ${socket}`);
      const watch = config === undefined ? null : watchPolicy(config, node, log);
      await stopped;
      watch?.close();
      await node.close();
      // Only sockets that close keep the event loop alive.
      process.exit(EXIT.ok);
    });
  withExamples(
    command,
    "prost node --data n1 --listen 127.0.0.1:7000",
    "prost node --data n2 --join 127.0.0.1:7000",
    "prost node --config prost.toml --log debug",
  );
}

/**
 * Resolves at the first signal to stop. A second signal ends the process at once. SIGHUP is such a signal
 * only without a configuration file; with one, it makes the node read the file again.
 */
function stopSignal(untilStdinEnds: boolean, stopsOnHangup: boolean): Promise<void> {
  return new Promise((resolve) => {
    if (untilStdinEnds) process.stdin.on("end", resolve).resume();
    let isStopping = false;
    for (const signal of ["SIGINT", "SIGTERM", ...(stopsOnHangup ? (["SIGHUP"] as const) : [])] as const) {
      process.on(signal, () => {
        if (isStopping) process.exit(EXIT.interrupted);
        isStopping = true;
        resolve();
      });
    }
  });
}
