/**
 * A simulated network that delays, loses and duplicates packets, and can be partitioned. It carries packet
 * objects without encoding them, and counts the bytes that the encoded packets would have.
 */

import type { Random } from "../base/environment.ts";
import type { Id } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Network } from "../overlay/environment.ts";
import { decodePacket } from "../overlay/packet-codec/decode.ts";
import { packetSize } from "../overlay/packet-codec/encode.ts";
import type { Packet } from "../overlay/packets.ts";
import { type DelayModel, uniformDelays } from "./delays.ts";
import type { VirtualClock } from "./virtual-clock.ts";

export interface NetworkFaults {
  readonly lossRate: number;
  readonly duplicateRate: number;
  readonly meanDelayMs: number;
  /** The share of packets that take up to `lateMs` longer, so that later packets overtake them. */
  readonly lateRate?: number;
  readonly lateMs?: number;
}

/** The network as one node sees it. */
interface SimulatedPort extends Network {
  /** Sends arbitrary bytes, as an attacker does. */
  sendBytes(to: NodeHandle, bytes: Uint8Array): void;
}

/** Called for every packet when it is sent. `packet` null: the bytes are not a valid packet. */
export type Watcher = (from: number, to: NodeHandle, packet: Packet | null, bytes: number) => void;

/** The handle that all simulated nodes share for a node. It finds the node's port without a lookup by address. */
export class SimulatedHandle implements NodeHandle {
  readonly id: Id;
  readonly address: string;
  /** Null while the node is not attached. */
  port: Port | null = null;

  constructor(id: Id, address: string) {
    this.id = id;
    this.address = address;
  }
}

/** A packet in flight. */
class PacketInFlight {
  readonly #fabric: SimulatedNetwork;
  readonly #from: Port;
  readonly #to: NodeHandle;
  readonly #target: Port | null;
  readonly #packet: Packet | null;
  readonly #bytes: number;

  constructor(
    fabric: SimulatedNetwork,
    from: Port,
    to: NodeHandle,
    target: Port | null,
    packet: Packet | null,
    bytes: number,
  ) {
    this.#fabric = fabric;
    this.#from = from;
    this.#to = to;
    this.#target = target;
    this.#packet = packet;
    this.#bytes = bytes;
  }

  run(): void {
    this.#fabric.arrive(this.#from, this.#to, this.#target, this.#packet, this.#bytes);
  }
}

class Port implements SimulatedPort {
  readonly handle: NodeHandle;
  /** Numbers count in the order of attachment. */
  readonly number: number;
  readonly #fabric: SimulatedNetwork;
  receive: (from: NodeHandle, packet: Packet | null, bytes: number) => void = () => {};
  unreachable: (node: NodeHandle) => void = () => {};
  /** Addresses that this node has sent to, so links exist. Null if broken links are not simulated. */
  readonly linked: Set<string> | null;
  /** Deliveries during a pause of the process; null while it runs. */
  #waiting: (() => void)[] | null = null;
  /** Factor on the delay of all packets from and to this node. */
  slowness = 1;
  isAttached = true;

  constructor(handle: NodeHandle, number: number, fabric: SimulatedNetwork, seesLinks: boolean) {
    this.handle = handle;
    this.number = number;
    this.#fabric = fabric;
    this.linked = seesLinks ? new Set() : null;
  }

  get address(): string {
    return this.handle.address;
  }

  send(to: NodeHandle, packet: Packet, bytes = packetSize(packet)): boolean {
    this.#fabric.carry(this, to, packet, bytes);
    return true;
  }

  sendBytes(to: NodeHandle, bytes: Uint8Array): void {
    this.#fabric.carry(this, to, decodePacket(bytes), bytes.length);
  }

  resolve(address: string, callback: (handle: NodeHandle | null) => void): void {
    this.#fabric.resolve(this, address, callback);
  }

  onPacket(receive: (from: NodeHandle, packet: Packet | null, bytes: number) => void): void {
    this.receive = receive;
  }

  onUnreachable(notice: (node: NodeHandle) => void): void {
    this.unreachable = notice;
  }

  forget(): void {}

  pause(): void {
    this.#waiting = [];
  }

  resume(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const take of waiting) take();
  }

  /** Receives a packet now, or when the process resumes. */
  takePacket(from: NodeHandle, packet: Packet | null, bytes: number): void {
    if (this.#waiting === null) this.receive(from, packet, bytes);
    else this.#waiting.push(() => this.receive(from, packet, bytes));
  }

  /** Runs the callback now, or when the process resumes. */
  take(callback: () => void): void {
    if (this.#waiting === null) callback();
    else this.#waiting.push(callback);
  }
}

interface SimulatedNetworkOptions {
  /** Default: all pairs have the mean delay `faults.meanDelayMs`. */
  readonly delays?: DelayModel | undefined;
  /**
   * True: a packet to a dead node is reported as unreachable, as when a process has died and its machine
   * answers. False: nothing comes back, as when the machine is down.
   */
  readonly machinesAnswer?: boolean;
  readonly watch?: Watcher;
}

export class SimulatedNetwork {
  readonly #clock: VirtualClock;
  readonly #random: Random;
  readonly #delays: DelayModel | null;
  readonly #machinesAnswer: boolean;
  readonly #watch: Watcher;
  readonly #ports = new Map<string, Port>();
  #attached = 0;
  faults: NetworkFaults;
  /** Whether packets from one node to the other are dropped; null: no packets are. */
  #isCut: ((from: NodeHandle, to: NodeHandle) => boolean) | null = null;

  constructor(
    clock: VirtualClock,
    random: Random,
    faults: NetworkFaults,
    { delays, machinesAnswer = true, watch = () => {} }: SimulatedNetworkOptions = {},
  ) {
    this.#clock = clock;
    this.#random = random;
    this.faults = faults;
    this.#delays = delays ?? null;
    this.#machinesAnswer = machinesAnswer;
    this.#watch = watch;
  }

  attach(handle: NodeHandle): SimulatedPort {
    const port = new Port(handle, this.#attached++, this, this.#machinesAnswer);
    this.#ports.set(handle.address, port);
    if (handle instanceof SimulatedHandle) handle.port = port;
    return port;
  }

  detach(handle: NodeHandle): void {
    const port = this.#ports.get(handle.address);
    if (port === undefined) return;
    port.isAttached = false;
    this.#ports.delete(handle.address);
    // Other nodes keep the handle for a long time.
    if (port.handle instanceof SimulatedHandle) port.handle.port = null;
  }

  #portOf(node: NodeHandle): Port | null {
    return node instanceof SimulatedHandle ? node.port : (this.#ports.get(node.address) ?? null);
  }

  /** Kills the process: nodes with a link to it see the link break, because the operating system closes it. */
  kill(handle: NodeHandle): void {
    const killed = this.#ports.get(handle.address);
    this.detach(handle);
    if (killed === undefined) return;
    for (const port of this.#ports.values()) {
      if (port.linked?.has(handle.address) !== true && killed.linked?.has(port.handle.address) !== true)
        continue;
      this.#clock.after(this.#delay(killed, port), () => port.take(() => port.unreachable(handle)));
    }
  }

  /** Pauses the process: deliveries wait. */
  pause(handle: NodeHandle): void {
    this.#ports.get(handle.address)?.pause();
  }

  resume(handle: NodeHandle): void {
    this.#ports.get(handle.address)?.resume();
  }

  /** Multiplies the delay to and from the node by `times`. Between two slow nodes the larger factor counts. */
  slow(handle: NodeHandle, times: number): void {
    const port = this.#ports.get(handle.address);
    if (port !== undefined) port.slowness = times;
  }

  /** Only nodes of the same group reach each other. */
  partition(groupOf: (node: NodeHandle) => number): void {
    this.cut((from, to) => groupOf(from) !== groupOf(to));
  }

  /** Drops packets by sender and receiver. The predicate need not be symmetric or transitive. */
  cut(isCut: (from: NodeHandle, to: NodeHandle) => boolean): void {
    this.#isCut = isCut;
  }

  heal(): void {
    this.#isCut = null;
  }

  /** Sends a packet. `packet` null: the bytes are not a valid packet. */
  carry(from: Port, to: NodeHandle, packet: Packet | null, bytes: number): void {
    const { lossRate, duplicateRate } = this.faults;
    this.#watch(from.number, to, packet, bytes);
    from.linked?.add(to.address);
    if (this.#isCut?.(from.handle, to) === true) return;
    if (lossRate > 0 && this.#random.next() < lossRate) return;
    const copies = duplicateRate > 0 && this.#random.next() < duplicateRate ? 2 : 1;
    const target = this.#portOf(to);
    for (let copy = 0; copy < copies; copy++)
      this.#clock.at(this.#delay(from, target), new PacketInFlight(this, from, to, target, packet, bytes));
  }

  /** Called when the packet arrives. `target`: the port at the address when the packet was sent. */
  arrive(from: Port, to: NodeHandle, target: Port | null, packet: Packet | null, bytes: number): void {
    const port = target?.isAttached === true ? target : this.#portOf(to);
    if (port?.handle.id.equals(to.id) === true) port.takePacket(from.handle, packet, bytes);
    else if (this.#machinesAnswer)
      this.#clock.at(this.#delay(from, port), () => from.take(() => from.unreachable(to)));
  }

  resolve(from: Port, address: string, callback: (handle: NodeHandle | null) => void): void {
    const target = this.#ports.get(address) ?? null;
    const roundTripMs = this.#delay(from, target) + this.#delay(from, target);
    this.#clock.after(roundTripMs, () => {
      const port = this.#ports.get(address);
      callback(port === undefined || this.#isCut?.(from.handle, port.handle) === true ? null : port.handle);
    });
  }

  #delay(from: Port, to: Port | null): number {
    const { meanDelayMs, lateRate = 0, lateMs = 0 } = this.faults;
    const model = this.#delays;
    const baseMs = model === null || to === null ? meanDelayMs : model.baseMs(from.number, to.number);
    const jitter = model === null ? UNIFORM_JITTER : model.jitter;
    const slowness = Math.max(from.slowness, to?.slowness ?? 1);
    let ms = baseMs * (1 - jitter + 2 * jitter * this.#random.next()) * slowness;
    if (lateRate > 0 && this.#random.next() < lateRate) ms += lateMs * this.#random.next();
    return ms;
  }
}

const UNIFORM_JITTER = uniformDelays(0).jitter;
