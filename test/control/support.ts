/** A control that behaves as the test sets it, and a server and a client of it on a real socket. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { ProstError } from "../../runtime/base/errors.ts";
import { Id } from "../../runtime/base/id.ts";
import { createLog, type Log } from "../../runtime/base/log.ts";
import type {
  DeployRequest,
  NodeControl,
  NodeStatus,
  PublishedVersions,
  PublishRequest,
  RecordingEnd,
  RecordingReceiver,
  RecordRequest,
  RegisterContent,
  SendRequest,
  ServiceRange,
  ServiceStatus,
  TraceHop,
  TraceRequest,
} from "../../runtime/control/api.ts";
import { ControlClient } from "../../runtime/control/client.ts";
import { type ControlServer, startControlServer } from "../../runtime/control/server.ts";
import type { TrialOffer, TrialOffered, TrialRun } from "../../runtime/control/trial.ts";
import type { DeployReport } from "../../runtime/deployment/placement.ts";
import type { PublishProgress } from "../../runtime/deployment/publisher.ts";
import type { Outcome, ServiceEvent } from "../../runtime/sandbox/contract.ts";
import { fieldsOf } from "../../runtime/sandbox/wire/event-fields.ts";
import type { RecordForm } from "../../runtime/storage/record.ts";

export const service = Id.hashOf("a service");
export const key = Id.hashOf("a key");

export const STATUS: NodeStatus = {
  networkId: Id.hashOf("network").hex,
  nodeId: Id.hashOf("node").hex,
  address: "127.0.0.1:7000",
  overlay: "active",
  leafSet: 7,
  leafNodes: [{ nodeId: Id.hashOf("neighbour").hex, address: "127.0.0.1:7001" }],
  routingTable: 3,
  tableFill: [15, 2],
  estimatedNodes: 12.5,
  sends: [{ kind: "heartbeat", isUpkeep: true, packetsPerSecond: 0.04, bytesPerSecond: 0.2 }],
  forwarded: 2 ** 40,
  delivered: 12,
  rerouted: 0,
  retransmitted: 1,
  dropped: 2,
  malformed: 3,
  bytesSent: 2 ** 45,
  bytesReceived: 5,
  recordsHeld: 6,
  recordBytes: 7,
  pid: 4242,
  rssBytes: 2 ** 33,
  servicesAwake: 3,
  servicesAsleep: 9_000,
  servicesInline: 1,
  isolation: "reduced",
  isolationMissing: ["namespaces: there is no bubblewrap"],
  uptimeMs: 1_000,
  version: "0.1.0",
};

export const SERVICE: ServiceStatus = {
  serviceId: service.hex,
  rootId: Id.hashOf("publisher").hex,
  name: "hello",
  version: 3,
  label: "1.0.0",
  codeHash: Id.hashOf("code").hex,
  codeFrom: "local",
  state: "running",
  detail: "",
  capabilities: ["message", "store"],
  upcalls: 9,
  forwardUpcalls: 0,
  faults: 1,
  lastFault: "unreachable executed",
  fuelUsed: 2 ** 50,
  storeBytes: 11,
  isInline: true,
  cellPid: 4243,
  cellRssBytes: 2 ** 25,
  cellRestarts: 0,
  usage: {
    fuel: { second: 1, minute: 2, total: 2 ** 50 },
    events: { second: 0, minute: 3, total: 4 },
    busyMs: { second: 0.5, minute: 1.25, total: 2 },
    messagesOut: { second: 0, minute: 0, total: 5 },
    bytesOut: { second: 0, minute: 0, total: 6 },
    messagesIn: { second: 0, minute: 0, total: 7 },
    bytesIn: { second: 0, minute: 0, total: 8 },
    storeBytesWritten: { second: 0, minute: 0, total: 9 },
    queued: 0,
    timers: 2,
    throttled: true,
    timesThrottled: 3,
    restMs: 0,
    quarantined: false,
    memoryPages: 256,
    fuelPerSecond: 500_000_000,
    storeBytesMax: 2 ** 24,
    drops: [{ cause: "credit", count: 12 }],
  },
  lastUpgrade: {
    fromVersion: 3,
    toVersion: 4,
    atMs: 1_700_000_000_123,
    heldMs: 12,
    ok: false,
    hasRestored: false,
    detail: "trap: unreachable",
  },
};

export class FakeControl implements NodeControl {
  readonly sent: SendRequest[] = [];
  readonly traced: TraceRequest[] = [];
  readonly published: PublishRequest[] = [];
  readonly deployed: DeployRequest[] = [];
  readonly records = new Map<string, Uint8Array>();
  readonly registers = new Map<string, RegisterContent>();
  readonly subscribers = new Set<(payload: Uint8Array) => void>();
  readonly recordings = new Map<string, (reason: RecordingEnd) => void>();
  list: readonly ServiceStatus[] = [SERVICE];
  /** The error of the next calls; null: none. */
  failure: Error | null = null;

  async status(): Promise<NodeStatus> {
    this.#check();
    return STATUS;
  }

  async publish(request: PublishRequest, onProgress: (progress: PublishProgress) => void): Promise<void> {
    this.published.push(request);
    const { serviceId } = SERVICE;
    onProgress({ stage: "checked", done: 1, total: 1, serviceId });
    this.#check();
    onProgress({ stage: "chunks", done: 1, total: 2, serviceId });
    onProgress({ stage: "done", done: 1, total: 1, serviceId });
  }

  async versions(): Promise<PublishedVersions> {
    this.#check();
    return { publications: [], equivocation: null, declined: "" };
  }

  async revoke(_rootId: Uint8Array, withdrawal: Uint8Array | null): Promise<Uint8Array | null> {
    this.#check();
    return withdrawal;
  }

  async consent(): Promise<readonly string[]> {
    this.#check();
    return ["store"];
  }

  async policy(): Promise<string> {
    this.#check();
    return "{}";
  }

  async services(range?: ServiceRange): Promise<readonly ServiceStatus[]> {
    this.#check();
    if (range === undefined) return this.list;
    const rest = this.list.filter(({ serviceId }) => serviceId > range.after);
    return rest.sort((a, b) => (a.serviceId < b.serviceId ? -1 : 1)).slice(0, range.max);
  }

  async send(request: SendRequest) {
    this.#check();
    this.sent.push(request);
    return { payload: request.payload.toReversed(), from: STATUS.nodeId, hops: 2 };
  }

  async deploy(request: DeployRequest, onProgress: (report: DeployReport) => void): Promise<DeployReport> {
    this.deployed.push(request);
    const causes = [{ reason: "policy", count: 2 }];
    const refusals = [{ nodeId: STATUS.nodeId, reason: "policy", detail: "not here" }];
    onProgress({ asked: 5, answered: 1, running: 1, refused: 0, causes: [], refusals: [] });
    this.#check();
    return { asked: 5, answered: 4, running: 2, refused: 2, causes, refusals };
  }

  async trace(request: TraceRequest, onHop: (hop: TraceHop) => void): Promise<void> {
    this.traced.push(request);
    onHop({ hop: 1, nodeId: "", address: "", delayMs: 1_000.5, isRoot: false });
    this.#check();
    onHop({ hop: 2, nodeId: STATUS.nodeId, address: STATUS.address, delayMs: 2.5, isRoot: true });
  }

  subscribe(_service: Id, receive: (payload: Uint8Array) => void): () => void {
    this.subscribers.add(receive);
    return () => this.subscribers.delete(receive);
  }

  emit(payload: Uint8Array): void {
    for (const receive of this.subscribers) receive(payload);
  }

  async record({ service: of, eventsMax }: RecordRequest, receiver: RecordingReceiver) {
    this.#check();
    if (eventsMax > 0) {
      for (let i = 1; i <= eventsMax; i++) receiver.write(Uint8Array.of(i, i), i);
      receiver.end("count", eventsMax);
    }
    let isOver = eventsMax > 0;
    const stop = (reason: RecordingEnd) => {
      if (isOver) return;
      isOver = true;
      this.recordings.delete(of.hex);
      receiver.write(Uint8Array.of(255), 1);
      receiver.end(reason, 1);
    };
    this.recordings.set(of.hex, stop);
    return { stop };
  }

  async stopRecording(of: Id): Promise<void> {
    const stop = this.recordings.get(of.hex);
    if (stop === undefined) throw new ProstError("NOT_FOUND", "it is not being recorded");
    stop("asked");
  }

  async put(
    of: Id,
    at: Id,
    field: Uint8Array,
    value: Uint8Array | null,
    ttlSeconds: number,
    form: RecordForm,
  ): Promise<void> {
    this.#check();
    const name = `${form}/${of.hex}/${at.hex}/${Buffer.from(field).toString("hex")}/${ttlSeconds}`;
    if (value === null) this.records.delete(name);
    else this.records.set(name, value);
  }

  async get(of: Id, at: Id, field: Uint8Array, form: RecordForm): Promise<Uint8Array | null> {
    this.#check();
    return this.records.get(`${form}/${of.hex}/${at.hex}/${Buffer.from(field).toString("hex")}/0`) ?? null;
  }

  async readRegister(of: Id, at: Id): Promise<RegisterContent> {
    this.#check();
    return this.registers.get(`${of.hex}/${at.hex}`) ?? { version: 0, value: null };
  }

  async setRegister(
    of: Id,
    at: Id,
    expected: number,
    value: Uint8Array | null,
  ): Promise<RegisterContent & { readonly wasSet: boolean }> {
    const current = await this.readRegister(of, at);
    if (current.version !== expected) return { wasSet: false, ...current };
    const content = { version: expected + 1, value };
    this.registers.set(`${of.hex}/${at.hex}`, content);
    return { wasSet: true, ...content };
  }

  trial(): TrialRun {
    this.#check();
    return new EchoTrial();
  }

  #check(): void {
    if (this.failure !== null) throw this.failure;
  }
}

/** Replies to every event's token with the reversed payload. */
class EchoTrial implements TrialRun {
  async offer({ module }: TrialOffer): Promise<TrialOffered> {
    return module.length === 0
      ? { ok: false, by: "gate", code: "header", detail: "no module" }
      : { ok: true, service: 1, exports: ["deliver"], fuelUsed: 3 };
  }

  async send(_service: number, event: ServiceEvent): Promise<Outcome> {
    const { token, payload } = fieldsOf(event);
    const effects = [{ kind: "respond", token, payload: payload.toReversed() }] as const;
    return { ok: true, fuelUsed: 5, writes: [], effects, verdict: null };
  }

  end(): void {}

  async close(): Promise<void> {}
}

export interface Fixture extends AsyncDisposable {
  readonly folder: string;
  readonly socket: string;
  readonly control: FakeControl;
  readonly server: ControlServer;
  readonly client: ControlClient;
  /** The log of the server. */
  readonly logged: string[];
}

export async function startFixture(): Promise<Fixture> {
  const folder = await makeFolder();
  const socket = join(folder, "control.sock");
  const control = new FakeControl();
  const logged: string[] = [];
  const log: Log = createLog({ level: "debug", json: true, write: (line) => void logged.push(line) });
  const server = await startControlServer({ socket, control, log });
  const client = new ControlClient(socket);
  return {
    folder,
    socket,
    control,
    server,
    client,
    logged,
    async [Symbol.asyncDispose]() {
      client.close();
      await server.close();
      await removeFolder(folder);
    },
  };
}

export function makeFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "prost-control-"));
}

export function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true });
}

/** The ProstError that the promise rejects with. */
export async function refusal(promise: Promise<unknown>): Promise<ProstError> {
  const thrown = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(ProstError);
  return thrown as ProstError;
}
