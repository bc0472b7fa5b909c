/** Recordings made up by a stranger, for as long as is wanted. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { numberFromEnvironment } from "../../settings.ts";
import { madeUp, randomBytes, soundRecording } from "./recording-parts.ts";

const SECONDS = numberFromEnvironment("PROST_LONG_S", 60);

test("recordings made up by a stranger are replayed or refused, and nothing else", async () => {
  const { bodies } = await soundRecording();
  const counts = { refused: 0, ran: 0 };
  const limits = { numRuns: 1_000_000_000, interruptAfterTimeLimit: 500 * SECONDS };
  await fc.assert(randomBytes(bodies), limits);
  await fc.assert(
    madeUp(bodies, (how) => counts[how]++),
    limits,
  );
  process.stderr.write(`recordings made up: ${counts.ran} replayed, ${counts.refused} refused\n`);
  expect(counts.ran).toBeGreaterThan(0);
});
