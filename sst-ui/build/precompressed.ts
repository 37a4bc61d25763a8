import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

/** Puts a compressed copy beside every script and style, so that the server need not compress on each request. */
export function precompressed(): Plugin {
  return {
    name: "sst-precompressed",
    apply: "build",
    generateBundle(_options, bundle) {
      for (const [fileName, file] of Object.entries(bundle)) {
        if (/\.(js|css|svg)$/.test(fileName)) {
          const source = gzipSync(file.type === "chunk" ? file.code : file.source, { level: 9 });
          this.emitFile({ type: "asset", fileName: `${fileName}.gz`, source });
        }
      }
    },
  };
}
