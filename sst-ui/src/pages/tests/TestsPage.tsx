import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useNavigate } from "react-router";
import { testList } from "../../api/tests.ts";
import { useFilters } from "../../app/useFilters.ts";
import { useParts } from "../../app/useParts.ts";
import { useShortcuts } from "../../keys/useKeys.ts";
import { Allowed } from "../../session/Allowed.tsx";
import { useMay } from "../../session/may.ts";
import { Button } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { ListEnd } from "../../ui/ListEnd.tsx";
import { PageHead } from "../../ui/PageHead.tsx";
import { EmptyState, ErrorState, Loading, NotReadAgain } from "../../ui/states.tsx";
import { BulkBar } from "./BulkBar.tsx";
import { ACTIONS } from "./bulk.ts";
import { columns, TESTS_COLUMNS } from "./columns.tsx";
import { TestFilters } from "./TestFilters.tsx";

const FILTERS = ["q", "test_type", "status", "pack", "tag", "enabled", "deployed", "drifted"] as const;
const ADDRESS = [...FILTERS, "sort"] as const;

export default function TestsPage() {
  const [filter, change] = useFilters(ADDRESS);
  const list = useInfiniteQuery({ ...testList(filter), placeholderData: keepPreviousData });
  const parts = useParts(list);
  const { rows, total } = parts;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const may = useMay();
  const choosing = ACTIONS.some(({ needs }) => may(needs));
  const shown = useMemo(
    () =>
      choosing
        ? columns(chosen, ({ test_id }, on) =>
            setChosen((before) => (on ? new Set([...before, test_id]) : new Set([...before].filter((id) => id !== test_id)))),
          )
        : TESTS_COLUMNS,
    [choosing, chosen],
  );
  // What a filter hides is not acted on.
  const acted = rows.filter(({ test_id }) => chosen.has(test_id));
  const filtered = FILTERS.some((name) => filter[name] !== undefined);
  return (
    <>
      <PageHead title="Tests" tab="Tests" actions={<Allowed to="edit"><NewTest /></Allowed>} />
      <TestFilters filter={filter} onChange={change} />
      {list.isPending && <Loading what="tests" />}
      {list.isError && list.data === undefined && <ErrorState what="the tests" error={list.error} again={() => void list.refetch()} />}
      <NotReadAgain what="the tests" query={list} />
      {list.isSuccess && rows.length === 0 && <NoTests filtered={filtered} clear={() => change(Object.fromEntries(FILTERS.map((name) => [name, ""])))} />}
      {rows.length > 0 && (
        <>
          {choosing && <BulkBar tests={acted} all={rows.length} total={total} onAll={() => setChosen(new Set(rows.map(({ test_id }) => test_id)))} onNone={() => setChosen(new Set())} />}
          <DataTable
            label="Tests"
            columns={shown}
            rows={rows}
            keyOf={(test) => test.test_id}
            total={total}
            more={parts.ahead}
            sort={filter.sort}
            onSort={(sort) => change({ sort })}
          />
          <ListEnd parts={parts} noun="test" />
        </>
      )}
    </>
  );
}

function NoTests({ filtered, clear }: { filtered: boolean; clear: () => void }) {
  return filtered ? (
    <EmptyState title="No test matches.">
      <Button onClick={clear}>Clear the filters</Button>
    </EmptyState>
  ) : (
    <EmptyState title="No tests yet." />
  );
}

function NewTest() {
  const navigate = useNavigate();
  const begin = () => void navigate("/tests/new");
  useShortcuts([{ keys: "n", label: "New test", group: "Tests", run: begin }]);
  return (
    <Button look="main" onClick={begin}>
      New test
    </Button>
  );
}
