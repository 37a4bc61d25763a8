import type { Plugin } from "vite";

/** The page asks its <base> where it is mounted; the server of `npm run dev` answers as the real one does. */
export function mounted(at: string): Plugin {
  return {
    name: "sst-mounted",
    apply: "serve",
    transformIndexHtml: (html) => html.replace('<base href="./">', `<base href="${at}">`),
  };
}
