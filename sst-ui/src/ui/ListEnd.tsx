import { plural } from "../text/verdict.ts";
import { Button } from "./Button.tsx";

interface Props {
  shown: number;
  noun: string;
  hasMore: boolean;
  loading: boolean;
  more: () => void;
}

/** How much of a list is here; it never claims a total that nobody told. */
export function ListEnd({ shown, noun, hasMore, loading, more }: Props) {
  return (
    <p role="status">
      {plural(shown, noun)}
      {hasMore ? " so far. " : "."}
      {hasMore && (
        <Button look="quiet" busy={loading} onClick={more}>
          Load more
        </Button>
      )}
    </p>
  );
}
