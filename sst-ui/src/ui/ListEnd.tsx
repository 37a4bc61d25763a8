import type { Parts } from "../app/useParts.ts";
import { plural } from "../text/verdict.ts";
import { Button } from "./Button.tsx";
import styles from "./ListEnd.module.css";

/** How much of a list is here; it never claims a total that nobody told. */
export function ListEnd({ parts: { rows, total, more, loading }, noun }: { parts: Parts<unknown>; noun: string }) {
  const shown = rows.length;
  return (
    <p role="status" className={styles.end}>
      {more !== undefined && total !== undefined && total > shown ? `${shown.toLocaleString()} of ${plural(total, noun)}` : plural(shown, noun)}
      {more === undefined ? "." : " so far. "}
      {more !== undefined && (
        <Button look="quiet" busy={loading} onClick={more}>
          Load more
        </Button>
      )}
    </p>
  );
}
