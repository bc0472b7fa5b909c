/**
 * The rules of a service about the values of its records (`validate`, `merge`). A rule gives the same answer
 * at every node: neither time nor node nor earlier events influence it.
 */
import { ID_BYTES } from "../../abi/abi.ts";
import type { Fault, Outcome, RuleKind, ServiceEvent } from "../sandbox/contract.ts";

/** The answer of a rule carries this token: the instance that runs the rule knows no other. */
const RULE_TOKEN = 1n;
const NO_NODE = new Uint8Array(ID_BYTES);
/** Faults of the rule itself. All other faults have other causes, and prove nothing about the value. */
const RULE_FAULTS: ReadonlySet<Fault> = new Set(["fuel", "stack", "trap", "abort"]);

/** The result of a rule. `unavailable`: the rule could not be evaluated here. */
export type RuleResult =
  | { readonly ok: true; readonly answer: Uint8Array }
  | { readonly ok: false; readonly reason: "refused" | "unavailable"; readonly detail: string };

/**
 * The event that runs a rule. `origin`: the node that writes the value. Null when a replica checks a copy.
 */
export function ruleEvent(
  kind: RuleKind,
  key: Uint8Array,
  payload: Uint8Array,
  origin: Uint8Array | null,
): ServiceEvent {
  return {
    kind,
    nowMs: 0,
    seed: 0n,
    key,
    origin: origin ?? NO_NODE,
    previous: NO_NODE,
    token: RULE_TOKEN,
    isWrite: origin !== null,
    payload,
  };
}

export function ruleResult(kind: RuleKind, outcome: Outcome): RuleResult {
  if (outcome.ok) {
    const [answer] = outcome.effects;
    if (answer?.kind === "respond") return { ok: true, answer: answer.payload };
    return { ok: false, reason: "refused", detail: `its service's ${kind} refuses it` };
  }
  const { fault } = outcome;
  const detail = `its service's ${kind} ended with a fault: ${fault}: ${outcome.detail}`;
  return { ok: false, reason: RULE_FAULTS.has(fault) ? "refused" : "unavailable", detail };
}
