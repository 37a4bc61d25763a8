"""The stand-in for StackStorm's modules, as an action sees it: python3 -m unittest discover -s src/test/python"""
import io
import os
import pathlib
import sys
import tempfile
import threading
import unittest
from contextlib import redirect_stderr

SHIM = pathlib.Path(__file__).resolve().parents[2] / "main/resources/dev/sst/embedded/shim"
sys.path.insert(0, str(SHIM))

from st2common.datastore import Datastore  # noqa: E402
from st2common.runners.base_action import Action, make_action_service  # noqa: E402


class Probe(Action):
    def run(self):
        return self.config["url"]


class ActionTest(unittest.TestCase):
    def test_run_has_to_be_written(self):
        with self.assertRaises(TypeError):
            type("Unfinished", (Action,), {})()

    def test_a_configured_value_is_read(self):
        self.assertEqual("http://x", Probe(config={"url": "http://x"}).run())
        self.assertEqual({"url": "http://x"}, Probe(config={"url": "http://x"}).config)

    def test_an_unknown_key_is_named(self):
        os.environ["ST2_ACTION_PACK_NAME"] = "synthetic_tests"
        with self.assertRaisesRegex(ValueError, 'Missing configuration key "url" for pack "synthetic_tests"'):
            Probe(config={"other": 1}).run()
        self.assertIsNone(Probe().config.get("url"))

    def test_the_logger_writes_to_stderr(self):
        with redirect_stderr(io.StringIO()) as stderr:
            type("Logging", (Probe,), {})().logger.info("hello")
        self.assertIn("hello", stderr.getvalue())


class ServiceTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = os.path.join(folder.name, "keys.sqlite")
        os.environ["SST_KEYS"] = self.path
        self.service = make_action_service("pack", "Probe")

    def test_a_value_is_kept_as_text(self):
        self.service.set_value("n", 42)
        self.assertEqual("42", self.service.get_value("n"))
        self.service.set_value("n", "other")
        self.assertEqual("other", self.service.get_value("n"))

    def test_nothing_is_none(self):
        self.assertIsNone(self.service.get_value("n"))
        self.assertFalse(self.service.delete_value("n"))

    def test_keys_carry_pack_and_class_unless_told_otherwise(self):
        self.service.set_value("n", "mine")
        self.service.set_value("n", "everybody's", local=False)
        self.assertEqual("mine", self.service.get_value("pack.Probe:n", local=False))
        self.assertEqual("everybody's", make_action_service("p", "Other").get_value("n", local=False))
        self.assertIsNone(make_action_service("p", "Other").get_value("n"))

    def test_values_are_listed_by_prefix(self):
        for name in ("ab", "aa", "b", "a%"):
            self.service.set_value(name, "x")
        self.assertEqual(["pack.Probe:a%", "pack.Probe:aa", "pack.Probe:ab"],
                         [pair.name for pair in self.service.list_values(prefix="a")])
        self.assertEqual(["pack.Probe:a%"], [pair.name for pair in self.service.list_values(prefix="a%")])
        self.assertEqual(4, len(self.service.list_values(local=False)))

    def test_a_deleted_value_is_gone(self):
        self.service.set_value("n", "x")
        self.assertTrue(self.service.delete_value("n"))
        self.assertIsNone(self.service.get_value("n"))

    def test_a_value_past_its_ttl_is_gone(self):
        now = [100.0]
        store = Datastore(self.path, "", clock=lambda: now[0])
        store.set_value("n", "x", ttl=10)
        now[0] = 109.9
        self.assertEqual("x", store.get_value("n"))
        now[0] = 110.0
        self.assertIsNone(store.get_value("n"))
        self.assertEqual([], store.list_values())

    def test_a_secret_is_shown_to_those_who_ask(self):
        self.service.set_value("n", "hunter2", encrypt=True)
        self.assertEqual("********", self.service.get_value("n"))
        self.assertEqual("hunter2", self.service.get_value("n", decrypt=True))
        self.assertEqual(["********"], [pair.value for pair in self.service.list_values()])

    def test_scopes_are_apart_and_known(self):
        self.service.set_value("n", "x", scope="user")
        self.assertIsNone(self.service.get_value("n"))
        self.assertEqual("x", self.service.get_value("n", scope="st2kv.user"))
        with self.assertRaisesRegex(ValueError, "Invalid scope"):
            self.service.get_value("n", scope="galaxy")

    def test_writers_do_not_lose_each_others_values(self):
        threads = [threading.Thread(target=self.service.set_value, args=("k%d" % i, i)) for i in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(20, len(self.service.list_values()))

    def test_the_user_has_a_name(self):
        self.assertEqual("sst", self.service.get_user_info()["username"])


if __name__ == "__main__":
    unittest.main()
