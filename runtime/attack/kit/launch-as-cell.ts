/** How other programs are started in the place of a cell, held as cells are. */
import { fileURLToPath } from "node:url";
import { cellLaunch, type JailOptions, type Launch } from "../../sandbox/cell/jail.ts";

const CELL = fileURLToPath(new URL("../../sandbox/cell/cell.ts", import.meta.url));
const TAKEN_CELL = fileURLToPath(new URL("./taken-cell.ts", import.meta.url));

/** As cells are started, with another program in the cell's place. */
export function launchOf(program: string, options: JailOptions = {}): Launch {
  const launch = cellLaunch(options);
  if (!launch.args.includes(CELL)) throw new Error("a cell is started in another way than this knows");
  return { ...launch, args: launch.args.map((arg) => (arg === CELL ? program : arg)) };
}

export const takenLaunch = () => launchOf(TAKEN_CELL);
