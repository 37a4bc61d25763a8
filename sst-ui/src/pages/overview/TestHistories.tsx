import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { facetsQuery, testHistories } from "../../api/overview.ts";
import type { TestSummary } from "../../api/schema.gen.ts";
import { useFilters } from "../../app/useFilters.ts";
import { useParts } from "../../app/useParts.ts";
import { plural } from "../../text/verdict.ts";
import { Button } from "../../ui/Button.tsx";
import { ChoiceField, FilterBar } from "../../ui/FilterBar.tsx";
import { Inert } from "../../ui/Inert.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { EmptyState, ErrorState, Loading, NotReadAgain } from "../../ui/states.tsx";
import { distinct, groups } from "./groups.ts";
import { HistoryLine } from "./HistoryLine.tsx";
import styles from "./Overview.module.css";

const FILTERS = ["group", "pack", "tag"] as const;
const GROUPINGS = ["pack", "tag"];

/** Tests by pack or by tag, the most urgent first, each with its last runs and figures. */
export function TestHistories() {
  const [{ group = "pack", pack, tag }, change] = useFilters(FILTERS);
  const facets = useQuery(facetsQuery);
  const list = useInfiniteQuery(testHistories({ ...(pack === undefined ? {} : { pack }), ...(tag === undefined ? {} : { tag }) }));
  const { rows, total, more, loading } = useParts(list);
  const tests = distinct(rows);
  const narrowed = pack !== undefined || tag !== undefined;
  return (
    <Panel title="Tests" beside={<Link to="/tests">All tests</Link>}>
      {(tests.length > 0 || narrowed) && (
        <FilterBar>
          <ChoiceField label="Grouped by" value={group} choices={GROUPINGS} any={false} onChange={(to) => change({ group: to === "pack" ? "" : to })} />
          <ChoiceField label="Pack" value={pack ?? ""} choices={facets.data?.packs.map((facet) => facet.pack) ?? []} onChange={(to) => change({ pack: to })} />
          <ChoiceField label="Tag" value={tag ?? ""} choices={facets.data?.tags.map((facet) => facet.tag) ?? []} onChange={(to) => change({ tag: to })} />
        </FilterBar>
      )}
      {list.isPending && <Loading what="tests" />}
      {list.isError && list.data === undefined && <ErrorState what="the tests" error={list.error} again={() => void list.refetch()} />}
      <NotReadAgain what="the tests" query={list} />
      {list.isSuccess && tests.length === 0 && <Nothing narrowed={narrowed} clear={() => change({ pack: "", tag: "" })} />}
      {groups(tests, group).map(({ name, members }) => (
        <Group key={name ?? ""} name={name} tests={members} />
      ))}
      {tests.length > 0 && (
        <p className={styles.note} role="status">
          {total === undefined || total === tests.length ? `${plural(tests.length, "test")}.` : `The ${tests.length} most urgent of ${total.toLocaleString()} tests.`}{" "}
          Shares and p95 are counted every half minute.{" "}
          {more !== undefined && (
            <Button look="quiet" busy={loading} onClick={more}>
              Load more
            </Button>
          )}
        </p>
      )}
    </Panel>
  );
}

function Group({ name, tests }: { name: string | undefined; tests: readonly TestSummary[] }) {
  return (
    <details className={styles.group} open>
      <summary>
        <h3 className={styles.pack}>
          {name === undefined ? "without a tag" : <Inert text={name} limit={100} more={false} />} <span className={styles.count}>({tests.length})</span>
        </h3>
      </summary>
      <div className={styles.columns} aria-hidden="true">
        <span />
        <span>Test</span>
        <span>Last runs</span>
        <span>24 h</span>
        <span>30 d</span>
        <span>p95</span>
      </div>
      <ul className={styles.tests}>
        {tests.map((test) => (
          <HistoryLine key={test.test_id} test={test} />
        ))}
      </ul>
    </details>
  );
}

function Nothing({ narrowed, clear }: { narrowed: boolean; clear: () => void }) {
  return narrowed ? (
    <EmptyState title="No test matches.">
      <Button onClick={clear}>Clear the filters</Button>
    </EmptyState>
  ) : (
    <EmptyState title="No tests yet." />
  );
}
