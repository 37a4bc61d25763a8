import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Suspense, lazy, useMemo } from "react";
import { Link } from "react-router";
import { historyOf } from "../../api/definitions.ts";
import { incidentList } from "../../api/incidents.ts";
import type { Availability, History, Test } from "../../api/schema.gen.ts";
import { zone } from "../../app/preferences.ts";
import { useStore } from "../../app/store.ts";
import { ENOUGH, percentage, shortDay, shortMonth } from "../../text/figures.ts";
import { changesOfRevision } from "../../text/revisions.ts";
import { absolute, duration } from "../../text/time.ts";
import { plural, stateOf, wordOf } from "../../text/verdict.ts";
import { Facts, Panel } from "../../ui/Panel.tsx";
import { AbsoluteTime } from "../../ui/RelativeTime.tsx";
import { RunBar } from "../../ui/RunBar.tsx";
import type { DurationMark } from "../../ui/DurationChart.tsx";
import { EmptyState, ErrorState, Loading, NotReadAgain } from "../../ui/states.tsx";
import styles from "./TestPage.module.css";

const DurationChart = lazy(() => import("../../ui/DurationChart.tsx"));

/** How it did lately, in the server's own numbers. */
export function OverviewTab({ test }: { test: Test }) {
  const history = useQuery(historyOf(test.test_id));
  if (history.isPending) {
    return <Loading what="its history" />;
  }
  if (history.isError && history.data === undefined) {
    return <ErrorState what="its history" error={history.error} again={() => void history.refetch()} />;
  }
  if (history.data === null || history.data.recent.length === 0) {
    return <EmptyState title="Not run yet: there is nothing to tell." />;
  }
  return (
    <>
      <NotReadAgain what="its history" query={history} />
      <Shown id={test.test_id} history={history.data} />
    </>
  );
}

function Shown({ id, history }: { id: string; history: History }) {
  const inZone = useStore(zone);
  const { recent, samples, p50_seconds, p95_seconds } = history;
  return (
    <>
      <Panel title="Last runs">
        <RunBar
          label={`The last ${plural(recent.length, "run")}, newest last`}
          runs={recent.map((run) => ({ execution_id: run.execution_id, state: stateOf(run), when: absolute(Date.parse(run.created_at), inZone) }))}
        />
        <Facts
          facts={[
            { name: "Availability, 24 h", value: <Share of={history.availability_24h} short={shortDay(history)} /> },
            { name: "Availability, 30 d", value: <Share of={history.availability_30d} short={shortMonth(history)} /> },
            { name: "p50", value: <Percentile seconds={p50_seconds} samples={samples} /> },
            { name: "p95", value: <Percentile seconds={p95_seconds} samples={samples} /> },
          ]}
        />
      </Panel>
      <Durations id={id} recent={recent} utc={inZone === "utc"} />
    </>
  );
}

/** Of how many passed runs, or that these are too few for it. */
function Percentile({ seconds, samples }: { seconds: number | null; samples: number }) {
  return seconds === null ? `too few: ${samples} of ${ENOUGH} passed runs` : `${duration(seconds)} of ${plural(samples, "passed run")}`;
}

/** The share of those that passed; and from when it is counted, where that is not all of the time that it is named by. */
function Share({ of, short }: { of: Availability; short: string | null }) {
  const share = percentage(of);
  if (share === null) {
    return "no run counted";
  }
  return (
    <>
      {share} ({of.passed.toLocaleString()} of {of.counted.toLocaleString()}){short !== null && <>, only since <AbsoluteTime at={short} /></>}
    </>
  );
}

/** When incidents of the test began and ended, as far as the newest of them are here; without them the chart has no marks. */
function useMarks(id: string): readonly DurationMark[] {
  const { data } = useInfiniteQuery(incidentList({ test_id: id }));
  return useMemo(
    () =>
      (data?.pages[0]?.items ?? []).flatMap(({ opened_at, resolved_at }): DurationMark[] => [
        { at: Date.parse(opened_at) / 1000, kind: "opened" },
        ...(resolved_at === null ? [] : [{ at: Date.parse(resolved_at) / 1000, kind: "resolved" as const }]),
      ]),
    [data],
  );
}

function Durations({ id, recent, utc }: { id: string; recent: History["recent"]; utc: boolean }) {
  const all = useMarks(id);
  const timed = useMemo(() => recent.flatMap((run) => (run.duration_seconds === null ? [] : [{ ...run, seconds: run.duration_seconds }])), [recent]);
  const points = useMemo(
    () => timed.map((run) => ({ at: Date.parse(run.created_at) / 1000, seconds: run.seconds, passed: run.verdict === "passed" })),
    [timed],
  );
  const deployed = useMemo(() => changesOfRevision(timed), [timed]);
  const incidents = useMemo(() => all.filter(({ at }) => points.some((point) => point.at <= at)), [all, points]);
  const marks = useMemo(() => [...incidents, ...deployed.map(({ at }): DurationMark => ({ at, kind: "deployed" }))], [incidents, deployed]);
  if (points.length === 0) {
    return null;
  }
  const longest = Math.max(...points.map(({ seconds }) => seconds));
  return (
    <Panel title="Durations">
      <p className={styles.note}>
        {plural(points.length, "run")}, the longest {duration(longest)}, waits between attempts included. Filled: passed; hollow: did not.{incidents.length > 0 && " Dashed line: an incident began; dotted: it ended."}
        {deployed.length > 0 && ` Whole line: the first run of another revision (${deployed.map(({ revision }) => revision).join(", ")}).`}
      </p>
      <Suspense fallback={<Loading what="the chart" />}>
        <DurationChart points={points} marks={marks} utc={utc} />
      </Suspense>
      <details>
        <summary>As a table</summary>
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">Verdict</th>
                <th scope="col">Duration</th>
                <th scope="col">Revision</th>
              </tr>
            </thead>
            <tbody>
              {timed.map((run) => (
                <tr key={run.execution_id}>
                  <td>
                    <Link to={`/executions/${run.execution_id}`}>
                      <AbsoluteTime at={run.created_at} />
                    </Link>
                  </td>
                  <td>{wordOf(stateOf(run))}</td>
                  <td>{duration(run.seconds)}</td>
                  <td>{run.revision}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </Panel>
  );
}
