"""Plain scripts: how they are started, and what is told of their end."""
import base64
import json
import signal
import unittest
import zlib

from support import PYTHON3, HarnessTest, envelope, python

ECHO = python("""
    import json, os, sys
    print(json.dumps([sys.argv[1:], json.loads(os.environ["SST_PARAMETERS"])]))
""")
SHOW_PARAMETERS = python("""
    import os
    print(os.environ["SST_PARAMETERS"])
""")


class HowAScriptEnds(HarnessTest):
    def test_output_and_exit_code_are_told_exactly(self):
        frame = self.frame(python("""
            import sys
            print("out")
            print("err", file=sys.stderr)
            sys.exit(3)
        """))
        self.assertEqual(("exited", 3), (frame["kind"], frame["exit_code"]))
        self.assertEqual(("out\n", "err\n"), (frame.stdout, frame.stderr))
        self.assertEqual(("a-nonce", 0, None), (frame.nonce, self.exit_code, frame["exception"]))

    def test_an_uncaught_exception_is_told_with_the_authors_frames_only(self):
        frame = self.frame(python("""
            def check():
                raise RuntimeError("boom")
            check()
        """))
        error = frame["exception"]
        self.assertEqual(("exited", 1, "run"), (frame["kind"], frame["exit_code"], frame["phase"]))
        self.assertEqual(("RuntimeError", "boom", False), (error["type"], error["message"], error["assertion"]))
        self.assertIn("in check", error["traceback"])
        self.assertNotIn("bootstrap", error["traceback"])
        self.assertEqual(error["traceback"], frame.stderr)

    def test_an_assertion_is_told_apart(self):
        self.assertTrue(self.frame(PYTHON3 + "assert 1 == 2, 'no'\n")["exception"]["assertion"])

    def test_sys_exit_with_a_text_is_no_exception(self):
        frame = self.frame(PYTHON3 + "import sys\nsys.exit('disk is full')\n")
        self.assertEqual((1, None, "disk is full\n"), (frame["exit_code"], frame["exception"], frame.stderr))

    def test_a_syntax_error_belongs_to_loading(self):
        frame = self.frame(PYTHON3 + "print('x'\n")
        self.assertEqual(("load", "SyntaxError"), (frame["phase"], frame["exception"]["type"]))

    def test_an_exception_that_utf8_cannot_hold_is_told_all_the_same(self):
        frame = self.frame(PYTHON3 + "raise ValueError('lone \\ud83d')\n")
        self.assertEqual("lone \ud83d", frame["exception"]["message"])
        self.assertIn("ValueError: lone \\ud83d", frame.stderr)

    def test_an_exception_in_a_forked_copy_is_not_the_tests_own(self):
        frame = self.frame(python("""
            import os
            if os.fork() == 0:
                raise ValueError("in the copy")
            os.wait()
        """))
        self.assertEqual((0, None), (frame["exit_code"], frame["exception"]))

    def test_a_report_never_goes_into_a_file_that_took_the_pipes_number(self):
        frame = self.frame(python("""
            import atexit, os
            os.closerange(3, 64)
            files = [os.open("f%d" % i, os.O_CREAT | os.O_RDWR) for i in range(8)]
            atexit.register(lambda: print(sum(os.fstat(file).st_size for file in files)))
            raise ValueError
        """))
        self.assertEqual("0\n", frame.stdout)

    def test_death_by_a_signal_differs_from_an_exit_code(self):
        frame = self.frame(PYTHON3 + "import os, signal\nos.kill(os.getpid(), signal.SIGTERM)\n")
        self.assertEqual(("signaled", signal.SIGTERM, None), (frame["kind"], frame["signal"], frame["exit_code"]))
        frame = self.frame(PYTHON3 + "import sys\nsys.exit(143)\n")
        self.assertEqual(("exited", None, 143), (frame["kind"], frame["signal"], frame["exit_code"]))

    def test_a_missing_interpreter_is_not_started(self):
        for line in ("#!/usr/bin/env no-such-python", "#!/no/such/python3", "#!/etc/hostname"):
            frame = self.frame(line + "\nprint('x')\n")
            self.assertEqual(("not_started", None), (frame["kind"], frame["exit_code"]), line)
            self.assertTrue(frame["cause"])

    def test_other_interpreters_run_too(self):
        code = "#!/bin/sh\necho \"$1 $SST_TEST_ID\"; read x; echo \"read $?\"\nexit 4\n"
        frame = self.frame(code, parameters={"a": "b c"})
        self.assertEqual(("exited", 4), (frame["kind"], frame["exit_code"]))
        self.assertEqual("--a=b c t-1\nread 1\n", frame.stdout)
        self.assertEqual("hi\n", self.frame("#!/usr/bin/env -S sh -e\necho hi\nfalse\necho no\n").stdout)


class WhatAScriptSees(HarnessTest):
    def test_named_arguments_are_those_of_stackstorms_runner(self):
        parameters = {
            "text": "plain", "count": 3, "ratio": 0.5, "on": True, "off": False, "items": [1, "two", None],
            "nested": {"a": {"b": [True]}}, "nothing": None, "empty": "", "zero": 0, "jinja": "{{ x }}",
            "städte": "Zürich 東京 🚀",
        }
        arguments, whole = json.loads(self.frame(ECHO, parameters=parameters).stdout)
        self.assertEqual([
            "--text=plain", "--count=3", "--ratio=0.5", "--on", "--items=[1, 'two', None]",
            "--nested={'a': {'b': [True]}}", "--zero=0", "--jinja={{ x }}", "--städte=Zürich 東京 🚀",
        ], arguments)
        self.assertEqual(parameters, whole)

    def test_sst_parameters_is_exact(self):
        parameters = {"big": 10 ** 4000, "s": "\ud83d \x00 é", "list": [1, 2.5]}
        text = self.frame(SHOW_PARAMETERS, parameters=parameters).stdout
        self.assertEqual('{"big":%d,"s":"\\ud83d \\u0000 é","list":[1,2.5]}\n' % 10 ** 4000, text)

    def test_decimals_keep_their_digits(self):
        parameters = '{"a":1.10,"b":1e400,"c":0.1000000000000000055511151231257827}'
        text = '{"v":1,"file":"test.py","deadline":20,"parameters":%s}' % parameters
        argument = "--sst_parameters=" + base64.b64encode(zlib.compress(text.encode())).decode()
        self.assertEqual(parameters + "\n", self.frame(SHOW_PARAMETERS, arguments=[argument]).stdout)

    def test_the_contracts_environment(self):
        frame = self.frame(python("""
            import os, sys, json, stat
            print([os.environ.get(n) for n in ("SST_TEST_ID", "SST_EXECUTION_ID", "SST_ATTEMPT", "MODE")])
            print(os.getcwd() == os.path.realpath(os.environ["TMPDIR"]), os.listdir("."), sys.stdin.read() == "")
            print(oct(stat.S_IMODE(os.stat(".").st_mode)), os.getsid(0) == os.getpid())
            open("left", "w").close()
            os.mkdir("d")
            os.chmod("d", 0)
        """), environment={"MODE": "deep {{ x }}"}, attempt=2)
        self.assertEqual("['t-1', 'e-1', '2', 'deep {{ x }}']\nTrue [] True\n0o700 True\n", frame.stdout)

    def test_output_is_utf8_whatever_the_locale(self):
        code = PYTHON3 + "import sys\nprint('Grüße 世界', sys.argv[1])\n"
        for locale in ("C", "de_DE.ISO-8859-1"):
            frame = self.frame(code, parameters={"a": "ü"}, env={"LC_ALL": locale})
            self.assertEqual("Grüße 世界 --a=ü\n", frame.stdout, locale)

    def test_the_stackstorm_token_is_kept_from_it_unless_it_asks(self):
        code = PYTHON3 + "import os\nprint(sorted(n for n in os.environ if n.startswith('ST2')))\n"
        env = {"ST2_ACTION_AUTH_TOKEN": "0123456789", "ST2_AUTH_TOKEN": "0123456789", "ST2_ACTION_PACK_NAME": "p"}
        self.assertEqual("['ST2_ACTION_PACK_NAME']\n", self.frame(code, env=env).stdout)
        self.assertIn("ST2_ACTION_AUTH_TOKEN", self.frame(code, env=env, pass_token=True).stdout)

    def test_it_runs_as_main_with_its_own_names(self):
        self.deploy("print('sibling', __name__)\n", "sibling.py")
        frame = self.frame(python("""
            '''Doc'''
            import sys, pickle, multiprocessing, inspect
            class Thing: pass
            def work(n): return n * 2
            if __name__ == "__main__":
                print(__doc__, __file__ == sys.argv[0], [n for n in globals() if not n.startswith("__")])
                print(type(pickle.loads(pickle.dumps(Thing()))) is Thing, inspect.getsource(work).strip())
                print(multiprocessing.get_context("spawn").Pool(1).map(work, [21]))
                import sibling
        """))
        self.assertEqual([
            "Doc True ['sys', 'pickle', 'multiprocessing', 'inspect', 'Thing', 'work']",
            "True def work(n): return n * 2",
            "[42]",
            "sibling sibling",
        ], frame.stdout.splitlines())

    def test_limits_are_set(self):
        frame = self.frame(python("""
            import resource as r
            names = r.RLIMIT_CPU, r.RLIMIT_AS, r.RLIMIT_NPROC, r.RLIMIT_FSIZE, r.RLIMIT_CORE
            print([r.getrlimit(name)[0] for name in names])
        """), limits={"cpu": 7, "memory": 2 ** 32, "processes": 3000, "file": 4096})
        self.assertEqual("[7, %d, 3000, 4096, 0]\n" % 2 ** 32, frame.stdout)

    def test_by_hand_the_natural_arguments_count_and_the_exit_code_is_the_tests(self):
        frame = self.frame(ECHO + "sys.exit(5)\n", arguments=["--name=value", "--flag"])
        self.assertEqual([["--name=value", "--flag"], {"name": "value", "flag": True}], json.loads(frame.stdout))
        self.assertEqual(5, self.exit_code)

    def test_natural_arguments_beside_the_envelope_are_ignored(self):
        arguments = ["--url=http://n", "--sst_parameters=" + envelope(parameters={"a": 1}), "--count=3"]
        self.assertEqual([["--a=1"], {"a": 1}], json.loads(self.frame(ECHO, arguments=arguments).stdout))


class WhatCannotBeRun(HarnessTest):
    def test_an_unknown_version_is_said(self):
        frame = self.frame(PYTHON3, v=2)
        self.assertEqual(("harness_error", "a-nonce"), (frame["kind"], frame.nonce))
        self.assertIn("version 2", frame["cause"])

    def test_another_revision_than_was_ordered_is_not_run(self):
        self.assertEqual("exited", self.frame(PYTHON3, folder="deployed")["kind"])
        frame = self.frame(PYTHON3, folder="0123456789ab")
        self.assertEqual(("harness_error", "a-nonce"), (frame["kind"], frame.nonce))
        self.assertIn("another revision; deploy again", frame["cause"])

    def test_a_damaged_envelope_is_said(self):
        for text in ("", "!!", "eJyrVg==", "QUJD"):
            frame = self.frame(PYTHON3, arguments=["--sst_parameters=" + text])
            self.assertEqual(("harness_error", 0), (frame["kind"], self.exit_code), text)

    def test_a_file_elsewhere_is_refused(self):
        self.assertEqual("harness_error", self.frame(PYTHON3, file="../test.py")["kind"])

    def test_a_missing_file_is_not_started(self):
        self.assertEqual("not_started", self.frame(PYTHON3, file="other.py")["kind"])

    def test_arguments_longer_than_the_kernel_takes_are_not_started(self):
        frame = self.frame(PYTHON3, parameters={"a": "x" * 140000})
        self.assertEqual("not_started", frame["kind"])
        self.assertIn("too long", frame["cause"])


if __name__ == "__main__":
    unittest.main()
