/** All house rules by name. */
import type { Rule } from "../tree.ts";
import { circles } from "./circles.ts";
import { names, orphans } from "./comments.ts";
import { exports } from "./exports.ts";
import { functions, hubs } from "./hubs.ts";
import { layers } from "./layers.ts";
import { lines } from "./lines.ts";
import { links } from "./links.ts";
import { mirror } from "./mirror.ts";
import { paths } from "./paths.ts";
import { secrets } from "./secrets.ts";
import { tables } from "./tables.ts";
import { version } from "./version.ts";
import { words } from "./words.ts";

export const RULES: Readonly<Record<string, Rule>> = {
  layers,
  circles,
  exports,
  orphans,
  names,
  paths,
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
