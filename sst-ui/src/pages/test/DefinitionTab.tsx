import type { Test } from "../../api/schema.gen.ts";
import type { Json } from "../../text/json.ts";
import { draftOf, INCIDENT_POLICY, policyOf } from "../../text/draft.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Inert } from "../../ui/Inert.tsx";
import { JsonView } from "../../ui/JsonView.tsx";
import { Facts, Panel } from "../../ui/Panel.tsx";
import { RelativeTime } from "../../ui/RelativeTime.tsx";
import { Scrolled } from "../../ui/Scrolled.tsx";
import { Tag } from "../../ui/Tag.tsx";
import styles from "./TestPage.module.css";

/** The newest revision, to be read. */
export function DefinitionTab({ test }: { test: Test }) {
  const draft = draftOf(test);
  return (
    <>
      <Panel title="Definition">
        {test.description !== "" && (
          <p>
            <Inert text={test.description} />
          </p>
        )}
        <Facts
          facts={[
            { name: "Type", value: test.test_type },
            { name: "Pack", value: <code>{test.stackstorm_pack}</code> },
            { name: "Revision", value: test.revision },
            { name: "Live", value: test.deployed_revision ?? (test.test_code === null ? "existing content" : "nothing") },
            { name: "Runs", value: draft.source === "existing" ? <code><Inert text={draft.reference} limit={300} /></code> : null },
            { name: "Changed", value: <RelativeTime at={test.updated_at} /> },
            { name: "Made by", value: <Inert text={test.created_by} limit={100} /> },
            { name: "Tags", value: test.tags.length === 0 ? null : test.tags.map((tag) => <Tag key={tag}><Inert text={tag} limit={60} /></Tag>) },
          ]}
        />
        <p className={styles.note}>
          {policyOf(draft)} {INCIDENT_POLICY}
        </p>
      </Panel>
      {test.test_code !== null && (
        <Panel title="Code" beside={<CopyButton text={test.test_code} label="Copy the code" />}>
          <Scrolled label="Code" className={styles.code}>
            <pre>
              <Inert text={test.test_code} limit={50_000} />
            </pre>
          </Scrolled>
        </Panel>
      )}
      <Document title="Parameters" value={test.test_parameters} />
      <Document title="Expected result" value={test.expected_result} />
      <Document title="Metadata" value={test.metadata} />
    </>
  );
}

function Document({ title, value }: { title: string; value: unknown }) {
  const empty = value === null || value === undefined || (typeof value === "object" && Object.keys(value).length === 0);
  return (
    !empty && (
      <Panel title={title}>
        <JsonView value={value as Json} label={`the ${title.toLowerCase()}`} />
      </Panel>
    )
  );
}
