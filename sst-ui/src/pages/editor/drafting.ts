import type { Stored } from "../../api/definitions.ts";
import { differing, draftOf, merged, type Draft } from "../../text/draft.ts";
import type { Kept } from "./keep.ts";

/** What a draft was made from: fields as they were stored, and the server's mark of them; null for what was never stored. */
export interface Origin {
  base: Draft;
  tag: string | null;
}

/** One editor's text between opening and leaving it. Each of the functions here makes the next of it. */
export interface Drafting {
  /** The test it is of; undefined until a new one was saved. */
  id: string | undefined;
  draft: Draft;
  from: Origin;
  /** What there was when the editor was opened: where discarding leads to. */
  opened: Origin;
  /** When the text that is shown was kept in this browser, while it is neither saved nor discarded. */
  restored: number | undefined;
}

export function opening(id: string | undefined, opened: Origin, kept: Kept | undefined): Drafting {
  return kept === undefined
    ? { id, draft: opened.base, from: opened, opened, restored: undefined }
    : { id, draft: kept.draft, from: { base: kept.base, tag: kept.tag }, opened, restored: kept.at };
}

export function isUnsaved({ from, draft }: Drafting): boolean {
  return differing(from.base, draft).length > 0;
}

export function typed(before: Drafting, more: Partial<Draft>): Drafting {
  return { ...before, draft: { ...before.draft, ...more } };
}

/** After what was sent is stored. What was typed since it was sent stays, as changes of what is stored now. */
export function saved(before: Drafting, { test, tag }: Stored, sent: Draft): Drafting {
  const base = draftOf(test);
  return { ...before, id: test.test_id, draft: merged(sent, base, before.draft), from: { base, tag }, restored: undefined };
}

/** After what somebody else stored was looked at: goes on from there, with that text. */
export function goingOn(before: Drafting, { test, tag }: Stored, draft: Draft): Drafting {
  return { ...before, draft, from: { base: draftOf(test), tag } };
}

export function discarded(before: Drafting): Drafting {
  return { ...before, draft: before.opened.base, from: before.opened, restored: undefined };
}
