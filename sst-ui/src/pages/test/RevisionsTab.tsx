import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { revisionList, rollBack } from "../../api/definitions.ts";
import { keys } from "../../api/keys.ts";
import type { RevisionHead, Test } from "../../api/schema.gen.ts";
import { useFilters } from "../../app/useFilters.ts";
import { useParts } from "../../app/useParts.ts";
import { Allowed } from "../../session/Allowed.tsx";
import { Button } from "../../ui/Button.tsx";
import { Field } from "../../ui/Field.tsx";
import { Inert } from "../../ui/Inert.tsx";
import { ListEnd } from "../../ui/ListEnd.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { RelativeTime } from "../../ui/RelativeTime.tsx";
import { ErrorState, Loading, NotReadAgain } from "../../ui/states.tsx";
import { Tag } from "../../ui/Tag.tsx";
import { toast } from "../../ui/toasts.ts";
import { wordsFor } from "../editor/fields.ts";
import { Comparison } from "../revisions/Comparison.tsx";
import { RollbackDialog } from "./RollbackDialog.tsx";
import styles from "./TestPage.module.css";

const COMPARED = ["from", "to"] as const;

/** Who changed what and why; any two beside each other; and the way back. */
export function RevisionsTab({ test }: { test: Test }) {
  const cache = useQueryClient();
  const list = useInfiniteQuery(revisionList(test.test_id));
  const parts = useParts(list);
  const [compared, compare] = useFilters(COMPARED);
  const [back, setBack] = useState<number>();
  const rollback = useMutation({
    mutationFn: ({ revision, note }: { revision: number; note: string }) => rollBack(test.test_id, revision, note, test.revision),
    onSuccess: (stored) => {
      cache.setQueryData(keys.tests.one(test.test_id), stored);
      void cache.invalidateQueries({ queryKey: keys.tests.revisions(test.test_id) });
      setBack(undefined);
      toast({ tone: "good", text: `Revision ${stored.revision} says again what was stored. It is not live until it is deployed.` });
    },
  });
  if (list.isPending) {
    return <Loading what="the revisions" />;
  }
  if (list.isError && list.data === undefined) {
    return <ErrorState what="the revisions" error={list.error} again={() => void list.refetch()} />;
  }
  const revisions = parts.rows;
  const to = Number(compared.to ?? test.revision);
  const from = Number(compared.from ?? to - 1);
  return (
    <>
      <Panel title="Revisions">
        <NotReadAgain what="the revisions" query={list} />
        <div className={styles.scroll}>
          <table className={`${styles.table} ${styles.revisions}`}>
            <thead>
              <tr>
                <th scope="col">Revision</th>
                <th scope="col">When</th>
                <th scope="col">Who</th>
                <th scope="col">Why, and what</th>
                <th scope="col">
                  <span className="visually-hidden">What can be done</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {revisions.map((revision) => (
                <Row key={revision.revision} revision={revision} test={test} onCompare={() => compare({ from: String(revision.revision - 1), to: String(revision.revision) })} onBack={() => setBack(revision.revision)} />
              ))}
            </tbody>
          </table>
        </div>
        <ListEnd parts={parts} noun="revision" />
      </Panel>
      {test.revision > 1 && (
        <Panel title="Compare">
          <div className={styles.choices}>
            <Choice label="From" value={from} revisions={revisions} onChoose={(chosen) => compare({ from: chosen, to: String(to) })} />
            <Choice label="To" value={to} revisions={revisions} onChoose={(chosen) => compare({ from: String(from), to: chosen })} />
          </div>
          {from >= 1 && to >= 1 && <Comparison id={test.test_id} from={from} to={to} />}
        </Panel>
      )}
      {back !== undefined && (
        <RollbackDialog revision={back} busy={rollback.isPending} onConfirm={(note) => rollback.mutate({ revision: back, note })} onClose={() => setBack(undefined)} />
      )}
    </>
  );
}

function Row({ revision, test, onCompare, onBack }: { revision: RevisionHead; test: Test; onCompare: () => void; onBack: () => void }) {
  const newest = revision.revision === test.revision;
  return (
    <tr>
      <td>
        {revision.revision} {newest && <Tag>newest</Tag>} {revision.revision === test.deployed_revision && <Tag tone="blue">live</Tag>}
      </td>
      <td>
        <RelativeTime at={revision.created_at} />
      </td>
      <td>
        <Inert text={revision.created_by} limit={100} />
      </td>
      <td>
        <Inert text={revision.note} limit={300} />
        {revision.changed.length > 0 && <small className={styles.changed}>{revision.changed.map(wordsFor).join(", ")}</small>}
      </td>
      <td className={styles.buttons}>
        {revision.revision > 1 && (
          <Button onClick={onCompare} aria-label={`What revision ${revision.revision} changed`}>
            Changes
          </Button>
        )}
        {!newest && (
          <Allowed to="edit">
            <Button onClick={onBack} aria-label={`Go back to revision ${revision.revision}`}>
              Go back to it
            </Button>
          </Allowed>
        )}
      </td>
    </tr>
  );
}

function Choice({ label, value, revisions, onChoose }: { label: string; value: number; revisions: readonly RevisionHead[]; onChoose: (revision: string) => void }) {
  const known = revisions.some(({ revision }) => revision === value);
  return (
    <Field label={label}>
      {(bound) => (
        <select {...bound} value={value} onChange={(event) => onChoose(event.target.value)}>
          {!known && <option value={value}>revision {value}</option>}
          {revisions.map(({ revision }) => (
            <option key={revision} value={revision}>
              revision {revision}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
