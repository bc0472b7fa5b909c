/**
 * How a real node runs services: each publisher in a process of its own (a cell), trusted publishers in the
 * node's process.
 */

import { availableParallelism } from "node:os";
import { hexOf } from "../base/hex.ts";
import type { Log } from "../base/log.ts";
import { type Policy, weightOf } from "../deployment/policy.ts";
import { CellHost } from "../sandbox/cell/cell-host.ts";
import { CellIsolation } from "../sandbox/cell/isolation.ts";
import { jailWith } from "../sandbox/cell/jail.ts";
import { Quarantine } from "../sandbox/cell/quarantine.ts";
import { LoopBudget } from "../sandbox/inline/loop-budget.ts";
import { PacedInlineRunner } from "../sandbox/inline/paced-inline-runner.ts";
import { FairRunner } from "../sandbox/queue/fair-runner.ts";
import { InstalledServices } from "../sandbox/queue/installed-services.ts";
import { Scheduler } from "../sandbox/queue/scheduler.ts";
import { Recorder } from "../sandbox/recording/recorder.ts";
import { nameOf } from "../services/cells.ts";
import type { NodeEnvironment } from "./assemble.ts";

interface RunnersOptions {
  /** The policy in force. Its parts `cells` and `inline` are read once, here. */
  readonly policy: () => Policy;
  /** Whether one started cell without a publisher is kept ready. */
  readonly hasSpareCell: boolean;
  readonly log: Log;
}

/** The part of a node's environment that isolates and runs services. */
type NodeRunners = Pick<NodeEnvironment, "runners" | "makeTrialRunner"> & {
  readonly isolation: CellIsolation;
  readonly quarantine: Quarantine;
};

export function makeRunners({ policy, hasSpareCell, log }: RunnersOptions): NodeRunners {
  const { profile, namespaces } = policy().cells;
  const isolation = new CellIsolation(jailWith({ namespaces }));
  const quarantine = new Quarantine(() => performance.now());
  const onCanary = (failed: readonly string[]) => isolation.report(failed);
  const makeCell = (name: string, services = new InstalledServices()) =>
    new CellHost({ name, log, profile, namespaces, onCanary, quarantine, services });
  const scheduler = new Scheduler({
    // One processor is left for this process and for short turns.
    longSlicesMax: availableParallelism() - 1,
    later: setImmediate,
  });
  const trusted = trustedPublishers(policy(), log);
  const loopBudget = new LoopBudget();
  return {
    isolation,
    quarantine,
    runners: {
      make: (rootId, spare) => {
        const publisher = hexOf(rootId);
        const name = nameOf(rootId);
        return new Recorder(
          new FairRunner({
            cell: spare ?? makeCell(name),
            makeSideCell: (services) => makeCell(`${name} side`, services),
            scheduler,
            weightOf: (serviceId) => weightOf(policy(), serviceId, publisher),
            now: () => performance.now(),
          }),
        );
      },
      inline: (rootId) => (trusted.has(hexOf(rootId)) ? new PacedInlineRunner(loopBudget) : null),
      spare: hasSpareCell ? () => makeCell("spare") : null,
    },
    // Without the quarantine: a module that is only tried has no publisher to hold responsible.
    makeTrialRunner: () => new CellHost({ name: "trial", log, profile, namespaces, onCanary }),
  };
}

function trustedPublishers({ inline }: Policy, log: Log): ReadonlySet<string> {
  if (inline.length > 0)
    log.warn(
      { publishers: inline },
      "services of these publishers run in the node's own process: " +
        "only the WebAssembly sandbox separates them from the node's keys",
    );
  return new Set(inline);
}
