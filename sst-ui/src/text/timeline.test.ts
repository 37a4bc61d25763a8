import { expect, test } from "vitest";
import type { Step } from "../api/schema.gen.ts";
import { timeline } from "./timeline.ts";

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 23, 6, 36, 0) + seconds * 1000).toISOString();

function step(change: Partial<Step> = {}): Step {
  return { id: "1", name: "ping", action: "core.echo", status: "succeeded", started_at: at(0), running_at: at(1), ended_at: at(3), item: null, excerpt: "", steps: [], ...change };
}

test("queue time and run time are told apart", () => {
  const { rows, span } = timeline([step()]);
  expect(span).toBe(3_000);
  expect(rows[0]?.took).toBe("waited 1.0 s, ran 2.0 s");
  expect(rows[0]?.stretches).toEqual([
    { kind: "waited", from: 0, until: 1_000, open: false },
    { kind: "ran", from: 1_000, until: 3_000, open: false },
  ]);
});

test("where the engine does not say since when it ran, nothing is told apart", () => {
  expect(timeline([step({ running_at: null })]).rows[0]).toMatchObject({ took: "took 3.0 s", stretches: [{ kind: "whole", from: 0, until: 3_000 }] });
});

test("what goes on has no length, and is drawn beyond all that is known", () => {
  const { rows, span, goesOn } = timeline([step(), step({ name: "pong", status: "running", started_at: at(3), running_at: at(4), ended_at: null })]);
  expect(goesOn).toBe(true);
  expect(span).toBeGreaterThan(4_000);
  expect(rows[1]?.took).toBe("waited 1.0 s, goes on");
  expect(rows[1]?.stretches.at(-1)).toEqual({ kind: "ran", from: 4_000, until: span, open: true });
});

test("what was asked for and has not begun waits", () => {
  expect(timeline([step({ status: "requested", running_at: null, ended_at: null })]).rows[0]).toMatchObject({ took: "waits", stretches: [{ kind: "waited", open: true }] });
});

test("a task that is done again is numbered, one for each item is not", () => {
  const tried = timeline([step(), step(), step({ item: "0" }), step({ item: "1" })]);
  expect(tried.rows.map(({ time }) => time)).toEqual([1, 2, 1, 1]);
});

test("workflows within it share the axis and the count", () => {
  const { rows, count, span } = timeline([step({ ended_at: at(5), steps: [step({ started_at: at(2), running_at: at(2.5), ended_at: at(4) })] })]);
  expect(count).toBe(2);
  expect(span).toBe(5_000);
  expect(rows[0]?.within[0]?.stretches[0]).toMatchObject({ from: 2_000, until: 2_500 });
});

test("clocks that disagree turn nothing round", () => {
  const { rows } = timeline([step({ started_at: at(1), running_at: at(0.5), ended_at: at(0.8) })]);
  expect(rows[0]?.stretches.every(({ from, until }) => until >= from)).toBe(true);
});

test("no steps have an axis as well", () => {
  expect(timeline([])).toEqual({ rows: [], count: 0, span: 1, goesOn: false });
});
