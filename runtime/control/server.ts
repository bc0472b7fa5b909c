/** The control API of a node: gRPC on a Unix socket that only its user can open. */
import { chmod, lstat, unlink } from "node:fs/promises";
import { connect } from "node:net";
import {
  type handleServerStreamingCall,
  type handleUnaryCall,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServerWritableStream,
} from "@grpc/grpc-js";
import { ID_BYTES, PAYLOAD_BYTES_MAX } from "../../abi/abi.ts";
import { asProstError, ProstError } from "../errors.ts";
import type { Log } from "../log.ts";
import { Id } from "../overlay/id.ts";
import type { NodeControl } from "./api.ts";
import { MESSAGE_BYTES_MAX, METHODS, toGrpcStatus, type wire } from "./wire.ts";

/** Applications that listen to services at a time. */
const SUBSCRIPTIONS_MAX = 1_024;
/** What may wait for a subscriber that is slow; beyond it emissions are let fall. */
const EMISSIONS_MAX = 1_024;
/** For calls under way when the server closes. */
const GRACE_MS = 500;

export interface ControlServer {
  close(): Promise<void>;
}

export interface ControlServerOptions {
  readonly socket: string;
  readonly control: NodeControl;
  readonly log: Log;
}

/** Throws ALREADY_EXISTS when another node has the socket; removes one that was left behind. */
export async function startControlServer({
  socket,
  control,
  log,
}: ControlServerOptions): Promise<ControlServer> {
  await clearSocket(socket);
  const server = new Server({
    "grpc.max_receive_message_length": MESSAGE_BYTES_MAX,
    "grpc.max_send_message_length": MESSAGE_BYTES_MAX,
  });
  server.addService(METHODS, { ...handlers(control, log) });
  await new Promise<void>((resolve, reject) => {
    server.bindAsync(`unix:${socket}`, ServerCredentials.createInsecure(), (error) => {
      if (error === null) resolve();
      else
        reject(
          new ProstError("UNAVAILABLE", `the control socket ${socket} cannot be opened: ${error.message}`, {
            cause: error,
          }),
        );
    });
  });
  await chmod(socket, 0o600);
  return {
    close: () =>
      new Promise((resolve) => {
        const force = setTimeout(() => server.forceShutdown(), GRACE_MS);
        server.tryShutdown(() => {
          clearTimeout(force);
          resolve();
        });
      }),
  };
}

async function clearSocket(socket: string): Promise<void> {
  const found = await lstat(socket).catch(() => null);
  if (found === null) return;
  if (!found.isSocket()) {
    throw new ProstError(
      "ALREADY_EXISTS",
      `${socket} is there and is not a socket; choose another path with --socket`,
    );
  }
  const isLive = await new Promise<boolean>((resolve) => {
    const probe = connect(socket);
    probe.once("connect", () => {
      probe.destroy();
      resolve(true);
    });
    probe.once("error", () => resolve(false));
  });
  if (isLive) {
    throw new ProstError(
      "ALREADY_EXISTS",
      `another node has the control socket ${socket}; stop it, or choose another folder with --data`,
    );
  }
  await unlink(socket);
}

function handlers(control: NodeControl, log: Log) {
  let subscriptions = 0;
  return {
    Status: unary(log, async () => control.status()),
    ListServices: unary(log, async () => ({
      services: (await control.services()).map((service) => ({
        ...service,
        capabilities: [...service.capabilities],
      })),
    })),
    Send: unary(log, async ({ service, key, payload, timeoutMs }: InstanceType<typeof wire.SendRequest>) => {
      if (payload.length > PAYLOAD_BYTES_MAX) {
        throw new ProstError(
          "INVALID_ARGUMENT",
          `a payload of ${payload.length} bytes is too long; at most ${PAYLOAD_BYTES_MAX} are allowed`,
        );
      }
      return control.send({
        service: idOf(service, "service"),
        key: idOf(key, "key"),
        payload: Uint8Array.from(payload),
        timeoutMs,
      });
    }),
    Put: unary(
      log,
      async ({ service, key, field, value, remove, ttlSeconds }: InstanceType<typeof wire.PutRequest>) => {
        const stored = remove ? null : Uint8Array.from(value);
        await control.put(
          idOf(service, "service"),
          idOf(key, "key"),
          Uint8Array.from(field),
          stored,
          ttlSeconds,
        );
        return {};
      },
    ),
    Get: unary(log, async ({ service, key, field }: InstanceType<typeof wire.GetRequest>) => {
      const value = await control.get(idOf(service, "service"), idOf(key, "key"), Uint8Array.from(field));
      return value === null ? { found: false } : { found: true, value };
    }),
    Publish: streaming(
      log,
      async ({ request, write, end }: Call<InstanceType<typeof wire.PublishRequest>>) => {
        const { module, manifest } = request;
        await control.publish(
          { module: Uint8Array.from(module), manifest: Uint8Array.from(manifest) },
          write,
        );
        end();
      },
    ),
    Subscribe: streaming(
      log,
      async ({ request, write, onCancelled, waiting }: Call<InstanceType<typeof wire.SubscribeRequest>>) => {
        if (subscriptions >= SUBSCRIPTIONS_MAX) {
          throw new ProstError(
            "RESOURCE_EXHAUSTED",
            `${SUBSCRIPTIONS_MAX} applications listen at this node already`,
          );
        }
        subscriptions++;
        const unsubscribe = control.subscribe(idOf(request.service, "service"), (payload) => {
          if (waiting() < EMISSIONS_MAX) write({ payload });
        });
        onCancelled(() => {
          subscriptions--;
          unsubscribe();
        });
      },
    ),
  };
}

function unary<Request, Reply>(
  log: Log,
  answer: (request: Request) => Promise<Reply>,
): handleUnaryCall<Request, Reply> {
  return (call: ServerUnaryCall<Request, Reply>, callback) => {
    answer(call.request).then(
      (reply) => callback(null, reply),
      (thrown) => callback(errorOf(thrown, log)),
    );
  };
}

interface Call<Request> {
  readonly request: Request;
  readonly write: (reply: object) => void;
  readonly end: () => void;
  /** Messages that the other end has not taken. */
  readonly waiting: () => number;
  /** Called once, however the call ends. */
  readonly onCancelled: (run: () => void) => void;
}

function streaming<Request, Reply>(
  log: Log,
  serve: (call: Call<Request>) => Promise<void>,
): handleServerStreamingCall<Request, Reply> {
  return (call: ServerWritableStream<Request, Reply>) => {
    call.on("error", () => {});
    serve({
      request: call.request,
      write: (reply) => void call.write(reply as Reply),
      end: () => call.end(),
      waiting: () => call.writableLength,
      onCancelled: (run) => void call.once("close", run).once("cancelled", () => call.end()),
    }).catch((thrown) => call.emit("error", errorOf(thrown, log)));
  };
}

/** Errors of the world as they are; of ours only that there was one, with the rest in the log. */
function errorOf(thrown: unknown, log: Log): { code: number; details: string } {
  if (thrown instanceof ProstError) return { code: toGrpcStatus(thrown.code), details: thrown.message };
  const { message } = asProstError(thrown);
  log.error(
    { error: thrown instanceof Error ? (thrown.stack ?? message) : message },
    "a control call failed",
  );
  return { code: toGrpcStatus("INTERNAL"), details: "the node failed at this; its log says more" };
}

function idOf(bytes: Uint8Array, what: string): Id {
  if (bytes.length !== ID_BYTES)
    throw new ProstError("INVALID_ARGUMENT", `a ${what} has ${ID_BYTES} bytes, not ${bytes.length}`);
  return new Id(Uint8Array.from(bytes));
}
