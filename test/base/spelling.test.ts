import fc from "fast-check";
import { expect, test } from "vitest";
import { nearest } from "../../runtime/base/spelling.ts";

const NAMES = ["data", "listen", "advertise", "join", "network", "socket"];

test.each([
  ["lisen", "listen"],
  ["liisten", "listen"],
  ["Listen", "listen"],
  ["advertize", "advertise"],
  ["sokcet", "socket"],
  ["policy", null],
  ["", null],
])("the nearest name to %j is %j", (word, meant) => {
  expect(nearest(word, NAMES)).toBe(meant);
});

test("a name with one letter added, left out or replaced is found again", () => {
  const slip = fc.record({
    name: fc.constantFrom("advertise", "network", "listen"),
    at: fc.nat(5),
    letter: fc.constantFrom(..."abcxyz"),
    drop: fc.nat(1),
    add: fc.boolean(),
  });
  fc.assert(
    fc.property(slip, ({ name, at, letter, drop, add }) => {
      const word = name.slice(0, at) + (add ? letter : "") + name.slice(at + drop);
      expect(nearest(word, NAMES)).toBe(name);
    }),
  );
});
