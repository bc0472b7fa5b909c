/** The effect of a compare-and-set on a register's state, and its outcome for the caller. */
import type { NodeHandle } from "../../base/node-handle.ts";
import { OPERATIONS_MAX, type RegisterAnswer, type RegisterRequest, type RegisterState } from "./register.ts";

type SetRequest = RegisterRequest & { readonly kind: "set" };

/**
 * The state to propose. `state` itself if its version is not the expected version, or if the same operation
 * was made before.
 */
export function stateAfter(
  state: RegisterState | null,
  { expected, operation, value }: SetRequest,
  view: readonly NodeHandle[],
): RegisterState {
  if (state === null) {
    return { version: 1, value, members: view, previous: view, operations: [operation] };
  }
  if (state.version !== expected || isMade(state, operation)) return state;
  const operations = [operation, ...state.operations].slice(0, OPERATIONS_MAX);
  return { ...state, version: state.version + 1, value, operations };
}

/**
 * The outcome of a change, from a chosen state. The overlay may have delivered the request to two root nodes,
 * so the change may have been made although the version is higher now. If that was more than OPERATIONS_MAX
 * changes ago, the state does not show it, and the outcome is `unavailable`.
 */
export function outcomeOf(state: RegisterState, { expected, operation, value }: SetRequest): RegisterAnswer {
  if (isMade(state, operation)) return { kind: "set", version: expected + 1, value };
  const isForgotten = state.version - expected > OPERATIONS_MAX;
  return isForgotten
    ? { kind: "unavailable" }
    : { kind: "conflict", version: state.version, value: state.value };
}

export function readOutcome({ version, value }: RegisterState): RegisterAnswer {
  return { kind: "value", version, value };
}

function isMade({ operations }: RegisterState, operation: Uint8Array): boolean {
  return operations.some((other) => Buffer.compare(other, operation) === 0);
}
