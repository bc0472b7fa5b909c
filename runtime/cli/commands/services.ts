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
    .option("--json", "print JSON")
    .action(async (options: SocketOption & { json?: boolean }) => {
      const services = await withClient(options, (client) => client.services());
      if (options.json === true) printJson(services);
      else if (services.length === 0)
        print("no services yet: a node meets a service when a message for it comes by");
      else print(asText(services));
    });
  withExamples(command, "prost services", "prost services --socket n1/control.sock --json");
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
