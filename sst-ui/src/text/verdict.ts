import type { Check, Execution } from "../api/schema.gen.ts";

/** What is told of an execution: a whole one, or a row of a list, which has neither its checks nor its attempts. */
export type Tellable = Pick<Execution, "status" | "verdict" | "state" | "cancel_requested" | "error_message"> &
  Partial<Pick<Execution, "checks" | "attempts">> & { attempt_count?: number };

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
  pending: "waits to be started",
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

/** Why it came to its verdict, in the server's own words where it has some; nothing is judged here. */
export function sentence(execution: Tellable): string {
  const { checks = [], error_message: why } = execution;
  const state = stateOf(execution);
  if (state === "pending" || state === "running") {
    return execution.cancel_requested ? "It was asked to stop, and has not ended yet." : progress(execution);
  }
  if (state === "passed") {
    return held(checks.length, attemptsOf(execution));
  }
  if (why !== null) {
    return why;
  }
  const failed = checks.filter((check) => !check.passed);
  const first = failed[0];
  return first === undefined ? `It ended as ${state}: ${meaningOf(state)}.` : `${failed.length} of ${plural(checks.length, "check")} failed: ${told(first)}`;
}

function attemptsOf(execution: Tellable): number {
  return execution.attempts?.length ?? execution.attempt_count ?? 0;
}

function held(checks: number, attempts: number): string {
  if (checks === 0) {
    return attempts > 1 ? `It passed at attempt ${attempts}.` : "It passed.";
  }
  if (attempts > 1) {
    return `It passed at attempt ${attempts}: ${checks === 1 ? "its one check" : `all ${checks} checks`} held.`;
  }
  return checks === 1 ? "Its one check held." : `All ${checks} checks held.`;
}

function told(check: Check): string {
  return check.message === "" ? `${check.path ?? check.name}.` : check.message;
}

function progress(execution: Tellable): string {
  const begun = attemptsOf(execution);
  switch (execution.state) {
    case "queued":
      return begun === 0 ? "It waits for a free place." : `Attempt ${begun} did not pass; the next one is to come.`;
    case "starting":
      return "It is being started.";
    default:
      return begun > 1 ? `Attempt ${begun} is running.` : "It is running.";
  }
}

export function plural(count: number, noun: string, many = `${noun}s`): string {
  return `${count.toLocaleString()} ${count === 1 ? noun : many}`;
}
