import { useId, useState, type ReactNode } from "react";
import { Button } from "./Button.tsx";
import { Dialog } from "./Dialog.tsx";
import { Inert } from "./Inert.tsx";

interface Props {
  title: string;
  /** What will happen, and what stays. */
  children: ReactNode;
  /** The name that has to be typed before it can be done. */
  name: string;
  /** What the button says: a verb, "Delete". */
  verb: string;
  busy?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** For what cannot be undone: the name of the thing has to be typed. */
export function ConfirmDialog({ title, children, name, verb, busy = false, onConfirm, onClose }: Props) {
  const [typed, setTyped] = useState("");
  const input = useId();
  const right = typed.normalize("NFC") === name.normalize("NFC");
  const unavailable = right ? undefined : "Type the name first";
  const actions = (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button look="danger" busy={busy} unavailable={unavailable} onClick={onConfirm}>
        {verb}
      </Button>
    </>
  );
  return (
    <Dialog title={title} onClose={onClose} actions={actions}>
      {children}
      <label htmlFor={input}>
        To go on, type its name: <strong><Inert text={name} /></strong>
      </label>
      <input id={input} data-focus value={typed} autoComplete="off" spellCheck={false} onChange={(event) => setTyped(event.target.value)} />
    </Dialog>
  );
}
