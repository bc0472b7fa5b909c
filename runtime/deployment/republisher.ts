/**
 * Keeps the services of this node published. From time to time it checks whether manifest and code are still
 * in the overlay, and restores missing records byte for byte as the publisher signed them. A service so
 * survives its publisher's absence, and the loss of all its holders at once, until its manifest expires. No
 * key is needed: holders check each record, and an older version replaces nothing.
 */

import type { Clock, Random } from "../base/environment.ts";
import { hexOf } from "../base/hex.ts";
import { Id } from "../base/id.ts";
import type { Log } from "../base/log.ts";
import type { RecordName, ReplicatedStorage } from "../storage/record.ts";
import { chunksOf, sha256 } from "./chunks.ts";
import type { RecordSource } from "./code.ts";
import type { Installer } from "./installer.ts";
import { chunkRecord, historyRecord, manifestRecord } from "./kinds.ts";
import { INSTALLED_SERVICES_MAX } from "./limits.ts";
import { manifestHashOf } from "./manifest.ts";
import { openPublication, timeRefusal } from "./publication.ts";
import type { ReplicaCounter } from "./replica-count.ts";

/**
 * The mean time between two checks of a service, in milliseconds. Each interval is random, from half to one
 * and a half of the mean, so that nodes take turns.
 */
const REPUBLISH_MS = 12 * 3_600_000;
/** The least time between two checks, in milliseconds, so that a node with many services makes no burst. */
const LOOKS_APART_MS = 2_000;

interface RepublisherParts {
  readonly installer: Installer;
  /** The ids, in hex, of the services installed here, awake or asleep. */
  readonly installedServices: () => readonly string[];
  readonly storage: ReplicatedStorage;
  readonly replicaCounter: ReplicaCounter;
  readonly reader: RecordSource;
  readonly networkId: Id;
  readonly clock: Clock;
  readonly random: Random;
  readonly wallClock: () => number;
  readonly log?: Log;
  /** The mean time between two checks of a service, in milliseconds. Default: REPUBLISH_MS. */
  readonly everyMs?: number;
}

export class Republisher {
  readonly #parts: RepublisherParts;
  readonly #everyMs: number;
  /** The time of each service's next check, in ms of the clock. */
  readonly #due = new Map<string, number>();
  #stop: () => void = () => {};
  #isClosed = false;
  #restored = 0;

  constructor(parts: RepublisherParts) {
    this.#parts = parts;
    this.#everyMs = parts.everyMs ?? REPUBLISH_MS;
    this.#later();
  }

  /** Records restored since the start. */
  get restored(): number {
    return this.#restored;
  }

  close(): void {
    this.#isClosed = true;
    this.#stop();
  }

  #later(): void {
    if (this.#isClosed) return;
    // Often enough to reach each service within a small part of its interval.
    this.#stop = this.#parts.clock.after(Math.max(LOOKS_APART_MS, this.#everyMs / 48), () => {
      void this.#round().finally(() => this.#later());
    });
  }

  async #round(): Promise<void> {
    const { clock, installedServices, log } = this.#parts;
    const services = installedServices().slice(-INSTALLED_SERVICES_MAX);
    const known = new Set(services);
    for (const service of this.#due.keys()) if (!known.has(service)) this.#due.delete(service);
    for (const service of services) {
      if (this.#isClosed) return;
      const due = this.#due.get(service);
      if (due !== undefined && due > clock.now()) continue;
      this.#due.set(service, clock.now() + this.#everyMs * (0.5 + this.#parts.random.next()));
      // A service that was just fetched is in the overlay.
      if (due === undefined) continue;
      await this.#republish(Id.fromHex(service)).catch((error: Error) =>
        log?.warn(
          { service: service.slice(0, 8), detail: error.message },
          "a service could not be republished",
        ),
      );
      await new Promise<void>((resolve) => {
        this.#stop = clock.after(LOOKS_APART_MS, resolve);
      });
    }
  }

  /** Restores the missing records of a service. */
  async #republish(service: Id): Promise<void> {
    const { installer, networkId, wallClock, reader, replicaCounter } = this.#parts;
    const kept = installer.stored(service);
    const opened = kept === null ? null : openPublication(kept.envelope, networkId);
    if (kept === null || opened === null || !opened.ok || timeRefusal(opened, wallClock()) !== null) return;
    if (installer.refusalNow({ authorization: opened }) !== null) return;
    const { manifest } = opened;
    const there = await reader.get(manifestRecord(service));
    if (!there.ok && there.reason === "none") {
      await this.#restore(historyRecord(manifestHashOf(manifest)), kept.envelope);
      await this.#restore(manifestRecord(service), kept.envelope);
    } else if (there.ok) {
      // Another version has other code, which the nodes that run it restore.
      const other = openPublication(there.record.value ?? new Uint8Array(0), networkId);
      if (!other.ok || hexOf(other.manifest.codeHash) !== hexOf(manifest.codeHash)) return;
    }
    for (const chunk of chunksOf(kept.module)) {
      const name = chunkRecord(sha256(chunk));
      const copies = await replicaCounter.count(name, chunk);
      // When a majority of the holders has the chunk, they copy it to the rest.
      if (copies !== null && 2 * copies.held <= copies.of) await this.#restore(name, chunk);
    }
  }

  async #restore(name: RecordName, value: Uint8Array): Promise<void> {
    const outcome = await this.#parts.storage.put(name, value);
    if (!outcome.ok || outcome.copies === 0) return;
    this.#restored++;
    this.#parts.log?.info({ key: name.key.short, kind: name.kind }, "a missing record was restored");
  }
}
