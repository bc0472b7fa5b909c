/**
 * Nodes that this one has known, kept on disk: the way back into the overlay after a restart when those it was told to join through are
 * gone, and back together when the overlay had come apart. With them the sequence of this node's last routing record.
 */
import { readFile, rename, writeFile } from "node:fs/promises";
import { z } from "zod";
import type { Clock } from "../base/environment.ts";
import { every } from "../overlay/hops.ts";
import { parseAddress } from "./address.ts";

/** Contacts that are kept (overlay.md B14). */
export const CONTACTS_MAX = 64;
const SAVE_MS = 60_000;
const FILE_BYTES_MAX = 64 * 1024;

const schema = z.object({
  sequence: z.number().int().min(0),
  contacts: z.array(z.string().refine((text) => parseAddress(text) !== null)).max(CONTACTS_MAX),
});

export interface Remembered {
  /** Of the last routing record; 0: none. */
  readonly sequence: number;
  /** Addresses, those to be tried first at the front. */
  readonly contacts: readonly string[];
}

const NOTHING: Remembered = { sequence: 0, contacts: [] };

/** What is not there, or not readable as such, is nothing: contacts are a help, not a need. */
export async function readContacts(file: string): Promise<Remembered> {
  const text = await readFile(file, "utf8").catch(() => null);
  if (text === null || text.length > FILE_BYTES_MAX) return NOTHING;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return NOTHING;
  }
}

export class ContactKeeper {
  readonly #file: string;
  readonly #now: () => Remembered;
  readonly #stop: () => void;
  #saved: string;
  #saving: Promise<void> = Promise.resolve();

  /** `now`: who is known now, the surest first. An empty list does not replace what was remembered. */
  constructor(file: string, clock: Clock, before: Remembered, now: () => Remembered) {
    this.#file = file;
    this.#now = now;
    this.#saved = textOf(before);
    this.#stop = every(
      clock,
      () => SAVE_MS,
      () => void this.save(),
    );
  }

  /** Resolves when it is written; a disk that fails costs nothing but the memory. */
  save(): Promise<void> {
    const text = textOf(this.#now());
    if (this.#now().contacts.length === 0 || text === this.#saved) return this.#saving;
    this.#saved = text;
    this.#saving = this.#saving.then(() => this.#write(text)).catch(() => {});
    return this.#saving;
  }

  async close(): Promise<void> {
    this.#stop();
    await this.save();
  }

  /** A crash leaves the old file or the new one. */
  async #write(text: string): Promise<void> {
    const part = `${this.#file}.part`;
    await writeFile(part, text, { mode: 0o600, flush: true });
    await rename(part, this.#file);
  }
}

function textOf({ sequence, contacts }: Remembered): string {
  return `${JSON.stringify({ sequence, contacts: contacts.slice(0, CONTACTS_MAX) })}\n`;
}
