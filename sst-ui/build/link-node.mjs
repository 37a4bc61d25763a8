// Links the node that runs this, and its npm, to where the build expects a downloaded one: link-node.mjs <folder>.
// Prints node's version. Exits with 1 and a reason when this node or npm cannot be used.
import { existsSync, mkdirSync, readlinkSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

const [major, minor] = process.versions.node.split(".").map(Number);

function refuse(why) {
  console.error(why);
  process.exit(1);
}

function npmFolder() {
  const found = (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, "npm"))
    .find((path) => existsSync(path));
  if (found === undefined) {
    refuse("npm is not on the PATH");
  }
  const folder = dirname(dirname(realpathSync(found)));
  return existsSync(join(folder, "bin", "npm-cli.js")) ? folder : refuse(`${folder} is not npm's folder`);
}

function link(from, to) {
  try {
    if (readlinkSync(from) === to) {
      return;
    }
  } catch {
    // nothing there, or no link: it is put there now
  }
  rmSync(from, { recursive: true, force: true });
  symlinkSync(to, from);
}

if (!((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22)) {
  refuse(`node ${process.version} is too old`);
}
if (process.platform === "win32") {
  refuse("links need a privilege on Windows");
}
const place = join(process.argv[2], "node");
mkdirSync(join(place, "node_modules"), { recursive: true });
link(join(place, "node"), realpathSync(process.execPath));
link(join(place, "node_modules", "npm"), npmFolder());
console.log(process.version);
