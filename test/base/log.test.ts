import { expect, test } from "vitest";
import { LOG_BYTES_MAX } from "../../abi/abi.ts";
import { createLog } from "../../runtime/base/log.ts";

function logged(json: boolean) {
  const lines: string[] = [];
  return { lines, log: createLog({ level: "info", json, write: (line) => lines.push(line) }) };
}

test("a line is JSON or text, as the option says", () => {
  for (const json of [true, false]) {
    const { lines, log } = logged(json);
    log.debug({}, "not at this level");
    log.warn({ node: "abc", count: 3 }, "something happened");
    expect(lines).toHaveLength(1);
    if (json)
      expect(JSON.parse(lines[0])).toMatchObject({
        level: "warn",
        msg: "something happened",
        node: "abc",
        count: 3,
      });
    else expect(lines[0]).toMatch(/warn {2}something happened {2}node=abc count=3\n$/);
  }
});

test("a service's line contains no control characters", () => {
  const { lines, log } = logged(false);
  log.guest("hello", 1, "red \u001b[31m and \u202e turned, and\nanother line");
  for (const character of ["\u001b", "\u202e"]) expect(lines[0]).not.toContain(character);
  expect(lines[0].trimEnd()).not.toContain("\n");
});

test("a service's line is cut at the length that the ABI states", () => {
  const { lines, log } = logged(true);
  log.guest("hello", 3, "x".repeat(1_000_000));
  expect(JSON.parse(lines[0])).toMatchObject({
    level: "error",
    service: "hello",
    msg: "x".repeat(LOG_BYTES_MAX),
  });
});

test("a service that logs without end writes a bounded number of lines", () => {
  const { lines, log } = logged(true);
  for (let i = 0; i < 10_000; i++) log.guest("noisy", 1, "again");
  log.guest("other", 1, "still logged");
  expect(lines.length).toBeLessThan(200);
  expect(lines.at(-1)).toContain("still logged");
});
