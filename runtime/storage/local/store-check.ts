/**
 * Whether a store's file is sound: everything in it is read once. In a process of its own, since lmdb maps the file into memory, and
 * reading a damaged one can end the process that does.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ProstError } from "../../base/errors.ts";

const PROCESS = fileURLToPath(new URL("./store-check-process.ts", import.meta.url));
/** Of what the process says. */
const OUTPUT_BYTES_MAX = 65_536;

export type StoreCheck =
  /** No store has been made in the folder yet. */
  | { readonly state: "none" }
  | { readonly state: "sound"; readonly entries: number; readonly bytes: number }
  /** `trouble`: what is wrong with it, for people. */
  | { readonly state: "damaged"; readonly trouble: string };

/** lmdb's file in the store's folder. */
export function dataFileOf(folder: string): string {
  return join(folder, "data.mdb");
}

export async function checkStore(folder: string): Promise<StoreCheck> {
  const file = dataFileOf(folder);
  if (!existsSync(file)) return { state: "none" };
  const { output, end } = await run(folder);
  const found =
    output === "" ? null : (JSON.parse(output) as { entries: number; bytes: number } | { trouble: string });
  if (found !== null && "entries" in found) return { state: "sound", ...found };
  return { state: "damaged", trouble: found?.trouble ?? `reading it ended with ${end}` };
}

export const DAMAGED_TODO =
  "stop the node, move the folder away and start it again: the other nodes hold copies of its records";

/** The file cannot be trusted: what is not there can be fetched again, what is wrong would spread. */
export function damaged(file: string, trouble: string, cause?: unknown): ProstError {
  return new ProstError("DATA_LOSS", `the store ${file} is damaged: ${trouble}; ${DAMAGED_TODO}`, { cause });
}

function run(folder: string): Promise<{ readonly output: string; readonly end: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [PROCESS, folder], { stdio: ["ignore", "pipe", "ignore"] });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      if (output.length < OUTPUT_BYTES_MAX) output += text;
    });
    child.on("error", ({ message }) => resolve({ output: "", end: message }));
    child.on("close", (code, signal) =>
      resolve({ output: code === 0 ? output : "", end: signal ?? `exit code ${code}` }),
    );
  });
}
