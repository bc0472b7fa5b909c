import { afterEach, expect, test, vi } from "vitest";
import {
  choicesFromEnvironment,
  numberFromEnvironment,
  parseSeeds,
  seedsFromEnvironment,
} from "./settings.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

test("a count of seeds stands for the seeds from 1 to that count", () => {
  expect(parseSeeds("1000")).toEqual({ from: 1, to: 1000 });
});

test("a range of seeds has both its ends", () => {
  expect(parseSeeds("41-60")).toEqual({ from: 41, to: 60 });
  expect(parseSeeds("3-3")).toEqual({ from: 3, to: 3 });
});

test.each(["", "0", "0-5", "6-5", "5-", "-5", "1..5", "ten", "1.5", "1-2-3", " 5", "99999999999999999999"])(
  "PROST_SEEDS refuses %j and says what to give",
  (text) => {
    vi.stubEnv("PROST_SEEDS", text);
    expect(() => seedsFromEnvironment(1000)).toThrow(/PROST_SEEDS is .*COUNT or FROM-TO/);
  },
);

test("without PROST_SEEDS the given count of seeds runs", () => {
  vi.stubEnv("PROST_SEEDS", undefined);
  expect(seedsFromEnvironment(20)).toEqual({ from: 1, to: 20 });
});

test("a number is read from its variable, and a text that is none is refused", () => {
  vi.stubEnv("PROST_LONG_S", "90");
  expect(numberFromEnvironment("PROST_LONG_S", 60)).toBe(90);
  for (const text of ["", "0", "-1", "NaN", "1e3", "60 s"]) {
    vi.stubEnv("PROST_LONG_S", text);
    expect(() => numberFromEnvironment("PROST_LONG_S", 60)).toThrow(/PROST_LONG_S is .*number above 0/);
  }
  vi.stubEnv("PROST_LONG_S", undefined);
  expect(numberFromEnvironment("PROST_LONG_S", 60)).toBe(60);
});

test("a choice that is not there is refused instead of running nothing", () => {
  const disks = ["refusing", "crashing"] as const;
  vi.stubEnv("PROST_DISKS", "crashing");
  expect(choicesFromEnvironment("PROST_DISKS", disks)).toEqual(["crashing"]);
  vi.stubEnv("PROST_DISKS", "crash");
  expect(() => choicesFromEnvironment("PROST_DISKS", disks)).toThrow(/one of refusing, crashing/);
});
