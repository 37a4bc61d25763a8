import type { InfiniteData, QueryKey } from "@tanstack/react-query";
import { keys } from "../api/keys.ts";
import type { Part } from "../api/paging.ts";
import type { Execution, ExecutionSummary, LastExecution, Test, TestSummary } from "../api/schema.gen.ts";

export type Pages<T> = InfiniteData<Part<T>, string | null>;

/** What an event told of an execution or of a test, which is not deleted. */
export type Told = { kind: "execution"; execution: Execution } | { kind: "test"; test: Test };

/**
 * What that makes of an answer which was read before it; the same object where it makes nothing of it.
 *
 * @param queryKey under which the answer is kept
 */
export function after(told: Told, queryKey: QueryKey, answer: unknown): unknown {
  if (answer === undefined) {
    return answer;
  }
  return told.kind === "execution" ? afterExecution(told.execution, queryKey, answer) : afterTest(told.test, queryKey, answer);
}

function afterExecution(execution: Execution, queryKey: QueryKey, answer: unknown): unknown {
  const ofIt = ({ test_id }: TestSummary) => test_id === execution.test_id;
  if (same(queryKey, keys.executions.one(execution.execution_id))) {
    return execution;
  }
  if (under(queryKey, keys.executions.lists)) {
    return changed(answer as Pages<ExecutionSummary>, ({ execution_id }) => execution_id === execution.execution_id, () => executionRow(execution));
  }
  if (under(queryKey, keys.tests.lists)) {
    return changed(answer as Pages<TestSummary>, ofIt, (test) => withLast(test, execution));
  }
  if (under(queryKey, keys.tests.histories)) {
    return changed(answer as Pages<TestSummary>, ofIt, (test) => withRecent(withLast(test, execution), execution));
  }
  return same(queryKey, keys.tests.one(execution.test_id)) ? withLast(answer as Test, execution) : answer;
}

function afterTest(test: Test, queryKey: QueryKey, answer: unknown): unknown {
  if (same(queryKey, keys.tests.one(test.test_id))) {
    return test;
  }
  return under(queryKey, keys.tests.lists) || under(queryKey, keys.tests.histories)
    ? changed(answer as Pages<TestSummary>, ({ test_id }) => test_id === test.test_id, (known) => testRow(test, known))
    : answer;
}

function same(key: QueryKey, other: QueryKey): boolean {
  return key.length === other.length && under(key, other);
}

function under(key: QueryKey, prefix: QueryKey): boolean {
  return prefix.every((word, place) => key[place] === word);
}

/** The pages with that item changed where it is among them; the same object where it is not. */
export function changed<T>(pages: Pages<T>, isIt: (item: T) => boolean, change: (item: T) => T): Pages<T> {
  if (!pages.pages.some((part) => part.items.some(isIt))) {
    return pages;
  }
  return { ...pages, pages: pages.pages.map((part) => ({ ...part, items: part.items.map((item) => (isIt(item) ? change(item) : item)) })) };
}

/** As lists have it: a result may be a megabyte. */
function executionRow(execution: Execution): ExecutionSummary {
  const row = without(execution, ["output_data", "checks", "warnings", "parameters", "attempts", "next_attempt_at", "execution_context"]);
  return { ...row, attempt_count: execution.attempts.length };
}

/** As lists have it. Events do not carry a test's history: what was known of it stays. */
function testRow(test: Test, known: TestSummary): TestSummary {
  const row = without(test, ["test_code", "test_parameters", "expected_result", "metadata", "warnings"]);
  return known.history === undefined ? row : { ...row, history: known.history };
}

function without<T extends object, K extends keyof T>(whole: T, names: readonly K[]): Omit<T, K> {
  const unwanted: ReadonlySet<unknown> = new Set(names);
  return Object.fromEntries(Object.entries(whole).filter(([name]) => !unwanted.has(name))) as Omit<T, K>;
}

function asLast({ execution_id, status, verdict, kind, revision, created_at, completed_at, duration_seconds }: Execution): LastExecution {
  return { execution_id, status, verdict, kind, revision, created_at, completed_at, duration_seconds };
}

/** The test with that execution as its last, unless it has a newer one. */
function withLast<T extends TestSummary>(test: T, execution: Execution): T {
  const last = test.last_execution;
  return last !== null && Date.parse(last.created_at) > Date.parse(execution.created_at) ? test : { ...test, last_execution: asLast(execution) };
}

/** How many runs a history holds. */
const RECENT = 30;

/** With that execution in its place among the test's recent ones. The figures stay as the server last computed them. */
function withRecent<T extends TestSummary>(test: T, execution: Execution): T {
  if (test.history === undefined) {
    return test;
  }
  const others = test.history.recent.filter(({ execution_id }) => execution_id !== execution.execution_id);
  const recent = [...others, asLast(execution)].sort((one, other) => Date.parse(one.created_at) - Date.parse(other.created_at)).slice(-RECENT);
  return { ...test, history: { ...test.history, recent } };
}
