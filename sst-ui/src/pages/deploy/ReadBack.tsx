import type { ReactNode } from "react";
import type { Deployment } from "../../api/schema.gen.ts";
import { Inert } from "../../ui/Inert.tsx";
import { Facts } from "../../ui/Panel.tsx";
import { RelativeTime } from "../../ui/RelativeTime.tsx";
import styles from "./DeployDialog.module.css";

/** What is live, and whether it still is what was written; with what can be done about that. */
export function ReadBack({ deployment, children }: { deployment: Deployment; children?: ReactNode }) {
  if (!deployment.deployed) {
    return <p>Nothing of it is live.</p>;
  }
  const { revision, newest_revision, engine, ref, shape, pack_version, deployed_at, content_hash, files = [] } = deployment;
  return (
    <>
      <DriftWords deployment={deployment} />
      {children}
      <Facts
        facts={[
          { name: "Revision", value: revision === undefined ? null : revision === newest_revision ? revision : `${revision} of ${newest_revision}` },
          { name: "Engine", value: engine },
          { name: "Reference", value: ref === undefined ? null : <code><Inert text={ref} limit={300} /></code> },
          { name: "Shape", value: shape?.replace("_", " ") },
          { name: "Pack version", value: pack_version },
          { name: "Since", value: deployed_at === undefined ? null : <RelativeTime at={deployed_at} /> },
          { name: "Content hash", value: content_hash === undefined ? null : <code title={content_hash}>{content_hash.slice(0, 12)}</code> },
        ]}
      />
      {files.length > 0 && (
        <ul className={styles.changes} aria-label="Files">
          {files.map(({ path, sha256 }) => (
            <li key={path}>
              <code>
                <Inert text={path} limit={300} />
              </code>{" "}
              <code title={sha256} className={styles.hash}>
                {sha256.slice(0, 12)}
              </code>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function DriftWords({ deployment: { drift, drift_error } }: { deployment: Deployment }) {
  if (drift_error !== undefined) {
    return (
      <p>
        It could not be looked at: <Inert text={drift_error} />
      </p>
    );
  }
  if (drift === undefined) {
    return <p>Nobody has looked at it since.</p>;
  }
  if (drift === null) {
    return null;
  }
  return drift.in_sync ? (
    <p>It is what was written: no difference was found.</p>
  ) : (
    <div className={styles.findings} data-bad>
      <p>Somebody changed it since:</p>
      <ul>
        {drift.differences.map((difference) => (
          <li key={difference}>
            <Inert text={difference} limit={1_000} />
          </li>
        ))}
      </ul>
    </div>
  );
}
