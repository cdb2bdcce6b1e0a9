import contextlib
import importlib.util
import io
import sys
import time
import unittest
from pathlib import Path

import counts
import process
import suites

spec = importlib.util.spec_from_file_location("run_all", Path(__file__).with_name("__main__.py"))
run_all = importlib.util.module_from_spec(spec)
sys.modules["run_all"] = run_all
spec.loader.exec_module(run_all)


def suite(script, **other):
    settings = dict(name="planted", lives_in="tools", command=["sh", "-c", script],
                    read_counts=lambda finished: counts.from_closing_line(finished.text()), seconds_max=20)
    return suites.Suite(**{**settings, **other})


class Planted(unittest.TestCase):
    """Runs planted suites and looks at what the report makes of them."""

    def report_of(self, planted, filtered=False):
        report = run_all.Report(filtered)
        with contextlib.redirect_stdout(io.StringIO()) as told:
            run_all.run_suite(planted, [], run_all.Builds(report), report)
        return report.total.sentence(), told.getvalue()

    def test_what_passed_is_added(self):
        self.assertEqual(self.report_of(suite("echo 5 passed, 0 failed"))[0], "5 passed, 0 failed")

    def test_a_failure_is_added_and_named(self):
        total, told = self.report_of(suite("echo FAIL: the third; echo 4 passed, 1 failed; exit 1"))
        self.assertEqual(total, "4 passed, 1 failed")
        self.assertIn("failed: the third", told)

    def test_a_suite_that_crashed_is_a_failure(self):
        self.assertEqual(self.report_of(suite("kill -SEGV $$"))[0], "0 passed, 1 failed")

    def test_a_suite_that_crashed_after_counting_is_a_failure(self):
        self.assertEqual(self.report_of(suite("echo 5 passed, 0 failed; exit 3"))[0], "5 passed, 1 failed")

    def test_a_suite_that_ran_nothing_is_a_failure(self):
        self.assertEqual(self.report_of(suite("echo 0 passed, 0 failed"))[0], "0 passed, 1 failed")

    def test_a_suite_that_skipped_all_is_a_failure_unless_it_may(self):
        skips = "echo 0 passed, 0 failed, 6 skipped"
        self.assertEqual(self.report_of(suite(skips))[0], "0 passed, 1 failed, 6 skipped")
        self.assertEqual(self.report_of(suite(skips, may_skip_all=True))[0], "0 passed, 0 failed, 6 skipped")
        self.assertEqual(self.report_of(suite("echo 0 passed, 0 failed", may_skip_all=True))[0], "0 passed, 1 failed")

    def test_a_suite_that_ran_nothing_and_ended_badly_is_a_failure(self):
        planted = suite("echo 0 passed, 0 failed, 6 skipped; exit 3", may_skip_all=True)
        self.assertEqual(self.report_of(planted)[0], "0 passed, 1 failed, 6 skipped")

    def test_with_a_filter_a_suite_may_have_nothing_to_run(self):
        self.assertEqual(self.report_of(suite("echo 0 passed, 0 failed"), filtered=True)[0], "0 passed, 0 failed")

    def test_with_a_filter_the_others_are_not_counted_as_skipped(self):
        planted = suite("echo 2 passed, 0 failed, 97 skipped")
        self.assertEqual(self.report_of(planted, filtered=True)[0], "2 passed, 0 failed")
        self.assertEqual(self.report_of(planted)[0], "2 passed, 0 failed, 97 skipped")

    def test_a_suite_that_is_not_there_is_a_failure(self):
        self.assertEqual(self.report_of(suite("true", lives_in="tools/nowhere"))[0], "0 passed, 1 failed")

    def test_a_suite_that_hangs_is_ended(self):
        self.assertEqual(self.report_of(suite("sleep 60", seconds_max=1))[0], "0 passed, 1 failed")


class Choosing(unittest.TestCase):
    def names(self, *arguments):
        choice = run_all.read_arguments(list(arguments))
        return [(chosen.name, extra) for chosen, extra in run_all.chosen(suites.suites(choice.fast), choice)]

    def test_a_suite_is_run_whole_by_its_name(self):
        self.assertEqual(self.names("rest"), [("rest", [])])

    def test_a_part_of_a_name_goes_to_the_runners(self):
        self.assertIn(("unit", ["-R", "Lexer"]), self.names("--fast", "Lexer"))
        self.assertNotIn("layers", [name for name, _ in self.names("Lexer")])

    def test_fast_leaves_out_the_sanitizers_and_the_browser(self):
        fast = suites.suites(fast=True)
        self.assertFalse([suite.name for suite in fast if suite.fast and "debug" in suite.needs])
        names = [name for name, _ in self.names("--fast")]
        self.assertIn("unit", names)
        self.assertFalse({"house", "browser", "tidy"} & set(names))

    def test_every_build_a_suite_needs_is_known(self):
        for fast in (True, False):
            needed = {name for suite in suites.suites(fast) for name in suite.needs}
            self.assertLessEqual(needed, set(suites.builds()))

    def test_tidy_is_run_when_asked_for(self):
        self.assertNotIn("tidy", [name for name, _ in self.names()])
        self.assertIn("tidy", [name for name, _ in self.names("--tidy")])


class Processes(unittest.TestCase):
    def test_what_a_command_left_running_is_ended(self):
        finished = process.run("planted", ["sh", "-c", "sleep 77 & echo $!"], 20)
        child = Path(f"/proc/{finished.text().strip()}/stat")
        deadline = time.monotonic() + 5
        while is_alive(child) and time.monotonic() < deadline:
            time.sleep(0.01)
        self.assertFalse(is_alive(child))


def is_alive(stat):
    """Neither gone nor only waiting to be forgotten by its parent."""
    try:
        return ") Z " not in stat.read_text()
    except FileNotFoundError:
        return False


if __name__ == "__main__":
    unittest.main()
