/**
 * `prost demo`: the main job, from nothing: an overlay of node processes, a service compiled, signed and published into it,
 * documents indexed and searched through it, and everything found checked against an index built on the side.
 */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { ProstError } from "../../base/errors.ts";
import { EXIT, fail } from "../exit.ts";
import { collect, parseCount, print, printJson } from "../options.ts";
import { startProgress } from "../progress.ts";

const SERVICES = fileURLToPath(new URL("../../../services-as/", import.meta.url));
const SEARCH = join(SERVICES, "search/search.ts");
/** The packages that prost is installed with have hundreds of Markdown files. */
const PACKAGES = dirname(dirname(createRequire(import.meta.url).resolve("isolated-vm/package.json")));
const NODES_MAX = 64;
const QUERIES: readonly string[] = [
  "wasm memory",
  "stream error handling",
  "install package license",
  "typescript compiler options",
];

interface DemoOptions {
  readonly nodes: number;
  readonly docs: string;
  readonly query?: readonly string[];
  readonly killOne?: boolean;
  readonly json?: boolean;
}

export function registerDemo(program: Command): void {
  program
    .command("demo")
    .description(
      "start an overlay on this machine, publish the search service into it, index documents, ask, and check every answer",
    )
    .option("--nodes <number>", "node processes to start", parseCount(1, NODES_MAX), 8)
    .option("--docs <folder>", "index every Markdown file below this folder", PACKAGES)
    .option("--query <words>", "a query; may be repeated", collect)
    .option("--kill-one", "end one node with SIGKILL in the middle of indexing")
    .option("--json", "print a summary as JSON, and no progress")
    .action((options: DemoOptions) => run(options));
}

/** Everything after the command line; what is started is ended however this ends. */
async function run(options: DemoOptions): Promise<void> {
  const [{ LocalOverlay }, { Applications }, { ControlClient }] = await Promise.all([
    import("../local-overlay.ts"),
    import("./applications.ts"),
    import("../../control/client.ts"),
  ]);
  const { readDocuments } = await import("./documents.ts");
  const quiet = options.json === true;
  const startMs = performance.now();
  const say = (text: string) => {
    if (!quiet) print(text);
  };

  if (options.killOne === true && options.nodes < 3) {
    throw new ProstError(
      "INVALID_ARGUMENT",
      "--kill-one needs --nodes 3 or more: of two, one that dies leaves no majority",
    );
  }
  const { documents, leftOut } = await readDocuments(options.docs);
  await using overlay = await LocalOverlay.create(["--log", "warn"]);
  process.once("SIGINT", () => {
    overlay.killAll();
    overlay.removeFolder();
    process.exit(EXIT.interrupted);
  });
  const progress = startProgress("starting nodes", quiet);
  let ready = 0;
  await overlay.grow(options.nodes, () => progress.update(++ready, options.nodes));
  progress.done(`${options.nodes} node processes joined through one another`);

  const clients = overlay.nodes.map((node) => ({ node, client: new ControlClient(node.socket) }));
  const { serviceId, bytes } = await publishSearch(clients[0].client, quiet);
  const applications = new Applications(clients, serviceId);
  try {
    const summary = await indexAndCheck({ applications, serviceId, documents, overlay, options, quiet, say });
    const seconds = (performance.now() - startMs) / 1000;
    const report = {
      ...summary,
      serviceId: serviceId.hex,
      moduleBytes: bytes,
      documentsLeftOut: leftOut,
      seconds: Number(seconds.toFixed(1)),
    };
    if (quiet) printJson(report);
    else if (leftOut > 0) say(`(${leftOut} more files were left out)`);
    if (!summary.check.ok) process.exitCode = EXIT.refused;
  } catch (error) {
    fail(error);
  } finally {
    applications.close();
  }
}

async function publishSearch(client: import("../../control/client.ts").ControlClient, quiet: boolean) {
  const [{ buildService }, { generateKeyPair }, { publishModule }] = await Promise.all([
    import("../build.ts"),
    import("../../base/identity.ts"),
    import("../../control/publish-module.ts"),
  ]);
  const building = startProgress("compiling the search service", quiet);
  const { module } = await buildService(SEARCH);
  building.done(`${(module.length / 1024).toFixed(1)} KiB of WebAssembly from services-as/search`);
  const publishing = startProgress("publishing it", quiet);
  const serviceId = await publishModule(
    client,
    { module, pair: generateKeyPair(), name: "search", version: 1, capabilities: null },
    ({ stage, done, total }) => publishing.update(done, total, stage),
  );
  publishing.done(`signed, chunks and manifest are in the overlay as service ${serviceId.short}`);
  return { serviceId, bytes: module.length };
}

interface Stage {
  readonly applications: import("./applications.ts").Applications;
  readonly serviceId: import("../../base/id.ts").Id;
  readonly documents: readonly import("./documents.ts").Document[];
  readonly overlay: import("../local-overlay.ts").LocalOverlay;
  readonly options: DemoOptions;
  readonly quiet: boolean;
  readonly say: (text: string) => void;
}

async function indexAndCheck({ applications, serviceId, documents, overlay, options, quiet, say }: Stage) {
  const [
    { ReferenceIndex },
    { indexDocuments },
    { askQuery },
    { checkIndex },
    { formatReports, nodeReports },
  ] = await Promise.all([
    import("../../../services-as/search/reference.ts"),
    import("./indexing.ts"),
    import("./queries.ts"),
    import("./check.ts"),
    import("./report.ts"),
  ]);
  const reference = new ReferenceIndex();
  for (const { name, text } of documents) reference.add(name, text);

  const indexing = startProgress("indexing", quiet);
  const indexMs = performance.now();
  let killed: number | null = null;
  const postings = await indexDocuments(applications, serviceId, documents, (done) => {
    indexing.update(
      done,
      documents.length,
      `documents${killed === null ? "" : `, node ${killed} was killed`}`,
    );
    if (
      options.killOne === true &&
      killed === null &&
      done >= documents.length / 3 &&
      overlay.nodes.length > 1
    ) {
      // Not the first: the others joined through it, but that is long past; it only makes the demo easier to follow.
      const victim = overlay.nodes[1 + (done % (overlay.nodes.length - 1))];
      killed = victim.index;
      void overlay.kill(victim);
    }
  });
  const indexSeconds = (performance.now() - indexMs) / 1000;
  indexing.done(
    `${documents.length} documents, ${postings} postings${killed === null ? "" : `; node ${killed} was killed meanwhile`}`,
  );

  const queries = [];
  say("");
  for (const query of options.query ?? QUERIES) {
    const result = await askQuery(applications, serviceId, query);
    queries.push(result);
    say(`? ${query}`);
    for (const { name, score } of result.hits) say(`    ${String(score).padStart(9)}  ${name}`);
    if (result.hits.length === 0) say("    nothing");
    const { first, again } = result;
    say(`    ${whereFrom(first)}; again: ${whereFrom(again)}`);
  }
  say("");

  const checking = startProgress("checking every term", quiet);
  const check = await checkIndex(applications, serviceId, reference, documents, queries, (done, total) =>
    checking.update(done, total, "terms"),
  );
  checking.done(`${check.terms} terms asked of the overlay and compared`);

  const nodes = await nodeReports(applications.all, serviceId.hex);
  say(`\n${formatReports(nodes)}\n`);
  const verdict = check.ok
    ? `all ${check.documents} documents were indexed and found again: ${check.terms} terms and ${check.queries} queries agree with a plain index in memory`
    : `NOT all was found again: ${check.documentsFound} of ${check.documents} documents, ${check.termsWrong} of ${check.terms} terms differ, ${check.queriesRight} of ${check.queries} queries agree`;
  say(check.ok ? `✓ ${verdict}` : `✗ ${verdict}`);
  return {
    documents: documents.length,
    postings,
    indexSeconds: Number(indexSeconds.toFixed(1)),
    killed,
    retries: applications.retries,
    queries,
    check,
    nodes,
  };
}

function whereFrom({ through, answeredBy, hops, ms }: import("./queries.ts").Asked): string {
  const who =
    answeredBy === through
      ? `node ${through} answered itself`
      : `node ${answeredBy} answered node ${through}`;
  return `${who} after ${hops} hop${hops === 1 ? "" : "s"}, ${ms.toFixed(0)} ms`;
}
