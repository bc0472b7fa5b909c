/** Chart of a run, as SVG: delay ratio, loss, upkeep and number of nodes by virtual minute, in four panels. */
import type { Minute } from "./lookups.ts";
import { delayRatioOf, messagesPerNodeS } from "./report.ts";
import { escapeXml, niceStep } from "./svg.ts";

interface Panel {
  readonly title: string;
  /** One value for each minute; null: no value. */
  readonly values: readonly (number | null)[];
  readonly color: string;
  /** The axis reaches at least this value, so that noise does not fill the panel. */
  readonly atLeast: number;
}

const WIDTH = 860;
const PANEL = 190;
const LEFT = 78;
const RIGHT = 24;
const TOP = 62;
const GAP = 46;
const INK = "#1f2933";
const FAINT = "#d9dee4";
const TICKS = 4;

export function drawRunChart(title: string, minutes: readonly Minute[]): string {
  const panels: readonly Panel[] = [
    {
      title: "delay of lookups / direct delay to the root",
      values: minutes.map(delayRatioOf),
      color: "#2563a8",
      atLeast: 2,
    },
    {
      title: "lookups lost or delivered at a wrong node, per cent",
      values: minutes.map(({ lookups, lost, incorrect }) =>
        lookups === 0 ? null : (100 * (lost + incorrect)) / lookups,
      ),
      color: "#b3261e",
      atLeast: 0.1,
    },
    {
      title: "upkeep, messages per node and second",
      values: minutes.map((minute) => (minute.nodeMs === 0 ? null : messagesPerNodeS(minute))),
      color: "#3b7d3a",
      atLeast: 0.5,
    },
    {
      title: "nodes",
      values: minutes.map(({ nodeMs }) => nodeMs / 60_000),
      color: "#6b4e9b",
      atLeast: 1,
    },
  ];
  const height = TOP + panels.length * (PANEL + GAP) + 20;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" ` +
      `height="${height}" font-family="sans-serif" fill="${INK}">`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    `<text x="${LEFT}" y="30" font-size="16">${escapeXml(title)}</text>`,
    ...panels.map((panel, i) => drawn(panel, TOP + i * (PANEL + GAP), i === panels.length - 1)),
    "</svg>",
    "",
  ].join("\n");
}

function drawn({ title, values, color, atLeast }: Panel, top: number, isLast: boolean): string {
  const highest = Math.max(atLeast, ...values.filter((value) => value !== null));
  const step = niceStep(highest / TICKS);
  const max = Math.ceil(highest / step - 1e-9) * step;
  const x = (minute: number) => LEFT + (minute / Math.max(1, values.length)) * (WIDTH - LEFT - RIGHT);
  const y = (value: number) => top + PANEL - (value / max) * PANEL;
  const parts = [`<text x="${LEFT}" y="${top - 9}" font-size="13">${escapeXml(title)}</text>`];
  for (let value = 0; value <= max + step / 2; value += step) {
    const at = y(value).toFixed(1);
    parts.push(
      `<line x1="${LEFT}" y1="${at}" x2="${WIDTH - RIGHT}" y2="${at}" stroke="${FAINT}"/>`,
      `<text x="${LEFT - 8}" y="${(y(value) + 4).toFixed(1)}" font-size="11" text-anchor="end">` +
        `${label(value, step)}</text>`,
    );
  }
  const minuteStep = Math.max(1, niceStep(values.length / 10));
  for (let minute = 0; minute <= values.length; minute += minuteStep) {
    const at = x(minute).toFixed(1);
    parts.push(
      `<line x1="${at}" y1="${top + PANEL}" x2="${at}" y2="${top + PANEL + 4}" stroke="${INK}"/>`,
      `<text x="${at}" y="${top + PANEL + 17}" font-size="11" text-anchor="middle">${minute}</text>`,
    );
  }
  if (isLast)
    parts.push(
      `<text x="${WIDTH - RIGHT}" y="${top + PANEL + 34}" font-size="11" text-anchor="end">virtual minutes</text>`,
    );
  // Each minute is a step, so that a single bad minute shows. The line breaks where there is no value.
  let path = "";
  let isDrawing = false;
  for (const [minute, value] of values.entries()) {
    if (value !== null) {
      const at = y(value).toFixed(1);
      path += `${isDrawing ? "L" : "M"}${x(minute).toFixed(1)} ${at}H${x(minute + 1).toFixed(1)}`;
    }
    isDrawing = value !== null;
  }
  parts.push(`<path d="${path}" fill="none" stroke="${color}" stroke-width="1.8"/>`);
  return parts.join("\n");
}

function label(value: number, step: number): string {
  return value.toFixed(Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
}
