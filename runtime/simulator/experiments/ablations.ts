/** What single parts of the protocol are good for, and whether its tuning keeps what it promises. */

import type { OverlayOptions } from "../../overlay/options.ts";
import { HOUR_MS, poissonChurn } from "../churn.ts";
import { type Case, type Experiment, SEEDS, within } from "./experiment.ts";
import { dependability, RATIO, run } from "./measures.ts";

const NODES = 500;
const FOREVER_MS = 1_000 * HOUR_MS;
/** Tables are asked for no signs of life. */
const NO_PROBING = { tunedMsMin: FOREVER_MS, tunedMsMax: FOREVER_MS };
/** A slot of the table has one place. */
const NO_SPARES = { slotCandidates: 1 };
/** What meets a dead node is lost, as if nobody acknowledged; acknowledgements are still sent and counted. */
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
    "500 nodes (the plan says 10,000), sessions of an hour, thirty minutes a seed after twenty; 0.05 lookups a second and node. Without acknowledgements, a message that meets a dead node is lost: nobody sends it another way. Without probing, only traffic shows that nodes of the routing table have gone.",
  seeds: SEEDS,
  cases: [
    without("all of it", {}, { text: "0.0016", tag: "R" }),
    without("without probing", NO_PROBING, { text: "0.0028, ratio + 17 %", tag: "R" }),
    without("without spares", NO_SPARES),
    without("without acknowledgements", NO_RESCUE),
    without("without both", { ...NO_PROBING, ...NO_RESCUE }, { text: "32", tag: "R" }),
  ],
  remarks:
    "The order is that of the paper. Without both, fewer are lost than there: leaf sets are still watched, and more of a way is in them among 500 nodes. Spares save no lookups here, and cost packets.",
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

const promised = (share: number): Case => ({
  name: `set to ${100 * share} %`,
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
      // So much as the formula asks for, whatever it costs.
      overlay: { ...NO_RESCUE, rawLossTarget: share, probesPerSecond: 1_000 },
    });
    const { lookups, lost, abandoned } = result;
    return { ...dependability(result), "raw loss, per cent": (100 * lost) / (lookups - abandoned) };
  },
});

export const E12: Experiment = {
  id: "E12",
  title: "What the tuning promises, and what happens",
  setup:
    "500 nodes (the plan says 10,000), sessions of an hour, thirty minutes a seed after twenty; messages that meet a dead node are left to be lost, so that the share of those that do is seen. The budget for signs of life is lifted.",
  seeds: SEEDS,
  cases: [promised(0.03), promised(0.05), promised(0.1)],
  remarks:
    "The formula counts on signs of life alone. The fewer of them are asked for, the more of the dead are found by the messages that they lose, and the less is lost than was set.",
  charts: [
    {
      name: "raw-loss",
      title: "Lookups that meet a dead node, by what the tuning is set to",
      axis: "per cent of lookups",
      digits: 2,
      bars: [{ figure: "raw loss, per cent", label: "seen" }],
    },
  ],
};
