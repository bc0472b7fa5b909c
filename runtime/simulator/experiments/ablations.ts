/** Experiments that disable parts of the protocol, and that compare the tuning's target loss with the loss measured. */

import type { OverlayOptions } from "../../overlay/options.ts";
import { HOUR_MS, poissonChurn } from "../churn.ts";
import { type Case, type Experiment, SEEDS, within } from "./experiment.ts";
import { dependability, RATIO, run } from "./measures.ts";

const NODES = 500;
const FOREVER_MS = 1_000 * HOUR_MS;
/** Routing table entries are not probed. */
const NO_PROBING = { tunedMsMin: FOREVER_MS, tunedMsMax: FOREVER_MS };
/** A slot of the routing table holds one node. */
const NO_SPARES = { slotCandidates: 1 };
/**
 * A message whose next hop is dead is lost, as if there were no acknowledgements. They are still sent and
 * counted.
 */
const NO_RESCUE = { hopTries: 1 };

const without = (
  name: string,
  overlay: Partial<OverlayOptions>,
  published?: NonNullable<Case["figures"][number]["published"]>,
): Case => ({
  name,
  figures: [
    { name: "lost, per cent", digits: 3, ...(published === undefined ? {} : { published }) },
    RATIO,
    { name: "packets", digits: 3 },
  ],
  run: (setting) => {
    const result = run(setting, {
      churn: poissonChurn(NODES, HOUR_MS),
      lookupsPerNodeS: 0.05,
      minutes: 30,
      warmUpMinutes: 20,
      overlay,
    });
    const { lookups, lost, abandoned } = result;
    return { ...dependability(result), "lost, per cent": (100 * lost) / (lookups - abandoned) };
  },
});

export const E11: Experiment = {
  id: "E11",
  title: "Parts left out",
  setup:
    "500 nodes (the plan says 10,000), sessions of an hour; 30 minutes per seed, after a warm-up of 20; 0.05 " +
    "lookups per node and second. Without acknowledgements, a message whose next hop is dead is lost: no " +
    "node tries another next hop. Without probing, only traffic shows that nodes of the routing table are " +
    "dead.",
  seeds: SEEDS,
  cases: [
    without("all parts", {}, { text: "0.0016", tag: "R" }),
    without("without probing", NO_PROBING, { text: "0.0028, ratio + 17 %", tag: "R" }),
    without("without spares", NO_SPARES),
    without("without acknowledgements", NO_RESCUE),
    without("without both", { ...NO_PROBING, ...NO_RESCUE }, { text: "32", tag: "R" }),
  ],
  remarks:
    "The order is that of the paper. Without both, fewer lookups are lost than in the paper: leaf sets are " +
    "still watched, and among 500 nodes a larger part of a route lies in leaf sets. Spares (more than one " +
    "node per slot) save no lookups here, and cost packets.",
  charts: [
    {
      name: "lost",
      title: "Lookups lost when parts are left out",
      axis: "per cent of lookups",
      digits: 3,
      bars: [{ figure: "lost, per cent", label: "lost" }],
    },
  ],
};

const atTarget = (share: number): Case => ({
  name: `target ${100 * share} %`,
  figures: [
    {
      name: "raw loss, per cent",
      digits: 2,
      target: { ...within(100 * share, 20 * share), text: `${100 * share} ± 20 %` },
    },
    { name: "packets", digits: 3 },
  ],
  run: (setting) => {
    const result = run(setting, {
      churn: poissonChurn(NODES, HOUR_MS),
      lookupsPerNodeS: 0.05,
      minutes: 30,
      warmUpMinutes: 20,
      // As many probes as the formula demands, without a budget.
      overlay: { ...NO_RESCUE, rawLossTarget: share, probesPerSecond: 1_000 },
    });
    const { lookups, lost, abandoned } = result;
    return { ...dependability(result), "raw loss, per cent": (100 * lost) / (lookups - abandoned) };
  },
});

export const E12: Experiment = {
  id: "E12",
  title: "Raw loss: the target of the tuning, and the loss measured",
  setup:
    "500 nodes (the plan says 10,000), sessions of an hour; 30 minutes per seed, after a warm-up of 20. " +
    "Messages whose next hop is dead are not retried, so that their share can be measured. Probing has no " +
    "budget.",
  seeds: SEEDS,
  cases: [atTarget(0.03), atTarget(0.05), atTarget(0.1)],
  remarks:
    "The formula assumes that only probes find dead nodes. With fewer probes, more dead nodes are found by the " +
    "messages that are lost at them, so the loss is below the target.",
  charts: [
    {
      name: "raw-loss",
      title: "Lookups whose next hop is dead, by the target of the tuning",
      axis: "per cent of lookups",
      digits: 2,
      bars: [{ figure: "raw loss, per cent", label: "measured" }],
    },
  ],
};
