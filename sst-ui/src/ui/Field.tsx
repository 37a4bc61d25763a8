import { useId, type ReactNode } from "react";
import type { FieldProblem } from "../api/schema.gen.ts";
import styles from "./Field.module.css";
import { Inert } from "./Inert.tsx";

/** What an input needs to be bound to its label and its problems. */
export interface Bound {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

interface Props {
  label: string;
  hint?: ReactNode;
  problems?: readonly FieldProblem[];
  children: (bound: Bound) => ReactNode;
}

/** A labelled input with what is to be known of it, and what is wrong with it, in words. */
export function Field({ label, hint, problems = [], children }: Props) {
  const id = useId();
  const told = hint !== undefined || problems.length > 0;
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children({ id, "aria-describedby": told ? `${id}-told` : undefined, "aria-invalid": problems.length > 0 || undefined })}
      {told && (
        <div id={`${id}-told`} className={styles.told}>
          {hint !== undefined && <p>{hint}</p>}
          {problems.map(({ field, message, line }) => (
            <p key={`${field} ${message} ${line ?? ""}`} className={styles.problem}>
              <Inert text={line === undefined ? message : `Line ${line}: ${message}`} limit={500} />
            </p>
          ))}
        </div>
      )}
    </div>
  );
}
