/** The entry point `prost` of the package: run a node in this process, or talk to a node that runs. */

export { type ErrorCode, ProstError } from "./base/errors.ts";
export { Id } from "./base/id.ts";
export { generateKeyPair, type KeyPair, serviceIdOf } from "./base/identity.ts";
export { loadKeyPair, saveKeyPair } from "./base/key-file.ts";
export { createLog, type Log, silentLog } from "./base/log.ts";
export type { NodeHandle } from "./base/node-handle.ts";
export type { NodeControl, NodeStatus, SendReply, SendRequest, ServiceStatus } from "./control/api.ts";
export { ControlClient, connectControl } from "./control/client.ts";
export { publishModule } from "./control/publish-module.ts";
export type { PublishProgress } from "./deployment/publisher.ts";
export { loadConfig, type NodeConfig } from "./node/config.ts";
export { type ProstNode, startNode } from "./node/node.ts";
export type { Application, Overlay, Response, RoutedMessage } from "./overlay/api.ts";
export type { Environment } from "./overlay/environment.ts";
export { createOverlay } from "./overlay/pastry-node.ts";
