"""Classes: construction, run(), and what becomes of the value it returns."""
import json
import unittest

from support import ACTION, HarnessTest, action


def returning(expression, before=""):
    return ACTION + before + "class Check(Action):\n    def run(self, **kw):\n        return " + expression + "\n"


class HowAClassRuns(HarnessTest):
    def test_a_value_is_returned_exactly(self):
        value = {"text": "ü", "n": [1, 2.5, None, True], "o": {}, "none": None}
        frame = self.class_frame(returning("kw"), parameters=value)
        self.assertEqual(("returned", None, None), (frame["kind"], frame["flag"], frame["exit_code"]))
        self.assertEqual(value, json.loads(frame["value"]))

    def test_a_pair_is_flag_and_value(self):
        for expression, flag, value in (
            ("(True, {'a': 1})", True, '{"a":1}'), ("(False, None)", False, "null"), ("[True, 1]", None, "[true,1]"),
        ):
            frame = self.class_frame(returning(expression))
            self.assertEqual(("returned", flag, value), (frame["kind"], frame["flag"], frame["value"]), expression)

    def test_a_pair_without_a_flag_is_a_bad_result(self):
        frame = self.class_frame(returning("('code', 200)"))
        self.assertEqual("bad_result", frame["kind"])
        self.assertIn("no boolean but str", frame["cause"])

    def test_config_logger_and_datastore_are_those_of_the_authors_class(self):
        frame = self.class_frame(action("""
            import os, sys
            class Check(Action):
                def run(self):
                    self.logger.info("starting")
                    self.action_service.set_value("k", "v")
                    print(os.environ["MODE"], sys.stdin.read() == "", os.environ["SST_PARAMETERS"])
                    own_session = os.getsid(0) == os.getpid()
                    return [self.config["limit"], self.action_service.keys(), own_session, "SST_SHIM" in os.environ]
        """), config={"limit": 7}, environment={"MODE": "deep"})
        self.assertEqual([7, ["the_pack.Check:k"], True, False], json.loads(frame["value"]))
        self.assertEqual(("deep True {}\n", "starting\n"), (frame.stdout, frame.stderr))

    def test_the_first_concrete_class_by_name_runs(self):
        frame = self.class_frame(action("""
            import abc
            class Zeta(Action):
                def run(self): return "Zeta"
            class Beta(Zeta):
                def run(self): return "Beta"
            class Alpha(Action):
                @abc.abstractmethod
                def more(self): pass
                def run(self): return "Alpha"
            class Aardvark:
                def run(self): return "no action"
        """))
        self.assertEqual('"Beta"', frame["value"])

    def test_a_constructor_without_action_service_gets_it_afterwards(self):
        frame = self.class_frame(action("""
            class Check(Action):
                def __init__(self, config):
                    super().__init__(config)
                def run(self): return self.action_service is not None
        """))
        self.assertEqual("true", frame["value"])

    def test_siblings_are_importable_and_dataclasses_work(self):
        self.deploy("VALUE = 42\n", "helper_module.py")
        before = "import dataclasses, helper_module\n@dataclasses.dataclass\nclass P:\n    x: int\n"
        code = "from __future__ import annotations\n" + returning("[helper_module.VALUE, P(3).x]", before)
        self.assertEqual("[42,3]", self.class_frame(code)["value"])

    def test_parameters_too_large_for_a_variable_leave_it_able_to_start_processes(self):
        code = returning("[len(kw['blob']), os.environ.get('SST_PARAMETERS'), os.system('true')]", "import os\n")
        frame = self.class_frame(code, parameters={"blob": "é" * 70000})
        self.assertEqual([70000, None, 0], json.loads(frame["value"]))
        self.assertIn("SST_PARAMETERS is not set", frame["warnings"][0])

    def test_a_fork_that_comes_out_of_run_does_not_report(self):
        frame = self.class_frame(action("""
            import os
            class Check(Action):
                def run(self):
                    pid = os.fork()
                    if pid:
                        os.waitpid(pid, 0)
                    return "parent" if pid else "copy"
        """))
        self.assertEqual('"parent"', frame["value"])

    def test_threads_left_behind_do_not_delay_the_end(self):
        frame = self.class_frame(action("""
            import threading
            class Check(Action):
                def run(self):
                    threading.Thread(target=threading.Event().wait).start()
                    return 1
        """), deadline=15)
        self.assertEqual("1", frame["value"])


class HowAClassFails(HarnessTest):
    def assertRaised(self, code, phase, kind, assertion=False):
        frame = self.class_frame(code)
        error = frame["exception"]
        self.assertEqual(("raised", phase, kind), (frame["kind"], frame["phase"], error["type"]))
        self.assertEqual(assertion, error["assertion"])
        self.assertNotIn("sst_harness.py", error["traceback"])
        return frame

    def test_a_file_that_cannot_be_loaded(self):
        self.assertRaised(ACTION + "class Check(Action)\n    pass\n", "load", "SyntaxError")
        self.assertRaised("import no_such_module_xyz\n", "load", "ModuleNotFoundError")
        self.assertRaised("x = 1\n", "load", "ImportError")

    def test_a_constructor_that_raises(self):
        self.assertRaised(action("""
            class Check(Action):
                def __init__(self, **kw):
                    raise OSError("no socket")
                def run(self): pass
        """), "construct", "OSError")

    def test_a_run_that_raises(self):
        frame = self.assertRaised(returning("1 / 0"), "run", "ZeroDivisionError")
        self.assertEqual(frame["exception"]["traceback"], frame.stderr)

    def test_a_failed_assertion_is_told_apart(self):
        self.assertRaised(action("""
            class Check(Action):
                def run(self):
                    assert False, "no"
        """), "run", "AssertionError", assertion=True)

    def test_arguments_that_do_not_fit_are_the_tests_error(self):
        frame = self.class_frame(ACTION + "class Check(Action):\n    def run(self, a): pass\n", parameters={"b": 1})
        self.assertEqual(("raised", "TypeError"), (frame["kind"], frame["exception"]["type"]))

    def test_leaving_without_a_value_is_never_a_return(self):
        ways = ("sys.exit(0)", "raised", 0), ("sys.exit(3)", "raised", 3), ("os._exit(0)", "exited", 0)
        for call, kind, code in ways:
            frame = self.class_frame("import os, sys\n" + returning(call))
            self.assertEqual((kind, code, None), (frame["kind"], frame["exit_code"], frame["value"]), call)

    def test_an_exception_that_cannot_be_described_is_described(self):
        frame = self.class_frame(action("""
            class Odd(Exception):
                def __str__(self): raise ValueError
            class Check(Action):
                def run(self): raise Odd()
        """))
        self.assertEqual("<ValueError while describing it>", frame["exception"]["message"])


class WhatAResultMayHold(HarnessTest):
    def assertValue(self, text, expression, before=""):
        frame = self.class_frame(returning(expression, before))
        self.assertEqual(("returned", text), (frame["kind"], frame["value"]), expression)
        return frame

    def assertBad(self, what, expression, before=""):
        frame = self.class_frame(returning(expression, before))
        self.assertEqual("bad_result", frame["kind"], expression)
        self.assertIn(what, frame["cause"])

    def test_times_become_iso_text(self):
        self.assertValue(
            '["2026-01-02T03:04:05+00:00","2026-01-02","03:04:00"]',
            "[d.datetime(2026, 1, 2, 3, 4, 5, tzinfo=d.timezone.utc), d.date(2026, 1, 2), d.time(3, 4)]",
            "import datetime as d\n",
        )

    def test_numbers_of_any_size_and_decimals_are_exact(self):
        before = "from decimal import Decimal as D\n"
        self.assertValue("[1.10,1E+30,%d]" % 2 ** 70, "[D('1.10'), D('1E+30'), 2 ** 70]", before)
        self.assertEqual(5001, len(self.class_frame(returning("10 ** 5000"))["value"]))

    def test_subclasses_of_what_json_holds_are_what_they_derive_from(self):
        before = "import enum, collections as c\nE = enum.Enum('E', {'A': 'a'}, type=str)\nN = enum.IntEnum('N', 'B')\n"
        self.assertValue('["a",1,{"x":[1]}]', "[E.A, N.B, c.OrderedDict(x=(1,))]", before)

    def test_keys_become_text(self):
        self.assertValue('{"1":"one","true":2,"null":3,"2.5":4}', "{1: 'one', 'true': 2, None: 3, 2.5: 4}")

    def test_nan_and_infinity_become_null_with_a_warning(self):
        frame = self.assertValue('{"a":null,"b":[null]}', "{'a': float('nan'), 'b': [float('-inf')]}")
        self.assertEqual(["nan at /a became null", "-inf at /b/0 became null"], frame["warnings"])
        self.assertEqual(20, len(self.class_frame(returning("[float('nan')] * 1000"))["warnings"]))

    def test_lone_surrogates_survive(self):
        self.assertValue('"\\ud83d"', "'\\ud83d'")

    def test_what_json_cannot_hold_is_named_with_its_place(self):
        self.assertBad("set at /tags", "{'tags': {'a'}}")
        self.assertBad("object at /1", "[1, object()]")
        self.assertBad("bytes at /", "b'x'")
        self.assertBad("a key of type tuple", "{(1, 2): 3}")

    def test_a_coroutine_is_a_bad_result_without_a_complaint_of_python(self):
        frame = self.class_frame(ACTION + "class Check(Action):\n    async def run(self): return 1\n")
        self.assertEqual(("bad_result", ""), (frame["kind"], frame.stderr))

    def test_two_hundred_levels_are_the_limit(self):
        deep = "v = 1\nfor _ in range(%d): v = {'a': v}\n"
        self.assertEqual("returned", self.class_frame(returning("v", deep % 200))["kind"])
        self.assertBad("200 levels", "v", deep % 201)
        self.assertBad("200 levels", "v", deep % 100000)
        self.assertBad("200 levels", "v", "v = []\nv.append(v)\n")

    def test_a_result_over_the_cap_is_told_not_sent(self):
        frame = self.class_frame(returning("'x' * 1100000"))
        self.assertEqual(("result_too_large", None), (frame["kind"], frame["value"]))
        self.assertEqual(1000002, len(self.class_frame(returning("'x' * 1000000"))["value"]))

    def test_a_result_that_does_not_fit_the_frame_is_told(self):
        frame = self.class_frame(returning("os.urandom(300000).hex()", "import os\n"), caps={"frame": 200000})
        self.assertEqual(("result_too_large", None), (frame["kind"], frame["value"]))
        self.assertLess(frame.length, 200000)


if __name__ == "__main__":
    unittest.main()
