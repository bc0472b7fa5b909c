/** The forms of records that applications and services may use, and where each stands in the storage. */
import type { RecordForm } from "../control/api.ts";
import type { Id } from "../overlay/id.ts";
import { Contradictions } from "../storage/contradictions.ts";
import { IMMUTABLE_TAG, immutableKind } from "../storage/immutable.ts";
import { MERGED_TAG, mergedKind, type ValueRules } from "../storage/merged.ts";
import type { RecordName, ReplicatedStorage } from "../storage/record.ts";
import { EVIDENCE_TAG, SIGNED_TAG, signedKinds } from "../storage/signed.ts";
import { SERVICE_RECORD_TAG, serviceRecordKind } from "./record-kind.ts";

const TAGS: Readonly<Record<RecordForm, number>> = {
  plain: SERVICE_RECORD_TAG,
  immutable: IMMUTABLE_TAG,
  signed: SIGNED_TAG,
  evidence: EVIDENCE_TAG,
  merged: MERGED_TAG,
};

/** The scope keeps services apart: none can name another's. */
export function recordOfForm(form: RecordForm, scope: Id, key: Id, field: Uint8Array): RecordName {
  return { kind: TAGS[form], scope, key, field };
}

/**
 * Once, for a storage that applications and services use. `rules`: how services are asked about values. `onContradiction`: an owner has
 * signed two values of one sequence.
 */
export function defineForms(
  storage: ReplicatedStorage,
  networkId: Id,
  rules: ValueRules,
  onContradiction: (place: RecordName) => void = () => {},
): void {
  const contradictions = new Contradictions(() => storage, onContradiction);
  storage.define(serviceRecordKind);
  storage.define(immutableKind);
  storage.define(mergedKind(rules));
  for (const kind of signedKinds(networkId, (place, evidence) => contradictions.report(place, evidence)))
    storage.define(kind);
}
