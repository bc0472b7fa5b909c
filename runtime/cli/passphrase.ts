/** Passphrases of key files: from PROST_PASSPHRASE, from the file in PROST_PASSPHRASE_FILE, or from the terminal. */
import { readFile } from "node:fs/promises";
import { ProstError } from "../base/errors.ts";

const CTRL_C = "\u0003";
const BACKSPACES: ReadonlySet<string> = new Set(["\u007f", "\b"]);
const PASSPHRASE_CHARS_MAX = 1_024;

/** The passphrase from the environment; null: none is set. */
export async function givenPassphrase(): Promise<string | null> {
  const { PROST_PASSPHRASE, PROST_PASSPHRASE_FILE } = process.env;
  if (PROST_PASSPHRASE !== undefined && PROST_PASSPHRASE !== "") return PROST_PASSPHRASE;
  if (PROST_PASSPHRASE_FILE === undefined || PROST_PASSPHRASE_FILE === "") return null;
  try {
    return (await readFile(PROST_PASSPHRASE_FILE, "utf8")).replace(/\r?\n$/, "");
  } catch (error) {
    throw new ProstError(
      "NOT_FOUND",
      `the passphrase file ${PROST_PASSPHRASE_FILE} (PROST_PASSPHRASE_FILE) cannot be read: ` +
        `${(error as Error).message}`,
    );
  }
}

/** The passphrase of an existing key file. */
export async function passphraseFor(file: string): Promise<string> {
  return (await givenPassphrase()) ?? (await ask(`passphrase of ${file}: `));
}

/** The passphrase of a new key file. On the terminal it must be typed twice. */
export async function newPassphrase(file: string): Promise<string> {
  const given = await givenPassphrase();
  if (given !== null) return given;
  const first = await ask(`new passphrase for ${file}: `);
  if (first === "")
    throw new ProstError("INVALID_ARGUMENT", "the passphrase is empty; type at least one character");
  if ((await ask("repeat the passphrase: ")) !== first)
    throw new ProstError("INVALID_ARGUMENT", "the two passphrases differ; try again");
  return first;
}

/** Reads a line from the terminal without showing it. */
function ask(prompt: string): Promise<string> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY) {
    const detail =
      "the key file needs a passphrase, and stdin is no terminal; set PROST_PASSPHRASE or PROST_PASSPHRASE_FILE";
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
