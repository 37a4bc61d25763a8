import type { FieldProblem } from "../../api/schema.gen.ts";
import { plural } from "../../text/verdict.ts";
import { Inert } from "../../ui/Inert.tsx";
import { Panel } from "../../ui/Panel.tsx";
import styles from "./Editor.module.css";
import { wordsFor } from "./fields.ts";

interface Props {
  errors: readonly FieldProblem[];
  warnings: readonly FieldProblem[];
  /** What is known of them now, when it is not the newest text. */
  state: "current" | "checking" | "unknown" | "unasked";
  onJump: (line: number, column: number) => void;
}

/** All that is wrong with the draft; what has a line in the code leads there. */
export function Problems({ errors, warnings, state, onJump }: Props) {
  const none = state === "current" && errors.length + warnings.length === 0;
  return (
    <Panel title="Problems">
      <p role="status" className={styles.note}>
        {state === "checking" && "The server is looking at it …"}
        {state === "unknown" && "The server could not look at it."}
        {state === "unasked" && "The server looks at it once something is written."}
        {none && "The server finds nothing wrong with it."}
        {state === "current" && !none && `${plural(errors.length, "problem")}, ${plural(warnings.length, "warning")}.`}
      </p>
      <ul className={styles.problems}>
        {errors.map((problem) => (
          <Entry key={written(problem)} problem={problem} onJump={onJump} />
        ))}
        {warnings.map((problem) => (
          <Entry key={`warning ${written(problem)}`} problem={problem} warning onJump={onJump} />
        ))}
      </ul>
    </Panel>
  );
}

function written({ field, message, line = 0, column = 0 }: FieldProblem): string {
  return `${field} ${line} ${column} ${message}`;
}

function Entry({ problem, warning = false, onJump }: { problem: FieldProblem; warning?: boolean; onJump: Props["onJump"] }) {
  const { field, message, line, column } = problem;
  const place = `${wordsFor(field)}${line === undefined ? "" : `, line ${line}`}${column === undefined ? "" : `, column ${column}`}`;
  const text = `${warning ? "Warning: " : ""}${place}: ${message}`;
  return (
    <li>
      {line !== undefined && field === "test_code" ? (
        <button type="button" onClick={() => onJump(line, column ?? 1)}>
          <Inert text={text} limit={500} />
        </button>
      ) : (
        <Inert text={text} limit={500} />
      )}
    </li>
  );
}
