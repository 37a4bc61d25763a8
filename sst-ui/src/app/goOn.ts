import { useLocation, useNavigate } from "react-router";

/** What a step to another address brings along so that the page on the screen stays as it is. */
interface Stayed {
  /** The key of the page, which is the path it was opened at. */
  page: string;
  /** The entry in the browser's history that it was opened by. */
  entry: string;
}

/** What the place itself is, and what somebody who went on there brought along. */
interface Place {
  pathname: string;
  key: string;
  state: unknown;
}

/** By what page and entry of the history the screen was opened that is shown at that place. */
export function openedBy({ pathname, key, state }: Place): Stayed {
  return isStayed(state) ? { page: state.page, entry: state.entry } : { page: pathname, entry: key };
}

export function wentOn({ state }: Pick<Place, "state">): boolean {
  return isStayed(state);
}

function isStayed(state: unknown): state is Stayed {
  return typeof state === "object" && state !== null && "page" in state && typeof state.page === "string" && "entry" in state && typeof state.entry === "string";
}

/** Goes to another address in place of this one, with the page and all that is typed in it as it is. */
export function useGoOnAt(): (to: string) => void {
  const here = useLocation();
  const navigate = useNavigate();
  return (to) => void navigate(to, { replace: true, state: openedBy(here) });
}
