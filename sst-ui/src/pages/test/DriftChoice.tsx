import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ignoreDrift } from "../../api/deployments.ts";
import { keys } from "../../api/keys.ts";
import type { Drifted } from "../../api/schema.gen.ts";
import { Allowed } from "../../session/Allowed.tsx";
import { Button } from "../../ui/Button.tsx";
import { RelativeTime } from "../../ui/RelativeTime.tsx";
import { DeployDialog } from "../deploy/DeployDialog.tsx";
import styles from "./TestPage.module.css";

const WRITTEN = "Deploying again puts back what was written. To keep what is there, write it into the test: it is not read back into a revision.";
const EXISTING = "It was there before the test and is left as it is: only StackStorm's own tools put it in order.";

/** What can be done about content that somebody changed: put back what was written, where it was written by the framework, or let it be. */
export function DriftChoice({ id, ours, drifted }: { id: string; ours: boolean; drifted: Drifted }) {
  const cache = useQueryClient();
  const [deploying, setDeploying] = useState(false);
  const ignore = useMutation({
    ...ignoreDrift(id),
    onSuccess: () => Promise.all([cache.invalidateQueries({ queryKey: keys.tests.deployment(id) }), cache.invalidateQueries({ queryKey: keys.tests.one(id), exact: true })]),
  });
  return (
    <>
      <p>
        First seen <RelativeTime at={drifted.since} />.{" "}
        {drifted.ignored ? "It is ignored until something else differs." : ours ? WRITTEN : EXISTING}
      </p>
      <Allowed to="deploy">
        <div className={styles.choices}>
          {ours && <Button onClick={() => setDeploying(true)}>Deploy again …</Button>}
          {!drifted.ignored && (
            <Button busy={ignore.isPending} onClick={() => ignore.mutate()}>
              Ignore it
            </Button>
          )}
        </div>
      </Allowed>
      {deploying && <DeployDialog id={id} onClose={() => setDeploying(false)} />}
    </>
  );
}
