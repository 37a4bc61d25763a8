import { infiniteQueryOptions, type QueryKey } from "@tanstack/react-query";
import { whole } from "./client.ts";

/** One part of a list, and where the next one begins. */
export interface Part<T> {
  items: T[];
  next: string | null;
  /** How many there are in all, where the server counts them. */
  total?: number | undefined;
}

/** How many rows a request brings at first; the most the server gives of whole documents. */
export const PART = 200;

/** A request whose good answer is a list. */
export type Asked<T> = Parameters<typeof whole<T[]>>[0];

/** A list that is read part by part, as far as somebody scrolls. */
export function partByPart<T>(queryKey: QueryKey, ask: (cursor: string | undefined, signal: AbortSignal) => Asked<T>) {
  return infiniteQueryOptions({
    queryKey,
    queryFn: async ({ pageParam, signal }): Promise<Part<T>> => {
      const { body, headers } = await whole(ask(pageParam ?? undefined, signal));
      return { items: body, next: headers.get("X-Next-Cursor"), total: totalOf(headers) };
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
}

/** What the server says of how many there are in all. */
function totalOf(headers: Headers): number | undefined {
  const total = headers.get("X-Total-Count");
  return total === null ? undefined : Number(total);
}
