"""docs/harness-frame.md is what other readers and writers are made from: its example and its names are checked here."""
import ast
import base64
import hashlib
import json
import re
import unittest
import zlib

from support import HERE, SOURCES, Frame, HarnessTest, sst_harness

# Names the standard library has since 3.9 or later which programs like ours would be tempted to use.
NEWER_THAN_3_8 = {
    "UTC", "add_note", "bit_count", "cache", "pidfd_open", "pidfd_send_signal", "randbytes", "removeprefix", "removesuffix",
    "stdlib_module_names", "to_thread", "tomllib", "unparse", "waitstatus_to_exitcode", "zoneinfo",
}
DOCUMENT = HERE.parents[3] / "docs" / "harness-frame.md"


class TheDocument(HarnessTest):
    def setUp(self):
        super().setUp()
        self.text = DOCUMENT.read_text(encoding="utf-8")
        self.blocks = [block.strip().split("\n") for block in re.findall(r"```\n(.*?)```", self.text, re.DOTALL)]

    def test_its_envelope_is_read_as_it_says(self):
        content, text = self.blocks[0]
        self.assertEqual(json.loads(content), json.loads(zlib.decompress(base64.b64decode(text))))
        frame = self.frame("import os\nprint(os.environ['SST_PARAMETERS'])\n", arguments=["--sst_parameters=" + text])
        self.assertEqual(('{"host":"db1","tls":true}\n', "5f0c"), (frame.stdout, frame.nonce))

    def test_its_frame_is_read_as_it_says(self):
        line, total, body = self.blocks[1]
        outer = json.loads(zlib.decompress(base64.b64decode(line[len("#sst1 "):])))
        self.assertEqual((1, "5f0c", total, body), (outer["v"], outer["nonce"], outer["sum"], outer["body"]))
        self.assertEqual(total, hashlib.sha256(("5f0c\n" + body).encode("utf-8")).hexdigest())
        self.assertEqual('{"status": "success"}\n', Frame(line.encode()).stdout)

    def test_it_names_every_member_and_kind_that_is_written(self):
        frame = self.frame("import sys\nraise ValueError\n")
        for name in list(frame) + list(frame["stdout"]) + list(frame["exception"]):
            self.assertIn("`%s`" % name, self.text)
        source = (SOURCES / "sst_harness.py").read_text(encoding="utf-8")
        for kind in set(re.findall(r'"?kind"?(?:=|: )"(\w+)"', source)) | {"timed_out", "cancelled", "terminated"}:
            self.assertIn("| `%s` |" % kind, self.text)

    def test_the_programs_are_written_for_python_3_8(self):
        """Their grammar, as far as a newer Python checks an older one's, and the names they use."""
        for program in ("sst_harness.py", "sst_inspect.py", "sst_unpack.py"):
            tree = ast.parse((SOURCES / program).read_text(encoding="utf-8"), program, feature_version=(3, 8))
            names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
            names.update(alias.name for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom)) for alias in node.names)
            self.assertEqual(set(), names & NEWER_THAN_3_8, program)

    def test_the_bootstrap_can_be_an_argument_in_any_locale(self):
        self.assertTrue(sst_harness.bootstrap_source().isascii())
        self.assertLess(len(sst_harness.bootstrap_source()), 8192)


if __name__ == "__main__":
    unittest.main()
