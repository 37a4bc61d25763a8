import { useEffect, useRef, useState } from "react";
import type { Stored } from "../../api/definitions.ts";
import type { Draft } from "../../text/draft.ts";
import { discarded, goingOn, isUnsaved, opening, saved, typed, type Drafting, type Origin } from "./drafting.ts";
import { Keeper, type HowMuch, type Kept } from "./keep.ts";

/**
 * The text of one editor, kept in this browser until it is saved.
 *
 * @param id the test; undefined for a new one
 * @param opened what is stored, or what a new one begins with
 * @param kept what was kept of it earlier
 */
export function useDraft(id: string | undefined, opened: Origin, kept: Kept | undefined) {
  const [now, setNow] = useState(() => opening(id, opened, kept));
  const [howMuch, setHowMuch] = useState<HowMuch>("all");
  const [keeper] = useState(() => new Keeper(kept === undefined ? undefined : (id ?? null), setHowMuch));
  const unsaved = isUnsaved(now);

  const newest = useRef(now);
  useEffect(() => {
    // What was recalled and is not touched stays kept as it was, with its time.
    if (newest.current !== now) {
      newest.current = now;
      keeper.changed(now.id, toKeep(now));
    }
  }, [keeper, now]);
  useEffect(() => {
    const leaving = () => keeper.now();
    window.addEventListener("pagehide", leaving);
    return () => {
      window.removeEventListener("pagehide", leaving);
      leaving();
    };
  }, [keeper]);
  useEffect(() => {
    const stay = (event: BeforeUnloadEvent) => unsaved && event.preventDefault();
    window.addEventListener("beforeunload", stay);
    return () => window.removeEventListener("beforeunload", stay);
  }, [unsaved]);

  return {
    ...now,
    unsaved,
    /** How much of what is unsaved this browser has kept. */
    howMuch,
    change: (more: Partial<Draft>) => setNow((before) => typed(before, more)),
    saved: (stored: Stored, sent: Draft) => {
      // Whoever has left the editor meanwhile finds no draft of what is stored.
      const after = saved(newest.current, stored, sent);
      keeper.changed(after.id, toKeep(after));
      setNow((before) => saved(before, stored, sent));
    },
    goOn: (stored: Stored, next: Draft) => setNow((before) => goingOn(before, stored, next)),
    discard: () => setNow(discarded),
  };
}

function toKeep(now: Drafting): Kept | undefined {
  return isUnsaved(now) ? { draft: now.draft, base: now.from.base, tag: now.from.tag, at: Date.now() } : undefined;
}
