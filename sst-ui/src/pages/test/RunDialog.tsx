import { useState } from "react";
import type { Test } from "../../api/schema.gen.ts";
import { parametersOf } from "../../text/parameters.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ParameterFields } from "../../ui/ParameterFields.tsx";

interface Props {
  test: Test;
  busy: boolean;
  /** Only what was changed from the test's own values. */
  onRun: (parameters: Record<string, unknown>) => void;
  onClose: () => void;
}

/** One run with other values; the test stays as it is. */
export function RunDialog({ test, busy, onRun, onClose }: Props) {
  const [given, setGiven] = useState<Record<string, unknown>>({});
  const parameters = parametersOf(test.test_parameters).map((parameter) => (parameter.name in given ? { ...parameter, value: given[parameter.name] } : parameter));
  const actions = (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button look="main" data-focus busy={busy} onClick={() => onRun(given)}>
        Run
      </Button>
    </>
  );
  return (
    <Dialog title="Run with other parameters" onClose={onClose} actions={actions}>
      <p>For this run only. What you leave as it is comes from the test.</p>
      <ParameterFields
        parameters={parameters}
        onValue={({ name }, value) => setGiven((before) => (value === undefined ? Object.fromEntries(Object.entries(before).filter(([other]) => other !== name)) : { ...before, [name]: value }))}
      />
    </Dialog>
  );
}
