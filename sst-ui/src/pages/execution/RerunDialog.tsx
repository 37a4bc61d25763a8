import { useMutation, useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useNavigate } from "react-router";
import { oneRevision } from "../../api/definitions.ts";
import { rerunExecution } from "../../api/executions.ts";
import { Refusal } from "../../api/problem.ts";
import type { Execution, RerunInput } from "../../api/schema.gen.ts";
import { oneTest } from "../../api/tests.ts";
import { stringified } from "../../text/exact.ts";
import { ownValues } from "../../text/parameters.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Inert } from "../../ui/Inert.tsx";
import { told } from "../../ui/states.tsx";
import { valuesOf } from "./parameters.ts";
import styles from "./ExecutionPage.module.css";

/** The same execution once more, with values of one's own in place of those given the first time. */
export default function RerunDialog({ execution, onClose }: { execution: Execution; onClose: () => void }) {
  return (
    <Dialog title="Run again with changes" wide onClose={onClose}>
      <Values execution={execution} onClose={onClose} />
    </Dialog>
  );
}

/** What a run has where nothing is given: the values of the revision that will run. */
function OwnValues({ testId }: { testId: string }) {
  const test = useQuery({ ...oneTest(testId), retry: false });
  const number = test.data?.deployed_revision ?? test.data?.revision;
  const revision = useQuery({ ...oneRevision(testId, number ?? 0), enabled: number !== undefined, retry: false });
  if (revision.data === undefined) {
    return null;
  }
  const own = ownValues(revision.data.test_parameters);
  return (
    <p>
      {Object.keys(own).length === 0 ? `Revision ${revision.data.revision} has no values of its own.` : `What is not given has the value of revision ${revision.data.revision}: `}
      {Object.keys(own).length > 0 && (
        <code>
          <Inert text={stringified(own)} limit={500} />
        </code>
      )}
    </p>
  );
}

function Values({ execution, onClose }: { execution: Execution; onClose: () => void }) {
  const navigate = useNavigate();
  const [text, setText] = useState(() => stringified(execution.parameters, 2));
  const [odd, setOdd] = useState<string | undefined>();
  const field = useId();
  const problem = useId();
  const rerun = useMutation({
    ...rerunExecution(execution.execution_id),
    meta: { quiet: true },
    onSuccess: (next) => {
      onClose();
      void navigate(`/executions/${next.execution_id}`);
    },
  });
  function send(): void {
    const values = valuesOf(text);
    if (values === undefined) {
      setOdd("This is no JSON object.");
      document.getElementById(field)?.focus();
      return;
    }
    setOdd(undefined);
    // The document says of parameters only that they are an object.
    rerun.mutate({ parameters: values as NonNullable<RerunInput["parameters"]> });
  }
  const refused = rerun.error;
  const problems = refused instanceof Refusal && odd === undefined ? refused.problem.errors : [];
  const bad = odd !== undefined || rerun.isError;
  return (
    <>
      <p>
        The revision that is live runs with these values. A secret shown as <code>********</code> keeps the value that was given the first time.
      </p>
      <OwnValues testId={execution.test_id} />
      <label htmlFor={field}>Parameters, as JSON</label>
      <textarea
        id={field}
        data-focus
        rows={10}
        spellCheck={false}
        className={styles.parameters}
        aria-invalid={bad || undefined}
        aria-describedby={bad ? problem : undefined}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {bad && (
        <div id={problem} role="alert" className={styles.warning}>
          <p>
            <Inert text={odd ?? (problems.length === 0 ? told(refused) : "These values cannot be used:")} />
          </p>
          {problems.map((error) => (
            <p key={error.field}>
              <code><Inert text={error.field} limit={200} /></code>: <Inert text={error.message} limit={500} />
            </p>
          ))}
        </div>
      )}
      <div className={styles.buttons}>
        <Button onClick={onClose}>Cancel</Button>
        <Button look="main" busy={rerun.isPending} onClick={send}>
          Run
        </Button>
      </div>
    </>
  );
}
