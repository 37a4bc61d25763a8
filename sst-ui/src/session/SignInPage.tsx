import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type SyntheticEvent } from "react";
import { keys } from "../api/keys.ts";
import { signIn } from "../api/session.ts";
import { Button } from "../ui/Button.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import { told } from "../ui/states.tsx";
import styles from "./SignInPage.module.css";

/** Takes the token. Says where it was printed, since nobody remembers it. */
export function SignInPage({ refused }: { refused: string | undefined }) {
  const cache = useQueryClient();
  const [token, setToken] = useState("");
  const field = useId();
  const problem = useId();
  const entering = useMutation({
    mutationFn: () => signIn({ token: token.trim() }),
    meta: { quiet: true },
    onSuccess: () => cache.resetQueries({ queryKey: keys.session }),
  });
  const wrong = entering.isError ? told(entering.error) : refused;

  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    entering.mutate();
  }

  return (
    <main className={styles.page}>
      <PageHead title="Sign in" tab="Sign in" />
      <form onSubmit={submit} className={styles.form}>
        <label htmlFor={field}>Token</label>
        <input
          id={field}
          type="password"
          autoComplete="current-password"
          spellCheck={false}
          required
          value={token}
          aria-invalid={wrong !== undefined}
          aria-describedby={wrong === undefined ? undefined : problem}
          onChange={(event) => setToken(event.target.value)}
        />
        {wrong !== undefined && (
          <p id={problem} role="alert" className={styles.wrong}>
            {wrong}
          </p>
        )}
        <Button type="submit" look="main" busy={entering.isPending}>
          Sign in
        </Button>
      </form>
      <div className={styles.help}>
        <h2>Where is the token?</h2>
        <p>
          The server printed it once, at its first start, and keeps it in the file <code>token</code> of its home folder
          (<code>SST_HOME</code>). On the server&apos;s machine, <code>./sst token</code> shows it.
        </p>
        <p>
          Lost? Start the server with a new one in <code>SST_BOOTSTRAP_TOKEN</code> (at least 32 characters).
        </p>
      </div>
    </main>
  );
}
