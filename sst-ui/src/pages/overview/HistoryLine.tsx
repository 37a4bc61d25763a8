import { Link } from "react-router";
import type { Availability, History, TestSummary } from "../../api/schema.gen.ts";
import { zone } from "../../app/preferences.ts";
import { useStore } from "../../app/store.ts";
import { ENOUGH, percentage, shortDay, shortMonth } from "../../text/figures.ts";
import { absolute, date, duration } from "../../text/time.ts";
import { stateOf } from "../../text/verdict.ts";
import { Inert } from "../../ui/Inert.tsx";
import { RunBar } from "../../ui/RunBar.tsx";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { Tag } from "../../ui/Tag.tsx";
import styles from "./Overview.module.css";

/** A test with its last runs and its figures. */
export function HistoryLine({ test }: { test: TestSummary }) {
  const inZone = useStore(zone);
  const { history } = test;
  const runs = (history?.recent ?? []).map((run) => ({
    execution_id: run.execution_id,
    state: stateOf(run),
    when: absolute(Date.parse(run.created_at), inZone),
  }));
  return (
    <li className={styles.test}>
      <StatusBadge state={test.last_execution === null ? "never_run" : stateOf(test.last_execution)} />
      <span>
        <Link to={`/tests/${test.test_id}`}>
          <Inert text={test.name} limit={200} more={false} />
        </Link>{" "}
        {!test.enabled && <Tag tone="warn">disabled</Tag>}
      </span>
      <RunBar runs={runs} label={`Last runs of ${test.name.slice(0, 100)}`} />
      {history !== undefined && (
        <>
          <Share name="24 h" of={history.availability_24h} short={shortDay(history)} />
          <Share name="30 d" of={history.availability_30d} short={shortMonth(history)} />
          <P95 history={history} />
        </>
      )}
    </li>
  );
}

/** The share of runs that passed, or a dash and why; and from when it is counted, where that is not all of the time that it is named by. */
function Share({ name, of, short }: { name: string; of: Availability; short: string | null }) {
  const inZone = useStore(zone);
  const share = percentage(of);
  const why = share === null ? "nothing counted in this time" : `${of.passed} of ${of.counted} passed since ${absolute(Date.parse(of.since), inZone)}`;
  return <Figure name={name} value={share} beside={short === null ? undefined : `since ${date(Date.parse(short), inZone)}`} why={why} />;
}

function P95({ history }: { history: History }) {
  const { p95_seconds: p95, samples } = history;
  const why = p95 === null ? `too few: ${samples} passed runs, ${ENOUGH} are needed` : `of ${samples} passed runs`;
  return <Figure name="p95" value={p95 === null ? null : duration(p95)} why={why} />;
}

function Figure({ name, value, beside, why }: { name: string; value: string | null; beside?: string | undefined; why: string }) {
  return (
    <span className={styles.figure} title={why}>
      <span className={styles.name}>{name} </span>
      {value ?? "–"}
      {beside !== undefined && <small className={styles.beside}> {beside}</small>}
      <span className="visually-hidden"> ({why})</span>
    </span>
  );
}
