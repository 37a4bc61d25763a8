"""Tests that misbehave, and surroundings that do: nothing is left, nothing hangs, one frame says what happened."""
import os
import signal
import subprocess
import sys
import time
import unittest

from support import PYTHON3, Frame, HarnessTest, action, envelope, python

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
        frame = self.frame(python("""
            import signal
            signal.signal(signal.SIGTERM, lambda *_: print("not yet"))
        """) + FOREVER, deadline=1.5)
        self.assertTimedOut(frame)
        self.assertEqual((signal.SIGKILL, "not yet\n"), (frame["signal"], frame.stdout))

    def test_descendants_that_escape_the_group_are_swept(self):
        frame = self.frame(python("""
            import os, signal, time
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            for _ in range(2):
                if os.fork() == 0:
                    os.setsid()
                    if os.fork() == 0:
                        os.setpgid(0, 0)
                        print(os.getpid())
                        time.sleep(60)
                    os._exit(0)
        """) + FOREVER, deadline=1.5)
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
        frame = self.class_frame(action("""
            import subprocess
            class Check(Action):
                def run(self):
                    print(subprocess.Popen(["setsid", "sleep", "60"]).pid)
                    while True: pass
        """), deadline=1.5)
        self.assertTimedOut(frame)
        self.assertIsNone(frame["value"])
        self.assertGone(int(frame.stdout))


class AfterTheEnd(HarnessTest):
    def test_what_a_test_left_behind_is_swept(self):
        frame = self.frame(python("""
            import subprocess
            print(subprocess.Popen(["setsid", "sleep", "60"], stdout=subprocess.DEVNULL).pid)
        """))
        self.assertEqual(("exited", 0, 1), (frame["kind"], frame["exit_code"], frame["swept"]))
        self.assertGone(int(frame.stdout))

    def test_a_crowd_that_forks_and_flees_faster_than_proc_can_be_read_is_swept(self):
        frame = self.frame(python("""
            import os, signal, time
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            until = time.monotonic() + 15
            for _ in range(8):
                if os.fork() == 0:
                    while time.monotonic() < until:
                        os.setsid()
                        if os.fork():
                            os._exit(0)
                        time.sleep(0.005)
                    os._exit(0)
        """))
        self.assertEqual(("exited", 0), (frame["kind"], frame["exit_code"]))
        self.assertGreaterEqual(frame["swept"], 8)
        self.assertEqual([], frame["warnings"])
        left = subprocess.run(["pgrep", "-f", str(self.folder)], stdout=subprocess.PIPE).stdout
        self.assertEqual(b"", left)

    def test_a_file_and_cpu_time_are_bounded(self):
        code = "#!/bin/sh\nhead -c 100000 /dev/zero > big; ls -l big | awk '{print $5}'\n"
        self.assertEqual("4096\n", self.frame(code, limits={"file": 4096}).stdout)
        frame = self.frame(PYTHON3 + "while True: pass\n", limits={"cpu": 1}, deadline=50)
        self.assertEqual(("signaled", signal.SIGXCPU), (frame["kind"], frame["signal"]))

    def test_memory_is_bounded(self):
        frame = self.frame(PYTHON3 + "x = bytearray(2 ** 30)\n", limits={"memory": 2 ** 29})
        self.assertEqual("MemoryError", frame["exception"]["type"])

    def test_a_work_folder_full_of_things_is_removed(self):
        frame = self.frame(python("""
            import os
            for i in range(100):
                os.makedirs("d%d/e" % i)
                os.symlink("/etc", "d%d/l" % i)
            os.mkfifo("fifo")
            for i in range(200):
                os.mkdir("deep")
                os.chdir("deep")
        """))
        self.assertEqual(("exited", []), (frame["kind"], frame["warnings"]))
        self.assertTrue(os.path.exists("/etc/passwd"))


class WhenTheHarnessIsDisturbed(HarnessTest):
    def running(self, code=FOREVER, **how):
        process = self.launch(PYTHON3 + "import os\nprint(os.getpid())\n" + code, deadline=40, **how)
        return process, int(process.stdout.readline())

    def test_sigterm_ends_the_child_and_is_told(self):
        process, pid = self.running()
        process.terminate()
        out, _ = process.communicate(timeout=20)
        frame = Frame(out)
        self.assertEqual(("terminated", "the harness got SIGTERM"), (frame["kind"], frame["cause"]))
        self.assertEqual(0, process.returncode)
        self.assertGone(pid)

    def test_sigkill_of_the_harness_takes_the_child_with_it(self):
        process, pid = self.running("import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + FOREVER)
        process.kill()
        process.communicate(timeout=20)
        self.assertGone(pid)

    def test_a_reader_that_goes_away_leaves_nothing_behind(self):
        process, pid = self.running(
            "import time\nfor i in range(50): print(i); time.sleep(0.01)\nos.system('sleep 60 &')\n")
        process.stdout.close()
        self.assertEqual(74, process.wait(timeout=20))
        self.assertGone(pid)
        self.assertEqual([], os.listdir(str(self.scratch)))

    def test_closed_standard_files_do_no_harm(self):
        deployed = self.deploy(python("""
            import sys
            open(sys.argv[1][4:], "w").write("ran")
            print("x")
        """))
        for closed in ((1,), (0, 1, 2)):
            out = self.folder / ("out%d" % len(closed))
            argument = "--sst_parameters=" + envelope(parameters={"f": str(out)})
            process = subprocess.Popen(
                [sys.executable, str(deployed / "sst_harness.py"), argument],
                preexec_fn=lambda: [os.close(fd) for fd in closed], env=self.environment(None),
            )
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
        on_a_full_disk = python("""
            import os, runpy, sys
            def full(*_): raise OSError(28, "No space left on device")
            os.mkdir = full
            sys.argv = sys.argv[1:]
            runpy.run_path(sys.argv[0], run_name="__main__")
        """)
        harness = [str(deployed / "sst_harness.py"), "--sst_parameters=" + envelope()]
        command = [sys.executable, "-c", on_a_full_disk] + harness
        frame = Frame(subprocess.run(command, stdout=subprocess.PIPE, timeout=20).stdout)
        self.assertEqual(("harness_error", "a-nonce"), (frame["kind"], frame.nonce))
        self.assertIn("No space left", frame["cause"])

    def test_a_reader_that_does_not_read_cannot_stop_the_deadline(self):
        pid_file = self.folder / "pid"
        process = self.launch(python("""
            import os
            open(os.environ["PID_FILE"], "w").write(str(os.getpid()))
            while True: print("x" * 900)
        """), deadline=1.5, environment={"PID_FILE": str(pid_file)},
            caps={"live_lines": 100000, "live_lines_per_second": 100000})
        until = time.monotonic() + 10
        while not (pid_file.exists() and pid_file.read_text()):
            self.assertLess(time.monotonic(), until)
            os.sched_yield()
        self.assertGone(int(pid_file.read_text()))
        self.assertEqual("timed_out", Frame(process.communicate(timeout=20)[0])["kind"])


if __name__ == "__main__":
    unittest.main()
