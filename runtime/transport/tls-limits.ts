/** Limits of the links of a node, and their defaults. */
import type { BackOffLimits } from "./back-off.ts";
import type { HostLimits } from "./hosts.ts";
import type { LinkTimes } from "./link.ts";
import type { LinkTableLimits } from "./link-table.ts";
import type { ViolationLimits } from "./violations.ts";

export interface TlsLimits extends LinkTableLimits, LinkTimes, HostLimits, BackOffLimits, ViolationLimits {
  /** Maximum number of dials under way. */
  readonly dials: number;
  /** Deadline for TCP, TLS and hello together, in milliseconds. */
  readonly handshakeMs: number;
}

export const TLS_LIMITS: TlsLimits = {
  linksIn: 1_024,
  linksOut: 1_024,
  linksPerHost: 256,
  idleMs: 10_000,
  dials: 256,
  handshakes: 256,
  handshakesPerHost: 64,
  handshakeMs: 5_000,
  retryMs: 250,
  retryMsMax: 4_000,
  stallMs: 20_000,
  lingerMs: 1_000,
  packetsPerSecond: 20_000,
  bytesPerSecond: 64 * 1024 * 1024,
  floodMs: 30_000,
  strikes: 20,
  banMs: 60_000,
};
