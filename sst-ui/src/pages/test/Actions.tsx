import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { deleteTest, updateTest } from "../../api/definitions.ts";
import { undeployTest } from "../../api/deployments.ts";
import { keys } from "../../api/keys.ts";
import type { Test } from "../../api/schema.gen.ts";
import { executeTest } from "../../api/tests.ts";
import { useShortcuts } from "../../keys/useKeys.ts";
import { Allowed } from "../../session/Allowed.tsx";
import { useMay } from "../../session/may.ts";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { Menu, type MenuItem } from "../../ui/Menu.tsx";
import { toast } from "../../ui/toasts.ts";
import { DeployDialog } from "../deploy/DeployDialog.tsx";
import { RunDialog } from "./RunDialog.tsx";

/** Everything that whoever sits here may do with a test. What cannot be done now says why. */
export function Actions({ test }: { test: Test }) {
  const id = test.test_id;
  const navigate = useNavigate();
  const cache = useQueryClient();
  const may = useMay();
  const [open, setOpen] = useState<"deploy" | "run" | "undeploy" | "delete">();
  const close = () => setOpen(undefined);
  const again = () => {
    void cache.invalidateQueries({ queryKey: keys.tests.one(id) });
    void cache.invalidateQueries({ queryKey: keys.tests.lists });
    void cache.invalidateQueries({ queryKey: keys.tests.deployment(id) });
  };
  const run = useMutation({ ...executeTest(id), onSuccess: (execution) => void navigate(`/executions/${execution.execution_id}`) });
  const enable = useMutation({
    mutationFn: () => updateTest(id, { enabled: !test.enabled }, `"${test.revision}"`),
    onSuccess: ({ test: stored }) => {
      cache.setQueryData(keys.tests.one(id), stored);
      toast({ tone: "good", text: stored.enabled ? "Enabled: it may be run." : "Disabled: it is not run until somebody enables it." });
      again();
    },
  });
  const undeploy = useMutation({
    mutationFn: () => undeployTest(id),
    onSuccess: ({ message }) => {
      toast({ tone: "good", text: `${message}.` });
      close();
      again();
    },
  });
  const remove = useMutation({
    mutationFn: () => deleteTest(id),
    onSuccess: ({ message }) => {
      toast({ tone: "good", text: `${message}. Its history stays.` });
      void cache.invalidateQueries({ queryKey: keys.tests.lists });
      void navigate("/tests");
    },
  });
  const why = whyNotRun(test);
  const notDeployable = test.test_code === null ? "It runs existing content: there is nothing to deploy" : undefined;
  const edit = () => void navigate(`/tests/${id}/edit`);
  useShortcuts([
    ...(may("execute") ? [{ keys: "r", label: "Run this test", group: "Test", run: () => why === undefined && run.mutate({}) }] : []),
    ...(may("deploy") ? [{ keys: "d", label: "Deploy this test", group: "Test", run: () => notDeployable === undefined && setOpen("deploy") }] : []),
    ...(may("edit") ? [{ keys: "e", label: "Edit this test", group: "Test", run: edit }] : []),
  ]);
  const parameters = Object.keys(test.test_parameters).length === 0 ? "It has no parameters" : undefined;
  const items: MenuItem[] = [
    ...(may("execute") ? [item("Run with other parameters …", () => setOpen("run"), why ?? parameters)] : []),
    ...(may("edit") ? [item(test.enabled ? "Disable" : "Enable", () => enable.mutate(), undefined)] : []),
    ...(may("deploy") ? [item("Undeploy …", () => setOpen("undeploy"), test.deployed ? undefined : "Nothing of it is deployed")] : []),
    ...(may("edit") ? [{ label: "Delete …", run: () => setOpen("delete"), danger: true }] : []),
  ];
  return (
    <>
      <Allowed to="edit">
        <Button onClick={edit} title="e">
          Edit
        </Button>
      </Allowed>
      <Allowed to="deploy">
        <Button unavailable={notDeployable} title="d" onClick={() => setOpen("deploy")}>
          Deploy
        </Button>
      </Allowed>
      <Allowed to="execute">
        <Button look="main" busy={run.isPending} unavailable={why} title="r" onClick={() => run.mutate({})}>
          Run
        </Button>
      </Allowed>
      {items.length > 0 && <Menu label="More to do with this test" items={items} />}
      {open === "deploy" && <DeployDialog id={id} onClose={close} />}
      {open === "run" && <RunDialog test={test} busy={run.isPending} onRun={(given) => run.mutate({ parameters: given as Record<string, never> })} onClose={close} />}
      {open === "undeploy" && (
        <ConfirmDialog title="Undeploy" name={test.name} verb="Undeploy" busy={undeploy.isPending} onConfirm={() => undeploy.mutate()} onClose={close}>
          <p>What was written for it is taken away from the engine, and it cannot be run until it is deployed again. Its definition and history stay.</p>
        </ConfirmDialog>
      )}
      {open === "delete" && (
        <ConfirmDialog title="Delete" name={test.name} verb="Delete" busy={remove.isPending} onConfirm={() => remove.mutate()} onClose={close}>
          <p>It is undeployed and leaves every list. Its runs and incidents stay readable.</p>
        </ConfirmDialog>
      )}
    </>
  );
}

function item(label: string, run: () => void, unavailable: string | undefined): MenuItem {
  return { label, run, ...(unavailable === undefined ? {} : { unavailable }) };
}

/** Why the server would refuse to run it now. */
function whyNotRun(test: Test): string | undefined {
  if (!test.enabled) {
    return "The test is disabled";
  }
  return test.test_code !== null && !test.deployed ? "Nothing of it is deployed" : undefined;
}
