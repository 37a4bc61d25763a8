import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useLocation, useParams, useSearchParams } from "react-router";
import { readTest, type Stored } from "../../api/definitions.ts";
import { templateOfRun } from "../../api/engine.ts";
import { keys } from "../../api/keys.ts";
import type { Template } from "../../api/schema.gen.ts";
import { templatesQuery } from "../../api/templates.ts";
import { openedBy, useGoOnAt, wentOn } from "../../app/goOn.ts";
import { useMay } from "../../session/may.ts";
import { draftOf } from "../../text/draft.ts";
import { PageHead } from "../../ui/PageHead.tsx";
import { ErrorState, Loading, NoPermission } from "../../ui/states.tsx";
import { Editing } from "./Editing.tsx";
import { recall } from "./keep.ts";
import { begun } from "./templates.ts";

/** A new test, or the newest revision of one, for those who may write tests. */
export default function EditorPage() {
  const { testId } = useParams();
  const place = useLocation();
  // Each "New test" is an editor of its own; the same test again is the same.
  const editor = testId === undefined || wentOn(place) ? openedBy(place).entry : testId;
  const may = useMay();
  if (!may("edit")) {
    return (
      <>
        <PageHead title={testId === undefined ? "New test" : "Edit test"} tab="No permission" />
        <NoPermission title="You may not write tests here.">
          {testId === undefined ? <Link to="/tests">To the tests</Link> : <Link to={`/tests/${testId}?tab=definition`}>Read its definition</Link>}
        </NoPermission>
      </>
    );
  }
  return <Opened key={editor} testId={testId} />;
}

/** One editor, of what it was opened for: a new test stays in it, with cursor and all, when it is saved and gets its own address. */
function Opened({ testId }: { testId: string | undefined }) {
  const [first] = useState(testId);
  return first === undefined ? <NewTest /> : <Existing id={first} />;
}

/** Begins as a run of the engine's did, or with a template of the server's; without them, with nothing. */
function NewTest() {
  const [search] = useSearchParams();
  const like = search.get("like");
  return like === null ? <FromTemplates /> : <LikeRun id={like} />;
}

function LikeRun({ id }: { id: string }) {
  const template = useQuery(templateOfRun(id));
  if (template.data !== undefined) {
    return <Beginning templates={[template.data]} wanted={template.data.id} said={template.data.description} />;
  }
  return template.isError ? (
    <>
      <PageHead title="New test" tab="New test" />
      <ErrorState what="that execution" error={template.error} again={() => void template.refetch()} />
    </>
  ) : (
    <Loading what="that execution" />
  );
}

function FromTemplates() {
  const [search] = useSearchParams();
  const templates = useQuery(templatesQuery);
  return templates.isPending ? <Loading what="the templates" /> : <Beginning templates={templates.data ?? []} wanted={search.get("template")} />;
}

function Beginning({ templates, wanted, said }: { templates: readonly Template[]; wanted: string | null; said?: string }) {
  const goOn = useGoOnAt();
  const [first] = useState(() => {
    const base = { ...begun(templates.find(({ id }) => id === wanted) ?? templates[0]), ...(said === undefined ? {} : { description: said }) };
    return { base, tag: null, kept: wanted === null ? recall(undefined) : undefined };
  });
  return <Editing id={undefined} {...first} onMade={(id) => goOn(`/tests/${id}/edit`)} />;
}

function Existing({ id }: { id: string }) {
  const stored = useQuery({
    queryKey: keys.tests.underEdit(id),
    queryFn: ({ signal }) => readTest(id, signal),
    staleTime: Infinity,
    gcTime: 0,
  });
  if (stored.data !== undefined) {
    return <Loaded id={id} stored={stored.data} />;
  }
  return stored.isError ? (
    <>
      <PageHead title="Edit" tab="Edit" />
      <ErrorState what="this test" error={stored.error} again={() => void stored.refetch()} />
    </>
  ) : (
    <Loading what="the test" />
  );
}

function Loaded({ id, stored }: { id: string; stored: Stored }) {
  // What was there when the editor was opened; later news are a matter of saving.
  const [first] = useState(() => ({ base: draftOf(stored.test), tag: stored.tag, kept: recall(id) }));
  return <Editing id={id} {...first} />;
}
