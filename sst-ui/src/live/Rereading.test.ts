import { QueryClient, QueryObserver, type QueryKey } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keys } from "../api/keys.ts";
import { Rereading } from "./Rereading.ts";
import { EXECUTIONS } from "./samples.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A query that somebody looks at, and whose answers come when they are let. */
function shown(cache: QueryClient, queryKey: QueryKey) {
  const answers: ((answer: string) => void)[] = [];
  const aborted: boolean[] = [];
  const queryFn = ({ signal }: { signal: AbortSignal }) => {
    const at = aborted.push(false) - 1;
    signal.addEventListener("abort", () => (aborted[at] = true));
    return new Promise<string>((resolve) => answers.push(resolve));
  };
  new QueryObserver(cache, { queryKey, queryFn, initialData: "first", staleTime: Infinity }).subscribe(() => undefined);
  return { answers, aborted };
}

test("many words about a list make it be read once", async () => {
  const cache = new QueryClient();
  const { answers } = shown(cache, EXECUTIONS);
  const rereading = new Rereading(cache);
  rereading.later(keys.executions.lists);
  rereading.later(keys.executions.lists);
  rereading.later(EXECUTIONS);
  expect(answers).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(answers).toHaveLength(1);
  answers[0]?.("second");
  await vi.advanceTimersByTimeAsync(5_000);
  expect(answers).toHaveLength(1);
});

test("a list that is being read comes to its end, and is read once more", async () => {
  const cache = new QueryClient();
  const { answers, aborted } = shown(cache, EXECUTIONS);
  const rereading = new Rereading(cache);
  rereading.later(keys.executions.lists);
  await vi.advanceTimersByTimeAsync(1_000);
  rereading.later(keys.executions.lists);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(answers).toHaveLength(1);
  expect(aborted).toEqual([false]);
  answers[0]?.("second");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(answers).toHaveLength(2);
});

test("one that is being read holds up no other", async () => {
  const cache = new QueryClient();
  const slow = shown(cache, EXECUTIONS);
  const other = shown(cache, keys.executions.list({ limit: 20 }));
  const rereading = new Rereading(cache);
  rereading.later(EXECUTIONS);
  await vi.advanceTimersByTimeAsync(1_000);
  rereading.later(keys.executions.lists);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(slow.answers).toHaveLength(1);
  expect(other.answers).toHaveLength(1);
});

test("when the connection is back, what is wanted is read at once and nothing else", () => {
  const cache = new QueryClient();
  const wanted = shown(cache, keys.overview);
  const not = shown(cache, keys.health);
  new Rereading(cache).all(([first]) => first === "overview");
  expect(wanted.answers).toHaveLength(1);
  expect(not.answers).toHaveLength(0);
});

test("nothing is read after it was stopped", async () => {
  const cache = new QueryClient();
  const { answers } = shown(cache, EXECUTIONS);
  const rereading = new Rereading(cache);
  rereading.later(keys.executions.lists);
  rereading.stop();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(answers).toHaveLength(0);
});
