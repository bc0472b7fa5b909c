/** The TCP port on which a node accepts links. */
import { createServer, type Server } from "node:net";
import { ProstError } from "../base/errors.ts";
import { type Endpoint, formatAddress } from "./address.ts";

/** Idle time before the first TCP keep-alive probe, in milliseconds. */
export const KEEP_ALIVE_MS = 15_000;

/** Resolves when the server listens, with the port that it got. */
export async function listen({
  host,
  port,
}: Endpoint): Promise<{ readonly server: Server; readonly endpoint: Endpoint }> {
  const server = createServer({ noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(listenError(error, formatAddress({ host, port }))),
    );
    server.listen({ host, port }, resolve);
  });
  server.removeAllListeners("error");
  const bound = server.address();
  if (bound === null || typeof bound === "string")
    throw new ProstError("INTERNAL", "the listening socket has no address");
  return { server, endpoint: { host, port: bound.port } };
}

function listenError(error: NodeJS.ErrnoException, address: string): ProstError {
  const cause = { cause: error };
  switch (error.code) {
    case "EADDRINUSE":
      return new ProstError(
        "ALREADY_EXISTS",
        `another program listens on ${address}; choose another port with --listen, or 0 for any`,
        cause,
      );
    case "EACCES":
      return new ProstError(
        "PERMISSION_DENIED",
        `this user may not listen on ${address}; choose a port above 1023 with --listen`,
        cause,
      );
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return new ProstError(
        "INVALID_ARGUMENT",
        `${address} is not an address of this machine; choose one with --listen`,
        cause,
      );
    default:
      return new ProstError("UNAVAILABLE", `cannot listen on ${address}: ${error.message}`, cause);
  }
}
