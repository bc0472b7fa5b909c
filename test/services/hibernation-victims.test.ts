import { expect, test } from "vitest";
import {
  type Awake,
  busyVictims,
  HIBERNATION_DEFAULT,
  idleVictims,
  memoryVictims,
  roomVictims,
} from "../../runtime/services/hibernation.ts";

const MIB = 1024 ** 2;

interface Named extends Awake {
  readonly name: string;
}

function awake(
  name: string,
  usedMs: number,
  {
    publisher = "p",
    isQuiet = true,
    isIdle = true,
  }: Partial<{ publisher: string; isQuiet: boolean; isIdle: boolean }> = {},
): Named {
  return { name, usedMs, publisher, isQuiet: () => isQuiet, isIdle: () => isIdle };
}

const namesOf = (services: readonly Named[]) => services.map(({ name }) => name);

test("a service that was used lately or is not quiet does not sleep for idleness", () => {
  const all = [awake("old", 10), awake("new", 100), awake("busy", 5, { isQuiet: false })];
  expect(namesOf(idleVictims(all, 50))).toEqual(["old"]);
});

test("the longest unused quiet services make room, a few at a time", () => {
  const all = Array.from({ length: 64 }, (_, i) => awake(`${i}`, (i * 37) % 64));
  const victims = roomVictims(all);
  expect(victims.map(({ usedMs }) => usedMs)).toEqual([0, 1]);
});

test("when none is quiet, an idle service of the publisher with most services makes room for another one", () => {
  const busy = { isQuiet: false };
  const all = [
    awake("runs", 1, { ...busy, isIdle: false, publisher: "many" }),
    awake("waits", 2, { ...busy, publisher: "many" }),
    awake("waits too", 3, { ...busy, publisher: "many" }),
    awake("other", 0, { ...busy, publisher: "few" }),
  ];
  expect(roomVictims(all)).toEqual([]);
  expect(namesOf(busyVictims(all, "few"))).toEqual(["waits"]);
  expect(namesOf(busyVictims(all, "new"))).toEqual(["waits"]);
  expect(busyVictims(all, "many")).toEqual([]);
});

test("services sleep in each cell over its limit, in all cells if their sum is over the total, else in none", () => {
  const all = Array.from({ length: 16 }, (_, i) =>
    awake(`${i}`, i, { publisher: i % 2 === 0 ? "even" : "odd" }),
  );
  const cells = (even: number, odd: number) => [
    { publisher: "even", rssBytes: even * MIB },
    { publisher: "odd", rssBytes: odd * MIB },
  ];
  const options = { ...HIBERNATION_DEFAULT, cellBytesMax: 1_200 * MIB };
  expect(memoryVictims(all, cells(500, 500), options)).toEqual([]);
  expect(namesOf(memoryVictims(all, cells(100, 700), options))).toEqual(["1"]);
  expect(namesOf(memoryVictims(all, cells(610, 610), options))).toEqual(["0", "1"]);
});
