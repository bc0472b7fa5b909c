/** All attack cases: the `CASES` of each file in the folder `cases/`. */
import { readdirSync } from "node:fs";
import { extname } from "node:path";
import type { AttackCase } from "./arenas/arena.ts";
import type { Group } from "./catalogue.ts";

const FOLDER = new URL("./cases/", import.meta.url);

/** All cases, ordered by id. */
export async function loadCases(): Promise<readonly AttackCase[]> {
  // In a package, source maps and declarations are in the same folder.
  const files = readdirSync(FOLDER).filter(
    (file) => extname(file) === extname(import.meta.filename) && !file.endsWith(".d.ts"),
  );
  const groups = await Promise.all(files.map((file) => casesOf(file)));
  return groups.flat().sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

export function groupOf({ id }: AttackCase): Group {
  return id.slice(0, 2) as Group;
}

async function casesOf(file: string): Promise<readonly AttackCase[]> {
  const { href } = new URL(file, FOLDER);
  const { CASES } = (await import(/* @vite-ignore */ href)) as { readonly CASES?: readonly AttackCase[] };
  if (CASES === undefined) throw new Error(`runtime/attack/cases/${file} exports no CASES`);
  return CASES;
}
