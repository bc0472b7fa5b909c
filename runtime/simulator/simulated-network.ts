/**
 * A network that delays, loses and doubles packets as it is told, and can be cut. Simulated: what it carries are packets, not bytes,
 * and only how many bytes they would be is counted.
 */

import type { Random } from "../base/environment.ts";
import type { Id } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Network } from "../overlay/environment.ts";
import { decodePacket } from "../overlay/packet-codec/decode.ts";
import { packetBytes } from "../overlay/packet-codec/encode.ts";
import type { Packet } from "../overlay/packets.ts";
import { type DelayModel, uniformDelays } from "./delays.ts";
import type { VirtualClock } from "./virtual-clock.ts";

export interface NetworkFaults {
  readonly lossRate: number;
  readonly duplicateRate: number;
  readonly meanDelayMs: number;
  /** The share of packets that take up to `lateMs` longer, so that later ones overtake them. */
  readonly lateRate?: number;
  readonly lateMs?: number;
}

/** How one node is attached. */
export interface SimulatedPort extends Network {
  /** What an attacker sends, who is not bound to packets. */
  sendBytes(to: NodeHandle, bytes: Uint8Array): void;
}

/** Sees every packet when it is sent; `packet` null: bytes that are none. */
export type Watcher = (from: number, to: NodeHandle, packet: Packet | null, bytes: number) => void;

/** A node as all others name it, which leads to where it is attached without a look at its address. */
export class SimulatedHandle implements NodeHandle {
  readonly id: Id;
  readonly address: string;
  /** Null while nobody is there. */
  port: Port | null = null;

  constructor(id: Id, address: string) {
    this.id = id;
    this.address = address;
  }
}

/** A packet on its way. */
class Passage {
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
  /** In the order in which they were attached. */
  readonly number: number;
  readonly #fabric: SimulatedNetwork;
  receive: (from: NodeHandle, packet: Packet | null, bytes: number) => void = () => {};
  unreachable: (node: NodeHandle) => void = () => {};
  /** Addresses it has sent to: there are links. Null while nobody is to see links break. */
  readonly linked: Set<string> | null;
  /** What came while its process stood still; null while it runs. */
  #waiting: (() => void)[] | null = null;
  /** How many times as long everything takes here that has to do with the network. */
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

  send(to: NodeHandle, packet: Packet, bytes = packetBytes(packet)): boolean {
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

  /** A packet, now, or when the process goes on. */
  takePacket(from: NodeHandle, packet: Packet | null, bytes: number): void {
    if (this.#waiting === null) this.receive(from, packet, bytes);
    else this.#waiting.push(() => this.receive(from, packet, bytes));
  }

  /** At once, or when the process goes on. */
  take(what: () => void): void {
    if (this.#waiting === null) what();
    else this.#waiting.push(what);
  }
}

export interface SimulatedNetworkOptions {
  /** Left out: all nodes are `faults.meanDelayMs` apart. */
  readonly delays?: DelayModel | undefined;
  /**
   * Where nobody listens any more, the machine answers so, as after the death of a process; false: nothing comes back, as after the
   * death of a machine.
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
  /** Whether a packet may pass from the one to the other. */
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
    // Others name it for long after it has gone.
    if (port.handle instanceof SimulatedHandle) port.handle.port = null;
  }

  #portOf(node: NodeHandle): Port | null {
    return node instanceof SimulatedHandle ? node.port : (this.#ports.get(node.address) ?? null);
  }

  /** Its process was killed: whoever has a link to it sees that break, as the operating system closes it. */
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

  /** Its process stands still: what comes waits. */
  pause(handle: NodeHandle): void {
    this.#ports.get(handle.address)?.pause();
  }

  resume(handle: NodeHandle): void {
    this.#ports.get(handle.address)?.resume();
  }

  /** Everything to and from the node takes so many times as long; between two such nodes, as long as with the slower one. */
  slow(handle: NodeHandle, times: number): void {
    const port = this.#ports.get(handle.address);
    if (port !== undefined) port.slowness = times;
  }

  /** Only nodes of the same group reach one another. */
  partition(groupOf: (node: NodeHandle) => number): void {
    this.cut((from, to) => groupOf(from) !== groupOf(to));
  }

  /** Packets from the one do not reach the other: need not be so in both directions, nor of all three when of two. */
  cut(isCut: (from: NodeHandle, to: NodeHandle) => boolean): void {
    this.#isCut = isCut;
  }

  heal(): void {
    this.#isCut = null;
  }

  /** `packet` null: bytes that are not a packet. */
  carry(from: Port, to: NodeHandle, packet: Packet | null, bytes: number): void {
    const { lossRate, duplicateRate } = this.faults;
    this.#watch(from.number, to, packet, bytes);
    from.linked?.add(to.address);
    if (this.#isCut?.(from.handle, to) === true) return;
    if (lossRate > 0 && this.#random.next() < lossRate) return;
    const copies = duplicateRate > 0 && this.#random.next() < duplicateRate ? 2 : 1;
    const target = this.#portOf(to);
    for (let copy = 0; copy < copies; copy++)
      this.#clock.at(this.#delay(from, target), new Passage(this, from, to, target, packet, bytes));
  }

  /** Called when the packet is there. `target`: who was at its address when it was sent. */
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
