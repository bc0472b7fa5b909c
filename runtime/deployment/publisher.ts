/** Publishing: a module and its signed manifest become records of the overlay. The manifest goes last, so that it never names code that is not there. */

import type { Clock } from "../base/environment.ts";
import { type ErrorCode, ProstError } from "../base/errors.ts";
import type { Id } from "../base/id.ts";
import { inParallel, pause, retry } from "../base/retry.ts";
import { gate } from "../sandbox/gate/gate.ts";
import type { PutOutcome, RecordName, ReplicatedStorage } from "../storage/record.ts";
import { fetchModule, type RecordSource } from "./code.ts";
import { exportsHashOf } from "./exports-hash.ts";
import { chunkRecord, historyRecord, manifestRecord } from "./kinds.ts";
import {
  chunksOf,
  type Manifest,
  MODULE_BYTES_MAX,
  manifestHashOf,
  sameBytes,
  serviceOf,
  sha256,
  VERSION_STEP_MAX,
} from "./manifest.ts";
import { takeApart } from "./module-signature.ts";
import { openPublication, type Publication } from "./publication.ts";
import type { ReplicaCounter } from "./replica-count.ts";

/** Chunks on their way at a time. */
const CHUNKS_AT_ONCE = 4;
const ATTEMPTS = 5;
const PAUSE_MS = 500;
/** Nothing new is tried after this long. */
const DEADLINE_MS = 60_000;

/** How long it is waited for all holders, and how often they are asked. */
const HELD_MS = 60_000;
const HELD_POLL_MS = 500;

/** Of one record, on the disks of those that are to hold it; `of` 0: not known yet. */
export interface RecordCopies {
  readonly what: string;
  readonly held: number;
  readonly of: number;
}

export interface PublishProgress {
  readonly stage: "checked" | "chunks" | "manifest" | "held" | "done";
  readonly done: number;
  readonly total: number;
  readonly serviceId: string;
  /** In stage `held`. */
  readonly copies?: readonly RecordCopies[];
}

export interface PublishParts {
  readonly storage: ReplicatedStorage;
  readonly networkId: Id;
  /** Empty: code that was published before, which is fetched. */
  readonly module: Uint8Array;
  /** As made by `signPublication`. */
  readonly manifestEnvelope: Uint8Array;
  readonly onProgress: (progress: PublishProgress) => void;
  /** Given: it waits until all holders have all of it on their disks, not only most of them. */
  readonly replicaCounter?: ReplicaCounter;
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Where is read what is published: from several holders, since one that lies would have a version published twice. Default: the storage. */
  readonly reader?: RecordSource;
}

type Reading = Pick<PublishParts, "storage" | "networkId" | "clock" | "reader">;

/**
 * Resolves when the service is published; publishing the same again is no error, and restores what may have been lost.
 * Throws a ProstError that says what to do: INVALID_ARGUMENT (module or manifest), UNAUTHENTICATED (signature),
 * PERMISSION_DENIED (the module imports more than the manifest names), ALREADY_EXISTS and FAILED_PRECONDITION (that version,
 * or a higher one, is published already), ABORTED (another was published meanwhile), UNAVAILABLE and RESOURCE_EXHAUSTED (the overlay, now).
 */
export async function publish(parts: PublishParts): Promise<void> {
  const { manifestEnvelope, networkId, onProgress } = parts;
  const module = parts.module.length === 0 ? await fetched(parts) : parts.module;
  const published = checkedPublication(manifestEnvelope, networkId, module);
  const { manifest } = published;
  checkModule(module, manifest);
  const serviceId = serviceOf(manifest);
  const report = (stage: PublishProgress["stage"], done: number, total: number) =>
    onProgress({ stage, done, total, serviceId: serviceId.hex });

  const upload = new Upload(parts);
  const envelope = await upload.envelopeFor(serviceId, published, manifestEnvelope);
  report("checked", 1, 1);
  const chunks = chunksOf(module);
  let done = 0;
  await inParallel(chunks.length, CHUNKS_AT_ONCE, async (index) => {
    const what = `chunk ${index + 1} of ${chunks.length}`;
    await upload.put(chunkRecord(manifest.chunkHashes[index]), chunks[index], what);
    report("chunks", ++done, chunks.length);
  });
  await upload.put(
    historyRecord(manifestHashOf(openedOf(envelope, networkId, published))),
    envelope,
    "the manifest",
  );
  await upload.putManifest(serviceId, envelope);
  report("manifest", 1, 1);
  if (parts.replicaCounter !== undefined) {
    const records = chunks.map((value, index) => ({
      what: `chunk ${index + 1}`,
      name: chunkRecord(manifest.chunkHashes[index]),
      value,
    }));
    records.push({ what: "manifest", name: manifestRecord(serviceId), value: envelope });
    await upload.held(records, parts.replicaCounter, (copies) => {
      const whole = copies.filter(({ held, of }) => held === of && of > 0).length;
      onProgress({ stage: "held", done: whole, total: copies.length, serviceId: serviceId.hex, copies });
    });
  }
  report("done", 1, 1);
}

/** The manifest of the envelope that is published: the given one, or the one that says the same. */
function openedOf(envelope: Uint8Array, networkId: Id, given: Publication): Manifest {
  const opened = openPublication(envelope, networkId);
  return opened.ok ? opened.manifest : given.manifest;
}

/** The code that a manifest names, from the overlay. */
async function fetched(parts: PublishParts): Promise<Uint8Array> {
  const { storage, networkId, manifestEnvelope, clock = systemClock } = parts;
  const opened = openPublication(manifestEnvelope, networkId);
  if (!opened.ok) throw new ProstError("INVALID_ARGUMENT", `the manifest is refused: ${opened.detail}`);
  const sources = { near: null, records: [storage] };
  const outcome = await fetchModule(sources, clock, opened.manifest, clock.now() + DEADLINE_MS);
  if (outcome.ok) return outcome.module;
  throw new ProstError("UNAVAILABLE", `the code could not be fetched: ${outcome.detail}`);
}

function checkedPublication(envelope: Uint8Array, networkId: Id, module: Uint8Array): Publication {
  const opened = openPublication(envelope, networkId);
  if (!opened.ok) {
    const isTheirs = opened.reason === "signature" || opened.reason === "scope";
    const code: ErrorCode = isTheirs ? "UNAUTHENTICATED" : "INVALID_ARGUMENT";
    throw new ProstError(code, `the manifest is refused: ${opened.detail}`);
  }
  const { manifest } = opened;
  // The length first: an oversized module is not worth hashing.
  if (module.length > MODULE_BYTES_MAX || module.length !== manifest.codeBytes) {
    throw new ProstError(
      "INVALID_ARGUMENT",
      `the module has ${module.length} bytes, its manifest says ${manifest.codeBytes}`,
    );
  }
  const hashes = chunksOf(module).map(sha256);
  if (
    !sameBytes(sha256(module), manifest.codeHash) ||
    hashes.some((hash, i) => !sameBytes(hash, manifest.chunkHashes[i]))
  ) {
    throw new ProstError(
      "INVALID_ARGUMENT",
      "the module is not the one that the manifest was signed for; sign again",
    );
  }
  return opened;
}

function checkModule(module: Uint8Array, manifest: Manifest): void {
  const gated = gate(module, { granted: manifest.capabilities });
  if (!gated.ok) {
    const code: ErrorCode = gated.code === "capability" ? "PERMISSION_DENIED" : "INVALID_ARGUMENT";
    throw new ProstError(code, `the module is refused by the gate (${gated.code}): ${gated.detail}`);
  }
  if (manifest.exportsHash.length > 0 && !sameBytes(manifest.exportsHash, exportsHashOf(gated.module)))
    throw new ProstError(
      "INVALID_ARGUMENT",
      "the module exports something else than its manifest says; sign again",
    );
  const apart = takeApart(module);
  if (!apart.ok || apart.signatures.length > 0) {
    throw new ProstError(
      "INVALID_ARGUMENT",
      "a module is published without its signature section, so that its hash is that of the code alone",
    );
  }
  const { min } = gated.module.memory;
  const { memoryPages } = manifest.limits;
  if (min > memoryPages) {
    throw new ProstError(
      "INVALID_ARGUMENT",
      `the module's memory starts with ${min} pages, and its manifest asks for ${memoryPages}; ask for more`,
    );
  }
}

/** The records of what was published of a service, the newest first, at most `max`, as far back as they can be had. Throws as `publishedOf`. */
export async function versionsOf(parts: Reading, serviceId: Id, max: number): Promise<Uint8Array[]> {
  const records: Uint8Array[] = [];
  let next = await publishedOf(parts, serviceId);
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

/** The record of what is published of a service; null: nothing. Throws UNAVAILABLE when nobody could be asked: that is not "nothing". */
export async function publishedOf(parts: Reading, serviceId: Id): Promise<Uint8Array | null> {
  return (await new Upload(parts).published(serviceId))?.envelope ?? null;
}

/** One publication's dealings with the overlay. */
class Upload {
  readonly #storage: ReplicatedStorage;
  readonly #reader: RecordSource;
  readonly #networkId: Id;
  readonly #clock: Clock;
  readonly #untilMs: number;

  constructor({ storage, networkId, clock = systemClock, reader = storage }: Reading) {
    this.#storage = storage;
    this.#reader = reader;
    this.#networkId = networkId;
    this.#clock = clock;
    this.#untilMs = clock.now() + DEADLINE_MS;
  }

  /** What to publish: what is published already where it says the same. Throws when it stands in the way. */
  async envelopeFor(serviceId: Id, next: Publication, envelope: Uint8Array): Promise<Uint8Array> {
    const published = await this.published(serviceId);
    if (published === null) return envelope;
    const { manifest } = next;
    const { version, name } = published.manifest;
    if (version < manifest.version) {
      if (manifest.version - version <= VERSION_STEP_MAX) return envelope;
      throw new ProstError(
        "FAILED_PRECONDITION",
        `version ${version} of ${name} is published, and ${manifest.version} leaves out more than ${VERSION_STEP_MAX}; publish as ${version + 1}`,
      );
    }
    if (version > manifest.version) {
      throw new ProstError(
        "FAILED_PRECONDITION",
        `version ${version} of ${name} is published already, and ${manifest.version} is lower; publish as ${version + 1}`,
      );
    }
    if (!saysTheSame(published.manifest, manifest)) {
      throw new ProstError(
        "ALREADY_EXISTS",
        `version ${version} of ${name} is published already, with other code or terms; publish as ${version + 1}`,
      );
    }
    const isSame = sameBytes(manifestHashOf(published.manifest), manifestHashOf(manifest));
    return isSame && next.pointer.issuedMs > published.pointer.issuedMs ? envelope : published.envelope;
  }

  /** Also throws when a newer manifest was published meanwhile. */
  async putManifest(serviceId: Id, envelope: Uint8Array): Promise<void> {
    const copies = await this.put(manifestRecord(serviceId), envelope, "the manifest");
    if (copies > 0) return;
    const published = await this.published(serviceId);
    if (published !== null && sameBytes(published.envelope, envelope)) return;
    throw new ProstError(
      "ABORTED",
      "another manifest of the service was published at the same time, and stands; look at its version",
    );
  }

  /** How many nodes have it; 0: they have what replaces it. */
  async put(name: RecordName, value: Uint8Array, what: string): Promise<number> {
    const outcome = await this.#retry<PutOutcome>(
      () => this.#storage.put(name, value),
      (result) => result.ok || result.reason === "refused",
    );
    if (outcome.ok) return outcome.copies;
    switch (outcome.reason) {
      case "refused":
        throw new ProstError("FAILED_PRECONDITION", `the overlay refused ${what}: ${outcome.detail}`);
      case "overloaded":
        throw new ProstError(
          "RESOURCE_EXHAUSTED",
          `the overlay is too busy for ${what} (${outcome.detail}); try again`,
        );
      case "unavailable":
        throw new ProstError(
          "UNAVAILABLE",
          `too few nodes took ${what} (${outcome.detail}); publish again to complete it`,
        );
    }
  }

  /**
   * Until each record is on the disks of all that are to hold it. Throws UNAVAILABLE when some are not within the time; what most of them
   * have stays published, and the overlay goes on copying.
   */
  async held(
    records: readonly { readonly what: string; readonly name: RecordName; readonly value: Uint8Array }[],
    replicaCounter: ReplicaCounter,
    onCopies: (copies: readonly RecordCopies[]) => void,
  ): Promise<void> {
    const copies: RecordCopies[] = records.map(({ what }) => ({ what, held: 0, of: 0 }));
    const untilMs = this.#clock.now() + HELD_MS;
    for (;;) {
      await inParallel(records.length, CHUNKS_AT_ONCE, async (index) => {
        const { held, of } = copies[index];
        if (of > 0 && held === of) return;
        const { what, name, value } = records[index];
        copies[index] = { what, ...((await replicaCounter.count(name, value)) ?? { held, of }) };
      });
      onCopies([...copies]);
      const lacking = copies.filter(({ held, of }) => of === 0 || held < of);
      if (lacking.length === 0) return;
      if (this.#clock.now() >= untilMs) {
        const [{ what, held, of }] = lacking;
        throw new ProstError(
          "UNAVAILABLE",
          `it is published, and not yet on all nodes that are to hold it: ${what} on ${held} of ${of === 0 ? "an unknown number" : of}${lacking.length > 1 ? `, and ${lacking.length - 1} more records` : ""}; publish again with --wait to look again`,
        );
      }
      await pause(this.#clock, HELD_POLL_MS);
    }
  }

  /** What is published, checked; null: nothing. Throws UNAVAILABLE when nobody could be asked. */
  async published(serviceId: Id): Promise<(Publication & { readonly envelope: Uint8Array }) | null> {
    const got = await this.#retry(
      () => this.#reader.get(manifestRecord(serviceId)),
      (result) => result.ok || result.reason === "none",
    );
    if (!got.ok && got.reason === "unavailable") {
      throw new ProstError(
        "UNAVAILABLE",
        `the nodes that would know what is published of service ${serviceId.short} could not be reached; try again`,
      );
    }
    const envelope = got.ok ? got.record.value : null;
    if (envelope === null) return null;
    const opened = openPublication(envelope, this.#networkId);
    // A node that lies does not keep a publisher from publishing.
    return opened.ok && serviceOf(opened.manifest).equals(serviceId) ? { ...opened, envelope } : null;
  }

  #retry<T>(attempt: () => Promise<T>, isFinal: (result: T) => boolean): Promise<T> {
    return retry(
      this.#clock,
      { attempts: ATTEMPTS, pauseMs: PAUSE_MS, untilMs: this.#untilMs },
      attempt,
      isFinal,
    );
  }
}

/** All but when it was made. */
function saysTheSame(a: Manifest, b: Manifest): boolean {
  return (
    sameBytes(a.codeHash, b.codeHash) &&
    a.label === b.label &&
    a.capabilities.join() === b.capabilities.join() &&
    JSON.stringify(a.limits) === JSON.stringify(b.limits) &&
    a.minRuntime === b.minRuntime
  );
}

const systemClock: Clock = {
  now: () => performance.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
