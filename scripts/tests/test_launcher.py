"""The launcher from outside: ./sst against a stub of the server, behind a `java` of ours."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STUB = Path(__file__).with_name("stub_server.py")


class Launched(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="sst-test-"))
        self.addCleanup(shutil.rmtree, str(self.folder), True)
        self.tmp = self.folder / "tmp"
        self.tmp.mkdir()
        self.java_home = self.jdk("17.0.15", self.folder / "jdk")
        (self.folder / "server.jar").write_text("")
        self.env = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "TMPDIR": str(self.tmp),
            "JAVA_HOME": str(self.java_home),
            "SST_JAR": str(self.folder / "server.jar"),
            "SST_HOME": str(self.folder / "home"),
        }

    def jdk(self, version, home):
        """A `java` that says this version, and is the stub when a jar is to be started."""
        (home / "bin").mkdir(parents=True)
        java = home / "bin" / "java"
        java.write_text('#!/bin/sh\n[ "$1" = -version ] && { echo \'openjdk version "%s"\' >&2; exit 0; }\nexec "%s" "%s"\n' % (version, sys.executable, STUB))
        java.chmod(0o755)
        return home

    def sst(self, *arguments, **env):
        done = subprocess.run([str(ROOT / "sst"), *arguments], env=dict(self.env, **env), stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120, check=False)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def serving(self, **env):
        """A server started by ./sst serve, ended with the test; its port."""
        port = self.free_port()
        self.env["SST_PORT"] = str(port)
        server = subprocess.Popen([str(ROOT / "sst"), "serve"], env=dict(self.env, **env), stdout=subprocess.PIPE)
        self.addCleanup(server.stdout.close)
        self.addCleanup(server.wait)
        self.addCleanup(server.send_signal, signal.SIGTERM)
        self.assertIn(b"Starting the server", server.stdout.readline())
        self.assertIn(b"Administrator token", server.stdout.readline())
        self.assertIn(b"listening", server.stdout.readline())
        return port

    @staticmethod
    def free_port():
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return probe.getsockname()[1]


class Demo(Launched):
    def test_once_shows_passed_then_failed_with_an_incident_then_resolved(self):
        code, out, err = self.sst("demo", "--once")
        self.assertEqual((code, err), (0, ""), out)
        steps = [line.split()[0] for line in out.splitlines() if line.startswith(("  passed", "  failed", "  incident"))]
        self.assertEqual(steps, ["passed", "failed", "incident", "passed", "incident"])
        self.assertIn("resolved at", out)
        self.assertEqual(list(self.tmp.iterdir()), [], "its temporary folder is gone")
        self.assertFalse((self.folder / "home").exists(), "the real home is not touched")

    def test_a_step_that_is_not_as_told_fails_and_keeps_the_log(self):
        code, out, err = self.sst("demo", "--once", STUB="blind")
        self.assertEqual(code, 1, out)
        self.assertIn("is passed where failed was expected", err)
        (log,) = self.tmp.glob("sst-demo-*/server.log")
        self.assertIn("shown this once: ****", log.read_text())
        self.assertNotIn("stub-token", log.read_text())

    def test_a_server_that_ends_at_once_is_shown_with_its_own_words(self):
        code, _, err = self.sst("demo", "--once", STUB="dies")
        self.assertEqual(code, 2)
        self.assertIn("APPLICATION FAILED TO START", err)

    def test_it_runs_on_the_embedded_defaults_whatever_is_configured_around_it(self):
        foreign = {
            "STACKSTORM_API_URL": "http://elsewhere", "DATABASE_URL": "postgresql://x", "SST_DATABASE_URL": "postgresql://x", "sst.database.url": "postgresql://x",
            "SST_STACKSTORM_API_URL": "http://elsewhere", "SST_INCIDENTS_API_URL": "http://page", "SST_BIND": "192.0.2.1", "SPRING_PROFILES_ACTIVE": "production", "SERVER_PORT": "1",
        }
        code, out, _ = self.sst("demo", "--once", STUB="blind", INCIDENT_API_URL="http://me:hunter2@sink/api?key=hunter2", **foreign)
        self.assertEqual(code, 1)
        self.assertIn("told to http://sink/api too", out)
        self.assertNotIn("hunter2", out)
        (seen,) = self.tmp.glob("sst-demo-*/environment.json")
        environment = json.loads(seen.read_text())
        self.assertEqual(environment["SST_ENGINE"], "embedded")
        self.assertEqual(environment["INCIDENT_API_URL"], "http://me:hunter2@sink/api?key=hunter2")
        self.assertEqual(set(foreign) & set(environment), set())

    def test_without_once_the_server_stays_with_its_address_on_the_screen(self):
        port = self.free_port()
        demo = subprocess.Popen([str(ROOT / "sst"), "demo"], env=dict(self.env, SST_PORT=str(port)), stdout=subprocess.PIPE)
        self.addCleanup(demo.stdout.close)
        self.addCleanup(demo.terminate)
        lines = []
        while not any("Stop it with" in line for line in lines):
            lines.append(demo.stdout.readline().decode())
            self.assertTrue(lines[-1], "".join(lines))
        self.assertIn("http://127.0.0.1:%d" % port, lines[-3])
        self.assertIn("no browser UI", lines[-2])
        self.assertEqual(self.sst("status", SST_PORT=str(port))[0], 0)
        demo.send_signal(signal.SIGTERM)
        self.assertEqual(demo.wait(60), 143)
        self.assertEqual(self.sst("status", SST_PORT=str(port))[0], 2)


class Commands(Launched):
    def test_test_exits_with_what_the_verdict_says(self):
        self.serving()
        for verdict, wanted in {"passed": 0, "failed": 1, "error": 1, "timeout": 1, "infrastructure": 2, "cancelled": 2, "skipped": 2}.items():
            with self.subTest(verdict):
                self.assertEqual(self.sst("test", "verdict " + verdict)[0], wanted)

    def test_a_test_is_found_by_its_id_or_its_name_and_otherwise_nothing_is_told(self):
        self.serving()
        self.assertEqual(self.sst("test", "t0")[0], 0)
        for wanted, words in {"nobody": "no test", "Twice": "Name it by its id", "Login": "no test"}.items():
            code, _, err = self.sst("test", wanted)
            self.assertEqual(code, 2)
            self.assertIn(words, err)

    def test_a_test_that_is_not_deployed_or_a_server_that_is_gone_could_not_be_told(self):
        self.assertEqual(self.sst("test", "t0", SST_PORT=str(self.free_port()))[0], 2)
        self.serving(STUB="undeployed")
        code, _, err = self.sst("test", "t0")
        self.assertEqual(code, 2)
        self.assertIn("never deployed", err)

    def test_deploy_executes_only_what_it_is_told_to_and_exits_as_the_verdict_says(self):
        self.serving(STUB="undeployed")
        code, out, _ = self.sst("deploy", "t0")
        self.assertEqual((code, out), (0, "Login check: Test deployed\n"))
        for verdict, wanted in {"passed": 0, "failed": 1, "infrastructure": 2}.items():
            code, out, _ = self.sst("deploy", "--run", "verdict " + verdict)
            self.assertEqual(code, wanted)
            self.assertIn("execution e", out)
            self.assertIn("it is \ufffd[2J odd", out)

    def test_what_was_deployed_and_could_not_be_executed_could_not_be_told(self):
        self.serving(STUB="unwilling")
        code, _, err = self.sst("deploy", "--run", "t0")
        self.assertEqual(code, 2)
        self.assertIn("deployed, and not executed", err)

    def test_output_cannot_steer_the_terminal(self):
        self.serving()
        _, out, _ = self.sst("test", "t0")
        self.assertIn("| hello \ufffd[2Jworld", out)

    def test_the_token_is_printed_alone_or_its_absence_explained(self):
        code, out, err = self.sst("token")
        self.assertEqual((code, out), (2, ""))
        self.assertIn("./sst serve", err)
        self.serving()
        self.assertEqual(self.sst("token")[:2], (0, "stub-token-of-at-least-32-characters\n"))

    def test_a_wrong_token_is_said_to_be_one(self):
        self.serving()
        code, _, err = self.sst("test", "t0", SST_TOKEN="wrong")
        self.assertEqual(code, 2)
        self.assertIn("does not know this token", err)

    def test_status_tells_up_down_and_unreachable_apart(self):
        self.assertEqual(self.sst("status", SST_PORT=str(self.free_port()))[0], 2)
        self.serving()
        code, out, _ = self.sst("status")
        self.assertEqual(code, 0)
        self.assertIn("database", out)
        self.serving(STUB="down")
        self.assertEqual(self.sst("status")[0], 1)

    def test_help_is_help_and_anything_else_is_refused_with_it(self):
        self.assertEqual(self.sst("help")[0], 0)
        self.assertEqual(self.sst()[0], 0)
        code, _, err = self.sst("tset", "x")
        self.assertEqual(code, 2)
        self.assertIn("./sst test NAME|ID", err)


class Remedies(Launched):
    def refused(self, *arguments, words, **env):
        code, _, err = self.sst(*arguments, **env)
        self.assertEqual(code, 2, err)
        for word in words:
            self.assertIn(word, err)
        self.assertNotIn("Traceback", err)

    def test_a_port_that_is_taken(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            self.refused("serve", SST_PORT=str(port), words=["Port %d is taken" % port, "SST_PORT=%d" % (port + 1)])
            self.refused("demo", "--once", SST_PORT=str(port), words=["Port %d is taken" % port])

    def test_a_port_that_is_none(self):
        self.refused("serve", SST_PORT="http", words=["SST_PORT", "no port"])

    def test_a_jdk_that_is_too_old_or_missing(self):
        for version, number in {"1.8.0_392": 8, "11.0.2": 11}.items():
            old = self.jdk(version, self.folder / version)
            self.refused("serve", JAVA_HOME=str(old), words=["Java %d" % number, "17 or newer", "apt-get install"])
        self.refused("serve", JAVA_HOME="/nowhere", words=["JAVA_HOME is /nowhere"])
        self.refused("serve", JAVA_HOME="", PATH=self.path_with("sh", "dirname", "python3"), words=["no java on the PATH", "apt-get install"])

    def test_a_python_that_is_missing_or_too_old(self):
        self.refused("help", PATH=self.path_with("sh", "dirname"), words=["python3 is not installed", "apt-get install python3"])
        old = self.path_with("sh", "dirname")
        python = Path(old, "python3")
        python.write_text('#!/bin/sh\n[ "$1" = --version ] && { echo Python 3.6.8; exit 0; }\nexit 1\n')
        python.chmod(0o755)
        self.refused("help", PATH=old, words=["Python 3.6.8 is too old", "3.8 or newer"])

    def test_a_jar_that_is_not_there(self):
        self.refused("serve", SST_JAR="/nowhere.jar", words=["SST_JAR", "Unset it"])

    def path_with(self, *programs):
        folder = Path(tempfile.mkdtemp(dir=str(self.folder)))
        for program in programs:
            real = sys.executable if program == "python3" else shutil.which(program)
            (folder / program).symlink_to(real)
        return str(folder)


if __name__ == "__main__":
    unittest.main()
