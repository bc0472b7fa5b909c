/** `prost status`: the state of a node and of its links to the overlay. */
import type { Command } from "commander";
import type { KindRateStatus, NodeStatus } from "../../control/api.ts";
import { COLUMNS } from "../../overlay/routing-table.ts";
import { print, printJson, type SocketOption, withClient, withExamples, withSocket } from "../options.ts";
import { formatBytes, formatCount } from "../table.ts";

const LEAVES_SHOWN = 4;

export function registerStatus(program: Command): void {
  const command = withSocket(program.command("status"))
    .description("show the node's state in the overlay, and its counters")
    .option("--json", "print JSON")
    .action(async (options: SocketOption & { json?: boolean }) => {
      const status = await withClient(options, (client) => client.status());
      if (options.json === true) {
        printJson(status);
        return;
      }
      const lines: readonly (readonly [string, string])[] = [
        ["node", status.nodeId],
        ["address", status.address],
        [
          "overlay",
          `${status.overlay}, about ${formatCount(Math.round(status.estimatedNodes))} nodes, ` +
            `${status.leafSet} in the leaf set, ${status.routingTable} more in the routing table`,
        ],
        ["leaf set", leafText(status)],
        ["table", fillText(status.tableFill)],
        ["upkeep", upkeepText(status.sends)],
        [
          "messages",
          `${formatCount(status.forwarded)} forwarded, ${formatCount(status.delivered)} delivered, ` +
            `${formatCount(status.rerouted)} rerouted, ${formatCount(status.retransmitted)} ` +
            `retransmitted, ${formatCount(status.dropped)} dropped`,
        ],
        [
          "links",
          `${formatBytes(status.bytesSent)} sent, ${formatBytes(status.bytesReceived)} received, ` +
            `${formatCount(status.malformed)} malformed packets`,
        ],
        ["services", servicesText(status)],
        ["isolation", isolationText(status)],
        ["records", `${formatCount(status.recordsHeld)} stored, ${formatBytes(status.recordBytes)}`],
        [
          "process",
          `${status.pid}, ${formatBytes(status.rssBytes)}, up ${Math.round(status.uptimeMs / 1000)} ` +
            `s, prost ${status.version}`,
        ],
      ];
      for (const [name, value] of lines) print(`${name.padEnd(9)} ${value}`);
      if (status.servicesInline > 0) {
        print(
          `\nwarning   ${status.servicesInline} of the services run inline, as the policy allows: in ` +
            "the node's own process, " +
            "where only the first wall protects the node's keys from them",
        );
      }
    });
  withExamples(
    command,
    "prost status --socket n1/control.sock",
    "PROST_SOCKET=n1/control.sock prost status --json",
  );
}

/** The nearest neighbours; a line has no room for all. */
function leafText({ leafNodes }: NodeStatus): string {
  const shown = leafNodes
    .slice(0, LEAVES_SHOWN)
    .map(({ nodeId, address }) => `${nodeId.slice(0, 8)} ${address}`);
  const rest = leafNodes.length - shown.length;
  return shown.length === 0 ? "empty" : `${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

function fillText(fill: readonly number[]): string {
  if (fill.length === 0) return "empty";
  return `${fill.map((slots, row) => `row ${row}: ${slots}`).join(", ")} of ${COLUMNS - 1} slots`;
}

function upkeepText(sends: readonly KindRateStatus[]): string {
  const upkeep = sends.filter(({ isUpkeep }) => isUpkeep);
  const packets = upkeep.reduce((sum, { packetsPerSecond }) => sum + packetsPerSecond, 0);
  const bytes = upkeep.reduce((sum, { bytesPerSecond }) => sum + bytesPerSecond, 0);
  const kinds = sends.map(({ kind, packetsPerSecond }) => `${kind} ${packetsPerSecond.toFixed(2)}`);
  return (
    `${packets.toFixed(2)} packets/s and ${formatBytes(Math.round(bytes))}/s sent in the last ` +
    `minute${kinds.length > 0 ? `; all by kind: ${kinds.join(", ")}` : ""}`
  );
}

function isolationText({ isolation, isolationMissing }: NodeStatus): string {
  return isolationMissing.length === 0 ? isolation : `${isolation}; missing: ${isolationMissing.join("; ")}`;
}

function servicesText({ servicesAwake, servicesAsleep, servicesInline }: NodeStatus): string {
  const inline = servicesInline === 0 ? "" : ` (${servicesInline} inline)`;
  return `${servicesAwake} awake${inline}, ${servicesAsleep} asleep`;
}
