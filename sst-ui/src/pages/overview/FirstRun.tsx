import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link, useSearchParams } from "react-router";
import { engineStatus } from "../../api/engine.ts";
import { breakAndRun, breaks, createFrom, deployAndRun, healAndRun } from "../../api/firstRun.ts";
import { incidentList } from "../../api/incidents.ts";
import type { Incident, Test } from "../../api/schema.gen.ts";
import { templatesQuery } from "../../api/templates.ts";
import { oneTest } from "../../api/tests.ts";
import { stateOf } from "../../text/verdict.ts";
import { Button } from "../../ui/Button.tsx";
import { IncidentStatus } from "../../ui/IncidentStatus.tsx";
import { Inert } from "../../ui/Inert.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { Tag } from "../../ui/Tag.tsx";
import styles from "./FirstRun.module.css";

/** The test that was made here is part of the page's address: whoever reloads the page goes on where they were. */
const FIRST = "first";

/** From nothing to a failure that was seen and healed, in three steps, on the real thing. */
export function FirstRun({ onSkip }: { onSkip: () => void }) {
  const [search, setSearch] = useSearchParams();
  const first = search.get(FIRST);
  const begin = (test: Test) => setSearch({ [FIRST]: test.test_id }, { replace: true });
  const end = () => {
    onSkip();
    setSearch({}, { replace: true });
  };
  return (
    <Panel title="The first five minutes" beside={<Button look="quiet" onClick={end}>{first === null ? "Skip this" : "Close this"}</Button>}>
      <ol className={styles.steps}>
        <Engine />
        {first === null ? <Choose onMade={begin} /> : <Made id={first} />}
      </ol>
    </Panel>
  );
}

function Step({ number, title, done, children }: { number: number; title: string; done: boolean; children: ReactNode }) {
  return (
    <li className={styles.step} data-done={done || undefined}>
      <h3>
        {number}. {title} {done && <Tag>done</Tag>}
      </h3>
      {children}
    </li>
  );
}

function Engine() {
  const status = useQuery(engineStatus);
  const engine = status.data;
  return (
    <Step number={1} title="Connect, or stay embedded" done={engine?.usable === true}>
      {status.isPending && <Loading what="the engine's state" />}
      {status.isError && <ErrorState what="the engine's state" error={status.error} again={() => void status.refetch()} />}
      {engine?.engine === "embedded" && (
        <p>
          <Tag tone="blue">embedded</Tag> Tests run on this server&apos;s machine, and every page says so. To test a StackStorm, start the server with <code>STACKSTORM_API_URL</code> and{" "}
          <code>STACKSTORM_API_KEY</code>.
        </p>
      )}
      {engine?.engine === "stackstorm" && (
        <p>
          {engine.usable ? "StackStorm answers at " : "StackStorm cannot be used now: "}
          <Inert text={engine.usable ? (engine.api_url ?? "its address") : (engine.error ?? "it does not answer")} limit={300} />
        </p>
      )}
      <Link to="/stackstorm">Look at it part by part</Link>
    </Step>
  );
}

function Choose({ onMade }: { onMade: (test: Test) => void }) {
  const templates = useQuery(templatesQuery);
  const create = useMutation({ ...createFrom(), onSuccess: onMade });
  // What runs on any engine; workflows, rules and sensors need a StackStorm.
  const anywhere = templates.data?.filter(({ test_type: type }) => type === "action");
  return (
    <Step number={2} title="Make the first test" done={false}>
      {templates.isPending && <Loading what="the templates" />}
      {templates.isError && <ErrorState what="the templates" error={templates.error} again={() => void templates.refetch()} />}
      <ul className={styles.templates}>
        {anywhere?.map((template) => (
          <li key={template.id}>
            <strong><Inert text={template.title} limit={100} /></strong>
            <span><Inert text={template.description} limit={300} /></span>
            <Button busy={create.isPending && create.variables.id === template.id} onClick={() => create.mutate(template)}>
              Make it<span className="visually-hidden"> from {template.title}</span>
            </Button>
          </li>
        ))}
      </ul>
    </Step>
  );
}

function Made({ id }: { id: string }) {
  const test = useQuery(oneTest(id));
  const incidents = useInfiniteQuery(incidentList({ test_id: id }));
  if (test.data === undefined) {
    return (
      <li>{test.isError ? <ErrorState what="the test that was made" error={test.error} again={() => void test.refetch()} /> : <Loading what="the test" />}</li>
    );
  }
  const incident = incidents.data?.pages[0]?.items[0];
  const ran = test.data.last_execution !== null;
  return (
    <>
      <RunIt test={test.data} ran={ran} />
      {ran && <Prove test={test.data} incident={incident} />}
    </>
  );
}

function RunIt({ test, ran }: { test: Test; ran: boolean }) {
  const run = useMutation(deployAndRun(test.test_id));
  return (
    <Step number={2} title="Make the first test" done={ran}>
      <p>
        <Link to={`/tests/${test.test_id}`}><Inert text={test.name} limit={200} /></Link> is made. {!ran && "Now it has to be put where tests run, and be run."}
      </p>
      {!ran && (
        <Button look="main" busy={run.isPending} onClick={() => run.mutate()}>
          Deploy and run
        </Button>
      )}
      {test.last_execution !== null && <Last test={test} />}
    </Step>
  );
}

function Last({ test }: { test: Test }) {
  const last = test.last_execution;
  return last === null ? null : (
    <p>
      Its last run: <Link to={`/executions/${last.execution_id}`}><StatusBadge state={stateOf(last)} /></Link>
    </p>
  );
}

function Prove({ test, incident }: { test: Test; incident: Incident | undefined }) {
  const fail = useMutation(breakAndRun(test.test_id));
  const heal = useMutation(healAndRun(test.test_id));
  const broken = breaks(test.expected_result);
  const busy = fail.isPending || heal.isPending || test.last_execution?.completed_at === null;
  const healed = incident?.status === "resolved";
  return (
    <Step number={3} title="Make it fail once, and see the incident" done={healed && !broken}>
      {incident === undefined && !broken && (
        <p>A revision of the test that expects what cannot come is deployed and run. It fails at once, and the first failure opens an incident.</p>
      )}
      {incident !== undefined && (
        <p>
          <Link to={`/incidents/${incident.incident_id}`}><Inert text={incident.title} limit={200} /></Link> <IncidentStatus status={incident.status} />
        </p>
      )}
      {healed && !broken && <p>A run that passed ended the incident. The test expects again what it did before; its revisions tell the rest.</p>}
      {!broken && !healed && (
        <Button look="main" busy={busy} onClick={() => fail.mutate()}>
          Make it fail
        </Button>
      )}
      {broken && (
        <Button look="main" busy={busy} onClick={() => heal.mutate()}>
          Heal it
        </Button>
      )}
    </Step>
  );
}
