/** The gRPC methods of the control API: each reads its request strictly, calls the node, and replies. */
import type {
  handleBidiStreamingCall,
  handleServerStreamingCall,
  handleUnaryCall,
  ServerDuplexStream,
  ServerUnaryCall,
  ServerWritableStream,
  UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { DELAY_MS_MAX, PAYLOAD_BYTES_MAX, STORE_VALUE_BYTES_MAX } from "../../abi/abi.ts";
import { asProstError, ProstError } from "../base/errors.ts";
import type { Log } from "../base/log.ts";
import { WITHDRAWAL_BYTES_MAX } from "../deployment/revocation.ts";
import { MODES } from "../overlay/packets.ts";
import type { DeployRequest, NodeControl, RegisterContent } from "./api.ts";
import { checkLength, formOf, idOf } from "./request-fields.ts";
import { ServerRecordings } from "./server-recordings.ts";
import { ServerSubscriptions } from "./server-subscriptions.ts";
import { serveTrial, type TrialRequest } from "./trial-server.ts";
import { SERVICES_AT_ONCE_MAX, toGrpcStatus, type wire } from "./wire.ts";

/** The least time between two reports of a deployment, in milliseconds. */
const REPORT_MS = 100;
/** Maximum number of publications under way. Each has a module in memory. */
const PUBLICATIONS_MAX = 4;
/** Maximum number of traces under way. */
const TRACES_MAX = 256;
/** Maximum length of an error text, in characters: it travels as a gRPC header of limited size. */
const DETAILS_CHARS_MAX = 2_048;

type Received<Message extends abstract new (...args: never) => unknown> = InstanceType<Message>;
type Call<Request> = ServerWritableStream<Request, object>;

export class Methods {
  readonly #control: NodeControl;
  readonly #log: Log;
  readonly #subscriptions: ServerSubscriptions;
  readonly #recordings: ServerRecordings;
  #publications = 0;
  #traces = 0;

  constructor(control: NodeControl, log: Log) {
    this.#control = control;
    this.#log = log;
    this.#subscriptions = new ServerSubscriptions(control);
    this.#recordings = new ServerRecordings(control);
  }

  handlers(): UntypedServiceImplementation {
    return {
      Status: this.#unary(() => this.#control.status()),
      ListServices: this.#unary((request: Received<typeof wire.ListServicesRequest>) =>
        this.#listServices(request),
      ),
      Send: this.#unary((request: Received<typeof wire.SendRequest>) => this.#send(request)),
      Put: this.#unary((request: Received<typeof wire.PutRequest>) => this.#put(request)),
      ReadRegister: this.#unary((request: Received<typeof wire.ReadRegisterRequest>) =>
        this.#readRegister(request),
      ),
      SetRegister: this.#unary((request: Received<typeof wire.SetRegisterRequest>) =>
        this.#setRegister(request),
      ),
      Get: this.#unary((request: Received<typeof wire.GetRequest>) => this.#get(request)),
      Versions: this.#unary(async ({ service, max }: Received<typeof wire.VersionsRequest>) => {
        const known = await this.#control.versions(idOf(service, "service"), max);
        const contradiction = known.equivocation ?? new Uint8Array(0);
        return { publications: [...known.publications], contradiction, declined: known.declined };
      }),
      Revoke: this.#unary(async ({ rootId, withdrawal }: Received<typeof wire.RevokeRequest>) => {
        checkLength(withdrawal, "withdrawal", WITHDRAWAL_BYTES_MAX);
        const record = withdrawal.length === 0 ? null : Uint8Array.from(withdrawal);
        const known = await this.#control.revoke(idOf(rootId, "root_id").bytes, record);
        return { withdrawal: known ?? new Uint8Array(0) };
      }),
      Consent: this.#unary(async ({ service }: Received<typeof wire.ConsentRequest>) => ({
        capabilities: await this.#control.consent(idOf(service, "service")),
      })),
      Policy: this.#unary(async () => ({ json: await this.#control.policy() })),
      StopRecording: this.#unary(async ({ service }: Received<typeof wire.StopRecordingRequest>) => {
        await this.#control.stopRecording(idOf(service, "service"));
        return {};
      }),
      Record: this.#streaming((call: Call<Received<typeof wire.RecordRequest>>) =>
        this.#recordings.serve(call),
      ),
      Publish: this.#streaming((call: Call<Received<typeof wire.PublishRequest>>) => this.#publish(call)),
      Deploy: this.#streaming((call: Call<Received<typeof wire.DeployRequest>>) => this.#deploy(call)),
      Trace: this.#streaming((call: Call<Received<typeof wire.TraceRequest>>) => this.#trace(call)),
      Subscribe: this.#streaming(async (call: Call<Received<typeof wire.SubscribeRequest>>) =>
        this.#subscriptions.serve(call),
      ),
      Trial: this.#duplex((call: ServerDuplexStream<TrialRequest, object>) =>
        serveTrial(this.#control.trial(), call),
      ),
    } as UntypedServiceImplementation;
  }

  /** Ends subscriptions and recordings, since the node stops. Other streams end with their call. */
  endStreams(): void {
    this.#subscriptions.close();
    this.#recordings.close();
  }

  async #listServices({ after, max }: Received<typeof wire.ListServicesRequest>): Promise<object> {
    const most = max === 0 ? SERVICES_AT_ONCE_MAX : Math.min(max, SERVICES_AT_ONCE_MAX);
    return { services: await this.#control.services({ after, max: most }) };
  }

  async #send({ service, key, payload, timeoutMs }: Received<typeof wire.SendRequest>): Promise<object> {
    checkLength(payload, "payload", PAYLOAD_BYTES_MAX);
    if (timeoutMs > DELAY_MS_MAX)
      throw new ProstError(
        "INVALID_ARGUMENT",
        `the timeout for a reply is at most ${DELAY_MS_MAX} ms, not ${timeoutMs}`,
      );
    return this.#control.send({
      service: idOf(service, "service"),
      key: idOf(key, "key"),
      payload: Uint8Array.from(payload),
      timeoutMs,
    });
  }

  async #put(request: Received<typeof wire.PutRequest>): Promise<object> {
    const { service, key, field, value, remove, ttlSeconds } = request;
    checkLength(value, "value", STORE_VALUE_BYTES_MAX);
    const stored = remove ? null : Uint8Array.from(value);
    await this.#control.put(
      idOf(service, "service"),
      idOf(key, "key"),
      Uint8Array.from(field),
      stored,
      ttlSeconds,
      formOf(request.form),
    );
    return {};
  }

  async #readRegister({ service, key }: Received<typeof wire.ReadRegisterRequest>): Promise<object> {
    return replyOfRegister(await this.#control.readRegister(idOf(service, "service"), idOf(key, "key")));
  }

  async #setRegister(request: Received<typeof wire.SetRegisterRequest>): Promise<object> {
    const { service, key, expected, value, remove } = request;
    checkLength(value, "value", STORE_VALUE_BYTES_MAX);
    const version = Number(expected);
    if (!Number.isSafeInteger(version))
      throw new ProstError("INVALID_ARGUMENT", `a register has no version ${expected}`);
    const content = await this.#control.setRegister(
      idOf(service, "service"),
      idOf(key, "key"),
      version,
      remove ? null : Uint8Array.from(value),
    );
    return { wasSet: content.wasSet, ...replyOfRegister(content) };
  }

  async #get({ service, key, field, form }: Received<typeof wire.GetRequest>): Promise<object> {
    const value = await this.#control.get(
      idOf(service, "service"),
      idOf(key, "key"),
      Uint8Array.from(field),
      formOf(form),
    );
    return value === null ? { found: false } : { found: true, value };
  }

  async #publish(call: Call<Received<typeof wire.PublishRequest>>): Promise<void> {
    if (this.#publications >= PUBLICATIONS_MAX)
      throw new ProstError(
        "RESOURCE_EXHAUSTED",
        `this node is publishing ${PUBLICATIONS_MAX} services already; try again when they are done`,
      );
    const { module, manifest, waits } = call.request;
    this.#publications++;
    try {
      await this.#control.publish(
        { module: Uint8Array.from(module), manifest: Uint8Array.from(manifest), waits },
        (progress) => void call.write(progress),
      );
    } finally {
      this.#publications--;
    }
    call.end();
  }

  async #deploy(call: Call<Received<typeof wire.DeployRequest>>): Promise<void> {
    const { service, everywhere, first, last, count } = call.request;
    const isRange = first.length > 0 || last.length > 0;
    if (Number(everywhere) + Number(isRange) + Number(count > 0) !== 1)
      throw new ProstError(
        "INVALID_ARGUMENT",
        "a deployment is for all nodes, a range of ids, or a number of nodes: give exactly one",
      );
    const target: DeployRequest["target"] = everywhere
      ? { kind: "everywhere" }
      : isRange
        ? { kind: "range", first: idOf(first, "first id"), last: idOf(last, "last id") }
        : { kind: "count", count };
    let toldMs = 0;
    const report = await this.#control.deploy({ service: idOf(service, "service"), target }, (progress) => {
      // Each reply of a node gives a report; the client needs a few per second, without the list of refusals.
      if (performance.now() - toldMs < REPORT_MS) return;
      toldMs = performance.now();
      call.write({ ...progress, refusals: [] });
    });
    call.write(report);
    call.end();
  }

  async #trace(call: Call<Received<typeof wire.TraceRequest>>): Promise<void> {
    const { key, mode, timeoutMs, rootOnly } = call.request;
    if (this.#traces >= TRACES_MAX)
      throw new ProstError(
        "RESOURCE_EXHAUSTED",
        `this node makes ${TRACES_MAX} traces already; try again when they are done`,
      );
    if (timeoutMs < 1 || timeoutMs > DELAY_MS_MAX)
      throw new ProstError(
        "INVALID_ARGUMENT",
        `the timeout for a hop is 1 to ${DELAY_MS_MAX} ms, not ${timeoutMs}`,
      );
    const known = MODES.find((each) => each === (mode || "tree"));
    if (known === undefined)
      throw new ProstError("INVALID_ARGUMENT", `there is no mode ${mode}; there are ${MODES.join(", ")}`);
    this.#traces++;
    try {
      await this.#control.trace({ key: idOf(key, "key"), mode: known, timeoutMs, rootOnly }, (hop) => {
        if (!call.writableEnded && !call.cancelled) call.write(hop);
      });
    } finally {
      this.#traces--;
    }
    call.end();
  }

  #unary<Request>(answer: (request: Request) => Promise<object>): handleUnaryCall<Request, object> {
    return (call: ServerUnaryCall<Request, object>, callback) => {
      answer(call.request).then(
        (reply) => callback(null, reply),
        (thrown) => callback(this.#errorOf(thrown)),
      );
    };
  }

  #streaming<Request>(
    serve: (call: Call<Request>) => Promise<void>,
  ): handleServerStreamingCall<Request, object> {
    return (call) => {
      // Without a listener, a write to a client that has disconnected would end the node.
      call.on("error", () => {});
      serve(call).catch((thrown) => call.emit("error", this.#errorOf(thrown)));
    };
  }

  #duplex<Request>(
    serve: (call: ServerDuplexStream<Request, object>) => Promise<void>,
  ): handleBidiStreamingCall<Request, object> {
    return (call) => {
      call.on("error", () => {});
      const failed = (thrown: unknown) => call.emit("error", this.#errorOf(thrown));
      try {
        serve(call).catch(failed);
      } catch (thrown) {
        failed(thrown);
      }
    };
  }

  /**
   * A ProstError is passed on unless its code is INTERNAL. All other errors are bugs of prost: the client
   * gets INTERNAL without details, and the log has the details.
   */
  #errorOf(thrown: unknown): { code: number; details: string } {
    if (thrown instanceof ProstError && thrown.code !== "INTERNAL")
      return { code: toGrpcStatus(thrown.code), details: thrown.message.slice(0, DETAILS_CHARS_MAX) };
    const { message } = asProstError(thrown);
    const error = thrown instanceof Error ? (thrown.stack ?? message) : message;
    this.#log.error({ error }, "a control call failed");
    return { code: toGrpcStatus("INTERNAL"), details: "the node failed; see its log" };
  }
}

function replyOfRegister({ version, value }: RegisterContent): object {
  return { version, hasValue: value !== null, value: value ?? new Uint8Array(0) };
}
