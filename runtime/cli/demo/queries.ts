/** Runs a query of the demo twice at one node, to show that a cache nearer than the root answers the second time. */
import { decodeHits, encodeQuery, queryKey } from "../../../services-as/search/client.ts";
import type { Hit } from "../../../services-as/search/reference.ts";
import type { Id } from "../../base/id.ts";
import type { Applications } from "./applications.ts";

export const HITS = 5;

export interface Asked {
  /** The number of the node that sent the query, and of the node that answered it. */
  readonly through: number;
  readonly answeredBy: number | null;
  readonly hops: number;
  readonly ms: number;
}

export interface QueryResult {
  readonly query: string;
  readonly hits: readonly Hit[];
  /** The first and the second request, at the same node. */
  readonly first: Asked;
  readonly again: Asked;
  /** The second answer came from a node on the first route, before the root. */
  readonly stoppedEarly: boolean;
  readonly sameAnswer: boolean;
}

export async function askQuery(applications: Applications, service: Id, query: string): Promise<QueryResult> {
  const key = queryKey(service, query);
  const payload = encodeQuery(query, HITS);
  // From a node that is not the root itself, so that the route has at least one hop.
  let application = applications.next();
  const ask = async () => {
    const startMs = performance.now();
    const { answer, reply, through } = await applications.ask(
      key,
      payload,
      (sent) => decodeHits(sent.payload),
      application,
    );
    const answeredBy = applications.all.find(({ node }) => node.nodeId === reply.from)?.node.index ?? null;
    return {
      answer,
      asked: { through: through.node.index, answeredBy, hops: reply.hops, ms: performance.now() - startMs },
    };
  };
  let first = await ask();
  for (let i = 1; first.asked.hops === 0 && i < applications.alive().length; i++) {
    application = applications.next();
    first = await ask();
  }
  // The caches are filled while the answer returns, so the second request may come too early.
  let again = await ask();
  if (again.asked.hops >= first.asked.hops) again = await ask();
  return {
    query,
    hits: first.answer,
    first: first.asked,
    again: again.asked,
    stoppedEarly: again.asked.hops < first.asked.hops,
    sameAnswer: JSON.stringify(first.answer) === JSON.stringify(again.answer),
  };
}
