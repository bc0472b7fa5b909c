/**
 * `prost demo`: the main job, from nothing: an overlay of node processes, a service compiled, signed and published into it,
 * documents indexed and searched through it, and everything found checked against an index built on the side.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Command, InvalidArgumentError } from "commander";
import { ControlClient } from "../control/client.ts";
import { Id } from "../overlay/id.ts";
import { buildReferenceIndex, search, tokenise } from "../../services-as/search/reference.ts";
import { generateKeyPair, saveKeyPair } from "../identity.ts";
import { buildService } from "./build.ts";
import { checkIndex, type CheckResult } from "./demo/check.ts";
import { DOCUMENTS_MAX, readDocuments } from "./demo/documents.ts";
import { indexDocuments } from "./demo/indexing.ts";
import { askQueries, type QueryResult } from "./demo/queries.ts";
import { nodeReports, type NodeReport, printReport } from "./demo/report.ts";
import { LocalOverlay } from "./local-overlay.ts";
import { startProgress } from "./progress.ts";
import { publishModule } from "./publishing.ts";

const CHECKOUT = fileURLToPath(new URL("../../", import.meta.url));
const SEARCH = join(CHECKOUT, "services-as/search/search.ts");
const NODES_MAX = 64;
const QUERIES = ["wasm memory", "install package license", "stream error handling", "typescript compiler options"];
