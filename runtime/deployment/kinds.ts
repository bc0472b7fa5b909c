/** The records of deployment: chunks of code, and manifests. Whoever holds one checks it, so that forged code is stored nowhere. */

import { ID_BYTES } from "../../abi/abi.ts";
import { compareIds, Id } from "../overlay/id.ts";
import type { RecordKind, RecordName, StorageRecord } from "../storage/record.ts";
import {
  CHUNK_BYTES,
  MANIFEST_BYTES_MAX,
  openManifest,
  sameBytes,
  serviceOf,
  sha256,
  statedVersion,
} from "./manifest.ts";

export const CHUNK_TAG = 1;
export const MANIFEST_TAG = 2;

/** Twice as many as of ordinary records: without its code a service is gone, and there is little of it. */
const COPIES = 8;
const NO_SCOPE = new Id(new Uint8Array(ID_BYTES));
const NO_FIELD = new Uint8Array(0);

/** Where the chunk with this SHA-256 is. */
export function chunkRecord(hash: Uint8Array): RecordName {
  return { kind: CHUNK_TAG, scope: NO_SCOPE, key: new Id(hash), field: NO_FIELD };
}

/** Where the newest manifest of a service is. */
export function manifestRecord(serviceId: Id): RecordName {
  return { kind: MANIFEST_TAG, scope: NO_SCOPE, key: serviceId, field: NO_FIELD };
}

/** For `ReplicatedStorage.define`. Manifests are checked as signed for that network. */
export function deploymentKinds(networkId: Id): RecordKind[] {
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
      valueBytesMax: MANIFEST_BYTES_MAX,
      refusal: (record) => manifestRefusal(record, networkId),
      supersedes: isNewerManifest,
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
  const opened = openManifest(record.value!, networkId);
  if (!opened.ok) return `the manifest is refused: ${opened.detail}`;
  return serviceOf(opened.manifest).equals(record.key)
    ? null
    : "the manifest is of another service than its key";
}

/** What is published stays: a stranger could else remove it, or let it expire. */
function formRefusal(record: StorageRecord): string | null {
  if (record.value === null) return "what is published cannot be removed";
  if (record.expiresMs !== 0) return "what is published does not expire";
  if (!record.scope.equals(NO_SCOPE) || record.field.length !== 0)
    return "a record of code has neither scope nor field";
  return null;
}

/** By the publisher's version; of two with the same one, the smaller hash, so that all nodes choose the same. */
function isNewerManifest(next: StorageRecord, held: StorageRecord): boolean {
  if (next.value === null || held.value === null) return held.value === null && next.value !== null;
  if (sameBytes(next.value, held.value)) return isLater(next, held);
  const difference = statedVersion(next.value) - statedVersion(held.value);
  return difference !== 0 ? difference > 0 : Buffer.compare(sha256(next.value), sha256(held.value)) < 0;
}

function isLater(next: StorageRecord, held: StorageRecord): boolean {
  return next.version !== held.version
    ? next.version > held.version
    : compareIds(next.writer, held.writer) > 0;
}
