/**
 * Whether what clients saw of one register could have come from one that changes in one place:
 * linearizability, by the search of Wing and Gong, "Testing and verifying concurrent objects" (1993), with
 * Lowe's memory of what was tried already (2017). It knows nothing of the runtime.
 */

export type RegisterEvent =
  | { readonly kind: "read"; readonly version: number; readonly value: string | null }
  /** Set to `value` when the version was `expected`. */
  | { readonly kind: "set"; readonly expected: number; readonly value: string }
  /** Not set: there was this instead. */
  | {
      readonly kind: "conflict";
      readonly expected: number;
      readonly version: number;
      readonly value: string | null;
    }
  /** It may have been made at any time since, or never. */
  | { readonly kind: "unknown"; readonly expected: number; readonly value: string };

/** One operation as its client saw it; times in any unit that all share. An unknown one has no end. */
export interface RegisterOperation {
  readonly client: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly event: RegisterEvent;
}

/** `undecided`: more was to be tried than the bound allows. */
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

  /** Whether the operations that are left fit, from this state on. */
  const fits = (state: State, left: number): boolean => {
    if (left === 0) return true;
    if (++steps > stepsMax) return false;
    // What was done before the first certain one that is left goes without saying, and an unknown one whose
    // version is past is over.
    const first = operations.findIndex(({ event }, i) => !isDone[i] && event.kind !== "unknown");
    const ahead = operations.flatMap((_, i) => (isDone[i] && i > first ? [i] : []));
    const place = `${state.version} ${state.value} ${first} ${ahead.join()}`;
    if (tried.has(place)) return false;
    tried.add(place);
    // The next one began before any that is left had ended.
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

/** Null: it could not have come out so. */
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
 * What was acknowledged and is gone: for each set, some later read must not show a version below it. Needs no
 * search, so it says which one where `linearizability` only says "no".
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
