import type { InfiniteData, QueryClient, QueryKey } from "@tanstack/react-query";
import { keys } from "../api/keys.ts";
import type { Part } from "../api/paging.ts";
import type { Deployment, Execution, Incident, LastExecution, Test } from "../api/schema.gen.ts";
import type { TestFilter } from "../api/tests.ts";
import type { ServerEvent } from "./parser.ts";

type Pages<T> = InfiniteData<Part<T>, string | null>;

/** The pages with that item changed where it is among them; the same object where it is not. */
export function changed<T>(pages: Pages<T>, isIt: (item: T) => boolean, change: (item: T) => T): Pages<T> {
  if (!pages.pages.some((part) => part.items.some(isIt))) {
    return pages;
  }
  return { ...pages, pages: pages.pages.map((part) => ({ ...part, items: part.items.map((item) => (isIt(item) ? change(item) : item)) })) };
}

function asLast({ execution_id, status, verdict, kind, created_at, completed_at, duration_seconds }: Execution): LastExecution {
  return { execution_id, status, verdict, kind, created_at, completed_at, duration_seconds };
}

/** The test with that execution as its last, unless it has a newer one. */
export function withLast(test: Test, execution: Execution): Test {
  const last = test.last_execution;
  return last !== null && last.created_at > execution.created_at ? test : { ...test, last_execution: asLast(execution) };
}

/** How many runs a history holds. */
const RECENT = 30;

/** With that execution in its place among the test's recent ones. The figures stay as the server last computed them. */
export function withRecent(test: Test, execution: Execution): Test {
  if (test.history === undefined) {
    return test;
  }
  const others = test.history.recent.filter(({ execution_id }) => execution_id !== execution.execution_id);
  const recent = [...others, asLast(execution)].sort((one, other) => Date.parse(one.created_at) - Date.parse(other.created_at)).slice(-RECENT);
  return { ...test, history: { ...test.history, recent } };
}

/** Events do not carry a test's history: what was known of it stays. */
function withKnownHistory(test: Test, known: Test): Test {
  return known.history === undefined ? test : { ...test, history: known.history };
}

/**
 * Puts what an event tells into what pages show. What is in a list is changed in its place; a list that may lack something
 * new is read again, by `stale`, which may wait a little and do it once for many events.
 */
export function apply(event: ServerEvent, cache: QueryClient, stale: (queryKey: QueryKey) => void): void {
  switch (event.name) {
    case "execution":
      executionChanged(JSON.parse(event.data) as Execution, cache, stale);
      break;
    case "incident":
      incidentChanged(JSON.parse(event.data) as Incident, cache, stale);
      break;
    case "test":
      testChanged(JSON.parse(event.data) as Test | { test_id: string; deleted: true }, cache, stale);
      break;
    case "deployment":
      deploymentChanged(JSON.parse(event.data) as Deployment, cache);
      break;
  }
}

function inLists<T>(cache: QueryClient, queryKey: QueryKey, isIt: (item: T) => boolean, change: (item: T) => T): void {
  cache.setQueriesData<Pages<T>>({ queryKey }, (pages) => (pages === undefined ? pages : changed(pages, isIt, change)));
}

function executionChanged(execution: Execution, cache: QueryClient, stale: (queryKey: QueryKey) => void): void {
  cache.setQueryData(keys.executions.one(execution.execution_id), execution);
  inLists<Execution>(cache, keys.executions.lists, (item) => item.execution_id === execution.execution_id, () => execution);
  const ofIt = (test: Test) => test.test_id === execution.test_id;
  inLists<Test>(cache, keys.tests.lists, ofIt, (test) => withLast(test, execution));
  inLists<Test>(cache, keys.tests.histories, ofIt, (test) => withRecent(withLast(test, execution), execution));
  cache.setQueryData<Test>(keys.tests.one(execution.test_id), (test) => (test === undefined ? test : withLast(test, execution)));
  if (execution.state === "queued" || execution.state === "finished") {
    stale(keys.executions.lists);
    stale(keys.executions.histograms);
    orderedByRuns(cache).forEach(stale);
    stale(keys.tests.howLately(execution.test_id));
    stale(keys.overview);
  }
}

/** Those lists of tests whose order or choice hangs on how the last run came out. */
function orderedByRuns(cache: QueryClient): QueryKey[] {
  return testLists(cache).filter(([, { status, sort }]) => status !== undefined || (sort !== undefined && /status|last_execution/.test(sort))).map(([key]) => key);
}

/** Those lists of tests that a changed test may come into or go out of. One that shows all of them, and it already, is changed in its place. */
function listsFor(id: string, deleted: boolean, cache: QueryClient): QueryKey[] {
  return testLists(cache)
    .filter(([key, filter]) => {
      const pages = cache.getQueryData<Pages<Test>>(key);
      return deleted || Object.keys(filter).length > 0 || pages?.pages.some((part) => part.items.some(({ test_id }) => test_id === id)) !== true;
    })
    .map(([key]) => key);
}

function testLists(cache: QueryClient): [QueryKey, TestFilter][] {
  return cache
    .getQueryCache()
    .findAll({ queryKey: keys.tests.lists })
    .map(({ queryKey }) => [queryKey, (queryKey[2] ?? {}) as TestFilter]);
}

function incidentChanged(incident: Incident, cache: QueryClient, stale: (queryKey: QueryKey) => void): void {
  stale(keys.incidents.story(incident.incident_id));
  stale(keys.overview);
  inLists<Incident>(cache, keys.incidents.lists, (item) => item.incident_id === incident.incident_id, () => incident);
  stale(keys.incidents.lists);
}

function testChanged(test: Test | { test_id: string; deleted: true }, cache: QueryClient, stale: (queryKey: QueryKey) => void): void {
  if ("deleted" in test) {
    cache.removeQueries({ queryKey: keys.tests.one(test.test_id) });
  } else {
    cache.setQueryData(keys.tests.one(test.test_id), test);
    const isIt = (item: Test) => item.test_id === test.test_id;
    inLists<Test>(cache, keys.tests.lists, isIt, (known) => withKnownHistory(test, known));
    inLists<Test>(cache, keys.tests.histories, isIt, (known) => withKnownHistory(test, known));
  }
  listsFor(test.test_id, "deleted" in test, cache).forEach(stale);
  stale(keys.tests.histories);
  stale(keys.tests.facets);
  stale(keys.overview);
}

/** Events do not look at the engine, so what was known of drift stays as it was, with its own time. */
function deploymentChanged(deployment: Deployment, cache: QueryClient): void {
  cache.setQueryData<Deployment>(keys.tests.deployment(deployment.test_id), (known) => ({ ...known, ...deployment }));
}
