/** Numbers as a page states them. */

const UNITS: Readonly<Record<string, readonly [divisor: number, suffix: string]>> = {
  KiB: [1024, " KiB"],
  MiB: [1024 ** 2, " MiB"],
  GiB: [1024 ** 3, " GiB"],
  ms: [1, " ms"],
  s: [1_000, " s"],
  min: [60_000, " min"],
  h: [3_600_000, " h"],
  days: [86_400_000, " days"],
  million: [1e6, " million"],
  "%": [0.01, " %"],
};

/** `16,777,216`, or with a unit `16 MiB`. Null: there is no such unit. */
export function quantity(value: number, unit: string | null): string | null {
  if (unit === null) return grouped(value);
  const known = UNITS[unit];
  if (known === undefined) return null;
  return `${grouped(value / known[0])}${known[1]}`;
}

/** A number in the unit that its name ends with: 3000 of `joinMs` is 3 s, 16777216 of `storeBytes` 16 MiB. */
export function named(name: string, value: number): string {
  if (/Ms(M(in|ax))?$|_MS(_M(IN|AX))?$/.test(name)) {
    for (const unit of ["h", "min", "s"]) {
      const inUnit = value / UNITS[unit][0];
      if (inUnit >= 1 && Number.isInteger(inUnit)) return quantity(value, unit)!;
    }
    return quantity(value, "ms")!;
  }
  if (/Bytes(PerSecond|PerEvent|Max)?$/.test(name)) {
    for (const unit of ["GiB", "MiB", "KiB"]) {
      const inUnit = value / UNITS[unit][0];
      if (inUnit >= 1 && Number.isInteger(inUnit)) return quantity(value, unit)!;
    }
  }
  return grouped(value);
}

function grouped(value: number): string {
  const rounded = Number(value.toPrecision(12));
  const [whole, part] = String(rounded).split(".");
  const text = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return part === undefined ? text : `${text}.${part}`;
}
