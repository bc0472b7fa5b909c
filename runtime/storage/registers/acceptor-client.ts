/**
 * Sends a proposer's request to several acceptors, which may include this node, and gathers their answers.
 */
import type { NodeHandle } from "../../base/node-handle.ts";
import type { Overlay } from "../../overlay/api.ts";
import type { AcceptorRequest, AcceptorServer } from "./acceptor-server.ts";
import type { Answers } from "./quorum.ts";
import {
  type AcceptorAnswer,
  decodeAcceptorAnswer,
  encodeRegisterRequest,
  REGISTER_SERVICE,
} from "./register.ts";

export class AcceptorClient {
  readonly #overlay: Overlay;
  readonly #server: AcceptorServer;
  readonly #acceptorMs: number;

  /** `acceptorMs`: how long an acceptor may take to answer, in milliseconds. */
  constructor(overlay: Overlay, server: AcceptorServer, acceptorMs: number) {
    this.#overlay = overlay;
    this.#server = server;
    this.#acceptorMs = acceptorMs;
  }

  /**
   * Sends the request to all nodes. Resolves when `isEnough` returns true, or when each node has answered or
   * timed out. Adds the answers to `answers`. Never rejects.
   */
  gather(
    nodes: readonly NodeHandle[],
    request: AcceptorRequest,
    isEnough: (answers: Answers) => boolean,
    answers: Map<string, AcceptorAnswer> = new Map(),
  ): Promise<Answers> {
    const payload = encodeRegisterRequest(request);
    return new Promise((resolve) => {
      let open = nodes.length;
      let isOver = false;
      const end = () => {
        isOver = true;
        resolve(answers);
      };
      if (open === 0) end();
      const take = (node: NodeHandle, answer: AcceptorAnswer | null) => {
        if (isOver) return;
        if (answer !== null) answers.set(node.id.hex, answer);
        open--;
        if (open === 0 || isEnough(answers)) end();
      };
      for (const node of nodes) {
        if (node.id.equals(this.#overlay.self.id)) {
          void this.#server.answer(request).then((answer) => take(node, answer));
          continue;
        }
        this.#overlay.requestNode(REGISTER_SERVICE, node, payload, this.#acceptorMs, (response) =>
          take(node, response.ok ? decodeAcceptorAnswer(response.payload) : null),
        );
      }
    });
  }
}
