/** Dials nodes to which there is no link yet, and queues packets for them until the link is open. */
import type { Clock } from "../base/environment.ts";
import type { Id } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Room } from "../overlay/packet-network.ts";
import { type Endpoint, parseAddress } from "./address.ts";
import { BackOff, type BackOffLimits } from "./back-off.ts";
import { FRAME_BYTES_MAX, LENGTH_BYTES } from "./frames.ts";

/** Maximum size of the queue for a node that is being dialled, in bytes. */
const QUEUE_BYTES_MAX = 1024 * 1024;

interface Dial {
  readonly packets: Uint8Array<ArrayBuffer>[];
  bytes: number;
}

/** What a dialler needs of the network. */
interface DialActions {
  /** Whether the node may be dialled: it is not this node and not banned. */
  mayDial(id: Id): boolean;
  /** Whether there is room for another dial and another link. */
  hasRoom(): boolean;
  /**
   * Opens a connection, which must lead to the node `expected`. Calls `done` once, with a link or without.
   */
  connect(endpoint: Endpoint, expected: Id, done: () => void): void;
  /** Sends the queued packets if there is a link to the node now. Returns false if there is none. */
  sendAll(to: NodeHandle, packets: readonly Uint8Array[]): boolean;
  /** The node could not be reached. */
  failed(to: NodeHandle): void;
}

export class Dialler {
  readonly backOff: BackOff;
  readonly #clock: Clock;
  readonly #actions: DialActions;
  readonly #dials = new Map<string, Dial>();

  constructor(clock: Clock, limits: BackOffLimits, actions: DialActions) {
    this.#clock = clock;
    this.#actions = actions;
    this.backOff = new BackOff(limits);
  }

  /**
   * Room for a packet that leaves when the node is reached; starts a dial if none is under way. Null when the
   * queue is full, the packet too large, or the node may not be dialled now.
   */
  room(to: NodeHandle, packetBytes: number): Room | null {
    if (packetBytes > FRAME_BYTES_MAX) return null;
    const dial = this.#dials.get(to.id.hex);
    return dial === undefined ? this.#start(to, packetBytes) : enqueue(dial, packetBytes);
  }

  #start(to: NodeHandle, packetBytes: number): Room | null {
    if (!this.#actions.mayDial(to.id) || this.backOff.isWaiting(to, this.#clock.now())) return null;
    const endpoint = parseAddress(to.address);
    if (endpoint === null || endpoint.port === 0) {
      // Not within the call: the sender does not expect the notice before `room` returns.
      this.#clock.after(0, () => this.#actions.failed(to));
      return null;
    }
    if (!this.#actions.hasRoom()) return null;
    const dial: Dial = { packets: [], bytes: 0 };
    const room = enqueue(dial, packetBytes);
    this.#dials.set(to.id.hex, dial);
    this.#actions.connect(endpoint, to.id, () => {
      this.#dials.delete(to.id.hex);
      // The peer may have opened a link meanwhile: either link will do.
      if (!this.#actions.sendAll(to, dial.packets)) this.#actions.failed(to);
    });
    return room;
  }
}

function enqueue(dial: Dial, packetBytes: number): Room | null {
  const bytes = packetBytes + LENGTH_BYTES;
  if (dial.bytes + bytes > QUEUE_BYTES_MAX) return null;
  const packet = new Uint8Array(packetBytes);
  dial.packets.push(packet);
  dial.bytes += bytes;
  return { bytes: packet, at: 0 };
}
