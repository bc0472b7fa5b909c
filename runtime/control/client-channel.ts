/** The gRPC channel to a node's control socket, with errors in prost's terms. */
import {
  Client,
  type ClientDuplexStream,
  type ClientReadableStream,
  credentials,
  type MethodDefinition,
  type ServiceError,
} from "@grpc/grpc-js";
import { ProstError } from "../base/errors.ts";
import { fromServiceError, MESSAGE_BYTES_MAX, REPLY_BYTES_MAX } from "./wire.ts";

const RECONNECT_MS = 100;
/** What grpc-js itself reports when no process listens at the socket. */
const NO_NODE = /ENOENT|ENOTDIR|ECONNREFUSED|No connection established/;
/** What grpc-js itself reports when that process ends before it has answered. */
const STOPPED = /^Call cancelled|ECONNRESET|EPIPE|Connection dropped|RST_STREAM/;
/** What grpc-js itself reports when the process at the socket does not answer. */
const NO_ANSWER = /^Deadline exceeded after/;

export class ControlChannel {
  readonly #socket: string;
  readonly #client: Client;

  constructor(socket: string) {
    this.#socket = socket;
    this.#client = new Client(`unix:${socket}`, credentials.createInsecure(), {
      "grpc.max_receive_message_length": REPLY_BYTES_MAX,
      "grpc.max_send_message_length": MESSAGE_BYTES_MAX,
      // Trying a local socket costs nothing, and a node that was started again should be found at once.
      "grpc.initial_reconnect_backoff_ms": RECONNECT_MS,
      "grpc.max_reconnect_backoff_ms": RECONNECT_MS,
    });
  }

  call<Request, Reply>(
    method: MethodDefinition<Request, Reply>,
    request: Partial<Request>,
    timeoutMs: number,
  ): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const options = { deadline: Date.now() + timeoutMs };
      this.#client.makeUnaryRequest(
        method.path,
        method.requestSerialize,
        method.responseDeserialize,
        request as Request,
        options,
        (error, reply) => {
          if (error !== null) reject(this.errorOf(error));
          else resolve(reply as Reply);
        },
      );
    });
  }

  /** `timeoutMs`: for the whole stream. Default: no timeout. */
  stream<Request, Reply>(
    { path, requestSerialize, responseDeserialize }: MethodDefinition<Request, Reply>,
    request: Request,
    timeoutMs?: number,
  ): ClientReadableStream<Reply> {
    const options = timeoutMs === undefined ? {} : { deadline: Date.now() + timeoutMs };
    return this.#client.makeServerStreamRequest(
      path,
      requestSerialize,
      responseDeserialize,
      request,
      options,
    );
  }

  /** Calls `onReply` for each reply. Resolves when the stream has ended, `timeoutMs` at the latest. */
  readAll<Request, Reply>(
    method: MethodDefinition<Request, Reply>,
    request: Request,
    timeoutMs: number,
    onReply: (reply: Reply) => void,
  ): Promise<void> {
    const call = this.stream(method, request, timeoutMs);
    return new Promise((resolve, reject) => {
      call.on("data", onReply);
      call.on("error", (error: ServiceError) => reject(this.errorOf(error)));
      call.on("end", () => resolve());
    });
  }

  duplex<Request, Reply>({
    path,
    requestSerialize,
    responseDeserialize,
  }: MethodDefinition<Request, Reply>): ClientDuplexStream<Request, Reply> {
    return this.#client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize);
  }

  close(): void {
    this.#client.close();
  }

  /** The error of a call that the end of the node has cut off. */
  #stopped(cause: unknown): ProstError {
    return new ProstError(
      "UNAVAILABLE",
      `the node at ${this.#socket} stopped during the call; start it again with \`prost node\`, and repeat the call`,
      { cause },
    );
  }

  errorOf(error: ServiceError): ProstError {
    const known = fromServiceError(error);
    // A node that stops cancels its calls. A call that this client cancels reports no error.
    if (STOPPED.test(known.message)) return this.#stopped(error);
    if (known.code === "UNAVAILABLE" && NO_NODE.test(known.message))
      return new ProstError(
        "UNAVAILABLE",
        `no node answers at ${this.#socket}; start one with \`prost node\`, or name its socket with --socket`,
        { cause: error },
      );
    if (known.code === "DEADLINE_EXCEEDED" && NO_ANSWER.test(known.message))
      return new ProstError(
        "DEADLINE_EXCEEDED",
        `the process at ${this.#socket} did not answer in time; check that it is a node, and read its log`,
        { cause: error },
      );
    return known;
  }
}
