import type { ReactNode } from "react";
import { standing } from "../api/problem.ts";
import { PageHead } from "./PageHead.tsx";
import { ErrorState, Loading, NotReadAgain, type Shown } from "./states.tsx";

interface Props<T> {
  /** What it is, as a noun and as the head of a page that cannot show it. */
  noun: string;
  title: string;
  query: Shown<T>;
  children: (thing: T) => ReactNode;
}

/** A page about one thing: as it was last read, with a word where that is old; or why there is nothing to show. */
export function PageOf<T>({ noun, title, query, children }: Props<T>) {
  const thing = standing(query);
  if (thing !== undefined) {
    return (
      <>
        <NotReadAgain what={`the ${noun}`} query={query} />
        {children(thing)}
      </>
    );
  }
  return query.isError ? (
    <>
      <PageHead title={title} tab={title} />
      <ErrorState what={`this ${noun}`} error={query.error} again={() => void query.refetch()} />
    </>
  ) : (
    <Loading what={`the ${noun}`} />
  );
}
