/**
 * Records by the minute in which they expire, so that a search for expired records does not read all others.
 */
const MINUTE_MS = 60_000;

export class Expiries {
  /** Names of records by the minute in which they expire. */
  readonly #minutes = new Map<number, Set<string>>();

  /** `expiresMs`: in milliseconds since 1970; 0 if the record never expires. */
  add(name: string, expiresMs: number): void {
    if (expiresMs === 0) return;
    const minute = Math.floor(expiresMs / MINUTE_MS);
    const names = this.#minutes.get(minute);
    if (names === undefined) this.#minutes.set(minute, new Set([name]));
    else names.add(name);
  }

  remove(name: string, expiresMs: number): void {
    const minute = Math.floor(expiresMs / MINUTE_MS);
    const names = this.#minutes.get(minute);
    if (names?.delete(name) === true && names.size === 0) this.#minutes.delete(minute);
  }

  /** Names of all expired records, and of some that expire later in the minute of `nowMs`. */
  due(nowMs: number): string[] {
    const due: string[] = [];
    for (const [minute, names] of this.#minutes) if (minute * MINUTE_MS <= nowMs) due.push(...names);
    return due;
  }
}
