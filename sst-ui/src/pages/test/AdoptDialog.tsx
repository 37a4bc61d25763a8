import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { adoptDrift, readBackOf } from "../../api/deployments.ts";
import { keys } from "../../api/keys.ts";
import type { ReadBack, Test } from "../../api/schema.gen.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { DiffView } from "../../ui/DiffView.tsx";
import { Field } from "../../ui/Field.tsx";
import { Inert } from "../../ui/Inert.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { toast } from "../../ui/toasts.ts";
import { FIELD_WORDS } from "../editor/fields.ts";

/** Shows what somebody edited at the engine against the newest revision, and makes a revision of exactly that. */
export function AdoptDialog({ test, onClose }: { test: Test; onClose: () => void }) {
  const cache = useQueryClient();
  const [note, setNote] = useState("");
  const read = useQuery(readBackOf(test.test_id));
  const found = read.data;
  const adopt = useMutation({
    mutationFn: (fingerprint: string) => adoptDrift(test.test_id, fingerprint, note.trim(), test.revision),
    onSuccess: (stored) => {
      cache.setQueryData(keys.tests.one(test.test_id), stored);
      void cache.invalidateQueries({ queryKey: keys.tests.revisions(test.test_id) });
      void cache.invalidateQueries({ queryKey: keys.tests.lists });
      void cache.invalidateQueries({ queryKey: keys.tests.deployment(test.test_id) });
      toast({ tone: "good", text: `Revision ${stored.revision} says what is there. Deploy it, and nothing differs any more.` });
      onClose();
    },
    // What was shown is not what is there any more, or the newest revision is another: both are asked for again.
    onError: () => {
      void cache.invalidateQueries({ queryKey: keys.tests.one(test.test_id), exact: true });
      void read.refetch();
    },
  });
  const fingerprint = found?.fingerprint;
  const actions = (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button
        look="main"
        busy={adopt.isPending || read.isFetching}
        unavailable={fingerprint === undefined ? "There is nothing that can be adopted" : undefined}
        onClick={() => fingerprint !== undefined && adopt.mutate(fingerprint)}
      >
        Adopt
      </Button>
    </>
  );
  return (
    <Dialog title="Adopt what is there" onClose={onClose} actions={actions} wide>
      {read.isPending && <Loading what="what is there" />}
      {read.isError && found === undefined && <ErrorState what="what is there" error={read.error} again={() => void read.refetch()} />}
      {found?.adoptable === false && <Obstacles obstacles={found.obstacles} />}
      {found?.adoptable === true && (
        <>
          <p>This is stored as a new revision. What is live stays as it is until you deploy that revision.</p>
          <Differences test={test} found={found} />
          <Field label="Revision note">{(bound) => <input {...bound} data-focus maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />}</Field>
        </>
      )}
    </Dialog>
  );
}

function Obstacles({ obstacles }: { obstacles: readonly string[] }) {
  return (
    <section aria-label="Why it cannot be adopted">
      <p>It cannot be adopted:</p>
      <ul>
        {obstacles.map((obstacle) => (
          <li key={obstacle}>
            <Inert text={obstacle} limit={500} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const ADOPTED = [
  { field: "test_code", words: FIELD_WORDS.code },
  { field: "description", words: FIELD_WORDS.description },
] as const;

function Differences({ test, found }: { test: Test; found: ReadBack }) {
  return ADOPTED.map(({ field, words }) => {
    const before = test[field] ?? "";
    const after = found[field] ?? before;
    return (
      before !== after && (
        <section key={field} aria-label={words}>
          <h3>{words}</h3>
          <DiffView label={`${words}, from revision ${test.revision} to what is there`} before={before} after={after} />
        </section>
      )
    );
  });
}
