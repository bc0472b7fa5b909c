/** Passphrases of key files: from PROST_PASSPHRASE or the file that PROST_PASSPHRASE_FILE names, for programs; else asked on the terminal. */
import { readFile } from "node:fs/promises";
import { ProstError } from "../base/errors.ts";

const CTRL_C = "\u0003";
const BACKSPACES: ReadonlySet<string> = new Set(["\u007f", "\b"]);
const PASSPHRASE_CHARS_MAX = 1_024;

/** What a program gave; null: nothing. */
export async function givenPassphrase(): Promise<string | null> {
  const { PROST_PASSPHRASE, PROST_PASSPHRASE_FILE } = process.env;
  if (PROST_PASSPHRASE !== undefined && PROST_PASSPHRASE !== "") return PROST_PASSPHRASE;
  if (PROST_PASSPHRASE_FILE === undefined || PROST_PASSPHRASE_FILE === "") return null;
  try {
    return (await readFile(PROST_PASSPHRASE_FILE, "utf8")).replace(/\r?\n$/, "");
  } catch (error) {
    throw new ProstError(
      "NOT_FOUND",
      `the passphrase cannot be read from ${PROST_PASSPHRASE_FILE}: ${(error as Error).message}`,
    );
  }
}

/** The passphrase of an existing key. */
export async function passphraseFor(file: string): Promise<string> {
  return (await givenPassphrase()) ?? (await ask(`passphrase of ${file}: `));
}

/** The passphrase of a new key, asked for twice. */
export async function newPassphrase(file: string): Promise<string> {
  const given = await givenPassphrase();
  if (given !== null) return given;
  const first = await ask(`a passphrase for ${file}: `);
  if (first === "") throw new ProstError("INVALID_ARGUMENT", "a passphrase is not empty");
  if ((await ask("once more: ")) !== first)
    throw new ProstError("INVALID_ARGUMENT", "the two passphrases differ; try again");
  return first;
}

/** Reads a line from the terminal without showing it. */
function ask(prompt: string): Promise<string> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY) {
    const detail =
      "there is no terminal to ask for the passphrase on; set PROST_PASSPHRASE or PROST_PASSPHRASE_FILE";
    return Promise.reject(new ProstError("FAILED_PRECONDITION", detail));
  }
  stderr.write(prompt);
  stdin.setRawMode(true);
  stdin.resume();
  return new Promise((resolve, reject) => {
    let text = "";
    const done = () => {
      stdin.off("data", receive);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write("\n");
    };
    const receive = (piece: Buffer) => {
      for (const char of piece.toString("utf8")) {
        if (char === "\r" || char === "\n") {
          done();
          return resolve(text);
        }
        if (char === CTRL_C) {
          done();
          return reject(new ProstError("CANCELLED", "interrupted"));
        }
        text = BACKSPACES.has(char) ? text.slice(0, -1) : (text + char).slice(0, PASSPHRASE_CHARS_MAX);
      }
    };
    stdin.on("data", receive);
  });
}
