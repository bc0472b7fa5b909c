/**
 * The disks of simulated nodes. A disk outlives its node, and the node restarts on it after a crash or a
 * power failure of many nodes. A disk may also be full or damaged.
 */

import type { Random } from "../../runtime/base/environment.ts";
import type { Id } from "../../runtime/base/id.ts";
import { type DiskFaults, SimulatedDisk } from "../../runtime/simulator/simulated-disk.ts";
import type { Simulation } from "../../runtime/simulator/simulation.ts";
import type { LocalStore } from "../../runtime/storage/local/local-store.ts";

export const BAD_DISKS: DiskFaults = {
  syncMs: 40,
  refuseRate: 0.01,
  slowRate: 0.01,
  slowMs: 3_000,
  damageRate: 0.1,
};

type DiskFault = "restart" | "power failure" | "full" | "damaged entry";

/** Milliseconds between two damaged files. In this time the repair replaces the lost copies. */
const DAMAGES_EVERY_MS = 60_000;
/** Milliseconds between two power failures. */
const FAILURES_EVERY_MS = 60_000;
/** How long a node with a damaged file runs until it is replaced, in milliseconds. */
const DAMAGED_MS = 40_000;

export class Disks {
  readonly #random: Random;
  readonly #faults: DiskFaults;
  readonly #disks: LocalStore[] = [];
  /** The disk of the next node that is added. Null: that node gets a new disk. */
  #next: LocalStore | null = null;
  /** Batches that a crash or power failure interrupted. */
  cutShort = 0;
  damaged = 0;
  #damagedMs = Number.NEGATIVE_INFINITY;
  #failedMs = Number.NEGATIVE_INFINITY;

  constructor(random: Random, faults: DiskFaults) {
    this.#random = random;
    this.#faults = faults;
  }

  /** For `onNode`: the node's disk. */
  diskOf(index: number, clock: Simulation["clock"]): LocalStore {
    const disk = this.#next ?? new SimulatedDisk({ clock, random: this.#random, faults: this.#faults });
    this.#next = null;
    this.#disks[index] = disk;
    return disk;
  }

  /** Injects a fault into some of the live nodes, and ends it. */
  async inject(
    simulation: Simulation,
    fault: DiskFault,
    space: string,
    after: (ms: number) => Promise<unknown>,
  ): Promise<void> {
    const random = this.#random;
    const alive = simulation.alive().filter(({ overlay }) => overlay.status === "active");
    if (alive.length === 0) return;
    const { index, handle } = simulation.pick(alive);
    switch (fault) {
      case "restart":
        await this.#restart(simulation, [{ index, id: handle.id }], 500 + 15_000 * random.next(), after);
        return;
      case "power failure": {
        // At most half of the nodes, and seldom. This checks what disks keep, not how an overlay recovers
        // from a few nodes.
        if (simulation.now - this.#failedMs < FAILURES_EVERY_MS) return;
        this.#failedMs = simulation.now;
        const share = 0.2 + 0.3 * random.next();
        const hit = alive.filter(() => random.next() < share).slice(0, Math.floor(alive.length / 2));
        await this.#restart(
          simulation,
          hit.map((node) => ({ index: node.index, id: node.handle.id })),
          500 + 8_000 * random.next(),
          after,
        );
        return;
      }
      case "full": {
        const disk = this.#disks[index];
        if (!(disk instanceof SimulatedDisk)) return;
        disk.isFull = true;
        await after(3_000 + 20_000 * random.next());
        disk.isFull = false;
        return;
      }
      case "damaged entry": {
        const disk = this.#disks[index];
        if (disk instanceof SimulatedDisk) disk.spoil(space);
        return;
      }
    }
  }

  async #restart(
    simulation: Simulation,
    nodes: readonly { readonly index: number; readonly id: Id }[],
    downMs: number,
    after: (ms: number) => Promise<unknown>,
  ): Promise<void> {
    const back: { readonly id: Id; readonly disk: LocalStore }[] = [];
    for (const { index, id } of nodes) {
      simulation.crash(index);
      const disk = this.#disks[index];
      if (disk instanceof SimulatedDisk) this.cutShort += disk.writing;
      const isSoon = simulation.now - this.#damagedMs < DAMAGES_EVERY_MS;
      const found = disk instanceof SimulatedDisk ? disk.crash(!isSoon) : disk;
      if (!(found instanceof SimulatedDisk)) this.#damagedMs = simulation.now;
      back.push({ id, disk: found });
    }
    await after(downMs);
    for (const { id, disk } of back) {
      this.#next = disk;
      const { index } = simulation.add(id);
      if (disk instanceof SimulatedDisk) continue;
      this.damaged++;
      void after(DAMAGED_MS).then(() => {
        if (!simulation.nodes[index].isAlive()) return;
        simulation.crash(index);
        simulation.add();
      });
    }
  }
}
