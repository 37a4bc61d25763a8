import type { Query, QueryClient, QueryFilters, QueryKey } from "@tanstack/react-query";

/** Many events in a row make a list be read again once. */
const GATHER = 1_000;

/**
 * Has answers read again: at most once in a second, and none while it is being read. That one is read again when it has
 * come, since it may lack what was told meanwhile; reading it anew at once would never come to an end where events keep coming.
 */
export class Rereading {
  private readonly cache: QueryClient;
  private readonly waiting = new Map<string, QueryFilters>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(cache: QueryClient) {
    this.cache = cache;
  }

  /** All under that key, a little later. */
  readonly later = (queryKey: QueryKey): void => this.wait({ queryKey });

  /** All that are wanted, now. */
  all(wanted: (queryKey: QueryKey) => boolean): void {
    this.read(this.cache.getQueryCache().findAll({ predicate: ({ queryKey }) => wanted(queryKey) }));
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.waiting.clear();
  }

  private wait(which: QueryFilters): void {
    this.waiting.set(JSON.stringify(which), which);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      const due = [...this.waiting.values()];
      this.waiting.clear();
      this.read([...new Set(due.flatMap((filters) => this.cache.getQueryCache().findAll(filters)))]);
    }, GATHER);
  }

  private read(queries: readonly Query[]): void {
    const [busy, idle] = parted(queries, ({ state }) => state.fetchStatus === "fetching");
    busy.forEach(({ queryKey }) => this.wait({ queryKey, exact: true }));
    idle.forEach(({ queryKey }) => void this.cache.invalidateQueries({ queryKey, exact: true }));
  }
}

function parted<T>(all: readonly T[], is: (one: T) => boolean): [T[], T[]] {
  return [all.filter(is), all.filter((one) => !is(one))];
}
