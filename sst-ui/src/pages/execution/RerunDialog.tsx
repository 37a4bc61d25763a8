import { useMutation, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useNavigate } from "react-router";
import { oneRevision } from "../../api/definitions.ts";
import { rerunExecution } from "../../api/executions.ts";
import { Refusal } from "../../api/problem.ts";
import type { Execution, FieldProblem, RerunInput } from "../../api/schema.gen.ts";
import { oneTest } from "../../api/tests.ts";
import { parsedObject } from "../../text/draft.ts";
import { stringified } from "../../text/exact.ts";
import { ownValues } from "../../text/parameters.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Field } from "../../ui/Field.tsx";
import { Inert } from "../../ui/Inert.tsx";
import { told } from "../../ui/states.tsx";
import styles from "./ExecutionPage.module.css";

/** The same execution once more, with values of one's own in place of those given the first time. */
export default function RerunDialog({ execution, onClose }: { execution: Execution; onClose: () => void }) {
  const navigate = useNavigate();
  const [text, setText] = useState(() => stringified(execution.parameters, 2));
  const [odd, setOdd] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const rerun = useMutation({
    ...rerunExecution(execution.execution_id),
    meta: { quiet: true },
    onSuccess: (next) => {
      onClose();
      void navigate(`/executions/${next.execution_id}`);
    },
  });
  function send(): void {
    const values = parsedObject(text);
    setOdd(values === undefined);
    if (values === undefined) {
      field.current?.focus();
    } else {
      // The document says of parameters only that they are an object.
      rerun.mutate({ parameters: values as NonNullable<RerunInput["parameters"]> });
    }
  }
  const actions = (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button look="main" busy={rerun.isPending} onClick={send}>
        Run
      </Button>
    </>
  );
  return (
    <Dialog title="Run again with changes" wide onClose={onClose} actions={actions}>
      <p>
        The revision that is live runs with these values. A secret shown as <code>********</code> keeps the value that was given the first time.
      </p>
      <OwnValues testId={execution.test_id} />
      <Field label="Parameters, as JSON" problems={odd ? [{ field: "parameters", message: NO_OBJECT }] : problemsOf(rerun.error)}>
        {(bound) => <textarea {...bound} ref={field} data-focus rows={8} spellCheck={false} className={styles.parameters} value={text} onChange={(event) => setText(event.target.value)} />}
      </Field>
    </Dialog>
  );
}

const NO_OBJECT = "This is no JSON object.";

/** What the server found wrong with the values, one by one where it told them apart. */
function problemsOf(error: unknown): readonly FieldProblem[] {
  if (error === null) {
    return [];
  }
  const errors = error instanceof Refusal ? error.problem.errors : [];
  return errors.length === 0 ? [{ field: "parameters", message: told(error) }] : errors.map((problem) => ({ ...problem, message: `${problem.field}: ${problem.message}` }));
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
