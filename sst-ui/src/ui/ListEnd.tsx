import { plural } from "../text/verdict.ts";
import { Button } from "./Button.tsx";

interface Props {
  shown: number;
  /** How many there are in all, when the server said so. */
  total?: number | undefined;
  noun: string;
  hasMore: boolean;
  loading: boolean;
  more: () => void;
}

/** How much of a list is here; it never claims a total that nobody told. */
export function ListEnd({ shown, total, noun, hasMore, loading, more }: Props) {
  return (
    <p role="status">
      {hasMore && total !== undefined && total > shown ? `${shown.toLocaleString()} of ${plural(total, noun)}` : plural(shown, noun)}
      {hasMore ? " so far. " : "."}
      {hasMore && (
        <Button look="quiet" busy={loading} onClick={more}>
          Load more
        </Button>
      )}
    </p>
  );
}
