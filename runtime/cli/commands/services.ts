/** `prost services`: what runs at a node, sleeps there, or was refused. */
import { type Command, InvalidArgumentError } from "commander";
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

/** Rows that people are shown unless they ask for all. */
const ROWS_MAX = 50;
/** What an operator looks for first comes first. */
const STATES: readonly ServiceState[] = ["running", "waking", "fetching", "refused", "asleep", "stopped"];

interface Options extends SocketOption {
  readonly json?: boolean;
  readonly all?: boolean;
  readonly usage?: boolean;
  readonly state?: ServiceState;
}

export function registerServices(program: Command): void {
  const command = withSocket(program.command("services"))
    .description("list the services that the node runs, fetches or has refused, and those asleep")
    .option("--state <state>", `only those that are ${STATES.join(", ")}`, parseState)
    .option("--all", `more than the first ${ROWS_MAX}`)
    .option("--usage", "show what each service uses of this node, the greediest of the last minute first")
    .option("--json", "print JSON: always all")
    .action(async (options: Options) => {
      const all = await withClient(options, (client) => client.services());
      const services = all.filter(({ state }) => options.state === undefined || state === options.state);
      if (options.json === true) printJson(options.usage === true ? services.map(usageAlone) : services);
      else if (all.length === 0)
        print("no services yet: a node meets a service when a message for it comes by");
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

/** For programs: what a service uses, with what is needed to know which one it is. */
function usageAlone({ serviceId, name, state, faults, storeBytes, cellRssBytes, usage }: ServiceStatus) {
  return { serviceId, name, state, faults, storeBytes, cellRssBytes, usage };
}

function usageText(services: readonly ServiceStatus[], rowsMax: number): string {
  const running = services
    .flatMap((service) => (service.usage === null ? [] : [{ service, usage: service.usage }]))
    .sort((a, b) => b.usage.fuel.minute - a.usage.fuel.minute)
    .slice(0, rowsMax);
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

function parseState(text: string): ServiceState {
  const state = STATES.find((known) => known === text);
  if (state === undefined)
    throw new InvalidArgumentError(`there is no state ${text}; there are ${STATES.join(", ")}.`);
  return state;
}

function asText(services: readonly ServiceStatus[], rowsMax: number, all: readonly ServiceStatus[]): string {
  const order = (service: ServiceStatus) => STATES.indexOf(service.state);
  // The sort is stable: within a state they stay in the order of their names.
  const shown = [...services].sort((a, b) => order(a) - order(b)).slice(0, rowsMax);
  const parts = shown.length === 0 ? [] : [formatTable(COLUMNS, shown.map(rowOf)), notesOf(shown)];
  if (all.length > shown.length) parts.push(summaryOf(all, shown.length));
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
    const what = detail || (lastFault === "" ? "" : `last fault: ${lastFault}`);
    return what === "" ? [] : [`${serviceId.slice(0, 8)}  ${what}`];
  });
  return notes.join("\n");
}

function summaryOf(all: readonly ServiceStatus[], shown: number): string {
  const counts = STATES.flatMap((state) => {
    const count = all.filter((service) => service.state === state).length;
    return count === 0 ? [] : [`${count} ${state}`];
  });
  return `${all.length} services: ${counts.join(", ")}; ${shown} shown. --state and --all show the others.`;
}
