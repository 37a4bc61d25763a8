import { QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { BrowserRouter } from "react-router";
import { SignedIn } from "../session/SignedIn.tsx";
import { Announcer } from "../ui/Announcer.tsx";
import { Toasts } from "../ui/Toasts.tsx";
import { newCache } from "./cache.ts";
import { Crash } from "./Crash.tsx";
import { basename } from "./mount.ts";
import { Pages } from "./Pages.tsx";

export function App() {
  const [cache] = useState(newCache);
  return (
    <QueryClientProvider client={cache}>
      <BrowserRouter basename={basename}>
        <Crash>
          <SignedIn>
            <Pages />
          </SignedIn>
        </Crash>
        <Announcer />
        <Toasts />
      </BrowserRouter>
    </QueryClientProvider>
  );
}
