/** All house rules by name. */
import { commands } from "../../../tools/docs/commands.ts";
import { generators } from "../../../tools/docs/generators.ts";
import { settings } from "../../../tools/docs/settings.ts";
import { INNER_VARIABLES, VARIABLES } from "../../../tools/docs/variables.ts";
import type { Rule } from "../tree.ts";
import { circles } from "./circles.ts";
import { commandsDocumented, commandsExist } from "./commands.ts";
import { names, orphans } from "./comments.ts";
import { exports } from "./exports.ts";
import { generated } from "./generated.ts";
import { homonyms } from "./homonyms.ts";
import { functions, hubs } from "./hubs.ts";
import { layers } from "./layers.ts";
import { lines } from "./lines.ts";
import { links } from "./links.ts";
import { mirror } from "./mirror.ts";
import { paths } from "./paths.ts";
import { secrets } from "./secrets.ts";
import { settingsDocumented, variables } from "./settings.ts";
import { tables } from "./tables.ts";
import { version } from "./version.ts";
import { words } from "./words.ts";

const known = commands();
const settingKeys = settings().map(({ key }) => key);
const listed = VARIABLES.map(({ name }) => name);

export const RULES: Readonly<Record<string, Rule>> = {
  layers,
  circles,
  exports,
  homonyms,
  orphans,
  names,
  paths,
  commandsExist: (tree) => commandsExist(tree, known),
  commandsDocumented: (tree) => commandsDocumented(tree, known),
  settingsDocumented: (tree) => settingsDocumented(tree, settingKeys),
  variables: (tree) => variables(tree, listed, INNER_VARIABLES),
  generated: (tree) => generated(tree, generators(tree, known)),
  tables,
  links,
  lines,
  hubs,
  functions,
  version,
  mirror,
  words,
  secrets,
};
