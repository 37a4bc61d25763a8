import { useEffect, useLayoutEffect, useRef } from "react";
import { letterKeys } from "../app/preferences.ts";
import { add, match, named, shortcuts, worksAnywhere, type Shortcut } from "./registry.ts";

/** The second key of a pair has to come within this. */
const PAIR = 1_200;

/**
 * Offers these keys while the component is there: from the moment it can be seen, since a key may be pressed at once. The newest `run`
 * counts; keys and labels are those of the first time, and one that is no longer among them does nothing.
 */
export function useShortcuts(mine: readonly Shortcut[]): void {
  const current = useRef(mine);
  useLayoutEffect(() => {
    current.current = mine;
  });
  useLayoutEffect(() => add(current.current.map((shortcut) => ({ ...shortcut, run: () => current.current.find(({ keys }) => keys === shortcut.keys)?.run() }))), []);
}

/** Listens for keys. Once on a page. */
export function useKeyListener(): void {
  useEffect(() => {
    let before = "";
    let timer: ReturnType<typeof setTimeout> | undefined;
    function pressed(event: KeyboardEvent): void {
      const key = named(event);
      if (event.defaultPrevented || event.isComposing || ["Shift", "Control", "Meta", "Alt"].includes(event.key)) {
        return;
      }
      if (!worksAnywhere(key) && (letterKeys.get() === "off" || typing(event.target) || document.querySelector("dialog[open]") !== null)) {
        return;
      }
      const found = match(shortcuts.get(), before, key);
      if (event.repeat) {
        // A key that is held down is pressed once; the browser does nothing of its own with it either.
        if (found !== undefined && found !== "first") {
          event.preventDefault();
        }
        return;
      }
      clearTimeout(timer);
      before = found === "first" ? key : "";
      timer = setTimeout(() => (before = ""), PAIR);
      if (found !== undefined && found !== "first") {
        event.preventDefault();
        found.run();
      }
    }
    window.addEventListener("keydown", pressed);
    return () => {
      window.removeEventListener("keydown", pressed);
      clearTimeout(timer);
    };
  }, []);
}

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
