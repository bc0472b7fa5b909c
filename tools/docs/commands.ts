/** The commands of `prost` and their options, read from the program itself. */
import type { Command } from "commander";
import { makeProgram } from "../../runtime/cli/main.ts";
import { ROOT } from "../../test/tidy/tree.ts";
import { table } from "./table.ts";

interface CommandOption {
  /** `-o, --out <file>`. */
  readonly flags: string;
  /** `--out`. */
  readonly long: string;
  readonly short: string | null;
  readonly description: string;
  /** As `--help` shows it. */
  readonly default: string | null;
  readonly isHidden: boolean;
}

export interface CommandText {
  /** `prost keys new`. */
  readonly name: string;
  /** `<file> [options]`. */
  readonly usage: string;
  readonly description: string;
  readonly options: readonly CommandOption[];
  readonly isHidden: boolean;
  /** A command that only has subcommands does nothing itself. */
  readonly hasSubcommands: boolean;
}

/** All commands, with subcommands below their command. A variable that the user has set is no default. */
export function commands(): readonly CommandText[] {
  const socket = process.env.PROST_SOCKET;
  delete process.env.PROST_SOCKET;
  try {
    return makeProgram().commands.flatMap((command) => textsOf(command, "prost"));
  } finally {
    if (socket !== undefined) process.env.PROST_SOCKET = socket;
  }
}

export function commandsTable(all: readonly CommandText[]): string {
  const rows = all.filter(({ isHidden, hasSubcommands }) => !isHidden && !hasSubcommands);
  return table(
    ["command", "purpose"],
    rows.map(({ name, description }) => [`\`${name}\``, description]),
  );
}

export function optionsTable(all: readonly CommandText[], name: string): string | null {
  const options = all.find((command) => command.name === name)?.options.filter(({ isHidden }) => !isHidden);
  if (options === undefined) return null;
  if (options.length === 0) return "It has no options.";
  return table(
    ["option", "default", "meaning"],
    options.map(({ flags, description, default: value }) => [`\`${flags}\``, value ?? "", description]),
  );
}

/** The form of a command, its purpose, and its options; null: there is no such command. */
export function commandText(all: readonly CommandText[], name: string): string | null {
  const command = all.find((one) => one.name === name);
  if (command === undefined) return null;
  const form = `${name} ${command.usage}`.replace(/^(.*?) \[options\](.*)$/, "$1$2 [options]");
  const sentence = `${command.description.charAt(0).toUpperCase()}${command.description.slice(1)}.`;
  return `\`${form}\`\n\n${wrapped(sentence)}\n\n${optionsTable(all, name)}`;
}

/** Lines of at most 110 characters. */
function wrapped(text: string): string {
  return text.replace(/(?=.{111})(.{1,110}) /g, "$1\n");
}

function textsOf(command: Command, parent: string): readonly CommandText[] {
  const name = `${parent} ${command.name()}`;
  const isHidden = (command as unknown as { readonly _hidden?: boolean })._hidden === true;
  const own: CommandText = {
    name,
    usage: command.usage(),
    description: command.description(),
    isHidden,
    hasSubcommands: command.commands.length > 0,
    options: command.options.map((option) => ({
      flags: option.flags,
      long: option.long ?? option.short ?? "",
      short: option.short ?? null,
      description: option.description,
      default: option.defaultValueDescription ?? defaultText(option.defaultValue),
      isHidden: option.hidden,
    })),
  };
  return [own, ...command.commands.flatMap((inner) => textsOf(inner, name))];
}

function defaultText(value: unknown): string | null {
  if (value === undefined || value === false || value === true) return null;
  if (Array.isArray(value)) return value.length === 0 ? null : value.join(", ");
  if (typeof value === "number") return value.toLocaleString("en-US");
  // A folder of the package is shown as it lies in it.
  return String(value).replace(ROOT, "");
}
