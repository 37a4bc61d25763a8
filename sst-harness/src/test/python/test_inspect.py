"""Reading a source without running it."""
import json
import os
import subprocess
import sys
import tempfile
import textwrap
import unittest

from support import PYTHON3, SOURCES, action


SENSOR = """
from st2reactor.sensor.base import Sensor, PollingSensor

class Whole(%s):
    def setup(self): pass
    def %s(self): pass
    def cleanup(self): pass
    def add_trigger(self, trigger): pass
    def update_trigger(self, trigger): pass
    def remove_trigger(self, trigger): pass
"""


def inspect(source):
    data = source if isinstance(source, bytes) else textwrap.dedent(source).encode("utf-8")
    command = [sys.executable, str(SOURCES / "sst_inspect.py")]
    done = subprocess.run(command, input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=30)
    return json.loads(done.stdout)


class ReadingASource(unittest.TestCase):
    def test_a_script_with_a_main_guard(self):
        found = inspect(PYTHON3 + "def main(): pass\nif __name__ == '__main__':\n    main()\n")
        self.assertEqual((True, []), (found["ok"], found["problems"]))
        self.assertEqual(("script", None, "python3"), (found["shape"], found["class_name"], found["interpreter"]))
        self.assertTrue(found["has_main_guard"])

    def test_a_class_and_the_parameters_of_its_run(self):
        found = inspect(action("""
            class Check(Action):
                def run(self, url, retries=3, *, secure, **more): pass
        """))
        self.assertEqual(("class", "Check", ["Check"]), (found["shape"], found["class_name"], found["classes"]))
        self.assertEqual([
            {"name": "url", "required": True},
            {"name": "retries", "required": False},
            {"name": "secure", "required": True},
        ], found["run_parameters"])
        self.assertTrue(found["run_accepts_any"])

    def test_ways_to_name_the_base(self):
        for line, base in (
            ("from st2common.runners.base_action import Action as Base", "Base"),
            ("from st2common.runners.base_action import *", "Action"),
            ("import st2common.runners.base_action", "st2common.runners.base_action.Action"),
            ("import st2common.runners.base_action as b", "b.Action"),
            ("from st2common.runners import base_action", "base_action.Action"),
            ("try:\n    from st2common.runners.base_action import Action\nexcept ImportError:\n    raise", "Action"),
        ):
            found = inspect("%s\nclass B(%s):\n    def run(self): pass\nclass A(B): pass\n" % (line, base))
            self.assertEqual(("class", ["A", "B"]), (found["shape"], found["classes"]), line)

    def test_what_only_looks_like_an_action_is_a_script(self):
        for source in (
            "class Action: pass\nclass C(Action):\n    def run(self): pass\n",
            "from other import Action\nclass C(Action):\n    def run(self): pass\n",
            action("class C(Action): pass\n"),
            "class A(B): pass\nclass B(A):\n    def run(self): pass\n",
            "",
        ):
            self.assertEqual("script", inspect(source)["shape"], source)

    def test_abstract_classes_are_told_and_passed_over(self):
        found = inspect(action("""
            import abc
            class Base(Action):
                @abc.abstractmethod
                def probe(self): pass
                def run(self): pass
            class Check(Base):
                def probe(self): pass
        """))
        self.assertEqual((["Base", "Check"], ["Base"]), (found["classes"], found["abstract"]))
        self.assertEqual("Check", found["class_name"])

    def test_sensors_of_both_kinds(self):
        found = inspect(SENSOR % ("PollingSensor", "poll"))
        self.assertEqual([{"name": "Whole", "polling": True, "missing": []}], found["sensors"])
        found = inspect(SENSOR % ("Sensor", "run"))
        self.assertEqual([{"name": "Whole", "polling": False, "missing": []}], found["sensors"])
        self.assertEqual((["Whole"], [], "script"), (found["defined_classes"], found["classes"], found["shape"]))

    def test_methods_a_sensor_lacks_are_told(self):
        found = inspect(SENSOR % ("PollingSensor", "run") + """
class Part(PollingSensor):
    def poll(self): pass
    setup = cleanup = poll
    if True:
        def add_trigger(self, trigger): pass
class Rest(Part):
    def update_trigger(self, trigger): pass
    def remove_trigger(self, trigger): pass
""")
        self.assertEqual([
            {"name": "Part", "polling": True, "missing": ["remove_trigger", "update_trigger"]},
            {"name": "Rest", "polling": True, "missing": []},
            {"name": "Whole", "polling": True, "missing": ["poll"]},
        ], found["sensors"])

    def test_what_an_ancestor_elsewhere_may_have_is_not_missing(self):
        found = inspect("""
            import abc
            from st2reactor.sensor.base import Sensor
            from lib import Mixin
            class A(Mixin, Sensor): pass
            class B(Mixin, Sensor):
                @abc.abstractmethod
                def probe(self): pass
            class C(Mixin): pass
            class D(Sensor, abc.ABC):
                def setup(self): pass
        """)
        self.assertEqual(["A", "B", "C", "D"], found["defined_classes"])
        self.assertEqual([("A", []), ("B", ["probe"]), ("D", [
            "add_trigger", "cleanup", "remove_trigger", "run", "update_trigger",
        ])], [(each["name"], each["missing"]) for each in found["sensors"]])

    def test_ways_to_name_the_base_of_a_sensor(self):
        for line, base in (
            ("from st2reactor.sensor.base import PollingSensor as Base", "Base"),
            ("from st2reactor.sensor.base import *", "PollingSensor"),
            ("import st2reactor.sensor.base", "st2reactor.sensor.base.PollingSensor"),
            ("from st2reactor.sensor import base as b", "b.PollingSensor"),
        ):
            found = inspect("%s\nclass S(%s): pass\n" % (line, base))
            self.assertEqual([("S", True)], [(each["name"], each["polling"]) for each in found["sensors"]], line)

    def test_problems_have_line_and_column(self):
        for source, line, column in (
            ("import json\nx = = 1\n", 2, 5),
            ("x = 1\nreturn 2\n", 2, 1),
            (b"a = 1\nb = '\xff'\n", 2, 6),
            (b"a\nb\0c", 2, 2),
        ):
            found = inspect(source)
            problem = found["problems"][0]
            self.assertEqual((False, line, column), (found["ok"], problem["line"], problem["column"]), source)
            self.assertTrue(problem["message"])

    def test_a_class_that_does_not_parse_is_known_by_its_look(self):
        found = inspect(action("""
            class Check(Action):
                def run(self)
                    return {}
        """))
        self.assertEqual((False, "class"), (found["ok"], found["shape"]))

    def test_other_languages_are_not_read(self):
        found = inspect("#!/usr/bin/env -S bash -e\nif [ x ]; then :; fi\n")
        self.assertEqual((True, "script", "bash"), (found["ok"], found["shape"], found["interpreter"]))

    def test_sources_made_to_hurt_a_parser_are_a_problem_not_a_traceback(self):
        for source in (
            "(" * 100000,
            "x = " + "-" * 300000 + "1",
            "x = " + "+".join(["a"] * 100000),
            "x = " + ".a".join(["a"] * 100000),
            "a" * 524288,
            "\n".join(" " * i + "if x:" for i in range(300)),
            "x = 9**9**9**9**9\ny = 'a' * 10**12\n",
            "class A(" + "(" * 150 + ")" * 150 + "): pass",
        ):
            found = inspect(source.encode())
            self.assertEqual(found["ok"], not found["problems"], source[:50])

    def test_nothing_is_run(self):
        with tempfile.TemporaryDirectory() as folder:
            trace = os.path.join(folder, "ran")
            self.assertTrue(inspect("open(%r, 'w')\nraise SystemExit(3)\n" % trace)["ok"])
            self.assertFalse(os.path.exists(trace))


if __name__ == "__main__":
    unittest.main()
