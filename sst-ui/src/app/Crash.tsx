import { Component, type ReactNode } from "react";
import { Button } from "../ui/Button.tsx";
import { EmptyState } from "../ui/states.tsx";

/** Says so when the page itself breaks, instead of going blank. */
export class Crash extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) {
      return this.props.children;
    }
    return (
      <main>
        <EmptyState title="This page broke. Nothing was changed by that on the server.">
          <Button look="main" onClick={() => window.location.reload()}>
            Load it again
          </Button>
        </EmptyState>
      </main>
    );
  }
}
