/** What the names of drafts begin with in the browser's store, where they outlive the page. */
export const DRAFTS = "sst.draft.";

/** How many drafts this browser keeps. */
export function keptDrafts(): number {
  return names().length;
}

/** For the end of a session: whoever comes next to this browser finds none of them. */
export function dropDrafts(): void {
  names().forEach((name) => localStorage.removeItem(name));
}

function names(): string[] {
  try {
    return Array.from({ length: localStorage.length }, (_, place) => localStorage.key(place) ?? "").filter((name) => name.startsWith(DRAFTS));
  } catch {
    // A browser that keeps nothing.
    return [];
  }
}
