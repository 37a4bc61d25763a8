import { useMemo } from "react";
import { diff, type DiffLine } from "../text/diff.ts";
import styles from "./DiffView.module.css";
import { Inert } from "./Inert.tsx";
import { Scrolled } from "./Scrolled.tsx";

const MARKS: Record<DiffLine["kind"], string> = { same: " ", removed: "−", added: "+" };
const WORDS: Record<DiffLine["kind"], string> = { same: "", removed: "removed: ", added: "added: " };
const AROUND = 3;

/** How one text became the other. Marked by signs and words, not by colour alone; of what is the same only what stands around. */
export function DiffView({ label, before, after }: { label: string; before: string; after: string }) {
  const lines = useMemo(() => near(diff(before, after)), [before, after]);
  return (
    <Scrolled label={label} className={styles.diff}>
      {lines.map((line, place) =>
        line === "gap" ? (
          <div key={place} className={styles.gap}>
            ⋯
          </div>
        ) : (
          <div key={place} className={styles.line} data-kind={line.kind}>
            <span aria-hidden="true">{MARKS[line.kind]}</span>
            <span className="visually-hidden">{WORDS[line.kind]}</span>
            <Inert text={line.text} limit={1_000} />
          </div>
        ),
      )}
    </Scrolled>
  );
}

function near(lines: readonly DiffLine[]): (DiffLine | "gap")[] {
  const kept = lines.map((_, place) => lines.slice(Math.max(0, place - AROUND), place + AROUND + 1).some(({ kind }) => kind !== "same"));
  return lines.flatMap<DiffLine | "gap">((line, place) => (kept[place] === true ? [line] : place === 0 || kept[place - 1] === true ? ["gap"] : []));
}
