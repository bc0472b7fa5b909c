/** A module's bytes from a path that may be anything: a pipe nobody writes to, a device without end, a folder. */
import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { ProstError } from "../base/errors.ts";
import { GATE_LIMITS } from "../sandbox/gate/gate.ts";

/**
 * At most one byte more than a module may have, so that the gate sees that it is too long. Opened once, and not waited for:
 * only regular files are read. Throws INVALID_ARGUMENT, or NOT_FOUND where there is none.
 */
export async function readModuleFile(path: string): Promise<Uint8Array> {
  const name = escapedPath(path);
  try {
    await using handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    if (!(await handle.stat()).isFile())
      throw new ProstError(
        "INVALID_ARGUMENT",
        `${name} is not a regular file; give a file that holds a module`,
      );
    return await readUpTo(handle, GATE_LIMITS.module + 1);
  } catch (error) {
    if (error instanceof ProstError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT") throw new ProstError("NOT_FOUND", `there is no file ${name}`);
    throw new ProstError("INVALID_ARGUMENT", `${name} cannot be read: ${code ?? "unknown error"}`);
  }
}

/** A path as it can be shown in a terminal: controls, and what turns the writing direction, are escaped. */
export function escapedPath(path: string): string {
  return path.replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) as number).toString(16)}}`,
  );
}

/** Not by the length the system states: some files have none, and some change. */
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
