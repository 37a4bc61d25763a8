import { useMemo } from "react";
import { useSearchParams } from "react-router";

/** The filters of a list, kept in the page's address: whoever gets the link sees the same. */
export function useFilters<N extends string>(names: readonly N[]): [Partial<Record<N, string>>, (change: Partial<Record<N, string>>) => void] {
  const [search, setSearch] = useSearchParams();
  const text = search.toString();
  const filters = useMemo(() => {
    const parameters = new URLSearchParams(text);
    const found: Partial<Record<N, string>> = {};
    for (const name of names) {
      const value = parameters.get(name);
      if (value !== null && value !== "") {
        found[name] = value;
      }
    }
    return found;
  }, [names, text]);

  function change(to: Partial<Record<N, string>>): void {
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        for (const [name, value] of Object.entries<string | undefined>(to)) {
          if (value === undefined || value === "") {
            after.delete(name);
          } else {
            after.set(name, value);
          }
        }
        return after;
      },
      { replace: true },
    );
  }
  return [filters, change];
}
