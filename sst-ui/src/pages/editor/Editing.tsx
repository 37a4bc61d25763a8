import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { Link } from "react-router";
import { findingsOf, type Stored } from "../../api/definitions.ts";
import { Refusal } from "../../api/problem.ts";
import { useShortcuts } from "../../keys/useKeys.ts";
import { Allowed } from "../../session/Allowed.tsx";
import { changes, draftOf, merged, read, type Draft } from "../../text/draft.ts";
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
import { isOf } from "./fields.ts";
import { HelperFields } from "./HelperFields.tsx";
import type { HowMuch, Kept } from "./keep.ts";
import { KeptBanner } from "./KeptBanner.tsx";
import { Problems } from "./Problems.tsx";
import { TemplateChoice } from "./TemplateChoice.tsx";
import { useDebounced } from "./useDebounced.ts";
import { useDraft } from "./useDraft.ts";
import { useSaving } from "./useSaving.ts";

interface Props {
  id: string | undefined;
  base: Draft;
  tag: string | null;
  kept: Kept | undefined;
  /** A new test was saved for the first time, as that one; the editor goes on with it. */
  onMade?: (id: string) => void;
}

/** The editor of one test, from what was stored (or kept in this browser) to the next revision. */
export function Editing({ id: firstId, base, tag, kept, onMade }: Props) {
  const { id, draft, from, unsaved, howMuch, restored, change, ...text } = useDraft(firstId, { base, tag }, kept);
  const [note, setNote] = useState("");
  const [theirs, setTheirs] = useState<Stored>();
  const [deploying, setDeploying] = useState<string>();
  const [jump, setJump] = useState<{ line: number; column: number }>();
  const { input, problems } = useMemo(() => read(draft), [draft]);
  const asked = useMemo(() => (id === undefined ? input : { test_id: id, ...changes(from.base, draft) }), [id, input, from.base, draft]);
  const settled = useDebounced(asked, 500);
  const written = settled.name !== "" || unsaved;
  const findings = useQuery({ ...findingsOf(settled), enabled: written });
  const newest = settled === asked && !findings.isPlaceholderData && findings.isSuccess;
  const saving = useSaving({ id, onSaved, onConflict: setTheirs });
  const refused = saving.error instanceof Refusal ? saving.error.problem.errors : [];
  const errors = [...problems, ...unlike(findings.data?.errors ?? [], problems), ...(newest ? [] : unlike(refused, problems))];
  const of = (field: string) => errors.filter((error) => isOf(error.field, field));
  const cannot = problems.length > 0 ? "Something in it cannot be read yet; see the problems" : draft.name.trim() === "" ? "It needs a name" : undefined;
  const unchanged = unsaved || id === undefined ? undefined : "Nothing was changed";

  function save(over = from, then: (stored: Stored) => void = made): void {
    const why = saving.isPending ? "It is being saved" : (cannot ?? unchanged);
    if (why !== undefined) {
      say(why, "assertive");
      return;
    }
    saving.mutate(
      { draft, over, note },
      {
        // Only while the editor is still on the screen: nobody is brought back to it.
        onSuccess: ({ stored }) => {
          if (stored !== undefined) {
            setNote((now) => (now === note ? "" : now));
            then(stored);
          }
        },
      },
    );
  }
  function onSaved(stored: Stored, sent: Draft): void {
    const { test } = stored;
    text.saved(stored, sent);
    setTheirs(undefined);
    toast({ tone: "good", text: `Saved as revision ${test.revision}. ${test.deployed_revision === test.revision ? "It is live." : "It is not live until it is deployed."}` });
  }
  function made({ test }: Stored): void {
    if (id === undefined) {
      onMade?.(test.test_id);
    }
  }
  function take(next: Draft, stored: Stored): void {
    text.goOn(stored, next);
    setTheirs(undefined);
    saving.reset();
  }
  function deploy(): void {
    if (id !== undefined && !unsaved) {
      setDeploying(id);
    } else {
      save(from, ({ test }) => setDeploying(test.test_id));
    }
  }
  useShortcuts([{ keys: "mod+s", label: "Save", group: "Editor", run: () => save() }]);

  return (
    <>
      <PageHead
        tab={`${unsaved ? "● " : ""}${draft.name === "" ? "New test" : draft.name}`}
        title={id === undefined ? "New test" : "Edit test"}
        above={
          <span>
            <Link to={id === undefined ? "/tests" : `/tests/${id}`}>{id === undefined ? "Tests" : "Back to the test"}</Link>{" "}
            {unsaved && <Tag tone="warn">{UNSAVED[howMuch]}</Tag>}
          </span>
        }
        actions={
          <>
            {id !== undefined && (
              <Allowed to="deploy">
                <Button busy={saving.isPending} unavailable={unsaved ? cannot : undefined} onClick={deploy}>
                  {unsaved ? "Save and deploy" : "Deploy"}
                </Button>
              </Allowed>
            )}
            <Button look="main" busy={saving.isPending} unavailable={cannot ?? unchanged} title="Ctrl or Cmd + S" onClick={() => save()}>
              Save
            </Button>
          </>
        }
      />
      {restored !== undefined && <KeptBanner at={restored} onDiscard={text.discard} />}
      {saving.error !== null && (
        <p role="alert" className={styles.banner}>
          Not saved: {told(saving.error)}
        </p>
      )}
      <div className={styles.columns}>
        <div className={styles.column}>
          {id === undefined && <TemplateChoice draft={draft} onChange={change} />}
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
          {draft.type === "workflow" && draft.source === "code" && <HelperFields draft={draft} change={change} of={of} />}
          <Problems
            errors={errors}
            warnings={findings.data?.warnings ?? []}
            state={newest ? "current" : findings.isError ? "unknown" : written ? "checking" : "unasked"}
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
          onOverwrite={() => save({ base: draftOf(theirs.test), tag: theirs.tag })}
          onTakeTheirs={() => take(draftOf(theirs.test), theirs)}
          onClose={() => setTheirs(undefined)}
        />
      )}
      {deploying !== undefined && <DeployDialog id={deploying} onClose={() => setDeploying(undefined)} />}
    </>
  );
}

const UNSAVED: Record<HowMuch, string> = {
  all: "Unsaved changes, kept in this browser",
  "all but the parameters": "Unsaved changes, kept in this browser but for the parameters, which may hold a secret",
  nothing: "Unsaved changes; this browser keeps none of them",
};

const FILES: Record<Draft["type"], string> = { action: "Code (Python)", sensor: "Code (Python)", workflow: "Workflow (YAML)", rule: "Rule (YAML)" };

/** Those that are not told of already, by field and place. */
function unlike<T extends { field: string; line?: number }>(more: readonly T[], known: readonly { field: string }[]): T[] {
  return more.filter(({ field }) => !known.some((problem) => problem.field === field));
}
