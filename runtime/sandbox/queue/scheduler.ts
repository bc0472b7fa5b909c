/**
 * The scheduler of timeslices. Services of one cell share its one thread, and all cells share the processors
 * of the node. Each cell serves its services by start-time fair queueing (Goyal, Vin and Cheng, SIGCOMM
 * 1996): a timeslice is tagged with the virtual time at which it would start if every service had its share,
 * and the lowest tag runs next. The cost of a timeslice is known when it ends, and delays the service's next
 * timeslice by cost over weight. A service that was idle starts at the present virtual time: it has no claim
 * for the time in which it was idle.
 *
 * Only a few long timeslices run at a time over all cells, so that a processor is left for the node and for
 * short timeslices. The scheduler runs nothing itself, and reads no clock.
 */

/** A timeslice is long if it is expected to take more milliseconds than this. */
export const LONG_SLICE_MS = 5;
/** Weight of a new cost in the expectation. */
const SMOOTHING = 0.25;

interface SchedulerOptions {
  /**
   * Maximum number of long timeslices at the same time, over all cells: the number of processors, less one.
   */
  readonly longSlicesMax: number;
  /**
   * Runs a callback a little later. A service requests its next timeslice only after it has processed the
   * outcomes of the last one. If that timeslice would run before those of the services that wait, the service
   * gets this much time to request it.
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
  /** Cells with services that wait although none runs: a long timeslice in another cell has to end first. */
  readonly #blocked = new Set<Cell>();

  constructor({ longSlicesMax, later }: SchedulerOptions) {
    this.#later = later;
    this.#longSlicesMax = Math.max(1, longSlicesMax);
  }

  /** A flow: the timeslices of one service. `cell`: any object that stands for the thread. */
  join(cell: unknown, weight = 1): Flow {
    return new Flow(this, this.#cell(cell), weight);
  }

  /** The cell has ended. */
  forget(cell: unknown): void {
    const known = this.#cells.get(cell);
    if (known !== undefined) this.#blocked.delete(known);
    this.#cells.delete(cell);
  }

  /** Called by flows. Returns null when the timeslice starts at once. */
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
    // The cell that has been blocked longest is first: a set keeps its order.
    for (const blocked of [...this.#blocked]) this.#dispatch(blocked);
  }

  /** Called by flows: the flow no longer waits. */
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

  /** The next of the flows that wait and may run. */
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
      if (cell.waiting.length > 0) this.#blocked.add(cell);
      else this.#blocked.delete(cell);
      return;
    }
    this.#blocked.delete(cell);
    this.withdraw(next);
    this.#start(next);
    next.proceed?.();
  }
}

/** The timeslices of one service, one at a time: `start`, run, `end`. */
export class Flow {
  readonly cell: Cell;
  readonly #scheduler: Scheduler;
  readonly #weight: number;
  #expectedMs = 0;
  /** The tag of the timeslice that is requested or runs. Set by the scheduler. */
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

  /** Whether its recent timeslices were long. */
  get isLong(): boolean {
    return this.#expectedMs > LONG_SLICE_MS;
  }

  /** Requests a timeslice. Returns null when it starts at once. */
  start(): Promise<void> | null {
    return this.#scheduler.request(this);
  }

  /** `costMs`: the time that the timeslice took. */
  end(costMs: number): void {
    this.finishTag = this.startTag + costMs / this.#weight;
    this.#expectedMs += SMOOTHING * (costMs - this.#expectedMs);
    this.#scheduler.release(this, this.isRunningLong);
  }
}
