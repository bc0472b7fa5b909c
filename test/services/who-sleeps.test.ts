import { expect, test } from "vitest";
import { Id } from "../../runtime/base/id.ts";
import {
  type Awake,
  HIBERNATION_DEFAULT,
  outOfTheWay,
  pressedOut,
  pushedOut,
  unused,
} from "../../runtime/services/hibernation.ts";
import { type Resident, Roster } from "../../runtime/services/registry.ts";
import { MemoryStore } from "../../runtime/storage/local/memory.ts";

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

test("what was used lately or is not quiet is not among the unused", () => {
  const all = [awake("old", 10), awake("new", 100), awake("busy", 5, { isQuiet: false })];
  expect(namesOf(unused(all, 50))).toEqual(["old"]);
});

test("room is made by the longest unused that are quiet, a few at a time", () => {
  const all = Array.from({ length: 64 }, (_, i) => awake(`${i}`, (i * 37) % 64));
  const leaving = outOfTheWay(all);
  expect(leaving.map(({ usedMs }) => usedMs)).toEqual([0, 1]);
});

test("when none is quiet, the publisher with most services gives one up that has nothing in hand, unless it asks itself", () => {
  const busy = { isQuiet: false };
  const all = [
    awake("in hand", 1, { ...busy, isIdle: false, publisher: "many" }),
    awake("waits", 2, { ...busy, publisher: "many" }),
    awake("waits too", 3, { ...busy, publisher: "many" }),
    awake("other", 0, { ...busy, publisher: "few" }),
  ];
  expect(outOfTheWay(all)).toEqual([]);
  expect(namesOf(pushedOut(all, "few"))).toEqual(["waits"]);
  expect(namesOf(pushedOut(all, "new"))).toEqual(["waits"]);
  expect(pushedOut(all, "many")).toEqual([]);
});

test("cells within their memory put nobody to sleep; one that is too large its own services, all together some of all", () => {
  const all = Array.from({ length: 16 }, (_, i) =>
    awake(`${i}`, i, { publisher: i % 2 === 0 ? "even" : "odd" }),
  );
  const cells = (even: number, odd: number) => [
    { publisher: "even", rssBytes: even * MIB },
    { publisher: "odd", rssBytes: odd * MIB },
  ];
  const options = { ...HIBERNATION_DEFAULT, cellBytesMax: 1_200 * MIB };
  expect(pressedOut(all, cells(500, 500), options)).toEqual([]);
  expect(namesOf(pressedOut(all, cells(100, 700), options))).toEqual(["1"]);
  expect(namesOf(pressedOut(all, cells(610, 610), options))).toEqual(["0", "1"]);
});

const RESIDENT: Resident = {
  rootId: "ab".repeat(32),
  name: "kept",
  version: 3,
  label: "1.0",
  codeHash: "cd".repeat(32),
  capabilities: ["message"],
  exports: ["deliver", "forward"],
};

test("the roster gives back what was noted, without what was forgotten and what the disk has damaged", async () => {
  const store = new MemoryStore();
  const roster = new Roster(store);
  const [kept, forgotten, damaged] = ["kept", "forgotten", "damaged"].map((name) => Id.hashOf(name));
  for (const id of [kept, forgotten, damaged]) await roster.note(id, RESIDENT);
  await roster.forget(forgotten);
  const broken = ["", "{", "[]", "null", '{"name":1}', JSON.stringify({ ...RESIDENT, exports: "forward" })];
  for (const text of broken) {
    await store.write([
      { space: "services/roster", key: damaged.bytes, value: new TextEncoder().encode(text) },
      { space: "services/roster", key: Uint8Array.of(1), value: new TextEncoder().encode(text) },
    ]);
    const read = [...new Roster(store).read()];
    expect(read.map(({ serviceId, resident }) => [serviceId.hex, resident])).toEqual([[kept.hex, RESIDENT]]);
  }
});
