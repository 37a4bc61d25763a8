import { useState } from "react";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Field } from "../../ui/Field.tsx";

interface Props {
  revision: number;
  busy: boolean;
  onConfirm: (note: string) => void;
  onClose: () => void;
}

/** Asks why; nothing is lost by it, and nothing becomes live. */
export function RollbackDialog({ revision, busy, onConfirm, onClose }: Props) {
  const [note, setNote] = useState(`Back to revision ${revision}`);
  const actions = (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button look="main" busy={busy} onClick={() => onConfirm(note.trim())}>
        Go back
      </Button>
    </>
  );
  return (
    <Dialog title={`Go back to revision ${revision}`} onClose={onClose} actions={actions}>
      <p>What revision {revision} says is stored as a new revision; all others stay. What is live stays live until you deploy.</p>
      <Field label="Revision note">{(bound) => <input {...bound} data-focus maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />}</Field>
    </Dialog>
  );
}
