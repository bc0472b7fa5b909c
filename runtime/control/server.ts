/** The control API of a node: gRPC on a Unix socket that only its user can open. */
import type { Socket } from "node:net";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import type { Log } from "../base/log.ts";
import type { NodeControl } from "./api.ts";
import { Methods } from "./methods.ts";
import { listenPrivately } from "./socket.ts";
import { MESSAGE_BYTES_MAX, METHODS, REPLY_BYTES_MAX } from "./wire.ts";

/** Calls under way of one application. */
const STREAMS_MAX = 256;
/**
 * After so long a connection is asked whether somebody is there, and let go when nobody says so for a third
 * of that.
 */
const PATIENCE_MS = 30_000;
/** For calls under way when the server closes. */
const GRACE_MS = 500;

export interface ControlServer {
  /** Ends subscriptions, lets calls under way end for a moment, and removes the socket. */
  close(): Promise<void>;
}

export interface ControlServerOptions {
  /** The socket's path. */
  readonly socket: string;
  readonly control: NodeControl;
  readonly log: Log;
  /** For tests: PATIENCE_MS otherwise. */
  readonly patienceMs?: number;
}

/** Throws ALREADY_EXISTS when another node has the socket; removes one that was left behind. */
export async function startControlServer({
  socket,
  control,
  log,
  patienceMs = PATIENCE_MS,
}: ControlServerOptions): Promise<ControlServer> {
  const grpc = new Server({
    "grpc.max_receive_message_length": MESSAGE_BYTES_MAX,
    "grpc.max_send_message_length": REPLY_BYTES_MAX,
    "grpc.max_concurrent_streams": STREAMS_MAX,
    "grpc.keepalive_time_ms": patienceMs,
    "grpc.keepalive_timeout_ms": patienceMs / 3,
  });
  const methods = new Methods(control, log);
  grpc.addService(METHODS, methods.handlers());
  const injector = grpc.createConnectionInjector(ServerCredentials.createInsecure());
  const connections = new Set<Socket>();
  const listener = await listenPrivately(socket, (connection) => {
    connections.add(connection);
    connection.once("close", () => connections.delete(connection));
    // What an application does to its end is its own affair.
    connection.on("error", () => {});
    injector.injectConnection(connection);
  });
  return {
    close: () =>
      new Promise((resolve) => {
        const force = setTimeout(() => {
          grpc.forceShutdown();
          for (const connection of connections) connection.destroy();
        }, GRACE_MS);
        listener.close(() => {
          clearTimeout(force);
          resolve();
        });
        methods.endStreams();
        grpc.tryShutdown(() => {});
      }),
  };
}
