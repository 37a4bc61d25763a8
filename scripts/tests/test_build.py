"""When the launcher builds, against a Maven of ours."""

import contextlib
import io
import os
import shutil
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "launcher"))

import build  # noqa: E402
from refusal import Refusal  # noqa: E402
from settings import Settings  # noqa: E402

MAVEN = """#!/bin/sh
echo "$@" >> calls
echo 'Downloaded from central: https://repo.example.org/a.jar'
echo '[INFO] Building SST API 0.1.0-SNAPSHOT                        [2/11]'
{body}
"""


class WhenItBuilds(unittest.TestCase):
    def setUp(self):
        self.root = Path(tempfile.mkdtemp(prefix="sst-test-"))
        self.addCleanup(shutil.rmtree, str(self.root), True)
        self.addCleanup(setattr, build, "ROOT", build.ROOT)
        build.ROOT = self.root
        self.source = self.root / "sst-api" / "src" / "main" / "java" / "Api.java"
        for file in (self.source, self.root / "pom.xml", self.root / "sst-api" / "pom.xml", self.root / "examples" / "pom.xml"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("")
            os.utime(str(file), (1_000_000, 1_000_000))
        self.maven("mkdir -p sst-reference-server/target; touch sst-reference-server/target/s-exec.jar")
        self.settings = Settings({name: os.environ[name] for name in ("PATH", "JAVA_HOME") if name in os.environ})

    def maven(self, body):
        script = self.root / "mvnw"
        script.write_text(MAVEN.format(body=body))
        script.chmod(0o755)

    def jar(self):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            found = build.jar(self.settings)
        return found.name, out.getvalue()

    def calls(self):
        calls = self.root / "calls"
        return calls.read_text().splitlines() if calls.exists() else []

    def test_a_missing_jar_is_built_with_progress_and_a_new_one_is_not(self):
        name, out = self.jar()
        self.assertEqual(name, "s-exec.jar")
        self.assertIn("has not been built yet", out)
        self.assertIn("[2/11] SST API", out)
        self.assertIn("1 files downloaded", out)
        self.assertEqual(self.jar(), ("s-exec.jar", ""))
        self.assertEqual(len(self.calls()), 1)
        self.assertIn("-Dmaven.test.skip=true -pl sst-reference-server -am package", self.calls()[0])

    def test_a_changed_source_is_built_but_not_a_test_or_an_example(self):
        self.jar()
        for other in ("sst-api/src/test/java/ApiTest.java", "examples/src/main/java/Main.java"):
            (self.root / other).parent.mkdir(parents=True)
            (self.root / other).write_text("")
        self.jar()
        self.assertEqual(len(self.calls()), 1)
        os.utime(str(self.source), None)
        os.utime(str(self.root / "sst-reference-server" / "target" / "s-exec.jar"), (1_100_000, 1_100_000))
        os.utime(str(self.root / build.STAMP), (1_100_000, 1_100_000))
        self.assertIn("sources are newer", self.jar()[1])

    def test_a_build_that_leaves_an_unchanged_jar_alone_is_not_repeated(self):
        self.jar()
        os.utime(str(self.root / "sst-reference-server" / "target" / "s-exec.jar"), (900_000, 900_000))
        self.jar()
        self.assertEqual(len(self.calls()), 1)

    def test_a_failed_build_shows_its_errors_and_where_the_rest_is(self):
        self.maven("echo '[ERROR] Api.java:[1,1] it does not compile'; exit 1")
        with self.assertRaises(Refusal) as refused:
            self.jar()
        self.assertIn("it does not compile", refused.exception.what)
        self.assertIn("sst-build.log", refused.exception.remedy)


if __name__ == "__main__":
    unittest.main()
