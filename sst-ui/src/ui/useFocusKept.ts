import { useLayoutEffect, type RefObject } from "react";

/** When an element goes while it has the focus, the page's heading gets it, and not nothing. */
export function useFocusKept(element: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const here = element.current;
    return () => {
      if (here?.contains(document.activeElement) === true) {
        document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
      }
    };
  }, [element]);
}
