import type { FieldProblem } from "../../api/schema.gen.ts";
import { Inert } from "../../ui/Inert.tsx";
import styles from "./DeployDialog.module.css";

/** What a plan or a deployment found, each at its field; nothing when it found nothing. */
export function Findings({ title, problems, bad = false }: { title: string; problems: readonly FieldProblem[]; bad?: boolean }) {
  return (
    problems.length > 0 && (
      <section aria-label={title} className={styles.findings} data-bad={bad || undefined}>
        <h3>{title}</h3>
        <ul>
          {problems.map(({ field, message, line }) => (
            <li key={`${field} ${line ?? ""} ${message}`}>
              <code>{line === undefined ? field : `${field}, line ${line}`}</code>: <Inert text={message} limit={1_000} />
            </li>
          ))}
        </ul>
      </section>
    )
  );
}
