import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { acknowledgeIncident, incidentStory, noteOnIncident, resolveIncident } from "../../api/incidents.ts";
import type { Incident } from "../../api/schema.gen.ts";
import { useShortcuts } from "../../keys/useKeys.ts";
import { Allowed } from "../../session/Allowed.tsx";
import { useMay } from "../../session/may.ts";
import { asMarkdown } from "../../text/incident.ts";
import { Button } from "../../ui/Button.tsx";
import { copy } from "../../ui/copy.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { Field } from "../../ui/Field.tsx";

type Asking = "note" | "resolve";

/** Acknowledge, note, resolve, copy. What is over cannot be acknowledged or resolved again. */
export function IncidentActions({ incident }: { incident: Incident }) {
  const id = incident.incident_id;
  const cache = useQueryClient();
  const [asking, setAsking] = useState<Asking | undefined>();
  const done = { onSuccess: () => cache.invalidateQueries({ queryKey: incidentStory(id).queryKey }) };
  const acknowledge = useMutation({ ...acknowledgeIncident(id), ...done });
  const open = incident.status === "open";
  const over = incident.status === "resolved";
  const may = useMay();
  useShortcuts(
    may("incidents")
      ? [
          { keys: "a", label: "Acknowledge", group: "Incident", run: () => open && !acknowledge.isPending && acknowledge.mutate() },
          { keys: "n", label: "Write a note", group: "Incident", run: () => setAsking("note") },
        ]
      : [],
  );
  return (
    <>
      <Allowed to="incidents">
        {open && (
          <Button look="main" busy={acknowledge.isPending} onClick={() => acknowledge.mutate()}>
            Acknowledge
          </Button>
        )}
        {!over && (
          <Button look={open ? "plain" : "main"} onClick={() => setAsking("resolve")}>
            Resolve …
          </Button>
        )}
        <Button onClick={() => setAsking("note")}>Note …</Button>
      </Allowed>
      <Button onClick={() => void copy(asMarkdown(incident, window.location.href))}>Copy as Markdown</Button>
      {asking === "note" && <NoteDialog incident={incident} onClose={() => setAsking(undefined)} />}
      {asking === "resolve" && <ResolveDialog incident={incident} onClose={() => setAsking(undefined)} />}
    </>
  );
}

interface Asked {
  incident: Incident;
  onClose: () => void;
}

function NoteDialog({ incident, onClose }: Asked) {
  const write = useMutation(noteOnIncident(incident.incident_id));
  return <WordsDialog title="Write a note" verb="Save the note" needed incident={incident} onClose={onClose} send={write.mutateAsync} busy={write.isPending} />;
}

function ResolveDialog({ incident, onClose }: Asked) {
  const resolve = useMutation(resolveIncident(incident.incident_id));
  return (
    <WordsDialog title="Resolve" verb="Resolve" incident={incident} onClose={onClose} send={resolve.mutateAsync} busy={resolve.isPending}>
      The next failure of the test opens a new incident. Sinks are told that this one is over.
    </WordsDialog>
  );
}

interface Words extends Asked {
  title: string;
  verb: string;
  /** Whether there must be words. */
  needed?: boolean;
  send: (text: string) => Promise<Incident>;
  busy: boolean;
  children?: string;
}

function WordsDialog({ title, verb, needed = false, incident, onClose, send, busy, children }: Words) {
  const cache = useQueryClient();
  const [text, setText] = useState("");
  async function sent(): Promise<void> {
    try {
      await send(text.trim());
    } catch {
      // The toast says why; what was typed stays.
      return;
    }
    void cache.invalidateQueries({ queryKey: incidentStory(incident.incident_id).queryKey });
    onClose();
  }
  const actions = (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button look="main" busy={busy} unavailable={needed && text.trim() === "" ? "Write something first" : undefined} onClick={() => void sent()}>
        {verb}
      </Button>
    </>
  );
  return (
    <Dialog title={title} onClose={onClose} actions={actions}>
      {children !== undefined && <p>{children}</p>}
      <Field label={needed ? "Note" : "Note (may stay empty)"}>
        {(bound) => <textarea {...bound} data-focus rows={5} value={text} onChange={(event) => setText(event.target.value)} />}
      </Field>
    </Dialog>
  );
}
