/**
 * Chooses the services to put to sleep. A service that sleeps has no instance: the node keeps its store and
 * the names of its exports, and its next message makes a new instance. If possible, only a quiet service
 * sleeps: no event runs or waits, no timer is set, no reply is owed or expected.
 */

export interface HibernationOptions {
  /** A service that was unused for this time is put to sleep; in milliseconds. */
  readonly idleMs: number;
  /** Maximum number of services awake at a time. When one more wakes, the longest unused ones go to sleep. */
  readonly awakeMax: number;
  /** Maximum resident memory of all cells together, in bytes. Above it, services go to sleep. */
  readonly cellBytesMax: number;
}

export const HIBERNATION_DEFAULT: HibernationOptions = {
  idleMs: 60_000,
  awakeMax: 2_000,
  cellBytesMax: 4 * 1024 ** 3,
};

/** The share of the awake services that make room at once: each choice looks at all of them. */
const ROOM_SHARE = 1 / 32;
/** The share of services that go to sleep at once in a cell that is too large, or in all cells. */
const MEMORY_SHARE = 1 / 8;
/**
 * Resident memory of one cell, in bytes, above which its services go to sleep: well before the cell is killed
 * (cell-process.ts).
 */
const CELL_BYTES_MAX = 640 * 1024 ** 2;

export interface Awake {
  /** When the last message of the service arrived, in ms of the clock. */
  readonly usedMs: number;
  /** The id of its publisher, in hex. */
  readonly publisher: string;
  /** No event runs or waits: the instance can end now. */
  isIdle(): boolean;
  /** Nothing but the instance's memory would be lost if it ended now. */
  isQuiet(): boolean;
}

/** The quiet services that were unused since `sinceMs`. */
export function idleVictims<Service extends Awake>(awake: Iterable<Service>, sinceMs: number): Service[] {
  return [...awake].filter((service) => service.usedMs <= sinceMs && service.isQuiet());
}

/** The services that sleep so that others can wake: some of the quiet ones, the longest unused first. */
export function roomVictims<Service extends Awake>(awake: Iterable<Service>): Service[] {
  const all = longestUnusedFirst(awake);
  return firstQuiet(all, Math.ceil(all.length * ROOM_SHARE));
}

/**
 * The service that sleeps when none is quiet, as if its cell had died: the longest unused service of the
 * publisher with most services awake. So timers that never end cannot keep a node's room for their publisher.
 * None if that publisher is the one that needs the room (`publisher`).
 */
export function busyVictims<Service extends Awake>(awake: Iterable<Service>, publisher: string): Service[] {
  const all = longestUnusedFirst(awake);
  const largest = publisherWithMost(all);
  if (largest === publisher) return [];
  return all.filter((service) => service.publisher === largest && service.isIdle()).slice(0, 1);
}

/**
 * The services that sleep because cells use too much memory: some in each cell that is too large, or some in
 * all.
 */
export function memoryVictims<Service extends Awake>(
  awake: Iterable<Service>,
  cells: Iterable<{ readonly publisher: string; readonly rssBytes: number }>,
  { cellBytesMax }: HibernationOptions,
): Service[] {
  let sum = 0;
  const large = new Set<string>();
  for (const { publisher, rssBytes } of cells) {
    sum += rssBytes;
    if (rssBytes > CELL_BYTES_MAX) large.add(publisher);
  }
  if (sum <= cellBytesMax && large.size === 0) return [];
  const candidates = [...awake].filter(({ publisher }) => sum > cellBytesMax || large.has(publisher));
  return firstQuiet(longestUnusedFirst(candidates), Math.ceil(candidates.length * MEMORY_SHARE));
}

function longestUnusedFirst<Service extends Awake>(awake: Iterable<Service>): Service[] {
  return [...awake].sort((a, b) => a.usedMs - b.usedMs);
}

function firstQuiet<Service extends Awake>(services: readonly Service[], count: number): Service[] {
  const quiet: Service[] = [];
  for (const service of services) {
    if (quiet.length >= count) break;
    if (service.isQuiet()) quiet.push(service);
  }
  return quiet;
}

function publisherWithMost(services: readonly Awake[]): string {
  const counts = new Map<string, number>();
  for (const { publisher } of services) counts.set(publisher, (counts.get(publisher) ?? 0) + 1);
  let most = "";
  for (const [publisher, count] of counts) if (count > (counts.get(most) ?? 0)) most = publisher;
  return most;
}
