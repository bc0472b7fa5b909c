/** The other end of a node's control socket, for the command line and for applications in TypeScript. */
import { Client, credentials, type MethodDefinition, type ServiceError } from "@grpc/grpc-js";
import { ProstError } from "../base/errors.ts";
import type { Id } from "../base/id.ts";
import type { DeployReport } from "../deployment/placement.ts";
import type { PublishProgress } from "../deployment/publisher.ts";
import type { prost } from "../gen/control.js";
import { HOPS_MAX } from "../overlay/packets.ts";
import { RECORD_FORMS, type RecordForm } from "../storage/record.ts";
import {
  byName,
  type DeployRequest,
  type MeteredStatus,
  type NodeControl,
  type NodeStatus,
  type PublishedVersions,
  type PublishRequest,
  type RecordingEnd,
  type RecordingReceiver,
  type RecordRequest,
  type RegisterContent,
  type SendReply,
  type SendRequest,
  type ServiceRange,
  type ServiceStatus,
  type TraceHop,
  type TraceRequest,
  type UsageStatus,
} from "./api.ts";
import type { TrialRun } from "./trial.ts";
import { TrialClient } from "./trial-client.ts";
import {
  fromServiceError,
  MESSAGE_BYTES_MAX,
  METHODS,
  REPLY_BYTES_MAX,
  SERVICES_AT_ONCE_MAX,
  wire,
} from "./wire.ts";

/** For what the node knows by itself. */
const ASK_MS = 5_000;
/** For what other nodes have a part in. */
const CALL_MS = 30_000;
/** Beyond what the node waits for an answer. */
const MARGIN_MS = 5_000;
const RECONNECT_MS = 100;
const PUBLISH_MS = 180_000;
const DEPLOY_MS = 600_000;
const NOBODY = /ENOENT|ENOTDIR|ECONNREFUSED|ECONNRESET|No connection established|Connection dropped/;
const SILENCE = /^Deadline exceeded after/;

export interface SubscriptionEvents {
  /** The node listens for this application from now on. */
  readonly onStart?: () => void;
  /** So many emissions before the next one were let fall, because this application was slow to take them. */
  readonly onMissed?: (count: number) => void;
  /** By an error, or (null) because the node stops. */
  readonly onEnd?: (error: ProstError | null) => void;
}

export interface RecordingOptions {
  /** 0: not ended by the time. */
  readonly durationMs?: number;
  /** When `write` has returned false: resolves when more may be written. */
  readonly drained?: () => Promise<void>;
  /** It broke off. */
  readonly onError?: (error: ProstError) => void;
}

/** A client of the node at the socket. Throws UNAVAILABLE when there is none. */
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

/** Connects when it is first used; every call throws UNAVAILABLE when no node listens at the socket. */
export class ControlClient implements NodeControl {
  readonly #socket: string;
  readonly #client: Client;
  readonly #subscriptions = new Set<() => void>();

  constructor(socket: string) {
    this.#socket = socket;
    this.#client = new Client(`unix:${socket}`, credentials.createInsecure(), {
      "grpc.max_receive_message_length": REPLY_BYTES_MAX,
      "grpc.max_send_message_length": MESSAGE_BYTES_MAX,
      // Trying a socket of this machine costs nothing; a node that is started again is to be found at once.
      "grpc.initial_reconnect_backoff_ms": RECONNECT_MS,
      "grpc.max_reconnect_backoff_ms": RECONNECT_MS,
    });
  }

  async status(): Promise<NodeStatus> {
    const reply = await this.#call(METHODS.Status, {}, ASK_MS);
    return {
      ...plain(reply),
      overlay: reply.overlay as NodeStatus["overlay"],
      tableFill: [...reply.tableFill],
      leafNodes: reply.leafNodes.map((node) => plain(new wire.LeafNode(node))),
      sends: reply.sends.map((rate) => plain(new wire.KindRate(rate))),
    };
  }

  /** All are asked for in parts: there may be more than fit into one message. */
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
    const { services } = await this.#call(METHODS.ListServices, { after, max }, ASK_MS);
    return services.map((service) => {
      const status = {
        ...plain(new wire.ServiceStatus(service)),
        capabilities: [...(service.capabilities ?? [])],
        usage: service.usage == null ? null : usageOf(service.usage),
        lastUpgrade: service.lastUpgrade == null ? null : plain(new wire.UpgradeStatus(service.lastUpgrade)),
      };
      return { ...status, state: status.state as ServiceStatus["state"] };
    });
  }

  async send({ service, key, payload, timeoutMs }: SendRequest): Promise<SendReply> {
    const request = { service: service.bytes, key: key.bytes, payload, timeoutMs };
    const reply = await this.#call(METHODS.Send, request, timeoutMs + MARGIN_MS);
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
    await this.#call(METHODS.Put, request, CALL_MS);
  }

  async readRegister(service: Id, key: Id): Promise<RegisterContent> {
    const request = { service: service.bytes, key: key.bytes };
    return contentOf(await this.#call(METHODS.ReadRegister, request, CALL_MS));
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
    const reply = await this.#call(METHODS.SetRegister, request, CALL_MS);
    return { wasSet: reply.wasSet, ...contentOf(reply) };
  }

  async get(service: Id, key: Id, field: Uint8Array, form: RecordForm = "plain"): Promise<Uint8Array | null> {
    const { found, value } = await this.#call(
      METHODS.Get,
      { service: service.bytes, key: key.bytes, field, form: RECORD_FORMS.indexOf(form) },
      CALL_MS,
    );
    return found ? Uint8Array.from(value) : null;
  }

  async versions(service: Id, max = 0): Promise<PublishedVersions> {
    const reply = await this.#call(METHODS.Versions, { service: service.bytes, max }, CALL_MS);
    const { publications, contradiction, declined } = reply;
    return {
      publications: publications.map((bytes) => Uint8Array.from(bytes)),
      equivocation: contradiction.length === 0 ? null : Uint8Array.from(contradiction),
      declined,
    };
  }

  async revoke(rootId: Uint8Array, withdrawal: Uint8Array | null): Promise<Uint8Array | null> {
    const request = { rootId, withdrawal: withdrawal ?? new Uint8Array(0) };
    const reply = await this.#call(METHODS.Revoke, request, CALL_MS);
    return reply.withdrawal.length === 0 ? null : Uint8Array.from(reply.withdrawal);
  }

  async consent(service: Id): Promise<readonly string[]> {
    return [...(await this.#call(METHODS.Consent, { service: service.bytes }, ASK_MS)).capabilities];
  }

  async policy(): Promise<string> {
    return (await this.#call(METHODS.Policy, {}, ASK_MS)).json;
  }

  /** Resolves when the trace is over. */
  trace({ key, mode, timeoutMs, rootOnly }: TraceRequest, onHop: (hop: TraceHop) => void): Promise<void> {
    const { path, requestSerialize, responseDeserialize } = METHODS.Trace;
    const hops = rootOnly ? 1 : HOPS_MAX;
    const call = this.#client.makeServerStreamRequest(
      path,
      requestSerialize,
      responseDeserialize,
      new wire.TraceRequest({ key: key.bytes, mode, timeoutMs, rootOnly }),
      { deadline: Date.now() + hops * timeoutMs + MARGIN_MS },
    );
    return new Promise((resolve, reject) => {
      call.on("data", (hop) => onHop(plain(hop)));
      call.on("error", (error: ServiceError) => reject(this.#errorOf(error)));
      call.on("end", () => resolve());
    });
  }

  publish(
    { module, manifest, waits = false }: PublishRequest,
    onProgress: (progress: PublishProgress) => void,
  ): Promise<void> {
    const { path, requestSerialize, responseDeserialize } = METHODS.Publish;
    const call = this.#client.makeServerStreamRequest(
      path,
      requestSerialize,
      responseDeserialize,
      new wire.PublishRequest({ module, manifest, waits }),
      {
        deadline: Date.now() + PUBLISH_MS,
      },
    );
    return new Promise((resolve, reject) => {
      call.on("data", (progress) =>
        onProgress({
          ...plain(progress),
          stage: progress.stage as PublishProgress["stage"],
          copies: progress.copies.map((copies: prost.control.v1.IRecordCopies) =>
            plain(new wire.RecordCopies(copies)),
          ),
        }),
      );
      call.on("error", (error: ServiceError) => reject(this.#errorOf(error)));
      call.on("end", () => resolve());
    });
  }

  /** Resolves to the whole report. */
  deploy(
    { service, target }: DeployRequest,
    onProgress: (report: DeployReport) => void,
  ): Promise<DeployReport> {
    const { path, requestSerialize, responseDeserialize } = METHODS.Deploy;
    const call = this.#client.makeServerStreamRequest(
      path,
      requestSerialize,
      responseDeserialize,
      new wire.DeployRequest({
        service: service.bytes,
        everywhere: target.kind === "everywhere",
        ...(target.kind === "range" ? { first: target.first.bytes, last: target.last.bytes } : {}),
        ...(target.kind === "count" ? { count: target.count } : {}),
      }),
      { deadline: Date.now() + DEPLOY_MS },
    );
    return new Promise((resolve, reject) => {
      let latest: DeployReport | null = null;
      call.on("data", (report) => {
        const told: DeployReport = {
          ...plain(report),
          causes: report.causes.map((cause: prost.control.v1.IDeployCause) =>
            plain(new wire.DeployCause(cause)),
          ),
          refusals: report.refusals.map((refusal: prost.control.v1.IDeployRefusal) =>
            plain(new wire.DeployRefusal(refusal)),
          ),
        };
        latest = told;
        onProgress(told);
      });
      call.on("error", (error: ServiceError) => reject(this.#errorOf(error)));
      call.on("end", () => {
        if (latest !== null) resolve(latest);
        else reject(new ProstError("UNAVAILABLE", "the node ended the deployment without a report"));
      });
    });
  }

  /** Resolves when the recording is under way. */
  record(
    { service, eventsMax, restarts, withModule }: RecordRequest,
    receiver: RecordingReceiver,
    { durationMs = 0, drained, onError = () => {} }: RecordingOptions = {},
  ): Promise<{ stop(): void }> {
    const { path, requestSerialize, responseDeserialize } = METHODS.Record;
    const [waits, withoutModule] = [!restarts, !withModule];
    const call = this.#client.makeServerStreamRequest(
      path,
      requestSerialize,
      responseDeserialize,
      new wire.RecordRequest({ service: service.bytes, eventsMax, durationMs, waits, withoutModule }),
    );
    return new Promise((resolve, reject) => {
      let isOver = false;
      const cancel = () => {
        isOver = true;
        call.cancel();
      };
      this.#subscriptions.add(cancel);
      call.on("close", () => this.#subscriptions.delete(cancel));
      const fail = (error: ProstError) => {
        reject(error);
        if (!isOver) onError(error);
        isOver = true;
      };
      const stop = () => void this.stopRecording(service).catch(fail);
      call.on("metadata", () => resolve({ stop }));
      call.on("data", ({ bytes, events, end }) => {
        if (end !== "") {
          isOver = true;
          receiver.end(end as RecordingEnd, events);
        } else if (!receiver.write(Uint8Array.from(bytes), events) && drained !== undefined) {
          // What waits meanwhile waits at the node, which sees to it that it is not too much.
          call.pause();
          void drained().then(() => call.resume());
        }
      });
      call.on("error", (error: ServiceError) => fail(this.#errorOf(error)));
      call.on("end", () =>
        fail(new ProstError("UNAVAILABLE", "the node stopped, and the recording with it")),
      );
    });
  }

  async stopRecording(service: Id): Promise<void> {
    await this.#call(METHODS.StopRecording, { service: service.bytes }, ASK_MS);
  }

  trial(): TrialRun {
    const { path, requestSerialize, responseDeserialize } = METHODS.Trial;
    const call = this.#client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize);
    return new TrialClient(call, (error) => this.#errorOf(error));
  }

  /** Nothing that the service emits after `onStart` is lost unnoticed. Returns how to end it. */
  subscribe(
    service: Id,
    receive: (payload: Uint8Array) => void,
    { onStart = () => {}, onMissed = () => {}, onEnd = () => {} }: SubscriptionEvents = {},
  ): () => void {
    const { path, requestSerialize, responseDeserialize } = METHODS.Subscribe;
    const call = this.#client.makeServerStreamRequest(
      path,
      requestSerialize,
      responseDeserialize,
      new wire.SubscribeRequest({ service: service.bytes }),
    );
    let isOver = false;
    const end = (error: ProstError | null) => {
      if (isOver) return;
      isOver = true;
      this.#subscriptions.delete(unsubscribe);
      onEnd(error);
    };
    const unsubscribe = () => {
      isOver = true;
      this.#subscriptions.delete(unsubscribe);
      call.cancel();
    };
    this.#subscriptions.add(unsubscribe);
    let hasStarted = false;
    call.on("metadata", () => {
      // Also what comes with an error counts as metadata for grpc-js, but then the error is next.
      if (hasStarted || isOver) return;
      hasStarted = true;
      onStart();
    });
    call.on("data", ({ payload, missed }) => {
      if (isOver) return;
      if (missed > 0) onMissed(missed);
      receive(Uint8Array.from(payload));
    });
    call.on("error", (error: ServiceError) => end(this.#errorOf(error)));
    call.on("end", () => end(null));
    return unsubscribe;
  }

  /** Ends its subscriptions and recordings, without a word to `onEnd` or `onError`. */
  close(): void {
    for (const unsubscribe of this.#subscriptions) unsubscribe();
    this.#client.close();
  }

  #call<Request, Reply>(
    method: MethodDefinition<Request, Reply>,
    request: Partial<Request>,
    timeoutMs: number,
  ): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const options = { deadline: Date.now() + timeoutMs };
      this.#client.makeUnaryRequest(
        method.path,
        method.requestSerialize,
        method.responseDeserialize,
        request as Request,
        options,
        (error, reply) => {
          if (error !== null) reject(this.#errorOf(error));
          else resolve(reply as Reply);
        },
      );
    });
  }

  #errorOf(error: ServiceError): ProstError {
    const known = fromServiceError(error);
    // What grpc-js says itself, when nobody is at the socket or says nothing; a node has words of its own.
    if (known.code === "UNAVAILABLE" && NOBODY.test(known.message)) {
      return new ProstError(
        "UNAVAILABLE",
        `no node answers at ${this.#socket}; start one with \`prost node\`, or name its socket with --socket`,
        { cause: error },
      );
    }
    if (known.code === "DEADLINE_EXCEEDED" && SILENCE.test(known.message)) {
      return new ProstError(
        "DEADLINE_EXCEEDED",
        `what listens at ${this.#socket} did not answer in time; see that it is a node, and what its log says`,
        { cause: error },
      );
    }
    return known;
  }
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

/** The fields alone, those left out on the wire with their zero: protobufjs keeps them on the prototype. */
function plain<Message extends object>(message: Message): Message {
  const fields: Record<string, unknown> = {};
  for (const key in message) {
    const value = message[key];
    if (typeof value !== "function" && !key.startsWith("$")) fields[key] = value;
  }
  return fields as Message;
}

function contentOf({ version, hasValue, value }: InstanceType<typeof wire.RegisterReply>): RegisterContent {
  return { version: Number(version), value: hasValue ? Uint8Array.from(value) : null };
}
