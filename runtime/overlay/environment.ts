/** What the overlay takes from outside. The real ones are in transport/, the simulated ones in simulator/. */
import type { Clock, Random } from "../base/environment.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Packet } from "./packets.ts";

/**
 * Carries packets between nodes, best effort: one may be lost, late, doubled or out of order; never changed, nor from somebody
 * else. Over real links it is `PacketNetwork`, which writes and reads their bytes.
 */
export interface Network {
  /** Where others reach this node. */
  readonly address: string;
  /**
   * Takes the packet, or returns false when too much is queued for that node already (nothing was taken then).
   * The packet must not be changed afterwards. Opens a link when there is none. `bytes`: how many it is, where that is known already.
   */
  send(to: NodeHandle, packet: Packet, bytes?: number): boolean;
  /** Asks who is at an address, to bootstrap. Calls back with null when nobody answers there. */
  resolve(address: string, callback: (handle: NodeHandle | null) => void): void;
  /**
   * Set once, before anything is sent. `packet` may be kept; it is not changed afterwards. Null: what came was not a packet. `bytes`: how
   * many came.
   */
  onPacket(receive: (from: NodeHandle, packet: Packet | null, bytes: number) => void): void;
  /** Set once. A link to the node has broken or could not be made: a hint to look after it, not a verdict. */
  onUnreachable(notice: (node: NodeHandle) => void): void;
  /** Nothing further is expected from or for this node: its link may be closed when idle. */
  forget(node: NodeHandle): void;
}

export interface Environment {
  readonly clock: Clock;
  readonly random: Random;
  readonly network: Network;
  /** Calls `notice`, before anything else of this node runs, when its process has stood still for longer than `limitMs`. */
  readonly onPause?: (limitMs: number, notice: () => void) => void;
  /** Looks whether it has, and calls the notices; before what an application asks for, which may be the first to run after a pause. */
  readonly lookForPause?: () => void;
}
