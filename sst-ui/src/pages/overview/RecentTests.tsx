import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Link } from "react-router";
import { executionList } from "../../api/executions.ts";
import { testList } from "../../api/tests.ts";
import { zone } from "../../app/preferences.ts";
import { useStore } from "../../app/store.ts";
import type { TestSummary } from "../../api/schema.gen.ts";
import { byTest } from "../../text/group.ts";
import { absolute } from "../../text/time.ts";
import { stateOf } from "../../text/verdict.ts";
import { Inert } from "../../ui/Inert.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { RunBar, type Run } from "../../ui/RunBar.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import styles from "./Overview.module.css";

const RUNS = 30;
const SHOWN = 50;

/** Tests by pack, with as many of their last runs as the newest executions tell of. */
export function RecentTests() {
  const inZone = useStore(zone);
  const tests = useInfiniteQuery(testList({}));
  const executions = useInfiniteQuery(executionList({}));
  const runs = useMemo(() => {
    const grouped = byTest(executions.data?.pages.flatMap((part) => part.items) ?? [], RUNS);
    return new Map([...grouped].map(([test, its]) => [test, its.map((execution): Run => ({ execution_id: execution.execution_id, state: stateOf(execution), when: absolute(Date.parse(execution.created_at), inZone) }))]));
  }, [executions.data, inZone]);
  const known = (tests.data?.pages[0]?.items ?? []).slice(0, SHOWN);
  const packs = [...new Set(known.map((test) => test.stackstorm_pack))].sort();
  return (
    <Panel title="Tests" beside={<Link to="/tests">All tests</Link>}>
      {tests.isPending && <Loading what="tests" />}
      {tests.isError && <ErrorState what="the tests" error={tests.error} again={() => void tests.refetch()} />}
      {tests.isSuccess && known.length === 0 && <EmptyState title="No tests yet." />}
      {packs.map((pack) => (
        <section key={pack} aria-label={`Pack ${pack}`}>
          <h3 className={styles.pack}>{pack}</h3>
          <ul className={styles.tests}>
            {known
              .filter((test) => test.stackstorm_pack === pack)
              .map((test) => (
                <TestLine key={test.test_id} test={test} runs={runs.get(test.test_id) ?? []} />
              ))}
          </ul>
        </section>
      ))}
      {known.length > 0 && <p className={styles.note}>The {known.length} newest tests; the bars show what the 200 newest executions tell of them.</p>}
    </Panel>
  );
}

function TestLine({ test, runs }: { test: TestSummary; runs: readonly Run[] }) {
  return (
    <li className={styles.test}>
      <StatusBadge state={test.last_execution === null ? "never_run" : stateOf(test.last_execution)} />
      <Link to={`/tests/${test.test_id}`}>
        <Inert text={test.name} limit={200} />
      </Link>
      <RunBar runs={runs} label={`Last runs of ${test.name.slice(0, 100)}`} />
    </li>
  );
}
