/** Replies of the control API, read into the types of api.ts. */
import type { DeployReport } from "../deployment/placement.ts";
import type { PublishProgress } from "../deployment/publisher.ts";
import type { prost } from "../gen/control.js";
import type { MeteredStatus, NodeStatus, RegisterContent, ServiceStatus, UsageStatus } from "./api.ts";
import { wire } from "./wire.ts";

type Received<Message extends abstract new (...args: never) => unknown> = InstanceType<Message>;

export function statusOf(reply: Received<typeof wire.StatusReply>): NodeStatus {
  return {
    ...plain(reply),
    overlay: reply.overlay as NodeStatus["overlay"],
    tableFill: [...reply.tableFill],
    leafNodes: reply.leafNodes.map((node) => plain(new wire.LeafNode(node))),
    sends: reply.sends.map((rate) => plain(new wire.KindRate(rate))),
  };
}

export function serviceStatusOf(service: prost.control.v1.IServiceStatus): ServiceStatus {
  const status = plain(new wire.ServiceStatus(service));
  return {
    ...status,
    state: status.state as ServiceStatus["state"],
    capabilities: [...(service.capabilities ?? [])],
    usage: service.usage == null ? null : usageOf(service.usage),
    lastUpgrade: service.lastUpgrade == null ? null : plain(new wire.UpgradeStatus(service.lastUpgrade)),
  };
}

function usageOf(received: prost.control.v1.IServiceUsage): UsageStatus {
  const usage = new wire.ServiceUsage(received);
  const metered = (value: prost.control.v1.IMetered | null | undefined): MeteredStatus =>
    plain(new wire.Metered(value ?? {}));
  return {
    ...plain(usage),
    fuel: metered(usage.fuel),
    events: metered(usage.events),
    busyMs: metered(usage.busyMs),
    messagesOut: metered(usage.messagesOut),
    bytesOut: metered(usage.bytesOut),
    messagesIn: metered(usage.messagesIn),
    bytesIn: metered(usage.bytesIn),
    storeBytesWritten: metered(usage.storeBytesWritten),
    drops: usage.drops.map((drop) => plain(new wire.Drop(drop))),
  };
}

export function progressOf(progress: Received<typeof wire.PublishProgress>): PublishProgress {
  return {
    ...plain(progress),
    stage: progress.stage as PublishProgress["stage"],
    copies: progress.copies.map((copies) => plain(new wire.RecordCopies(copies))),
  };
}

export function deployReportOf(report: Received<typeof wire.DeployReport>): DeployReport {
  return {
    ...plain(report),
    causes: report.causes.map((cause) => plain(new wire.DeployCause(cause))),
    refusals: report.refusals.map((refusal) => plain(new wire.DeployRefusal(refusal))),
  };
}

export function registerOf({
  version,
  hasValue,
  value,
}: Received<typeof wire.RegisterReply>): RegisterContent {
  return { version: Number(version), value: hasValue ? Uint8Array.from(value) : null };
}

/**
 * The message's fields alone. A field that is left out on the wire has its zero, which protobufjs keeps on
 * the prototype.
 */
export function plain<Message extends object>(message: Message): Message {
  const fields: Record<string, unknown> = {};
  for (const key in message) {
    const value = message[key];
    if (typeof value !== "function" && !key.startsWith("$")) fields[key] = value;
  }
  return fields as Message;
}
