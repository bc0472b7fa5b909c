/** `prost keys`: the key files of publishers, their root documents and delegations. */
import type { Command } from "commander";
import { withExamples } from "../../options.ts";
import { registerChange } from "./change.ts";
import { registerDelegate } from "./delegate.ts";
import { registerNew } from "./new.ts";
import { registerRotate } from "./rotate.ts";
import { registerShow } from "./show.ts";

export function registerKeys(program: Command): void {
  const keys = program.command("keys").description("make, show, change and delegate the keys of a publisher");
  registerNew(keys);
  registerShow(keys);
  registerChange(keys);
  registerRotate(keys);
  registerDelegate(keys);
  withExamples(
    keys,
    "prost keys new me.key",
    "prost keys show me.key --name hello",
    "prost keys rotate me.key --to me-2.key",
    "prost keys change me.key --add PUBLIC-KEY --add PUBLIC-KEY --threshold 2 --out team.root",
    "prost sign team.root --with other.key",
    "prost keys delegate me.key --to PUBLIC-KEY --prefix acme/tools --out ci.key.root",
  );
}
