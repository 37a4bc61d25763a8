import type { QueryKey } from "@tanstack/react-query";
import { keys } from "../api/keys.ts";

/** Answers that no event tells of. */
const UNTOLD = ["session", "health", "engine", "templates"];

/** Answers about tests and executions that never change, or are made once for whoever asked; a plan has the engine looked at. */
const ONCE = ["tests plan", "tests findings", "executions last-pass"];

/** Parts of what is known of a test: a revision never changes, and what is under edit stays as it was opened. */
const FIXED: readonly unknown[] = [keys.tests.revision("", 0)[3], keys.tests.underEdit("")[3]];

/** Whether it may have become old while events did not come. */
export function mayBeMissed([of, what, , part]: QueryKey): boolean {
  return !UNTOLD.includes(String(of)) && !ONCE.includes(`${String(of)} ${String(what)}`) && !FIXED.includes(part);
}

/** Where the server asks the engine in turn, or counts over the history; their pages ask for what changes by themselves, less often. */
const DEAR = ["tests deployment", "tests history", "executions histogram", "executions steps"];

/** Whether it is asked for every few seconds while events do not come. */
export function isPolled(queryKey: QueryKey): boolean {
  return mayBeMissed(queryKey) && !DEAR.includes(queryKey.slice(0, 2).join(" "));
}

/** What is kept of an answer, as far as it counts here. */
interface Kept {
  queryKey: QueryKey;
  isActive: () => boolean;
  state: { dataUpdatedAt: number };
}

/** When the oldest of what is shown was read or told, in milliseconds; undefined when nothing is that changes. */
export function oldest(answers: readonly Kept[]): number | undefined {
  const times = answers.filter((answer) => answer.isActive() && answer.state.dataUpdatedAt > 0 && isPolled(answer.queryKey)).map(({ state }) => state.dataUpdatedAt);
  return times.length === 0 ? undefined : Math.min(...times);
}
