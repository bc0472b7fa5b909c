/** The documents of the demo: Markdown files below a folder. */
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { ProstError } from "../../base/errors.ts";

/** Enough for a demonstration. Further documents are not indexed, and the demo prints their number. */
export const DOCUMENTS_MAX = 2_000;
/** Longer documents are cut, for the overlay and for the check. A payload has room for this and the name. */
export const DOCUMENT_BYTES_MAX = 128 * 1024;
const DEPTH_MAX = 24;

export interface Document {
  /** The path below the folder, with `/`. */
  readonly name: string;
  readonly text: Uint8Array;
}

export interface Documents {
  readonly documents: readonly Document[];
  /** The number of files beyond DOCUMENTS_MAX. */
  readonly leftOut: number;
}

/** In the order of names. Links are not followed, and unreadable files are skipped. */
export async function readDocuments(folder: string): Promise<Documents> {
  const found = await stat(folder).catch(() => null);
  if (found === null)
    throw new ProstError("NOT_FOUND", `folder ${folder} does not exist; give another folder with --docs`);
  if (!found.isDirectory())
    throw new ProstError(
      "INVALID_ARGUMENT",
      `${folder} is not a folder; give a folder of Markdown files with --docs`,
    );
  const paths = (await markdownFiles(folder, 0)).sort();
  if (paths.length === 0)
    throw new ProstError(
      "NOT_FOUND",
      `there are no Markdown files (*.md) below ${folder}; give another folder with --docs`,
    );
  const documents: Document[] = [];
  for (const path of paths.slice(0, DOCUMENTS_MAX)) {
    const bytes = await readFile(path).catch(() => null);
    if (bytes === null) continue;
    documents.push({
      name: relative(folder, path).split(sep).join("/"),
      text: new Uint8Array(bytes.subarray(0, DOCUMENT_BYTES_MAX)),
    });
  }
  return { documents, leftOut: Math.max(0, paths.length - DOCUMENTS_MAX) };
}

async function markdownFiles(folder: string, depth: number): Promise<string[]> {
  if (depth > DEPTH_MAX) return [];
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const files = entries
    .filter((entry) => entry.isFile() && /\.(md|markdown)$/i.test(entry.name))
    .map((entry) => join(folder, entry.name));
  const folders = entries.filter((entry) => entry.isDirectory());
  for (const { name } of folders) files.push(...(await markdownFiles(join(folder, name), depth + 1)));
  return files;
}
