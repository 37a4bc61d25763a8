import type { QueryClient, QueryKey } from "@tanstack/react-query";
import { keys } from "../api/keys.ts";
import type { Deployment, Execution, Incident, Test } from "../api/schema.gen.ts";
import type { TestFilter } from "../api/tests.ts";
import { parsed } from "../text/exact.ts";
import { after, changed, type Pages, type Told } from "./told.ts";
import type { ServerEvent } from "./parser.ts";

interface Listeners {
  /** Has answers read again; may wait a little, and do it once for many events. */
  stale: (queryKey: QueryKey) => void;
  /** Hears what was put into the answers that are here. */
  told?: (told: Told) => void;
}

/**
 * Puts what an event tells into what pages show. What is in a list is changed in its place; a list that may lack something
 * new is read again. An event that is not understood has all read again that it may be about; it never throws.
 */
export function apply(event: ServerEvent, cache: QueryClient, listeners: Listeners): void {
  try {
    put(event.name, parsed(event.data), cache, listeners);
  } catch {
    (ABOUT[event.name] ?? []).forEach(listeners.stale);
  }
}

/** What events may be about, by their name. */
const ABOUT: Readonly<Record<string, readonly QueryKey[]>> = {
  execution: [["executions", "one"], keys.executions.lists, keys.tests.lists, keys.tests.histories, ["tests", "how-lately"], keys.overview],
  incident: [["incidents"], keys.overview],
  test: [["tests", "one"], keys.tests.lists, keys.tests.histories, keys.tests.facets, keys.overview],
  deployment: [["tests", "deployment"]],
};

function put(name: string, data: unknown, cache: QueryClient, listeners: Listeners): void {
  switch (name) {
    case "execution":
      executionChanged(data as Execution, cache, listeners);
      break;
    case "incident":
      incidentChanged(data as Incident, cache, listeners);
      break;
    case "test":
      testChanged(data as Test | { test_id: string; deleted: true }, cache, listeners);
      break;
    case "deployment":
      deploymentChanged(data as Deployment, cache);
      break;
  }
}

function putTold(told: Told, cache: QueryClient, listeners: Listeners): void {
  listeners.told?.(told);
  for (const query of cache.getQueryCache().getAll()) {
    const next = after(told, query.queryKey, query.state.data);
    if (next !== query.state.data) {
      const lacking = query.state.isInvalidated;
      cache.setQueryData(query.queryKey, next);
      if (lacking) {
        // What is put into it does not make it whole: it still has to be read.
        query.invalidate();
      }
    }
  }
}

function executionChanged(execution: Execution, cache: QueryClient, listeners: Listeners): void {
  putTold({ kind: "execution", execution }, cache, listeners);
  if (execution.state === "queued" || execution.state === "finished") {
    const { stale } = listeners;
    stale(keys.executions.lists);
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

function incidentChanged(incident: Incident, cache: QueryClient, { stale }: Listeners): void {
  stale(keys.incidents.story(incident.incident_id));
  stale(keys.overview);
  cache.setQueriesData<Pages<Incident>>({ queryKey: keys.incidents.lists }, (pages) => pages && changed(pages, (item) => item.incident_id === incident.incident_id, () => incident));
  stale(keys.incidents.lists);
}

function testChanged(test: Test | { test_id: string; deleted: true }, cache: QueryClient, listeners: Listeners): void {
  const { stale } = listeners;
  if ("deleted" in test) {
    // Only itself, and not what lies below it: a text under edit stays. Where it is shown it is asked for, and the page says that it is gone.
    void cache.resetQueries({ queryKey: keys.tests.one(test.test_id), exact: true });
  } else {
    putTold({ kind: "test", test }, cache, listeners);
  }
  listsFor(test.test_id, "deleted" in test, cache).forEach(stale);
  stale(keys.tests.histories);
  stale(keys.tests.facets);
  stale(keys.overview);
}

/** Events do not look at the engine: what was known of drift stays only as long as the deployment is the same. That of a test which is gone tells little. */
function deploymentChanged(told: Deployment | Omit<Deployment, "progress">, cache: QueryClient): void {
  const deployment = { progress: null, ...told };
  cache.setQueryData<Deployment>(keys.tests.deployment(deployment.test_id), (known) => withKnownDrift(deployment, known));
}

function withKnownDrift(deployment: Deployment, known: Deployment | undefined): Deployment {
  const same = known !== undefined && known.content_hash === deployment.content_hash && known.deployed_at === deployment.deployed_at;
  const { drift, drift_error: error } = same ? known : {};
  return { ...deployment, ...(drift === undefined ? {} : { drift }), ...(error === undefined ? {} : { drift_error: error }) };
}
