/** `prost trace`: the route of messages for a key through the overlay. */
import { type Command, Option } from "commander";
import { Id } from "../../base/id.ts";
import type { TraceHop } from "../../control/api.ts";
import { MODES, type Mode } from "../../overlay/packets.ts";
import { EXIT } from "../exit.ts";
import {
  findService,
  keyOf,
  print,
  printJson,
  type SocketOption,
  timeoutOption,
  withClient,
  withExamples,
  withSocket,
} from "../options.ts";

interface TraceOptions extends SocketOption {
  readonly service?: string;
  readonly mode: Mode;
  readonly timeout: number;
  readonly root?: boolean;
  readonly json?: boolean;
}

export function registerTrace(program: Command): void {
  const command = withSocket(program.command("trace <key>"))
    .description("show the route of messages for a key, hop by hop, with delays")
    .option(
      "--service <service>",
      "read the key as a name within this service (default: 64 hex digits, or any text)",
    )
    .addOption(
      new Option(
        "--mode <mode>",
        "routing mode: by leaf set and routing table; by any known node; or to a root that has its neighbours' leases",
      )
        .choices(MODES)
        .default("tree"),
    )
    .addOption(timeoutOption("how long to wait for the reply of each hop", 5_000))
    .option("--root", "send one request, to the root")
    .option("--json", "print JSON, one line for each hop")
    .action(async (text: string, { service, mode, timeout, root, json, ...options }: TraceOptions) => {
      let last: TraceHop | null = null;
      await withClient(options, async (client) => {
        const key = service === undefined ? plainKey(text) : keyOf(await findService(client, service), text);
        if (json !== true) print(`to the root of ${key.hex}`);
        await client.trace({ key, mode, timeoutMs: timeout, rootOnly: root === true }, (hop) => {
          last = hop;
          if (json === true) printJson(hop);
          else print(lineOf(hop));
        });
      });
      if ((last as TraceHop | null)?.isRoot !== true) {
        if (json !== true) print("the root did not reply in time; a longer --timeout may help");
        process.exitCode = EXIT.unavailable;
      }
    });
  withExamples(
    command,
    "prost trace some-text",
    "prost trace page-1 --service counter --mode strict",
    "prost trace 5f0a… --json | jq .delayMs",
  );
}

function plainKey(text: string): Id {
  return /^[0-9a-f]{64}$/.test(text) ? Id.fromHex(text) : Id.hashOf(text);
}

function lineOf({ hop, nodeId, address, delayMs, isRoot }: TraceHop): string {
  const number = String(hop).padStart(2);
  if (nodeId === "") return `${number}  *`;
  return `${number}  ${nodeId.slice(0, 8)}  ${address}  ${delayMs.toFixed(1)} ms${isRoot ? "  root" : ""}`;
}
