import { Link } from "react-router";

/** The run that was begun with a deployment. */
export function BegunRun({ execution }: { execution: string }) {
  return (
    <p>
      <Link to={`/executions/${execution}`}>Its run has begun</Link>. A bad end of it opens no incident.
    </p>
  );
}
