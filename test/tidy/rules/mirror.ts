/** `test/` has the outline of `runtime/`: a test stands where the file or folder stands that it tests. */
import { posix } from "node:path";
import type { Rule, Tree } from "../tree.ts";

/** Tests of something else than one file of the runtime, by path or folder. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "test/abi/": "the contract with services lies beside the runtime",
  "test/docs/": "pages whose commands are run",
  "test/golden/": "the interfaces that a version promises",
  "test/package/": "the package, packed and installed",
  "test/processes/": "whole overlays of real processes",
  "test/services-as/": "the SDK and the bundled services, which lie beside the runtime",
  "test/tidy/": "the house rules",
  "test/tidy.test.ts": "the house rules",
};

export const mirror: Rule = (tree) =>
  [...tree.keys()]
    .filter((path) => /^test\/.*\.test\.ts$/.test(path))
    .filter(
      (path) =>
        !Object.keys(ELSEWHERE).some(
          (place) => path === place || (place.endsWith("/") && path.startsWith(place)),
        ),
    )
    .filter((path) => !hasSubject(tree, path))
    .map((path) => ({
      path,
      line: 1,
      message: `${subjectOf(path)}.ts does not exist: name the test after what it tests, or give a reason in test/tidy/rules/mirror.ts`,
    }));

function subjectOf(path: string): string {
  return path.replace(/^test\//, "runtime/").replace(/\.test\.ts$/, "");
}

/**
 * The subject is a file or folder of the same name, in the same folder or one folder further in (`commands/`, `cases/`).
 * A test of one side of it adds words to its name, as `gate-fuzz.test.ts`.
 */
function hasSubject(tree: Tree, path: string): boolean {
  const subject = subjectOf(path);
  const folder = posix.dirname(subject);
  const words = posix.basename(subject).split("-");
  const names = words.map((_, i) => words.slice(0, i + 1).join("-"));
  if (posix.basename(folder) === posix.basename(subject)) return true;
  return [...tree.keys()].some((file) => {
    if (!file.startsWith(`${folder}/`)) return false;
    const steps = file.slice(folder.length + 1).split("/");
    return names.some(
      (name) => steps.slice(0, 2).includes(`${name}.ts`) || (steps.length > 1 && steps[0] === name),
    );
  });
}
