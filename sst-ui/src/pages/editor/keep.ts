import { EMPTY, type Draft } from "../../text/draft.ts";

/** What was not saved yet, with what it was made from. */
export interface Kept {
  draft: Draft;
  base: Draft;
  /** The server's mark of the base; null for a new test. */
  tag: string | null;
  /** The browser's time. */
  at: number;
}

const place = (id: string) => `sst.draft.${id}`;

/** Secrets have no place in a browser's store: parameters that may hold one are left as they were. */
function withoutSecrets(kept: Kept): Kept {
  return kept.draft.parameters.includes('"secret"') ? { ...kept, draft: { ...kept.draft, parameters: kept.base.parameters } } : kept;
}

export function keep(id: string, kept: Kept): void {
  try {
    localStorage.setItem(place(id), JSON.stringify(withoutSecrets(kept)));
  } catch {
    // A browser that keeps nothing, or has no room, still edits.
  }
}

export function forget(id: string): void {
  try {
    localStorage.removeItem(place(id));
  } catch {
    // Nothing was kept.
  }
}

/** What was kept; undefined when nothing was, or when it has another shape than drafts have today. */
export function recall(id: string): Kept | undefined {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(place(id)) ?? "null");
    return isKept(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

function isKept(found: unknown): found is Kept {
  return typeof found === "object" && found !== null && "draft" in found && "base" in found && "at" in found && isDraft(found.draft) && isDraft(found.base);
}

function isDraft(found: unknown): boolean {
  return typeof found === "object" && found !== null && Object.entries(EMPTY).every(([name, value]) => typeof (found as Record<string, unknown>)[name] === typeof value);
}
