"""Makes the server's jar when it is missing or older than the sources."""

import re
import subprocess
import sys
import time
from pathlib import Path

import java
from refusal import Refusal
from settings import ROOT

MODULE = "sst-reference-server"
LOG = Path("target") / "sst-build.log"
STAMP = Path(MODULE) / "target" / "sst-build.stamp"
NOT_IN_THE_SERVER = {"examples", "benchmarks", "sst-architecture-tests", "sst-testkit"}
GENERATED = "schema.gen.ts"
BUILDING = re.compile(r"^\[INFO\] Building (.+?) \S+\s+\[(\d+)/(\d+)\]")


def jar(settings):
    """The jar to start; built first when need be."""
    if settings.jar:
        if not Path(settings.jar).is_file():
            raise Refusal("SST_JAR is %s, and there is no such file." % settings.jar, "Unset it to build and use the one of this checkout.")
        return Path(settings.jar)
    found = _newest_jar()
    if found is None or _built_at(found) < _changed_at():
        _build(settings, "The server has not been built yet." if found is None else "The sources are newer than the server.")
        found = _newest_jar()
    if found is None:
        raise Refusal("The build made no %s/target/*-exec.jar." % MODULE, "See %s." % (ROOT / LOG))
    return found


def _newest_jar():
    jars = list((ROOT / MODULE / "target").glob("*-exec.jar"))
    return max(jars, key=lambda path: path.stat().st_mtime, default=None)


def _built_at(found):
    stamp = ROOT / STAMP
    return max(found.stat().st_mtime, stamp.stat().st_mtime if stamp.exists() else 0)


def _changed_at():
    modules = [pom.parent for pom in ROOT.glob("*/pom.xml") if pom.parent.name not in NOT_IN_THE_SERVER]
    files = [ROOT / "pom.xml"] + [module / "pom.xml" for module in modules]
    for module in modules:
        sources = module / "src" / ("" if module.name == "sst-ui" else "main")
        files += (path for path in sources.rglob("*") if path.is_file() and "__pycache__" not in path.parts and path.name != GENERATED)
    return max(path.stat().st_mtime for path in files)


def _build(settings, why):
    java.find(settings.environment, compiler=True)
    print("%s Building it; the first time downloads its parts and takes minutes." % why, flush=True)
    begun = time.time()
    log = ROOT / LOG
    log.parent.mkdir(exist_ok=True)
    command = [str(ROOT / "mvnw"), "--batch-mode", "-Pquick", "-Dmaven.test.skip=true", "-pl", MODULE, "-am", "package"]
    progress = Progress(begun)
    build = subprocess.Popen(command, cwd=str(ROOT), env=settings.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    with log.open("w", encoding="utf-8") as kept, build:
        for raw in build.stdout:
            line = raw.decode("utf-8", "replace").rstrip()
            kept.write(line + "\n")
            progress.saw(line)
    code = build.returncode
    progress.end()
    if code != 0:
        tail = [line for line in log.read_text(encoding="utf-8").splitlines() if line.startswith("[ERROR]")][:15]
        raise Refusal("The build failed:\n%s" % "\n".join(tail), "The whole of it is in %s." % log)
    (ROOT / STAMP).touch()
    print("Built in %d s." % (time.time() - begun), flush=True)


class Progress:
    """Module by module, and what is being downloaded: over itself on a terminal, line by line elsewhere."""

    QUIET = 10

    def __init__(self, begun):
        self.begun = begun
        self.out = sys.stdout
        self.downloaded = 0
        self.module = "starting Maven"
        self.written = 0.0

    def saw(self, line):
        match = BUILDING.match(line)
        if match:
            self.module = "[%s/%s] %s" % (match.group(2), match.group(3), match.group(1))
            self._write()
        elif "Downloaded from" in line:
            self.downloaded += 1
            if time.time() - self.written > (0.2 if self.out.isatty() else self.QUIET):
                self._write()

    def _write(self):
        self.written = time.time()
        files = ", %d files downloaded" % self.downloaded if self.downloaded else ""
        text = "  %4d s  %s%s" % (self.written - self.begun, self.module, files)
        self.out.write("\r\033[K" + text if self.out.isatty() else text + "\n")
        self.out.flush()

    def end(self):
        if self.out.isatty():
            self.out.write("\n")
