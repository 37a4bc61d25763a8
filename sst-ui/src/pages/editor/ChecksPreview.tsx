import { useMutation, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { previewChecks } from "../../api/definitions.ts";
import { oneExecution } from "../../api/executions.ts";
import type { Execution } from "../../api/schema.gen.ts";
import { oneTest } from "../../api/tests.ts";
import { parsedJson } from "../../text/draft.ts";
import { plural } from "../../text/verdict.ts";
import { Button } from "../../ui/Button.tsx";
import { Inert } from "../../ui/Inert.tsx";
import { told } from "../../ui/states.tsx";
import styles from "./Editor.module.css";

/** What is tried, and the text it was read from. */
interface Tried {
  expected: string;
  value: unknown;
  output: Execution["output_data"];
}

interface Props {
  id: string | undefined;
  expected: string;
  take: (result: unknown) => void;
}

/** Which checks the expectation makes of the last result, judged by the server; and that result as the expectation. */
export function ChecksPreview({ id, expected, take }: Props) {
  const test = useQuery({ ...oneTest(id ?? ""), enabled: id !== undefined });
  const last = test.data?.last_execution?.execution_id;
  const execution: UseQueryResult<Execution> = useQuery({ ...oneExecution(last ?? ""), enabled: last !== undefined });
  const output = execution.data?.output_data;
  const parsed = parsedJson(expected.trim() === "" ? "null" : expected);
  const preview = useMutation({
    meta: { quiet: true },
    mutationFn: (tried: Tried) => previewChecks(tried.value, tried.output),
  });
  const of = preview.variables;
  const current = of?.expected === expected && of.output === output;
  const none = output === undefined || Object.keys(output).length === 0 ? "It has no result yet" : undefined;
  return (
    <div>
      <div className={styles.check}>
        <Button unavailable={none ?? ("problem" in parsed ? "The expectation cannot be read yet" : undefined)} busy={preview.isPending} onClick={() => "value" in parsed && output !== undefined && preview.mutate({ expected, value: parsed.value, output })}>
          Try it on the last result
        </Button>
        <Button unavailable={none} onClick={() => take(output)}>
          Take it from the last result
        </Button>
      </div>
      <div role="status">
        {current && preview.error !== null && <Inert text={told(preview.error)} />}
        {!current && preview.isSuccess && <p className={styles.note}>It was tried with another expectation or result: try it again.</p>}
        {current && preview.data !== undefined && (
          <>
            <p className={styles.note}>
              {plural(preview.data.length, "check")} of the last result, {preview.data.filter(({ passed }) => !passed).length} would fail. Exit code and status are checked besides.
            </p>
            <ul className={styles.problems}>
              {preview.data.map((check, place) => (
                <li key={place}>
                  {check.passed ? "holds: " : "fails: "}
                  <Inert text={check.passed || check.message === "" ? (check.path ?? check.name) : check.message} limit={300} />
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </div>
  );
}
