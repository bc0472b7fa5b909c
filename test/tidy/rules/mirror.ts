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
  "test/cli/calls.test.ts": "calls of all commands: exit codes and errors",
  "test/cli/canary.test.ts": "a whole node whose cells fail their self-test",
  "test/cli/launcher.test.ts": "bin/prost.js",
  "test/cli/publishing.test.ts": "publishing with several commands, as an author does",
  "test/control/recording.test.ts": "the stream of a recording, between server and client",
  "test/deployment/overlay.test.ts": "publishing and fetching over an overlay",
  "test/deployment/terms.test.ts": "the terms of manifests, checked by publisher and installer",
  "test/sandbox/glue/rules.test.ts": "rules of services, in cells and inline",
  "test/sandbox/instrument/differential.test.ts": "rewritten modules beside the original ones",
  "test/settings.test.ts": "test/settings.ts",
  "test/simulator/swarm.test.ts": "overlays under random fault schedules",
  "test/simulator/traces.test.ts": "recorded traces",
  "test/storage/durability.test.ts": "the model and the overlay runs of bench/durability",
  "test/storage/faults.test.ts": "storage as a whole under faults",
  "test/storage/kinds/values.test.ts": "immutable and signed values over an overlay",
  "test/storage/local/crash.test.ts": "the store of a killed process",
  "test/storage/local/failing-disk.test.ts": "a node on a full or read-only disk",
  "test/storage/replication/copies.test.ts": "the number of copies over time",
  "test/storage/replication/records.test.ts": "histories of records under faults",
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
