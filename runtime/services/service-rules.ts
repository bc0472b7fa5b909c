/** The rules of services about the values of merged records, evaluated by the services that run here. */
import { PAYLOAD_BYTES_MAX } from "../../abi/abi.ts";
import type { RuleKind } from "../sandbox/contract.ts";
import type { RuleOutcome, ValueRules } from "../storage/kinds/merged.ts";
import type { RecordName } from "../storage/record.ts";
import { packEntries } from "./packed-entries.ts";
import type { ServiceHost } from "./service-host.ts";

/** `host` is called for each value, since the host is made after the storage. */
export function serviceRules(host: () => ServiceHost): ValueRules {
  const evaluate = async (
    kind: RuleKind,
    { scope, key, field }: RecordName,
    values: readonly Uint8Array[],
    origin: Uint8Array | null,
  ): Promise<RuleOutcome<{ readonly value: Uint8Array }>> => {
    const payload = packEntries(
      values.map((value) => ({ key: field, value })),
      PAYLOAD_BYTES_MAX,
    );
    if (payload === null) return { ok: false, reason: "refused", detail: "it is too long for its service" };
    const result = await host().evaluateRule(scope, kind, key.bytes, payload, origin);
    // A copy: the answer of a cell is a view of a larger buffer.
    return result.ok ? { ok: true, value: result.answer.slice() } : result;
  };
  return {
    validate: (place, value, writer) => evaluate("validate", place, [value], writer?.bytes ?? null),
    merge: (place, one, other) => evaluate("merge", place, [one, other], null),
    isRunning: (scope) => host().isRunning(scope),
  };
}
