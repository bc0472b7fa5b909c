/** Nothing secret and nothing of one machine is tracked. */
import { linesOf, type Rule, type Violation } from "../tree.ts";

const SECRET_FILE =
  /(\.(key|root|sock|rec|pem|mdb|tgz)|(^|\/)(\.env(\.[^/]*)?|node\.admission|id_(rsa|ecdsa|ed25519)))$/;
/** Folders of a user or of a build machine. */
const MACHINE_PATH = /(?<![\w./-])\/(?:home|Users|root|work)\/[\w.-]+/;

export const secrets: Rule = (tree) => [...tree].flatMap(([path, text]) => problems(path, text));

function problems(path: string, text: string): readonly Violation[] {
  const found: Violation[] = [];
  if (SECRET_FILE.test(path))
    found.push({
      path,
      line: 1,
      message: "keys, sockets and recordings are not tracked: remove it and ignore its name",
    });
  if (path.startsWith("test/tidy/")) return found;
  const isLock = path.endsWith("package-lock.json");
  linesOf(text).forEach((line, i) => {
    if (MACHINE_PATH.test(line))
      found.push({
        path,
        line: i + 1,
        message: "this path exists on one machine only: make it relative, or invent one",
      });
    if (isLock && line.includes('"resolved":'))
      found.push({
        path,
        line: i + 1,
        message: "the lock records a download address: run npm install with .npmrc in place",
      });
  });
  return found;
}
