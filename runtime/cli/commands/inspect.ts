/** `prost inspect`: the gate's result for modules, with their capabilities and costs. */
import { setFlagsFromString } from "node:v8";
import type { Command } from "commander";
import { ProstError } from "../../base/errors.ts";
import type { GateRules } from "../../sandbox/gate/gate.ts";
import {
  costOf,
  type Inspection,
  inspectModule,
  type LimitUse,
  type ModuleCost,
} from "../../sandbox/gate/inspect.ts";
import { EXIT } from "../exit.ts";
import { escapedPath, readModuleFile } from "../module-file.ts";
import { print, printJson, withExamples } from "../options.ts";
import { formatBytes, formatTable } from "../table.ts";

/** Most names shown of a list. */
const LISTED_MAX = 32;

/** The name of each limit in the table. */
const LIMIT_NAMES: Readonly<Record<LimitUse["limit"], string>> = {
  module: "bytes of the module",
  types: "types",
  params: "parameters of a function",
  results: "results of a function",
  imports: "imports",
  functions: "functions",
  tables: "tables",
  table: "elements of the table",
  memories: "memories",
  memory: "pages of memory at the start",
  globals: "globals",
  exports: "exports",
  name: "characters of a name",
  elementSegments: "element segments",
  elements: "elements in all segments",
  segments: "data segments",
  locals: "locals of a function",
  localsInAll: "locals in all",
  stack: "operands on the stack",
  nesting: "deepest nesting",
  slotsNested: "locals and operands of nested blocks",
  slotCopies: "locals and operands at blocks and branches of a function",
  slotCopiesInAll: "locals and operands at blocks and branches in all",
  body: "bytes of the largest body",
  branchTargets: "targets of a branch table",
  branchTargetsInAll: "targets in all branch tables",
  customSection: "bytes of a custom section",
};

interface Inspected extends Omit<Inspection, "code"> {
  readonly code: Inspection["code"] | "unreadable";
  readonly cost: ModuleCost | null;
}

export function registerInspect(program: Command): void {
  const command = program
    .command("inspect <file...>")
    .description(
      "check modules by the gate, and show their capabilities and costs; exit code 0 only if all are accepted",
    )
    .option(
      "--profile",
      "check only the rules for any WebAssembly module: imports and exports of functions may have any name",
    )
    .option("--json", "print JSON, one line for each file")
    .action(async (files: readonly string[], options: { json?: boolean; profile?: boolean }) => {
      // A lazy compiler would compile at the first call, and the measured time would be too short.
      setFlagsFromString("--no-wasm-lazy-compilation");
      const rules = options.profile === true ? "profile" : "service";
      for (const file of files) {
        const inspected = await inspectFile(file, rules);
        if (!inspected.ok) process.exitCode = EXIT.refused;
        if (options.json === true) printJson({ file, rules, ...inspected });
        else print(asText(escapedPath(file), inspected));
      }
    });
  withExamples(
    command,
    "prost inspect hello.wasm",
    "prost inspect *.wasm --json",
    "prost inspect --profile any.wasm",
  );
}

async function inspectFile(file: string, rules: GateRules): Promise<Inspected> {
  try {
    const bytes = await readModuleFile(file);
    return { ...inspectModule(bytes, { rules }), cost: costOf(bytes, { rules }) };
  } catch (error) {
    if (!(error instanceof ProstError)) throw error;
    const nothing = inspectModule(new Uint8Array(0));
    return { ...nothing, code: "unreadable", detail: error.message, cost: null };
  }
}

function asText(file: string, inspected: Inspected): string {
  const { ok, code, detail, cost } = inspected;
  if (code === "unreadable") return detail;
  if (!ok || cost === null) return `${file}: refused: ${detail}`;
  return [
    `${file}: accepted`,
    ...summary(inspected, cost),
    "",
    formatTable(
      [
        { title: "limit", align: "left" },
        { title: "used", align: "right" },
        { title: "of", align: "right" },
        { title: "", align: "right" },
      ],
      inspected.limits.map(({ limit, used, max }) => [
        LIMIT_NAMES[limit],
        String(used),
        String(max),
        `${Math.round((100 * used) / max)} %`,
      ]),
    ),
  ].join("\n");
}

function summary(inspected: Inspected, cost: ModuleCost): string[] {
  const { memory, functions, capabilities, imports, exports } = inspected;
  const needs = imports.map(({ name, capability }) =>
    capability === null ? name : `${name} (${capability})`,
  );
  const max = memory?.max ?? null;
  const pages =
    memory === null
      ? "none"
      : `${memory.min} ${memory.min === 1 ? "page" : "pages"} of 64 KiB at the start, ` +
        `${max === null ? "no declared maximum" : `at most ${max}`}`;
  const rows: readonly (readonly [string, string])[] = [
    [
      "size",
      `${formatBytes(cost.bytes)}, ${functions} functions; ${formatBytes(cost.rewrittenBytes)} after instrumentation`,
    ],
    ["memory", pages],
    [
      "an instance",
      `${formatBytes(cost.instanceBytesMin)} at the start, at most ${formatBytes(cost.instanceBytesMax)}`,
    ],
    ["time", `gate ${ms(cost.gateMs)}, rewrite ${ms(cost.rewriteMs)}, compile ${ms(cost.compileMs)}`],
    ["rules", `profile ${cost.profile}, fuel schedule ${cost.fuelSchedule}`],
    ["capabilities", capabilities.join(", ") || "none"],
    ["imports", listed(needs)],
    ["exports", listed(exports)],
  ];
  return rows.map(([title, value]) => `  ${title.padEnd(13)} ${value}`);
}

/** The first LISTED_MAX names: a module may have hundreds. */
function listed(names: readonly string[]): string {
  if (names.length === 0) return "none";
  const rest = names.length - LISTED_MAX;
  return `${names.slice(0, LISTED_MAX).join(", ")}${rest > 0 ? `, and ${rest} more` : ""}`;
}

function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}
