/** Takes every packet that is sent into the fingerprint of a run. */
import type { Clock, NodeHandle } from "../overlay/environment.ts";
import type { Packet } from "../overlay/packets.ts";
import type { Watcher } from "./simulated-network.ts";
import type { TraceHash } from "./trace-hash.ts";

export function packetTrace(trace: TraceHash, clock: Clock): Watcher {
  return (from: number, to: NodeHandle, packet: Packet | null, bytes: number) => {
    trace.addTime(clock.now());
    trace.add(from);
    trace.add(to.id.head);
    // Kinds differ in length or first letter but for a few, which differ in the third.
    const kind = packet?.kind ?? "malformed";
    trace.add(bytes * 65_536 + kind.length * 256 + kind.charCodeAt(0) + kind.charCodeAt(2) * 7);
  };
}
