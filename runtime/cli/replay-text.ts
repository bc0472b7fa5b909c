/** Events, outcomes, stores and memories of a replay as text for people. */
import { hexOf } from "../base/hex.ts";
import { printable } from "../base/log.ts";
import type { Effect, Outcome, StoreWrite } from "../sandbox/contract.ts";
import { type GuestEvent, type RecordedOutcome, sha256 } from "../sandbox/recording/recording.ts";
import type { Replayed } from "../sandbox/recording/replay.ts";
import type { Difference } from "../sandbox/recording/replay-comparison.ts";
import type { StoreEntry } from "../storage/local/local-store.ts";
import { formatBytes, formatTable } from "./table.ts";

/** Most bytes of a payload or a value that are shown. */
const SHOWN_BYTES = 96;
const LEVELS = ["debug", "info", "warn", "error"];
export const PAGE_BYTES = 65_536;

/** "hello\x00", or 0x and hex if most bytes are no text. A longer value is cut, and its length shown. */
function escaped(bytes: Uint8Array, max = SHOWN_BYTES): string {
  const isText = (byte: number) => byte >= 0x20 && byte < 0x7f;
  const begin = bytes.subarray(0, max);
  const rest = bytes.length > max ? `… (${bytes.length} bytes)` : "";
  if (begin.filter(isText).length < begin.length / 2) return `0x${hexOf(begin)}${rest}`;
  let shown = "";
  for (const byte of begin) {
    if (byte === 0x22 || byte === 0x5c) shown += `\\${String.fromCharCode(byte)}`;
    else if (isText(byte)) shown += String.fromCharCode(byte);
    else shown += `\\x${byte.toString(16).padStart(2, "0")}`;
  }
  return `"${shown}"${rest}`;
}

export function eventText(number: number, event: GuestEvent): string {
  const { kind, nowMs, key, origin, token, hops, flags, status, payload } = event;
  const parts = [`event ${number}  ${kind}`, `at ${new Date(nowMs).toISOString()}`];
  if (kind === "complete" || kind === "timer") parts.push(`token ${token}`);
  if (kind === "complete") parts.push(`status ${status}`);
  if (kind === "deliver" || kind === "forward" || kind === "call")
    parts.push(`key ${short(key)}`, `from ${short(origin)}`, `token ${token}`, `hops ${hops}`);
  if (kind === "update") parts.push(`node ${short(key)}`);
  if (flags !== 0) parts.push(`flags ${flags}`);
  return `${parts.join("  ")}\n  payload  ${escaped(payload)}`;
}

/** One line. */
export function eventLine(number: number, event: GuestEvent, outcome: Outcome | null): string {
  const about =
    event.kind === "complete" || event.kind === "timer" ? `token ${event.token}` : `key ${short(event.key)}`;
  const head = `${String(number).padStart(6)}  ${event.kind.padEnd(8)}  ${about}  ${escaped(event.payload, 32)}`;
  if (outcome === null) return `${head}  not run: its cell had crashed`;
  if (!outcome.ok) return `${head}  ${faultText(outcome.fault, outcome.detail)}`;
  const did = [...outcome.writes.map(() => "store"), ...outcome.effects.map(({ kind }) => kind)];
  return `${head}  ${did.join(" ") || "–"}`;
}

/** Several indented lines. */
export function outcomeText(outcome: Outcome): string {
  if (!outcome.ok) return `  ${faultText(outcome.fault, outcome.detail)}, fuel ${outcome.fuelUsed}`;
  return doneText(`committed, fuel ${outcome.fuelUsed}`, outcome);
}

/** The outcome as the recording has it. */
export function recordedText({ fault, detail, fuelUsed, digest, done }: RecordedOutcome): string {
  if (fault !== null) return `  ${faultText(fault, detail)}, fuel ${fuelUsed}`;
  const head = `committed, fuel ${fuelUsed}`;
  if (done === null)
    return `  ${head}; the effects were too large to record, digest ${hexOf(digest).slice(0, 16)}`;
  return doneText(head, done);
}

function faultText(fault: string, detail: string): string {
  return `rolled back: ${fault}${detail === "" ? "" : ` (${printable(detail)})`}`;
}

function doneText(
  head: string,
  { writes, effects, verdict }: Pick<Outcome & { ok: true }, "writes" | "effects" | "verdict">,
): string {
  const lines = [head, ...writes.map(writeText), ...effects.map(effectText)];
  if (verdict !== null) {
    const set = [
      ...(verdict.key === null ? [] : [`key ${short(verdict.key)}`]),
      ...(verdict.payload === null ? [] : [`payload ${escaped(verdict.payload)}`]),
      ...(verdict.next === null ? [] : [`next ${short(verdict.next)}`]),
    ];
    lines.push(
      `forward  ${verdict.stop ? "stop" : "continue"}${set.length === 0 ? "" : `  ${set.join("  ")}`}`,
    );
  }
  return lines.map((line, i) => `${i === 0 ? "  " : "    "}${line}`).join("\n");
}

function writeText({ key, value }: StoreWrite): string {
  return value === null ? `store  remove ${escaped(key)}` : `store  ${escaped(key)} = ${escaped(value)}`;
}

function effectText(effect: Effect): string {
  switch (effect.kind) {
    case "route":
      return `route  key ${short(effect.key)}  ${escaped(effect.payload)}`;
    case "send":
      return `send  to ${short(effect.node)}  ${escaped(effect.payload)}`;
    case "request":
      return (
        `request  token ${effect.token}  key ${short(effect.key)}  within ${effect.timeoutMs} ms  ` +
        `${escaped(effect.payload)}`
      );
    case "respond":
      return `respond  token ${effect.token}  ${escaped(effect.payload)}`;
    case "storagePut":
      return (
        `storagePut  token ${effect.token}  key ${short(effect.key)}  field ${escaped(effect.field)} = ` +
        `${escaped(effect.value)}`
      );
    case "storageGet":
    case "storageRemove":
      return `${effect.kind}  token ${effect.token}  key ${short(effect.key)}  field ${escaped(effect.field)}`;
    case "storagePutForm":
      return (
        `storagePutForm  token ${effect.token}  form ${effect.form}  key ${short(effect.key)}  field ` +
        `${escaped(effect.field)} = ${escaped(effect.value)}`
      );
    case "storageGetForm":
      return (
        `storageGetForm  token ${effect.token}  form ${effect.form}  key ${short(effect.key)}  field ` +
        `${escaped(effect.field)}`
      );
    case "storageListForm":
      return `storageListForm  token ${effect.token}  form ${effect.form}  key ${short(effect.key)}`;
    case "storageCas":
      return (
        `storageCas  token ${effect.token}  key ${short(effect.key)}  version ${effect.expected} = ` +
        `${escaped(effect.value)}`
      );
    case "storageRead":
      return `storageRead  token ${effect.token}  key ${short(effect.key)}`;
    case "storageList":
      return `storageList  token ${effect.token}  key ${short(effect.key)}`;
    case "timerSet":
      return `timerSet  token ${effect.token}  in ${effect.delayMs} ms`;
    case "timerCancel":
      return `timerCancel  token ${effect.token}`;
    case "emit":
      return `emit  ${escaped(effect.payload)}`;
    case "log":
      return `log  ${LEVELS[effect.level]}  ${printable(effect.text)}`;
    case "metric":
      return `metric  ${printable(effect.name)}  ${effect.value}`;
  }
}

const DIFFERS: Readonly<Record<Difference["what"], string>> = {
  outcome: "has another outcome than recorded",
  fuel: "has the recorded outcome with another fuel",
  init: "init has another outcome than recorded",
  store: "the store is not as recorded",
  memory: "the memory is not as recorded",
};

export function differenceText({ what, number, event, expected, got }: Difference): string {
  const after = number === 0 ? "before the first event" : `after event ${number}`;
  const lines = [event === null ? `✗ ${after}: ${DIFFERS[what]}` : `✗ event ${number} ${DIFFERS[what]}`];
  if (event !== null) lines.push(indented(eventText(number, event)));
  if (expected !== null) lines.push("  recorded:", indented(recordedText(expected)));
  if (got !== null) lines.push("  now:", indented(recordedText(got)));
  return lines.join("\n");
}

export function storeText(entries: readonly StoreEntry[]): string {
  if (entries.length === 0) return "the store is empty";
  return formatTable(
    [
      { title: "key", align: "left" },
      { title: "bytes", align: "right" },
      { title: "value", align: "left" },
    ],
    entries.map(({ key, value }) => [escaped(key), String(value.length), escaped(value)]),
  );
}

interface PageSummary {
  readonly page: number;
  /** Number of bytes that are not zero. */
  readonly used: number;
  readonly sha256: string;
}

/** Pages of 64 KiB that are not all zeroes. */
export function pagesOf(memory: Uint8Array): PageSummary[] {
  const pages: PageSummary[] = [];
  for (let page = 0; page * PAGE_BYTES < memory.length; page++) {
    const bytes = memory.subarray(page * PAGE_BYTES, (page + 1) * PAGE_BYTES);
    let used = 0;
    for (const byte of bytes) if (byte !== 0) used++;
    if (used > 0) pages.push({ page, used, sha256: hexOf(sha256(bytes)) });
  }
  return pages;
}

export function pagesText(memory: Uint8Array): string {
  const table = formatTable(
    [
      { title: "page", align: "right" },
      { title: "offset", align: "right" },
      { title: "not zero", align: "right" },
      { title: "SHA-256", align: "left" },
    ],
    pagesOf(memory).map(({ page, used, sha256: hash }) => [
      String(page),
      `0x${(page * PAGE_BYTES).toString(16)}`,
      String(used),
      hash.slice(0, 16),
    ]),
  );
  return `${table}\n${memory.length / PAGE_BYTES} pages in total; pages that are not shown are all zero`;
}

/** 16 bytes per line, as hex and as text. */
export function dumpText(bytes: Uint8Array, offset: number): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const line = bytes.subarray(at, at + 16);
    const hex = Array.from(line, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
    const text = Array.from(line, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "."));
    lines.push(`${(offset + at).toString(16).padStart(8, "0")}  ${hex.padEnd(47)}  ${text.join("")}`);
  }
  return lines.join("\n");
}

/** Sizes and hashes of the service's state. */
export function stateText({ store, memory, stateHash }: Replayed): string {
  const stored =
    `store ${store.size} ${store.size === 1 ? "entry" : "entries"}, ${formatBytes(store.bytes)}, ` +
    `${hexOf(store.hash()).slice(0, 16)}`;
  const used =
    memory === null
      ? "no instance"
      : `memory ${formatBytes(memory.length)}, ${hexOf(sha256(memory)).slice(0, 16)}`;
  return `state ${hexOf(stateHash)}\n  ${stored}\n  ${used}`;
}

function indented(text: string): string {
  return text.replace(/^/gm, "  ");
}

function short(id: Uint8Array): string {
  return hexOf(id).slice(0, 8);
}
