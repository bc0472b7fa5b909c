/** A check of the texts of faults. */
import assert from "node:assert/strict";

/** Throws unless the text of a fault is short and printable, and contains no path or stack of the host. */
export function mustHideHost(detail: string): void {
  assert(detail.length <= 300, `the text has ${detail.length} characters`);
  assert.match(detail, /^[\x20-\x7e]*$/, "the text has unprintable characters");
  assert.doesNotMatch(
    detail,
    /file:|\.ts\b|\.js\b|node_modules|\bat .*:\d+/,
    "the text shows parts of the host",
  );
}
