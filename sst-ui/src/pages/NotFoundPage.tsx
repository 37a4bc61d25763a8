import { Link } from "react-router";
import { PageHead } from "../ui/PageHead.tsx";
import { EmptyState } from "../ui/states.tsx";

export function NotFoundPage() {
  return (
    <>
      <PageHead title="No such page" tab="No such page" />
      <EmptyState title="There is no page at this address.">
        <Link to="/">To the overview</Link>
      </EmptyState>
    </>
  );
}
