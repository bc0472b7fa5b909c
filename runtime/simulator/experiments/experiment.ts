/** The definition of an experiment: cases whose figures are means over seeds, beside published figures. */
import type { DelayModel } from "../delays.ts";

/** Where a published figure is from: V, read in its source; R, recalled; C, computed with a static model. */
type Tag = "V" | "R" | "C";

interface Published {
  readonly text: string;
  readonly tag: Tag;
}

interface Target {
  /** As the page shows it. */
  readonly text: string;
  readonly isMet: (mean: number) => boolean;
}

export interface Figure {
  readonly name: string;
  /** Digits after the decimal point. */
  readonly digits: number;
  readonly published?: Published;
  readonly target?: Target;
}

/** Figures and counts of one run of one seed, by name. Counts of rare events are summed over the seeds. */
export type Values = Readonly<Record<string, number>>;

export interface Setting {
  readonly seed: number;
  readonly delays: DelayModel;
}

export interface Case {
  readonly name: string;
  readonly figures: readonly Figure[];
  readonly run: (setting: Setting) => Values;
  /** Rare events among trials, over all seeds, shown with the upper bound of their rate. */
  readonly rare?: readonly {
    readonly name: string;
    readonly events: string;
    readonly trials: string;
    readonly target?: string;
  }[];
}

/**
 * Bars of up to two figures for each case. By figures: a row for each figure of the first case, with a bar for
 * the measured value and one for the published value.
 */
export interface Chart {
  readonly by?: "cases" | "figures";
  /** Part of the file name. */
  readonly name: string;
  readonly title: string;
  /** Label of the axis, with the unit. */
  readonly axis: string;
  readonly digits: number;
  readonly bars: readonly { readonly figure: string; readonly label: string }[];
}

export interface Experiment {
  readonly id: string;
  readonly title: string;
  /** Parameters of the simulation, and where it is smaller than planned. */
  readonly setup: string;
  readonly seeds: readonly number[];
  /** The delay model of an experiment that ignores `--delays`. */
  readonly delays?: string;
  readonly cases: readonly Case[];
  /** Reasons of missed targets, and notes on the figures. */
  readonly remarks?: string;
  readonly charts?: readonly Chart[];
}

export const SEEDS = [1, 2, 3, 4, 5];

export const atMost = (most: number, text = `≤ ${most}`): Target => ({ text, isMet: (mean) => mean <= most });
export const atLeast = (least: number, text = `≥ ${least}`): Target => ({
  text,
  isMet: (mean) => mean >= least,
});
export const within = (value: number, tolerance: number): Target => ({
  text: `${value} ± ${tolerance}`,
  isMet: (mean) => Math.abs(mean - value) <= tolerance,
});
