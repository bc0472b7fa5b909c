/** Plain records of services and applications: the last write wins, by its version. */
import { STORE_VALUE_BYTES_MAX } from "../../../abi/abi.ts";
import { compareIds, type Id } from "../../base/id.ts";
import type { RecordKind, RecordName } from "../record.ts";

export const SERVICE_RECORD_TAG = 3;

export const serviceRecordKind: RecordKind = {
  tag: SERVICE_RECORD_TAG,
  name: "service",
  copies: 4,
  valueBytesMax: STORE_VALUE_BYTES_MAX,
  refusal: () => null,
  supersedes: (next, stored) =>
    next.version !== stored.version
      ? next.version > stored.version
      : compareIds(next.writer, stored.writer) > 0,
};

/**
 * The name of a service's record. The scope is the service's id, so no service can name another's records.
 */
export function serviceRecord(service: Id, key: Id, field: Uint8Array): RecordName {
  return { kind: SERVICE_RECORD_TAG, scope: service, key, field };
}
