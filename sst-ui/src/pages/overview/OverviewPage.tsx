import { useQuery } from "@tanstack/react-query";
import { overviewQuery } from "../../api/overview.ts";
import { PageHead } from "../../ui/PageHead.tsx";
import { OpenIncidents } from "./OpenIncidents.tsx";
import { Platform } from "./Platform.tsx";
import { TestHistories } from "./TestHistories.tsx";
import { Totals } from "./Totals.tsx";

/** What is broken first, then how the tests fare, then what carries them. */
export default function OverviewPage() {
  const overview = useQuery(overviewQuery);
  const open = overview.data?.incidents.open ?? 0;
  return (
    <>
      <PageHead title="Overview" tab={open === 0 ? "Overview" : `${open} open - Overview`} />
      <OpenIncidents />
      {overview.data !== undefined && <Totals overview={overview.data} />}
      <TestHistories />
      <Platform />
    </>
  );
}
