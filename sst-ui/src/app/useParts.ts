import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import type { Part } from "../api/paging.ts";

/** What is here of a list that is read part by part, and how the rest is asked for. */
export interface Parts<T> {
  rows: readonly T[];
  /** How many there are in all, where the server counts them. */
  total: number | undefined;
  /** Asks for the next part; absent where there is none. */
  more: (() => void) | undefined;
  /** The same for whoever asks unbidden, as by scrolling: absent as well while a part is on its way, and after one could not be read. */
  ahead: (() => void) | undefined;
  /** Whether the next part is on its way. */
  loading: boolean;
}

export function useParts<T>(list: UseInfiniteQueryResult<InfiniteData<Part<T>>>): Parts<T> {
  const { data, fetchNextPage, hasNextPage, isFetchingNextPage, isFetchNextPageError } = list;
  const rows = useMemo(() => data?.pages.flatMap((part) => part.items) ?? [], [data]);
  const next = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const more = hasNextPage ? next : undefined;
  return { rows, total: data?.pages[0]?.total, more, ahead: isFetchingNextPage || isFetchNextPageError ? undefined : more, loading: isFetchingNextPage };
}
