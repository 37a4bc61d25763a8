"""Output: kept whole up to the caps, passed on thinned, secrets hidden, never mistaken for a frame."""
import json
import os
import unittest

from support import PYTHON3, Frame, HarnessTest, action, python

SECRET = "s3cr€t \"pass\\word\" 'x'"


class WhatIsKept(HarnessTest):
    def test_head_and_tail_within_the_cap_and_what_fell_out_is_counted(self):
        code = PYTHON3 + "for i in range(60000): print('line %05d' % i + 'é' * 40)\n"
        frame = self.frame(code, caps={"stdout": 200000})
        out = frame["stdout"]
        self.assertEqual((60000, 60000 * 91), (out["lines"], out["bytes"]))
        self.assertTrue(out["head"].startswith("line 00000é"))
        self.assertTrue(out["tail"].endswith("line 59999" + "é" * 40 + "\n"))
        kept = len(out["head"].encode()) + len(out["tail"].encode())
        self.assertEqual(out["bytes"], kept + out["dropped_bytes"])
        self.assertTrue(199990 <= kept <= 200000)
        self.assertEqual(60000, out["dropped_lines"] + out["head"].count("\n") + out["tail"].count("\n"))
        self.assertNotIn("\ufffd", out["head"] + out["tail"])

    def test_a_hundred_megabytes_are_counted_and_a_little_of_them_is_held(self):
        process = self.launch(PYTHON3 + "for _ in range(100): print(('x' * 1023 + '\\n') * 1024, end='')\n")
        out = Frame(process.stdout.read())["stdout"]
        _, status, usage = os.wait4(process.pid, 0)
        self.assertEqual((0, 100 * 1024 * 1024, 100 * 1024), (status, out["bytes"], out["lines"]))
        kept = out["head"] + out["tail"]
        self.assertLessEqual(len(kept), 1024 * 1024)
        self.assertEqual(out["bytes"], len(kept) + out["dropped_bytes"])
        self.assertEqual(out["lines"], kept.count("\n") + out["dropped_lines"])
        self.assertLess(usage.ru_maxrss, 50 * 1024)  # of harness and test, in KiB

    def test_what_does_not_fit_the_frame_is_cut_stderr_first(self):
        code = python("""
            import os, sys
            sys.stderr.write(os.urandom(200000).hex())
            sys.stdout.write(os.urandom(50000).hex() + "the end")
        """)
        frame = self.frame(code, caps={"frame": 150000})
        self.assertLess(frame.length, 150000)
        self.assertEqual(100007, len(frame.stdout))
        self.assertGreater(frame["stderr"]["dropped_bytes"], 0)
        self.assertIn("stderr was cut further", frame["warnings"][0])
        frame = self.frame(code, caps={"frame": 50000})
        self.assertTrue(frame["stdout"]["tail"].endswith("the end"))
        self.assertLess(frame.length, 50000)

    def test_bytes_that_are_not_utf8_are_replaced_and_a_character_in_two_writes_is_whole(self):
        frame = self.frame(python("""
            import os, time
            os.write(1, b"caf\\xe9 \\xff\\n")
            os.write(1, b"\\xe4\\xb8")
            time.sleep(0.05)
            os.write(1, b"\\x96 a\\0b")
        """))
        self.assertEqual("caf\ufffd \ufffd\n世 a\0b", frame.stdout)

    def test_a_child_that_closes_its_output_and_goes_on_is_waited_for(self):
        frame = self.frame(python("""
            import os, time
            print("x")
            os.close(1)
            os.close(2)
            time.sleep(0.6)
            os._exit(9)
        """))
        self.assertEqual((9, "x\n"), (frame["exit_code"], frame.stdout))
        self.assertGreaterEqual(frame["duration_ms"], 600)

    def test_text_of_a_background_process_does_not_delay_the_end(self):
        frame = self.frame(python("""
            import subprocess
            subprocess.Popen(["sh", "-c", "sleep 30; echo late"])
            print("done")
        """))
        self.assertEqual(("done\n", "exited", 0), (frame.stdout, frame["kind"], frame["exit_code"]))
        self.assertLess(frame["duration_ms"], 10000)
        self.assertGreaterEqual(frame["swept"], 1)


class WhatIsPassedOn(HarnessTest):
    def test_lines_go_out_as_they_come(self):
        process = self.launch(PYTHON3 + "print('first')\nimport time\ntime.sleep(20)\n", deadline=30)
        self.assertEqual(b"first\n", process.stdout.readline())
        process.terminate()
        process.communicate(timeout=20)

    def test_few_lines_a_second_few_in_all_and_long_ones_cut(self):
        code = PYTHON3 + "print('x' * 5000000)\nfor i in range(3000): print('line', i)\n"
        frame = self.frame(code, caps={"live_lines_per_second": 20, "live_lines": 30})
        lines = self.live.decode().splitlines()
        self.assertLess(len(lines), 45)
        self.assertLess(max(len(line) for line in lines), 1100)
        self.assertRegex(self.live.decode(), r"\[sst\] \d+ lines are not shown here")
        self.assertEqual(3001, frame["stdout"]["lines"])

    def test_frames_and_markers_of_the_test_do_not_pass_as_ours(self):
        fake = "#sst1 eJyrVgpJLS5RslIyMFCq5QIAIAoD3A=="
        frame = self.frame(python("""
            import sys
            fake = "%s"
            for stream in (sys.stdout, sys.stderr):
                stream.write(fake + "\\nx\\r" + fake + "\\n#ss")
                stream.flush()
                stream.write("t1 more\\n" + fake)
        """ % fake))
        self.assertEqual("%s\nx\r%s\n#sst1 more\n%s" % (fake, fake, fake), frame.stdout)
        self.assertNotIn(b"#sst1 ", self.live + self.live_stderr)

    def test_the_frame_stands_on_a_line_of_its_own_after_half_a_line(self):
        self.assertEqual("half", self.frame(PYTHON3 + "import sys\nsys.stdout.write('half')\n").stdout)


class WhatIsHidden(HarnessTest):
    def assertHidden(self, frame, *secrets):
        everything = json.dumps(frame, ensure_ascii=False) + self.live.decode() + self.live_stderr.decode()
        for secret in secrets:
            for form in (secret, json.dumps(secret)[1:-1], json.dumps(json.dumps(secret))[2:-2]):
                self.assertNotIn(form, everything)
        self.assertIn("********", everything)

    def test_secret_parameters_are_not_arguments_and_are_hidden_in_all_that_comes_out(self):
        frame = self.frame(python("""
            import json, os, sys, time
            parameters = json.loads(os.environ["SST_PARAMETERS"])
            secret = parameters["password"]
            print(sys.argv[1:], len(secret))
            print(secret)
            print(json.dumps(parameters))
            print(repr(secret), file=sys.stderr)
            print(secret[:7], end="", flush=True)
            time.sleep(0.2)
            print(secret[7:])
            raise ValueError(secret)
        """), parameters={"password": SECRET, "user": "me"}, secrets=["password"])
        self.assertHidden(frame, SECRET)
        self.assertTrue(frame.stdout.startswith("['--user=me'] %d\n" % len(SECRET)))
        self.assertEqual("********", frame["exception"]["message"])
        self.assertRegex(frame["warnings"][-1], r"secret values were hidden \d+ times")

    def test_a_number_is_hidden_as_a_whole_one_only(self):
        code = PYTHON3 + "print('{\"failures\": 10000, \"port\": 21000, \"f\": 1000.5, \"v\": \"1.1000\"}')\n"
        frame = self.frame(code, parameters={"pin": "1000", "n": 1000}, secrets=["pin", "n"])
        self.assertEqual("exited", frame["kind"])
        self.assertEqual({"failures": 10000, "port": 21000, "f": 1000.5, "v": "1.1000"}, json.loads(frame.stdout))

    def test_a_number_is_hidden_however_the_output_comes(self):
        code = "import sys, time\nfor part in %r:\n    print(part, end='', flush=True)\n    time.sleep(0.05)\n"
        for parts, shown in {
            ("pin 10", "00"): "pin ********", ("2", "1000 "): "21000 ", ("21", "000"): "21000", ("1000", ".", "5"): "1000.5",
            ("1000", "."): "********.", ("1000", "0"): "10000", ("1000", "\n"): "********\n", ("1.", "1000"): "1.1000",
            ("10001000", " 1000 1000"): "10001000 ******** ********",
        }.items():
            with self.subTest(parts):
                frame = self.frame(PYTHON3 + code % (parts,), parameters={"pin": 1000}, secrets=["pin"])
                self.assertEqual(shown, frame.stdout)

    def test_a_secret_too_short_to_be_hidden_is_said(self):
        frame = self.frame(PYTHON3 + "print('{\"a\": 1}')\n", parameters={"x": "a"}, secrets=["x"])
        self.assertEqual('{"a": 1}\n', frame.stdout)
        self.assertIn("shorter than 4", frame["warnings"][0])

    def test_a_class_cannot_return_them(self):
        frame = self.class_frame(action("""
            class Check(Action):
                def run(self, key, pin):
                    print(key)
                    return False, {key: [pin, "k=" + key]}
        """), parameters={"key": SECRET, "pin": 54321}, secrets=["key", "pin"])
        self.assertHidden(frame, SECRET, "54321")
        self.assertEqual({"********": ["********", "k=********"]}, json.loads(frame["value"]))

    def test_the_place_of_a_bad_value_does_not_tell_them(self):
        frame = self.class_frame(action("""
            class Check(Action):
                def run(self, key): return {key: {key}}
        """), parameters={"key": SECRET}, secrets=["key"])
        self.assertHidden(frame, SECRET)

    def test_stackstorms_token_is_hidden_also_when_it_is_passed(self):
        code = PYTHON3 + "import os\nprint(os.environ['ST2_ACTION_AUTH_TOKEN'])\n"
        frame = self.frame(code, pass_token=True, env={"ST2_ACTION_AUTH_TOKEN": "0123456789abcdef"})
        self.assertHidden(frame, "0123456789abcdef")


class WhatIsNoResultWithoutIt(HarnessTest):
    """Hiding a secret never makes a pass of what was none."""

    def kind(self, printed, **secrets):
        frame = self.frame(PYTHON3 + "print(%r)\n" % printed, parameters=secrets, secrets=list(secrets))
        if frame["kind"] == "bad_result":
            self.assertIn("secret", frame["cause"])
        return frame["kind"]

    def test_a_result_that_holds_a_secret_cannot_be_judged(self):
        for printed, secret in {
            '{"status": "failed"}': "status",
            '{"status": "success", "failures": 1000}': 1000,
            '{"status": "success", "failures": 1000 }': "1000",
            '{"status": "failed", "ok": true}': "true",
            '{"a": 1}\n{"status": "failed", "token": "hunter2"}': "hunter2",
            '{"status": "failed",\n"token": "hunter2"}': "hunter2",
            '{"status": "success"}\n{"status": "failed"}': '{"status": "failed"}',
            '{"all": [\n"hunter2",\n{"status": "success"}\n]}': "hunter2",
            '[\n"hunter2",\n{"status": "success"}\n]\n{"x": 1}': "hunter2",
            '{"status": "success", "x": "hun"ter2"}': 'hun"ter2',
            '{"a": 1}\n{"status": "success", "x": "hun"ter2"}': 'hun"ter2',
            'x hunter2\n{"status": "failed"}': "hunter2\n",
            '{"a": 1}\n{"open": [\nhunter2': "hunter2",
            "the password is hunter2": "hunter2",
        }.items():
            with self.subTest(printed):
                self.assertEqual("bad_result", self.kind(printed, key=secret))

    def test_a_secret_beside_the_result_does_not_matter(self):
        for printed in (
            'hunter2\n{"status": "success"}',
            '[INFO] hunter2\n{"status": "success"}\n[INFO] hunter2\nbye, hunter2',
            '{"log": "hunter2"}\n{"status": "success"}',
            '{"log": hunter2}\n{"status":\n"success"}',
            '[1, "hunter2"]\n[\n1\n]\n{"status": "success"}',
        ):
            with self.subTest(printed):
                self.assertEqual("exited", self.kind(printed, key="hunter2"))

    def test_what_has_failed_anyway_stays_what_it_is(self):
        frame = self.frame(PYTHON3 + "print('hunter2')\nraise SystemExit(3)\n", parameters={"k": "hunter2"}, secrets=["k"])
        self.assertEqual(("exited", 3), (frame["kind"], frame["exit_code"]))

    def test_nobody_knows_the_result_of_more_than_is_kept(self):
        code = PYTHON3 + "print('hunter2')\nprint('x' * 5000)\nprint('{\"status\": \"success\"}')\n"
        frame = self.frame(code, parameters={"k": "hunter2"}, secrets=["k"], caps={"stdout": 2000})
        self.assertEqual("bad_result", frame["kind"])

    def test_a_class_that_returns_one_has_no_result(self):
        for returned in ('{key: "failed"}', '{"status": "ok", "deep": [{"k": "a " + key}]}', '(True, key)', '{"n": 4711}'):
            with self.subTest(returned):
                frame = self.class_frame(action("""
                    class Check(Action):
                        def run(self, key, pin): return %s
                """ % returned), parameters={"key": "status", "pin": 4711}, secrets=["key", "pin"])
                self.assertEqual(("bad_result", None), (frame["kind"], frame["value"]))
                self.assertIn("secret", frame["cause"])

    def test_a_number_that_only_contains_one_is_returned(self):
        frame = self.class_frame(action("""
            class Check(Action):
                def run(self, pin): return {"port": 21000, "x": 1000.5}
        """), parameters={"pin": 1000}, secrets=["pin"])
        self.assertEqual({"port": 21000, "x": 1000.5}, json.loads(frame["value"]))


if __name__ == "__main__":
    unittest.main()
