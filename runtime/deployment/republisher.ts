/**
 * What a node runs it also keeps published: now and then it looks whether the manifest and the code still lie
 * where they should, and puts back what is gone, byte for byte as its publisher signed it. So a service
 * outlives its publisher's absence, and the loss of all of its holders at once, until its manifest ends. It
 * needs no key: holders check what they take, and an older version replaces nothing.
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
 * How often a node looks after each of its services; one between half of it and one and a half, so that nodes
 * take turns.
 */
export const REPUBLISH_MS = 12 * 3_600_000;
/** Looks are so far apart at least: a node with many services is no burst. */
const LOOKS_APART_MS = 2_000;

export interface RepublisherParts {
  readonly installer: Installer;
  /** The ids, in hex, of the services that are at home here, awake or asleep. */
  readonly installedServices: () => readonly string[];
  readonly storage: ReplicatedStorage;
  readonly replicaCounter: ReplicaCounter;
  readonly reader: RecordSource;
  readonly networkId: Id;
  readonly clock: Clock;
  readonly random: Random;
  readonly wallClock: () => number;
  readonly log?: Log;
  /** Default: REPUBLISH_MS. */
  readonly everyMs?: number;
}

export class Republisher {
  readonly #parts: RepublisherParts;
  readonly #everyMs: number;
  /** When each service's turn comes, by the clock. */
  readonly #due = new Map<string, number>();
  #stop: () => void = () => {};
  #isClosed = false;
  #restored = 0;

  constructor(parts: RepublisherParts) {
    this.#parts = parts;
    this.#everyMs = parts.everyMs ?? REPUBLISH_MS;
    this.#later();
  }

  /** Records put back since the start. */
  get restored(): number {
    return this.#restored;
  }

  close(): void {
    this.#isClosed = true;
    this.#stop();
  }

  #later(): void {
    if (this.#isClosed) return;
    // Often enough to find each service within a fraction of its time.
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
      // What was just fetched is there.
      if (due === undefined) continue;
      await this.#look(Id.fromHex(service)).catch((error: Error) =>
        log?.warn(
          { service: service.slice(0, 8), detail: error.message },
          "a service could not be looked after",
        ),
      );
      await new Promise<void>((resolve) => {
        this.#stop = clock.after(LOOKS_APART_MS, resolve);
      });
    }
  }

  /** Puts back what is gone of a service. */
  async #look(service: Id): Promise<void> {
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
      // Of another version there is other code, which those who run it look after.
      const other = openPublication(there.record.value ?? new Uint8Array(0), networkId);
      if (!other.ok || hexOf(other.manifest.codeHash) !== hexOf(manifest.codeHash)) return;
    }
    for (const chunk of chunksOf(kept.module)) {
      const name = chunkRecord(sha256(chunk));
      const copies = await replicaCounter.count(name, chunk);
      // Where a majority has it the holders see to the rest.
      if (copies !== null && 2 * copies.held <= copies.of) await this.#restore(name, chunk);
    }
  }

  async #restore(name: RecordName, value: Uint8Array): Promise<void> {
    const outcome = await this.#parts.storage.put(name, value);
    if (!outcome.ok || outcome.copies === 0) return;
    this.#restored++;
    this.#parts.log?.info(
      { key: name.key.short, kind: name.kind },
      "a record of code that was gone is put back",
    );
  }
}
