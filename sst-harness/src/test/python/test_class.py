"""Classes: construction, run(), and what becomes of the value it returns."""
import json
import unittest

from support import ACTION, HarnessTest


def returning(expression, before=""):
    return ACTION + before + "class Check(Action):\n    def run(self, **kw):\n        return " + expression + "\n"


class HowAClassRuns(HarnessTest):
    def test_a_value_is_returned_exactly(self):
        frame = self.class_frame(returning("kw"), parameters={"text": "ü", "n": [1, 2.5, None, True], "o": {}, "none": None})
        self.assertEqual(("returned", None, None), (frame["kind"], frame["flag"], frame["exit_code"]))
        self.assertEqual({"text": "ü", "n": [1, 2.5, None, True], "o": {}, "none": None}, json.loads(frame["value"]))

    def test_a_pair_is_flag_and_value(self):
        for expression, flag, value in (("(True, {'a': 1})", True, '{"a":1}'), ("(False, None)", False, "null"), ("[True, 1]", None, "[true,1]")):
            frame = self.class_frame(returning(expression))
            self.assertEqual(("returned", flag, value), (frame["kind"], frame["flag"], frame["value"]), expression)

    def test_a_pair_without_a_flag_is_a_bad_result(self):
        frame = self.class_frame(returning("('code', 200)"))
        self.assertEqual("bad_result", frame["kind"])
        self.assertIn("no boolean but str", frame["cause"])

    def test_config_logger_and_datastore_are_those_of_the_authors_class(self):
        code = ACTION + ("import os, sys\nclass Check(Action):\n    def run(self):\n        self.logger.info('starting')\n"
                         "        self.action_service.set_value('k', 'v')\n"
                         "        print(os.environ['MODE'], sys.stdin.read() == '', os.environ['SST_PARAMETERS'], os.getsid(0) == os.getpid())\n"
                         "        return [self.config['limit'], self.action_service.keys(), 'SST_SHIM' in os.environ]\n")
        frame = self.class_frame(code, config={"limit": 7}, environment={"MODE": "deep"})
        self.assertEqual([7, ["the_pack.Check:k"], False], json.loads(frame["value"]))
        self.assertEqual(("deep True {} True\n", "starting\n"), (frame.stdout, frame.stderr))

    def test_the_first_concrete_class_by_name_runs(self):
        code = ACTION + ("import abc\nclass Zeta(Action):\n    def run(self): return 'Zeta'\nclass Beta(Zeta):\n    def run(self): return 'Beta'\n"
                         "class Alpha(Action):\n    @abc.abstractmethod\n    def more(self): pass\n    def run(self): return 'Alpha'\n"
                         "class Aardvark:\n    def run(self): return 'no action'\n")
        self.assertEqual('"Beta"', self.class_frame(code)["value"])

    def test_a_constructor_without_action_service_gets_it_afterwards(self):
        code = ACTION + ("class Check(Action):\n    def __init__(self, config):\n        super().__init__(config)\n"
                         "    def run(self): return self.action_service is not None\n")
        self.assertEqual("true", self.class_frame(code)["value"])

    def test_siblings_are_importable_and_dataclasses_work(self):
        self.deploy("VALUE = 42\n", "helper_module.py")
        code = "from __future__ import annotations\nimport dataclasses, helper_module\n@dataclasses.dataclass\nclass P:\n    x: int\n" + returning(
            "[helper_module.VALUE, P(3).x]")
        self.assertEqual("[42,3]", self.class_frame(code)["value"])

    def test_a_fork_that_comes_out_of_run_does_not_report(self):
        frame = self.class_frame(ACTION + "import os\nclass Check(Action):\n    def run(self):\n        pid = os.fork()\n"
                                 "        if pid:\n            os.waitpid(pid, 0)\n        return 'parent' if pid else 'copy'\n")
        self.assertEqual('"parent"', frame["value"])

    def test_threads_left_behind_do_not_delay_the_end(self):
        frame = self.class_frame(ACTION + "import threading\nclass Check(Action):\n    def run(self):\n"
                                 "        threading.Thread(target=threading.Event().wait).start()\n        return 1\n", deadline=15)
        self.assertEqual("1", frame["value"])


class HowAClassFails(HarnessTest):
    def assertRaised(self, code, phase, kind, assertion=False):
        frame = self.class_frame(code)
        error = frame["exception"]
        self.assertEqual(("raised", phase, kind, assertion), (frame["kind"], frame["phase"], error["type"], error["assertion"]))
        self.assertNotIn("sst_harness.py", error["traceback"])
        return frame

    def test_each_phase_is_named(self):
        self.assertRaised(ACTION + "class Check(Action)\n    pass\n", "load", "SyntaxError")
        self.assertRaised("import no_such_module_xyz\n", "load", "ModuleNotFoundError")
        self.assertRaised("x = 1\n", "load", "ImportError")
        self.assertRaised(ACTION + "class Check(Action):\n    def __init__(self, **kw):\n        raise OSError('no socket')\n    def run(self): pass\n",
                          "construct", "OSError")
        frame = self.assertRaised(returning("1 / 0"), "run", "ZeroDivisionError")
        self.assertIn("ZeroDivisionError", frame.stderr)

    def test_a_failed_assertion_is_told_apart(self):
        self.assertRaised(ACTION + "class Check(Action):\n    def run(self):\n        assert False, 'no'\n", "run", "AssertionError", True)

    def test_arguments_that_do_not_fit_are_the_tests_error(self):
        frame = self.class_frame(ACTION + "class Check(Action):\n    def run(self, a): pass\n", parameters={"b": 1})
        self.assertEqual(("raised", "TypeError"), (frame["kind"], frame["exception"]["type"]))

    def test_leaving_without_a_value_is_never_a_return(self):
        for call, kind, code in (("sys.exit(0)", "raised", 0), ("sys.exit(3)", "raised", 3), ("os._exit(0)", "exited", 0)):
            frame = self.class_frame("import os, sys\n" + returning(call))
            self.assertEqual((kind, code, None), (frame["kind"], frame["exit_code"], frame["value"]), call)

    def test_an_exception_that_cannot_be_described_is_described(self):
        code = "class Odd(Exception):\n    def __str__(self): raise ValueError\n" + ACTION + "class Check(Action):\n    def run(self): raise Odd()\n"
        self.assertEqual("<ValueError while describing it>", self.class_frame(code)["exception"]["message"])


class WhatAResultMayHold(HarnessTest):
    def assertValue(self, text, expression, before=""):
        frame = self.class_frame(returning(expression, before))
        self.assertEqual(("returned", text), (frame["kind"], frame["value"]), expression)
        return frame

    def test_times_decimals_keys_and_numbers_of_any_size(self):
        before = "import datetime as d, decimal, enum, collections\nclass E(str, enum.Enum):\n    A = 'a'\nclass N(enum.IntEnum):\n    B = 2\n"
        self.assertValue(
            '["2026-01-02T03:04:05+00:00","2026-01-02","03:04:00",1.10,1E+30,"a",2,{"x":1},%d]' % 2 ** 70,
            "[d.datetime(2026, 1, 2, 3, 4, 5, tzinfo=d.timezone.utc), d.date(2026, 1, 2), d.time(3, 4), decimal.Decimal('1.10'), decimal.Decimal('1E+30'),"
            " E.A, N.B, collections.OrderedDict(x=1), 2 ** 70]", before)
        self.assertValue('{"1":"one","true":2,"null":3,"2.5":4,"2026-01-02":5}', "{1: 'one', True if False else 'true': 2, None: 3, 2.5: 4, d.date(2026, 1, 2): 5}", before)
        self.assertEqual(5001, len(self.class_frame(returning("10 ** 5000"))["value"]))

    def test_nan_and_infinity_become_null_with_a_warning(self):
        frame = self.assertValue('{"a":null,"b":[null]}', "{'a': float('nan'), 'b': [float('-inf')]}")
        self.assertEqual(["nan at /a became null", "-inf at /b/0 became null"], frame["warnings"])

    def test_lone_surrogates_survive(self):
        self.assertValue('"\\ud83d"', "'\\ud83d'")

    def test_what_json_cannot_hold_is_named_with_its_place(self):
        for expression, what in (("{'tags': {'a'}}", "set at /tags"), ("[1, object()]", "object at /1"), ("b'x'", "bytes at /"), ("{(1, 2): 3}", "a key of type tuple"),
                                 ("(i for i in [])", "generator")):
            frame = self.class_frame(returning(expression))
            self.assertEqual("bad_result", frame["kind"], expression)
            self.assertIn(what, frame["cause"])

    def test_a_coroutine_is_a_bad_result_without_a_complaint_of_python(self):
        frame = self.class_frame(ACTION + "class Check(Action):\n    async def run(self): return 1\n")
        self.assertEqual(("bad_result", ""), (frame["kind"], frame.stderr))

    def test_two_hundred_levels_are_the_limit(self):
        deep = "v = 1\nfor _ in range(%d): v = {'a': v}\n"
        self.assertEqual("returned", self.class_frame(returning("v", deep % 200))["kind"])
        for levels in (201, 100000):
            frame = self.class_frame(returning("v", deep % levels))
            self.assertEqual("bad_result", frame["kind"])
            self.assertIn("200 levels", frame["cause"])
        self.assertEqual("bad_result", self.class_frame(returning("v", "v = []\nv.append(v)\n"))["kind"])

    def test_a_result_over_the_cap_is_told_not_sent(self):
        frame = self.class_frame(returning("'x' * 1100000"))
        self.assertEqual(("result_too_large", None), (frame["kind"], frame["value"]))
        frame = self.class_frame(returning("'x' * 1000000"))
        self.assertEqual(1000002, len(frame["value"]))

    def test_a_result_that_does_not_fit_the_frame_is_told(self):
        frame = self.class_frame(returning("os.urandom(300000).hex()", "import os\n"), caps={"frame": 200000})
        self.assertEqual(("result_too_large", None), (frame["kind"], frame["value"]))
        self.assertLess(frame.length, 200000)


if __name__ == "__main__":
    unittest.main()
