import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { generate, packageNames } from "../../runtime/gen/generate.ts";

test.each(packageNames())("the committed codec of %s is what proto/ describes", (name) => {
  const folder = mkdtempSync(join(tmpdir(), "prost-gen-"));
  try {
    generate(name, folder);
    for (const file of [`${name}.js`, `${name}.d.ts`]) {
      const committed = readFileSync(new URL(`../../runtime/gen/${file}`, import.meta.url), "utf8");
      expect(readFileSync(join(folder, file), "utf8")).toBe(committed);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
