/**
 * Loaded into each node of a cluster before its code: connections to other loopback addresses come from the
 * node's own address (`PROST_OWN_ADDRESS`), so that a relay between two nodes can tell them apart.
 */
import { Socket } from "node:net";

const own = process.env.PROST_OWN_ADDRESS;
delete process.env.PROST_OWN_ADDRESS;
const connect = Socket.prototype.connect as (this: Socket, ...args: unknown[]) => Socket;

function connectFromOwnAddress(this: Socket, ...args: unknown[]): Socket {
  // `net.connect` passes its arguments as one array.
  const options = Array.isArray(args[0]) ? args[0][0] : args[0];
  if (own !== undefined && typeof options?.host === "string" && options.host.startsWith("127."))
    options.localAddress ??= own;
  return connect.apply(this, args);
}

Socket.prototype.connect = connectFromOwnAddress as typeof Socket.prototype.connect;
