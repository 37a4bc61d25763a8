import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { stepsOf } from "../../api/executions.ts";
import type { Execution } from "../../api/schema.gen.ts";
import { lookOf } from "../../text/engineWords.ts";
import { plainLine } from "../../text/inert.ts";
import { timeline, type Row, type Timeline } from "../../text/timeline.ts";
import { plural } from "../../text/verdict.ts";
import { EngineStatus } from "../../ui/EngineStatus.tsx";
import { Folded } from "../../ui/Folded.tsx";
import { Inert } from "../../ui/Inert.tsx";
import { Axis, Lane, LaneKey } from "../../ui/Lane.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { EmptyState, ErrorState, Loading, NotReadAgain } from "../../ui/states.tsx";
import styles from "./Tasks.module.css";

/** More than this the server does not ask StackStorm for. */
const MOST = 500;

/** The tasks of a workflow on one axis, as StackStorm tells them now; they follow while it runs. */
export function Tasks({ execution }: { execution: Execution }) {
  const over = execution.state === "finished";
  const begun = execution.stackstorm_execution_id !== null;
  const query = useQuery({ ...stepsOf(execution.execution_id, over), enabled: begun });
  const { data } = query;
  const laid = useMemo(() => (data === undefined || data.length === 0 ? undefined : timeline(data)), [data]);
  return (
    <Panel title="Tasks" beside={laid !== undefined && <span>{howMany(laid, execution.attempts.length)}</span>}>
      {begun && query.isPending && <Loading what="the tasks" />}
      {query.isError && data === undefined && <ErrorState what="the tasks" error={query.error} again={() => void query.refetch()} />}
      <NotReadAgain what="the tasks" query={query} />
      {!begun && <p>{over ? "It ended before StackStorm had it." : "StackStorm does not have it yet."}</p>}
      {data?.length === 0 && !over && <p>No task has begun yet.</p>}
      {data?.length === 0 && over && (
        <EmptyState title="StackStorm tells of no tasks.">
          <p>The run ended before one began, or StackStorm has removed them: it keeps executions only for so long.</p>
        </EmptyState>
      )}
      {laid !== undefined && <Shown laid={laid} />}
    </Panel>
  );
}

function howMany({ count }: Timeline, attempts: number): string {
  const many = count >= MOST ? `the first ${count} tasks` : plural(count, "task");
  return attempts > 1 ? `${many} of attempt ${attempts}` : many;
}

function Shown({ laid: { rows, span, goesOn } }: { laid: Timeline }) {
  return (
    <div>
      <div className={styles.row}>
        <LaneKey />
        <div className={styles.lane}>
          <Axis span={span} open={goesOn} />
        </div>
      </div>
      <Rows rows={rows} span={span} depth={0} label="Tasks in the order of their starts" />
    </div>
  );
}

function Rows({ rows, span, depth, label }: { rows: readonly Row[]; span: number; depth: number; label: string }) {
  return (
    <ol className={styles.rows} aria-label={label}>
      {rows.map((row) => (
        <li key={row.step.id}>
          <Task row={row} span={span} depth={depth} />
          {row.within.length > 0 && <Rows rows={row.within} span={span} depth={depth + 1} label={`Tasks of ${plainLine(row.step.name, 100)}`} />}
        </li>
      ))}
    </ol>
  );
}

function Task({ row: { step, time, stretches, took }, span, depth }: { row: Row; span: number; depth: number }) {
  const look = lookOf(step.status);
  const bad = look === "failed" || look === "timeout" || look === "infrastructure";
  return (
    <div className={styles.row}>
      <div className={styles.task} style={{ paddingInlineStart: `${depth * 1.25}rem` }}>
        <div className={styles.name}>
          <EngineStatus status={step.status} />{" "}
          <strong>
            <Inert text={step.name} limit={100} />
          </strong>
          {step.item !== null && (
            <span className={styles.muted}>
              {" "}
              item <Inert text={step.item} limit={60} />
            </span>
          )}
          {time > 1 && <span className={styles.muted}> run {time} of it</span>}
        </div>
        <div className={styles.muted}>
          <code>
            <Inert text={step.action} limit={150} />
          </code>
        </div>
      </div>
      <div className={styles.took}>{took}</div>
      <div className={styles.lane}>
        <Lane stretches={stretches} span={span} colour={`var(--${look})`} />
      </div>
      {step.excerpt !== "" && (
        <div className={styles.excerpt} style={{ paddingInlineStart: `${depth * 1.25}rem` }}>
          <Folded key={step.status} title={bad ? "Why" : "Result"} open={bad && step.steps.length === 0}>
            {() => (
              <pre>
                <Inert text={step.excerpt} />
              </pre>
            )}
          </Folded>
        </div>
      )}
    </div>
  );
}
