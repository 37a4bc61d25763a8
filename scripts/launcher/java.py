"""Finds a JDK that is new enough."""

import re
import shutil
import subprocess
from pathlib import Path

from refusal import Refusal

OLDEST = 17
REMEDY = (
    "Install a JDK, 17 or newer (Debian, Ubuntu: apt-get install openjdk-17-jdk-headless; Fedora: dnf install java-latest-openjdk-devel;"
    " macOS: brew install openjdk), or set JAVA_HOME to one."
)


def find(environment, compiler):
    """The `java` to use. With `compiler`, a `javac` has to be beside it."""
    home = environment.get("JAVA_HOME")
    if home:
        java = Path(home) / "bin" / "java"
        if not java.is_file():
            raise Refusal("JAVA_HOME is %s, and there is no bin/java in it." % home, "Set JAVA_HOME to a JDK, or unset it to use the java on the PATH.")
    else:
        found = shutil.which("java", path=environment.get("PATH"))
        if not found:
            raise Refusal("There is no java on the PATH, and JAVA_HOME is not set.", REMEDY)
        java = Path(found)
    version = _version(java)
    if version < OLDEST:
        raise Refusal("%s is Java %d, and too old: %d or newer is needed." % (java, version, OLDEST), REMEDY)
    if compiler and not (java.resolve().parent / "javac").is_file() and not shutil.which("javac", path=environment.get("PATH")):
        raise Refusal("%s is a Java runtime without a compiler, and there is something to build." % java, REMEDY)
    return str(java)


def _version(java):
    try:
        said = subprocess.run([str(java), "-version"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60, check=False).stdout
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise Refusal("%s does not start: %s." % (java, problem), REMEDY)
    text = said.decode("utf-8", "replace")
    match = re.search(r'version "(?:1\.)?(\d+)', text)
    if not match:
        raise Refusal("%s does not say its version, but: %s" % (java, text.strip()[:200]), REMEDY)
    return int(match.group(1))
