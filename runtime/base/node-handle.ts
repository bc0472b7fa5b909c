/** A node as other nodes name it: its id, its address and, on real links, its signed record. */
import type { Id } from "./id.ts";

/**
 * The network checks that the id belongs to the key of the node at that address before it sends any packet.
 */
export interface NodeHandle {
  readonly id: Id;
  /** As `host:port`; at most 255 bytes. */
  readonly address: string;
  /**
   * The node's own signed record, which can be passed on to others. Absent in simulations, where nothing is
   * signed.
   */
  readonly record?: RoutingRecord;
}

/** Signed by a node's key. The transport makes and checks it; all other code only passes it on. */
export interface RoutingRecord {
  /** The record with the higher sequence is the newer one. */
  readonly sequence: number;
  readonly bytes: Uint8Array;
}
