import { useEffect, useState, type ReactNode } from "react";
import { Refusal, Unreachable } from "../api/problem.ts";
import { Button } from "./Button.tsx";
import { Inert } from "./Inert.tsx";
import { AbsoluteTime } from "./RelativeTime.tsx";
import styles from "./states.module.css";

/** Says that something is coming, once it takes long enough to be worth saying. */
export function Loading({ what }: { what: string }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 400);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p className={styles.loading} role="status" data-loading>
      {late ? `Loading ${what} …` : ""}
    </p>
  );
}

/** Nothing is there: one sentence, and what can be done. */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={styles.state}>
      <p className={styles.title}>{title}</p>
      {children !== undefined && <div className={styles.actions}>{children}</div>}
    </div>
  );
}

/** What went wrong, where, and what can be done. A refused request says so in the server's own words. */
export function ErrorState({ what, error, again }: { what: string; error: unknown; again?: () => void }) {
  if (error instanceof Refusal && error.status === 403) {
    return (
      <NoPermission title={`You may not see ${what}.`}>
        <Inert text={error.problem.detail} />
      </NoPermission>
    );
  }
  return (
    <div className={styles.state} data-bad role="alert">
      <p className={styles.title}>
        {error instanceof Refusal && error.status === 404 ? `There is no such thing: ${what}.` : `Could not load ${what}.`}
      </p>
      <p>
        <Inert text={told(error)} />
      </p>
      {again !== undefined && (
        <div className={styles.actions}>
          <Button onClick={again}>Try again</Button>
        </div>
      )}
    </div>
  );
}

/** What is shown of an answer, and how it was come by. */
export interface Shown<T> {
  isError: boolean;
  error: unknown;
  data: T | undefined;
  dataUpdatedAt: number;
  refetch: () => unknown;
}

/** Says of what is shown that it could not be read again, and of when it is. Nothing where it could, and where nothing is shown. */
export function NotReadAgain({ what, query }: { what: string; query: Shown<unknown> }) {
  return (
    query.isError &&
    query.data !== undefined && (
      <p className={styles.old} role="status">
        Old: {what} could not be read again. <Inert text={told(query.error)} limit={300} /> What stands here is of <AbsoluteTime at={new Date(query.dataUpdatedAt).toISOString()} />.{" "}
        <Button look="quiet" onClick={() => void query.refetch()}>
          Try again
        </Button>
      </p>
    )
  );
}

/** Whoever sits here may not do or see that, and why. */
export function NoPermission({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={styles.state}>
      <p className={styles.title}>{title}</p>
      <p>{children}</p>
    </div>
  );
}

/** What to say of an error, in a sentence. */
export function told(error: unknown): string {
  if (error instanceof Refusal || error instanceof Unreachable) {
    return error.message;
  }
  return "Something failed in this page, not in the server.";
}
