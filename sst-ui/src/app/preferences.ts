import { kept } from "./store.ts";

/** Colours: as the system says, or chosen. */
export const theme = kept("theme", ["system", "light", "dark"]);

/** In which zone absolute times are written. */
export const zone = kept("zone", ["local", "utc"]);

/** How times are told: how long ago, or as the clock had it; the other one is only on hover. */
export const times = kept("times", ["ago", "clock"]);

/** Whether single letters are keys; they disturb those who speak to their machine (WCAG 2.1.4). */
export const letterKeys = kept("letter-keys", ["on", "off"]);

/** Whether the overview shows how to begin while there are no tests. */
export const firstRun = kept("first-run", ["shown", "skipped"]);

/** Whether a test is run once after it was deployed. */
export const runAfterwards = kept("run-afterwards", ["no", "yes"]);

function showTheme(): void {
  const chosen = theme.get();
  if (chosen === "system") {
    document.documentElement.removeAttribute("data-theme");
  } else {
    document.documentElement.setAttribute("data-theme", chosen);
  }
}

theme.follow(showTheme);
showTheme();
