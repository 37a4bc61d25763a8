"""The harness as StackStorm meets it: the class entry, the API for cancel and secrets."""
import http.server
import json
import subprocess
import sys
import threading
import unittest

from support import PYTHON3, SHIM, Frame, HarnessTest, action, envelope, python, sst_harness

CHECK = action("""
    class Check(Action):
        def run(self, **kw):
            return [self.config["greeting"], self.action_service.prefix(), kw]
""")


class TheClassEntry(HarnessTest):
    def run_class(self, code, parameters, env=None):
        """Through a stand-in for StackStorm's runner: the frame, and what the stand-in says."""
        deployed = self.deploy(code)
        done = subprocess.run(
            [sys.executable, "-u", str(SHIM / "runner.py"), str(deployed / "sst_harness.py")],
            input=json.dumps(parameters).encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=self.environment(env), timeout=30,
        )
        self.assertEqual((0, b""), (done.returncode, done.stderr))
        self.printed = done.stdout.decode()
        head, _, result = done.stdout.rpartition(b"RESULT ")
        return Frame(head), json.loads(result)

    def test_the_loader_finds_exactly_one_class_and_the_authors_one_runs_as_itself(self):
        parameters = {"sst_parameters": envelope(shape="class", parameters={"a": 1}), "a": None}
        frame, result = self.run_class(CHECK, parameters)
        self.assertEqual(["SstHarness"], result["classes"])
        self.assertEqual(["from the pack", "the_pack.Check:", {"a": 1}], json.loads(frame["value"]))
        self.assertEqual([True, None], result["output"])

    def test_configuration_of_the_envelope_comes_first(self):
        frame, _ = self.run_class(CHECK, {"sst_parameters": envelope(config={"greeting": "mine"})})
        self.assertEqual("mine", json.loads(frame["value"])[0])

    def test_processes_that_are_not_the_tests_are_let_alone(self):
        frame, result = self.run_class(action("""
            class Check(Action):
                def run(self):
                    while True: pass
        """), {"sst_parameters": envelope(deadline=0.5)})
        self.assertEqual(("timed_out", True), (frame["kind"], result["stranger_survived"]))

    def test_a_deep_document_is_never_what_the_class_returns(self):
        frame, result = self.run_class(action("""
            class Check(Action):
                def run(self):
                    value = 1
                    for _ in range(150): value = [value]
                    return value
        """), {"sst_parameters": envelope()})
        self.assertEqual(("returned", [True, None]), (frame["kind"], result["output"]))

    def test_the_runners_own_delimiter_does_not_pass(self):
        delimiter = "%%%%%~=~=~=************=~=~=~%%%%"
        frame, _ = self.run_class(action("""
            class Check(Action):
                def run(self):
                    print("before", end="", flush=True)
                    print("%s{}%s behind")
                    return {"status": "success"}
        """ % (delimiter, delimiter)), {"sst_parameters": envelope()})
        self.assertEqual(("returned", "before%s{}%s behind\n" % (delimiter, delimiter)), (frame["kind"], frame.stdout))
        self.assertEqual('{"status":"success"}', frame["value"])
        self.assertIn(" behind\n", self.printed)
        self.assertNotIn(delimiter, self.printed)

    def test_by_hand_the_natural_parameters_and_defaults_count(self):
        frame, result = self.run_class(action("""
            class Check(Action):
                def run(self, host, port=80, user=None):
                    return (False, [host, port, user])
        """), {"host": "db", "port": None, "user": None})
        self.assertEqual('["db",80,null]', frame["value"])
        self.assertEqual([False, '["db",80,null]'], result["output"])

    def test_the_token_stays_for_a_class(self):
        code = action("""
            import os
            class Check(Action):
                def run(self): return "ST2_ACTION_AUTH_TOKEN" in os.environ
        """)
        frame, _ = self.run_class(code, {"sst_parameters": envelope()}, {"ST2_ACTION_AUTH_TOKEN": "0123456789"})
        self.assertEqual("true", frame["value"])


    def test_another_revision_than_was_ordered_is_not_run(self):
        code = action("""
            class Check(Action):
                def run(self): return "run"
        """)
        frame, _ = self.run_class(code, {"sst_parameters": envelope(folder="deployed")})
        self.assertEqual("returned", frame["kind"])
        frame, _ = self.run_class(code, {"sst_parameters": envelope(folder="0123456789ab")})
        self.assertEqual(("harness_error", "a-nonce"), (frame["kind"], frame.nonce))


class Api(http.server.BaseHTTPRequestHandler):
    """Answers by path; remembers what was asked and with which token."""

    def do_DELETE(self):
        self.server.deleted.append((self.path, self.headers["X-Auth-Token"]))
        self.send_response(self.server.deletion)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self):
        self.server.asked.append((self.path, self.headers["X-Auth-Token"]))
        status, body = self.server.answers.get(self.path, (404, {"faultstring": "no such thing"}))
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments):
        pass


class TheApi(HarnessTest):
    def setUp(self):
        super().setUp()
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Api)
        self.server.asked, self.server.answers = [], {}
        self.server.deleted, self.server.deletion = [], 204
        thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(thread.join)
        self.addCleanup(self.server.shutdown)
        self.st2 = {
            "ST2_ACTION_API_URL": "http://127.0.0.1:%d/v1" % self.server.server_port,
            "ST2_ACTION_AUTH_TOKEN": "the-token-0123",
            "ST2_ACTION_EXECUTION_ID": "66f0",
        }
        self.nowhere = dict(self.st2, ST2_ACTION_API_URL="http://127.0.0.1:1/v1")
        self.execution = "/v1/executions/66f0?include_attributes=id,status"

    def test_a_cancel_ends_the_child(self):
        self.server.answers[self.execution] = (200, {"id": "66f0", "status": "canceling"})
        frame = self.frame(PYTHON3 + "import time\ntime.sleep(30)\n", env=self.st2, deadline=25)
        self.assertEqual("cancelled", frame["kind"])
        self.assertLess(frame["duration_ms"], 10000)
        self.assertEqual([(self.execution, "the-token-0123")], self.server.asked)

    def test_an_api_without_an_answer_is_no_cancel(self):
        frame = self.frame(PYTHON3 + "import time\ntime.sleep(1.3)\n", env=self.nowhere)
        self.assertEqual("exited", frame["kind"])

    def test_only_canceling_and_canceled_are_a_cancel(self):
        api = sst_harness.Api(self.st2)
        for answer, cancelled in (
            ((200, {"status": "canceling"}), True), ((200, {"status": "canceled"}), True),
            ((200, {"status": "running"}), False), ((500, {"status": "canceled"}), False),
            ((302, {}), False), ((200, []), False), ((200, "canceled"), False),
        ):
            self.server.answers[self.execution] = answer
            self.assertEqual(cancelled, api.cancelled(), answer)

    def test_secret_parameters_come_from_the_datastore(self):
        value = json.dumps({"password": "hunter22", "n": None})
        self.server.answers["/v1/keys/sst%2Frun-1?decrypt=true"] = (200, {"value": value})
        frame = self.frame(python("""
            import os, sys
            parameters = os.environ["SST_PARAMETERS"]
            print(sys.argv[1:], "hunter2" in parameters, parameters)
        """), env=self.st2, parameters={"a": 1}, secret_key="sst/run-1")
        self.assertEqual("['--a=1'] True {\"a\":1,\"password\":\"********\",\"n\":null}\n", frame.stdout)
        self.assertEqual([("/v1/keys/sst%2Frun-1", "the-token-0123")], self.server.deleted)

    def test_secrets_that_may_not_be_deleted_are_there_all_the_same(self):
        self.server.deletion = 403
        self.server.answers["/v1/keys/run-1?decrypt=true"] = (200, {"value": "{\"a\": 1}"})
        frame = self.frame(python("""
            import os
            print(os.environ["SST_PARAMETERS"])
        """), env=self.st2, secret_key="run-1")
        self.assertEqual(("exited", '{"a":1}\n'), (frame["kind"], frame.stdout))

    def test_secrets_that_cannot_be_fetched_are_a_harness_error(self):
        for env in (self.st2, {}, self.nowhere):
            frame = self.frame(PYTHON3, env=env, secret_key="gone")
            self.assertEqual("harness_error", frame["kind"])
            self.assertIn("secret parameters could not be fetched", frame["cause"])
        self.assertEqual([], self.server.deleted)


if __name__ == "__main__":
    unittest.main()
