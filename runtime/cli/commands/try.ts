/** `prost try`: runs a module at the operator's node without publishing it. */
import { open, readFile } from "node:fs/promises";
import type { Command } from "commander";
import { CAPABILITIES, type Capability } from "../../../abi/imports.ts";
import { ProstError } from "../../base/errors.ts";
import { Id } from "../../base/id.ts";
import { printable } from "../../base/log.ts";
import type { TrialRun } from "../../control/trial.ts";
import { type Effect, EVENT_KINDS, type EventKind, type Outcome } from "../../sandbox/contract.ts";
import { GATE_LIMITS } from "../../sandbox/gate/gate.ts";
import { eventOf } from "../../sandbox/wire/event-fields.ts";
import { EXIT } from "../exit.ts";
import {
  parseCount,
  print,
  printJson,
  type SocketOption,
  withClient,
  withExamples,
  withSocket,
} from "../options.ts";
import { formatCount } from "../table.ts";

const EVENTS_MAX = 10_000;
/** Characters of a payload shown as text. */
const SHOWN_CHARS_MAX = 200;
const TOKEN = 1n;

interface TryOptions extends SocketOption {
  readonly payload: string;
  readonly file?: string;
  readonly hex?: boolean;
  readonly kind: EventKind;
  readonly times: number;
  readonly capabilities?: readonly Capability[];
  readonly fuel?: number;
  readonly pages?: number;
  readonly json?: boolean;
}

export function registerTry(program: Command): void {
  const command = withSocket(program.command("try <module>"))
    .description("run a module at the node without publishing it, and print its answers and effects")
    .option("--payload <text>", "payload of the event", "")
    .option("--file <file>", "read the payload from a file")
    .option("--hex", "read the payload as hex, and print bytes as hex")
    .option("--kind <kind>", `kind of the event: ${EVENT_KINDS.join(", ")}`, parseKind, "deliver")
    .option("--times <count>", "number of events, one after the other", parseCount(1, EVENTS_MAX), 1)
    .option(
      "--capabilities <list>",
      "granted capabilities, separated by commas (default: all)",
      parseCapabilities,
    )
    .option("--fuel <units>", "fuel limit of an event", parseCount(1, Number.MAX_SAFE_INTEGER))
    .option("--pages <count>", "memory limit, in pages of 64 KiB", parseCount(1, 65_536))
    .option("--json", "print JSON, one line per event")
    .action(run);
  withExamples(
    command,
    "prost try hello.wasm --payload Ada",
    "prost try hello.wasm --payload Ada --times 3 --json",
    "prost try search.wasm --kind timer --fuel 100000",
  );
}

async function run(file: string, options: TryOptions): Promise<void> {
  const module = await readModule(file);
  const payload = await payloadOf(options);
  await withClient(options, async (client) => {
    const trial = client.trial();
    try {
      await runIn(trial, file, module, payload, options);
    } finally {
      await trial.close();
    }
  });
}

async function runIn(
  trial: TrialRun,
  file: string,
  module: Uint8Array,
  payload: Uint8Array,
  { capabilities = CAPABILITIES, fuel, pages, kind, times, json, hex }: TryOptions,
): Promise<void> {
  const limits = {
    ...(fuel === undefined ? {} : { fuelPerEvent: fuel }),
    ...(pages === undefined ? {} : { memoryPages: pages }),
  };
  const offered = await trial.offer({ module, capabilities, limits });
  if (!offered.ok) {
    process.exitCode = EXIT.refused;
    const { by, code, detail } = offered;
    if (json === true) printJson({ file, ok: false, refusedBy: by, code, detail });
    else print(`${file}: ${by === "start" ? "did not start" : "refused"} (${code}): ${printable(detail)}`);
    return;
  }
  if (kind !== "deliver" && !offered.exports.includes(kind))
    throw new ProstError(
      "INVALID_ARGUMENT",
      `${file} does not export ${kind}; it exports ` +
        `${offered.exports.filter((name) => !name.startsWith("prost:")).join(", ")}`,
    );
  if (json !== true) print(`${file}: started, ${formatCount(offered.fuelUsed)} fuel`);
  const zero = new Uint8Array(32);
  for (let i = 1; i <= times; i++) {
    const token = TOKEN + BigInt(i);
    const outcome = await trial.send(
      offered.service,
      eventOf({
        kind,
        nowMs: Date.now(),
        seed: BigInt(i),
        key: Id.hashOf("try").bytes,
        origin: zero,
        previous: zero,
        next: zero,
        token,
        hops: 0,
        flags: 0,
        payload,
      }),
    );
    if (!outcome.ok) process.exitCode = EXIT.refused;
    if (json === true) printJson(asJson(outcome, token));
    else print(asText(outcome, token, hex === true));
  }
}

function asText(outcome: Outcome, token: bigint, isHex: boolean): string {
  const fuel = `${formatCount(outcome.fuelUsed)} fuel`;
  if (!outcome.ok) return `  undone (${outcome.fault}): ${printable(outcome.detail)}, ${fuel}`;
  const answer = answerTo(outcome, token);
  const lines = [answer === null ? `  no answer, ${fuel}` : `  answered ${shown(answer, isHex)}, ${fuel}`];
  if (outcome.verdict !== null) lines.push(`  forward result: ${outcome.verdict.stop ? "stop" : "continue"}`);
  for (const { key, value } of outcome.writes)
    lines.push(`  writes ${shown(key, isHex)}: ${value === null ? "removed" : shown(value, isHex)}`);
  for (const effect of outcome.effects)
    if (!(effect.kind === "respond" && effect.token === token))
      lines.push(`  effect ${described(effect, isHex)}`);
  return lines.join("\n");
}

function described(effect: Effect, isHex: boolean): string {
  const fields = Object.entries(effect).filter(([name, value]) => name !== "kind" && value !== null);
  const parts = fields.map(([name, value]) => {
    if (!(value instanceof Uint8Array)) return `${name} ${printable(String(value))}`;
    const isId = value.length === 32 && name !== "payload" && name !== "value";
    return `${name} ${isId ? Buffer.from(value).toString("hex").slice(0, 8) : shown(value, isHex)}`;
  });
  return `${effect.kind}: ${parts.join(", ")}`;
}

function asJson(outcome: Outcome, token: bigint): object {
  const plain = (value: unknown): unknown => {
    if (typeof value === "bigint") return String(value);
    if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
    if (Array.isArray(value)) return value.map(plain);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, plain(held)]));
  };
  const answer = answerTo(outcome, token);
  const told = answer === null ? {} : { answer: Buffer.from(answer).toString(), answerHex: plain(answer) };
  return { ...(plain(outcome) as object), ...told };
}

function answerTo(outcome: Outcome, token: bigint): Uint8Array | null {
  if (!outcome.ok) return null;
  for (const effect of outcome.effects)
    if (effect.kind === "respond" && effect.token === token) return effect.payload;
  return null;
}

function shown(bytes: Uint8Array, isHex: boolean): string {
  const text = isHex ? Buffer.from(bytes).toString("hex") : printable(Buffer.from(bytes).toString());
  return text.length > SHOWN_CHARS_MAX
    ? `${text.slice(0, SHOWN_CHARS_MAX)}… (${bytes.length} bytes)`
    : text || "nothing";
}

/** Reads at most one byte more than a module may have, so that the gate reports a module that is too long. */
async function readModule(file: string): Promise<Uint8Array> {
  try {
    await using handle = await open(file);
    const { size } = await handle.stat();
    const bytes = new Uint8Array(Math.min(size, GATE_LIMITS.module + 1));
    await handle.read(bytes, 0, bytes.length, 0);
    return bytes;
  } catch (error) {
    throw new ProstError("NOT_FOUND", `the module ${file} cannot be read: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

async function payloadOf({ payload, file, hex }: TryOptions): Promise<Uint8Array> {
  if (file !== undefined) {
    const bytes = await readFile(file).catch((error: Error) => {
      throw new ProstError("NOT_FOUND", `the payload ${file} cannot be read: ${error.message}`, {
        cause: error,
      });
    });
    return Uint8Array.from(bytes);
  }
  if (hex !== true) return Uint8Array.from(Buffer.from(payload));
  if (!/^([0-9a-f]{2})*$/i.test(payload))
    throw new ProstError("INVALID_ARGUMENT", "the payload is not hex: --hex needs pairs of hex digits");
  return Uint8Array.from(Buffer.from(payload, "hex"));
}

function parseKind(text: string): EventKind {
  const kind = EVENT_KINDS.find((one) => one === text);
  if (kind === undefined)
    throw new ProstError(
      "INVALID_ARGUMENT",
      `unknown event kind ${text}; the kinds are ${EVENT_KINDS.join(", ")}`,
    );
  return kind;
}

function parseCapabilities(text: string): readonly Capability[] {
  return text
    .split(",")
    .filter((name) => name !== "")
    .map((name) => {
      const known = CAPABILITIES.find((one) => one === name);
      if (known === undefined)
        throw new ProstError(
          "INVALID_ARGUMENT",
          `unknown capability ${name}; the capabilities are ${CAPABILITIES.join(", ")}`,
        );
      return known;
    });
}
