import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { answerInquiry, inquiriesOf } from "../../api/executions.ts";
import { keys } from "../../api/keys.ts";
import { Refusal } from "../../api/problem.ts";
import type { Execution, FieldProblem, Inquiries as Asked, InquiryInput } from "../../api/schema.gen.ts";
import { useMay } from "../../session/may.ts";
import { parsedObject } from "../../text/draft.ts";
import { answered, answerFields } from "../../text/inquiry.ts";
import type { Parameter } from "../../text/parameters.ts";
import { say } from "../../ui/announcer.ts";
import { Button } from "../../ui/Button.tsx";
import { Field } from "../../ui/Field.tsx";
import { Inert } from "../../ui/Inert.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { ParameterFields } from "../../ui/ParameterFields.tsx";
import { ErrorState, NotReadAgain, told } from "../../ui/states.tsx";
import styles from "./ExecutionPage.module.css";

type Inquiry = Asked["inquiries"][number];
type Response = NonNullable<InquiryInput["response"]>;

/** What a running workflow asks of people, and where they answer. Nothing while it asks nothing. */
export function Inquiries({ execution }: { execution: Execution }) {
  const query = useQuery(inquiriesOf(execution.execution_id));
  const open = query.data ?? [];
  const waits = open.length > 0;
  useEffect(() => {
    if (waits) {
      say("The workflow waits for an answer");
    }
  }, [waits]);
  if (query.isError && query.data === undefined) {
    return <ErrorState what="what the workflow asks" error={query.error} again={() => void query.refetch()} />;
  }
  if (!waits) {
    return null;
  }
  return (
    <Panel title="Waiting for an answer">
      <NotReadAgain what="what it asks" query={query} />
      <p>The workflow does not go on before somebody answers. The time limit of the test goes on.</p>
      {open.map((inquiry) => (
        <Question key={inquiry.inquiry_id} execution={execution} inquiry={inquiry} />
      ))}
    </Panel>
  );
}

function Question({ execution, inquiry }: { execution: Execution; inquiry: Inquiry }) {
  const may = useMay();
  const cache = useQueryClient();
  const answer = useMutation({
    ...answerInquiry(execution.execution_id),
    meta: { quiet: true },
    onSuccess: () => {
      say("Answered");
      return cache.invalidateQueries({ queryKey: keys.executions.inquiries(execution.execution_id) });
    },
  });
  const fields = answerFields(inquiry.schema);
  const send = (response: Response) => answer.mutate({ inquiry: inquiry.inquiry_id, response });
  const form = { problems: problemsOf(answer.error), busy: answer.isPending, onSend: send };
  return (
    <section className={styles.question} aria-label={`Task ${inquiry.task}`}>
      <h3>
        Task <Inert text={inquiry.task} limit={200} />
        {inquiry.route !== "" && (
          <>
            , for <Inert text={inquiry.route} limit={200} />
          </>
        )}
      </h3>
      {!may("execute") && <p>You may not answer it here.</p>}
      {may("execute") && (fields !== undefined ? <Fields fields={fields} {...form} /> : <AsJson {...form} />)}
    </section>
  );
}

interface Form {
  problems: readonly FieldProblem[];
  busy: boolean;
  onSend: (response: Response) => void;
}

/** A field for each member that the answer may have. */
function Fields({ fields: first, problems, busy, onSend }: Form & { fields: readonly Parameter[] }) {
  const [fields, setFields] = useState(first);
  const [odd, setOdd] = useState<ReadonlySet<string>>(new Set());
  const unset = fields.some(({ required, value }) => required && value === undefined);
  const why = odd.size > 0 ? "A field holds no value of its type" : unset ? "A required field has no value" : undefined;
  return (
    <>
      <ParameterFields
        parameters={fields}
        onValue={({ name }, value) => setFields((before) => before.map((field) => (field.name === name ? { ...field, value } : field)))}
        onOdd={(name, is) => setOdd((before) => new Set(is ? [...before, name] : [...before].filter((other) => other !== name)))}
      />
      <Problems problems={problems} />
      <Button look="main" busy={busy} unavailable={why} onClick={() => onSend(answered(fields) as Response)}>
        Answer
      </Button>
    </>
  );
}

/** For what says nothing of its members. */
function AsJson({ problems, busy, onSend }: Form) {
  const [text, setText] = useState("{}");
  const [odd, setOdd] = useState(false);
  function send(): void {
    const response = parsedObject(text);
    setOdd(response === undefined);
    if (response !== undefined) {
      onSend(response as Response);
    }
  }
  return (
    <>
      <Field label="Answer, as JSON" problems={odd ? [{ field: "response", message: "This is no JSON object." }] : problems}>
        {(bound) => <textarea {...bound} rows={4} spellCheck={false} className={styles.parameters} value={text} onChange={(event) => setText(event.target.value)} />}
      </Field>
      <Button look="main" busy={busy} onClick={send}>
        Answer
      </Button>
    </>
  );
}

function Problems({ problems }: { problems: readonly FieldProblem[] }) {
  return problems.map(({ message }) => (
    <p key={message} className={styles.warning} role="alert">
      <Inert text={message} limit={500} />
    </p>
  ));
}

function problemsOf(error: unknown): readonly FieldProblem[] {
  if (error === null) {
    return [];
  }
  const errors = error instanceof Refusal ? error.problem.errors : [];
  return errors.length > 0 ? errors : [{ field: "response", message: told(error) }];
}
