import { useState } from "react";
import type { FieldProblem } from "../../api/schema.gen.ts";
import { parsedObject, written, type Draft } from "../../text/draft.ts";
import { HELPER_NAME, helperActions, withHelper, withoutHelper, type HelperAction } from "../../text/metadata.ts";
import { Button } from "../../ui/Button.tsx";
import { CodeField } from "../../ui/CodeField.tsx";
import { Field } from "../../ui/Field.tsx";
import { Panel } from "../../ui/Panel.tsx";
import styles from "./Editor.module.css";

interface Props {
  draft: Draft;
  change: (more: Partial<Draft>) => void;
  /** What is wrong with a field, by the API's name of it. */
  of: (field: string) => FieldProblem[];
}

/** The actions that a workflow brings along, an editor for each. They are members of the metadata, whose text is what counts. */
export function HelperFields({ draft, change, of }: Props) {
  const metadata = parsedObject(draft.metadata.trim() === "" ? "{}" : draft.metadata);
  if (metadata === undefined) {
    return null;
  }
  const helpers = helperActions(metadata);
  const set = (next: Record<string, unknown>) => change({ metadata: written(next) });
  return (
    <Panel title="Helper actions">
      <p className={styles.note}>Actions that come and go with this workflow. A task calls one as helper.name; what it takes is declared in the metadata.</p>
      {helpers.map((helper) => (
        <Helper
          key={helper.name}
          helper={helper}
          of={(part) => of(`metadata.actions.${helper.name}.${part}`)}
          onChange={(changed) => set(withHelper(metadata, changed))}
          onRemove={() => set(withoutHelper(metadata, helper.name))}
        />
      ))}
      <NewHelper taken={helpers.map(({ name }) => name)} onAdd={(name) => set(withHelper(metadata, { name, runner: "python", code: CLASS }))} />
    </Panel>
  );
}

interface HelperProps {
  helper: HelperAction;
  of: (part: string) => FieldProblem[];
  onChange: (helper: HelperAction) => void;
  onRemove: () => void;
}

function Helper({ helper, of, onChange, onRemove }: HelperProps) {
  const { name, runner, code } = helper;
  return (
    <fieldset className={styles.values}>
      <legend>{`helper.${name}`}</legend>
      <Field label={`Runner of ${name}`} problems={of("runner")}>
        {(bound) => (
          <select {...bound} value={runner} onChange={(event) => onChange({ ...helper, runner: event.target.value === "python" ? "python" : "shell" })}>
            <option value="python">A Python class with run()</option>
            <option value="shell">A program</option>
          </select>
        )}
      </Field>
      <CodeField
        label={`Code of ${name}`}
        language={runner === "python" || !code.startsWith("#!") || /^#!.*python/.test(code) ? "python" : "text"}
        value={code}
        onChange={(text) => onChange({ ...helper, code: text })}
        problems={of("code")}
      />
      <Button onClick={onRemove}>Remove {name}</Button>
    </fieldset>
  );
}

function NewHelper({ taken, onAdd }: { taken: readonly string[]; onAdd: (name: string) => void }) {
  const [name, setName] = useState("");
  const why = name === "" ? "It needs a name" : !HELPER_NAME.test(name) ? "A name is 1 to 40 of a-z, 0-9 and _, and begins with a letter" : taken.includes(name) ? "There is one of that name" : undefined;
  function add(): void {
    if (why === undefined) {
      onAdd(name);
      setName("");
    }
  }
  return (
    <form
      className={styles.adding}
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <Field label="Name of another action">{(bound) => <input {...bound} value={name} autoComplete="off" spellCheck={false} onChange={(event) => setName(event.target.value)} />}</Field>
      <Button unavailable={why} onClick={add}>
        Add
      </Button>
    </form>
  );
}

const CLASS = `from st2common.runners.base_action import Action


class Help(Action):
    def run(self):
        return {}
`;
