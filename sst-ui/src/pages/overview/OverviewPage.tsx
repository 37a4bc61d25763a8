import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useSearchParams } from "react-router";
import { overviewQuery } from "../../api/overview.ts";
import { firstRun } from "../../app/preferences.ts";
import { useStore } from "../../app/store.ts";
import { useMay } from "../../session/may.ts";
import { PageHead } from "../../ui/PageHead.tsx";
import { ErrorState, NotReadAgain } from "../../ui/states.tsx";
import { OpenIncidents } from "./OpenIncidents.tsx";
import { Platform } from "./Platform.tsx";
import { TestHistories } from "./TestHistories.tsx";
import { Totals } from "./Totals.tsx";

const FirstRun = lazy(() => import("./FirstRun.tsx").then((module) => ({ default: module.FirstRun })));

/** What is broken first, then how the tests fare, then what carries them; where there are no tests yet, how to begin. */
export default function OverviewPage() {
  const overview = useQuery(overviewQuery);
  const [search] = useSearchParams();
  const begin = useStore(firstRun);
  const open = overview.data?.incidents.open ?? 0;
  const may = useMay();
  const able = may("edit") && may("deploy") && may("execute");
  const first = able && (search.has("first") || (overview.data?.tests.total === 0 && begin === "shown"));
  return (
    <>
      <PageHead title="Overview" tab={open === 0 ? "Overview" : `${open} open - Overview`} />
      <Suspense>{first && <FirstRun onSkip={() => firstRun.set("skipped")} />}</Suspense>
      {overview.isError && overview.data === undefined && <ErrorState what="the overview" error={overview.error} again={() => void overview.refetch()} />}
      <NotReadAgain what="the numbers of tests and incidents" query={overview} />
      <OpenIncidents />
      {overview.data !== undefined && <Totals overview={overview.data} />}
      <TestHistories />
      <Platform />
    </>
  );
}
