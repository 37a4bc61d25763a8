import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Link } from "react-router";
import { lastPass } from "../../api/executions.ts";
import type { Check, Execution } from "../../api/schema.gen.ts";
import { differences } from "../../text/compare.ts";
import { stringified } from "../../text/exact.ts";
import type { Json } from "../../text/json.ts";
import { duration } from "../../text/time.ts";
import { wordOf } from "../../text/verdict.ts";
import { Inert } from "../../ui/Inert.tsx";
import { JsonView } from "../../ui/JsonView.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { RelativeTime } from "../../ui/RelativeTime.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import styles from "./ExecutionPage.module.css";

const MOST = 200;

/** This execution beside the newest one before it that passed: what was run, what it came to, what it found. */
export function LastPass({ execution }: { execution: Execution }) {
  const pass = useQuery(lastPass(execution.test_id, execution.created_at));
  return (
    <Panel
      title="Beside the last pass"
      beside={pass.data != null && <Link to={`/executions/${pass.data.execution_id}`}>the run that passed</Link>}
    >
      {pass.isPending && <Loading what="the last pass" />}
      {pass.isError && <ErrorState what="the last pass" error={pass.error} again={() => void pass.refetch()} />}
      {pass.data === null && <EmptyState title="No run of this test passed before this one." />}
      {pass.data != null && <Beside now={execution} then={pass.data} />}
    </Panel>
  );
}

function Beside({ now, then }: { now: Execution; then: Execution }) {
  const found = useMemo(() => differences(now.output_data as Json, then.output_data as Json, MOST), [now, then]);
  return (
    <>
      <table className={styles.both} aria-label="Both runs">
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">What</span>
            </th>
            <th scope="col">This run</th>
            <th scope="col">The last pass</th>
          </tr>
        </thead>
        <tbody>
          <Row name="Asked for" now={<RelativeTime at={now.created_at} />} then={<RelativeTime at={then.created_at} />} differ={false} />
          <Row name="Revision" now={now.revision} then={then.revision} differ={now.revision !== then.revision} />
          <Row name="Ran" now={ran(now)} then={ran(then)} differ={false} />
          <Row name="Attempts" now={now.attempts.length} then={then.attempts.length} differ={now.attempts.length !== then.attempts.length} />
          <Row name="Parameters given" now={<Given of={now} />} then={<Given of={then} />} differ={differences(now.parameters, then.parameters, 1).length > 0} />
          {checkNames(now, then).map((key) => (
            <CheckRow key={key} now={now.checks.find((check) => keyOf(check) === key)} then={then.checks.find((check) => keyOf(check) === key)} />
          ))}
          {found.map(({ path, now: mine, then: theirs }) => (
            <Row key={path} name={<code><Inert text={`result ${path}`} limit={300} /></code>} now={<Value value={mine} />} then={<Value value={theirs} />} differ />
          ))}
        </tbody>
      </table>
      <p>{found.length === 0 ? "The result documents are the same." : found.length === MOST ? `The first ${MOST} places where the results differ.` : ""}</p>
      <details>
        <summary>Both result documents</summary>
        <div className={styles.documents}>
          <section>
            <h3>This run</h3>
            <JsonView value={now.output_data} label="the result of this run" />
          </section>
          <section>
            <h3>The last pass</h3>
            <JsonView value={then.output_data} label="the result of the last pass" />
          </section>
        </div>
      </details>
    </>
  );
}

function Row({ name, now, then, differ }: { name: React.ReactNode; now: React.ReactNode; then: React.ReactNode; differ: boolean }) {
  return (
    <tr data-differ={differ || undefined}>
      <th scope="row">
        {name} {differ && <span className="visually-hidden">(differs)</span>}
      </th>
      <td>{now}</td>
      <td>{then}</td>
    </tr>
  );
}

function CheckRow({ now, then }: { now: Check | undefined; then: Check | undefined }) {
  const either = now ?? then;
  return (
    <Row
      name={
        <>
          Check <Inert text={[either?.name, either?.path].filter(Boolean).join(" ")} limit={200} />
        </>
      }
      now={<Outcome check={now} />}
      then={<Outcome check={then} />}
      differ={now?.passed !== then?.passed}
    />
  );
}

function Outcome({ check }: { check: Check | undefined }) {
  return check === undefined ? <>not made</> : <>{wordOf(check.passed ? "passed" : "failed")}: was <Value value={check.actual} /></>;
}

function Value({ value }: { value: unknown }) {
  return value === undefined ? <>not there</> : <code><Inert text={stringified(value)} limit={500} /></code>;
}

function Given({ of }: { of: Execution }) {
  return Object.keys(of.parameters).length === 0 ? <>none</> : <Value value={of.parameters} />;
}

function keyOf(check: Check): string {
  return JSON.stringify([check.name, check.path]);
}

function checkNames(now: Execution, then: Execution): string[] {
  return [...new Set([...now.checks, ...then.checks].map(keyOf))];
}

function ran(execution: Execution): string {
  return execution.duration_seconds === null ? "–" : duration(execution.duration_seconds);
}
