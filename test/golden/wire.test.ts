/** The bytes that nodes of different versions exchange, sign and store. docs/versions.md says when they may change. */
import { expect, test } from "vitest";
import { hexOf } from "../../runtime/base/hex.ts";
import {
  linkSamples,
  packetSamples,
  registerSamples,
  type Samples,
  signedSamples,
  storageSamples,
  storedSamples,
} from "./wire-samples.ts";

const DIGITS_PER_LINE = 96;

test.each([
  ["links", linkSamples],
  ["packets", packetSamples],
  ["storage messages", storageSamples],
  ["register messages", registerSamples],
  ["stored records", storedSamples],
  ["signed statements", signedSamples],
])("%s have the bytes that this version promises", async (name, samples) => {
  await expect(textOf(samples())).toMatchFileSnapshot(`wire/${name.replace(" ", "-")}.txt`);
});

function textOf(samples: Samples): string {
  return Object.entries(samples)
    .map(([name, bytes]) => `${name}, ${bytes.length} bytes\n${lines(hexOf(bytes))}\n`)
    .join("\n");
}

function lines(hex: string): string {
  return hex.replaceAll(new RegExp(`.{1,${DIGITS_PER_LINE}}`, "g"), "  $&\n").trimEnd();
}
