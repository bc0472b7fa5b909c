/** Adds every packet sent to the trace hash of a run. */
import type { Clock } from "../base/environment.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Packet, PacketKind } from "../overlay/packets.ts";
import type { Watcher } from "./simulated-network.ts";
import type { TraceHash } from "./trace-hash.ts";

/**
 * Number of each packet kind in the trace hash. A kind keeps its number when it is renamed, so that recorded
 * traces stay equal.
 */
const KIND_NUMBERS: Readonly<Record<PacketKind | "malformed", number>> = {
  route: 2213,
  direct: 2434,
  response: 2967,
  leafSetRequest: 2579,
  leafSetReply: 2835,
  failureNews: 2835,
  rows: 1971,
  leaseRequest: 2835,
  multicast: 1928,
  ack: 1614,
  heartbeat: 3087,
  ping: 1906,
  measured: 2836,
  rowRequest: 3251,
  leaseReply: 3091,
  leave: 2067,
  malformed: 3169,
};

export function packetTrace(trace: TraceHash, clock: Clock): Watcher {
  return (from: number, to: NodeHandle, packet: Packet | null, bytes: number) => {
    trace.addTime(clock.now());
    trace.add(from);
    trace.add(to.id.head);
    trace.add(bytes * 65_536 + KIND_NUMBERS[packet?.kind ?? "malformed"]);
  };
}
