/** Starts other programs in place of a cell, in the same jail. */
import { fileURLToPath } from "node:url";
import { cellLaunch, type JailOptions, type Launch } from "../../sandbox/cell/jail.ts";

const CELL = fileURLToPath(new URL("../../sandbox/cell/cell.ts", import.meta.url));
const COMPROMISED_PROGRAM = fileURLToPath(new URL("./compromised-program.ts", import.meta.url));

/** The launch of a cell, with another program. Throws if the launch does not name cell.ts. */
export function launchOf(program: string, options: JailOptions = {}): Launch {
  const launch = cellLaunch(options);
  if (!launch.args.includes(CELL))
    throw new Error("the launch of a cell does not name cell.ts: adapt this file");
  return { ...launch, args: launch.args.map((arg) => (arg === CELL ? program : arg)) };
}

export const compromisedLaunch = () => launchOf(COMPROMISED_PROGRAM);
