/**
 * Replays the recording named on the command line in this process, with the flags that it was started with.
 */
import { createReadStream } from "node:fs";
import { hexOf } from "../../../runtime/base/hex.ts";
import { InlineRunner } from "../../../runtime/sandbox/inline/inline-runner.ts";
import { replay } from "../../../runtime/sandbox/recording/replay.ts";

const source = createReadStream(process.argv[2]);
const result = await replay({ source, runner: new InlineRunner(), module: null, until: null });
const { differencesInAll, stateHash, fuelUsed } = result;
process.stdout.write(JSON.stringify({ differencesInAll, stateHash: hexOf(stateHash), fuelUsed }));
