/** The rate of packets that a node sends, by kind, over the last minute. */

import type { Clock } from "../base/environment.ts";
import { repeat } from "../base/repeat.ts";
import type { OverlayCounters } from "./api.ts";
import type { PacketKind } from "./packets.ts";

const SAMPLE_MS = 10_000;
const SAMPLES_MAX = 6;

/**
 * Packets with messages of applications. All others, except acknowledgements, are the overlay's own upkeep.
 */
const APPLICATIONS: ReadonlySet<PacketKind> = new Set(["route", "direct", "response", "multicast"]);

interface KindRate {
  readonly kind: PacketKind;
  /** The overlay sends the packet to maintain itself. */
  readonly isUpkeep: boolean;
  readonly packetsPerSecond: number;
  readonly bytesPerSecond: number;
}

interface Sample {
  readonly atMs: number;
  readonly packets: Readonly<Partial<Record<PacketKind, number>>>;
  readonly bytes: Readonly<Partial<Record<PacketKind, number>>>;
}

export class Traffic {
  readonly #counters: OverlayCounters;
  readonly #clock: Clock;
  readonly #samples: Sample[];
  readonly #stop: () => void;

  constructor(counters: OverlayCounters, clock: Clock) {
    this.#counters = counters;
    this.#clock = clock;
    this.#samples = [this.#sample()];
    this.#stop = repeat(
      clock,
      () => SAMPLE_MS,
      () => {
        this.#samples.push(this.#sample());
        if (this.#samples.length > SAMPLES_MAX) this.#samples.shift();
      },
    );
  }

  /** The kinds sent since the oldest sample, the most frequent first. */
  rates(): readonly KindRate[] {
    const [then] = this.#samples;
    const now = this.#sample();
    const seconds = Math.max(now.atMs - then.atMs, 1) / 1000;
    const rates: KindRate[] = [];
    for (const kind of Object.keys(now.packets) as PacketKind[]) {
      const packets = (now.packets[kind] ?? 0) - (then.packets[kind] ?? 0);
      const bytes = (now.bytes[kind] ?? 0) - (then.bytes[kind] ?? 0);
      if (packets === 0) continue;
      const isUpkeep = !APPLICATIONS.has(kind) && kind !== "ack";
      rates.push({ kind, isUpkeep, packetsPerSecond: packets / seconds, bytesPerSecond: bytes / seconds });
    }
    return rates.sort((a, b) => b.packetsPerSecond - a.packetsPerSecond);
  }

  stop(): void {
    this.#stop();
  }

  #sample(): Sample {
    const { sent, sentBytes } = this.#counters;
    return { atMs: this.#clock.now(), packets: { ...sent }, bytes: { ...sentBytes } };
  }
}
