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

const MOST = 4;

/** The messages with one more. Where they become too many the oldest goes that goes by itself; a bad one stays until it is closed. */
export function withOneMore(before: readonly Toast[], next: Toast): readonly Toast[] {
  const passing = before.filter(({ tone }) => tone !== "bad");
  const gone = new Set(passing.slice(0, Math.max(0, before.length + 1 - MOST)));
  return [...before.filter((one) => !gone.has(one)), next];
}

/** Shows it for 10 s; a bad one until it is closed. Screen readers hear it. */
export function toast(message: Omit<Toast, "id">): void {
  const shown = { ...message, id: next++ };
  toasts.set(withOneMore(toasts.get(), shown));
  say(message.text, message.tone === "bad" ? "assertive" : "polite");
  if (message.tone !== "bad") {
    setTimeout(() => dismiss(shown.id), STAYS);
  }
}

function dismiss(id: number): void {
  if (document.querySelector(`[data-toast="${id}"]:is(:hover, :focus-within)`) !== null) {
    setTimeout(() => dismiss(id), 1_000);
    return;
  }
  close(id);
}

export function close(id: number): void {
  toasts.set(toasts.get().filter((shown) => shown.id !== id));
}
