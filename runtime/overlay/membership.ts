/**
 * Who belongs to the leaf set: joining, probing, failure and repair.
 *
 * After Castro, Costa and Rowstron, "Performance and dependability of structured peer-to-peer overlays" (MSR-TR-2003-94):
 * a node is taken in only when it was heard itself; a joining node becomes active only when every member of its leaf set has
 * answered; a member that is silent is suspected first, probed, and only then given up and announced as failed.
 */

import { dropOldest } from "../bounded.ts";
import type { Environment, NodeHandle } from "./environment.ts";
import { every, type Hops } from "./hops.ts";
import { clockwiseDistance, type Id, sharedPrefixDigits } from "./id.ts";
import type { LeafSet } from "./leaf-set.ts";
import { FAILED_MAX, HANDLES_MAX, type LeafSetPacket } from "./packets.ts";
import type { RoutingTable } from "./routing-table.ts";

/** Nodes that left or failed and are asked now and then whether they are back: a healed partition is found so (overlay.md B14). */
const GONE_MAX = 20;
/** Probes under way at a time; candidates beyond it are met again in the next exchange. */
const PROBES_MAX = 256;
/** Before a node whose link broke is tried again, in milliseconds; doubled each time. A process that starts anew needs no longer. */
const BROKEN_LINK_MS = 300;
/** Nodes that one answer to a question for a row may lead this node to ask themselves (overlay.md B8). */
const ROW_CANDIDATES_MAX = 2;
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
  /** A node is gone, with a word (`saidSo`) or without: nothing more should wait for it. */
  gone(node: NodeHandle, saidSo: boolean): void;
  /** No probe is under way: the leaf set is complete as far as this node can tell. */
  settled(): void;
  /** This node has slept: what it knows may be stale. */
  woke(): void;
}

interface Probe {
  readonly node: NodeHandle;
  attempts: number;
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
  readonly #probes = new Map<string, Probe>();
  readonly #suspected = new Set<string>();
  /** Nodes given up, until when hearsay about them is not believed. */
  readonly #failed = new Map<string, { readonly id: Id; readonly untilMs: number }>();
  readonly #gone = new Map<string, NodeHandle>();
  readonly #stops: (() => void)[] = [];
  /** When this node last looked at the clock, in ms of it. */
  #awakeMs = 0;
  /** Whom this node has asked for a row. */
  #rowAskedOf: NodeHandle | null = null;

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
    this.#awakeMs = clock.now();
    const jittered = (ms: number) => () => ms * (0.5 + random.next());
    this.#stops.push(
      every(
        clock,
        () => heartbeatMs / 2,
        () => this.#watchNeighbours(),
      ),
      every(clock, jittered(exchangeMs), () => this.#exchange()),
      every(clock, jittered(mergeMs), () => this.#lookForGone()),
      every(
        clock,
        () => pauseMs / 4,
        () => this.beAwake(),
      ),
    );
  }

  stop(): void {
    for (const stop of this.#stops.splice(0)) stop();
    this.#probes.clear();
  }

  /** Looks whether this node slept; to be called before it acts on anything, since what wakes it need not be a timer. */
  beAwake(): void {
    const now = this.#environment.clock.now();
    const sleptMs = now - this.#awakeMs;
    this.#awakeMs = now;
    if (sleptMs > this.#options.pauseMs) this.#wake();
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
    const probe = { node, attempts: 0 };
    this.#probes.set(hex, probe);
    this.#attempt(probe, 0);
  }

  /** A link to the node has broken, or could not be made. That tells sooner than silence, but a single time tells nothing. */
  linkBroke(node: NodeHandle): void {
    const probe = this.#probes.get(node.id.hex);
    if (probe === undefined) {
      this.suspect(node);
      return;
    }
    const { attempts } = probe;
    if (attempts >= this.#options.probeAttempts) this.#attempt(probe, attempts);
    else
      this.#environment.clock.after(BROKEN_LINK_MS * 2 ** (attempts - 1), () =>
        this.#attempt(probe, attempts),
      );
  }

  /** A node did not acknowledge in time. */
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
    this.#forgetOldAddress(node);
    this.met(node);
    const pushedOut = this.#leafSet.add(node);
    if (pushedOut === null) return;
    this.#remember(node);
    for (const other of pushedOut) {
      this.#table.add(other);
      this.#events.changed(other, false);
    }
    this.#events.changed(node, true);
  }

  /** Traffic came from a node: the table takes it where there is room (overlay.md B8). */
  met(node: NodeHandle): void {
    if (this.#table.add(node)) this.#remember(node);
  }

  /** A node says that it leaves. */
  onLeave(from: NodeHandle): void {
    this.#giveUp(from, true);
  }

  /** Answer to a node that wants a row of this one's table. */
  onRowWanted(from: NodeHandle, row: number): void {
    const nodes = this.#table.row(row).slice(0, HANDLES_MAX);
    this.#environment.network.send(from, { kind: "rows", fromRoot: false, nodes });
  }

  /** Nodes of a row that was asked for: some of those there is room for are asked themselves. */
  onRow(from: NodeHandle, nodes: readonly NodeHandle[]): void {
    if (this.#rowAskedOf === null || !this.#rowAskedOf.id.equals(from.id)) return;
    this.#rowAskedOf = null;
    const wanted = nodes.filter(({ id }) => !this.#isBarred(id) && this.#table.wants(id));
    for (const node of wanted.slice(0, ROW_CANDIDATES_MAX)) this.probe(node);
  }

  leave(): void {
    for (const node of this.#leafSet.members()) this.#environment.network.send(node, { kind: "leave" });
    for (const node of this.#table.members())
      if (!this.#leafSet.has(node.id)) this.#environment.network.send(node, { kind: "leave" });
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

  #leafSetPacket(wantsReply: boolean, sequence = 0): LeafSetPacket {
    const now = this.#environment.clock.now();
    const failed: Id[] = [];
    for (const { id, untilMs } of this.#failed.values())
      if (untilMs > now && failed.length < FAILED_MAX) failed.push(id);
    return { kind: "leafSet", sequence, wantsReply, members: this.#leafSet.members(), failed };
  }

  /** `made`: the attempts when this one was planned. It is stale when there have been others since. */
  #attempt(probe: Probe, made: number): void {
    const { hex } = probe.node.id;
    if (this.#probes.get(hex) !== probe || probe.attempts !== made) return;
    if (made >= this.#options.probeAttempts) {
      this.#probes.delete(hex);
      this.#giveUp(probe.node, false);
      if (this.#probes.size === 0) this.#events.settled();
      return;
    }
    const attempts = ++probe.attempts;
    this.#hops.send(
      probe.node,
      this.#leafSetPacket(true),
      { isFirst: attempts === 1, patience: 2 ** (attempts - 1) },
      () => {},
      () => this.#attempt(probe, attempts),
    );
  }

  #answered(from: NodeHandle): void {
    if (this.#probes.delete(from.id.hex) && this.#probes.size === 0) this.#events.settled();
  }

  #giveUp(node: NodeHandle, saidSo: boolean): void {
    const hex = node.id.hex;
    this.#probes.delete(hex);
    this.#suspected.delete(hex);
    this.#heardMs.delete(hex);
    this.#bar(node);
    this.#table.remove(node.id);
    const member = this.#leafSet.remove(node.id);
    this.#events.gone(node, saidSo);
    this.#environment.network.forget(node);
    if (member === null) return;
    this.#events.changed(member, false);
    // Repair: the others' leaf sets name who takes its place, and learn that it is gone.
    for (const other of this.#leafSet.members()) this.probe(other);
    if (this.#leafSet.hasEmptySide) this.#lookAcross();
  }

  /** Nobody is left on one side who could name others there: the nearest that the table has on each side are asked. */
  #lookAcross(): void {
    const { id } = this.#self;
    const nodes = this.#table.members();
    for (const distance of [
      (node: NodeHandle) => clockwiseDistance(id, node.id),
      (node: NodeHandle) => clockwiseDistance(node.id, id),
    ]) {
      const nearest = nodes.reduce<NodeHandle | null>(
        (best, node) => (best === null || Buffer.compare(distance(node), distance(best)) < 0 ? node : best),
        null,
      );
      if (nearest !== null) this.probe(nearest);
    }
  }

  /** Heard under another address: it has been started anew elsewhere, and is not where it was. */
  #forgetOldAddress(node: NodeHandle): void {
    const isMoved = (known: NodeHandle | null) => known !== null && known.address !== node.address;
    if (!isMoved(this.#leafSet.get(node.id)) && !isMoved(this.#table.get(node.id))) return;
    this.#probes.delete(node.id.hex);
    this.#table.remove(node.id);
    const member = this.#leafSet.remove(node.id);
    if (member !== null) this.#events.changed(member, false);
  }

  #bar(node: NodeHandle): void {
    const hex = node.id.hex;
    this.#failed.delete(hex);
    this.#failed.set(hex, { id: node.id, untilMs: this.#environment.clock.now() + this.#options.failedMs });
    dropOldest(this.#failed, FAILED_REMEMBERED_MAX);
    this.#gone.set(hex, node);
    dropOldest(this.#gone, GONE_MAX);
  }

  /** The nearest on each side are watched; everyone is somebody's nearest. */
  #watchNeighbours(): void {
    for (const node of [this.#leafSet.larger()[0], this.#leafSet.smaller()[0]]) {
      if (node === undefined || this.#silentMs(node) < this.#options.heartbeatMs) continue;
      this.#hops.send(
        node,
        { kind: "ping", sequence: 0 },
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
        { kind: "ping", sequence: 0 },
        { isFirst: true, patience: 1 },
        () => {},
        () => this.suspect(node),
      );
    }
    this.#askForRow();
    if (this.#leafSet.hasEmptySide) this.#lookAcross();
  }

  /** Some node of the table is asked for the row that it shares with this one: who died leaves an empty slot (overlay.md B8). */
  #askForRow(): void {
    const nodes = this.#table.members();
    if (nodes.length === 0) return;
    const node = this.#pick(nodes);
    this.#rowAskedOf = node;
    this.#environment.network.send(node, {
      kind: "rowWanted",
      row: sharedPrefixDigits(this.#self.id, node.id),
    });
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
