/** `prost deploy`: installs a service on nodes before messages for it arrive. */
import type { Command } from "commander";
import { ProstError } from "../../base/errors.ts";
import { Id } from "../../base/id.ts";
import { printable } from "../../base/log.ts";
import type { DeployRequest } from "../../control/api.ts";
import type { DeployReport } from "../../deployment/placement.ts";
import { EXIT } from "../exit.ts";
import {
  findService,
  parseCount,
  print,
  printJson,
  type SocketOption,
  withClient,
  withExamples,
  withSocket,
} from "../options.ts";
import { startProgress } from "../progress.ts";

const COUNT_MAX = 10_000;
const RANGE = /^([0-9a-f]{1,64})\.\.([0-9a-f]{1,64})$/;
/** Refusals in the printed text. `--json` has up to a hundred. */
const SHOWN_MAX = 10;

interface DeployOptions extends SocketOption {
  readonly everywhere?: boolean;
  readonly range?: string;
  readonly count?: number;
  readonly json?: boolean;
}

export function registerDeploy(program: Command): void {
  const command = withSocket(program.command("deploy <service>"))
    .description(
      "install a published service on nodes before messages for it arrive; each node applies its own policy",
    )
    .option("--everywhere", "on all nodes")
    .option(
      "--range <first..last>",
      "on the nodes with ids in this range; hex digits, filled up with 0 and f",
    )
    .option("--count <number>", "on this number of nodes, chosen by prost", parseCount(1, COUNT_MAX))
    .option("--json", "print JSON")
    .action(async (name: string, { everywhere, range, count, json, ...options }: DeployOptions) => {
      const target = targetOf(everywhere === true, range, count);
      const progress = startProgress("deploying", json === true);
      const report = await withClient(options, async (client) =>
        client.deploy({ service: await findService(client, name), target }, ({ answered, asked, refused }) =>
          progress.update(answered, asked, refused === 0 ? "nodes" : `nodes, ${refused} refused`),
        ),
      );
      progress.done(`${report.running} nodes run ${name}`);
      if (json === true) printJson(report);
      else for (const line of linesOf(report)) print(line);
      if (report.running === 0) process.exitCode = EXIT.unavailable;
    });
  withExamples(
    command,
    "prost deploy hello --everywhere",
    "prost deploy hello --range 00..7f",
    "prost deploy hello --count 20 --json",
  );
}

function targetOf(
  everywhere: boolean,
  range: string | undefined,
  count: number | undefined,
): DeployRequest["target"] {
  if (Number(everywhere) + Number(range !== undefined) + Number(count !== undefined) !== 1)
    throw new ProstError(
      "INVALID_ARGUMENT",
      "no single target was given; use one of --everywhere, --range FIRST..LAST and --count NUMBER",
    );
  if (range !== undefined) {
    const match = RANGE.exec(range.toLowerCase());
    if (match === null)
      throw new ProstError(
        "INVALID_ARGUMENT",
        `${range} is not a range of node ids; use hex digits, for example 00..7f`,
      );
    return {
      kind: "range",
      first: Id.fromHex(match[1].padEnd(64, "0")),
      last: Id.fromHex(match[2].padEnd(64, "f")),
    };
  }
  return count === undefined ? { kind: "everywhere" } : { kind: "count", count };
}

function linesOf({ asked, answered, running, refused, causes, refusals }: DeployReport): string[] {
  const lines = [
    `${running} of about ${asked} nodes run it; ${refused} refused, ${Math.max(0, asked - answered)} did not answer`,
  ];
  for (const { reason, count } of causes) lines.push(`  ${printable(reason)}: ${count}`);
  for (const { nodeId, reason, detail } of refusals.slice(0, SHOWN_MAX))
    lines.push(`  ${nodeId.slice(0, 8)}  ${printable(`${reason}: ${detail}`)}`);
  if (refusals.length > SHOWN_MAX)
    lines.push(`  and ${refused - SHOWN_MAX} more; --json prints up to a hundred`);
  return lines;
}
