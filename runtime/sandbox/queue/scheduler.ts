/**
 * Whose turn it is. Services that share a cell share its one thread, and all cells the processors of the node. Each cell serves
 * its services by start-time fair queueing (Goyal, Vin and Cheng, SIGCOMM 1996): a turn is tagged with the virtual time at which it
 * would start if every service had its share, and the lowest tag runs next. What a turn cost is known when it ends, and puts off
 * the next one of the same service by cost over weight. A service that comes back after a rest starts at the present virtual
 * time: it is owed nothing for its rest, and waits for nobody's past.
 *
 * LoopBudget that take long are few at a time over all cells, so that a processor is left for the node and for short ones. Pure: it runs
 * nothing, and reads no clock.
 */

/** LoopBudget that are expected to take longer count as long, in milliseconds. */
export const LONG_SLICE_MS = 5;
/** How much of a new cost goes into the expectation. */
const SMOOTHING = 0.25;

export interface SchedulerOptions {
  /** Long turns that may run at the same time, over all cells: processors less one. */
  readonly longSlicesMax: number;
  /**
   * Runs something a little later. A service whose turn has ended asks for the next one only when its outcomes are dealt with;
   * where that one would go before those who wait, it is given so much time to ask.
   */
  readonly later: (run: () => void) => void;
}

interface Cell {
  virtualMs: number;
  isBusy: boolean;
  readonly waiting: Flow[];
}

export class Scheduler {
  readonly #cells = new Map<unknown, Cell>();
  readonly #longSlicesMax: number;
  readonly #later: SchedulerOptions["later"];
  #longSlices = 0;
  /** Cells in which somebody waits although nobody runs: for a long turn elsewhere to end. */
  readonly #held = new Set<Cell>();

  constructor({ longSlicesMax, later }: SchedulerOptions) {
    this.#later = later;
    this.#longSlicesMax = Math.max(1, longSlicesMax);
  }

  /** A flow of turns of one service. `cell`: whatever stands for the thread that it shares. */
  join(cell: unknown, weight = 1): Flow {
    return new Flow(this, this.#cell(cell), weight);
  }

  /** The cell is gone. */
  forget(cell: unknown): void {
    const known = this.#cells.get(cell);
    if (known !== undefined) this.#held.delete(known);
    this.#cells.delete(cell);
  }

  /** Called by flows. Null: it is its turn at once. */
  request(flow: Flow): Promise<void> | null {
    const { cell } = flow;
    flow.startTag = Math.max(cell.virtualMs, flow.finishTag);
    const next = cell.isBusy ? null : this.#next(cell);
    if (!cell.isBusy && this.#hasRoom(flow) && (next === null || flow.startTag <= next.startTag)) {
      this.#start(flow);
      return null;
    }
    return new Promise((resolve) => {
      flow.proceed = resolve;
      cell.waiting.push(flow);
      this.#dispatch(cell);
    });
  }

  /** Called by flows. */
  release(flow: Flow, wasLong: boolean): void {
    const { cell } = flow;
    cell.isBusy = false;
    if (wasLong) this.#longSlices--;
    const next = this.#next(cell);
    if (next !== null && flow.finishTag < next.startTag) this.#later(() => this.#dispatch(cell));
    else this.#dispatch(cell);
    if (!wasLong) return;
    // The longest held first: a set keeps the order in which they came.
    for (const held of [...this.#held]) this.#dispatch(held);
  }

  /** Called by flows: it waits no more. */
  withdraw(flow: Flow): void {
    const at = flow.cell.waiting.indexOf(flow);
    if (at >= 0) flow.cell.waiting.splice(at, 1);
  }

  #cell(name: unknown): Cell {
    let cell = this.#cells.get(name);
    if (cell === undefined) {
      cell = { virtualMs: 0, isBusy: false, waiting: [] };
      this.#cells.set(name, cell);
    }
    return cell;
  }

  #hasRoom(flow: Flow): boolean {
    return !flow.isLong || this.#longSlices < this.#longSlicesMax;
  }

  #start(flow: Flow): void {
    const { cell } = flow;
    cell.isBusy = true;
    cell.virtualMs = flow.startTag;
    flow.isRunningLong = flow.isLong;
    if (flow.isRunningLong) this.#longSlices++;
  }

  /** Who of those that wait and may run is to run next. */
  #next(cell: Cell): Flow | null {
    let next: Flow | null = null;
    for (const flow of cell.waiting) {
      if (this.#hasRoom(flow) && (next === null || flow.startTag < next.startTag)) next = flow;
    }
    return next;
  }

  #dispatch(cell: Cell): void {
    if (cell.isBusy) return;
    const next = this.#next(cell);
    if (next === null) {
      if (cell.waiting.length > 0) this.#held.add(cell);
      else this.#held.delete(cell);
      return;
    }
    this.#held.delete(cell);
    this.withdraw(next);
    this.#start(next);
    next.proceed?.();
  }
}

/** LoopBudget of one service: `start`, run, `end`, one at a time. */
export class Flow {
  readonly cell: Cell;
  readonly #scheduler: Scheduler;
  readonly #weight: number;
  #expectedMs = 0;
  /** Of the turn that is asked for or runs; the scheduler's. */
  startTag = 0;
  finishTag = 0;
  isRunningLong = false;
  proceed: (() => void) | null = null;

  /** Made by `Scheduler.join`. */
  constructor(scheduler: Scheduler, cell: Cell, weight: number) {
    this.#scheduler = scheduler;
    this.cell = cell;
    this.#weight = weight;
  }

  /** What its turns take of late. */
  get isLong(): boolean {
    return this.#expectedMs > LONG_SLICE_MS;
  }

  /** Null: at once. */
  start(): Promise<void> | null {
    return this.#scheduler.request(this);
  }

  /** `costMs`: the time that the turn took. */
  end(costMs: number): void {
    this.finishTag = this.startTag + costMs / this.#weight;
    this.#expectedMs += SMOOTHING * (costMs - this.#expectedMs);
    this.#scheduler.release(this, this.isRunningLong);
  }
}
