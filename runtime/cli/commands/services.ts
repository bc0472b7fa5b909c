/** `prost services`: what runs at a node. */
import type { Command } from "commander";
import type { ServiceStatus } from "../../control/api.ts";
import { print, printJson, type SocketOption, withClient, withExamples, withSocket } from "../options.ts";
import { type Column, formatBytes, formatCount, formatTable } from "../table.ts";

const COLUMNS: readonly Column[] = [
  { title: "service", align: "left" },
  { title: "id", align: "left" },
  { title: "version", align: "right" },
  { title: "state", align: "left" },
  { title: "upcalls", align: "right" },
  { title: "faults", align: "right" },
  { title: "fuel", align: "right" },
  { title: "store", align: "right" },
  { title: "cell pid", align: "right" },
  { title: "cell memory", align: "right" },
  { title: "code from", align: "left" },
];

export function registerServices(program: Command): void {
  const command = withSocket(program.command("services"))
    .description("list the services that the node runs, fetches or has refused")
    .option("--usage", "show what each service uses of this node, the greediest of the last minute first")
    .option("--json", "print JSON")
    .action(async (options: SocketOption & { usage?: boolean; json?: boolean }) => {
      const services = await withClient(options, (client) => client.services());
      if (options.json === true) printJson(options.usage === true ? services.map(usageAlone) : services);
      else if (services.length === 0)
        print("no services yet: a node meets a service when a message for it comes by");
      else print(options.usage === true ? usageText(services) : asText(services));
    });
  withExamples(
    command,
    "prost services",
    "prost services --usage",
    "prost services --socket n1/control.sock --json",
  );
}

const USAGE_COLUMNS: readonly Column[] = [
  { title: "service", align: "left" },
  { title: "id", align: "left" },
  { title: "fuel/s", align: "right" },
  { title: "fuel/min", align: "right" },
  { title: "fuel", align: "right" },
  { title: "busy", align: "right" },
  { title: "events/min", align: "right" },
  { title: "faults", align: "right" },
  { title: "in/min", align: "right" },
  { title: "out/min", align: "right" },
  { title: "sent", align: "right" },
  { title: "store", align: "right" },
  { title: "memory ≤", align: "right" },
  { title: "queue", align: "right" },
  { title: "timers", align: "right" },
  { title: "dropped", align: "right" },
];
const PAGE_BYTES = 65_536;
const MINUTE_MS = 60_000;

/** For programs: what a service uses, with what is needed to know which one it is. */
function usageAlone({ serviceId, name, state, faults, storeBytes, cellRssBytes, usage }: ServiceStatus) {
  return { serviceId, name, state, faults, storeBytes, cellRssBytes, usage };
}

function usageText(services: readonly ServiceStatus[]): string {
  const running = services
    .flatMap((service) => (service.usage === null ? [] : [{ service, usage: service.usage }]))
    .sort((a, b) => b.usage.fuel.minute - a.usage.fuel.minute);
  if (running.length === 0) return "no service runs here now";
  const table = formatTable(
    USAGE_COLUMNS,
    running.map(({ service, usage }) => [
      service.name || "–",
      service.serviceId.slice(0, 8),
      formatCount(usage.fuel.second),
      formatCount(usage.fuel.minute),
      formatCount(usage.fuel.total),
      // Of one processor, in the last minute.
      `${((100 * usage.busyMs.minute) / MINUTE_MS).toFixed(1)} %`,
      formatCount(usage.events.minute),
      formatCount(service.faults),
      formatCount(usage.messagesIn.minute),
      formatCount(usage.messagesOut.minute),
      formatBytes(usage.bytesOut.total),
      formatBytes(service.storeBytes),
      formatBytes(usage.memoryPages * PAGE_BYTES),
      formatCount(usage.queued),
      formatCount(usage.timers),
      formatCount(usage.drops.reduce((sum, { count }) => sum + count, 0)),
    ]),
  );
  const notes = running.flatMap(({ service, usage }) => {
    const drops = usage.drops.map(({ cause, count }) => `${cause} ${formatCount(count)}`).join(", ");
    const said = [
      ...(usage.throttled ? ["waits: what it may use in a second is used up"] : []),
      ...(usage.timesThrottled === 0 ? [] : [`has waited ${formatCount(usage.timesThrottled)} times`]),
      ...(service.detail === "" ? [] : [service.detail]),
      ...(drops === "" ? [] : [`dropped: ${drops}`]),
    ];
    return said.length === 0 ? [] : [`${service.serviceId.slice(0, 8)}  ${said.join("; ")}`];
  });
  return notes.length === 0 ? table : `${table}\n\n${notes.join("\n")}`;
}

function asText(services: readonly ServiceStatus[]): string {
  const table = formatTable(
    COLUMNS,
    services.map((service) => [
      service.name || "–",
      service.serviceId.slice(0, 8),
      String(service.version),
      service.state,
      formatCount(service.upcalls),
      formatCount(service.faults),
      formatCount(service.fuelUsed),
      formatBytes(service.storeBytes),
      service.cellPid === 0 ? "–" : String(service.cellPid),
      service.cellPid === 0 ? "–" : formatBytes(service.cellRssBytes),
      service.codeFrom.slice(0, 8) || "–",
    ]),
  );
  const notes = services.flatMap(({ serviceId, detail, lastFault }) => {
    const what = detail || (lastFault === "" ? "" : `last fault: ${lastFault}`);
    return what === "" ? [] : [`${serviceId.slice(0, 8)}  ${what}`];
  });
  return notes.length === 0 ? table : `${table}\n\n${notes.join("\n")}`;
}
