/**
 * The files that a cell's process may read: its program, and the packages beside isolated-vm. Paths are
 * relative to this file, so they are the same in a checkout and in a built package.
 */
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The program that a cell's process runs. */
export const CELL_PROGRAM = fileURLToPath(new URL("./cell.ts", import.meta.url));

const ROOT = join(dirname(CELL_PROGRAM), "../../..");
/** The parts of ROOT that the program uses. Other parts may be a node's data. */
const SOURCES = ["runtime", "abi", "package.json"].map((name) => join(ROOT, name));

/** Absolute paths of files and folders. */
export function readablePaths(): readonly string[] {
  return [...SOURCES, packagesFolder()];
}

/**
 * The outermost node_modules folder above isolated-vm; it may lie above this package. npm puts isolated-vm right
 * into it. pnpm puts links into it, which lead to folders further in.
 */
function packagesFolder(): string {
  const file = createRequire(import.meta.url).resolve("isolated-vm/package.json");
  const folder = `${sep}node_modules`;
  return file.slice(0, file.indexOf(folder + sep) + folder.length);
}
