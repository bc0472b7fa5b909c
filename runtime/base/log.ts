/** The node's log on stderr: one line per event, as JSON or as text. */

import { pino } from "pino";
import { LOG_BYTES_MAX } from "../../abi/abi.ts";
import { dropOldest } from "./bounded.ts";

export const LOG_LEVELS = ["debug", "info", "warn", "error", "silent"] as const;
type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * Maximum number of lines that one service may write in GUEST_MS. Further lines are dropped; their number is
 * logged with the service's first line of the next period.
 */
const GUEST_LINES_MAX = 100;
/** In milliseconds. */
const GUEST_MS = 10_000;
/** Maximum number of services with a count of lines. Beyond it the oldest count is dropped. */
const GUESTS_MAX = 1_024;

export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  /** Logs a line of a service. `level` as in abi.ts. Control characters in `text` are escaped. */
  guest(service: string, level: number, text: string): void;
}

interface LogOptions {
  readonly level: LogLevel;
  /** True: JSON lines. False: text. */
  readonly json: boolean;
  /** Default: writes to stderr. */
  readonly write?: (line: string) => void;
}

export function createLog({
  level,
  json,
  write = (line) => void process.stderr.write(line),
}: LogOptions): Log {
  const sink = { write: json ? write : (line: string) => write(asText(line)) };
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    sink,
  );
  const lines = new Map<string, { count: number; sinceMs: number }>();
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
    guest: (service, guestLevel, text) => {
      const now = performance.now();
      let seen = lines.get(service);
      if (seen === undefined || now - seen.sinceMs > GUEST_MS) {
        if (seen !== undefined && seen.count > GUEST_LINES_MAX) {
          logger.warn(
            { service, lines: seen.count - GUEST_LINES_MAX },
            "lines of a service were dropped, because it writes too many",
          );
        }
        lines.delete(service);
        seen = { count: 0, sinceMs: now };
        lines.set(service, seen);
        dropOldest(lines, GUESTS_MAX);
      }
      if (++seen.count > GUEST_LINES_MAX) return;
      const name = (["debug", "info", "warn", "error"] as const)[guestLevel] ?? "info";
      logger[name]({ service }, printable(text.slice(0, LOG_BYTES_MAX)));
    },
  };
}

export const silentLog: Log = createLog({ level: "silent", json: true });

/** The text with control characters and marks of text direction escaped. */
export function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}

/** `12:34:56 warn  message  key=value` */
function asText(line: string): string {
  const { level, time, msg, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const rest = Object.entries(fields).map(
    ([key, value]) => `${key}=${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  return `${String(time).slice(11, 19)} ${String(level).padEnd(5)} ${msg}${rest.length === 0 ? "" : `  ${printable(rest.join(" "))}`}\n`;
}
