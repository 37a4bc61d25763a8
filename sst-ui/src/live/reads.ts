import type { QueryKey } from "@tanstack/react-query";

/** Answers that no event tells of. */
const UNTOLD = ["session", "health", "engine", "templates"];

/** Answers about tests and executions that never change, or are made once for whoever asked; a plan has the engine looked at. */
const ONCE = ["tests plan", "tests findings", "executions last-pass"];

/** Parts of what is known of a test: a revision never changes, and what is under edit stays as it was opened. */
const FIXED = ["revision", "to edit"];

/** Whether it may have become old while events did not come. */
export function mayBeMissed([of, what, , part]: QueryKey): boolean {
  return !UNTOLD.includes(String(of)) && !ONCE.includes(`${String(of)} ${String(what)}`) && !FIXED.includes(String(part));
}

/** Whether it is asked for every few seconds while events do not come: not where the server asks the engine in turn. */
export function isPolled(queryKey: QueryKey): boolean {
  return mayBeMissed(queryKey) && queryKey[1] !== "deployment";
}
