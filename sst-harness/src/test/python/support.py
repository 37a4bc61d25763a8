"""What the tests share: a deployed test in a folder of its own, envelopes, frames, processes."""
import base64
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import textwrap
import time
import unittest
import zlib

sys.dont_write_bytecode = True  # what lies beside the sources is packed into the jar

HERE = pathlib.Path(__file__).resolve().parent
SOURCES = HERE.parents[1] / "main" / "resources" / "dev" / "sst" / "harness"
HARNESS = SOURCES / "sst_harness.py"
SHIM = HERE / "fake_st2"
PYTHON3 = "#!/usr/bin/env python3\n"
ACTION = "from st2common.runners.base_action import Action\n"


sys.path.insert(0, str(SOURCES))
import sst_harness  # noqa: E402  the module itself, for what is quicker to ask than to run


def python(code):
    """A plain Python script with the given, indented, code."""
    return PYTHON3 + textwrap.dedent(code)


def action(code):
    """An action file with the given, indented, code."""
    return ACTION + textwrap.dedent(code)


def envelope(**members):
    """The text of an envelope, as the engines make it."""
    content = {"v": 1, "nonce": "a-nonce", "shape": "script", "file": "test.py", "pack": "the_pack", "deadline": 20,
               "test_id": "t-1", "execution_id": "e-1", "attempt": 1}
    content.update(members)
    return base64.b64encode(zlib.compress(json.dumps(content).encode("utf-8"))).decode("ascii")


class Frame(dict):
    """The body of the only frame in some output, checked against its sum."""

    def __init__(self, output):
        lines = [line for line in output.split(b"\n") if line.startswith(b"#sst1 ")]
        assert len(lines) == 1, "%d frames in %r" % (len(lines), output[-2000:])
        self.length = len(lines[0])
        frame = json.loads(zlib.decompress(base64.b64decode(lines[0][6:])))
        total = hashlib.sha256((frame["nonce"] + "\n" + frame["body"]).encode("utf-8")).hexdigest()
        assert frame["v"] == 1 and frame["sum"] == total, frame
        self.nonce = frame["nonce"]
        super().__init__(json.loads(frame["body"]))

    @property
    def stdout(self):
        return self["stdout"]["text"]

    @property
    def stderr(self):
        return self["stderr"]["text"]


class HarnessTest(unittest.TestCase):
    """A test that runs the real harness as a process."""

    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="sst-test-"))
        self.addCleanup(shutil.rmtree, str(self.folder), ignore_errors=True)
        self.scratch = self.folder / "tmp"
        self.scratch.mkdir()
        self.live = None  # what came out beside the frame
        self.exit_code = None

    def deploy(self, code, name="test.py"):
        deployed = self.folder / "deployed"
        deployed.mkdir(exist_ok=True)
        shutil.copy(str(HARNESS), str(deployed))
        with open(str(deployed / name), "w", encoding="utf-8", newline="") as file:
            file.write(code)
        return deployed

    def environment(self, extra):
        result = {name: value for name, value in os.environ.items() if not name.startswith(("ST2_", "SST_"))}
        result["TMPDIR"] = str(self.scratch)
        result.update(extra or {})
        return result

    def launch(self, code, env=None, arguments=None, stdout=subprocess.PIPE, **members):
        deployed = self.deploy(code)
        arguments = ["--sst_parameters=" + envelope(**members)] if arguments is None else arguments
        process = subprocess.Popen(
            [sys.executable, str(deployed / "sst_harness.py")] + arguments,
            stdin=subprocess.DEVNULL, stdout=stdout, stderr=subprocess.PIPE, env=self.environment(env),
        )
        self.addCleanup(self.discard, process)
        return process

    def frame(self, code, **members):
        """Runs the code as a plain script behind the harness."""
        process = self.launch(code, **members)
        out, self.live_stderr = process.communicate(timeout=60)
        self.exit_code = process.returncode
        self.live = b"\n".join(line for line in out.split(b"\n") if not line.startswith(b"#sst1 "))
        frame = Frame(out)
        self.assertEqual([], os.listdir(str(self.scratch)), "the work folder is left")
        return frame

    def class_frame(self, code, env=None, **members):
        """Runs the code as a class on the embedded engine's way in."""
        return self.frame(code, shape="class", env=dict(env or {}, SST_SHIM=str(SHIM)), **members)

    @staticmethod
    def discard(process):
        process.kill()
        process.wait()
        for pipe in (process.stdout, process.stderr):
            if pipe:
                pipe.close()

    def assertGone(self, pid):
        """Waits shortly: a process whose parent is no more is reaped by init, not by us."""
        until = time.monotonic() + 5
        while is_alive(pid):
            self.assertLess(time.monotonic(), until, "process %d is still there" % pid)
            os.sched_yield()


def is_alive(pid):
    try:
        with open("/proc/%d/stat" % pid, "rb") as file:
            return file.read().rpartition(b")")[2].split()[0] not in (b"Z", b"X")
    except OSError:
        return False
