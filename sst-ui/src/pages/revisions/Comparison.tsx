import { useQuery } from "@tanstack/react-query";
import { oneRevision } from "../../api/definitions.ts";
import type { Revision } from "../../api/schema.gen.ts";
import { differing, draftOf } from "../../text/draft.ts";
import { DiffView } from "../../ui/DiffView.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { FIELD_WORDS } from "../editor/fields.ts";
import styles from "./Comparison.module.css";

/** What changed from one revision of a test to another, field by field. */
export function Comparison({ id, from, to }: { id: string; from: number; to: number }) {
  const before = useQuery(oneRevision(id, from));
  const after = useQuery(oneRevision(id, to));
  const error = before.error ?? after.error;
  if (error !== null) {
    return <ErrorState what="these revisions" error={error} />;
  }
  if (before.data === undefined || after.data === undefined) {
    return <Loading what="these revisions" />;
  }
  return <Differences before={before.data} after={after.data} />;
}

function Differences({ before, after }: { before: Revision; after: Revision }) {
  const a = draftOf(before);
  const b = draftOf(after);
  const fields = differing(a, b);
  if (fields.length === 0) {
    return <p>They say the same.</p>;
  }
  return fields.map((field) => (
    <section key={field} aria-label={FIELD_WORDS[field]} className={styles.field}>
      <h3>{FIELD_WORDS[field]}</h3>
      <DiffView label={`${FIELD_WORDS[field]}, from revision ${before.revision} to ${after.revision}`} before={String(a[field])} after={String(b[field])} />
    </section>
  ));
}
