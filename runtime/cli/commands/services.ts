/** `prost services`: the services that a node runs, fetches, stores asleep, or has refused. */
import { type Command, InvalidArgumentError } from "commander";
import { printable } from "../../base/log.ts";
import type { ServiceState, ServiceStatus } from "../../control/api.ts";
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

/** Rows in a table without --all. */
const ROWS_MAX = 50;
/** In the order of the table: the states that an operator looks for come first. */
const STATES: readonly ServiceState[] = ["running", "waking", "fetching", "refused", "asleep", "stopped"];

interface Options extends SocketOption {
  readonly json?: boolean;
  readonly all?: boolean;
  readonly usage?: boolean;
  readonly state?: ServiceState;
}

export function registerServices(program: Command): void {
  const command = withSocket(program.command("services"))
    .description("list the services that the node runs, fetches, has asleep, or has refused")
    .option("--state <state>", `only services in this state: ${STATES.join(", ")}`, parseState)
    .option("--all", `show all rows instead of the first ${ROWS_MAX}`)
    .option("--usage", "show the resources that each service uses, sorted by fuel in the last minute")
    .option("--json", "print JSON, always with all services")
    .action(async (options: Options) => {
      const all = await withClient(options, (client) => client.services());
      const services = all.filter(({ state }) => options.state === undefined || state === options.state);
      if (options.json === true) printJson(options.usage === true ? services.map(usageAlone) : services);
      else if (all.length === 0)
        print("no services: a node fetches a service when it receives messages for it");
      else {
        const rowsMax = options.all === true ? services.length : ROWS_MAX;
        print(options.usage === true ? usageText(services, rowsMax) : asText(services, rowsMax, all));
      }
    });
  withExamples(
    command,
    "prost services",
    "prost services --usage",
    "prost services --state asleep --all",
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

/** For programs: the usage of a service, and the fields that identify it. */
function usageAlone({ serviceId, name, state, faults, storeBytes, cellRssBytes, usage }: ServiceStatus) {
  return { serviceId, name, state, faults, storeBytes, cellRssBytes, usage };
}

function usageText(services: readonly ServiceStatus[], rowsMax: number): string {
  const running = services
    .flatMap((service) => (service.usage === null ? [] : [{ service, usage: service.usage }]))
    .sort((a, b) => b.usage.fuel.minute - a.usage.fuel.minute)
    .slice(0, rowsMax);
  if (running.length === 0) return "no service runs on this node";
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
    const remarks = [
      ...(usage.throttled ? ["waits: its quota for this second is used up"] : []),
      ...(usage.timesThrottled === 0 ? [] : [`has waited ${formatCount(usage.timesThrottled)} times`]),
      ...(service.detail === "" ? [] : [printable(service.detail)]),
      ...(drops === "" ? [] : [`dropped: ${drops}`]),
    ];
    return remarks.length === 0 ? [] : [`${service.serviceId.slice(0, 8)}  ${remarks.join("; ")}`];
  });
  return notes.length === 0 ? table : `${table}\n\n${notes.join("\n")}`;
}

function parseState(text: string): ServiceState {
  const state = STATES.find((known) => known === text);
  if (state === undefined)
    throw new InvalidArgumentError(`There is no state ${text}; use one of ${STATES.join(", ")}.`);
  return state;
}

/** The table of `services`, notes, and, if it does not show `all`, a summary. */
function asText(services: readonly ServiceStatus[], rowsMax: number, all: readonly ServiceStatus[]): string {
  const order = (service: ServiceStatus) => STATES.indexOf(service.state);
  // The sort is stable: within a state, services stay in the order of their names.
  const shown = [...services].sort((a, b) => order(a) - order(b)).slice(0, rowsMax);
  const parts = shown.length === 0 ? [] : [formatTable(COLUMNS, shown.map(rowOf)), notesOf(shown)];
  if (all.length > shown.length) parts.push(summaryOf(all, services.length, shown.length));
  return parts.filter((part) => part !== "").join("\n\n");
}

function rowOf(service: ServiceStatus): readonly string[] {
  return [
    service.name || "–",
    service.serviceId.slice(0, 8),
    String(service.version),
    service.state,
    formatCount(service.upcalls),
    formatCount(service.faults),
    formatCount(service.fuelUsed),
    formatBytes(service.storeBytes),
    service.isInline ? "inline" : service.cellPid === 0 ? "–" : String(service.cellPid),
    service.cellPid === 0 ? "–" : formatBytes(service.cellRssBytes),
    service.codeFrom.slice(0, 8) || "–",
  ];
}

function notesOf(services: readonly ServiceStatus[]): string {
  const notes = services.flatMap(({ serviceId, detail, lastFault }) => {
    const remark = detail || (lastFault === "" ? "" : `last fault: ${lastFault}`);
    return remark === "" ? [] : [`${serviceId.slice(0, 8)}  ${printable(remark)}`];
  });
  return notes.join("\n");
}

/** `matching`: those in the chosen state; `shown`: rows of the table. */
function summaryOf(all: readonly ServiceStatus[], matching: number, shown: number): string {
  const counts = STATES.flatMap((state) => {
    const count = all.filter((service) => service.state === state).length;
    return count === 0 ? [] : [`${count} ${state}`];
  });
  const advice = [
    ...(matching > shown ? ["--all shows all rows."] : []),
    ...(matching < all.length ? ["Without --state, services in all states are shown."] : []),
  ];
  return `${all.length} services: ${counts.join(", ")}; ${shown} shown. ${advice.join(" ")}`;
}
