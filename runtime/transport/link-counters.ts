/** Counters of a node's links, since its start. */
import { LINK_REFUSALS, type LinkRefusal } from "./handshake.ts";

export interface LinkCounters {
  linksOpened: number;
  /**
   * Connections in either direction that ended before they became a link. `refusedFor` counts them by reason.
   */
  refused: number;
  readonly refusedFor: Record<LinkRefusal, number>;
  /** Links closed because the peer broke the framing, or sent what no honest node sends. */
  violations: number;
  /** Links closed because the peer exceeded its rate limit for too long. */
  floods: number;
  /** Peers banned for violations or floods. */
  banned: number;
  /** Links closed because the peer read nothing of its queue. */
  stalled: number;
  /** Packets refused or dropped because a queue was full or the node could not be reached. */
  packetsDropped: number;
}

export function newLinkCounters(): LinkCounters {
  return {
    linksOpened: 0,
    refused: 0,
    refusedFor: Object.fromEntries(LINK_REFUSALS.map((reason) => [reason, 0])) as Record<LinkRefusal, number>,
    violations: 0,
    floods: 0,
    banned: 0,
    stalled: 0,
    packetsDropped: 0,
  };
}
