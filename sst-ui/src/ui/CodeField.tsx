import { Suspense, lazy, useId, type ReactNode } from "react";
import type { FieldProblem } from "../api/schema.gen.ts";
import styles from "./CodeField.module.css";
import fieldStyles from "./Field.module.css";
import { Inert } from "./Inert.tsx";

const CodeMirrorView = lazy(() => import("./CodeMirrorView.tsx"));

export interface CodeFieldProps {
  value: string;
  onChange: (value: string) => void;
  language: "python" | "yaml" | "json" | "text";
  labelledBy: string;
  describedBy?: string | undefined;
  problems: readonly FieldProblem[];
  readOnly?: boolean;
  /** Where to put the cursor; each new object does it again. */
  jump?: { line: number; column: number } | undefined;
}

interface Props extends Omit<CodeFieldProps, "labelledBy" | "describedBy"> {
  label: string;
  hint?: ReactNode;
  size?: "small" | "large";
}

/** A text of some language with its problems marked in it. The editor comes when it is first needed. */
export function CodeField({ label, hint, size = "small", ...rest }: Props) {
  const id = useId();
  const outside = rest.problems.filter(({ line }) => line === undefined);
  return (
    <div className={fieldStyles.field}>
      <span id={id} className={styles.label}>
        {label}
      </span>
      <div className={styles.frame} data-size={size} data-bad={rest.problems.length > 0 || undefined}>
        <Suspense fallback={<textarea aria-labelledby={id} className={styles.waiting} value={rest.value} readOnly spellCheck={false} />}>
          <CodeMirrorView {...rest} labelledBy={id} describedBy={`${id}-told`} />
        </Suspense>
      </div>
      <div id={`${id}-told`} className={fieldStyles.told}>
        <p>
          {hint} <span className={styles.keys}>Tab indents; Esc, then Tab leaves.</span>
        </p>
        {(size === "small" ? rest.problems : outside).map(({ field, message, line }) => (
          <p key={`${field} ${message}`} className={fieldStyles.problem}>
            <Inert text={line === undefined ? message : `Line ${line}: ${message}`} limit={500} />
          </p>
        ))}
      </div>
    </div>
  );
}
