import type { Template } from "../../api/schema.gen.ts";
import { EMPTY, draftOf, type Draft } from "../../text/draft.ts";

/** What a person gives a test of their own, whatever it begins with. */
type Own = Pick<Draft, "name" | "pack" | "tags" | "description">;

/** What the server takes where a template says nothing. */
const UNSAID = { stackstorm_pack: EMPTY.pack, timeout: 300, retry_count: 0, retry_delay: 5, enabled: true };

/** A draft that begins as the template does; nothing is taken for a test's name but what a person wrote. A pack that a person chose stays. */
export function begun(template: Template | undefined, own: Own = EMPTY): Draft {
  const beginning = template === undefined ? EMPTY : draftOf({ ...UNSAID, ...template.test });
  const { name, pack, tags, description } = own;
  return { ...beginning, name, tags, description, pack: pack === EMPTY.pack ? beginning.pack : pack };
}

/** The draft with another beginning in place of that one; a pack that came with that one goes with it. */
export function begunAnew(draft: Draft, before: Template | undefined, next: Template | undefined): Draft {
  return begun(next, draft.pack === begun(before).pack ? { ...draft, pack: EMPTY.pack } : draft);
}

/** Whether nothing of what the template brought was changed. */
export function isUntouched(draft: Draft, template: Template): boolean {
  const beginning = begun(template, draft);
  return (Object.keys(EMPTY) as (keyof Draft)[]).every((field) => draft[field] === beginning[field]);
}
