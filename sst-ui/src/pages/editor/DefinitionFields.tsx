import type { FieldProblem } from "../../api/schema.gen.ts";
import { INCIDENT_POLICY, parsedObject, policyOf, written, type Draft } from "../../text/draft.ts";
import { parametersOf, withValue } from "../../text/parameters.ts";
import { CodeField } from "../../ui/CodeField.tsx";
import { Field } from "../../ui/Field.tsx";
import { ParameterFields } from "../../ui/ParameterFields.tsx";
import { ChecksPreview } from "./ChecksPreview.tsx";
import styles from "./Editor.module.css";
import { MetadataFields } from "./MetadataFields.tsx";

interface Props {
  id: string | undefined;
  draft: Draft;
  change: (more: Partial<Draft>) => void;
  /** What is wrong with a field, by the API's name of it. */
  of: (field: string) => FieldProblem[];
  note: string;
  onNote: (note: string) => void;
}

const TYPES: readonly Draft["type"][] = ["action", "workflow", "rule", "sensor"];

/** Everything of a test but its code. */
export function DefinitionFields({ id, draft, change, of, note, onNote }: Props) {
  return (
    <div className={styles.column}>
      <Field label="Name" problems={of("name")}>
        {(bound) => <input {...bound} value={draft.name} autoComplete="off" onChange={(event) => change({ name: event.target.value })} />}
      </Field>
      <div className={styles.row}>
        <Field label="Type" problems={of("test_type")}>
          {(bound) => (
            <select {...bound} value={draft.type} onChange={(event) => change({ type: TYPES.find((type) => type === event.target.value) ?? draft.type })}>
              {TYPES.map((type) => (
                <option key={type}>{type}</option>
              ))}
            </select>
          )}
        </Field>
        <Field label="What runs">
          {(bound) => (
            <select {...bound} value={draft.source} onChange={(event) => change({ source: event.target.value === "code" ? "code" : "existing" })}>
              <option value="code">own code</option>
              <option value="existing">existing content</option>
            </select>
          )}
        </Field>
        <Field label="Pack" problems={of("stackstorm_pack")}>
          {(bound) => <input {...bound} value={draft.pack} autoComplete="off" spellCheck={false} onChange={(event) => change({ pack: event.target.value })} />}
        </Field>
      </div>
      {draft.source === "existing" && (
        <Field label="Reference" hint="pack.name of what is there already" problems={of(`stackstorm_${draft.type}`)}>
          {(bound) => <input {...bound} value={draft.reference} spellCheck={false} autoComplete="off" onChange={(event) => change({ reference: event.target.value })} />}
        </Field>
      )}
      <Field label="Description" problems={of("description")}>
        {(bound) => <textarea {...bound} rows={2} value={draft.description} onChange={(event) => change({ description: event.target.value })} />}
      </Field>
      <Field label="Tags" hint="separated by commas; one that holds a comma in quotes" problems={of("tags")}>
        {(bound) => <input {...bound} value={draft.tags} autoComplete="off" onChange={(event) => change({ tags: event.target.value })} />}
      </Field>
      <Policy draft={draft} change={change} of={of} />
      <Parameters draft={draft} change={change} problems={of("test_parameters")} />
      <CodeField
        label="Expected result"
        hint={EXPECTATIONS[draft.type]}
        language="json"
        value={draft.expected}
        onChange={(expected) => change({ expected })}
        problems={of("expected_result")}
      />
      <ChecksPreview id={id} expected={draft.expected} take={(result) => change({ expected: written(result) })} />
      <MetadataFields draft={draft} change={change} of={of} />
      <Field label="Revision note" hint="Why you change it; kept with the revision." problems={of("revision_note")}>
        {(bound) => <input {...bound} value={note} maxLength={2000} autoComplete="off" onChange={(event) => onNote(event.target.value)} />}
      </Field>
    </div>
  );
}

function Policy({ draft, change, of }: Pick<Props, "draft" | "change" | "of">) {
  return (
    <>
      <div className={styles.row}>
        <Field label="Timeout (s)" problems={of("timeout")}>
          {(bound) => <input {...bound} inputMode="numeric" value={draft.timeout} onChange={(event) => change({ timeout: event.target.value })} />}
        </Field>
        <Field label="Retries" problems={of("retry_count")}>
          {(bound) => <input {...bound} inputMode="numeric" value={draft.retries} onChange={(event) => change({ retries: event.target.value })} />}
        </Field>
        <Field label="Retry delay (s)" problems={of("retry_delay")}>
          {(bound) => <input {...bound} inputMode="numeric" value={draft.delay} onChange={(event) => change({ delay: event.target.value })} />}
        </Field>
      </div>
      <p className={styles.note}>
        {policyOf(draft)} {INCIDENT_POLICY}
      </p>
      <label className={styles.check}>
        <input type="checkbox" checked={draft.enabled} onChange={(event) => change({ enabled: event.target.checked })} />
        Enabled: it may be run
      </label>
    </>
  );
}

/** What the parameters are to each type. */
const PARAMETERS: Record<Draft["type"], string> = {
  action: "JSON: plain values, or StackStorm parameter schemas.",
  workflow: "The workflow's inputs, as JSON: plain values, or StackStorm parameter schemas. Those left out keep what the YAML says.",
  rule: "The trigger's payload, as JSON: the body of the webhook, or what the trigger is given. A timer needs none.",
  sensor: "A sensor is watched as it is and takes none.",
};

/** What the expectation is compared with. */
const EXPECTATIONS: Record<Draft["type"], string> = {
  action: "A part of the result document, as JSON; empty expects nothing but its status.",
  workflow: "A part of the workflow's output, as JSON; empty expects nothing but that it succeeds.",
  rule: 'A part of the result document, as JSON: {"fired": 0} must not fire, {"fired": 1} exactly once; empty expects that it fires and all of it succeeds.',
  sensor: 'A part of the result document, as JSON: {"payload": {…}} waits for a dispatch like that; empty for any.',
};

/** The text is what counts; the form writes into it while it can be read. */
function Parameters({ draft, change, problems }: { draft: Draft; change: Props["change"]; problems: FieldProblem[] }) {
  const parameters = parsedObject(draft.parameters);
  const listed = parameters === undefined ? [] : parametersOf(parameters);
  return (
    <>
      <CodeField
        label="Parameters"
        hint={PARAMETERS[draft.type]}
        language="json"
        value={draft.parameters}
        onChange={(text) => change({ parameters: text })}
        problems={problems}
      />
      {parameters !== undefined && listed.length > 0 && (
        <fieldset className={styles.values}>
          <legend>Values of the parameters</legend>
          <ParameterFields parameters={listed} onValue={(parameter, value) => change({ parameters: written(withValue(parameters, parameter, value)) })} />
        </fieldset>
      )}
    </>
  );
}
