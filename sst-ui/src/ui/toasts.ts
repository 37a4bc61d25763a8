import { store } from "../app/store.ts";
import { say } from "./announcer.ts";

/** A word about something that happened, with at most one thing to do about it. */
export interface Toast {
  id: number;
  tone: "plain" | "good" | "bad";
  text: string;
  action?: { label: string; run: () => void };
}

export const toasts = store<readonly Toast[]>([]);

const STAYS = 10_000;
let next = 1;

/** Shows it for 10 s; a bad one until it is closed. Screen readers hear it. */
export function toast(message: Omit<Toast, "id">): void {
  const shown = { ...message, id: next++ };
  toasts.set([...toasts.get().slice(-3), shown]);
  say(message.text, message.tone === "bad" ? "assertive" : "polite");
  if (message.tone !== "bad") {
    setTimeout(() => dismiss(shown.id), STAYS);
  }
}

export function dismiss(id: number): void {
  if (document.querySelector(`[data-toast="${id}"]:is(:hover, :focus-within)`) !== null) {
    setTimeout(() => dismiss(id), 1_000);
    return;
  }
  close(id);
}

export function close(id: number): void {
  toasts.set(toasts.get().filter((shown) => shown.id !== id));
}
