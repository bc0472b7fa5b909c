import { expect, test } from "vitest";
import { bulkFillLoop, echoService } from "../../../runtime/attack/kit/modules.ts";
import { CellHost } from "../../../runtime/sandbox/cell/cell-host.ts";
import { CELL_PROFILES, cellLaunch } from "../../../runtime/sandbox/cell/jail.ts";
import { host } from "../support.ts";

test("a hardened cell has the baseline compiler only, and cells are hardened by default", () => {
  expect(cellLaunch({ profile: "hardened" }).args).toContain("--liftoff-only");
  expect(cellLaunch({ profile: "fast" }).args).not.toContain("--liftoff-only");
  expect(cellLaunch()).toEqual(cellLaunch({ profile: "hardened" }));
});

test.each(CELL_PROFILES)(
  "a cell of profile %s ends a loop of bulk operations by its fuel, and answers others",
  async (profile) => {
    const cell = new CellHost({ name: "test", profile });
    const hostile = await host(cell, bulkFillLoop(), { name: "hostile" });
    const good = await host(cell, echoService(), { name: "good" });
    expect(await hostile.send()).toMatchObject({ ok: false, fault: "fuel" });
    expect(await good.ask("still here")).toEqual(new TextEncoder().encode("still here"));
    expect(cell.usage().restarts).toBe(0);
    await cell.close();
  },
);
