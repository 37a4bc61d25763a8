import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ignoreDrift } from "../../api/deployments.ts";
import { keys } from "../../api/keys.ts";
import type { Deployment, Drifted, Test } from "../../api/schema.gen.ts";
import { Allowed } from "../../session/Allowed.tsx";
import { Button } from "../../ui/Button.tsx";
import { RelativeTime } from "../../ui/RelativeTime.tsx";
import { DeployDialog } from "../deploy/DeployDialog.tsx";
import { AdoptDialog } from "./AdoptDialog.tsx";
import styles from "./TestPage.module.css";

const KEEP = "To keep what is there, adopt it as a new revision.";
const EXISTING = "It was there before the test and is left as it is: only StackStorm's own tools put it in order.";

/**
 * What can be done about content that somebody changed: where it was written by the framework, put back what was written or make
 * a revision of what is there; or let it be.
 */
export function DriftChoice({ test, deployment, drifted }: { test: Test; deployment: Deployment; drifted: Drifted }) {
  const id = test.test_id;
  const ours = test.test_code !== null;
  const cache = useQueryClient();
  const [deploying, setDeploying] = useState(false);
  const [adopting, setAdopting] = useState(false);
  const ignore = useMutation({
    ...ignoreDrift(id, drifted.differences),
    onSettled: () => Promise.all([cache.invalidateQueries({ queryKey: keys.tests.deployment(id) }), cache.invalidateQueries({ queryKey: keys.tests.one(id), exact: true })]),
  });
  return (
    <>
      <p>
        First seen <RelativeTime at={drifted.since} />.{" "}
        {drifted.ignored ? "It is ignored until something else differs." : ours ? `${redeployed(deployment)} ${KEEP}` : EXISTING}
      </p>
      <div className={styles.choices}>
        <Allowed to="deploy">
          {ours && <Button onClick={() => setDeploying(true)}>Deploy again …</Button>}
          {!drifted.ignored && (
            <Button busy={ignore.isPending} onClick={() => ignore.mutate()}>
              Ignore it
            </Button>
          )}
        </Allowed>
        {ours && (
          <Allowed to="edit">
            <Button onClick={() => setAdopting(true)}>Adopt it …</Button>
          </Allowed>
        )}
      </div>
      {adopting && <AdoptDialog test={test} onClose={() => setAdopting(false)} />}
      {deploying && <DeployDialog id={id} onClose={() => setDeploying(false)} />}
    </>
  );
}

/** What deploying would do: the newest revision is deployed, which need not be the one that is live. */
function redeployed({ revision, newest_revision: newest }: Deployment): string {
  return revision === newest
    ? "Deploying again puts back what was written."
    : `Deploying puts revision ${newest} in its place; to put back revision ${revision}, roll back to it first.`;
}
