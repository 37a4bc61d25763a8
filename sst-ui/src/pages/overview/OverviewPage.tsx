import { PageHead } from "../../ui/PageHead.tsx";
import { OpenIncidents } from "./OpenIncidents.tsx";
import { RecentTests } from "./RecentTests.tsx";

/** What is broken first, then how the tests fare. */
export default function OverviewPage() {
  return (
    <>
      <PageHead title="Overview" tab="Overview" />
      <OpenIncidents />
      <RecentTests />
    </>
  );
}
