import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { groupOf } from "../../runtime/attack/cases.ts";
import { CATALOGUE, GROUPS } from "../../runtime/attack/catalogue.ts";
import { readDocument, withTable } from "../../runtime/attack/table.ts";
import { ALL_CASES } from "./support.ts";

test("the catalogue has every id once, each with its group, attack and outcome", () => {
  expect(CATALOGUE.length).toBe(231);
  expect(new Set(CATALOGUE.map(({ id }) => id)).size).toBe(231);
  for (const { id, group, attack, outcome } of CATALOGUE) {
    expect(id).toMatch(/^[A-Z]{2}\d{2}$/);
    expect(Object.keys(GROUPS)).toContain(group);
    expect(attack.length).toBeGreaterThan(3);
    expect(outcome.length).toBeGreaterThan(3);
  }
});

test("every case belongs to an id of the catalogue and has a title", () => {
  const ids = new Set(CATALOGUE.map(({ id }) => id));
  for (const { id, title } of ALL_CASES) {
    expect(ids).toContain(id);
    expect(title.length).toBeGreaterThan(10);
  }
});

test("docs/attacks.md lists every id with its present cases", async () => {
  const document = readDocument();
  expect(document, "run `node runtime/attack/table.ts`").toBe(await withTable(document));
});

test("every group with cases has one test file that runs them", () => {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".test.ts"));
  const texts = files.map((name) => readFileSync(join(import.meta.dirname, name), "utf8"));
  for (const group of new Set(ALL_CASES.map(groupOf)))
    expect(texts.filter((text) => text.includes(`testGroup("${group}")`))).toHaveLength(1);
});
