import { useState } from "react";
import type { TestSummary } from "../../api/schema.gen.ts";
import { Allowed } from "../../session/Allowed.tsx";
import { plural } from "../../text/verdict.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Field } from "../../ui/Field.tsx";
import styles from "./BulkBar.module.css";
import { BulkDialog } from "./BulkDialog.tsx";
import { ACTIONS, tagging, type BulkAction } from "./bulk.ts";

interface Props {
  /** Those that are chosen and shown. */
  tests: readonly TestSummary[];
  /** How many are here. */
  all: number;
  /** How many match in all. */
  total: number | undefined;
  onAll: () => void;
  onNone: () => void;
}

/** What whoever sits here may do with many tests at once. */
export function BulkBar({ tests, all, total, onAll, onNone }: Props) {
  const [doing, setDoing] = useState<{ action: BulkAction; tests: readonly TestSummary[] }>();
  const [tagged, setTagged] = useState(false);
  const begin = (action: BulkAction) => setDoing({ action, tests });
  const none = tests.length === 0 ? "Choose tests first" : undefined;
  return (
    <div className={styles.bar} role="group" aria-label="Chosen tests">
      <span role="status">{tests.length === 0 ? "None chosen" : `${plural(tests.length, "test")} chosen`}</span>
      {ACTIONS.map((action) => (
        <Allowed key={action.verb} to={action.needs}>
          <Button unavailable={none} onClick={() => begin(action)}>
            {action.verb}
          </Button>
        </Allowed>
      ))}
      <Allowed to="edit">
        <Button unavailable={none} onClick={() => setTagged(true)}>
          Tag …
        </Button>
      </Allowed>
      {tests.length < all && <Button onClick={onAll}>{total === undefined || total <= all ? `Choose all ${all.toLocaleString()}` : `Choose the ${all.toLocaleString()} loaded so far`}</Button>}
      {tests.length > 0 && <Button onClick={onNone}>Choose none</Button>}
      {tagged && (
        <TagDialog
          onTag={(tag) => {
            setTagged(false);
            begin(tagging(tag));
          }}
          onClose={() => setTagged(false)}
        />
      )}
      {doing !== undefined && <BulkDialog {...doing} onClose={() => setDoing(undefined)} />}
    </div>
  );
}

function TagDialog({ onTag, onClose }: { onTag: (tag: string) => void; onClose: () => void }) {
  const [tag, setTag] = useState("");
  const wanted = tag.trim();
  const actions = (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button look="main" unavailable={wanted === "" ? "Write a tag first" : undefined} onClick={() => onTag(wanted)}>
        Add it
      </Button>
    </>
  );
  return (
    <Dialog title="Add a tag" onClose={onClose} actions={actions}>
      <Field label="Tag">{(bound) => <input {...bound} data-focus value={tag} autoComplete="off" onChange={(event) => setTag(event.target.value)} />}</Field>
    </Dialog>
  );
}
