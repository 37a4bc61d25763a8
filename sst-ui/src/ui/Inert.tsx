import { useMemo, useState } from "react";
import { beginning, pieces } from "../text/inert.ts";
import { Button } from "./Button.tsx";
import styles from "./Inert.module.css";

interface Props {
  text: string;
  /** How many characters are shown at first, and more with each press. */
  limit?: number;
  /** Whether the rest can be asked for; not inside of a link, a button or an option, which a press would follow. */
  more?: boolean;
}

/**
 * A text that somebody else wrote, shown so that it does nothing: codes for terminals are taken away, characters that turn
 * or hide what stands around are named, its direction is its own, and a long one is shown part by part.
 */
export function Inert({ text, limit = 2_000, more = true }: Props) {
  const [shown, setShown] = useState(limit);
  const parts = useMemo(() => pieces(beginning(text, shown)), [text, shown]);
  return (
    <bdi className={styles.inert}>
      {parts.map((piece, place) => (piece.mark === undefined ? piece.text : <Mark key={place} name={piece.mark} />))}
      {text.length > shown && !more && "…"}
      {text.length > shown && more && (
        <Button look="quiet" onClick={() => setShown(shown * 4)}>
          … show more ({(text.length - shown).toLocaleString()} characters left)
        </Button>
      )}
    </bdi>
  );
}

function Mark({ name }: { name: string }) {
  return (
    <span className={styles.mark} title="A character that is not shown, because it would hide or turn the text around it">
      {name}
    </span>
  );
}
