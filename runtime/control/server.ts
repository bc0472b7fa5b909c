/** Serves the control API: gRPC on a Unix socket that only its user can open. */
import type { Socket } from "node:net";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import type { Log } from "../base/log.ts";
import type { NodeControl } from "./api.ts";
import { Methods } from "./methods.ts";
import { listenPrivately } from "./socket.ts";
import { MESSAGE_BYTES_MAX, METHODS, REPLY_BYTES_MAX } from "./wire.ts";

/** Maximum number of calls under way on one connection. */
const STREAMS_MAX = 256;
/**
 * After this time without traffic, a connection is checked with a keepalive ping. It is closed when no reply
 * arrives within a third of it.
 */
const KEEPALIVE_MS = 30_000;
/** How long calls under way may continue when the server closes, in milliseconds. */
const GRACE_MS = 500;

export interface ControlServer {
  /**
   * Ends subscriptions and recordings, waits at most GRACE_MS for calls under way, and removes the socket.
   */
  close(): Promise<void>;
}

interface ControlServerOptions {
  /** The socket's path. */
  readonly socket: string;
  readonly control: NodeControl;
  readonly log: Log;
  /** For tests. Default: KEEPALIVE_MS. */
  readonly keepaliveMs?: number;
}

/**
 * Rejects with ALREADY_EXISTS when another node uses the socket. Removes a socket that a dead process left.
 */
export async function startControlServer({
  socket,
  control,
  log,
  keepaliveMs = KEEPALIVE_MS,
}: ControlServerOptions): Promise<ControlServer> {
  const grpc = new Server({
    "grpc.max_receive_message_length": MESSAGE_BYTES_MAX,
    "grpc.max_send_message_length": REPLY_BYTES_MAX,
    "grpc.max_concurrent_streams": STREAMS_MAX,
    "grpc.keepalive_time_ms": keepaliveMs,
    "grpc.keepalive_timeout_ms": keepaliveMs / 3,
  });
  const methods = new Methods(control, log);
  grpc.addService(METHODS, methods.handlers());
  const injector = grpc.createConnectionInjector(ServerCredentials.createInsecure());
  const connections = new Set<Socket>();
  const listener = await listenPrivately(socket, (connection) => {
    connections.add(connection);
    connection.once("close", () => connections.delete(connection));
    // An error of the client's end must not end the node.
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
