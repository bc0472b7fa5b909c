/** The package entry `prost/testing`: overlays of complete nodes on virtual time, for tests of services. */

export { Id } from "../base/id.ts";
export type { KeyPair } from "../base/identity.ts";
export { createLog, type Log, silentLog } from "../base/log.ts";
export type { NodeControl } from "../control/api.ts";
export { POLICY_DEFAULT, type Policy } from "../deployment/policy.ts";
export type { StorageRecord } from "../storage/record.ts";
export { keyPairOf } from "./key-pair.ts";
export type { Reply, TestNode } from "./test-node.ts";
export {
  NETWORK_ID,
  type PublishOptions,
  type SimulateOptions,
  type StoredCopy,
  simulate,
  type TestOverlay,
  WALL_START_MS,
} from "./test-overlay.ts";
