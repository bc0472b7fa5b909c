/**
 * The environment of a node: clock, randomness and network. The real ones are in transport/, the simulated
 * ones in simulator/.
 */
import type { Clock, Random } from "../base/environment.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Packet } from "./packets.ts";

/**
 * Carries packets between nodes, best effort: a packet may be lost, delayed, duplicated or reordered. It is
 * never changed, and its sender is authentic. On real links this is `PacketNetwork`, which writes and reads
 * the bytes.
 */
export interface Network {
  /** The address where other nodes reach this one. */
  readonly address: string;
  /**
   * Takes the packet, or returns false when the queue for that node is full. Opens a link if there is none.
   * The packet must not be changed afterwards. `size`: its encoded size in bytes, if known.
   */
  send(to: NodeHandle, packet: Packet, size?: number): boolean;
  /** Finds out which node is at an address, to bootstrap. Calls back with null when no node answers there. */
  resolve(address: string, callback: (handle: NodeHandle | null) => void): void;
  /**
   * To be called once, before any packet is sent. `packet` may be kept; it is not changed afterwards. It is
   * null when the bytes were no packet. `size`: their number.
   */
  onPacket(receive: (from: NodeHandle, packet: Packet | null, size: number) => void): void;
  /**
   * To be called once. `notice` reports that a link to the node has broken or could not be opened. The node
   * may still be alive.
   */
  onUnreachable(notice: (node: NodeHandle) => void): void;
  /** No more packets are expected from or for the node: its link may be closed when idle. */
  forget(node: NodeHandle): void;
}

export interface Environment {
  readonly clock: Clock;
  readonly random: Random;
  readonly network: Network;
  /**
   * Calls `notice` when the process has stood still for longer than `limitMs`, before anything else of this
   * node runs.
   */
  readonly onPause?: (limitMs: number, notice: () => void) => void;
  /**
   * Checks for a pause and calls the notices. To be called when an application acts, since that may be the
   * first code that runs after a pause.
   */
  readonly checkForPause?: () => void;
}
