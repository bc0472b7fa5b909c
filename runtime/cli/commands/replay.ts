/** `prost replay`: runs a recording again, compares the outcomes, and shows store and memory after any event. */
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { type Command, InvalidArgumentError } from "commander";
import { ProstError } from "../../base/errors.ts";
import { hexOf } from "../../base/hex.ts";
import { printable } from "../../base/log.ts";
import { CellHost } from "../../sandbox/cell/cell-host.ts";
import type { Outcome } from "../../sandbox/contract.ts";
import { GATE_LIMITS } from "../../sandbox/gate/gate.ts";
import { type GuestEvent, type RecordedOutcome, sha256 } from "../../sandbox/recording/recording.ts";
import { type Replayed, replay } from "../../sandbox/recording/replay.ts";
import type { Difference } from "../../sandbox/recording/replay-comparison.ts";
import { EXIT } from "../exit.ts";
import { parseCount, print, printJson, withExamples } from "../options.ts";
import {
  differenceText,
  dumpText,
  eventLine,
  eventText,
  outcomeText,
  PAGE_BYTES,
  pagesOf,
  pagesText,
  recordedText,
  stateText,
  storeText,
} from "../replay-text.ts";

const EVENTS_MAX = 1_000_000_000;
/** Most bytes of a memory range that are shown. */
const DUMP_BYTES_MAX = PAGE_BYTES;

const PARTS = ["events", "effects", "store", "memory"] as const;
type Part = (typeof PARTS)[number];

interface Range {
  readonly offset: number;
  readonly length: number;
}

interface ReplayOptions {
  readonly at?: number;
  readonly show?: readonly Part[];
  readonly memory?: Range;
  readonly module?: string;
  readonly json?: boolean;
}

export function registerReplay(program: Command): void {
  const command = program
    .command("replay <file>")
    .description(
      "run a recording again in a sandbox on this machine, and compare; exit code 0 only if every " +
        "outcome is as recorded",
    )
    .option("--at <number>", "stop after this event and show it", parseCount(1, EVENTS_MAX))
    .option(
      "--show <part>",
      "show all events, or the effects, store or memory after the last event; may be repeated",
      parsePart,
    )
    .option("--memory <offset:length>", "show a range of the memory, for example 0x400:64", parseRange)
    .option("--module <file>", "run this module instead of the recorded one, and show the differences")
    .option("--json", "print JSON")
    .action(async (file: string, options: ReplayOptions) => {
      const module = options.module === undefined ? null : await readModule(options.module);
      const replayed = await run(file, module, options);
      if (options.at !== undefined && replayed.events < options.at) {
        throw new ProstError(
          "OUT_OF_RANGE",
          `${file} has no event ${options.at}; it has ${replayed.events} events`,
        );
      }
      if (options.json === true) printJson(asJson(file, replayed, options));
      else print(asText(replayed, options));
      if (replayed.differencesInAll > 0) process.exitCode = EXIT.refused;
    });
  withExamples(
    command,
    "prost replay guestbook.rec",
    "prost replay guestbook.rec --show events",
    "prost replay guestbook.rec --at 17 --show store --memory 0x400:128",
    "prost replay guestbook.rec --module fixed.wasm",
  );
}

/** In a cell, like any untrusted service: a recording may come from anyone. */
async function run(file: string, module: Uint8Array | null, options: ReplayOptions): Promise<Replayed> {
  const runner = new CellHost({ name: "replay" });
  const until = options.at ?? null;
  const onEvent = (number: number, event: GuestEvent, outcome: Outcome | null) => {
    if (options.json === true) printJson(asPlain({ number, event, outcome }));
    else print(eventLine(number, event, outcome));
  };
  try {
    return await replay({
      source: createReadStream(file),
      runner,
      module,
      until,
      ...(options.show?.includes("events") ? { onEvent } : {}),
    });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (error instanceof ProstError || code === undefined) throw error;
    throw new ProstError(code === "ENOENT" ? "NOT_FOUND" : "FAILED_PRECONDITION", `${file}: ${message}`);
  } finally {
    await runner.close();
  }
}

async function readModule(file: string): Promise<Uint8Array> {
  const bytes = await readFile(file).catch((error: Error) => {
    throw new ProstError("NOT_FOUND", `module ${file} cannot be read: ${error.message}`);
  });
  if (bytes.length > GATE_LIMITS.module)
    throw new ProstError(
      "INVALID_ARGUMENT",
      `module ${file} has ${bytes.length} bytes; a module has at most ${GATE_LIMITS.module}`,
    );
  return new Uint8Array(bytes);
}

function parsePart(text: string, earlier: readonly Part[] = []): readonly Part[] {
  const part = PARTS.find((known) => known === text);
  if (part === undefined) throw new InvalidArgumentError(`It must be one of ${PARTS.join(", ")}.`);
  return [...earlier, part];
}

function parseRange(text: string): Range {
  const match = /^(0x[0-9a-f]+|\d+):(0x[0-9a-f]+|\d+)$/i.exec(text);
  const [offset, length] = [Number(match?.[1]), Number(match?.[2])];
  if (!(length >= 1 && length <= DUMP_BYTES_MAX && offset <= 0xffff_ffff))
    throw new InvalidArgumentError(
      `It must be OFFSET:LENGTH, with a length of 1 to ${DUMP_BYTES_MAX} bytes.`,
    );
  return { offset, length };
}

function asText(replayed: Replayed, { at, show = [], memory: range }: ReplayOptions): string {
  const { head, events, lost, faults, fuelUsed, end, notes, differences, differencesInAll, memory } =
    replayed;
  const module = replayed.isOtherModule ? "another module than" : "module";
  const parts = [
    `${printable(head.name)} version ${head.version}, ${module} ${hexOf(head.codeHash).slice(0, 8)}, ` +
      `recorded at node ${hexOf(head.nodeId).slice(0, 8)} on ${new Date(head.recordedMs).toISOString()}`,
    ...notes.map((note) => `  ${printable(note)}`),
  ];
  const { last } = replayed;
  if (last !== null && (at !== undefined || show.includes("effects"))) {
    parts.push("", eventText(last.number, last.event));
    parts.push(last.outcome === null ? recordedText(last.recorded) : outcomeText(last.outcome));
  }
  if (show.includes("store")) parts.push("", storeText(replayed.store.entries()));
  if (memory === null && (show.includes("memory") || range !== undefined))
    parts.push("", "the service has no instance, and no memory");
  if (memory !== null && show.includes("memory")) parts.push("", pagesText(memory));
  if (memory !== null && range !== undefined) parts.push("", dumpText(slice(memory, range), range.offset));
  if (differences.length > 0) {
    parts.push("", differenceText(differences[0]));
    const others = [...new Set(differences.slice(1).map(({ number }) => number))];
    const more = differencesInAll > differences.length ? ", …" : "";
    if (others.length > 0)
      parts.push(`  further differences: ${differencesInAll - 1}, at events ${others.join(", ")}${more}`);
  }
  parts.push("", stateText(replayed));
  if (end === "cut") parts.push(`the recording was cut off after event ${events}`);
  const counts = [`${events} events`];
  if (faults > 0) counts.push(`${faults} with a fault`);
  if (lost > 0) counts.push(`${lost} not run: their cell had crashed in the recording`);
  const comparison =
    differencesInAll === 0
      ? `✓ as recorded${replayed.recordedState === null ? "" : ", state included"}`
      : `✗ ${differencesInAll === 1 ? "1 difference" : `${differencesInAll} differences`}`;
  parts.push(`${comparison}: ${counts.join(", ")}, fuel ${fuelUsed}`);
  return parts.join("\n");
}

function slice(memory: Uint8Array, { offset, length }: Range): Uint8Array {
  if (offset >= memory.length)
    throw new ProstError(
      "OUT_OF_RANGE",
      `offset ${offset} is beyond the memory, which has ${memory.length} bytes`,
    );
  return memory.subarray(offset, offset + length);
}

function asJson(file: string, replayed: Replayed, { at, show = [], memory: range }: ReplayOptions): unknown {
  const { head, memory, store, last, recordedState } = replayed;
  const result = {
    file,
    ok: replayed.differencesInAll === 0,
    service: head.serviceId,
    name: head.name,
    version: head.version,
    node: head.nodeId,
    codeHash: head.codeHash,
    isOtherModule: replayed.isOtherModule,
    notes: replayed.notes,
    events: replayed.events,
    lost: replayed.lost,
    faults: replayed.faults,
    fuelUsed: replayed.fuelUsed,
    end: replayed.end,
    state: {
      hash: replayed.stateHash,
      storeHash: store.hash(),
      storeEntries: store.size,
      storeBytes: store.bytes,
      memoryHash: memory === null ? null : sha256(memory),
      memoryBytes: memory?.length ?? 0,
    },
    recordedState,
    differences: replayed.differences.map(differenceJson),
    differencesInAll: replayed.differencesInAll,
    ...(last !== null && (at !== undefined || show.includes("effects")) ? { last: lastJson(last) } : {}),
    ...(show.includes("store") ? { store: store.entries() } : {}),
    ...(show.includes("memory") ? { pages: memory === null ? [] : pagesOf(memory) } : {}),
    ...(range === undefined
      ? {}
      : { memory: { offset: range.offset, bytes: memory === null ? null : slice(memory, range) } }),
  };
  return asPlain(result);
}

function differenceJson({ what, number, event, expected, got }: Difference): unknown {
  return { what, number, event, recorded: expected, now: got };
}

function lastJson({
  number,
  event,
  outcome,
  recorded,
}: {
  number: number;
  event: GuestEvent;
  outcome: Outcome | null;
  recorded: RecordedOutcome;
}): unknown {
  return { number, event, outcome, recorded };
}

/** Bytes as hex, 64-bit numbers as text. */
function asPlain(value: unknown): unknown {
  const text = JSON.stringify(value, (_key, part) => {
    if (typeof part === "bigint") return String(part);
    return part instanceof Uint8Array ? hexOf(part) : part;
  });
  return JSON.parse(text);
}
