import { Button } from "../ui/Button.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import styles from "./SignInPage.module.css";

/** The application around these pages signs people in: it does when one of its addresses is gone to. */
export function SignInElsewhere() {
  return (
    <main className={styles.page}>
      <PageHead title="You are not signed in" tab="Not signed in" />
      <p>The application that these pages are part of signs people in, and no longer knows who you are. It brings you back to where you were.</p>
      <p>
        <Button look="main" onClick={() => window.location.reload()}>
          Sign in there
        </Button>
      </p>
    </main>
  );
}
