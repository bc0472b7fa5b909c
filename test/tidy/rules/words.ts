/** Words and phrases that readers stumbled over. How often a file has them must not grow. */
import { withoutGenerated } from "../markdown.ts";
import { lineAt, type Rule } from "../tree.ts";

/** What to avoid, and what to write instead. */
const PHRASES: readonly (readonly [phrase: string, instead: string])[] = [
  ["lets? fall", "drop"],
  ["shown out", "disconnected"],
  ["farewells?", "graceful leave"],
  ["familiars?", "membership history"],
  ["custody|keepers?", "retained messages"],
  ["strangers?", "unknown peer, untrusted code"],
  ["outlasts?", "expiry order"],
  ["befall\\w*|ordeals?|upheavals?|troubles?", "fault schedule, inject"],
  ["twins?", "equivocation, duplicate identity"],
  ["verdicts?", "what was decided: declared failed, forward result, gate result"],
  ["gives? up its", "declare failed"],
  ["(?:is|are) told to|be said|is said|nothing is said", "a verb with its subject"],
  ["what becomes of", "what happens to"],
  [
    "whoever|whom|whose|who (?:has|have|had|is|are|was|were|comes|asks|knows|holds|does|can|may|would|wants|sends|says|reads|runs|looks)",
    "the noun: the node, the caller",
  ],
  ["nobody|somebody|everybody|anybody", "the noun: no node, a caller"],
  ["it knows of", "it knows"],
  ["by its word|the word of", "signed statement"],
  ["dice", "randomness"],
  ["census", "network size estimate, replica count"],
  ["roster", "registry"],
  ["purse", "credit budget"],
  ["patience", "retry"],
  [
    "in the way of|the way (?:of|to|in|back|on)|on the way|its way|their way|on its own way",
    "route, next hop, join",
  ],
  ["at the (?:most|least)", "at most, at least"],
  ["so many|so long", "the number, the time"],
  ["for which it|what (?:has|have|is|was|were|comes|came|it|they|the|a) ", "a noun"],
  ["hand(?:s|ed)? over", "handoff"],
  ["lays? down", "store"],
  ["sum(?:s|med)? up", "summarize"],
  ["from then on", "afterwards"],
  ["not before", "only after"],
  ["is there no", "there is no"],
  ["goes on|go on", "continue"],
  ["gone for good", "permanently gone"],
];

const ANY = new RegExp(`\\b(?:${PHRASES.map(([phrase]) => phrase).join("|")})\\b`, "gi");
const EACH = PHRASES.map(([phrase, instead]) => ({ pattern: new RegExp(`^(?:${phrase})$`, "i"), instead }));

export const words: Rule = (tree) =>
  [...tree]
    .filter(([path]) => /\.(ts|js|md|proto|mjs)$/.test(path) && !/^(runtime\/gen|test\/tidy)\//.test(path))
    .flatMap(([path, text]) =>
      [...withoutGenerated(text).matchAll(ANY)].map(({ 0: found, index }) => ({
        path,
        line: lineAt(text, index),
        message: `"${found.trim()}" stops readers: say ${insteadOf(found)}`,
      })),
    );

function insteadOf(found: string): string {
  return EACH.find(({ pattern }) => pattern.test(found))?.instead ?? "it plainly";
}
