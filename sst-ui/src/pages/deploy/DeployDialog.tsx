import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { deployTest, planOf } from "../../api/deployments.ts";
import { keys } from "../../api/keys.ts";
import { Refusal } from "../../api/problem.ts";
import type { Deployed, Plan, Progress } from "../../api/schema.gen.ts";
import { deploymentOf, oneTest } from "../../api/tests.ts";
import { runAfterwards } from "../../app/preferences.ts";
import { useStore } from "../../app/store.ts";
import { useMay } from "../../session/may.ts";
import { stepOf } from "../../text/progress.ts";
import { say } from "../../ui/announcer.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Inert } from "../../ui/Inert.tsx";
import { ErrorState, Loading, told } from "../../ui/states.tsx";
import { Tag } from "../../ui/Tag.tsx";
import { toast } from "../../ui/toasts.ts";
import { Comparison } from "../revisions/Comparison.tsx";
import { BegunRun } from "./BegunRun.tsx";
import styles from "./DeployDialog.module.css";
import { Findings } from "./Findings.tsx";
import { ReadBack } from "./ReadBack.tsx";
import { useSteps } from "./useSteps.ts";

/** What a deployment would do; then what it does, step by step; then what was read back. */
export function DeployDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const cache = useQueryClient();
  const [force, setForce] = useState(false);
  const run = useRun(id);
  const plan = useQuery(planOf(id, force));
  const steps = useSteps(id);
  const here = useRef(false);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  const deploy = useMutation({
    meta: { quiet: true },
    mutationFn: () => deployTest(id, { force, execute: run.wanted }),
    onSuccess: (done) => say(done.message),
    onError: (error) => {
      const words = `Not deployed. ${told(error)}`;
      if (here.current) {
        say(words, "assertive");
      } else {
        // The dialog was closed while it went on: nothing else would tell.
        toast({ tone: "bad", text: words });
      }
    },
    onSettled: () => {
      void cache.invalidateQueries({ queryKey: keys.tests.one(id) });
      void cache.invalidateQueries({ queryKey: keys.tests.lists });
      void cache.invalidateQueries({ queryKey: keys.tests.deployment(id) });
      void cache.invalidateQueries({ queryKey: keys.executions.lists });
    },
  });
  const begun = !deploy.isIdle;
  const actions = (
    <>
      <Button onClick={onClose}>{begun ? "Close" : "Cancel"}</Button>
      {!deploy.isSuccess && (
        <Button look="main" data-focus busy={deploy.isPending || plan.isFetching} unavailable={whyNot(plan.data)} onClick={() => deploy.mutate()}>
          {deploy.isError ? "Try again" : "Deploy"}
        </Button>
      )}
    </>
  );
  return (
    <Dialog title="Deploy" onClose={onClose} actions={actions} wide>
      {plan.isPending && <Loading what="the plan" />}
      {plan.isError && !begun && <ErrorState what="the plan" error={plan.error} again={() => void plan.refetch()} />}
      {plan.data !== undefined && !begun && (
        <>
          <PlanView plan={plan.data} force={force} onForce={setForce} />
          {!plan.data.nothing_to_do && <WhatChanges id={id} />}
          <RunChoice run={run} />
        </>
      )}
      {begun && <Steps steps={steps} busy={deploy.isPending} />}
      {deploy.isError && <Failed error={deploy.error} />}
      {deploy.isSuccess && <Result id={id} deployed={deploy.data} />}
    </Dialog>
  );
}

/** Whether it is to be run once afterwards: remembered in this browser, and only where it can be. */
function useRun(id: string): { offered: boolean; possible: boolean; wanted: boolean } {
  const may = useMay();
  const { data: test } = useQuery(oneTest(id));
  const chosen = useStore(runAfterwards) === "yes";
  const possible = test?.enabled === true;
  const offered = may("execute");
  return { offered, possible, wanted: offered && possible && chosen };
}

function RunChoice({ run: { offered, possible, wanted } }: { run: ReturnType<typeof useRun> }) {
  return (
    offered && (
      <label className={styles.force}>
        <input type="checkbox" checked={wanted} disabled={!possible} onChange={(event) => runAfterwards.set(event.target.checked ? "yes" : "no")} />
        Run it once afterwards{!possible && " (not while it is disabled)"}
      </label>
    )
  );
}

function whyNot(plan: Plan | undefined): string | undefined {
  if (plan === undefined) {
    return "The plan is not known yet";
  }
  return plan.blocked ? "Something stands in its way" : undefined;
}

function PlanView({ plan, force, onForce }: { plan: Plan; force: boolean; onForce: (force: boolean) => void }) {
  const code = plan.blockers.some(({ field }) => field === "test_code");
  return (
    <>
      {plan.nothing_to_do && <p>Nothing to do: what is live already is the newest revision.</p>}
      {plan.changes.length > 0 && (
        <section aria-label="What would be done">
          <h3>What would be done</h3>
          <Changes changes={plan.changes} />
        </section>
      )}
      <Findings title="In its way" problems={plan.blockers} bad />
      <Findings title="Warnings" problems={plan.warnings} />
      {(force || code) && (
        <label className={styles.force}>
          <input type="checkbox" checked={force} onChange={(event) => onForce(event.target.checked)} />
          Deploy in spite of Python that does not parse here
        </label>
      )}
    </>
  );
}

/** Which revision would be live in place of which, and how they differ. */
function WhatChanges({ id }: { id: string }) {
  const { data: test } = useQuery(oneTest(id));
  if (test === undefined) {
    return null;
  }
  const { revision, deployed_revision: live } = test;
  if (live === null || live === revision) {
    return <p>{live === null ? `Revision ${revision} is the first to be live.` : `Revision ${revision} is live already.`}</p>;
  }
  return (
    <section aria-label="What changes" className={styles.differences}>
      <h3>From revision {live} to {revision}</h3>
      <Comparison id={id} from={live} to={revision} />
    </section>
  );
}

function Changes({ changes }: { changes: Plan["changes"] }) {
  return (
    <ul className={styles.changes}>
      {changes.map(({ action, object, detail }) => (
        <li key={`${action} ${object}`}>
          <Tag tone={action === "leave" ? "plain" : action === "remove" ? "warn" : "blue"}>{action}</Tag>{" "}
          <code>
            <Inert text={object} limit={300} />
          </code>{" "}
          {detail !== "" && <Inert text={detail} limit={500} />}
        </li>
      ))}
    </ul>
  );
}

function Steps({ steps, busy }: { steps: readonly Progress[]; busy: boolean }) {
  return (
    <section aria-label="Steps">
      <h3>Steps</h3>
      <div role="log" aria-label="Steps so far" aria-busy={busy}>
        <ol className={styles.steps}>
          {steps.map((progress, place) => (
            <li key={place} data-state={progress.state}>
              <Inert text={stepOf(progress)} limit={500} />
            </li>
          ))}
        </ol>
      </div>
      {busy && <p role="status">{steps.length === 0 ? "It has begun …" : "It goes on …"}</p>}
    </section>
  );
}

function Failed({ error }: { error: unknown }) {
  return (
    <>
      <p role="alert">
        Not deployed. <Inert text={told(error)} />
      </p>
      {error instanceof Refusal && <Findings title="Why" problems={error.problem.errors} bad />}
    </>
  );
}

function Result({ id, deployed }: { id: string; deployed: Deployed }) {
  // Events do not look at the engine: what they told is not what was read back.
  const seen = useQuery({ ...deploymentOf(id), refetchOnMount: "always" });
  return (
    <>
      <p role="status">
        <strong>{deployed.message}.</strong>
      </p>
      {deployed.execution_id !== null && <BegunRun execution={deployed.execution_id} />}
      <Findings title="Warnings" problems={deployed.warnings ?? []} />
      <h3>What was read back</h3>
      {seen.isFetching ? <Loading what="what is live" /> : <ReadBack deployment={seen.data ?? deployed.deployment} />}
    </>
  );
}
