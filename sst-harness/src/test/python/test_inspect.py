"""Reading a source without running it."""
import json
import subprocess
import sys
import unittest

from support import ACTION, PYTHON3, SOURCES


def inspect(source):
    done = subprocess.run([sys.executable, str(SOURCES / "sst_inspect.py")], input=source if isinstance(source, bytes) else source.encode(),
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=30)
    return json.loads(done.stdout)


class ReadingASource(unittest.TestCase):
    def test_a_script_with_a_main_guard(self):
        found = inspect(PYTHON3 + "def main(): pass\nif __name__ == '__main__':\n    main()\n")
        self.assertEqual((True, [], "script", None, True, "python3"),
                         tuple(found[name] for name in ("ok", "problems", "shape", "class_name", "has_main_guard", "interpreter")))

    def test_a_class_and_the_parameters_of_its_run(self):
        found = inspect(ACTION + "class Check(Action):\n    def run(self, url, retries=3, *, secure, **more): pass\n")
        self.assertEqual(("class", "Check", ["Check"], True), (found["shape"], found["class_name"], found["classes"], found["run_accepts_any"]))
        self.assertEqual([{"name": "url", "required": True}, {"name": "retries", "required": False}, {"name": "secure", "required": True}], found["run_parameters"])

    def test_ways_to_name_the_base(self):
        for source in ("from st2common.runners.base_action import Action as Base\nclass C(Base):\n    def run(self): pass\n",
                       "import st2common.runners.base_action\nclass C(st2common.runners.base_action.Action):\n    def run(self): pass\n",
                       "import st2common.runners.base_action as b\nclass C(b.Action):\n    def run(self): pass\n",
                       "from st2common.runners import base_action\nclass C(base_action.Action):\n    def run(self): pass\n",
                       "try:\n    from st2common.runners.base_action import Action\nexcept ImportError:\n    raise\nclass B(Action):\n    def run(self): pass\nclass A(B): pass\n"):
            self.assertEqual("class", inspect(source)["shape"], source)

    def test_what_only_looks_like_an_action_is_a_script(self):
        for source in ("class Action: pass\nclass C(Action):\n    def run(self): pass\n", "from other import Action\nclass C(Action):\n    def run(self): pass\n",
                       ACTION + "class C(Action): pass\n", "class A(B): pass\nclass B(A):\n    def run(self): pass\n", ""):
            self.assertEqual("script", inspect(source)["shape"], source)

    def test_abstract_classes_are_told_and_passed_over(self):
        found = inspect("import abc\n" + ACTION + "class Base(Action):\n    @abc.abstractmethod\n    def probe(self): pass\n    def run(self): pass\n"
                        "class Check(Base):\n    def probe(self): pass\n")
        self.assertEqual((["Base", "Check"], ["Base"], "Check"), (found["classes"], found["abstract"], found["class_name"]))

    def test_problems_have_line_and_column(self):
        for source, line, column in (("import json\nx = = 1\n", 2, 5), ("x = 1\nreturn 2\n", 2, 1), (b"a = 1\nb = '\xff'\n", 2, 6), (b"a\nb\0c", 2, 2)):
            found = inspect(source)
            self.assertEqual((False, line, column), (found["ok"], found["problems"][0]["line"], found["problems"][0]["column"]), source)
            self.assertTrue(found["problems"][0]["message"])

    def test_a_class_that_does_not_parse_is_known_by_its_look(self):
        self.assertEqual("class", inspect(ACTION + "class Check(Action):\n    def run(self)\n        return {}\n")["shape"])

    def test_other_languages_are_not_read(self):
        found = inspect("#!/usr/bin/env -S bash -e\nif [ x ]; then :; fi\n")
        self.assertEqual((True, "script", "bash"), (found["ok"], found["shape"], found["interpreter"]))

    def test_sources_made_to_hurt_a_parser_are_a_problem_not_a_traceback(self):
        for source in ("(" * 100000, "x = " + "-" * 300000 + "1", "x = " + "+".join(["a"] * 100000), "a" * 524288, "x=" + ".a".join(["a"] * 100000),
                       "\n".join(" " * i + "if x:" for i in range(300)), "x = 9**9**9**9**9\ny = 'a' * 10**12\n", "class A(" + "(" * 150 + ")" * 150 + "): pass"):
            found = inspect(source)
            self.assertEqual(found["ok"], not found["problems"], source[:50])

    def test_nothing_is_run(self):
        inspect("open('/tmp/sst-inspect-ran', 'w')\nraise SystemExit(3)\n")
        with self.assertRaises(FileNotFoundError):
            open("/tmp/sst-inspect-ran")


if __name__ == "__main__":
    unittest.main()
