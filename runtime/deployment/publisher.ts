/**
 * Publishing: a module and its signed manifest become records of the overlay. The manifest is written last,
 * so that it never names code that is not stored yet.
 */
import type { Clock } from "../base/environment.ts";
import { type ErrorCode, ProstError } from "../base/errors.ts";
import type { Id } from "../base/id.ts";
import { inParallel, pause, type RetryOptions, retry } from "../base/retry.ts";
import type { PutOutcome, RecordName, ReplicatedStorage } from "../storage/record.ts";
import { fetchModule } from "./code.ts";
import { chunkRecord, historyRecord, manifestRecord } from "./kinds.ts";
import {
  chunksOf,
  hasSameTerms,
  type Manifest,
  MODULE_BYTES_MAX,
  manifestHashOf,
  sameBytes,
  serviceOf,
  sha256,
  VERSION_STEP_MAX,
} from "./manifest.ts";
import { checkModule, type ModuleCheck } from "./module-check.ts";
import { openPublication, type Publication } from "./publication.ts";
import type { ReplicaCounter } from "./replica-count.ts";
import {
  type HistoryParts,
  newestOf,
  type PublishedVersion,
  retryOptions,
  systemClock,
} from "./version-history.ts";

/** Chunks written, or counted, at a time. */
const CHUNKS_AT_ONCE = 4;
/** How long `publish` waits for all holders, and how often it counts the copies, in milliseconds. */
const REPLICAS_MS = 60_000;
const REPLICAS_POLL_MS = 500;

/** How many of a record's holders have it on disk. `of` is 0 while the number of holders is not known. */
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

interface PublishParts extends HistoryParts {
  /** When empty, the code was published before and is fetched. */
  readonly module: Uint8Array;
  /** As made by `signPublication`. */
  readonly manifestEnvelope: Uint8Array;
  readonly onProgress: (progress: PublishProgress) => void;
  /** With it, `publish` waits until all holders have all records on disk. Default: until a majority has. */
  readonly replicaCounter?: ReplicaCounter;
}

interface NamedRecord {
  /** For progress and errors: "chunk 3 of 4". */
  readonly what: string;
  readonly name: RecordName;
  readonly value: Uint8Array;
}

/**
 * Resolves when the service is published. Publishing the same again is no error, and restores records that
 * were lost.
 *
 * Rejects with a ProstError: INVALID_ARGUMENT (module or manifest), UNAUTHENTICATED (signature),
 * PERMISSION_DENIED (the module imports more than the manifest names), ALREADY_EXISTS (this version is
 * published with other code or terms), FAILED_PRECONDITION (a higher version is published, or the step is too
 * large), ABORTED (another version was published at the same time), UNAVAILABLE and RESOURCE_EXHAUSTED (the
 * overlay, at the moment).
 */
export async function publish(parts: PublishParts): Promise<void> {
  const { manifestEnvelope, networkId, onProgress, replicaCounter } = parts;
  const module = parts.module.length === 0 ? await fetchPublishedModule(parts) : parts.module;
  const published = checkedPublication(manifestEnvelope, networkId, module);
  const { manifest } = published;
  mustBeInstallable(module, manifest);
  const serviceId = serviceOf(manifest);
  const report = (stage: PublishProgress["stage"], done: number, total: number) =>
    onProgress({ stage, done, total, serviceId: serviceId.hex });

  const upload = new Upload(parts);
  const envelope = await upload.envelopeFor(serviceId, published, manifestEnvelope);
  report("checked", 1, 1);
  const chunks = chunkRecords(module, manifest);
  let done = 0;
  await inParallel(chunks.length, CHUNKS_AT_ONCE, async (index) => {
    await upload.put(chunks[index]);
    report("chunks", ++done, chunks.length);
  });
  const what = "the manifest";
  const history = historyRecord(manifestHashOf(manifestIn(envelope, networkId, manifest)));
  await upload.put({ what, name: history, value: envelope });
  await upload.putManifest(serviceId, envelope);
  report("manifest", 1, 1);
  if (replicaCounter !== undefined) {
    const records = chunks.map((record, index) => ({ ...record, what: `chunk ${index + 1}` }));
    records.push({ what: "manifest", name: manifestRecord(serviceId), value: envelope });
    await upload.allReplicas(records, replicaCounter, (copies) => {
      const whole = copies.filter(({ held, of }) => held === of && of > 0).length;
      onProgress({ stage: "held", done: whole, total: copies.length, serviceId: serviceId.hex, copies });
    });
  }
  report("done", 1, 1);
}

function chunkRecords(module: Uint8Array, { chunkHashes }: Manifest): NamedRecord[] {
  const chunks = chunksOf(module);
  return chunks.map((value, index) => ({
    what: `chunk ${index + 1} of ${chunks.length}`,
    name: chunkRecord(chunkHashes[index]),
    value,
  }));
}

/** The manifest in the envelope that is published: the given one, or an earlier one with the same terms. */
function manifestIn(envelope: Uint8Array, networkId: Id, given: Manifest): Manifest {
  const opened = openPublication(envelope, networkId);
  return opened.ok ? opened.manifest : given;
}

/** The code that a manifest names, from the overlay. */
async function fetchPublishedModule(parts: PublishParts): Promise<Uint8Array> {
  const { storage, networkId, manifestEnvelope, clock = systemClock } = parts;
  const opened = openPublication(manifestEnvelope, networkId);
  if (!opened.ok) throw new ProstError("INVALID_ARGUMENT", `the manifest is refused: ${opened.detail}`);
  const sources = { near: null, records: [storage] };
  const outcome = await fetchModule(sources, clock, opened.manifest, retryOptions(clock).untilMs);
  if (outcome.ok) return outcome.module;
  throw new ProstError("UNAVAILABLE", `the code could not be fetched: ${outcome.detail}`);
}

function checkedPublication(envelope: Uint8Array, networkId: Id, module: Uint8Array): Publication {
  const opened = openPublication(envelope, networkId);
  if (!opened.ok) {
    const isUnauthorized = opened.reason === "signature" || opened.reason === "scope";
    const code: ErrorCode = isUnauthorized ? "UNAUTHENTICATED" : "INVALID_ARGUMENT";
    throw new ProstError(code, `the manifest is refused: ${opened.detail}`);
  }
  const { manifest } = opened;
  // The length first: an oversized module is not worth hashing.
  if (module.length > MODULE_BYTES_MAX || module.length !== manifest.codeBytes)
    throw new ProstError(
      "INVALID_ARGUMENT",
      `the module has ${module.length} bytes, and its manifest states ${manifest.codeBytes}`,
    );
  const hashes = chunksOf(module).map(sha256);
  const isSigned =
    sameBytes(sha256(module), manifest.codeHash) &&
    hashes.every((hash, i) => sameBytes(hash, manifest.chunkHashes[i]));
  if (isSigned) return opened;
  throw new ProstError(
    "INVALID_ARGUMENT",
    "the module is not the one that the manifest was signed for; sign again",
  );
}

/** Checks what every node will check before it runs the module: a refusal here costs no upload. */
function mustBeInstallable(module: Uint8Array, manifest: Manifest): void {
  const checked = checkModule(module, manifest, manifest.limits.memoryPages);
  if (checked.ok) return;
  const code: ErrorCode = checked.reason === "capability" ? "PERMISSION_DENIED" : "INVALID_ARGUMENT";
  throw new ProstError(code, `nodes would refuse the module: ${checked.detail}; ${ADVICE[checked.reason]}`);
}

const ADVICE: Readonly<Record<(ModuleCheck & { ok: false })["reason"], string>> = {
  capability: "name the capability in the manifest, or remove the import",
  gate: "change the module so that it passes the gate",
  exports: "sign the manifest again",
  section: "remove the section",
  memory: "ask for more with the limit memoryPages",
};

/** Writes the records of one publication. */
class Upload {
  readonly #parts: PublishParts;
  readonly #storage: ReplicatedStorage;
  readonly #clock: Clock;
  /** One deadline for all writes and reads of the upload. */
  readonly #retry: RetryOptions;

  constructor(parts: PublishParts) {
    const { storage, clock = systemClock } = parts;
    this.#parts = parts;
    this.#storage = storage;
    this.#clock = clock;
    this.#retry = retryOptions(clock);
  }

  /**
   * The envelope to publish: `envelope`, or the one that is published already if it has the same version and
   * terms. Rejects when the version cannot follow the published one.
   */
  async envelopeFor(serviceId: Id, next: Publication, envelope: Uint8Array): Promise<Uint8Array> {
    const published = await this.#published(serviceId);
    if (published === null) return envelope;
    const { manifest } = next;
    const { version, name } = published.manifest;
    mustBeNewestRoot(name, published.rootVersion, next.rootVersion);
    if (version !== manifest.version) {
      mustFollow(name, version, manifest.version);
      return envelope;
    }
    if (!hasSameTerms(published.manifest, manifest))
      throw new ProstError(
        "ALREADY_EXISTS",
        `version ${version} of ${name} is published already, with other code or terms; publish as ${version + 1}`,
      );
    const isSame = sameBytes(manifestHashOf(published.manifest), manifestHashOf(manifest));
    return isSame && next.pointer.issuedMs > published.pointer.issuedMs ? envelope : published.envelope;
  }

  /** Rejects with ABORTED when a newer manifest was published meanwhile. */
  async putManifest(serviceId: Id, value: Uint8Array): Promise<void> {
    const copies = await this.put({ what: "the manifest", name: manifestRecord(serviceId), value });
    if (copies > 0) return;
    const published = await this.#published(serviceId);
    if (published !== null && sameBytes(published.envelope, value)) return;
    throw new ProstError(
      "ABORTED",
      "another manifest of the service was published at the same time and replaces this one; " +
        "look at its version with `prost versions`",
    );
  }

  /**
   * Resolves to the number of nodes that have stored the record; 0 when they have a record that replaces it.
   */
  async put({ what, name, value }: NamedRecord): Promise<number> {
    const outcome = await retry<PutOutcome>(
      this.#clock,
      this.#retry,
      () => this.#storage.put(name, value),
      (result) => result.ok || result.reason === "refused",
    );
    if (outcome.ok) return outcome.copies;
    const { reason, detail } = outcome;
    switch (reason) {
      case "refused":
        throw new ProstError("FAILED_PRECONDITION", `the overlay refused ${what}: ${detail}`);
      case "overloaded":
        throw new ProstError(
          "RESOURCE_EXHAUSTED",
          `the overlay is too busy to store ${what} (${detail}); try again`,
        );
      case "unavailable":
        throw new ProstError(
          "UNAVAILABLE",
          `too few nodes stored ${what} (${detail}); publish again to complete it`,
        );
    }
  }

  /**
   * Resolves when each record is on the disks of all its holders. Rejects with UNAVAILABLE when some are
   * missing after REPLICAS_MS; the service is still published, and the overlay continues to copy the records.
   */
  async allReplicas(
    records: readonly NamedRecord[],
    counter: ReplicaCounter,
    onCopies: (copies: readonly RecordCopies[]) => void,
  ): Promise<void> {
    const copies: RecordCopies[] = records.map(({ what }) => ({ what, held: 0, of: 0 }));
    const untilMs = this.#clock.now() + REPLICAS_MS;
    for (;;) {
      await inParallel(records.length, CHUNKS_AT_ONCE, async (index) => {
        const { held, of } = copies[index];
        if (of > 0 && held === of) return;
        const { what, name, value } = records[index];
        copies[index] = { what, ...((await counter.count(name, value)) ?? { held, of }) };
      });
      onCopies([...copies]);
      const lacking = copies.filter(({ held, of }) => of === 0 || held < of);
      if (lacking.length === 0) return;
      if (this.#clock.now() >= untilMs) throw missingReplicas(lacking);
      await pause(this.#clock, REPLICAS_POLL_MS);
    }
  }

  #published(serviceId: Id): Promise<PublishedVersion | null> {
    return newestOf(this.#parts, serviceId, this.#retry);
  }
}

/**
 * A publisher that has changed its keys must publish with the newest root document. Holders order by the
 * manifest's version alone, so they would store a manifest under an older document, which nodes that have
 * seen the newer one refuse.
 */
function mustBeNewestRoot(name: string, published: number, next: number): void {
  if (next >= published) return;
  throw new ProstError(
    "FAILED_PRECONDITION",
    `${name} is published under version ${published} of its publisher's keys, and this manifest is signed ` +
      `under version ${next}; copy the newest root documents beside the key as KEY.root`,
  );
}

/** Throws FAILED_PRECONDITION when `next` is lower than the published version, or too far above it. */
function mustFollow(name: string, published: number, next: number): void {
  if (next > published && next - published <= VERSION_STEP_MAX) return;
  const why = next < published ? `${next} is lower` : `${next} is more than ${VERSION_STEP_MAX} above it`;
  throw new ProstError(
    "FAILED_PRECONDITION",
    `version ${published} of ${name} is published, and ${why}; publish as ${published + 1}`,
  );
}

function missingReplicas(lacking: readonly RecordCopies[]): ProstError {
  const [{ what, held, of }] = lacking;
  const more = lacking.length > 1 ? `, and ${lacking.length - 1} more records` : "";
  return new ProstError(
    "UNAVAILABLE",
    `the service is published, but not yet on all nodes that should hold it: ${what} is on ${held} of ` +
      `${of === 0 ? "an unknown number" : of}${more}; publish again with --wait to check again`,
  );
}
