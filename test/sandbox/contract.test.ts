/** All runners comply with the one contract, alone and as a node puts them together. */
import { CellHost } from "../../runtime/sandbox/cell/cell-host.ts";
import type { Runner } from "../../runtime/sandbox/contract.ts";
import { InlineRunner } from "../../runtime/sandbox/inline/inline-runner.ts";
import { LoopBudget } from "../../runtime/sandbox/inline/loop-budget.ts";
import { PacedInlineRunner } from "../../runtime/sandbox/inline/paced-inline-runner.ts";
import { FairRunner } from "../../runtime/sandbox/queue/fair-runner.ts";
import { InstalledServices } from "../../runtime/sandbox/queue/installed-services.ts";
import { Scheduler } from "../../runtime/sandbox/queue/scheduler.ts";
import { Recorder } from "../../runtime/sandbox/recording/recorder.ts";
import { testRunnerCompliance } from "./runner-compliance.ts";

const cell = (services = new InstalledServices()) => new CellHost({ name: "test", services });

function fair(runner: Runner, makeSideCell: typeof cell | null): FairRunner {
  const scheduler = new Scheduler({ longSlicesMax: 1, later: setImmediate });
  return new FairRunner({ cell: runner, makeSideCell, scheduler, now: () => performance.now() });
}

testRunnerCompliance("CellHost", cell);
testRunnerCompliance("InlineRunner", () => new InlineRunner());
testRunnerCompliance("PacedInlineRunner", () => new PacedInlineRunner(new LoopBudget()));
testRunnerCompliance("FairRunner", () => fair(new InlineRunner(), null));
testRunnerCompliance("Recorder", () => new Recorder(new InlineRunner()));
testRunnerCompliance("a publisher's runner", () => new Recorder(fair(cell(), cell)));
