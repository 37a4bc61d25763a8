"""Plain scripts: how they are started, and what is told of their end."""
import json
import os
import signal
import unittest

from support import PYTHON3, HarnessTest

ECHO = PYTHON3 + "import json, os, sys\nprint(json.dumps([sys.argv[1:], json.loads(os.environ['SST_PARAMETERS'])]))\n"


class HowAScriptEnds(HarnessTest):
    def test_output_and_exit_code_are_told_exactly(self):
        frame = self.frame(PYTHON3 + "import sys\nprint('out')\nprint('err', file=sys.stderr)\nsys.exit(3)\n")
        self.assertEqual(("exited", 3, "out\n", "err\n"), (frame["kind"], frame["exit_code"], frame.stdout, frame.stderr))
        self.assertEqual(("a-nonce", 0, None), (frame.nonce, self.exit_code, frame["exception"]))

    def test_an_uncaught_exception_is_told_with_the_authors_frames_only(self):
        frame = self.frame(PYTHON3 + "def check():\n    raise RuntimeError('boom')\ncheck()\n")
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

    def test_an_exception_in_a_forked_copy_is_not_the_tests_own(self):
        frame = self.frame(PYTHON3 + "import os\nif os.fork() == 0:\n    raise ValueError('in the copy')\nos.wait()\n")
        self.assertEqual((0, None), (frame["exit_code"], frame["exception"]))

    def test_a_report_never_goes_into_a_file_that_took_the_pipes_number(self):
        frame = self.frame(PYTHON3 + "import os\nos.closerange(3, 64)\nfds = [os.open('f%d' % i, os.O_CREAT | os.O_RDWR) for i in range(8)]\n"
                           "import atexit\natexit.register(lambda: print(sum(os.fstat(f).st_size for f in fds)))\nraise ValueError\n")
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
        frame = self.frame("#!/bin/sh\necho \"$1 $SST_TEST_ID\"; read x; echo \"read $?\"\nexit 4\n", parameters={"a": "b c"})
        self.assertEqual(("exited", 4, "--a=b c t-1\nread 1\n"), (frame["kind"], frame["exit_code"], frame.stdout))
        self.assertEqual("hi\n", self.frame("#!/usr/bin/env -S sh -e\necho hi\nfalse\necho no\n").stdout)


class WhatAScriptSees(HarnessTest):
    def test_named_arguments_are_those_of_stackstorms_runner(self):
        parameters = {"text": "plain", "count": 3, "ratio": 0.5, "on": True, "off": False, "items": [1, "two", None],
                      "nested": {"a": {"b": [True]}}, "nothing": None, "empty": "", "zero": 0, "jinja": "{{ x }}", "städte": "Zürich 東京 🚀"}
        arguments, whole = json.loads(self.frame(ECHO, parameters=parameters).stdout)
        self.assertEqual(["--text=plain", "--count=3", "--ratio=0.5", "--on", "--items=[1, 'two', None]", "--nested={'a': {'b': [True]}}",
                          "--zero=0", "--jinja={{ x }}", "--städte=Zürich 東京 🚀"], arguments)
        self.assertEqual(parameters, whole)

    def test_sst_parameters_is_exact(self):
        code = PYTHON3 + "import os\nprint(os.environ['SST_PARAMETERS'])\n"
        parameters = {"big": 10 ** 4000, "s": "\ud83d \x00 é", "list": [1, 2.5]}
        text = self.frame(code, parameters=parameters).stdout
        self.assertIn("\\ud83d \\u0000 é", text)
        self.assertIn(str(10 ** 4000), text)

    def test_decimals_keep_their_digits(self):
        import base64
        import zlib
        text = '{"v":1,"file":"test.py","deadline":20,"parameters":{"a":1.10,"b":1e400,"c":0.1000000000000000055511151231257827}}'
        argument = "--sst_parameters=" + base64.b64encode(zlib.compress(text.encode())).decode()
        frame = self.frame(PYTHON3 + "import os\nprint(os.environ['SST_PARAMETERS'])\n", arguments=[argument])
        self.assertEqual('{"a":1.10,"b":1e400,"c":0.1000000000000000055511151231257827}\n', frame.stdout)

    def test_the_contracts_environment(self):
        code = PYTHON3 + ("import os, sys, json, stat\n"
                          "print(json.dumps([os.environ.get(n) for n in ('SST_TEST_ID', 'SST_EXECUTION_ID', 'SST_ATTEMPT', 'MODE')]))\n"
                          "print(os.getcwd() == os.path.realpath(os.environ['TMPDIR']), os.listdir('.'), sys.stdin.read() == '')\n"
                          "open('left', 'w').close(); os.mkdir('d'); os.chmod('d', 0)\n"
                          "print(oct(stat.S_IMODE(os.stat('.').st_mode)), os.getsid(0) == os.getpid())\n")
        frame = self.frame(code, environment={"MODE": "deep {{ x }}"}, attempt=2)
        self.assertEqual('["t-1", "e-1", "2", "deep {{ x }}"]\nTrue [] True\n0o700 True\n', frame.stdout)

    def test_output_is_utf8_whatever_the_locale(self):
        for locale in ("C", "de_DE.ISO-8859-1"):
            frame = self.frame(PYTHON3 + "import sys\nprint('Grüße 世界', sys.argv[1])\n", parameters={"a": "ü"}, env={"LC_ALL": locale})
            self.assertEqual("Grüße 世界 --a=ü\n", frame.stdout, locale)

    def test_the_stackstorm_token_is_kept_from_it_unless_it_asks(self):
        code = PYTHON3 + "import os\nprint(sorted(n for n in os.environ if n.startswith('ST2')))\n"
        token = {"ST2_ACTION_AUTH_TOKEN": "0123456789abcdef", "ST2_AUTH_TOKEN": "0123456789abcdef", "ST2_ACTION_PACK_NAME": "p"}
        self.assertEqual("['ST2_ACTION_PACK_NAME']\n", self.frame(code, env=token).stdout)
        self.assertIn("ST2_ACTION_AUTH_TOKEN", self.frame(code, env=token, pass_token=True).stdout)

    def test_it_runs_as_main_with_its_own_names(self):
        code = PYTHON3 + ("'''Doc'''\nimport sys, pickle, multiprocessing, inspect\nclass Thing: pass\ndef work(n): return n * 2\n"
                          "if __name__ == '__main__':\n"
                          "    print(__doc__, __file__ == sys.argv[0], sorted(n for n in globals() if not n.startswith('__')))\n"
                          "    print(type(pickle.loads(pickle.dumps(Thing()))) is Thing, inspect.getsource(work).strip())\n"
                          "    print(multiprocessing.get_context('spawn').Pool(1).map(work, [21]))\n"
                          "    import sibling\n")
        self.deploy("print('sibling', __name__)\n", "sibling.py")
        self.assertEqual("Doc True ['Thing', 'inspect', 'multiprocessing', 'pickle', 'sys', 'work']\nTrue def work(n): return n * 2\n[42]\nsibling sibling\n",
                         self.frame(code).stdout)

    def test_limits_are_set(self):
        code = PYTHON3 + "import resource as r\nprint([r.getrlimit(n)[0] for n in (r.RLIMIT_CPU, r.RLIMIT_AS, r.RLIMIT_NPROC, r.RLIMIT_FSIZE, r.RLIMIT_CORE)])\n"
        limits = {"cpu": 7, "memory": 2 ** 32, "processes": 3000, "file": 4096}
        self.assertEqual("[7, %d, 3000, 4096, 0]\n" % 2 ** 32, self.frame(code, limits=limits).stdout)

    def test_by_hand_the_natural_arguments_count_and_the_exit_code_is_the_tests(self):
        frame = self.frame(ECHO + "sys.exit(5)\n", arguments=["--name=value", "--flag"])
        self.assertEqual([["--name=value", "--flag"], {"name": "value", "flag": True}], json.loads(frame.stdout))
        self.assertEqual(5, self.exit_code)

    def test_natural_arguments_beside_the_envelope_are_ignored(self):
        from support import envelope
        frame = self.frame(ECHO, arguments=["--url=http://n", "--sst_parameters=" + envelope(parameters={"a": 1}), "--count=3"])
        self.assertEqual([["--a=1"], {"a": 1}], json.loads(frame.stdout))


class WhatCannotBeRun(HarnessTest):
    def test_an_unknown_version_is_said(self):
        frame = self.frame(PYTHON3, v=2)
        self.assertEqual(("harness_error", "a-nonce"), (frame["kind"], frame.nonce))
        self.assertIn("version 2", frame["cause"])

    def test_a_damaged_envelope_is_said(self):
        for text in ("", "!!", "eJyrVg==", "QUJD"):
            frame = self.frame(PYTHON3, arguments=["--sst_parameters=" + text])
            self.assertEqual(("harness_error", 0), (frame["kind"], self.exit_code), text)

    def test_a_file_elsewhere_is_refused(self):
        self.assertEqual("harness_error", self.frame(PYTHON3, file="../test.py")["kind"])

    def test_a_missing_file_is_not_started(self):
        self.assertEqual("not_started", self.frame(PYTHON3, file="other.py")["kind"])


if __name__ == "__main__":
    unittest.main()
