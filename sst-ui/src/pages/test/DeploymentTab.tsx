import { useQuery } from "@tanstack/react-query";
import type { Test } from "../../api/schema.gen.ts";
import { deploymentOf } from "../../api/tests.ts";
import { Button } from "../../ui/Button.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { ErrorState, Loading, NotReadAgain } from "../../ui/states.tsx";
import { ReadBack } from "../deploy/ReadBack.tsx";
import { DriftChoice } from "./DriftChoice.tsx";
import { LastDeployment } from "./LastDeployment.tsx";

/** What is live of it, and whether somebody changed it there. */
export function DeploymentTab({ test }: { test: Test }) {
  const deployment = useQuery({ ...deploymentOf(test.test_id), refetchOnMount: "always" });
  const { data } = deployment;
  const ours = test.test_code !== null;
  return (
    <Panel
      title="Deployment"
      beside={
        <Button busy={deployment.isFetching} onClick={() => void deployment.refetch()}>
          Look again
        </Button>
      }
    >
      {deployment.isPending && <Loading what="what is live" />}
      {deployment.isError && data === undefined && <ErrorState what="what is live" error={deployment.error} again={() => void deployment.refetch()} />}
      <NotReadAgain what="what is live" query={deployment} />
      {data !== undefined && (
        <>
          {!ours && <p>It runs existing content: nothing of its own is deployed.</p>}
          {(ours || data.drifted !== undefined) && (
            <ReadBack deployment={data}>{data.drifted !== undefined && <DriftChoice test={test} deployment={data} drifted={data.drifted} />}</ReadBack>
          )}
          {data.progress !== null && <LastDeployment progress={data.progress} />}
        </>
      )}
    </Panel>
  );
}
