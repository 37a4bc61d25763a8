import { keptDrafts } from "../app/drafts.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";

/** Asks before a sign-out drops what was never saved. */
export function DropDrafts({ busy, onConfirm, onClose }: { busy: boolean; onConfirm: () => void; onClose: () => void }) {
  const actions = (
    <>
      <Button data-focus onClick={onClose}>
        Stay signed in
      </Button>
      <Button look="danger" busy={busy} onClick={onConfirm}>
        Sign out and drop them
      </Button>
    </>
  );
  return (
    <Dialog title="Sign out" onClose={onClose} actions={actions}>
      <p>This browser keeps changes of tests that were never saved ({keptDrafts()}). Nobody who comes here after you is to find them: they are dropped.</p>
    </Dialog>
  );
}
