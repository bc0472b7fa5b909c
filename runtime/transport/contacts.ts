/**
 * Contacts: addresses of known nodes, saved on disk. After a restart the node can rejoin through them when
 * its configured contacts are gone, and two parts of a divided overlay can find each other. The file also
 * holds the sequence number of the node's last routing record.
 */
import { readFile, rename, writeFile } from "node:fs/promises";
import { z } from "zod";
import type { Clock } from "../base/environment.ts";
import { repeat } from "../base/repeat.ts";
import { parseAddress } from "./address.ts";

/** Maximum number of contacts in the file. */
export const CONTACTS_MAX = 64;
const SAVE_MS = 60_000;
const FILE_BYTES_MAX = 64 * 1024;

const schema = z.object({
  sequence: z.number().int().min(0),
  contacts: z.array(z.string().refine((text) => parseAddress(text) !== null)).max(CONTACTS_MAX),
});

export interface SavedContacts {
  /** Sequence number of the last routing record; 0 when there was none. */
  readonly sequence: number;
  /** Addresses, the first to try at the front. */
  readonly contacts: readonly string[];
}

const NO_CONTACTS: SavedContacts = { sequence: 0, contacts: [] };

/** A missing or unreadable file counts as empty: a node can run without saved contacts. */
export async function readContacts(file: string): Promise<SavedContacts> {
  const text = await readFile(file, "utf8").catch(() => null);
  if (text === null || text.length > FILE_BYTES_MAX) return NO_CONTACTS;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return NO_CONTACTS;
  }
}

/** Saves the contacts every minute and at the end. */
export class ContactFile {
  readonly #file: string;
  readonly #now: () => SavedContacts;
  readonly #stop: () => void;
  #saved: string;
  #saving: Promise<void> = Promise.resolve();

  /**
   * `now` returns the current contacts, the most reliable first. An empty list does not replace a saved list.
   */
  constructor(file: string, clock: Clock, before: SavedContacts, now: () => SavedContacts) {
    this.#file = file;
    this.#now = now;
    this.#saved = textOf(before);
    this.#stop = repeat(
      clock,
      () => SAVE_MS,
      () => void this.save(),
    );
  }

  /** Resolves when the file is written. A disk error is ignored: only the saved contacts are lost. */
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

  /** Atomic: after a crash the file is the old or the new version. */
  async #write(text: string): Promise<void> {
    const part = `${this.#file}.part`;
    await writeFile(part, text, { mode: 0o600, flush: true });
    await rename(part, this.#file);
  }
}

function textOf({ sequence, contacts }: SavedContacts): string {
  return `${JSON.stringify({ sequence, contacts: contacts.slice(0, CONTACTS_MAX) })}\n`;
}
