/** The forms of record that applications and services use, and the kind of record for each form. */

import type { Id } from "../../base/id.ts";
import type { RecordForm, RecordName, ReplicatedStorage } from "../record.ts";
import { EquivocationReports } from "./equivocations.ts";
import { IMMUTABLE_TAG, immutableKind } from "./immutable.ts";
import { MERGED_TAG, mergedKind, type ValueRules } from "./merged.ts";
import { SERVICE_RECORD_TAG, serviceRecordKind } from "./plain.ts";
import { EVIDENCE_TAG, SIGNED_TAG, signedKinds } from "./signed.ts";

const TAGS: Readonly<Record<RecordForm, number>> = {
  plain: SERVICE_RECORD_TAG,
  immutable: IMMUTABLE_TAG,
  signed: SIGNED_TAG,
  evidence: EVIDENCE_TAG,
  merged: MERGED_TAG,
};

/**
 * The name of a record of that form. The scope is the service's id, so no service can name another's records.
 */
export function recordOfForm(form: RecordForm, scope: Id, key: Id, field: Uint8Array): RecordName {
  return { kind: TAGS[form], scope, key, field };
}

/**
 * Defines the kinds of all forms. Call it once for a storage. `rules`: the rules of services for merged
 * values. `onEquivocation` is called when an owner has signed two values with the same sequence number.
 */
export function defineForms(
  storage: ReplicatedStorage,
  networkId: Id,
  rules: ValueRules,
  onEquivocation: (place: RecordName) => void = () => {},
): void {
  const reports = new EquivocationReports(() => storage, onEquivocation);
  storage.define(serviceRecordKind);
  storage.define(immutableKind);
  storage.define(mergedKind(rules));
  for (const kind of signedKinds(networkId, (place, evidence) => reports.report(place, evidence)))
    storage.define(kind);
}
