/** The overlay's options, with units and defaults. */
import type { HopOptions } from "./hops.ts";
import { LEAF_SIDE } from "./leaf-set.ts";
import type { LeaseOptions } from "./leases.ts";
import type { MembershipOptions } from "./membership.ts";
import type { SelectionOptions } from "./neighbor-selection.ts";
import type { RouterOptions } from "./router.ts";
import { SLOT_CANDIDATES } from "./routing-table.ts";
import type { TuningOptions } from "./tuning.ts";

export interface OverlayOptions
  extends MembershipOptions,
    HopOptions,
    TuningOptions,
    SelectionOptions,
    RouterOptions,
    LeaseOptions {
  /** Maximum number of members on each side of the leaf set. */
  readonly leafSide: number;
  /** How long a contact may take to let this node in, before the next address is tried, in milliseconds. */
  readonly joinMs: number;
  /**
   * A process that stood still for longer, in milliseconds, delivers again only after its leaf set has
   * replied.
   */
  readonly pauseMs: number;
  /** Maximum number of nodes in one slot of the routing table, spares included. */
  readonly slotCandidates: number;
  /** Maximum number of remembered peers beside those of leaf set and table. */
  readonly cachedPeersMax: number;
}

/**
 * MSPastry's values (MSR-TR-2003-94) where the paper gives one: leaf set of 32, heartbeats every 30 s. Two
 * differ. MSPastry declares a node failed after three attempts of 3 s each. Here there are four attempts,
 * since at 5 % packet loss one round trip in ten fails; and an attempt lasts no longer than the measured
 * round trip needs, since messages for a dead root wait for this. MSPastry's raw loss target is 5 %.
 */
export const OVERLAY_DEFAULTS: OverlayOptions = {
  leafSide: LEAF_SIDE,
  slotCandidates: SLOT_CANDIDATES,
  joinMs: 3_000,
  heartbeatMs: 30_000,
  exchangeMs: 300_000,
  probeAttempts: 4,
  probeMsMin: 450,
  probeMsMax: 3_000,
  failedMs: 60_000,
  mergeMs: 300_000,
  pauseMs: 8_000,
  rtoMinMs: 30,
  rtoMaxMs: 3_000,
  rtoInitialMs: 400,
  rawLossTarget: 0.036,
  tunedMsMin: 9_000,
  tunedMsMax: 7_200_000,
  probesPerSecond: 0.5,
  gossipFirstMs: 3_000,
  gossipMs: 1_200_000,
  leaseMs: 10_000,
  leaseRenewMs: 3_000,
  partitionSuspectedMs: 600_000,
  cachedPeersMax: 4_096,
  hopTries: 10,
};
