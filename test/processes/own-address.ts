/**
 * Loaded into each node of a cluster before its own code: connections to other loopback addresses come from the node's own one
 * (`PROST_OWN_ADDRESS`), so that who stands between two nodes can tell who they are.
 */
import { Socket } from "node:net";

const own = process.env.PROST_OWN_ADDRESS;
delete process.env.PROST_OWN_ADDRESS;
const connect = Socket.prototype.connect as (this: Socket, ...args: unknown[]) => Socket;

function connectFromOwnAddress(this: Socket, ...args: unknown[]): Socket {
  // `net.connect` hands over its arguments as one array.
  const options = Array.isArray(args[0]) ? args[0][0] : args[0];
  if (own !== undefined && typeof options?.host === "string" && options.host.startsWith("127."))
    options.localAddress ??= own;
  return connect.apply(this, args);
}

Socket.prototype.connect = connectFromOwnAddress as typeof Socket.prototype.connect;
