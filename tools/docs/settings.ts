/** The settings of `node.toml`, read from the schema that checks them. */
import { z } from "zod";
import { configSchema } from "../../runtime/node/config.ts";
import type { Tree } from "../../test/tidy/tree.ts";
import { commentsOfFields, commentsOfProperties } from "./comments.ts";
import { named } from "./quantity.ts";
import { table } from "./table.ts";

interface Setting {
  /** `policy.limits.memoryPages`. */
  readonly key: string;
  /** Undefined: not set. */
  readonly value: unknown;
  /** The allowed values, in words. */
  readonly range: string;
}

const CONFIG = "runtime/node/config.ts";
const POLICY = "runtime/deployment/policy.ts";
/** Where the fields of limits, rates and quotas are described. */
const FIELDS = ["runtime/sandbox/contract.ts", "runtime/sandbox/queue/quota.ts", "runtime/storage/quotas.ts"];

export function settings(): readonly Setting[] {
  return leavesOf(configSchema, [], configSchema.parse({}));
}

/** A table of the settings below a prefix; "" for all. */
export function settingsTable(tree: Tree, prefix: string): string | null {
  const chosen = settings().filter(
    ({ key }) => prefix === "" || key === prefix || key.startsWith(`${prefix}.`),
  );
  if (chosen.length === 0) return null;
  const meanings = meaningsOf(tree);
  return table(
    ["setting", "default", "allowed", "meaning"],
    chosen.map(({ key, value, range }) => [`\`${key}\``, shown(key, value), range, meanings(key)]),
  );
}

/** The default of a setting as a page states it; null when there is no such setting. */
export function settingDefault(key: string): unknown {
  return settings().find((setting) => setting.key === key)?.value;
}

function leavesOf(type: unknown, path: readonly string[], value: unknown): readonly Setting[] {
  const inner = unwrapped(type);
  if (!(inner instanceof z.ZodObject))
    return [{ key: path.join("."), value, range: rangeOf(inner, path.at(-1) ?? "") }];
  return Object.entries(inner.shape).flatMap(([key, part]) =>
    leavesOf(part, [...path, key], (value as Record<string, unknown> | undefined)?.[key]),
  );
}

function unwrapped(type: unknown): unknown {
  let inner = type;
  while (
    inner instanceof z.ZodPrefault ||
    inner instanceof z.ZodDefault ||
    inner instanceof z.ZodOptional ||
    inner instanceof z.ZodNullable
  )
    inner = inner.unwrap();
  return inner;
}

function rangeOf(type: unknown, name: string): string {
  if (type instanceof z.ZodBoolean) return "`true`, `false`";
  if (type instanceof z.ZodEnum) return type.options.map((option) => `\`"${option}"\``).join(", ");
  if (type instanceof z.ZodUnion) return type.options.map((option) => rangeOf(option, name)).join(", or ");
  if (type instanceof z.ZodArray) return "a list";
  if (type instanceof z.ZodRecord) return "a table";
  if (type instanceof z.ZodNumber) return bounds(name, type.minValue ?? 0, type.maxValue);
  return "text";
}

function bounds(name: string, least: number, most: number | null): string {
  const isOpen = most === null || most >= Number.MAX_SAFE_INTEGER;
  return isOpen ? `${named(name, least)} or more` : `${named(name, least)} to ${named(name, most)}`;
}

function shown(key: string, value: unknown): string {
  if (value === undefined || value === null) return "not set";
  if (typeof value === "number") return named(key, value);
  if (typeof value === "object" && !Array.isArray(value)) return "empty";
  return `\`${JSON.stringify(value).replaceAll('","', '", "')}\``;
}

function meaningsOf(tree: Tree): (key: string) => string {
  const config = commentsOfProperties(tree, CONFIG, "configSchema");
  const policy = commentsOfProperties(tree, POLICY, "policySchema");
  const fields = FIELDS.map((path) => commentsOfFields(tree, path));
  return (key) => {
    const own = config.get(key) ?? policy.get(key.replace(/^policy\./, ""));
    const name = key.split(".").at(-1) ?? "";
    const ofField = fields.map((comments) => comments.get(name)).find((text) => text !== undefined);
    return own ?? MEANINGS[key] ?? ofField ?? MEANINGS[name] ?? "";
  };
}

/** Of settings that have no comment of their own, by key or by the last name in it. */
const MEANINGS: Readonly<Record<string, string>> = {
  log: "The least severe lines that the log shows.",
  memoryPages: "Memory of an instance, in pages of 64 KiB.",
  fuelPerEvent: "Fuel for one event. An event never gets more than `policy.rates.fuelPerSecond`.",
  storeBytes: "Bytes of the local store. Each entry counts 32 bytes and its key besides.",
  effectsPerEvent: "Effects and writes of one event.",
  effectBytesPerEvent: "Bytes of the effects and writes of one event.",
  logLinesPerSecond: "Log lines. Further lines are dropped.",
  metrics: "Names of counters. Further ones are dropped.",
  "policy.totals.services": "Services that run here.",
  "policy.totals.memoryPages": "Memory granted to all services here, in pages of 64 KiB.",
  "policy.totals.storeBytes": "Bytes of local store granted to all services here.",
  "policy.publisherTotals.services": "Services of one publisher that run here.",
  "policy.publisherTotals.memoryPages":
    "Memory granted to all services of one publisher, in pages of 64 KiB.",
  "policy.publisherTotals.storeBytes": "Bytes of local store granted to all services of one publisher.",
  serviceRecords: "Records of one service that this node stores for the overlay.",
  serviceBytes: "Bytes of one service's records that this node stores for the overlay.",
  writerRecords: "Records written by one node that this node stores for the overlay.",
  writerBytes: "Bytes of records written by one node that this node stores for the overlay.",
  packetsPerSecond:
    "Packets that one neighbour may send in a second. Excess waits; after 30 s over the limit the link is closed.",
  mebibytesPerSecond:
    "MiB that one neighbour may send in a second. Excess waits; after 30 s over the limit the link is closed.",
};
