/** `prost attack`: runs the attack suite against the user's own node. */
import { type Command, InvalidArgumentError } from "commander";
import type { AttackCase } from "../../attack/arenas/arena.ts";
import type { MonitoredArena } from "../../attack/arenas/monitored-arena.ts";
import type { CatalogueEntry, Coverage, Group } from "../../attack/catalogue.ts";
import type { CaseResult } from "../../attack/run.ts";
import { ProstError } from "../../base/errors.ts";
import { printable } from "../../base/log.ts";
import { EXIT } from "../exit.ts";
import {
  collect,
  print,
  printJson,
  type SocketOption,
  withClient,
  withExamples,
  withSocket,
} from "../options.ts";
import { startProgress } from "../progress.ts";
import { type Column, formatBytes, formatTable } from "../table.ts";

const ID = /^[A-Z]{2}\d{2}$/;
const COLUMNS: readonly Column[] = [
  { title: "id", align: "left" },
  { title: "where", align: "left" },
  { title: "outcome", align: "left" },
  { title: "time", align: "right" },
  { title: "neighbour", align: "right" },
  { title: "memory", align: "right" },
  { title: "attack", align: "left" },
];
const LIST_COLUMNS: readonly Column[] = [
  { title: "id", align: "left" },
  { title: "state", align: "left" },
  { title: "attack", align: "left" },
  { title: "safe outcome", align: "left" },
];

interface AttackOptions extends SocketOption {
  readonly group?: string;
  readonly id?: readonly string[];
  readonly json?: boolean;
  readonly list?: boolean;
  readonly local?: boolean;
  readonly long?: boolean;
}

/** Where a case ran: at the node, or in a cell of this command. */
type Place = "node" | "here";
type PlacedResult = CaseResult & { readonly where: Place };

export function registerAttack(program: Command): void {
  const command = withSocket(program.command("attack"))
    .description("run the attack suite against your node; exit code 0 only if every outcome is safe")
    .option("--group <group>", "only this group of the catalogue, for example EL", parseGroup)
    .option(
      "--id <id>",
      "only this attack, for example EL04; may be repeated",
      (text, earlier: readonly string[]) => collect(parseId(text), earlier),
    )
    .option("--list", "list the attacks and their safe outcomes, and run none")
    .option("--local", "run all attacks in cells that this command starts, without a node")
    .option("--long", "also run the attacks that take long")
    .option("--json", "print JSON")
    .action(attack);
  withExamples(
    command,
    "prost attack --socket n1/control.sock",
    "prost attack --group EL",
    "prost attack --local --json",
    "prost attack --list",
  );
}

async function attack(options: AttackOptions): Promise<void> {
  // The suite imports a compiler for the WebAssembly text format, which takes long to load.
  const { loadCases } = await import("../../attack/cases.ts");
  const { CATALOGUE, GROUPS, coverageOf } = await import("../../attack/catalogue.ts");
  const isChosen = ({ id }: { readonly id: string }) =>
    (options.group === undefined || id.startsWith(options.group)) &&
    (options.id === undefined || options.id.includes(id));
  const entries = CATALOGUE.filter(isChosen);
  if (options.group !== undefined && !(options.group in GROUPS))
    throw new ProstError(
      "INVALID_ARGUMENT",
      `there is no group ${options.group}; use one of ${Object.keys(GROUPS).join(", ")}`,
    );
  const unknown = options.id?.find((id) => !CATALOGUE.some((entry) => entry.id === id));
  if (unknown !== undefined)
    throw new ProstError("NOT_FOUND", `there is no attack ${unknown}; \`prost attack --list\` shows all`);
  const all = await loadCases();
  const states = entries.map((entry) => ({ ...entry, ...coverageOf(entry, all) }));
  if (options.list === true) {
    if (options.json === true) printJson(states);
    else print(formatTable(LIST_COLUMNS, states.map(listRow)));
    return;
  }
  const cases = all.filter(isChosen);
  const results = await run(
    cases.filter(({ isLong }) => options.long === true || isLong !== true),
    options,
  );
  const leftOut = cases.length - results.length;
  const unsafe = results.filter((result) => result.unsafe !== null);
  const uncovered = states.filter(({ state }) => state !== "covered");
  if (unsafe.length > 0) process.exitCode = EXIT.refused;
  if (options.json === true) {
    printJson({
      safe: results.length - unsafe.length,
      unsafe: unsafe.length,
      leftOut,
      results,
      uncovered: uncovered.map(({ id, attack: what, ...rest }) => ({
        id,
        attack: what,
        state: stateOf(rest),
      })),
    });
    return;
  }
  print(formatTable(COLUMNS, results.map(row)));
  for (const { id, title, unsafe: why } of unsafe)
    print(`\n${id} ${title}\n  NOT SAFE: ${printable(why ?? "")}`);
  print(`\n${summary(results, unsafe.length, leftOut, states)}`);
}

/** Cases that need more access than a node gives run here, in cells that are started for them. */
async function run(cases: readonly AttackCase[], options: AttackOptions): Promise<readonly PlacedResult[]> {
  const { runCases } = await import("../../attack/run.ts");
  const progress = startProgress("attacks", options.json === true);
  const results: PlacedResult[] = [];
  const runAt = async (where: Place, some: readonly AttackCase[], open: () => Promise<MonitoredArena>) => {
    if (some.length === 0) return;
    const monitored = await open();
    try {
      await runCases(some, monitored, {
        onResult: (result) => {
          results.push({ ...result, where });
          progress.update(results.length, cases.length, result.id);
        },
      });
    } finally {
      await monitored.close();
    }
  };
  const isHere = ({ isLocal }: AttackCase) => options.local === true || isLocal === true;
  const atNode = cases.filter((one) => !isHere(one));
  if (atNode.length > 0)
    await withClient(options, async (client) => {
      const { NodeArena } = await import("../../attack/arenas/node-arena.ts");
      await runAt("node", atNode, () => NodeArena.open(client));
    });
  await runAt("here", cases.filter(isHere), async () => {
    const { LocalArena } = await import("../../attack/arenas/local-arena.ts");
    return LocalArena.open();
  });
  progress.done(`${results.length} run`);
  return results.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function row({
  id,
  where,
  unsafe,
  durationMs,
  neighbourMs,
  grownBytes,
  title,
}: PlacedResult): readonly string[] {
  return [
    id,
    where,
    unsafe === null ? "safe" : "NOT SAFE",
    `${Math.round(durationMs)} ms`,
    neighbourMs === null ? "–" : `${neighbourMs.toFixed(1)} ms`,
    grownBytes < 0 ? "0 B" : formatBytes(grownBytes),
    title,
  ];
}

function listRow({ id, attack: what, outcome, ...rest }: CatalogueEntry & Coverage): readonly string[] {
  return [id, stateOf(rest), what, outcome];
}

/** For people: "2 cases", "nothing to attack". */
function stateOf(one: Coverage): string {
  switch (one.state) {
    case "covered":
      return one.cases === 1 ? "1 case" : `${one.cases} cases`;
    case "absent":
      return "nothing to attack";
    case "not yet":
      return "not yet";
  }
}

function summary(
  results: readonly PlacedResult[],
  unsafe: number,
  leftOut: number,
  states: readonly (CatalogueEntry & Coverage)[],
): string {
  const list = (of: string) => states.filter(({ state }) => state === of).map(({ id }) => id);
  const lines = [
    `${results.length - unsafe} of ${results.length} attacks ended safely, for ` +
      `${states.length - list("absent").length - list("later").length - list("not yet").length} of ` +
      `${states.length} ids.`,
  ];
  if (leftOut > 0) lines.push(`${leftOut} attacks that take long were left out; --long runs them too.`);
  if (list("not yet").length > 0) lines.push(`No case yet: ${inRanges(list("not yet"))}`);
  if (list("absent").length > 0) lines.push(`Nothing to attack: ${inRanges(list("absent"))}`);
  if (list("later").length > 0) lines.push(`With a later part: ${inRanges(list("later"))}`);
  return lines.join("\n");
}

/** EL01 EL02 EL03 EL05 → "EL01–03 EL05". */
function inRanges(ids: readonly string[]): string {
  const ranges: { readonly first: string; last: string }[] = [];
  for (const id of ids) {
    const range = ranges.at(-1);
    const isNext =
      range !== undefined &&
      range.last.slice(0, 2) === id.slice(0, 2) &&
      Number(range.last.slice(2)) + 1 === Number(id.slice(2));
    if (isNext) range.last = id;
    else ranges.push({ first: id, last: id });
  }
  return ranges.map(({ first, last }) => (first === last ? first : `${first}–${last.slice(2)}`)).join(" ");
}

function parseGroup(text: string): Group {
  return text.toUpperCase() as Group;
}

function parseId(text: string): string {
  const id = text.toUpperCase();
  if (!ID.test(id)) throw new InvalidArgumentError("It must be an id of the catalogue, for example EL04.");
  return id;
}
