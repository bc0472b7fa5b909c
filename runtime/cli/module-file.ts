/** Reads a module from any path. It does not hang on a pipe without a writer or on a device without an end. */
import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { ProstError } from "../base/errors.ts";
import { GATE_LIMITS } from "../sandbox/gate/gate.ts";

/**
 * Reads at most one byte more than a module may have, so that the gate refuses a longer file. Only regular files are
 * read. Throws INVALID_ARGUMENT, or NOT_FOUND if the file does not exist.
 */
export async function readModuleFile(path: string): Promise<Uint8Array> {
  const name = escapedPath(path);
  try {
    await using handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    if (!(await handle.stat()).isFile())
      throw new ProstError("INVALID_ARGUMENT", `${name} is not a regular file; give a file with a module`);
    return await readUpTo(handle, GATE_LIMITS.module + 1);
  } catch (error) {
    if (error instanceof ProstError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT") throw new ProstError("NOT_FOUND", `file ${name} does not exist; check the path`);
    throw new ProstError("INVALID_ARGUMENT", `file ${name} cannot be read: ${code ?? "unknown error"}`);
  }
}

/** A path for a terminal: control characters and marks of text direction are escaped. */
export function escapedPath(path: string): string {
  return path.replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) as number).toString(16)}}`,
  );
}

/** Reads up to the end or `bytesMax`. The size from `stat` is not used: some files have size 0, and some change. */
async function readUpTo(handle: FileHandle, bytesMax: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(bytesMax);
  let length = 0;
  while (length < bytesMax) {
    const { bytesRead } = await handle.read(bytes, length, bytesMax - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.slice(0, length);
}
