/**
 * The records of deployment: chunks of code, and publications. Whoever holds one checks it, so that forged
 * code is stored nowhere.
 */

import { ID_BYTES } from "../../abi/abi.ts";
import { compareIds, Id } from "../base/id.ts";
import type { RecordKind, RecordName, StorageRecord } from "../storage/record.ts";
import { CHUNK_BYTES, manifestHashOf, sameBytes, serviceOf, sha256, VERSION_STEP_MAX } from "./manifest.ts";
import { isPacedAfter, openPublication, PUBLICATION_BYTES_MAX, statedOf } from "./publication.ts";

export const CHUNK_TAG = 1;
export const MANIFEST_TAG = 2;

/** After that of services' records. */
export const HISTORY_TAG = 4;

/** Twice as many as of ordinary records: without its code a service is gone, and there is little of it. */
const COPIES = 8;
const HISTORY_COPIES = 4;
const NO_SCOPE = new Id(new Uint8Array(ID_BYTES));
const NO_FIELD = new Uint8Array(0);

/** Where the chunk with this SHA-256 is. */
export function chunkRecord(hash: Uint8Array): RecordName {
  return { kind: CHUNK_TAG, scope: NO_SCOPE, key: new Id(hash), field: NO_FIELD };
}

/** Where the newest manifest of a service is, with all that it is checked by (publication.ts). */
export function manifestRecord(serviceId: Id): RecordName {
  return { kind: MANIFEST_TAG, scope: NO_SCOPE, key: serviceId, field: NO_FIELD };
}

/** Where the publication of the manifest with this hash is, whatever was published since. */
export function historyRecord(manifestHash: Uint8Array): RecordName {
  return { kind: HISTORY_TAG, scope: NO_SCOPE, key: new Id(manifestHash), field: NO_FIELD };
}

/**
 * Two publications of one version with different manifests: their publisher contradicts itself, or somebody
 * else has the key.
 */
export type OnEquivocation = (serviceId: Id, held: Uint8Array, other: Uint8Array) => void;

/** For `ReplicatedStorage.define`. Manifests are checked as signed for that network. */
export function deploymentKinds(networkId: Id, onEquivocation: OnEquivocation = () => {}): RecordKind[] {
  return [
    {
      tag: CHUNK_TAG,
      name: "chunk",
      copies: COPIES,
      valueBytesMax: CHUNK_BYTES,
      refusal: chunkRefusal,
      // Of one name there is one value: only who wrote it when can differ.
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
      // They name the same manifest: the pointers beside it may differ, and are of no account.
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
    : "the manifest is of another service than its key";
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

/** What is published stays: a stranger could else remove it, or let it expire. */
function formRefusal(record: StorageRecord): string | null {
  if (record.value === null) return "what is published cannot be removed";
  if (record.expiresMs !== 0) return "what is published does not expire";
  if (!record.scope.equals(NO_SCOPE) || record.field.length !== 0)
    return "a record of code has neither scope nor field";
  return null;
}

/**
 * By the publisher's version, and by the pointer's date where that says the same; a version that leaves too
 * many out does not count. Of two with the same one and other content, the smaller hash, so that all nodes
 * choose the same; both are told of.
 */
function isNewerManifest(next: StorageRecord, held: StorageRecord, onEquivocation: OnEquivocation): boolean {
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
