import { useQuery } from "@tanstack/react-query";
import { templatesQuery } from "../../api/templates.ts";
import type { Draft } from "../../text/draft.ts";
import { Field } from "../../ui/Field.tsx";
import { told } from "../../ui/states.tsx";
import { begunAnew, isUntouched } from "./templates.ts";

/** Something of the server's to begin with; a text that somebody has written is not replaced. */
export function TemplateChoice({ draft, onChange }: { draft: Draft; onChange: (draft: Draft) => void }) {
  const { data: templates = [], error } = useQuery(templatesQuery);
  const current = templates.find((template) => isUntouched(draft, template));
  const written = current === undefined && draft.code !== "";
  return (
    <Field label="Begin with" hint={error !== null ? `No templates: ${told(error)}` : written ? "You have changed it: empty the code to choose another beginning." : current?.description}>
      {(bound) => (
        <select {...bound} value={current?.id ?? ""} disabled={written} onChange={(event) => onChange(begunAnew(draft, current, templates.find(({ id }) => id === event.target.value)))}>
          <option value="">nothing</option>
          {templates.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
