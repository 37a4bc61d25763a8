import type { Query, QueryCacheNotifyEvent, QueryClient } from "@tanstack/react-query";
import { after, type Told } from "./told.ts";

/**
 * Remembers what events tell while answers are on their way: an answer may have been made before the event, and would put
 * back what was before. What was told since it was asked for is put into each answer that comes.
 */
export class Meanwhile {
  private readonly cache: QueryClient;
  /** How much had been told when an answer was asked for, by the hash of its query; only while it is under way. */
  private readonly asked = new Map<string, number>();
  /** The last of each execution and test, in the order in which they were told. */
  private readonly told = new Map<string, { place: number; told: Told }>();
  private count = 0;

  constructor(cache: QueryClient) {
    this.cache = cache;
  }

  /** Begins to listen to answers, until what it returns is called. */
  begin(): () => void {
    const queries = this.cache.getQueryCache();
    queries.getAll().filter(({ state }) => state.fetchStatus === "fetching").forEach(({ queryHash }) => this.asked.set(queryHash, this.count));
    return queries.subscribe((event) => this.happened(event));
  }

  /** Something was told, and was put into the answers that are here. */
  hear(told: Told): void {
    this.count += 1;
    if (this.asked.size > 0) {
      const id = told.kind === "execution" ? told.execution.execution_id : told.test.test_id;
      const name = `${told.kind} ${id}`;
      this.told.delete(name);
      this.told.set(name, { place: this.count, told });
    }
  }

  private happened(event: QueryCacheNotifyEvent): void {
    const query = event.query as Query;
    const { queryHash } = query;
    if (event.type === "removed") {
      this.settled(queryHash);
    } else if (event.type === "updated") {
      if (event.action.type === "fetch") {
        this.asked.set(queryHash, this.count);
      } else if (query.state.fetchStatus === "idle") {
        const since = this.settled(queryHash);
        if (event.action.type === "success" && since !== undefined) {
          this.catchUp(query, since);
        }
        this.forget();
      }
    }
  }

  private settled(queryHash: string): number | undefined {
    const since = this.asked.get(queryHash);
    this.asked.delete(queryHash);
    return since;
  }

  private catchUp({ queryKey, state: { data: answer } }: Query, since: number): void {
    const missed = [...this.told.values()].filter(({ place }) => place > since);
    const next = missed.reduce((sofar, { told }) => after(told, queryKey, sofar), answer);
    if (next !== answer) {
      this.cache.setQueryData(queryKey, next);
    }
  }

  /** What was told before the longest read that is under way is needed by none; a result may be a megabyte. */
  private forget(): void {
    const first = Math.min(...this.asked.values(), Infinity);
    for (const [name, { place }] of this.told) {
      if (place > first) {
        return;
      }
      this.told.delete(name);
    }
  }
}
