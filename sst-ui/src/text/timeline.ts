import type { Step } from "../api/schema.gen.ts";
import { duration } from "./time.ts";

/** A stretch of time in a lane, in milliseconds from the beginning of its axis. */
export interface Stretch {
  /** `whole`: waiting and running are not told apart. */
  kind: "waited" | "ran" | "whole";
  from: number;
  until: number;
  /** Whether it goes on, so that its end is not known. */
  open: boolean;
}

/** A step as a row of the timeline. */
export interface Row {
  step: Step;
  /** Which time its task is done for its item, from 1: a repeated one is one step each time. */
  time: number;
  stretches: Stretch[];
  /** Queue time and run time in words. */
  took: string;
  /** The steps of the workflow that it is. */
  within: Row[];
}

export interface Timeline {
  rows: Row[];
  /** How many steps, those of workflows within it included. */
  count: number;
  /** The length of the axis in milliseconds, at least 1. */
  span: number;
  /** Whether something goes on. */
  goesOn: boolean;
}

/** What goes on is drawn so far beyond the last that is known. */
const BEYOND = 1.1;

/** Lays steps out on one axis. All times are the engine's: no other clock has a part in it. */
export function timeline(steps: readonly Step[]): Timeline {
  const all = flat(steps);
  const known = all.flatMap(({ started_at, running_at, ended_at }) => [started_at, running_at, ended_at]).flatMap((at) => (at === null ? [] : [Date.parse(at)]));
  const begin = Math.min(...known);
  const goesOn = all.some(({ ended_at }) => ended_at === null);
  const span = known.length === 0 ? 1 : Math.max(1, (Math.max(...known) - begin) * (goesOn ? BEYOND : 1));
  return { rows: rows(steps, begin, span), count: all.length, span, goesOn };
}

function flat(steps: readonly Step[]): Step[] {
  return steps.flatMap((step) => [step, ...flat(step.steps)]);
}

function rows(steps: readonly Step[], begin: number, span: number): Row[] {
  const times = new Map<string, number>();
  return steps.map((step) => {
    const key = JSON.stringify([step.name, step.item]);
    const time = (times.get(key) ?? 0) + 1;
    times.set(key, time);
    return { step, time, ...told(step, begin, span), within: rows(step.steps, begin, span) };
  });
}

function told({ started_at, running_at, ended_at }: Step, begin: number, span: number): Pick<Row, "stretches" | "took"> {
  const from = Date.parse(started_at) - begin;
  const open = ended_at === null;
  const until = open ? span : Math.max(from, Date.parse(ended_at) - begin);
  if (running_at === null) {
    return { stretches: [{ kind: open ? "waited" : "whole", from, until, open }], took: open ? "waits" : `took ${words(until - from)}` };
  }
  // StackStorm's log and its execution are written by two processes.
  const ran = Math.min(until, Math.max(from, Date.parse(running_at) - begin));
  return {
    stretches: [
      { kind: "waited", from, until: ran, open: false },
      { kind: "ran", from: ran, until, open },
    ],
    took: `waited ${words(ran - from)}, ${open ? "goes on" : `ran ${words(until - ran)}`}`,
  };
}

function words(milliseconds: number): string {
  return duration(milliseconds / 1000);
}
