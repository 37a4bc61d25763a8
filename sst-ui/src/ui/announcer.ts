import { store } from "../app/store.ts";

type Politeness = "polite" | "assertive";

/** At most one message in this time: a screen reader that is told more says nothing useful. */
const AT_MOST_EVERY = 5_000;

interface Said {
  text: string;
  politeness: Politeness;
}

export const announcement = store<Said>({ text: "", politeness: "polite" });

let last = 0;
let waiting: Said | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Has screen readers say that. Of what comes too fast only the newest is said. */
export function say(text: string, politeness: Politeness = "polite"): void {
  waiting = waiting?.politeness === "assertive" && politeness === "polite" ? waiting : { text, politeness };
  timer ??= setTimeout(speak, Math.max(0, last + AT_MOST_EVERY - Date.now()));
}

function speak(): void {
  timer = undefined;
  last = Date.now();
  if (waiting !== undefined) {
    announcement.set(waiting);
    waiting = undefined;
  }
}
