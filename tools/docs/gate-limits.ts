/** The ceilings of the gate's profile, with what each counts. */
import { GATE_LIMITS, type GateLimit } from "../../runtime/sandbox/gate/profile.ts";
import { named } from "./quantity.ts";
import { table } from "./table.ts";

/** The type asks for a meaning of each limit. */
const MEANINGS: Readonly<Record<GateLimit, string>> = {
  module: "bytes of the module",
  types: "function types",
  params: "parameters of a function type",
  results: "results of a function type",
  imports: "imports",
  functions: "functions, without the imported ones",
  tables: "tables",
  table: "entries of the table at the start",
  memories: "memories",
  memory: "pages of 64 KiB at the start",
  globals: "globals",
  exports: "exports",
  name: "bytes of the name of an import or export, in printable ASCII",
  elementSegments: "element segments",
  elements: "elements of all segments",
  segments: "data segments",
  locals: "locals of a function, its parameters included",
  localsInAll: "locals of all functions",
  stack: "operands on the stack at a time",
  nesting: "blocks open at a time",
  slotsNested: "slots (locals and operands) of all blocks open at a time",
  slotCopies: "slots summed over the blocks and branches of a function",
  slotCopiesInAll: "slots summed over the blocks and branches of the module",
  body: "bytes of a function's body",
  branchTargets: "targets of one `br_table`",
  branchTargetsInAll: "targets of all `br_table` instructions",
  customSection: "bytes of a custom section",
};

export function gateLimitsTable(): string {
  return table(
    ["limit", "at most", "counts"],
    Object.entries(GATE_LIMITS).map(([limit, most]) => [
      `\`${limit}\``,
      named("", most),
      MEANINGS[limit as GateLimit],
    ]),
  );
}
