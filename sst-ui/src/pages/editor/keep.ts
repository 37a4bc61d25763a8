import { DRAFTS } from "../../app/drafts.ts";
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

/** How much of a draft a browser has kept. */
export type HowMuch = "all" | "all but the parameters" | "nothing";

/** How long nothing has to be typed before it is kept, in milliseconds. */
export const PAUSE = 400;

const place = (id: string | undefined) => `${DRAFTS}${id ?? "new"}`;

/**
 * Keeps what one editor has not saved in this browser, a moment after each change. Takes away only what it has put there
 * itself, or has recalled: another editor of the same test keeps its own.
 */
export class Keeper {
  private mine: { place: string; text: string | null } | undefined;
  private waiting: (() => HowMuch) | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly told: (how: HowMuch) => void;

  /**
   * @param recalled the test whose kept draft the editor began with; null for a new one, undefined when it began with none
   * @param told how much could be kept, each time
   */
  constructor(recalled: string | null | undefined, told: (how: HowMuch) => void) {
    this.told = told;
    if (recalled !== undefined) {
      const from = place(recalled ?? undefined);
      this.mine = { place: from, text: stored(from) };
    }
  }

  /** What there is to keep of that test now; undefined when all of it is saved. */
  changed(id: string | undefined, kept: Kept | undefined): void {
    this.waiting = () => this.put(place(id), kept);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), PAUSE);
  }

  /** Does not wait any longer, as when the page is left. */
  now(): void {
    clearTimeout(this.timer);
    const put = this.waiting;
    this.waiting = undefined;
    if (put !== undefined) {
      this.told(put());
    }
  }

  private put(to: string, kept: Kept | undefined): HowMuch {
    if (this.mine !== undefined && (kept === undefined || this.mine.place !== to)) {
      if (stored(this.mine.place) === this.mine.text) {
        remove(this.mine.place);
      }
      this.mine = undefined;
    }
    if (kept === undefined) {
      return "all";
    }
    const safe = withoutSecrets(kept);
    const text = JSON.stringify(safe);
    if (!store(to, text)) {
      return "nothing";
    }
    this.mine = { place: to, text };
    return safe.draft.parameters === kept.draft.parameters ? "all" : "all but the parameters";
  }
}

/** Secrets have no place in a browser's store: parameters that may hold one are left as they were. */
function withoutSecrets(kept: Kept): Kept {
  return kept.draft.parameters.includes('"secret"') ? { ...kept, draft: { ...kept.draft, parameters: kept.base.parameters } } : kept;
}

/** What was kept of that test, or of a new one; undefined when nothing was, or when it has another shape than drafts have today. */
export function recall(id: string | undefined): Kept | undefined {
  try {
    const found: unknown = JSON.parse(stored(place(id)) ?? "null");
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

// A browser that keeps nothing, or has no room, still edits.

function stored(at: string): string | null {
  try {
    return localStorage.getItem(at);
  } catch {
    return null;
  }
}

function store(at: string, text: string): boolean {
  try {
    localStorage.setItem(at, text);
    return true;
  } catch {
    return false;
  }
}

function remove(at: string): void {
  try {
    localStorage.removeItem(at);
  } catch {
    // Nothing was kept.
  }
}
