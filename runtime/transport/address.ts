/** Addresses in the form `host:port`, with IPv6 hosts in brackets. */
import { isIPv6 } from "node:net";
import { ADDRESS_BYTES_MAX } from "../base/bytes.ts";

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** Returns null for text that is not an address. Port 0 means "any free port" and is for listening only. */
export function parseAddress(text: string): Endpoint | null {
  if (text.length > ADDRESS_BYTES_MAX) return null;
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9._-]+)):(\d{1,5})$/.exec(text);
  if (match === null || (match[1] !== undefined && !isIPv6(match[1]))) return null;
  const port = Number(match[3]);
  return port > 65_535 ? null : { host: match[1] ?? match[2], port };
}

export function formatAddress({ host, port }: Endpoint): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}
