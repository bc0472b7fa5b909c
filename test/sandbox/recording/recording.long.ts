/** Recordings forged by an attacker, for PROST_LONG_S seconds. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { numberFromEnvironment } from "../../settings.ts";
import { madeUp, randomBytes, soundRecording } from "./recording-parts.ts";

const SECONDS = numberFromEnvironment("PROST_LONG_S", 60);

test("forged recordings are replayed or refused", async () => {
  const { bodies } = await soundRecording();
  const counts = { refused: 0, ran: 0 };
  const limits = { numRuns: 1_000_000_000, interruptAfterTimeLimit: 500 * SECONDS };
  await fc.assert(randomBytes(bodies), limits);
  await fc.assert(
    madeUp(bodies, (how) => counts[how]++),
    limits,
  );
  process.stderr.write(`forged recordings: ${counts.ran} replayed, ${counts.refused} refused\n`);
  expect(counts.ran).toBeGreaterThan(0);
});
