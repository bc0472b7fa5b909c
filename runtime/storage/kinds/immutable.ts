/**
 * Immutable values. The key of a value is its SHA-256, so every holder and every reader can check the value,
 * and no node can replace it by another value.
 */
import { STORE_VALUE_BYTES_MAX } from "../../../abi/abi.ts";
import { Id } from "../../base/id.ts";
import { expiresLater } from "../expiry-order.ts";
import type { RecordKind, RecordName } from "../record.ts";

export const IMMUTABLE_TAG = 5;

const NO_FIELD = new Uint8Array(0);

/** The name of the value's record. `scope`: the service that is charged for it. */
export function immutableRecord(scope: Id, value: Uint8Array): RecordName {
  return { kind: IMMUTABLE_TAG, scope, key: Id.hashOf(value), field: NO_FIELD };
}

export const immutableKind: RecordKind = {
  tag: IMMUTABLE_TAG,
  name: "immutable",
  copies: 4,
  valueBytesMax: STORE_VALUE_BYTES_MAX,
  refusal: ({ value, key, field }) => {
    if (value === null) return "an immutable value cannot be removed; it ends with its time to live";
    if (field.length > 0) return "an immutable record has no field";
    return Id.hashOf(value).equals(key) ? null : "the value's SHA-256 is not its key";
  },
  supersedes: expiresLater,
};
