/** Reads the publications of a service: the newest publication, and the versions before it. */
import type { Clock } from "../base/environment.ts";
import { ProstError } from "../base/errors.ts";
import type { Id } from "../base/id.ts";
import { type RetryOptions, retry } from "../base/retry.ts";
import type { ReplicatedStorage } from "../storage/record.ts";
import type { RecordSource } from "./code.ts";
import { historyRecord, manifestRecord } from "./kinds.ts";
import { serviceOf } from "./manifest.ts";
import { openPublication, type Publication } from "./publication.ts";

const ATTEMPTS = 5;
const PAUSE_MS = 500;
/** No further attempt starts after this time, in milliseconds. */
const DEADLINE_MS = 60_000;

export interface HistoryParts {
  readonly storage: ReplicatedStorage;
  readonly networkId: Id;
  /** Default: the system's. */
  readonly clock?: Clock;
  /**
   * Reads from several holders: a single lying holder could hide a version, and the publisher would publish
   * it twice. Default: the storage.
   */
  readonly reader?: RecordSource;
}

/** A checked publication and its bytes. */
export interface PublishedVersion extends Publication {
  readonly envelope: Uint8Array;
}

/** How often, and until when, this module and the publisher try again. */
export function retryOptions(clock: Clock): RetryOptions {
  return { attempts: ATTEMPTS, pauseMs: PAUSE_MS, untilMs: clock.now() + DEADLINE_MS };
}

/**
 * The newest publication of a service. Resolves to null when there is none. Rejects with UNAVAILABLE when no
 * holder could be asked, which does not mean that nothing is published.
 */
export async function newestOf(
  { storage, networkId, clock = systemClock, reader = storage }: HistoryParts,
  serviceId: Id,
  options = retryOptions(clock),
): Promise<PublishedVersion | null> {
  const got = await retry(
    clock,
    options,
    () => reader.get(manifestRecord(serviceId)),
    (result) => result.ok || result.reason === "none",
  );
  if (!got.ok && got.reason === "unavailable")
    throw new ProstError(
      "UNAVAILABLE",
      `the nodes that hold the manifest of service ${serviceId.short} could not be reached; try again`,
    );
  const envelope = got.ok ? got.record.value : null;
  if (envelope === null) return null;
  const opened = openPublication(envelope, networkId);
  // A forged record counts as none: a lying node must not keep a publisher from publishing.
  return opened.ok && serviceOf(opened.manifest).equals(serviceId) ? { ...opened, envelope } : null;
}

/**
 * The records of a service's versions, the newest first, at most `max`. The list ends early where a record of
 * the history cannot be read. Rejects like `newestOf`.
 */
export async function versionsOf(parts: HistoryParts, serviceId: Id, max: number): Promise<Uint8Array[]> {
  const records: Uint8Array[] = [];
  let next = (await newestOf(parts, serviceId))?.envelope ?? null;
  while (next !== null && records.length < max) {
    const opened = openPublication(next, parts.networkId);
    if (!opened.ok || !serviceOf(opened.manifest).equals(serviceId)) break;
    records.push(next);
    const { previousHash } = opened.manifest;
    if (previousHash.length === 0) break;
    const got = await parts.storage.get(historyRecord(previousHash));
    next = got.ok ? got.record.value : null;
  }
  return records;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
