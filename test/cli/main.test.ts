import type { Command } from "commander";
import { expect, test } from "vitest";
import { makeProgram } from "../../runtime/cli/main.ts";

/** All commands and subcommands, with their full names. */
function commandsBelow(parent: Command, prefix = ""): readonly (readonly [string, Command])[] {
  return parent.commands.flatMap((command) => {
    const name = `${prefix}${command.name()}`;
    return [[name, command] as const, ...commandsBelow(command, `${name} `)];
  });
}

function helpOf(command: Command): string {
  let text = "";
  command.configureOutput({
    writeOut: (piece) => {
      text += piece;
    },
  });
  command.outputHelp();
  return text;
}

test("the help of every command has an example of that command", () => {
  const without = commandsBelow(makeProgram())
    .filter(([name, command]) => !helpOf(command).split("Examples:").at(1)?.includes(`prost ${name}`))
    .map(([name]) => name);
  expect(without).toEqual([]);
});
