"""Tests that misbehave, and surroundings that do: nothing is left behind, nothing hangs, one frame says what happened."""
import os
import resource
import signal
import subprocess
import sys
import time
import unittest

from support import ACTION, PYTHON3, SHIM, Frame, HarnessTest, envelope

FOREVER = "import time\nwhile True: time.sleep(1)\n"


class AtTheDeadline(HarnessTest):
    def assertTimedOut(self, frame):
        self.assertEqual("timed_out", frame["kind"])
        self.assertGreaterEqual(frame["duration_ms"], 500)
        self.assertLess(frame["duration_ms"], 8000)

    def test_a_sleeper_is_ended_by_sigterm(self):
        frame = self.frame(PYTHON3 + "print('{\"status\": \"success\"}')\n" + FOREVER, deadline=0.7)
        self.assertTimedOut(frame)
        self.assertEqual((signal.SIGTERM, '{"status": "success"}\n'), (frame["signal"], frame.stdout))

    def test_one_that_ignores_sigterm_is_killed_and_its_last_words_are_kept(self):
        frame = self.frame(PYTHON3 + "import signal\nsignal.signal(signal.SIGTERM, lambda *a: print('not yet'))\n" + FOREVER, deadline=0.7)
        self.assertTimedOut(frame)
        self.assertEqual((signal.SIGKILL, "not yet\n"), (frame["signal"], frame.stdout))

    def test_descendants_that_escape_the_group_are_swept(self):
        frame = self.frame(PYTHON3 + (
            "import os, signal, sys, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
            "if os.fork() == 0:\n    os.setsid()\n    if os.fork(): os._exit(0)\n    os.setpgid(0, 0)\n    print(os.getpid())\n    time.sleep(60)\n"
            "if os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        print(os.getpid())\n        time.sleep(60)\n    os._exit(0)\n") + FOREVER, deadline=1)
        self.assertTimedOut(frame)
        pids = [int(line) for line in frame.stdout.split()]
        self.assertEqual((2, 2), (len(pids), frame["swept"]))
        for pid in pids:
            self.assertGone(pid)

    def test_output_without_end_is_bounded(self):
        frame = self.frame(PYTHON3 + "while True: print('x' * 100)\n", deadline=1)
        self.assertTimedOut(frame)
        self.assertLess(self.live.count(b"\n"), 60)
        self.assertGreater(frame["stdout"]["bytes"], frame["stdout"]["dropped_bytes"])

    def test_a_class_is_ended_the_same_way(self):
        frame = self.class_frame(ACTION + "import subprocess\nclass Check(Action):\n    def run(self):\n"
                                 "        print(subprocess.Popen(['setsid', 'sleep', '60']).pid)\n        while True: pass\n", deadline=0.7)
        self.assertTimedOut(frame)
        self.assertIsNone(frame["value"])
        self.assertGone(int(frame.stdout))

    def test_a_crowd_of_escaped_forkers_is_swept(self):
        code = PYTHON3 + ("import os, signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nuntil = time.monotonic() + 30\n"
                          "for _ in range(60):\n    if os.fork() == 0:\n        os.setsid()\n"
                          "        while time.monotonic() < until:\n            pid = os.fork()\n            if pid: os._exit(0)\n            os.setsid()\n            time.sleep(0.001)\n"
                          "        os._exit(0)\n") + FOREVER
        frame = self.frame(code, deadline=0.7)
        self.assertTimedOut(frame)
        self.assertGreaterEqual(frame["swept"], 60)
        self.assertEqual("", subprocess.run(["pgrep", "-f", str(self.folder)], stdout=subprocess.PIPE).stdout.decode())


class AfterTheEnd(HarnessTest):
    def test_what_a_test_left_behind_is_swept(self):
        frame = self.frame(PYTHON3 + "import subprocess\nprint(subprocess.Popen(['setsid', 'sleep', '60'], stdout=subprocess.DEVNULL).pid)\n")
        self.assertEqual(("exited", 0, 1), (frame["kind"], frame["exit_code"], frame["swept"]))
        self.assertGone(int(frame.stdout))

    def test_limits_bound_a_file_and_cpu_time(self):
        frame = self.frame("#!/bin/sh\nhead -c 100000 /dev/zero > big; ls -l big | awk '{print $5}'\n", limits={"file": 4096})
        self.assertEqual("4096\n", frame.stdout)
        frame = self.frame(PYTHON3 + "while True: pass\n", limits={"cpu": 1})
        self.assertEqual(("signaled", signal.SIGXCPU), (frame["kind"], frame["signal"]))

    def test_memory_is_bounded(self):
        frame = self.frame(PYTHON3 + "x = bytearray(2 ** 30)\n", limits={"memory": 2 ** 29})
        self.assertEqual("MemoryError", frame["exception"]["type"])

    def test_a_work_folder_full_of_things_is_removed(self):
        frame = self.frame(PYTHON3 + ("import os\nfor i in range(300): os.makedirs('d%d/e' % i); os.symlink('/etc', 'd%d/l' % i)\nos.mkfifo('fifo')\n"
                                      "for i in range(400): os.mkdir('deep'); os.chdir('deep')\n"))
        self.assertEqual(("exited", []), (frame["kind"], frame["warnings"]))


class WhenTheHarnessIsDisturbed(HarnessTest):
    def running(self, code=FOREVER, **how):
        process = self.launch(PYTHON3 + "import os\nprint(os.getpid())\n" + code, deadline=40, **how)
        return process, int(process.stdout.readline())

    def test_sigterm_ends_the_child_and_is_told(self):
        process, pid = self.running()
        process.terminate()
        out, _ = process.communicate(timeout=20)
        frame = Frame(out)
        self.assertEqual(("terminated", "the harness got SIGTERM", 0), (frame["kind"], frame["cause"], process.returncode))
        self.assertGone(pid)

    def test_sigkill_of_the_harness_takes_the_child_with_it(self):
        process, pid = self.running("import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + FOREVER)
        process.kill()
        process.communicate(timeout=20)
        self.assertGone(pid)

    def test_a_reader_that_goes_away_leaves_nothing_behind(self):
        process, pid = self.running("import time\nfor i in range(100): print(i); time.sleep(0.01)\nos.system('sleep 60 &')\n")
        process.stdout.close()
        self.assertEqual(74, process.wait(timeout=20))
        self.assertGone(pid)
        self.assertEqual([], os.listdir(str(self.scratch)))

    def test_closed_standard_files_do_no_harm(self):
        for closed in ((1,), (0, 1, 2)):
            deployed = self.deploy(PYTHON3 + "import sys\nopen(sys.argv[1][4:], 'w').write('ran')\nprint('x')\n")
            out = self.folder / ("out%d" % len(closed))
            process = subprocess.Popen([sys.executable, str(deployed / "sst_harness.py"), "--sst_parameters=" + envelope(parameters={"f": str(out)})],
                                       preexec_fn=lambda: [os.close(fd) for fd in closed], env=self.environment(None))
            process.wait(timeout=20)
            self.assertEqual("ran", out.read_text())

    def test_a_full_disk_below_stdout_does_no_harm(self):
        with open("/dev/full", "wb") as full:
            process = self.launch(PYTHON3 + "for i in range(1000): print(i)\n", stdout=full)
            process.communicate(timeout=20)
        self.assertEqual(74, process.returncode)
        self.assertEqual([], os.listdir(str(self.scratch)))

    def test_no_room_for_a_work_folder_is_told(self):
        deployed = self.deploy(PYTHON3)
        code = ("import os, runpy, sys\nreal = os.mkdir\ndef full(*a, **k): raise OSError(28, 'No space left on device')\n"
                "os.mkdir = full\nsys.argv = %r\nrunpy.run_path(sys.argv[0], run_name='__main__')\n" % [str(deployed / "sst_harness.py"), "--sst_parameters=" + envelope()])
        frame = Frame(subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, timeout=20).stdout)
        self.assertEqual(("harness_error", "a-nonce"), (frame["kind"], frame.nonce))
        self.assertIn("No space left", frame["cause"])

    def test_a_reader_that_does_not_read_cannot_stop_the_deadline(self):
        process = self.launch(PYTHON3 + "import os\nopen(os.environ['PID_FILE'], 'w').write(str(os.getpid()))\nwhile True: print('x' * 900)\n", deadline=1,
                              caps={"live_lines": 100000, "live_lines_per_second": 100000}, environment={"PID_FILE": str(self.folder / "pid")})
        pid_file = self.folder / "pid"
        until = time.monotonic() + 10
        while not (pid_file.exists() and pid_file.read_text()):
            self.assertLess(time.monotonic(), until)
            os.sched_yield()
        pid = int(pid_file.read_text())
        self.assertGone(pid)
        self.assertEqual("timed_out", Frame(process.communicate(timeout=20)[0])["kind"])

    def assertGone(self, pid):
        super().assertGone(pid)


if __name__ == "__main__":
    unittest.main()
