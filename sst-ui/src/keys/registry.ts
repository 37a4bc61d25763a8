import { store } from "../app/store.ts";

/** A key, or two in a row, and what it does. */
export interface Shortcut {
  /** `?`, `/`, `g t`, `mod+k`; `mod` is Ctrl, and Cmd on a Mac. */
  keys: string;
  label: string;
  group: string;
  run: () => void;
}

/** What can be pressed now: what the frame offers, and what the page in it adds. */
export const shortcuts = store<readonly Shortcut[]>([]);

export function add(more: readonly Shortcut[]): () => void {
  shortcuts.set([...shortcuts.get(), ...more]);
  return () => shortcuts.set(shortcuts.get().filter((shortcut) => !more.includes(shortcut)));
}

export interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** What was pressed, in the words of {@link Shortcut.keys}. Shift counts beside Ctrl or Cmd only: alone it makes another character. */
export function named({ key, ctrlKey, metaKey, altKey, shiftKey }: Pressed): string {
  const base = key.length === 1 ? key.toLowerCase() : key;
  const mod = ctrlKey || metaKey;
  return `${mod ? "mod+" : ""}${altKey ? "alt+" : ""}${mod && shiftKey ? "shift+" : ""}${base}`;
}

/**
 * What that press sets off, after what was pressed before it.
 *
 * @param before the first key of a pair; empty when there is none
 * @returns the shortcut, or that it may be the first of a pair, or neither
 */
export function match(all: readonly Shortcut[], before: string, pressed: string): Shortcut | "first" | undefined {
  const wanted = before === "" ? pressed : `${before} ${pressed}`;
  const found = all.findLast((shortcut) => shortcut.keys === wanted);
  if (found !== undefined) {
    return found;
  }
  return before === "" && all.some((shortcut) => shortcut.keys.startsWith(`${pressed} `)) ? "first" : undefined;
}

/** Whether it needs no letter alone, so that it works while somebody types and where letters are switched off. */
export function worksAnywhere(keys: string): boolean {
  return keys.startsWith("mod+");
}
