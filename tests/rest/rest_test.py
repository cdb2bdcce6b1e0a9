"""The runner itself, against a tiny server that answers as each test says."""

import contextlib
import http.server
import io
import json
import tempfile
import threading
import unittest
from pathlib import Path

import answer_path
import case_file
import checks
import play
import run


class Waiting(http.server.ThreadingHTTPServer):
    """Lets more callers wait at the door than the five of its parent, who turns away some of twenty at once."""
    request_queue_size = 64


class Tiny(http.server.BaseHTTPRequestHandler):
    """Keeps what is PUT, tells what it was asked, and creates one thing only once."""

    kept = {}
    created = []
    lock = threading.Lock()

    def do_GET(self):
        kept = self.kept.get(self.path)
        self.answer(200 if kept else 404, kept or b'{"resourceType":"OperationOutcome","issue":[{"severity":"error",'
                    b'"code":"not-found"}]}', {"ETag": 'W/"1"'})

    def do_PUT(self):
        self.kept[self.path] = self.body()
        self.answer(201, self.kept[self.path], {"Location": f"http://x{self.path}/_history/1"})

    def do_POST(self):
        body = self.body()
        with self.lock:
            first = self.headers["If-None-Exist"] not in self.created
            self.created.append(self.headers["If-None-Exist"])
        told = {"resourceType": "Asked", "id": "1", "type": self.headers["Content-Type"], "bytes": len(body)}
        self.answer(201 if first else 200, json.dumps(told).encode(), {})

    def body(self):
        return self.rfile.read(int(self.headers["Content-Length"] or 0))

    def answer(self, status, body, headers):
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Played(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Waiting(("127.0.0.1", 0), Tiny)
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()

    @classmethod
    def tearDownClass(cls):
        cls.server.shutdown()
        cls.server.server_close()

    def play(self, text, name=""):
        """The closing line and what was told before it."""
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()) as told:
            (Path(folder) / "a.case").write_text(text, encoding="utf-8")
            run.main(["--server", f"http://127.0.0.1:{self.server.server_port}/fhir", name], Path(folder))
        return told.getvalue().rstrip().splitlines()[-1], told.getvalue()

    def test_a_case_with_two_steps_and_a_variable(self):
        closing, told = self.play("""
name: what was put is read
PUT /Patient/{{unique}}
{"resourceType":"Patient","id":"{{unique}}","value":0.010}
---- 201
has id = "{{unique}}"
header Location ~ /_history/1$
take id = id
take version = header Location ~ _history/(\\d+)$

GET /Patient/{{id}}
---- 200
has value = 0.010
header ETag = W/"{{version}}"
again
---- 200
""")
        self.assertEqual(closing, "1 passed, 0 failed", told)

    def test_a_wrong_value_is_told_with_its_line(self):
        closing, told = self.play('name: a\nPUT /A/1\n{"id":"1"}\n---- 201\nhas id = "2"\n')
        self.assertEqual(closing, "0 passed, 1 failed")
        self.assertIn("a.case:5", told)
        self.assertIn('id is ["1"]', told)

    def test_a_wrong_status_is_told(self):
        closing, told = self.play("name: a\nGET /A/none\n---- 200\n")
        self.assertEqual(closing, "0 passed, 1 failed")
        self.assertIn("the status is 404", told)

    def test_an_outcome_is_looked_at(self):
        self.assertEqual(self.play("name: a\nGET /A/none\n---- 404\noutcome not-found\n")[0], "1 passed, 0 failed")
        self.assertEqual(self.play("name: a\nGET /A/none\n---- 404\noutcome invalid\n")[0], "0 passed, 1 failed")

    def test_twenty_at_once_and_only_one_creates(self):
        text = ("name: once\ntimes 20 parallel\nPOST /A\nIf-None-Exist: identifier={{unique}}\n{}\n"
                "---- 1x201 19x200\nsame id\n")
        self.assertEqual(self.play(text)[0], "1 passed, 0 failed")
        self.assertEqual(self.play(text.replace("1x201 19x200", "2x201 18x200"))[0], "0 passed, 1 failed")

    def test_headers_repeats_and_plain_bodies(self):
        closing, told = self.play('name: a\nPOST /A\nIf-None-Exist: {{unique}}\nContent-Type: text/plain\n\n'
                                  'x: {{repeat 40 [}}\n---- 201\nhas type = "text/plain"\nhas bytes = 43\n')
        self.assertEqual(closing, "1 passed, 0 failed", told)

    def test_given_is_played_once_and_shares_its_variables(self):
        closing, told = self.play("""
given
PUT /A/{{shared}}
{"id":"{{shared}}"}
---- 201
take mine = id

name: one
GET /A/{{mine}}
---- 200

name: two
GET /A/{{shared}}
---- 200
""")
        self.assertEqual(closing, "2 passed, 0 failed", told)

    def test_when_given_fails_so_do_all_its_cases(self):
        text = "given\nGET /A/none\n---- 200\n\nname: one\nGET /A/1\n---- 2xx\n\nname: two\nGET /A/1\n---- 2xx\n"
        self.assertEqual(self.play(text)[0], "0 passed, 2 failed")

    def test_a_misspelt_file_is_a_failure(self):
        for text in ("nmae: a\n", "name: a\nGTE /A\n---- 200\n", "name: a\nGET /A\n", "name: a\nGET /A\n---- ok\n",
                     "name: a\nagain\n---- 200\n", "name: a\nGET /A/1\n---- 404\nsurely id\n", "name: a\n"):
            with self.subTest(text):
                self.assertEqual(self.play(text)[0], "0 passed, 1 failed")

    def test_a_part_of_the_name_picks_cases(self):
        text = "name: the blue one\nGET /A/none\n---- 404\n\nname: the red one\nGET /A/none\n---- 404\n"
        self.assertEqual(self.play(text, "blue")[0], "1 passed, 0 failed")


class Paths(unittest.TestCase):
    VALUE = answer_path.read_json('{"name":[{"given":["A","B"]},{"given":["C"]}],"_d":{"n":1.50},'
                                  '"entry":[{"r":{"t":"P","id":"1"}},{"r":{"t":"Q","id":"2"}}]}')

    def test_lists_are_walked_through(self):
        self.assertEqual(answer_path.find(self.VALUE, "name.given"), ["A", "B", "C"])

    def test_one_of_a_list(self):
        self.assertEqual(answer_path.find(self.VALUE, "name[1].given[0]"), ["C"])
        self.assertEqual(answer_path.find(self.VALUE, "name[7]"), [])

    def test_those_with_a_value(self):
        self.assertEqual(answer_path.find(self.VALUE, "entry[r.t=Q].r.id"), ["2"])

    def test_numbers_keep_their_text(self):
        self.assertEqual(answer_path.show(answer_path.find(self.VALUE, "_d.n")), "[1.50]")
        self.assertNotEqual(answer_path.read_json("1.5"), answer_path.read_json("1.50"))

    def test_what_is_no_path(self):
        for path in ("a b", "a[b]", "a]", "a[0"):
            with self.subTest(path), self.assertRaises(ValueError):
                answer_path.find({"a": [1]}, path)


class Checks(unittest.TestCase):
    BUNDLE = json.dumps({"resourceType": "Bundle", "total": 2, "entry": [
        {"resource": {"id": "b"}, "search": {"mode": "match"}}, {"resource": {"id": "a"}, "search": {"mode": "match"}},
        {"resource": {"id": "x"}, "search": {"mode": "include"}}]})

    def is_so(self, line, body=BUNDLE):
        try:
            checks.check(play.Answer(200, [("Allow", "GET, PUT")], body.encode()), line, {})
            return True
        except checks.NotSo:
            return False

    def test_what_is_so(self):
        for line in ("has total", "has total = 2", "has total != 3", "has total > 1", "has resourceType ~ ^Bun", "no link",
                     "count entry = 3", "count entry > 2", "found a b", "found in order b a", "included x",
                     'has entry.resource.id = ["b","a","x"]', 'has entry.resource.id contains "x"', "header Allow ~ GET",
                     "no header ETag", "body has Bundle", "body lacks Patient"):
            with self.subTest(line):
                self.assertTrue(self.is_so(line))

    def test_what_is_not_so(self):
        for line in ("has link", "has total = 3", "has total != 2", "has total > 2", "has resourceType ~ ^Pat", "no total",
                     "count entry = 2", "found a", "found nothing", "found a b x", "found in order a b", "included nothing",
                     'has entry.resource.id = ["a","b","x"]', 'has entry.resource.id contains "y"', "header Allow = GET",
                     "no header Allow", "body is empty", "body lacks Bundle", "outcome invalid", "has link != 2"):
            with self.subTest(line):
                self.assertFalse(self.is_so(line))

    def test_statuses(self):
        answers = [play.Answer(status, [], b"") for status in (200, 201, 200)]
        checks.check_statuses(answers, "2xx")
        checks.check_statuses(answers, "200|201")
        checks.check_statuses(answers, "1x201 2x200")
        for wanted in ("200", "4xx", "2x201 1x200", "1x201 1x200"):
            with self.subTest(wanted), self.assertRaises(checks.NotSo):
                checks.check_statuses(answers, wanted)


class Reading(unittest.TestCase):
    def test_the_examples_of_a_page_keep_their_lines(self):
        page = "# Page\n\n```json\n{}\n```\nSo:\n\n```case\nname: it is there\nGET /Patient/1\n---- 200\n```\nMore.\n"
        cases = case_file.read_case_file("page.md", case_file.examples_in(page)).cases
        self.assertEqual([(case.name, case.line, case.steps[0].line) for case in cases], [("it is there", 9, 10)])

    def test_two_cases_of_one_name_are_refused(self):
        with self.assertRaises(case_file.Misspelt):
            case_file.read_case_file("a", "name: a\nGET /A\n---- 200\n\nname: a\nGET /A\n---- 200\n")

    def test_a_comment_between_checks_ends_the_step(self):
        file = case_file.read_case_file("a", "name: a\nGET /A\n---- 200\nhas a\n# Why.\n\nGET /B\n---- 200\n")
        self.assertEqual([step.target for step in file.cases[0].steps], ["/A", "/B"])


if __name__ == "__main__":
    unittest.main()
