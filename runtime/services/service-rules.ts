/** The rules of services about values, asked where the services run. */
import { PAYLOAD_BYTES_MAX } from "../../abi/abi.ts";
import type { RuleKind } from "../sandbox/contract.ts";
import type { Ruled, ValueRules } from "../storage/kinds/merged.ts";
import type { RecordName } from "../storage/record.ts";
import { packEntries } from "./packed-entries.ts";
import type { ServiceHost } from "./service-host.ts";

/** `host`: asked for anew each time, since it is made after the storage. */
export function serviceRules(host: () => ServiceHost): ValueRules {
  const ask = async (
    kind: RuleKind,
    { scope, key, field }: RecordName,
    values: readonly Uint8Array[],
    origin: Uint8Array | null,
  ): Promise<Ruled<{ readonly value: Uint8Array }>> => {
    const payload = packEntries(
      values.map((value) => ({ key: field, value })),
      PAYLOAD_BYTES_MAX,
    );
    if (payload === null) return { ok: false, reason: "refused", detail: "it is too long for its service" };
    const ruling = await host().judge(scope, kind, key.bytes, payload, origin);
    // A copy: what a cell answers is part of more.
    return ruling.ok ? { ok: true, value: ruling.answer.slice() } : ruling;
  };
  return {
    validate: (place, value, writer) => ask("validate", place, [value], writer?.bytes ?? null),
    merge: (place, one, other) => ask("merge", place, [one, other], null),
    isHere: (scope) => host().isRunning(scope),
  };
}
