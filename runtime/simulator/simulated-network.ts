/** A network that delays, loses and doubles packets as it is told, and can be cut in two. */
import type { Network, NodeHandle, Random } from "../overlay/environment.ts";
import { decodePacket, packetBytes } from "../overlay/packet-codec.ts";
import type { Packet } from "../overlay/packets.ts";
import type { VirtualClock } from "./virtual-clock.ts";

export interface NetworkFaults {
  readonly lossRate: number;
  readonly duplicateRate: number;
  readonly meanDelayMs: number;
}

/** How one node is attached. */
export interface SimulatedPort extends Network {
  /** What an attacker sends, who is not bound to packets. */
  sendBytes(to: NodeHandle, bytes: Uint8Array): void;
}

class Port implements SimulatedPort {
  readonly handle: NodeHandle;
  readonly #fabric: SimulatedNetwork;
  receive: (from: NodeHandle, packet: Packet | null) => void = () => {};
  unreachable: (node: NodeHandle) => void = () => {};
  /** Addresses it has sent to: there are links. */
  readonly linked = new Set<string>();
  /** What came while its process stood still; null while it runs. */
  #waiting: (() => void)[] | null = null;

  constructor(handle: NodeHandle, fabric: SimulatedNetwork) {
    this.handle = handle;
    this.#fabric = fabric;
  }

  get address(): string {
    return this.handle.address;
  }

  send(to: NodeHandle, packet: Packet): boolean {
    this.#fabric.carry(this, to, packet, packetBytes(packet));
    return true;
  }

  sendBytes(to: NodeHandle, bytes: Uint8Array): void {
    this.#fabric.carry(this, to, decodePacket(bytes), bytes.length);
  }

  resolve(address: string, callback: (handle: NodeHandle | null) => void): void {
    this.#fabric.resolve(this, address, callback);
  }

  onPacket(receive: (from: NodeHandle, packet: Packet | null) => void): void {
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

  /** At once, or when the process goes on. */
  take(what: () => void): void {
    if (this.#waiting === null) what();
    else this.#waiting.push(what);
  }
}

export class SimulatedNetwork {
  readonly #clock: VirtualClock;
  readonly #random: Random;
  readonly #trace: (line: string) => void;
  readonly #ports = new Map<string, Port>();
  faults: NetworkFaults;
  /** Whether a packet may pass between the two. */
  #isCut: (from: NodeHandle, to: NodeHandle) => boolean = () => false;

  constructor(clock: VirtualClock, random: Random, faults: NetworkFaults, trace: (line: string) => void) {
    this.#clock = clock;
    this.#random = random;
    this.faults = faults;
    this.#trace = trace;
  }

  attach(handle: NodeHandle): SimulatedPort {
    const port = new Port(handle, this);
    this.#ports.set(handle.address, port);
    return port;
  }

  detach(handle: NodeHandle): void {
    this.#ports.delete(handle.address);
  }

  /** Its process was killed: whoever has a link to it sees that break, as the operating system closes it. */
  kill(handle: NodeHandle): void {
    const killed = this.#ports.get(handle.address);
    this.detach(handle);
    if (killed === undefined) return;
    for (const port of this.#ports.values()) {
      if (!port.linked.has(handle.address) && !killed.linked.has(port.handle.address)) continue;
      this.#clock.after(this.#delay(), () => port.take(() => port.unreachable(handle)));
    }
  }

  /** Its process stands still: what comes waits. */
  pause(handle: NodeHandle): void {
    this.#ports.get(handle.address)?.pause();
  }

  resume(handle: NodeHandle): void {
    this.#ports.get(handle.address)?.resume();
  }

  /** Only nodes of the same group reach one another. */
  partition(groupOf: (node: NodeHandle) => number): void {
    this.#isCut = (from, to) => groupOf(from) !== groupOf(to);
  }

  heal(): void {
    this.#isCut = () => false;
  }

  /** `packet` null: bytes that are not a packet. */
  carry(from: Port, to: NodeHandle, packet: Packet | null, bytes: number): void {
    const { lossRate, duplicateRate } = this.faults;
    this.#trace(`${from.handle.address} ${to.address} ${packet?.kind ?? "malformed"} ${bytes}`);
    from.linked.add(to.address);
    if (this.#isCut(from.handle, to) || this.#random.next() < lossRate) return;
    const copies = this.#random.next() < duplicateRate ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) {
      this.#clock.after(this.#delay(), () => {
        const port = this.#ports.get(to.address);
        if (port?.handle.id.equals(to.id)) port.take(() => port.receive(from.handle, packet));
        else this.#clock.after(this.#delay(), () => from.take(() => from.unreachable(to)));
      });
    }
  }

  resolve(from: Port, address: string, callback: (handle: NodeHandle | null) => void): void {
    const roundTripMs = this.#delay() + this.#delay();
    this.#clock.after(roundTripMs, () => {
      const port = this.#ports.get(address);
      callback(port === undefined || this.#isCut(from.handle, port.handle) ? null : port.handle);
    });
  }

  #delay(): number {
    return this.faults.meanDelayMs * (0.5 + this.#random.next());
  }
}
