/**
 * Checks whether the history of one register is linearizable: whether a register on a single machine could
 * have given the same results. The search is that of Wing and Gong, "Testing and verifying concurrent objects"
 * (1993), with Lowe's cache of states that were tried already (2017). It is independent of the runtime.
 */

export type RegisterEvent =
  | { readonly kind: "read"; readonly version: number; readonly value: string | null }
  /** Set to `value`; the version before was `expected`. */
  | { readonly kind: "set"; readonly expected: number; readonly value: string }
  /** Not set: the register had this version and value, not the version `expected`. */
  | {
      readonly kind: "conflict";
      readonly expected: number;
      readonly version: number;
      readonly value: string | null;
    }
  /** The set may take effect at any later time, or never. */
  | { readonly kind: "unknown"; readonly expected: number; readonly value: string };

/**
 * One operation as its client saw it. All operations share one clock. The end of an unknown one is ignored.
 */
export interface RegisterOperation {
  readonly client: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly event: RegisterEvent;
}

/** `undecided`: the search reached its bound of steps. */
type Linearizability = "yes" | "no" | "undecided";

interface State {
  readonly version: number;
  readonly value: string | null;
}

const START: State = { version: 0, value: null };

export function linearizability(
  history: readonly RegisterOperation[],
  stepsMax = 1_000_000,
): Linearizability {
  const operations = history
    .map((one) => ({ ...one, toMs: one.event.kind === "unknown" ? Number.POSITIVE_INFINITY : one.toMs }))
    .sort((a, b) => a.fromMs - b.fromMs);
  const certain = operations.filter(({ event }) => event.kind !== "unknown").length;
  const isDone = operations.map(() => false);
  const tried = new Set<string>();
  let steps = 0;

  /** Whether some order of the remaining operations is possible from this state. `left` counts the certain ones. */
  const fits = (state: State, left: number): boolean => {
    if (left === 0) return true;
    if (++steps > stepsMax) return false;
    // The operations before the first remaining certain one need not be part of the cache's key: all certain
    // ones among them are done, and an unknown one has no effect once its version is past.
    const first = operations.findIndex(({ event }, i) => !isDone[i] && event.kind !== "unknown");
    const ahead = operations.flatMap((_, i) => (isDone[i] && i > first ? [i] : []));
    const place = `${state.version} ${state.value} ${first} ${ahead.join()}`;
    if (tried.has(place)) return false;
    tried.add(place);
    // The next operation must have begun before the first end of a remaining one.
    const firstEndMs = Math.min(...operations.filter((_, i) => !isDone[i]).map(({ toMs }) => toMs));
    for (const [i, { event, fromMs }] of operations.entries()) {
      if (fromMs > firstEndMs) break;
      if (isDone[i]) continue;
      const next = after(state, event);
      if (next === null) continue;
      isDone[i] = true;
      if (fits(next, left - (event.kind === "unknown" ? 0 : 1))) return true;
      isDone[i] = false;
    }
    return false;
  };

  if (fits(START, certain)) return "yes";
  return steps > stepsMax ? "undecided" : "no";
}

/** The state after the event. Null: the event is impossible in this state. */
function after(state: State, event: RegisterEvent): State | null {
  switch (event.kind) {
    case "read":
      return event.version === state.version && event.value === state.value ? state : null;
    case "conflict":
      return event.expected !== state.version &&
        event.version === state.version &&
        event.value === state.value
        ? state
        : null;
    case "set":
    case "unknown":
      return event.expected === state.version ? { version: state.version + 1, value: event.value } : null;
  }
}

/**
 * Acknowledged sets that are lost: a later operation saw a lower version, or the same version with another
 * value. This needs no search, and it names the set, where `linearizability` only returns "no".
 */
export function lostWrites(history: readonly RegisterOperation[]): readonly string[] {
  return history.flatMap(({ event, toMs }) => {
    if (event.kind !== "set") return [];
    const version = event.expected + 1;
    const late = history.find(
      (other) =>
        other.fromMs > toMs &&
        (other.event.kind === "read" || other.event.kind === "conflict") &&
        (other.event.version < version ||
          (other.event.version === version && other.event.value !== event.value)),
    );
    return late === undefined ? [] : [`version ${version}, ${event.value}: ${late.client} saw another later`];
  });
}
