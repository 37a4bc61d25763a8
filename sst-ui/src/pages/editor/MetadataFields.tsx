import type { FieldProblem } from "../../api/schema.gen.ts";
import { parsedObject, written, type Draft } from "../../text/draft.ts";
import { METADATA_HINTS, metadataFields, withMember } from "../../text/metadata.ts";
import { CodeField } from "../../ui/CodeField.tsx";
import { ParameterFields } from "../../ui/ParameterFields.tsx";
import styles from "./Editor.module.css";

interface Props {
  draft: Draft;
  change: (more: Partial<Draft>) => void;
  /** What is wrong with a field, by the API's name of it. */
  of: (field: string) => FieldProblem[];
}

/** What only tests of that type have: a field for each, and all of it as JSON. The text is what counts. */
export function MetadataFields({ draft, change, of }: Props) {
  const metadata = parsedObject(draft.metadata.trim() === "" ? "{}" : draft.metadata);
  const fields = metadata === undefined ? [] : metadataFields(draft.type, metadata);
  return (
    <>
      {metadata !== undefined && fields.length > 0 && (
        <fieldset className={styles.values}>
          <legend>{WHOSE[draft.type]}</legend>
          <ParameterFields
            parameters={fields}
            of={(name) => of(`metadata.${name}`)}
            onValue={({ name }, value) => change({ metadata: written(withMember(metadata, name, value)) })}
          />
        </fieldset>
      )}
      <details open={of("metadata").length > 0}>
        <summary>Metadata</summary>
        <CodeField
          label="Metadata"
          hint={METADATA_HINTS[draft.type]}
          language="json"
          value={draft.metadata}
          onChange={(text) => change({ metadata: text })}
          problems={of("metadata").map(inIt)}
        />
      </details>
    </>
  );
}

const WHOSE: Record<Draft["type"], string> = { action: "Of an action", workflow: "Of a workflow", rule: "Of a rule", sensor: "Of a sensor" };

/** A line is one of this text only where the text itself is wrong: of a member it is a line of that member. */
function inIt({ field, message, ...place }: FieldProblem): FieldProblem {
  return field === "metadata" ? { field, message, ...place } : { field, message };
}
