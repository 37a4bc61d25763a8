import type { Check, Execution } from "../api/schema.gen.ts";

/** What a badge can say: a verdict, or what an execution does before it has one, or that a test never ran. */
export type State = NonNullable<Execution["verdict"]> | "pending" | "running" | "never_run";

export function stateOf(execution: Pick<Execution, "status" | "verdict">): State {
  return execution.verdict ?? execution.status;
}

const MEANING: Record<State, string> = {
  passed: "every check held",
  failed: "the thing under test is wrong",
  error: "the test's own code broke",
  timeout: "no end before the deadline",
  infrastructure: "StackStorm or this server could not look",
  cancelled: "stopped by a person or a policy",
  skipped: "held back",
  pending: "not started",
  running: "in progress",
  never_run: "not run yet",
};

export function meaningOf(state: State): string {
  return MEANING[state];
}

/** The word for it, as the API has it, to be read. */
export function wordOf(state: State): string {
  return state.replace("_", " ").replace(/^./, (first) => first.toUpperCase());
}

/** "2 of 5 checks failed." with the server's own words for the first of them; nothing is judged here. */
export function sentence(execution: Execution): string {
  const failed = execution.checks.filter((check) => !check.passed);
  const state = stateOf(execution);
  if (state === "pending" || state === "running") {
    return execution.cancel_requested ? "It was asked to stop, and has not ended yet." : progress(execution);
  }
  if (state === "passed") {
    return held(execution.checks.length);
  }
  const first = failed[0];
  if (first === undefined) {
    return execution.error_message ?? `It ended as ${state}: ${meaningOf(state)}.`;
  }
  return `${failed.length} of ${plural(execution.checks.length, "check")} failed: ${told(first)}`;
}

function held(checks: number): string {
  if (checks === 0) {
    return "It passed.";
  }
  return checks === 1 ? "Its one check held." : `All ${checks} checks held.`;
}

function told(check: Check): string {
  return check.message === "" ? `${check.path ?? check.name}.` : check.message;
}

function progress(execution: Execution): string {
  switch (execution.state) {
    case "queued":
      return "It waits for a free place.";
    case "starting":
      return "It is being started.";
    default:
      return execution.attempts.length > 1 ? `Attempt ${execution.attempts.length} is running.` : "It is running.";
  }
}

export function plural(count: number, noun: string, many = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : many}`;
}
