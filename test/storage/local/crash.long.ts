/**
 * Kills writers thousands of times with SIGKILL, cuts writes short at random bytes, and damages files.
 * `PROST_KILLS` (2,000), `PROST_CUTS` (100) and `PROST_DAMAGES` (400) set how often; `PROST_SEED` (1) seeds
 * the random choices.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { seededRandom } from "../../../runtime/simulator/random.ts";
import { checkStore } from "../../../runtime/storage/local/store-check.ts";
import { numberFromEnvironment } from "../../settings.ts";
import { cutShort, type Damage, damagedCopy, writtenStore } from "../faults.ts";
import { crashRepeatedly } from "./crash.ts";
import { canLimitFiles } from "./small-disk.ts";

const SEED = numberFromEnvironment("PROST_SEED", 1);
const KILLS = numberFromEnvironment("PROST_KILLS", 2_000);
const CUTS = numberFromEnvironment("PROST_CUTS", 100);
const DAMAGES = numberFromEnvironment("PROST_DAMAGES", 400);
const folder = mkdtempSync(join(tmpdir(), "prost-crash-"));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

test("after thousands of SIGKILLs no acknowledged transaction is missing, and none is partial", async () => {
  const random = seededRandom(SEED);
  const { kills, acknowledged, violations } = await crashRepeatedly(
    join(folder, "killed"),
    random,
    (count) => count >= KILLS,
  );
  console.log(
    `seed ${SEED}: ${kills} kills, ${acknowledged} acknowledged transactions, ${violations.length} violations`,
  );
  expect(violations).toEqual([]);
});

test.skipIf(!canLimitFiles())(
  "wherever a write is cut short, no acknowledged transaction is missing",
  async () => {
    const random = seededRandom(SEED);
    let acknowledged = 0;
    for (let cut = 0; cut < CUTS; cut++) {
      // All transactions together need at most about 2.5 MiB.
      const bytesMax = Math.floor(100_000 + random.next() * 2_000_000);
      const path = join(folder, `cut-${cut}`);
      const written = await cutShort(path, bytesMax);
      expect(written.violations).toEqual([]);
      expect(written.failure).toMatchObject({
        code: "RESOURCE_EXHAUSTED",
        message: expect.stringContaining(path),
      });
      expect(await checkStore(path)).toMatchObject({ state: "sound" });
      acknowledged += written.acknowledged.length;
      rmSync(path, { recursive: true });
    }
    console.log(`seed ${SEED}: ${CUTS} cuts, ${acknowledged} acknowledged transactions, 0 violations`);
  },
);

test("a damaged file gives an error or is read correctly", async () => {
  const random = seededRandom(SEED);
  const damages: readonly Damage[] = ["bits", "zeroes", "truncated", "misplaced page"];
  const sound = await writtenStore(folder, 300);
  const reported = new Map<Damage, number>(damages.map((damage) => [damage, 0]));
  for (let i = 0; i < DAMAGES; i++) {
    const damage = damages[i % damages.length];
    const path = join(folder, `damaged-${i}`);
    const outcome = await damagedCopy(sound, path, damage, random);
    expect(outcome.violations).toEqual([]);
    if (outcome.reported !== null) reported.set(damage, (reported.get(damage) ?? 0) + 1);
    rmSync(path, { recursive: true });
  }
  const counts = [...reported].map(([damage, count]) => `${damage} ${count}`).join(", ");
  console.log(`seed ${SEED}: ${DAMAGES} damages, reported: ${counts}; every other copy read as written`);
});
