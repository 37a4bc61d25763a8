import { EMPTY, differing, type Draft } from "../../text/draft.ts";
import { Field } from "../../ui/Field.tsx";
import { TEMPLATES, begun } from "./templates.ts";

/** Something to begin with; a text that somebody has written is not replaced. */
export function TemplateChoice({ draft, onChange }: { draft: Draft; onChange: (draft: Draft) => void }) {
  const current = TEMPLATES.find((template) => untouched(draft, begun(template)));
  const written = current === undefined && draft.code !== "";
  return (
    <Field label="Begin with" hint={written ? "You have changed it: empty the code to choose another beginning." : undefined}>
      {(bound) => (
        <select
          {...bound}
          value={current?.id ?? ""}
          disabled={written}
          onChange={(event) => {
            const chosen = TEMPLATES.find(({ id }) => id === event.target.value);
            const { name, pack, tags, description } = draft;
            onChange({ ...begun(chosen), name, pack, tags, description });
          }}
        >
          <option value="">nothing</option>
          {TEMPLATES.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

const OWN: (keyof typeof EMPTY)[] = ["name", "pack", "tags", "description"];

function untouched(draft: Draft, template: Draft): boolean {
  return differing(draft, template).every((field) => OWN.includes(field));
}
