import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { Link, useNavigate } from "react-router";
import { findingsOf, type Stored } from "../../api/definitions.ts";
import { Refusal } from "../../api/problem.ts";
import { useShortcuts } from "../../keys/useKeys.ts";
import { Allowed } from "../../session/Allowed.tsx";
import { EMPTY, differing, draftOf, merged, read, type Draft } from "../../text/draft.ts";
import { say } from "../../ui/announcer.ts";
import { Button } from "../../ui/Button.tsx";
import { CodeField } from "../../ui/CodeField.tsx";
import { PageHead } from "../../ui/PageHead.tsx";
import { told } from "../../ui/states.tsx";
import { Tag } from "../../ui/Tag.tsx";
import { toast } from "../../ui/toasts.ts";
import { DeployDialog } from "../deploy/DeployDialog.tsx";
import { ConflictDialog } from "./ConflictDialog.tsx";
import { DefinitionFields } from "./DefinitionFields.tsx";
import styles from "./Editor.module.css";
import { forget, keep, type Kept } from "./keep.ts";
import { KeptBanner } from "./KeptBanner.tsx";
import { Problems } from "./Problems.tsx";
import { TemplateChoice } from "./TemplateChoice.tsx";
import { useDebounced } from "./useDebounced.ts";
import { useSaving } from "./useSaving.ts";

interface Props {
  id: string | undefined;
  base: Draft;
  tag: string | null;
  kept: Kept | undefined;
}

/** The editor of one test, from what was stored (or kept in this browser) to the next revision. */
export function Editing({ id, base: firstBase, tag: firstTag, kept }: Props) {
  const navigate = useNavigate();
  const [draft, setDraft] = useState(kept?.draft ?? firstBase);
  const [from, setFrom] = useState({ base: kept?.base ?? firstBase, tag: kept === undefined ? firstTag : kept.tag });
  const [note, setNote] = useState("");
  const [theirs, setTheirs] = useState<Stored>();
  const [restored, setRestored] = useState(kept);
  const [deploying, setDeploying] = useState<string>();
  const [jump, setJump] = useState<{ line: number; column: number }>();
  const place = id ?? "new";
  const unsaved = differing(from.base, draft).length > 0;
  const { input, problems } = useMemo(() => read(draft), [draft]);
  const settled = useDebounced(input, 500);
  const findings = useQuery({ ...findingsOf(settled), enabled: settled.name !== "" || unsaved });
  const newest = settled === input && !findings.isPlaceholderData && findings.isSuccess;
  const saving = useSaving({ id, onSaved, onConflict: setTheirs });
  const refused = saving.error instanceof Refusal ? saving.error.problem.errors : [];
  const errors = [...problems, ...unlike(findings.data?.errors ?? [], problems), ...(newest ? [] : unlike(refused, problems))];
  const of = (field: string) => errors.filter((error) => error.field === field || error.field.startsWith(`${field}.`) || error.field.startsWith(`${field}/`));

  useEffect(() => {
    const timer = setTimeout(() => (unsaved ? keep(place, { draft, base: from.base, tag: from.tag, at: Date.now() }) : forget(place)), 400);
    return () => clearTimeout(timer);
  }, [draft, from, place, unsaved]);
  useEffect(() => {
    const stay = (event: BeforeUnloadEvent) => unsaved && event.preventDefault();
    window.addEventListener("beforeunload", stay);
    return () => window.removeEventListener("beforeunload", stay);
  }, [unsaved]);

  const cannot = problems.length > 0 ? "Something in it cannot be read yet; see the problems" : draft.name.trim() === "" ? "It needs a name" : undefined;

  function save(tag = from.tag, then?: (test: Stored) => void): void {
    if (cannot !== undefined) {
      say(cannot, "assertive");
      return;
    }
    saving.mutate(
      { draft, input: { ...input, ...(note.trim() === "" ? {} : { revision_note: note.trim() }) }, from: tag },
      { onSuccess: (outcome) => outcome.stored !== undefined && then?.(outcome.stored) },
    );
  }
  function onSaved({ test, tag }: Stored, sent: Draft): void {
    forget(place);
    setFrom({ base: draftOf(test), tag });
    // What was typed meanwhile stays.
    setDraft((now) => (now === sent ? draftOf(test) : now));
    setNote("");
    setTheirs(undefined);
    setRestored(undefined);
    toast({ tone: "good", text: `Saved as revision ${test.revision}. ${test.deployed_revision === test.revision ? "It is live." : "It is not live until it is deployed."}` });
    if (id === undefined) {
      void navigate(`/tests/${test.test_id}/edit`, { replace: true });
    }
  }
  function take(next: Draft, stored: Stored): void {
    setFrom({ base: draftOf(stored.test), tag: stored.tag });
    setDraft(next);
    setTheirs(undefined);
    saving.reset();
  }
  function deploy(): void {
    if (id !== undefined && !unsaved) {
      setDeploying(id);
    } else {
      save(from.tag, ({ test }) => id !== undefined && setDeploying(test.test_id));
    }
  }
  useShortcuts([{ keys: "mod+s", label: "Save", group: "Editor", run: () => save() }]);
  const change = (more: Partial<Draft>) => setDraft((now) => ({ ...now, ...more }));

  return (
    <>
      <PageHead
        tab={`${unsaved ? "● " : ""}${draft.name === "" ? "New test" : draft.name}`}
        title={id === undefined ? "New test" : "Edit test"}
        above={
          <span>
            <Link to={id === undefined ? "/tests" : `/tests/${id}`}>{id === undefined ? "Tests" : "Back to the test"}</Link>{" "}
            {unsaved && <Tag tone="warn">Unsaved changes, kept in this browser</Tag>}
          </span>
        }
        actions={
          <>
            {id !== undefined && (
              <Allowed to="deploy">
                <Button unavailable={unsaved ? cannot : undefined} onClick={deploy}>
                  {unsaved ? "Save and deploy" : "Deploy"}
                </Button>
              </Allowed>
            )}
            <Button look="main" busy={saving.isPending} unavailable={cannot ?? (unsaved || id === undefined ? undefined : "Nothing was changed")} title="Ctrl or Cmd + S" onClick={() => save()}>
              Save
            </Button>
          </>
        }
      />
      {restored !== undefined && (
        <KeptBanner
          at={restored.at}
          onDiscard={() => {
            setDraft(firstBase);
            setFrom({ base: firstBase, tag: firstTag });
            setRestored(undefined);
          }}
        />
      )}
      {saving.error !== null && (
        <p role="alert" className={styles.banner}>
          Not saved: {told(saving.error)}
        </p>
      )}
      <div className={styles.columns}>
        <div className={styles.column}>
          {id === undefined && <TemplateChoice draft={draft} onChange={setDraft} />}
          {draft.source === "code" ? (
            <CodeField
              label={FILES[draft.type]}
              hint="F8 goes to the next problem."
              size="large"
              language={draft.type === "workflow" || draft.type === "rule" ? "yaml" : "python"}
              value={draft.code}
              onChange={(code) => change({ code })}
              problems={of("test_code")}
              jump={jump}
            />
          ) : (
            <p className={styles.note}>It runs content that is there already; nothing of its own is deployed.</p>
          )}
          <Problems
            errors={errors}
            warnings={findings.data?.warnings ?? []}
            state={newest ? "current" : findings.isError ? "unknown" : "checking"}
            onJump={(line, column) => setJump({ line, column })}
          />
        </div>
        <DefinitionFields id={id} draft={draft} change={change} of={of} note={note} onNote={setNote} />
      </div>
      {theirs !== undefined && (
        <ConflictDialog
          base={from.base}
          theirs={draftOf(theirs.test)}
          mine={draft}
          revision={theirs.test.revision}
          onMerge={() => take(merged(from.base, draftOf(theirs.test), draft), theirs)}
          onOverwrite={() => save(theirs.tag)}
          onTakeTheirs={() => take(draftOf(theirs.test), theirs)}
          onClose={() => setTheirs(undefined)}
        />
      )}
      {deploying !== undefined && <DeployDialog id={deploying} onClose={() => setDeploying(undefined)} />}
    </>
  );
}

const FILES: Record<typeof EMPTY.type, string> = { action: "Code (Python)", sensor: "Code (Python)", workflow: "Workflow (YAML)", rule: "Rule (YAML)" };

/** Those that are not told of already, by field and place. */
function unlike<T extends { field: string; line?: number }>(more: readonly T[], known: readonly { field: string }[]): T[] {
  return more.filter(({ field }) => !known.some((problem) => problem.field === field));
}
