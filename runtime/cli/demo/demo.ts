/**
 * `prost demo`: starts an overlay of node processes, compiles and publishes the search service, indexes documents,
 * searches them, and compares every answer with an index in memory.
 */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { ProstError } from "../../base/errors.ts";
import { EXIT, fail } from "../exit.ts";
import { collect, parseCount, print, printJson, withExamples } from "../options.ts";
import { startProgress } from "../progress.ts";

const SERVICES = fileURLToPath(new URL("../../../services-as/", import.meta.url));
const SEARCH = join(SERVICES, "search/search.ts");
/** The folder of installed packages, which has hundreds of Markdown files. */
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
  const command = program
    .command("demo")
    .description(
      "start an overlay on this machine, publish the search service, index documents, search them, " +
        "and check every answer",
    )
    .option("--nodes <number>", "number of node processes", parseCount(1, NODES_MAX), 8)
    .option("--docs <folder>", "index every Markdown file below this folder", PACKAGES)
    .option("--query <words>", "query to search for; may be repeated", collect)
    .option("--kill-one", "kill one node with SIGKILL while documents are indexed")
    .option("--json", "print a summary as JSON, and no progress")
    .action((options: DemoOptions) => run(options));
  withExamples(command, "prost demo", "prost demo --nodes 3 --docs docs --query 'leaf set' --kill-one");
}

/** Ends the overlay and the clients in any case. */
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
      "--kill-one needs --nodes 3 or more: one node of two is no majority",
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
  progress.done(`${options.nodes} node processes have joined`);

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
    else if (leftOut > 0) say(`(${leftOut} further files were not indexed)`);
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
  const publishing = startProgress("publishing the search service", quiet);
  const serviceId = await publishModule(
    client,
    { module, pair: generateKeyPair(), name: "search", version: 1, capabilities: null },
    ({ stage, done, total }) => publishing.update(done, total, stage),
  );
  publishing.done(`its manifest and chunks are stored in the overlay; service ${serviceId.short}`);
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
      // Any node but the first, through which the others joined: the demo is easier to follow then.
      const victim = overlay.nodes[1 + (done % (overlay.nodes.length - 1))];
      killed = victim.index;
      void overlay.kill(victim);
    }
  });
  const indexSeconds = (performance.now() - indexMs) / 1000;
  indexing.done(
    `${documents.length} documents, ${postings} postings${killed === null ? "" : `; node ${killed} was killed`}`,
  );

  const queries = [];
  say("");
  for (const query of options.query ?? QUERIES) {
    const result = await askQuery(applications, serviceId, query);
    queries.push(result);
    say(`? ${query}`);
    for (const { name, score } of result.hits) say(`    ${String(score).padStart(9)}  ${name}`);
    if (result.hits.length === 0) say("    no documents found");
    const { first, again } = result;
    say(`    ${whereFrom(first)}; again: ${whereFrom(again)}`);
  }
  say("");

  const checking = startProgress("checking every term", quiet);
  const check = await checkIndex(applications, serviceId, reference, documents, queries, (done, total) =>
    checking.update(done, total, "terms"),
  );
  checking.done(`${check.terms} terms requested from the overlay and compared`);

  const nodes = await nodeReports(applications.all, serviceId.hex);
  say(`\n${formatReports(nodes)}\n`);
  say(
    check.ok
      ? `✓ all ${check.documents} documents were indexed and found again: ${check.terms} terms and ` +
          `${check.queries} queries agree with an index in memory`
      : `✗ the overlay and an index in memory differ: ${check.documentsFound} of ${check.documents} ` +
          "documents were found, " +
          `${check.termsWrong} of ${check.terms} terms differ, ${check.queriesRight} of ${check.queries} queries agree`,
  );
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
  const path =
    answeredBy === through
      ? `node ${through} answered itself`
      : `node ${answeredBy} answered node ${through}`;
  return `${path} after ${hops} hop${hops === 1 ? "" : "s"}, ${ms.toFixed(0)} ms`;
}
