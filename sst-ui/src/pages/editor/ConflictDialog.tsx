import { differing, type Draft } from "../../text/draft.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Inert } from "../../ui/Inert.tsx";
import { Scrolled } from "../../ui/Scrolled.tsx";
import styles from "./Editor.module.css";
import { FIELD_WORDS } from "./fields.ts";

interface Props {
  base: Draft;
  theirs: Draft;
  mine: Draft;
  /** Which revision theirs is, and who may have made it is in its history. */
  revision: number;
  onMerge: () => void;
  onOverwrite: () => void;
  onTakeTheirs: () => void;
  onClose: () => void;
}

/** Somebody else saved meanwhile: what both began with, theirs and mine, field by field. */
export function ConflictDialog({ base, theirs, mine, revision, onMerge, onOverwrite, onTakeTheirs, onClose }: Props) {
  const fields = [...new Set([...differing(base, theirs), ...differing(base, mine)])];
  const both = fields.filter((field) => base[field] !== theirs[field] && base[field] !== mine[field] && theirs[field] !== mine[field]);
  const actions = (
    <>
      <Button onClick={onClose}>Go on editing</Button>
      <Button onClick={onTakeTheirs}>Drop mine, take theirs</Button>
      <Button onClick={onOverwrite}>Save mine as a new revision</Button>
      <Button look="main" data-focus onClick={onMerge}>
        Merge into the editor
      </Button>
    </>
  );
  return (
    <Dialog title={`Somebody else saved revision ${revision} meanwhile`} onClose={onClose} actions={actions} wide>
      <p>
        Nothing was overwritten.{" "}
        {both.length === 0
          ? "No field was changed by both: a merge keeps every change."
          : `Changed by both: ${both.map((field) => FIELD_WORDS[field]).join(", ")}. There a merge takes yours.`}
      </p>
      {fields.map((field) => (
        <section key={field} aria-label={FIELD_WORDS[field]} className={styles.conflict}>
          <h3>
            {FIELD_WORDS[field]}
            {both.includes(field) && " (changed by both)"}
          </h3>
          <div className={styles.three}>
            <Version name="What you began with" text={String(base[field])} />
            <Version name={`Theirs${base[field] === theirs[field] ? ": unchanged" : ""}`} text={String(theirs[field])} />
            <Version name={`Yours${base[field] === mine[field] ? ": unchanged" : ""}`} text={String(mine[field])} />
          </div>
        </section>
      ))}
    </Dialog>
  );
}

function Version({ name, text }: { name: string; text: string }) {
  return (
    <div>
      <h4>{name}</h4>
      <Scrolled label={name} className={styles.version}>
        {text === "" ? (
          <p className={styles.note}>empty</p>
        ) : (
          <pre>
            <Inert text={text} limit={20_000} />
          </pre>
        )}
      </Scrolled>
    </div>
  );
}
