import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { silentLog } from "../../runtime/base/log.ts";
import { watchPolicy } from "../../runtime/cli/policy-watch.ts";
import type { Policy } from "../../runtime/deployment/policy.ts";

const folder = mkdtempSync(join(tmpdir(), "prost-policy-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("a policy is in force when its file has changed or on SIGHUP, and stays when the file is wrong", async () => {
  const file = join(folder, "prost.toml");
  writeFileSync(file, "");
  const policies: Policy[] = [];
  const told: string[] = [];
  const log = { ...silentLog, error: (_fields: object, text: string) => void told.push(text) };
  const watching = watchPolicy(file, { setPolicy: (policy) => void policies.push(policy) }, log);
  try {
    writeFileSync(file, '[policy]\npublishers = "none"\n');
    await vi.waitFor(() => expect(policies).toHaveLength(1), { timeout: 20_000 });
    expect(policies[0].publishers).toBe("none");
    writeFileSync(file, '[policy]\npublishers = "nobody"\n');
    await vi.waitFor(() => expect(told.join()).toContain("publishers"), { timeout: 20_000 });
    expect(policies).toHaveLength(1);
    writeFileSync(file, '[policy]\nnames = ["acme/*"]\n');
    process.emit("SIGHUP");
    await vi.waitFor(() => expect(policies).toHaveLength(2), { timeout: 20_000 });
    expect(policies[1]).toMatchObject({ publishers: "any", names: ["acme/*"] });
  } finally {
    watching.close();
  }
});
