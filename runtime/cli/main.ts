/** The command `prost`. Each subcommand has its own file, and loads the rest of its code when it runs. */

import { Command, CommanderError } from "commander";
import { NODE_FOLDER_TEXT } from "../base/user-folders.ts";
import { VERSION } from "../base/version.ts";
import { registerAttack } from "./commands/attack.ts";
import { registerBuild } from "./commands/build.ts";
import { registerDeploy } from "./commands/deploy.ts";
import { registerDoctor } from "./commands/doctor.ts";
import { registerInspect } from "./commands/inspect.ts";
import { registerKeys } from "./commands/keys/keys.ts";
import { registerNetwork } from "./commands/network.ts";
import { registerNode } from "./commands/node.ts";
import { registerConsent, registerPolicy } from "./commands/policy.ts";
import { registerPublish } from "./commands/publish.ts";
import { registerRecord } from "./commands/record.ts";
import { registerRecords } from "./commands/records.ts";
import { registerReplay } from "./commands/replay.ts";
import { registerRevoke } from "./commands/revoke.ts";
import { registerSend } from "./commands/send.ts";
import { registerServices } from "./commands/services.ts";
import { registerSign, registerVerify } from "./commands/sign.ts";
import { registerSimulate } from "./commands/simulate.ts";
import { registerStatus } from "./commands/status.ts";
import { registerTrace } from "./commands/trace.ts";
import { registerTry } from "./commands/try.ts";
import { registerRollback, registerVersions } from "./commands/versions.ts";
import { registerDemo } from "./demo/demo.ts";
import { EXIT, fail } from "./exit.ts";

const AFTER_HELP = `
Examples:
  prost node --listen 127.0.0.1:7001          start an overlay
  prost node --data n2 --join 127.0.0.1:7001  join it with a second node
  prost keys new                              make the key file of a publisher
  prost build hello.ts                        compile a service
  prost publish hello.wasm --name hello       publish it
  prost send hello "Ada"                      send a message to the service

Commands that talk to a node use its control socket: --socket, or PROST_SOCKET, or ${NODE_FOLDER_TEXT}/control.sock.
Exit codes: 0 done, 1 refused or a check failed, 2 wrong usage, 3 not found, 4 no node or no answer in time, 5 not allowed,
6 conflict or full, 70 a bug in prost, 130 interrupted. More in docs/cli.md.
`;

export async function main(args: readonly string[]): Promise<void> {
  // A reader that closes the pipe, as in `prost … | head`, is no error.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(EXIT.ok);
    throw error;
  });
  // By default SIGUSR1 opens Node's debugger, and any process of the user can send it.
  process.on("SIGUSR1", () => {});
  // A node continues without a reader of its log.
  process.stderr.on("error", () => {});
  try {
    await makeProgram().parseAsync(args, { from: "user" });
  } catch (thrown) {
    if (thrown instanceof CommanderError) process.exitCode = thrown.exitCode === 0 ? EXIT.ok : EXIT.usage;
    else fail(thrown);
  }
}

/** All commands with their options. `npm run docs` generates tables from it. */
export function makeProgram(): Command {
  const program = new Command("prost")
    .description(
      "A structured peer-to-peer overlay for many applications. Its nodes run services as sandboxed WebAssembly.",
    )
    .version(VERSION)
    .addHelpText("after", AFTER_HELP)
    .showHelpAfterError("(use --help to list commands and options)")
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, "prost: ")) })
    .exitOverride();
  for (const register of [
    registerDemo,
    registerKeys,
    registerBuild,
    registerInspect,
    registerTry,
    registerAttack,
    registerDoctor,
    registerNode,
    registerNetwork,
    registerPublish,
    registerSign,
    registerVerify,
    registerVersions,
    registerRollback,
    registerRevoke,
    registerPolicy,
    registerConsent,
    registerDeploy,
    registerServices,
    registerSend,
    registerRecords,
    registerRecord,
    registerReplay,
    registerStatus,
    registerTrace,
    registerSimulate,
  ]) {
    register(program);
  }
  inherit(program);
  return program;
}

/** Subcommands have the same error handling and output as the program. */
function inherit(parent: Command): void {
  for (const command of parent.commands) {
    command.copyInheritedSettings(parent);
    inherit(command);
  }
}
