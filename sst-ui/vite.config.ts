import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { mounted } from "./build/mounted.ts";
import { precompressed } from "./build/precompressed.ts";

const server = process.env.SST_URL ?? "http://127.0.0.1:8004";

export default defineConfig(({ command }) => ({
  base: command === "serve" ? "/ui/" : "./",
  plugins: [react(), mounted("/ui/"), precompressed()],
  build: {
    outDir: "target/classes/dev/sst/ui",
    emptyOutDir: true,
    target: "es2023",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    manifest: "manifest.json",
    license: false,
  },
  // The name of the host is kept, so that the server sees a page of its own.
  server: { proxy: Object.fromEntries(["/api", "/health", "/openapi.json", "/docs"].map((path) => [path, { target: server, changeOrigin: false }])) },
  test: { environment: "node", include: ["src/**/*.test.ts"] },
}));
