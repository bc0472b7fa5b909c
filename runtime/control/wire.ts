/** The methods of the gRPC service with their codecs, and the mapping of errors. */
import { status as grpcStatus, type MethodDefinition, type ServiceError } from "@grpc/grpc-js";
import { type ErrorCode, ProstError } from "../base/errors.ts";
import { prost } from "../gen/control.js";

const wire = prost.control.v1;

/** Maximum size of a request, in bytes: a whole module, its manifest, and a reserve. */
export const MESSAGE_BYTES_MAX = 5 * 1024 * 1024;
/** Maximum size of a reply, in bytes: ten thousand services, each with its usage. */
export const REPLY_BYTES_MAX = 16 * 1024 * 1024;

/** Maximum number of services in one reply: with the longest texts they fit into a message. */
export const SERVICES_AT_ONCE_MAX = 1_000;

interface Codec<Message> {
  encode(message: never): { finish(): Uint8Array };
  decode(bytes: Uint8Array): Message;
}

function method<Request, Reply>(
  name: string,
  request: Codec<Request>,
  reply: Codec<Reply>,
  responseStream = false,
  requestStream = false,
): MethodDefinition<Request, Reply> {
  return {
    path: `/prost.control.v1.Node/${name}`,
    requestStream,
    responseStream,
    requestSerialize: (message) => Buffer.from(request.encode(message as never).finish()),
    requestDeserialize: (bytes) => request.decode(bytes),
    responseSerialize: (message) => Buffer.from(reply.encode(message as never).finish()),
    responseDeserialize: (bytes) => reply.decode(bytes),
  };
}

/** In the reply of `Versions`, the wire's name for `equivocation` of api.ts is `contradiction`. */
export const METHODS = {
  Status: method("Status", wire.StatusRequest, wire.StatusReply),
  Publish: method("Publish", wire.PublishRequest, wire.PublishProgress, true),
  Deploy: method("Deploy", wire.DeployRequest, wire.DeployReport, true),
  ListServices: method("ListServices", wire.ListServicesRequest, wire.ListServicesReply),
  Send: method("Send", wire.SendRequest, wire.SendReply),
  Subscribe: method("Subscribe", wire.SubscribeRequest, wire.Emission, true),
  Record: method("Record", wire.RecordRequest, wire.RecordingPiece, true),
  StopRecording: method("StopRecording", wire.StopRecordingRequest, wire.StopRecordingReply),
  Put: method("Put", wire.PutRequest, wire.PutReply),
  ReadRegister: method("ReadRegister", wire.ReadRegisterRequest, wire.RegisterReply),
  SetRegister: method("SetRegister", wire.SetRegisterRequest, wire.RegisterReply),
  Versions: method("Versions", wire.VersionsRequest, wire.VersionsReply),
  Revoke: method("Revoke", wire.RevokeRequest, wire.RevokeReply),
  Consent: method("Consent", wire.ConsentRequest, wire.ConsentReply),
  Policy: method("Policy", wire.PolicyRequest, wire.PolicyReply),
  Get: method("Get", wire.GetRequest, wire.GetReply),
  Trace: method("Trace", wire.TraceRequest, wire.TraceHop, true),
  Trial: method("Trial", wire.TrialRequest, wire.TrialReply, true, true),
} as const;

export { wire };

export function toGrpcStatus(code: ErrorCode): number {
  return grpcStatus[code];
}

/** A gRPC error as a ProstError. */
export function fromServiceError(error: ServiceError): ProstError {
  const code = grpcStatus[error.code] as ErrorCode | "OK" | "UNKNOWN";
  return new ProstError(
    code === "OK" || code === "UNKNOWN" ? "INTERNAL" : code,
    error.details || error.message,
  );
}
