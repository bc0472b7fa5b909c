/** All attack cases there are: the `CASES` of each group's file in this folder. */
import { readdirSync } from "node:fs";
import type { AttackCase } from "./arena.ts";
import type { Group } from "./catalogue.ts";

/** `ab.ts`, `td-metering.ts` where a group has several files, and one that belongs to several groups. */
const CASE_FILE = /^([a-z]{2}(-[a-z]+)?|quotas)\.ts$/;

/** In the order of their ids. */
export async function loadCases(): Promise<readonly AttackCase[]> {
  const files = readdirSync(import.meta.dirname).filter((name) => CASE_FILE.test(name));
  const groups = await Promise.all(files.map((file) => casesOf(file)));
  return groups.flat().sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

export function groupOf({ id }: AttackCase): Group {
  return id.slice(0, 2) as Group;
}

async function casesOf(file: string): Promise<readonly AttackCase[]> {
  const { href } = new URL(file, import.meta.url);
  const { CASES } = (await import(/* @vite-ignore */ href)) as { readonly CASES?: readonly AttackCase[] };
  if (CASES === undefined) throw new Error(`runtime/attack/${file} exports no CASES`);
  return CASES;
}
