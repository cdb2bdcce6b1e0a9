import json
import tempfile
import unittest
from pathlib import Path

import counts

JUNIT = """<testsuite tests="4">
  <testcase name="Lexer.a" status="run"/>
  <testcase name="Lexer.b" status="fail"><failure message=""/></testcase>
  <testcase name="Lexer.c" status="notrun"><skipped message=""/></testcase>
  <testcase name="Lexer.d" status="disabled"/>
</testsuite>"""


def numbers(found):
    return (found.passed, found.failed, found.skipped)


class ReadingCounts(unittest.TestCase):
    def file(self, text):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = Path(folder.name) / "report"
        path.write_text(text, encoding="utf-8")
        return path

    def test_the_closing_line_of_the_house(self):
        self.assertEqual(numbers(counts.from_closing_line("FAIL x\n12 passed, 3 failed, 1 skipped\n")), (12, 3, 1))
        self.assertEqual(numbers(counts.from_closing_line("a\n12 passed, 0 failed\n")), (12, 0, 0))

    def test_a_runner_that_died_has_no_counts(self):
        self.assertIsNone(counts.from_closing_line("Segmentation fault\n"))
        self.assertIsNone(counts.from_unittest("Traceback\n"))
        self.assertIsNone(counts.from_junit(Path("/nowhere/report.xml")))
        self.assertIsNone(counts.from_vitest(Path("/nowhere/report.json")))

    def test_a_line_that_only_mentions_counts_is_not_the_closing_line(self):
        self.assertIsNone(counts.from_closing_line("so far 3 passed, 0 failed\n"))

    def test_unittest_with_failures_errors_and_skips(self):
        text = "ERROR: test_b (m.T)\nRan 10 tests in 0.1s\n\nFAILED (failures=1, errors=2, skipped=3)\n"
        found = counts.from_unittest(text)
        self.assertEqual(numbers(found), (4, 3, 3))
        self.assertEqual(found.names_failed, ["test_b (m.T)"])

    def test_unittest_when_all_is_well(self):
        self.assertEqual(numbers(counts.from_unittest("Ran 7 tests in 0.1s\n\nOK\n")), (7, 0, 0))

    def test_junit_of_ctest(self):
        found = counts.from_junit(self.file(JUNIT))
        self.assertEqual(numbers(found), (1, 1, 2))
        self.assertEqual(found.names_failed, ["Lexer.b"])

    def test_vitest_counts_a_file_that_did_not_load(self):
        report = {"testResults": [
            {"name": "a.test.ts", "status": "failed", "assertionResults": []},
            {"name": "b.test.ts", "status": "failed", "assertionResults": [
                {"status": "passed", "fullName": "b one"}, {"status": "failed", "fullName": "b two"},
                {"status": "pending", "fullName": "b three"}]}]}
        found = counts.from_vitest(self.file(json.dumps(report)))
        self.assertEqual(numbers(found), (1, 2, 1))
        self.assertEqual(found.names_failed, ["a.test.ts", "b two"])


class Sum(unittest.TestCase):
    def test_the_sentence_names_skips_only_when_there_are_some(self):
        self.assertEqual(counts.Counts(3, 0).sentence(), "3 passed, 0 failed")
        self.assertEqual(counts.Counts(3, 1, 2).sentence(), "3 passed, 1 failed, 2 skipped")


if __name__ == "__main__":
    unittest.main()
