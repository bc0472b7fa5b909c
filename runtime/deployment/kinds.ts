/**
 * The kinds of records of deployment: chunks of code, and publications. Each holder checks a record before it
 * stores it, so that no holder stores forged code.
 */

import { ID_BYTES } from "../../abi/abi.ts";
import { compareIds, Id } from "../base/id.ts";
import type { RecordKind, RecordName, StorageRecord } from "../storage/record.ts";
import { CHUNK_BYTES, manifestHashOf, sameBytes, serviceOf, sha256, VERSION_STEP_MAX } from "./manifest.ts";
import { isPacedAfter, openPublication, statedOf } from "./publication.ts";
import { PUBLICATION_BYTES_MAX } from "./publication-codec.ts";

export const CHUNK_TAG = 1;
export const MANIFEST_TAG = 2;

/** 3 is the tag of services' records. */
export const HISTORY_TAG = 4;

/** Twice the copies of other records: without its code a service is lost, and code takes little space. */
const COPIES = 8;
const HISTORY_COPIES = 4;
const NO_SCOPE = new Id(new Uint8Array(ID_BYTES));
const NO_FIELD = new Uint8Array(0);

/** The name of the record of the chunk with that SHA-256. */
export function chunkRecord(hash: Uint8Array): RecordName {
  return { kind: CHUNK_TAG, scope: NO_SCOPE, key: new Id(hash), field: NO_FIELD };
}

/** The name of the record of a service's newest publication (publication.ts). */
export function manifestRecord(serviceId: Id): RecordName {
  return { kind: MANIFEST_TAG, scope: NO_SCOPE, key: serviceId, field: NO_FIELD };
}

/**
 * The name of the record of the publication of the manifest with that hash. It stays when newer versions are
 * published.
 */
export function historyRecord(manifestHash: Uint8Array): RecordName {
  return { kind: HISTORY_TAG, scope: NO_SCOPE, key: new Id(manifestHash), field: NO_FIELD };
}

/**
 * Called with two publications of one version with different manifests: the publisher equivocates, or its key
 * was stolen.
 */
export type OnManifestEquivocation = (serviceId: Id, held: Uint8Array, other: Uint8Array) => void;

/** The kinds, for `ReplicatedStorage.define`. Publications must be signed for that network. */
export function deploymentKinds(
  networkId: Id,
  onEquivocation: OnManifestEquivocation = () => {},
): RecordKind[] {
  return [
    {
      tag: CHUNK_TAG,
      name: "chunk",
      copies: COPIES,
      valueBytesMax: CHUNK_BYTES,
      refusal: chunkRefusal,
      // Records of one name have the same value; only writer and time can differ.
      supersedes: isLater,
    },
    {
      tag: MANIFEST_TAG,
      name: "manifest",
      copies: COPIES,
      valueBytesMax: PUBLICATION_BYTES_MAX,
      refusal: (record) => manifestRefusal(record, networkId),
      supersedes: (next, held) => isNewerManifest(next, held, onEquivocation),
    },
    {
      tag: HISTORY_TAG,
      name: "history",
      copies: HISTORY_COPIES,
      valueBytesMax: PUBLICATION_BYTES_MAX,
      refusal: (record) => historyRefusal(record, networkId),
      // Records of one name have the same manifest; their pointers may differ, and do not matter here.
      supersedes: isLater,
    },
  ];
}

function chunkRefusal(record: StorageRecord): string | null {
  const misplaced = formRefusal(record);
  if (misplaced !== null) return misplaced;
  const value = record.value!;
  if (value.length === 0 || value.length > CHUNK_BYTES) return `a chunk has 1 to ${CHUNK_BYTES} bytes`;
  return sameBytes(sha256(value), record.key.bytes) ? null : "the chunk's SHA-256 is not its key";
}

function manifestRefusal(record: StorageRecord, networkId: Id): string | null {
  const misplaced = formRefusal(record);
  if (misplaced !== null) return misplaced;
  const opened = openPublication(record.value!, networkId);
  if (!opened.ok) return `the manifest is refused: ${opened.detail}`;
  return serviceOf(opened.manifest).equals(record.key)
    ? null
    : "the manifest is not of the service that the key names";
}

function historyRefusal(record: StorageRecord, networkId: Id): string | null {
  const misplaced = formRefusal(record);
  if (misplaced !== null) return misplaced;
  const opened = openPublication(record.value!, networkId);
  if (!opened.ok) return `the manifest is refused: ${opened.detail}`;
  return sameBytes(manifestHashOf(opened.manifest), record.key.bytes)
    ? null
    : "the manifest's hash is not its key";
}

/** A published record cannot be removed and does not expire: otherwise any node could remove it. */
function formRefusal(record: StorageRecord): string | null {
  if (record.value === null) return "a published record cannot be removed";
  if (record.expiresMs !== 0) return "a published record does not expire";
  if (!record.scope.equals(NO_SCOPE) || record.field.length !== 0)
    return "a record of deployment has neither scope nor field";
  return null;
}

/**
 * Orders by version, then by the pointer's date. A version that skips too many numbers does not count. Of two
 * different manifests of one version the one with the smaller hash wins, so that all nodes choose the same;
 * the equivocation is reported.
 */
function isNewerManifest(
  next: StorageRecord,
  held: StorageRecord,
  onEquivocation: OnManifestEquivocation,
): boolean {
  if (next.value === null || held.value === null) return held.value === null && next.value !== null;
  if (sameBytes(next.value, held.value)) return isLater(next, held);
  const [one, other] = [statedOf(next.value), statedOf(held.value)];
  const step = one.version - other.version;
  if (step !== 0) return step > 0 && step <= VERSION_STEP_MAX && isPacedAfter(next.value, held.value);
  if (!sameBytes(one.manifestHash, other.manifestHash)) {
    onEquivocation(held.key, held.value, next.value);
    return Buffer.compare(one.manifestHash, other.manifestHash) < 0;
  }
  if (one.issuedMs !== other.issuedMs) return one.issuedMs > other.issuedMs;
  return Buffer.compare(sha256(next.value), sha256(held.value)) < 0;
}

function isLater(next: StorageRecord, held: StorageRecord): boolean {
  return next.version !== held.version
    ? next.version > held.version
    : compareIds(next.writer, held.writer) > 0;
}
