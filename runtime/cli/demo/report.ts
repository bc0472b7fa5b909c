/** The counters of each node, for the table at the end of the demo. */
import type { NodeStatus, ServiceStatus } from "../../control/api.ts";
import { type Column, formatBytes, formatCount, formatTable } from "../table.ts";
import type { DemoApplication } from "./applications.ts";

export interface NodeReport {
  readonly node: number;
  readonly nodeId: string;
  readonly alive: boolean;
  readonly forwarded: number;
  readonly delivered: number;
  readonly upcalls: number;
  readonly forwardUpcalls: number;
  readonly faults: number;
  readonly fuelUsed: number;
  /** The node that its copy of the code came from, as "node 3"; null: it has no copy. */
  readonly codeFrom: string | null;
  readonly cellPid: number | null;
  readonly cellRssBytes: number;
  readonly records: number;
  readonly rssBytes: number;
}

export async function nodeReports(
  applications: readonly DemoApplication[],
  serviceId: string,
): Promise<readonly NodeReport[]> {
  const numberOf = new Map(applications.map(({ node }) => [node.nodeId, `node ${node.index}`]));
  return Promise.all(
    applications.map(async ({ node, client }) => {
      if (!node.isAlive()) return deadNode(node.index, node.nodeId);
      const [status, services] = await Promise.all([client.status(), client.services()]);
      const service = services.find((one) => one.serviceId === serviceId && one.state === "running") ?? null;
      return liveNode(node.index, status, service, numberOf);
    }),
  );
}

function liveNode(
  index: number,
  status: NodeStatus,
  service: ServiceStatus | null,
  numberOf: ReadonlyMap<string, string>,
): NodeReport {
  return {
    node: index,
    nodeId: status.nodeId,
    alive: true,
    forwarded: status.forwarded,
    delivered: status.delivered,
    upcalls: service?.upcalls ?? 0,
    forwardUpcalls: service?.forwardUpcalls ?? 0,
    faults: service?.faults ?? 0,
    fuelUsed: service?.fuelUsed ?? 0,
    codeFrom: service === null ? null : (numberOf.get(service.codeFrom) ?? service.codeFrom),
    cellPid: service === null ? null : service.cellPid,
    cellRssBytes: service?.cellRssBytes ?? 0,
    records: status.recordsHeld,
    rssBytes: status.rssBytes,
  };
}

function deadNode(index: number, nodeId: string): NodeReport {
  const none = {
    forwarded: 0,
    delivered: 0,
    upcalls: 0,
    forwardUpcalls: 0,
    faults: 0,
    fuelUsed: 0,
    records: 0,
  };
  return {
    node: index,
    nodeId,
    alive: false,
    ...none,
    codeFrom: null,
    cellPid: null,
    cellRssBytes: 0,
    rssBytes: 0,
  };
}

const COLUMNS: readonly Column[] = [
  { title: "node", align: "left" },
  { title: "id", align: "left" },
  { title: "forwarded", align: "right" },
  { title: "delivered", align: "right" },
  { title: "upcalls", align: "right" },
  { title: "fuel", align: "right" },
  { title: "code from", align: "left" },
  { title: "cell pid", align: "right" },
  { title: "cell memory", align: "right" },
  { title: "records", align: "right" },
  { title: "node memory", align: "right" },
];

export function formatReports(reports: readonly NodeReport[]): string {
  return formatTable(
    COLUMNS,
    reports.map((report) =>
      report.alive
        ? [
            String(report.node),
            report.nodeId.slice(0, 8),
            formatCount(report.forwarded),
            formatCount(report.delivered),
            formatCount(report.upcalls),
            formatCount(report.fuelUsed),
            report.codeFrom ?? "–",
            report.cellPid === null ? "–" : String(report.cellPid),
            report.cellPid === null ? "–" : formatBytes(report.cellRssBytes),
            formatCount(report.records),
            formatBytes(report.rssBytes),
          ]
        : [String(report.node), report.nodeId.slice(0, 8), "killed", "", "", "", "", "", "", "", ""],
    ),
  );
}
