/** The client of a node's control socket, for the command line and for programs in TypeScript. */
import type { ServiceError } from "@grpc/grpc-js";
import { ProstError } from "../base/errors.ts";
import type { Id } from "../base/id.ts";
import type { DeployReport } from "../deployment/placement.ts";
import type { PublishProgress } from "../deployment/publisher.ts";
import { HOPS_MAX } from "../overlay/packets.ts";
import { RECORD_FORMS, type RecordForm } from "../storage/record.ts";
import {
  byName,
  type DeployRequest,
  type NodeControl,
  type NodeStatus,
  type PublishedVersions,
  type PublishRequest,
  type RecordingReceiver,
  type RecordRequest,
  type RegisterContent,
  type SendReply,
  type SendRequest,
  type ServiceRange,
  type ServiceStatus,
  type TraceHop,
  type TraceRequest,
} from "./api.ts";
import { ControlChannel } from "./client-channel.ts";
import { type RecordingOptions, receiveRecording } from "./client-recording.ts";
import {
  deployReportOf,
  plain,
  progressOf,
  registerOf,
  serviceStatusOf,
  statusOf,
} from "./client-replies.ts";
import { receiveEmissions, type SubscriptionEvents } from "./client-subscription.ts";
import type { TrialRun } from "./trial.ts";
import { TrialClient } from "./trial-client.ts";
import { METHODS, SERVICES_AT_ONCE_MAX, wire } from "./wire.ts";

/** Timeout of calls that the node answers alone, in milliseconds. */
const ASK_MS = 5_000;
/** Timeout of calls that other nodes take part in, in milliseconds. */
const CALL_MS = 30_000;
/** Added to the time for which the node itself waits for a reply, in milliseconds. */
const MARGIN_MS = 5_000;
const PUBLISH_MS = 180_000;
const DEPLOY_MS = 600_000;

/** A client of the node at the socket. Rejects with UNAVAILABLE when no node listens there. */
export async function connectControl(socket: string): Promise<ControlClient> {
  const client = new ControlClient(socket);
  try {
    await client.status();
    return client;
  } catch (error) {
    client.close();
    throw error;
  }
}

/** Connects with the first call. Every call rejects with UNAVAILABLE when no node listens at the socket. */
export class ControlClient implements NodeControl {
  readonly #channel: ControlChannel;
  /** Ends each subscription and recording under way. */
  readonly #streams = new Set<() => void>();

  constructor(socket: string) {
    this.#channel = new ControlChannel(socket);
  }

  async status(): Promise<NodeStatus> {
    return statusOf(await this.#channel.call(METHODS.Status, {}, ASK_MS));
  }

  /** Without a range, all services, read in parts: they may not fit into one message. */
  async services(range?: ServiceRange): Promise<readonly ServiceStatus[]> {
    if (range !== undefined) return this.#services(range);
    const all: ServiceStatus[] = [];
    let part: readonly ServiceStatus[];
    do {
      part = await this.#services({ after: all.at(-1)?.serviceId ?? "", max: SERVICES_AT_ONCE_MAX });
      all.push(...part);
    } while (part.length === SERVICES_AT_ONCE_MAX);
    return all.sort(byName);
  }

  async #services({ after, max }: ServiceRange): Promise<readonly ServiceStatus[]> {
    const { services } = await this.#channel.call(METHODS.ListServices, { after, max }, ASK_MS);
    return services.map(serviceStatusOf);
  }

  async send({ service, key, payload, timeoutMs }: SendRequest): Promise<SendReply> {
    const request = { service: service.bytes, key: key.bytes, payload, timeoutMs };
    const reply = await this.#channel.call(METHODS.Send, request, timeoutMs + MARGIN_MS);
    return { payload: Uint8Array.from(reply.payload), from: reply.from, hops: reply.hops };
  }

  async put(
    service: Id,
    key: Id,
    field: Uint8Array,
    value: Uint8Array | null,
    ttlSeconds: number,
    form: RecordForm = "plain",
  ): Promise<void> {
    const request = {
      service: service.bytes,
      key: key.bytes,
      field,
      value: value ?? new Uint8Array(0),
      remove: value === null,
      ttlSeconds,
      form: RECORD_FORMS.indexOf(form),
    };
    await this.#channel.call(METHODS.Put, request, CALL_MS);
  }

  async readRegister(service: Id, key: Id): Promise<RegisterContent> {
    const request = { service: service.bytes, key: key.bytes };
    return registerOf(await this.#channel.call(METHODS.ReadRegister, request, CALL_MS));
  }

  async setRegister(
    service: Id,
    key: Id,
    expected: number,
    value: Uint8Array | null,
  ): Promise<RegisterContent & { readonly wasSet: boolean }> {
    const request = {
      service: service.bytes,
      key: key.bytes,
      expected,
      value: value ?? new Uint8Array(0),
      remove: value === null,
    };
    const reply = await this.#channel.call(METHODS.SetRegister, request, CALL_MS);
    return { wasSet: reply.wasSet, ...registerOf(reply) };
  }

  async get(service: Id, key: Id, field: Uint8Array, form: RecordForm = "plain"): Promise<Uint8Array | null> {
    const { found, value } = await this.#channel.call(
      METHODS.Get,
      { service: service.bytes, key: key.bytes, field, form: RECORD_FORMS.indexOf(form) },
      CALL_MS,
    );
    return found ? Uint8Array.from(value) : null;
  }

  async versions(service: Id, max = 0): Promise<PublishedVersions> {
    const reply = await this.#channel.call(METHODS.Versions, { service: service.bytes, max }, CALL_MS);
    const { publications, contradiction, declined } = reply;
    return {
      publications: publications.map((bytes) => Uint8Array.from(bytes)),
      equivocation: contradiction.length === 0 ? null : Uint8Array.from(contradiction),
      declined,
    };
  }

  async revoke(rootId: Uint8Array, withdrawal: Uint8Array | null): Promise<Uint8Array | null> {
    const request = { rootId, withdrawal: withdrawal ?? new Uint8Array(0) };
    const reply = await this.#channel.call(METHODS.Revoke, request, CALL_MS);
    return reply.withdrawal.length === 0 ? null : Uint8Array.from(reply.withdrawal);
  }

  async consent(service: Id): Promise<readonly string[]> {
    return [...(await this.#channel.call(METHODS.Consent, { service: service.bytes }, ASK_MS)).capabilities];
  }

  async policy(): Promise<string> {
    return (await this.#channel.call(METHODS.Policy, {}, ASK_MS)).json;
  }

  /** Resolves when the trace is over. */
  trace({ key, mode, timeoutMs, rootOnly }: TraceRequest, onHop: (hop: TraceHop) => void): Promise<void> {
    const request = new wire.TraceRequest({ key: key.bytes, mode, timeoutMs, rootOnly });
    const traceMs = (rootOnly ? 1 : HOPS_MAX) * timeoutMs + MARGIN_MS;
    return this.#channel.readAll(METHODS.Trace, request, traceMs, (hop) => onHop(plain(hop)));
  }

  publish(
    { module, manifest, waits = false }: PublishRequest,
    onProgress: (progress: PublishProgress) => void,
  ): Promise<void> {
    const request = new wire.PublishRequest({ module, manifest, waits });
    return this.#channel.readAll(METHODS.Publish, request, PUBLISH_MS, (progress) =>
      onProgress(progressOf(progress)),
    );
  }

  /** Resolves to the last report, which is the whole one. */
  async deploy(
    { service, target }: DeployRequest,
    onProgress: (report: DeployReport) => void,
  ): Promise<DeployReport> {
    const request = new wire.DeployRequest({
      service: service.bytes,
      everywhere: target.kind === "everywhere",
      ...(target.kind === "range" ? { first: target.first.bytes, last: target.last.bytes } : {}),
      ...(target.kind === "count" ? { count: target.count } : {}),
    });
    const reports: DeployReport[] = [];
    await this.#channel.readAll(METHODS.Deploy, request, DEPLOY_MS, (received) => {
      reports[0] = deployReportOf(received);
      onProgress(reports[0]);
    });
    if (reports.length > 0) return reports[0];
    throw new ProstError("UNAVAILABLE", "the node ended the deployment without a report");
  }

  /** Resolves when the recording is under way. */
  record(
    { service, eventsMax, restarts, withModule }: RecordRequest,
    receiver: RecordingReceiver,
    options: RecordingOptions = {},
  ): Promise<{ stop(): void }> {
    const { durationMs = 0 } = options;
    const [waits, withoutModule] = [!restarts, !withModule];
    const request = new wire.RecordRequest({
      service: service.bytes,
      eventsMax,
      durationMs,
      waits,
      withoutModule,
    });
    const call = this.#channel.stream(METHODS.Record, request);
    const errorOf = (error: ServiceError) => this.#channel.errorOf(error);
    const requestStop = () => this.stopRecording(service);
    const { started, cancel } = receiveRecording({ call, errorOf, requestStop }, receiver, options);
    this.#streams.add(cancel);
    call.on("close", () => this.#streams.delete(cancel));
    return started;
  }

  async stopRecording(service: Id): Promise<void> {
    await this.#channel.call(METHODS.StopRecording, { service: service.bytes }, ASK_MS);
  }

  trial(): TrialRun {
    return new TrialClient(this.#channel.duplex(METHODS.Trial), (error) => this.#channel.errorOf(error));
  }

  /**
   * Emissions after `onStart` are received, or counted by `onMissed`. Returns a function that ends the
   * subscription.
   */
  subscribe(
    service: Id,
    receive: (payload: Uint8Array) => void,
    events: SubscriptionEvents = {},
  ): () => void {
    const call = this.#channel.stream(
      METHODS.Subscribe,
      new wire.SubscribeRequest({ service: service.bytes }),
    );
    const errorOf = (error: ServiceError) => this.#channel.errorOf(error);
    const onOver = () => this.#streams.delete(unsubscribe);
    const unsubscribe = receiveEmissions({ call, errorOf }, receive, events, onOver);
    this.#streams.add(unsubscribe);
    return unsubscribe;
  }

  /** Ends subscriptions and recordings without a call of `onEnd` or `onError`. */
  close(): void {
    for (const end of this.#streams) end();
    this.#channel.close();
  }
}
