/**
 * Checks a store's file by reading all of it once, in a separate process: lmdb maps the file into memory, and
 * reading a damaged file can end the process.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ProstError } from "../../base/errors.ts";

const PROCESS = fileURLToPath(new URL("./store-check-process.ts", import.meta.url));
/** Maximum size of the output that is read from the process, in characters. */
const OUTPUT_BYTES_MAX = 65_536;

type StoreCheck =
  /** There is no store in the folder yet. */
  | { readonly state: "none" }
  | { readonly state: "sound"; readonly entries: number; readonly bytes: number }
  /** `damage`: a text for the operator. */
  | { readonly state: "damaged"; readonly damage: string };

/** lmdb's file in the store's folder. */
export function dataFileOf(folder: string): string {
  return join(folder, "data.mdb");
}

/** Never rejects. */
export async function checkStore(folder: string): Promise<StoreCheck> {
  const file = dataFileOf(folder);
  if (!existsSync(file)) return { state: "none" };
  const { output, end } = await run(folder);
  const found =
    output === "" ? null : (JSON.parse(output) as { entries: number; bytes: number } | { damage: string });
  if (found !== null && "entries" in found) return { state: "sound", ...found };
  return { state: "damaged", damage: found?.damage ?? `reading it ended with ${end}` };
}

export const DAMAGED_TODO =
  "stop the node, move the folder away and start it again: the other nodes hold copies of its records";

/**
 * The error for a damaged file. No record is read from such a file: missing records are copied again from
 * other holders, but wrong records would spread.
 */
export function damaged(file: string, damage: string, cause?: unknown): ProstError {
  return new ProstError("DATA_LOSS", `the store ${file} is damaged: ${damage}; ${DAMAGED_TODO}`, { cause });
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
