/**
 * The text for each name of a block or value.
 *
 * Blocks: `settings [PREFIX]`, `commands`, `command prost COMMAND`, `options prost COMMAND`, `gate limits`,
 * `variables [commands | long tests]`, `fields OBJECT` (numbers of a constant object, as `OVERLAY_DEFAULTS`),
 * `exports`, `imports CAPABILITY` (or `none`), `constants PREFIX` (of abi/abi.ts).
 * Values: a setting (`policy.limits.fuelPerEvent`), or a constant of the code (`INLINE_FUEL_PER_EVENT`,
 * `RATES_DEFAULT.timers`; with its file and a colon before it where several files have one).
 * `as UNIT` may follow: KiB, MiB, GiB, ms, s, min, h, days, million, %.
 */
import type { Tree } from "../../test/tidy/tree.ts";
import { constantsTable, exportsTable, importsTable } from "./abi-tables.ts";
import type { Generate } from "./blocks.ts";
import { type CommandText, commandsTable, commandText, optionsTable } from "./commands.ts";
import { commentsOfFields } from "./comments.ts";
import { constantOf, fieldsOf } from "./constants.ts";
import { gateLimitsTable } from "./gate-limits.ts";
import { named, quantity } from "./quantity.ts";
import { settingDefault, settingsTable } from "./settings.ts";
import { table } from "./table.ts";
import { variablesTable } from "./variables.ts";

const VALUE = /^([\w.:-]+?)(?: as (\S+))?$/;

export function generators(tree: Tree, commands: readonly CommandText[]): Generate {
  const known = new Map<string, string | null>();
  return (name) => {
    if (!known.has(name)) known.set(name, generated(tree, commands, name));
    return known.get(name) ?? null;
  };
}

function generated(tree: Tree, commands: readonly CommandText[], name: string): string | null {
  const [kind, rest] = [name.split(" ")[0], name.split(" ").slice(1).join(" ")];
  if (kind === "imports") return importsTable(rest);
  if (kind === "exports") return exportsTable();
  if (kind === "constants") return constantsTable(tree, rest);
  if (kind === "settings") return settingsTable(tree, rest);
  if (kind === "commands") return commandsTable(commands);
  if (kind === "command") return commandText(commands, rest);
  if (kind === "options") return optionsTable(commands, rest);
  if (kind === "variables") return variablesTable(rest);
  if (kind === "fields") return fieldsTable(tree, rest);
  if (name === "gate limits") return gateLimitsTable();
  return valueText(tree, name);
}

function valueText(tree: Tree, name: string): string | null {
  const parts = VALUE.exec(name);
  if (parts === null) return null;
  const value = settingDefault(parts[1]) ?? constantOf(tree, parts[1]);
  if (typeof value === "number") return quantity(value, parts[2] ?? null);
  return value === null || parts[2] !== undefined ? null : JSON.stringify(value);
}

function fieldsTable(tree: Tree, object: string): string | null {
  const fields = fieldsOf(tree, object);
  if (fields.size === 0) return null;
  const declared = new RegExp(`const ${object}\\b`);
  const folder = [...tree].find(([, text]) => declared.test(text))?.[0].replace(/\/[^/]*$/, "/") ?? "";
  const comments = new Map(
    [...tree.keys()]
      .filter((path) => path.startsWith(folder))
      .flatMap((path) => [...commentsOfFields(tree, path, /Options$/)]),
  );
  const rows = [...fields].map(([field, value]) => [
    `\`${field}\``,
    named(field, value),
    comments.get(field) ?? "",
  ]);
  if (rows.every(([, , meaning]) => meaning === ""))
    return table(
      ["name", "value"],
      rows.map((row) => row.slice(0, 2)),
    );
  return table(["name", "value", "meaning"], rows);
}
