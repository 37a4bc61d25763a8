import type { State } from "./verdict.ts";

/** Whose shape and colour StackStorm's own word for an execution gets; the word itself stays StackStorm's. */
const LOOKS: Readonly<Record<string, State>> = {
  requested: "pending",
  scheduled: "pending",
  delayed: "pending",
  pending: "pending",
  pausing: "pending",
  paused: "pending",
  resuming: "running",
  running: "running",
  succeeded: "passed",
  failed: "failed",
  timeout: "timeout",
  abandoned: "infrastructure",
  canceling: "cancelled",
  canceled: "cancelled",
};

/** How one of StackStorm's executions looks; a word that is not known looks like nothing in particular. */
export function lookOf(status: string): State {
  return (Object.hasOwn(LOOKS, status) ? LOOKS[status] : undefined) ?? "never_run";
}
