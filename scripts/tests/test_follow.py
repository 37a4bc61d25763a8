"""How long an execution is waited for."""

import sys
import unittest
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "launcher"))

import follow  # noqa: E402
from refusal import Refusal  # noqa: E402


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self):
        self.now = 1000.0

    def monotonic(self):
        return self.now

    def sleep(self, seconds):
        self.now += seconds * 100


class Server:
    """One whose execution stays as it is until a moment."""

    def __init__(self, clock, status, until):
        self.clock, self.status, self.until = clock, status, until

    def get(self, path, **_):
        if path.endswith("/output"):
            return {"text": "", "next": 0}
        if path.startswith("/tests/"):
            return {"timeout": 60, "retry_count": 2, "retry_delay": 5}
        return {"execution_id": "e1", "status": "passed" if self.clock.now >= self.until else self.status}

    def post(self, _):
        return {"execution_id": "e1", "status": "pending"}


class WhatIsWaitedFor(unittest.TestCase):
    def execute(self, status, until):
        clock = Clock()
        with mock.patch.object(follow, "time", clock):
            return follow.execute(Server(clock, status, until), "t1", lambda line: None)

    def test_an_execution_that_uses_all_its_attempts_is_waited_for(self):
        self.assertEqual(self.execute("running", 1000 + 3 * 65 + 590)["status"], "passed")

    def test_one_that_never_ends_could_not_be_told(self):
        for status in ("pending", "running"):
            with self.subTest(status), self.assertRaises(Refusal) as refused:
                self.execute(status, float("inf"))
            self.assertEqual(refused.exception.code, 2)
            self.assertIn("is still %s after 795 s" % status, refused.exception.what)


if __name__ == "__main__":
    unittest.main()
