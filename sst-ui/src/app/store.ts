import { useSyncExternalStore } from "react";

/** A value outside of React that components can follow. */
export interface Store<T> {
  get: () => T;
  set: (value: T) => void;
  follow: (changed: () => void) => () => void;
}

export function store<T>(first: T): Store<T> {
  let value = first;
  const followers = new Set<() => void>();
  return {
    get: () => value,
    set: (next) => {
      value = next;
      followers.forEach((changed) => changed());
    },
    follow: (changed) => {
      followers.add(changed);
      return () => followers.delete(changed);
    },
  };
}

/** A choice of the person at this browser, kept there. What was kept and is no choice any more counts as the first. */
export function kept<T extends string>(name: string, choices: readonly [T, ...T[]]): Store<T> {
  const found = choices.find((choice) => choice === read(name)) ?? choices[0];
  const inner = store<T>(found);
  return {
    ...inner,
    set: (value) => {
      inner.set(value);
      try {
        localStorage.setItem(`sst.${name}`, value);
      } catch {
        // A browser that keeps nothing still follows the choice until the page is left.
      }
    },
  };
}

function read(name: string): string | null {
  try {
    return localStorage.getItem(`sst.${name}`);
  } catch {
    return null;
  }
}

export function useStore<T>(of: Store<T>): T {
  return useSyncExternalStore(of.follow, of.get);
}
