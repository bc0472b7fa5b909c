/**
 * Which services are put to sleep. A service that sleeps has no instance: its store and what it exports are all that is kept, and
 * its next message makes an instance anew. So only what is quiet sleeps by choice: nothing runs or waits in it, no timer of it is
 * set, it owes no answer and waits for none.
 */

export interface HibernationOptions {
  /** A service that was not used for so long is put to sleep. */
  readonly idleMs: number;
  /** Services awake at a time. When one more wakes, those that were used longest ago go to sleep. */
  readonly awakeMax: number;
  /** Resident memory of all cells together. Above it, services sleep until it holds again. */
  readonly cellBytesMax: number;
}

export const HIBERNATION_DEFAULT: HibernationOptions = {
  idleMs: 60_000,
  awakeMax: 2_000,
  cellBytesMax: 4 * 1024 ** 3,
};

/** Of the services awake, the part put to sleep at once to make room: choosing costs a look at all of them. */
const ROOM_SHARE = 32;
/** Of the services in a cell that is too large, or in all of them. */
const PRESSED_SHARE = 8;
/** Resident memory of one cell above which its services begin to sleep: well before it is killed (cell-host.ts). */
const CELL_BYTES_PRESSED = 640 * 1024 ** 2;

export interface Awake {
  /** When its last message came. */
  readonly usedMs: number;
  /** Its publisher's key in hex. */
  readonly publisher: string;
  /** No event of it runs or waits: its instance can end now. */
  isIdle(): boolean;
  /** Nothing but the instance's memory would be lost by that. */
  isQuiet(): boolean;
}

/** Those that were not used for long. */
export function unused<Service extends Awake>(awake: Iterable<Service>, sinceMs: number): Service[] {
  return [...awake].filter((service) => service.usedMs <= sinceMs && service.isQuiet());
}

/** Who sleeps so that others can wake: some of those that are quiet, the longest unused first. */
export function outOfTheWay<Service extends Awake>(awake: Iterable<Service>): Service[] {
  const all = longestUnusedFirst(awake);
  return firstQuiet(all, Math.ceil(all.length / ROOM_SHARE));
}

/**
 * Who sleeps when none is quiet, as if its cell had died: the longest unused of the publisher with most services awake, for timers
 * that never end must not keep a node's room for those who set them. Nobody, when that publisher is the one who asks.
 */
export function pushedOut<Service extends Awake>(awake: Iterable<Service>, publisher: string): Service[] {
  const all = longestUnusedFirst(awake);
  const largest = publisherWithMost(all);
  if (largest === publisher) return [];
  return all.filter((service) => service.publisher === largest && service.isIdle()).slice(0, 1);
}

/** Who sleeps because cells have too much memory: some of the services of each that is too large, or some of all. */
export function pressedOut<Service extends Awake>(
  awake: Iterable<Service>,
  cells: Iterable<{ readonly publisher: string; readonly rssBytes: number }>,
  { cellBytesMax }: HibernationOptions,
): Service[] {
  let sum = 0;
  const large = new Set<string>();
  for (const { publisher, rssBytes } of cells) {
    sum += rssBytes;
    if (rssBytes > CELL_BYTES_PRESSED) large.add(publisher);
  }
  if (sum <= cellBytesMax && large.size === 0) return [];
  const pressed = [...awake].filter(({ publisher }) => sum > cellBytesMax || large.has(publisher));
  return firstQuiet(longestUnusedFirst(pressed), Math.ceil(pressed.length / PRESSED_SHARE));
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
