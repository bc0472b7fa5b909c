/** Which records expire when, to the minute: finding those that have does not go through all that have not. */
const MINUTE_MS = 60_000;

export class Expiries {
  /** Names of records by the minute within which they expire. */
  readonly #minutes = new Map<number, Set<string>>();

  /** `expiresMs` 0: never. */
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

  /** Those that have expired, and of this minute perhaps some that will. */
  due(nowMs: number): string[] {
    const due: string[] = [];
    for (const [minute, names] of this.#minutes) if (minute * MINUTE_MS <= nowMs) due.push(...names);
    return due;
  }
}
