/** What other programs may import of prost: run a node within themselves, talk to one, simulate many. */

export { publishModule } from "./cli/publishing.ts";
export { loadConfig, type NodeConfig } from "./config.ts";
export type {
  NodeControl,
  NodeStatus,
  PublishProgress,
  SendReply,
  SendRequest,
  ServiceStatus,
} from "./control/api.ts";
export { ControlClient, connectControl } from "./control/client.ts";
export { type ErrorCode, ProstError } from "./errors.ts";
export { generateKeyPair, type KeyPair, loadKeyPair, saveKeyPair, serviceIdOf } from "./identity.ts";
export { createLog, type Log, silentLog } from "./log.ts";
export { type ProstNode, startNode } from "./node.ts";
export type { Application, Overlay, Response, RoutedMessage } from "./overlay/api.ts";
export type { Environment, NodeHandle } from "./overlay/environment.ts";
export { Id } from "./overlay/id.ts";
export { createOverlay } from "./overlay/overlay.ts";
export { createSimulation, type Simulation, type SimulationOptions } from "./simulator/simulation.ts";
