/** What an experiment is: rows of figures, each the mean over seeds, beside what others have published. */
import type { DelayModel } from "../delays.ts";

/** How surely a published figure is known: read in its source, recalled, or computed with a static model of ours. */
export type Tag = "V" | "R" | "C";

export interface Published {
  readonly text: string;
  readonly tag: Tag;
}

export interface Target {
  /** As it is shown. */
  readonly text: string;
  readonly isMet: (mean: number) => boolean;
}

export interface Figure {
  readonly name: string;
  /** Digits behind the point. */
  readonly digits: number;
  readonly published?: Published;
  readonly target?: Target;
}

/** What one run of one seed gives, by figure; counts that are summed rather than averaged are figures too. */
export type Values = Readonly<Record<string, number>>;

export interface Setting {
  readonly seed: number;
  readonly delays: DelayModel;
}

export interface Case {
  readonly name: string;
  readonly figures: readonly Figure[];
  readonly run: (setting: Setting) => Values;
  /** Events among trials, of all seeds together: shown with the greatest rate that is not refuted. */
  readonly rare?: readonly {
    readonly name: string;
    readonly events: string;
    readonly trials: string;
    readonly target?: string;
  }[];
}

/** Bars of up to two figures for each case; or, by figures, for each of the first case: what we see, and what was published. */
export interface Chart {
  readonly by?: "cases" | "figures";
  /** In the name of its file. */
  readonly name: string;
  readonly title: string;
  /** What the axis counts, with its unit. */
  readonly axis: string;
  readonly digits: number;
  readonly bars: readonly { readonly figure: string; readonly label: string }[];
}

export interface Experiment {
  readonly id: string;
  readonly title: string;
  /** What is simulated, and where it is smaller than planned. */
  readonly setup: string;
  readonly seeds: readonly number[];
  /** Where it has delays of its own, what they are. */
  readonly delays?: string;
  readonly cases: readonly Case[];
  /** Why targets are missed, where that is known. */
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
