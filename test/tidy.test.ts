/** The house rules, over all files that git tracks. What breaks one today is in tidy/exceptions.ts. */
import { expect, test } from "vitest";
import { EXCEPTIONS } from "./tidy/exceptions.ts";
import { needed, unexcused } from "./tidy/judge.ts";
import { RULES } from "./tidy/rules/index.ts";
import { trackedTree } from "./tidy/tree.ts";

/** Whether an exception that is no longer needed fails the test. */
const IS_STRICT = true;
const tree = trackedTree();

test.each(Object.entries(RULES))("the rule %s holds", (name, rule) => {
  const allowed = EXCEPTIONS[name] ?? {};
  const violations = rule(tree);
  const text = unexcused(violations, allowed).map(({ path, line, message }) => `${path}:${line}: ${message}`);
  const kept = needed(violations, allowed);
  const isSpare = JSON.stringify(kept) !== JSON.stringify(allowed);
  if (isSpare) console.log(`${name}: exceptions are no longer needed; node test/tidy/shrink.ts drops them`);
  expect(text.join("\n")).toBe("");
  if (IS_STRICT) expect(allowed).toEqual(kept);
});
