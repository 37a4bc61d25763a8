import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import { afterEcho } from "../text/echoes.ts";
import { plainLine } from "../text/inert.ts";
import styles from "./FilterBar.module.css";

export function FilterBar({ children }: { children: ReactNode }) {
  return (
    <search className={styles.bar}>{children}</search>
  );
}

/** A field to search with; what is typed counts a moment later. */
export function SearchField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  const [sent, setSent] = useState<readonly string[]>([]);
  const newest = useRef(onChange);
  const id = useId();
  if (known !== value) {
    setKnown(value);
    const waiting = afterEcho(sent, value);
    setSent(waiting ?? []);
    if (waiting === undefined) {
      // Changed from elsewhere, as by the Back button. What was sent from here comes back late, when more may have been typed.
      setTyped(value);
    }
  }
  useEffect(() => {
    newest.current = onChange;
  });
  useEffect(() => {
    if (typed === value) {
      return;
    }
    const timer = setTimeout(() => {
      setSent((before) => [...before, typed]);
      newest.current(typed);
    }, 200);
    return () => clearTimeout(timer);
  }, [typed, value]);
  return (
    <div className={styles.field} data-wide>
      <label htmlFor={id}>{label}</label>
      <input id={id} type="search" value={typed} onChange={(event) => setTyped(event.target.value)} />
    </div>
  );
}

/** A value, and how it is called where it is not called by itself. */
export interface Choice {
  value: string;
  words: string;
}

interface ChoiceProps {
  label: string;
  value: string;
  choices: readonly (string | Choice)[];
  /** Whether it may be left open; it may unless this says no. */
  any?: boolean;
  onChange: (value: string) => void;
}

/** How much of a choice's name is shown. */
const LONGEST = 60;

/** One of a few words, or any. A value from elsewhere that is no choice is shown as it is. */
export function ChoiceField({ label, value, choices, any = true, onChange }: ChoiceProps) {
  const id = useId();
  const all = choices.map((choice) => (typeof choice === "string" ? { value: choice, words: choice } : choice));
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {any && <option value="">any</option>}
        {value !== "" && !all.some((choice) => choice.value === value) && <option value={value}>{plainLine(value, LONGEST)}</option>}
        {all.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {plainLine(choice.words, LONGEST)}
          </option>
        ))}
      </select>
    </div>
  );
}
