/**
 * Who belongs to the leaf set: joining, probing, failure and repair.
 *
 * After Castro, Costa and Rowstron, "Performance and dependability of structured peer-to-peer overlays" (MSR-TR-2003-94):
 * a node is taken in only when it was heard itself; a joining node becomes active only when every member of its leaf set has
 * answered; a member that is silent is suspected first, probed, and only then given up and announced as failed.
 */

import type { Environment, NodeHandle } from "./environment.ts";
import { every, type Hops } from "./hops.ts";
import type { Id } from "./id.ts";
import type { LeafSet } from "./leaf-set.ts";
import { encodeLeafSet, encodeLeave, encodePing, FAILED_MAX, type LeafSetPacket } from "./packets.ts";
import type { RoutingTable } from "./routing-table.ts";

/** Nodes that left or failed and are asked now and then whether they are back: a healed partition is found so (overlay.md B14). */
const GONE_MAX = 20;
/** Probes under way at a time; candidates beyond it are met again in the next exchange. */
const PROBES_MAX = 256;
/** Verdicts remembered. */
const FAILED_REMEMBERED_MAX = 1_024;

export interface MembershipOptions {
  /** A neighbour that was silent for so long is asked for a sign of life. */
  readonly heartbeatMs: number;
  /** How often a random member is asked for its leaf set, whatever happens. */
  readonly exchangeMs: number;
  /** Attempts of a probe before the verdict. */
  readonly probeAttempts: number;
  /** How long a node reported failed is not believed from hearsay. */
  readonly failedMs: number;
  /** How often a node that is gone is asked whether it is back. */
  readonly mergeMs: number;
  /** A clock that jumped by so much means that this node slept: it asks its neighbours before it delivers again. */
  readonly pauseMs: number;
}

export interface MembershipEvents {
  /** A member has come or gone. */
  changed(node: NodeHandle, joined: boolean): void;
  /** A node is dead: nothing more should wait for it. */
  dead(node: NodeHandle): void;
  /** No probe is under way: the leaf set is complete as far as this node can tell. */
  settled(): void;
  /** This node has slept: what it knows may be stale. */
  woke(): void;
}

export class Membership {
  readonly #self: NodeHandle;
  readonly #environment: Environment;
  readonly #options: MembershipOptions;
  readonly #leafSet: LeafSet;
  readonly #table: RoutingTable;
  readonly #hops: Hops;
  readonly #events: MembershipEvents;
  /** When each node was last heard, in ms of the clock. Of members of leaf set and table only. */
  readonly #heardMs = new Map<string, number>();
  /** Nodes being probed, with the attempts made. */
  readonly #probes = new Map<string, { readonly node: NodeHandle; attempts: number }>();
  readonly #suspected = new Set<string>();
  /** Nodes given up, until when hearsay about them is not believed. */
  readonly #failed = new Map<string, { readonly id: Id; readonly untilMs: number }>();
  readonly #gone = new Map<string, NodeHandle>();
  readonly #stops: (() => void)[] = [];

  constructor(
    self: NodeHandle,
    environment: Environment,
    options: MembershipOptions,
    parts: { readonly leafSet: LeafSet; readonly table: RoutingTable; readonly hops: Hops },
    events: MembershipEvents,
  ) {
    this.#self = self;
    this.#environment = environment;
    this.#options = options;
    this.#leafSet = parts.leafSet;
    this.#table = parts.table;
    this.#hops = parts.hops;
    this.#events = events;
  }

  start(): void {
    const { clock, random } = this.#environment;
    const { heartbeatMs, exchangeMs, mergeMs, pauseMs } = this.#options;
    const jittered = (ms: number) => () => ms * (0.5 + random.next());
    this.#stops.push(
      every(
        clock,
        () => heartbeatMs / 2,
        () => this.#watchNeighbours(),
      ),
      every(clock, jittered(exchangeMs), () => this.#exchange()),
      every(clock, jittered(mergeMs), () => this.#lookForGone()),
    );
    let lastMs = clock.now();
    const beatMs = pauseMs / 4;
    this.#stops.push(
      every(
        clock,
        () => beatMs,
        () => {
          const now = clock.now();
          if (now - lastMs > pauseMs) this.#wake();
          lastMs = now;
        },
      ),
    );
  }

  stop(): void {
    for (const stop of this.#stops.splice(0)) stop();
    this.#probes.clear();
  }

  get isSettled(): boolean {
    return this.#probes.size === 0;
  }

  isSuspected(node: NodeHandle): boolean {
    return this.#suspected.has(node.id.hex);
  }

  /** Nodes that left or failed, the last ones. */
  gone(): readonly NodeHandle[] {
    return [...this.#gone.values()];
  }

  /** Any packet is a sign of life. */
  heard(node: NodeHandle): void {
    const hex = node.id.hex;
    if (this.#heardMs.has(hex)) this.#heardMs.set(hex, this.#environment.clock.now());
    this.#suspected.delete(hex);
    // Given up in error, or back again.
    if (this.#failed.delete(hex)) this.probe(node);
  }

  /** Hearsay of nodes: those that would belong to the leaf set are asked themselves. */
  consider(nodes: readonly NodeHandle[]): void {
    for (const node of nodes) {
      if (this.#isBarred(node.id)) continue;
      if (this.#leafSet.wants(node.id)) this.probe(node);
    }
  }

  /** Asks a node for its leaf set; no answer after several attempts is its death. */
  probe(node: NodeHandle): void {
    const hex = node.id.hex;
    if (node.id.equals(this.#self.id) || this.#probes.has(hex) || this.#probes.size >= PROBES_MAX) return;
    this.#probes.set(hex, { node, attempts: 0 });
    this.#attempt(hex);
  }

  /** A node could not be reached, or did not acknowledge in time. */
  suspect(node: NodeHandle): void {
    if (!this.#leafSet.has(node.id) && !this.#table.has(node.id)) return;
    this.#suspected.add(node.id.hex);
    this.probe(node);
  }

  /** A node sent its leaf set, of itself or because it was asked. It was heard, so it may be taken in. */
  onLeafSet(from: NodeHandle, packet: LeafSetPacket): void {
    this.#failed.delete(from.id.hex);
    this.#gone.delete(from.id.hex);
    this.takeIn(from);
    // The answer comes after the sender was taken in, so it can rely on being known here.
    if (packet.wantsReply) this.#environment.network.send(from, this.#leafSetPacket(false, packet.sequence));
    else this.#hops.acknowledge(from, packet.sequence);
    for (const id of packet.failed) {
      if (id.equals(this.#self.id)) this.probe(from);
      const member = this.#leafSet.members().find((node) => node.id.equals(id));
      if (member !== undefined && this.#silentMs(member) > this.#options.heartbeatMs / 2)
        this.suspect(member);
    }
    this.consider(packet.members);
    if (!packet.wantsReply) this.#answered(from);
  }

  /** A node that was heard itself: into the leaf set where it belongs, into the table where there is room. */
  takeIn(node: NodeHandle): void {
    if (node.id.equals(this.#self.id)) return;
    if (this.#table.add(node)) this.#remember(node);
    const pushedOut = this.#leafSet.add(node);
    if (pushedOut === null) return;
    this.#remember(node);
    for (const other of pushedOut) {
      this.#table.add(other);
      this.#events.changed(other, false);
    }
    this.#events.changed(node, true);
  }

  /** A node says that it leaves. */
  onLeave(from: NodeHandle): void {
    this.#giveUp(from);
  }

  leave(): void {
    for (const node of this.#leafSet.members()) this.#environment.network.send(node, encodeLeave());
    for (const node of this.#table.members())
      if (!this.#leafSet.has(node.id)) this.#environment.network.send(node, encodeLeave());
  }

  #remember(node: NodeHandle): void {
    this.#heardMs.set(node.id.hex, this.#environment.clock.now());
  }

  #silentMs(node: NodeHandle): number {
    return this.#environment.clock.now() - (this.#heardMs.get(node.id.hex) ?? Number.NEGATIVE_INFINITY);
  }

  #isBarred(id: Id): boolean {
    const failed = this.#failed.get(id.hex);
    if (failed === undefined) return false;
    if (failed.untilMs > this.#environment.clock.now()) return true;
    this.#failed.delete(id.hex);
    return false;
  }

  #leafSetPacket(wantsReply: boolean, sequence = 0): Uint8Array {
    const now = this.#environment.clock.now();
    const failed: Id[] = [];
    for (const { id, untilMs } of this.#failed.values())
      if (untilMs > now && failed.length < FAILED_MAX) failed.push(id);
    return encodeLeafSet({ kind: "leafSet", sequence, wantsReply, members: this.#leafSet.members(), failed });
  }

  #attempt(hex: string): void {
    const probe = this.#probes.get(hex);
    if (probe === undefined) return;
    if (probe.attempts >= this.#options.probeAttempts) {
      this.#probes.delete(hex);
      this.#giveUp(probe.node);
      if (this.#probes.size === 0) this.#events.settled();
      return;
    }
    const attempts = ++probe.attempts;
    this.#hops.send(
      probe.node,
      this.#leafSetPacket(true),
      { isFirst: attempts === 1, patience: 2 ** (attempts - 1) },
      () => {},
      () => this.#attempt(hex),
    );
  }

  #answered(from: NodeHandle): void {
    if (this.#probes.delete(from.id.hex) && this.#probes.size === 0) this.#events.settled();
  }

  #giveUp(node: NodeHandle): void {
    const hex = node.id.hex;
    this.#probes.delete(hex);
    this.#suspected.delete(hex);
    this.#heardMs.delete(hex);
    this.#bar(node);
    this.#table.remove(node.id);
    const member = this.#leafSet.remove(node.id);
    this.#events.dead(node);
    this.#environment.network.forget(node);
    if (member === null) return;
    this.#events.changed(member, false);
    // Repair: the others' leaf sets name who takes its place, and learn that it is gone.
    for (const other of this.#leafSet.members()) this.probe(other);
  }

  #bar(node: NodeHandle): void {
    const hex = node.id.hex;
    this.#failed.delete(hex);
    this.#failed.set(hex, { id: node.id, untilMs: this.#environment.clock.now() + this.#options.failedMs });
    if (this.#failed.size > FAILED_REMEMBERED_MAX)
      this.#failed.delete(this.#failed.keys().next().value as string);
    this.#gone.set(hex, node);
    if (this.#gone.size > GONE_MAX) this.#gone.delete(this.#gone.keys().next().value as string);
  }

  /** The nearest on each side are watched; everyone is somebody's nearest. */
  #watchNeighbours(): void {
    for (const node of [this.#leafSet.larger()[0], this.#leafSet.smaller()[0]]) {
      if (node === undefined || this.#silentMs(node) < this.#options.heartbeatMs) continue;
      this.#hops.send(
        node,
        encodePing(0),
        { isFirst: true, patience: 1 },
        () => {},
        () => this.suspect(node),
      );
    }
  }

  #exchange(): void {
    const leaves = this.#leafSet.members();
    if (leaves.length > 0) this.probe(this.#pick(leaves));
    const stale = this.#table.members().filter((node) => this.#silentMs(node) > this.#options.exchangeMs);
    if (stale.length > 0) {
      const node = this.#pick(stale);
      this.#hops.send(
        node,
        encodePing(0),
        { isFirst: true, patience: 1 },
        () => {},
        () => this.suspect(node),
      );
    }
  }

  #lookForGone(): void {
    const gone = [...this.#gone.values()];
    if (gone.length > 0) this.#environment.network.send(this.#pick(gone), this.#leafSetPacket(true));
  }

  #wake(): void {
    this.#events.woke();
    for (const node of this.#leafSet.members()) this.probe(node);
    if (this.#probes.size === 0) this.#events.settled();
  }

  #pick(nodes: readonly NodeHandle[]): NodeHandle {
    return nodes[Math.floor(this.#environment.random.next() * nodes.length)];
  }
}
