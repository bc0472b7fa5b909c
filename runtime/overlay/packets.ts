/** What nodes of the overlay say to one another. `sequence`: a number that the receiver acknowledges; 0: it need not. */
import type { NodeHandle } from "./environment.ts";
import type { Id } from "./id.ts";

export const MESSAGE_ID_BYTES = 16;
/** Hops after which a message is let fall: a loop. 2 · 64 rows is never reached; see overlay.md B6. */
export const HOPS_MAX = 64;
/** Nodes in one exchange of leaf sets or rows. */
export const HANDLES_MAX = 512;
/** Nodes reported failed in one exchange. */
export const FAILED_MAX = 64;

/** A message on its way to the root of `key`. */
export interface RoutePacket {
  readonly kind: "route";
  readonly sequence: number;
  readonly hops: number;
  /** Which of the origin's attempts this is; tells a second attempt from a retransmission. */
  readonly attempt: number;
  /** How many messages may follow from it; see CREDIT_MAX of api.ts. */
  readonly credit: number;
  readonly service: Id;
  readonly key: Id;
  readonly messageId: Uint8Array;
  readonly requestId: number;
  readonly origin: NodeHandle;
  readonly payload: Uint8Array;
}

export interface DirectPacket {
  readonly kind: "direct";
  readonly sequence: number;
  readonly credit: number;
  readonly service: Id;
  readonly requestId: number;
  readonly payload: Uint8Array;
}

export interface ResponsePacket {
  readonly kind: "response";
  readonly sequence: number;
  readonly requestId: number;
  readonly hops: number;
  readonly refused: boolean;
  readonly payload: Uint8Array;
}

/** The sender's leaf set, and who it thinks has failed. Also the probe: `wantsReply` asks for the same back. */
export interface LeafSetPacket {
  readonly kind: "leafSet";
  readonly sequence: number;
  readonly wantsReply: boolean;
  readonly members: readonly NodeHandle[];
  readonly failed: readonly Id[];
}

/** To a joining node: nodes for its routing table; from the root of its id, those around it. Also the answer to `rowWanted`. */
export interface RowsPacket {
  readonly kind: "rows";
  readonly fromRoot: boolean;
  readonly nodes: readonly NodeHandle[];
}

/** Those that the receiver acknowledges by their number. */
export type NumberedPacket = Extract<Packet, { readonly sequence: number }>;

export type Packet =
  | RoutePacket
  | DirectPacket
  | ResponsePacket
  | LeafSetPacket
  | RowsPacket
  | { readonly kind: "ack"; readonly sequence: number }
  | { readonly kind: "leave" }
  | { readonly kind: "ping"; readonly sequence: number }
  | { readonly kind: "rowWanted"; readonly row: number };
