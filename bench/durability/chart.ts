/** Chart of the share of records left over time, as SVG: simulated solid, expected dashed. */

export interface Curve {
  readonly label: string;
  readonly color: string;
  /** Times of losses, in days, ascending. */
  readonly lostDays: readonly number[];
  /** Number of records, lost or not. */
  readonly records: number;
  /** Expected share of records left after this number of days. */
  readonly expected: (days: number) => number;
}

const WIDTH = 860;
const HEIGHT = 420;
const LEFT = 64;
const RIGHT = 170;
const TOP = 48;
const BOTTOM = 52;
const STEPS = 120;

export function plotSurvival(title: string, days: number, curves: readonly Curve[]): string {
  const x = (day: number) => LEFT + (day / days) * (WIDTH - LEFT - RIGHT);
  const y = (share: number) => TOP + (1 - share) * (HEIGHT - TOP - BOTTOM);
  const path = (points: readonly (readonly [number, number])[]) =>
    points
      .map(([day, share], i) => `${i === 0 ? "M" : "L"}${x(day).toFixed(1)} ${y(share).toFixed(1)}`)
      .join("");
  const parts: string[] = [];
  for (const share of [0, 0.25, 0.5, 0.75, 1])
    parts.push(
      `<path d="M${LEFT} ${y(share)}H${WIDTH - RIGHT}" stroke="#d9dee4"/>`,
      `<text x="${LEFT - 8}" y="${y(share) + 4}" text-anchor="end">${100 * share} %</text>`,
    );
  for (let day = 0; day <= days; day += 30)
    parts.push(`<text x="${x(day)}" y="${HEIGHT - BOTTOM + 20}" text-anchor="middle">${day}</text>`);
  parts.push(`<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 10}" text-anchor="middle">days</text>`);
  for (const [at, { label, color, lostDays, records, expected }] of curves.entries()) {
    const steps = Array.from({ length: STEPS + 1 }, (_, i) => (days * i) / STEPS);
    const left = (day: number) => 1 - lostDays.filter((lost) => lost <= day).length / records;
    parts.push(
      `<path d="${path(steps.map((day) => [day, left(day)]))}" fill="none" stroke="${color}" stroke-width="2"/>`,
      `<path d="${path(steps.map((day) => [day, expected(day)]))}" fill="none" stroke="${color}" ` +
        `stroke-dasharray="5 4"/>`,
      `<text x="${WIDTH - RIGHT + 12}" y="${TOP + 16 + 20 * at}" fill="${color}">${label}</text>`,
    );
  }
  const attributes = 'font-family="system-ui, sans-serif" font-size="13" fill="#1f2933"';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" ${attributes}>
<title>${title}</title>
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
<text x="${LEFT}" y="24" font-size="15" font-weight="600">${title}</text>
${parts.join("\n")}
<text x="${WIDTH - RIGHT + 12}" y="${HEIGHT - BOTTOM - 8}">dashed: expected</text>
</svg>
`;
}
