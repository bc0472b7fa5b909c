/** `npm run docs`: writes the generated parts of all pages anew. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, trackedTree } from "../../test/tidy/tree.ts";
import { rendered } from "./blocks.ts";
import { commands } from "./commands.ts";
import { generators } from "./generators.ts";

const tree = trackedTree();
const generate = generators(tree, commands());
for (const [path, page] of tree) {
  if (!path.endsWith(".md")) continue;
  const text = rendered(page, generate);
  if (text === page) continue;
  writeFileSync(join(ROOT, path), text);
  console.log(path);
}
